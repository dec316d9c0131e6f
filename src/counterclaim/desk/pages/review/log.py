"""The log of who decided what, from which a decision is taken back."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from counterclaim.deciding import find_entry
from counterclaim.desk._gate import PersonOf, needs
from counterclaim.desk._reading import desk_of
from counterclaim.desk._refusals import refuse
from counterclaim.desk._rendering import page
from counterclaim.desk.pages.review._asked import Id, NowOf, Number
from counterclaim.desk.pages.review._forms import GivenOf
from counterclaim.desk.pages.review._keeping import go_on, keep
from counterclaim.desk.pages.review._log import build_log
from counterclaim.desk.people import Right
from counterclaim.records.decisions import DecisionAction

router = APIRouter()
TAKEN_BACK = "taken back at once"


@router.get("/review/log")
@router.get("/review/log.json")
def log(
    request: Request,
    reading: NowOf,
    person: Annotated[str | None, Query(max_length=300)] = None,
    action: Annotated[str | None, Query(max_length=100)] = None,
    entry: Id = None,
    number: Number = 1,
) -> Response:
    if action and action not in set(DecisionAction):
        raise refuse(422, f"action is one of {', '.join(DecisionAction)}")
    kind = DecisionAction(action) if action else None
    shown = build_log(reading, person=person or None, action=kind, entry=entry or None, number=number)
    return page(request, "review_log.html", shown)


@router.post("/review/undo/{entry}", dependencies=[needs(Right.REVIEW)])
def undo(request: Request, person: PersonOf, entry: str, given: GivenOf) -> Response:
    """Takes a decision back by a new entry. What somebody has taken back meanwhile is not taken back again."""
    desk_of(request).follower.wait()
    ledger = desk_of(request).ledger
    found, _ = find_entry(ledger, entry)
    held = next(one for one in ledger.decisions(undone=True) if one.entry_id == found)
    if held.undone_by is not None:
        return go_on(given, f"/review/log?entry={found}", [held.undone_by])
    given = given.model_copy(update={"seen": None})
    back = f"/review/log?entry={found}"
    return keep(request, person, given, back, lambda bench: bench.undo(found), reason=TAKEN_BACK)
