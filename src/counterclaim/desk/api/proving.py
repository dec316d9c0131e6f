"""The log, checkpoints of it, and proofs for outsiders."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import PlainTextResponse, Response

from counterclaim.client import LogEntry
from counterclaim.desk._gate import needs
from counterclaim.desk.api._answering import CursorOf, LimitOf, SeenOf, answer, answer_list, open_here, read_cursor
from counterclaim.desk.api._describing import UNCHANGED, answers, listed
from counterclaim.desk.people import Right

router = APIRouter(tags=["proving"])

SizeOf = Annotated[int | None, Query(ge=1, le=10**15, description="So many entries (default: the last checkpoint).")]
_PROOF = {"type": "object", "description": "As `docs/verify_proof.py` checks it."}


@router.get("/entries", responses=listed(LogEntry, "Entries, the oldest first."))
def entries(
    request: Request,
    seen: SeenOf,
    after: Annotated[int, Query(ge=0, le=10**15, description="Begin behind this number.")] = 0,
    cursor: CursorOf = None,
    limit: LimitOf = 100,
) -> Response:
    """The log: who recorded what when, without the words."""
    place = read_cursor(cursor)[0] if cursor else after
    begin = place if isinstance(place, int) else after
    found = (((entry.seq,), entry) for entry in open_here(request, seen).entries(after=begin))
    return answer_list(request, found, cursor=cursor, limit=limit)


@router.get("/entries/{entry}/proof", responses={**answers(_PROOF, "The proof of inclusion."), 304: UNCHANGED})
def inclusion(
    request: Request,
    seen: SeenOf,
    entry: Annotated[str, Path(max_length=100, description="A number, or the id of an entry, a revision or a claim.")],
    size: SizeOf = None,
) -> Response:
    """Prove that an entry is in the log."""
    return answer(request, open_here(request, seen).prove_inclusion(entry, size=size))


@router.get("/consistency", responses={**answers(_PROOF, "The proof of consistency."), 304: UNCHANGED})
def consistency(
    request: Request,
    seen: SeenOf,
    old: Annotated[int, Query(ge=1, le=10**15)],
    new: Annotated[int, Query(ge=1, le=10**15)],
) -> Response:
    """Prove that the log only grew between two sizes."""
    return answer(request, open_here(request, seen).prove_consistency(old, new))


@router.post(
    "/checkpoints",
    responses=answers({"type": "string"}, "The checkpoint, as a note.", media_type="text/plain"),
    dependencies=[needs(Right.ADMIN)],
)
def checkpoint(request: Request) -> Response:
    """Take a checkpoint of the log, to be kept elsewhere."""
    return PlainTextResponse(open_here(request).checkpoint())
