"""What a ledger holds: lists and single records, as of a moment."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from counterclaim.client import ActorSummary, LedgerState, ReportSummary, StorySummary, Wanted
from counterclaim.client import _lists as lists
from counterclaim.desk.api._answering import CursorOf, LimitOf, SeenOf, answer, answer_list, open_here, read_cursor
from counterclaim.desk.api._describing import listed, one
from counterclaim.presentation import ClaimView, DisputeView, DocumentView, PropositionView, ReportView
from counterclaim.records.claims import Kind, Stance

router = APIRouter(tags=["reading"])

IdOf = Annotated[str, Path(min_length=3, max_length=100, description="An id, or the start of one.")]
StoryOf = Annotated[str | None, Query(min_length=3, max_length=100, description="Only of this story.")]
WordsOf = Annotated[str | None, Query(max_length=500, description="Only what holds all of these words.")]


@router.get("/ledger", responses=one(LedgerState, "How much the ledger holds."))
def state(request: Request, seen: SeenOf) -> Response:
    """How much the ledger holds now."""
    return answer(request, open_here(request, seen).state())


@router.get("/stories", responses=listed(StorySummary, "Stories, the newest report first."))
def stories(
    request: Request, seen: SeenOf, search: WordsOf = None, cursor: CursorOf = None, limit: LimitOf = 100
) -> Response:
    """Stories: reports about the same contested event."""
    found = lists.list_stories(seen, search=search)
    return answer_list(request, found, cursor=cursor, limit=limit, newest_first=True)


@router.get("/claims", responses=listed(ClaimView, "Claims, by story, report and place in its text."))
def claims(
    request: Request,
    seen: SeenOf,
    story: StoryOf = None,
    search: WordsOf = None,
    actor: WordsOf = None,
    stance: Stance | None = None,
    kind: Kind | None = None,
    cursor: CursorOf = None,
    limit: LimitOf = 100,
) -> Response:
    """Claims with their exact words."""
    wanted = Wanted(story=story, search=search, actor=actor, stance=stance, kind=kind)
    found = lists.list_claims(seen, wanted, read_cursor(cursor) if cursor else ())
    return answer_list(request, found, cursor=cursor, limit=limit)


@router.get("/claims/{id}", responses=one(ClaimView, "The claim."))
def claim(request: Request, seen: SeenOf, id: IdOf) -> Response:
    """One claim."""
    return answer(request, open_here(request, seen).claim(id))


@router.get("/propositions", responses=listed(PropositionView, "Propositions, by story."))
def propositions(
    request: Request, seen: SeenOf, story: StoryOf = None, cursor: CursorOf = None, limit: LimitOf = 100
) -> Response:
    """What is claimed, free of who says it, with who is for and against."""
    found = lists.list_propositions(seen, story=story, after=read_cursor(cursor) if cursor else ())
    return answer_list(request, found, cursor=cursor, limit=limit)


@router.get("/propositions/{id}", responses=one(PropositionView, "The proposition."))
def proposition(request: Request, seen: SeenOf, id: IdOf) -> Response:
    """One proposition."""
    return answer(request, open_here(request, seen).proposition(id))


@router.get("/disputes", responses=listed(DisputeView, "Disputes, by story."))
def disputes(
    request: Request, seen: SeenOf, story: StoryOf = None, cursor: CursorOf = None, limit: LimitOf = 100
) -> Response:
    """What is disputed."""
    found = lists.list_disputes(seen, story=story, after=read_cursor(cursor) if cursor else ())
    return answer_list(request, found, cursor=cursor, limit=limit)


@router.get("/disputes/{id}", responses=one(DisputeView, "The dispute."))
def dispute(request: Request, seen: SeenOf, id: IdOf) -> Response:
    """One dispute."""
    return answer(request, open_here(request, seen).dispute(id))


@router.get("/reports", responses=listed(ReportSummary, "The newest text of each document, by address."))
def reports(
    request: Request, seen: SeenOf, story: StoryOf = None, cursor: CursorOf = None, limit: LimitOf = 100
) -> Response:
    """Reports."""
    return answer_list(request, lists.list_reports(seen, story=story), cursor=cursor, limit=limit)


@router.get("/reports/{id}", responses=one(ReportView, "The report with its text and what was read in it."))
def report(request: Request, seen: SeenOf, id: IdOf) -> Response:
    """One text of a report."""
    return answer(request, open_here(request, seen).report(id))


@router.get("/actors", responses=listed(ActorSummary, "Who takes positions, by name."))
def actors(
    request: Request, seen: SeenOf, search: WordsOf = None, cursor: CursorOf = None, limit: LimitOf = 100
) -> Response:
    """Who takes positions."""
    return answer_list(request, lists.list_actors(seen, search=search), cursor=cursor, limit=limit)


@router.get("/documents/{id}", responses=one(DocumentView, "The story of what the id names, with everything in it."))
def document(request: Request, seen: SeenOf, id: IdOf) -> Response:
    """The document of the story that an id belongs to: what `counterclaim show --format json` prints."""
    return answer(request, open_here(request, seen).show(id))
