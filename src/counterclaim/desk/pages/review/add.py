"""The page on which a person adds a claim that no machine read."""

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from counterclaim.deciding import ROLES
from counterclaim.desk._gate import PersonOf, needs
from counterclaim.desk._reading import Reading
from counterclaim.desk._refusals import refuse
from counterclaim.desk._rendering import page
from counterclaim.desk.pages.review._actions import FIELDS
from counterclaim.desk.pages.review._add import build_add
from counterclaim.desk.pages.review._asked import NowOf
from counterclaim.desk.pages.review._forms import Given, GivenOf, draft_of, lines_of
from counterclaim.desk.pages.review._keeping import begin, go_on
from counterclaim.desk.people import Right
from counterclaim.errors import InputError, LedgerError
from counterclaim.records.ids import RevisionId
from counterclaim.records.revisions import Revision

router = APIRouter()


@router.get("/review/add/{id_}")
@router.get("/review/add/{id_}.json")
def add(request: Request, reading: NowOf, id_: str) -> Response:
    return _add_page(request, reading, id_)


def _add_page(
    request: Request,
    reading: Reading,
    id_: str,
    *,
    fault: str | None = None,
    about: str | None = None,
    draft: Sequence[tuple[str, str]] = (),
) -> Response:
    found = reading.ledger.find(id_)
    if not isinstance(found.record, Revision):
        raise refuse(404, f"{id_} is a {found.kind}, not a report")
    (analysis,) = reading.ledger.analyses(current=False, only={RevisionId(found.id)})
    shown = build_add(analysis, seen=reading.state, fault=fault, about=about, draft=draft)
    return page(request, "review_add.html", shown, status=422 if fault else 200)


@router.post("/review/add/{id_}", dependencies=[needs(Right.REVIEW)])
def add_claim(request: Request, reading: NowOf, person: PersonOf, id_: str, given: GivenOf) -> Response:
    """Keeps a claim that no machine read, and goes to its page."""
    try:
        deciding = begin(request, person, given)
        deciding.bench.add(id_, _added(given))
    except (InputError, LedgerError, ValueError) as error:
        about = error.subject if isinstance(error, InputError) else None
        return _add_page(request, reading, id_, fault=str(error), about=about, draft=draft_of(given))
    deciding.follow()
    (decision,) = deciding.said
    return go_on(given, f"/review/claim/{decision.claims[0].id}", deciding.kept)


def _added(given: Given) -> dict[str, Any]:
    """The claim that a form asks for; what it leaves open stays open."""
    asked: dict[str, Any] = {}
    for role in ROLES:
        lines = lines_of(getattr(given, role) or "")
        if role == "time" and len(lines) > 1:
            raise InputError("a claim has one time of the event", subject="time")
        if lines:
            asked[FIELDS.get(role, role)] = lines[0] if role == "time" else lines
    if "content" not in asked:
        raise InputError("a claim has words: take them from the text", subject="content")
    if actor := " ".join((given.actor or "").split()):
        asked["actor"] = actor
    return asked | {name: value for name in ("stance", "form", "kind") if (value := getattr(given, name)) is not None}
