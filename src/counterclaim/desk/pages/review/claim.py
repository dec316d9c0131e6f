"""The page on which a claim is decided on."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from counterclaim.deciding import set_beside
from counterclaim.desk._gate import PersonOf, needs
from counterclaim.desk._reading import Desk, Reading, desk_of
from counterclaim.desk._refusals import refuse
from counterclaim.desk._rendering import page, render
from counterclaim.desk.pages.review._actions import SAY, Action
from counterclaim.desk.pages.review._asked import AskedOf, AtOnceOf, Id
from counterclaim.desk.pages.review._claim import build_review
from counterclaim.desk.pages.review._forms import GivenOf, draft_of
from counterclaim.desk.pages.review._keeping import begin, go_on
from counterclaim.desk.pages.review._log import kept_line
from counterclaim.desk.pages.review._queue import Asked, read_waits
from counterclaim.desk.people import Right
from counterclaim.errors import InputError, LedgerError

router = APIRouter()
#: What is said of a claim that is accepted without a word, as on the command line.
ACCEPTED = "read as the text says"
#: What is said of one claim alone, for which no accounts are needed.
AT_ONCE = frozenset({"accept", "correct", "withdraw", "comment", "split"})


@router.get("/review/claim/{id_}")
@router.get("/review/claim/{id_}.json")
def claim(
    request: Request,
    reading: AtOnceOf,
    asked: AskedOf,
    id_: str,
    kept: Id = None,
    since: Annotated[int | None, Query(ge=0)] = None,
) -> Response:
    return _claim_page(request, reading, asked, id_, kept=kept, since=since)


def _claim_page(
    request: Request,
    reading: Reading,
    asked: Asked,
    id_: str,
    *,
    kept: str | None = None,
    since: int | None = None,
    fault: str | None = None,
    draft: tuple[tuple[str, str], ...] = (),
) -> Response:
    with reading.ledger.snapshot(behind=False) as ledger:
        beside, seen = set_beside(ledger, id_), ledger.size()
    waits = read_waits(reading, asked.story)
    line = kept_line(reading, kept)
    shown = build_review(beside, waits, asked, seen=seen, kept=line, since=since, fault=fault, draft=draft)
    return page(request, "review_claim.html", shown, status=422 if fault else 200)


@router.post("/review/claim/{id_}/{action}", dependencies=[needs(Right.REVIEW)])
def decide(
    request: Request, reading: AtOnceOf, person: PersonOf, asked: AskedOf, id_: str, action: Action, given: GivenOf
) -> Response:
    """Keeps what a person says of a claim. Whoever else decided since the form was made is told of there."""
    try:
        if action not in AT_ONCE:
            desk_of(request).follower.wait()
        deciding = begin(request, person, given, reason=ACCEPTED if action == "accept" else "")
        SAY[action](deciding.bench, id_, given)
    except (InputError, LedgerError, ValueError) as error:
        if "hx-request" in request.headers:
            raise refuse(422, str(error)) from error
        draft = (("action", action), *draft_of(given))
        return _claim_page(request, reading, asked, id_, fault=str(error), draft=draft)
    deciding.follow()
    if "hx-request" in request.headers:
        line = kept_line(reading, deciding.kept[0])
        return render(request, "review_kept.html", line)
    if _is_gone(deciding.desk, id_):  # an added claim that is withdrawn leaves no page
        return go_on(given.model_copy(update={"next": ""}), f"/review/log?entry={deciding.kept[0]}", ())
    return go_on(given, f"/review/claim/{id_}", deciding.kept)


def _is_gone(desk: Desk, id_: str) -> bool:
    try:
        return desk.ledger.find(id_).kind != "claim"
    except LedgerError:
        return True
