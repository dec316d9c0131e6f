"""What programs bring in and people decide."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from counterclaim.client import AddedReport, KeptDecision
from counterclaim.client._deciding import ACTIONS
from counterclaim.desk._gate import needs
from counterclaim.desk.api._answering import CursorOf, LimitOf, SeenOf, answer, answer_list, open_here
from counterclaim.desk.api._describing import answers, listed, record
from counterclaim.desk.people import Right
from counterclaim.records.claims import Form, Kind, Stance

router = APIRouter(tags=["changing"])

_Line = Annotated[str, Field(max_length=2000)]
_Words = Annotated[str, Field(max_length=20_000)]
_Id = Annotated[str, Field(min_length=3, max_length=100)]
_Few = Annotated[list[_Words], Field(max_length=50)]


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")


class GivenReport(_Asked):
    """A report: its text, or the public address from which it is fetched. `address` is where a text was found."""

    text: str | None = None
    url: _Line | None = None
    address: _Line | None = None
    title: _Line | None = None
    published: _Line | None = Field(None, description="As the report states it, best in ISO 8601.")
    outlet: _Line | None = None


class Reading(_Asked):
    """How a claim should read: only what differs. Words are the report's own, or START:END; “none” empties a field."""

    content: _Few | None = None
    source: _Few | None = None
    cue: _Few | None = None
    actor: _Line | None = None
    stance: Stance | None = None
    form: Form | None = None
    kind: Kind | None = None
    figures: _Few | None = Field(None, description="WORDS=VALUE, as “at least 12=12.. killed”.")
    places: _Few | None = Field(None, description="WORDS=PLACE, as “Orsk=Orsk @ 51.2, 58.6”.")
    time: _Line | None = Field(None, description="WORDS=TIME, as “Friday=2026-03-13”.")


class GivenDecision(_Asked):
    """What a person decides, as the commands of `counterclaim review` do. What an action has no use for is ignored."""

    action: Literal[ACTIONS]  # type: ignore[valid-type]
    ids: Annotated[list[_Id], Field(min_length=1, max_length=500)]
    reason: _Words = Field("", description="Why; only `accept` goes without.")
    others: Annotated[list[_Id], Field(max_length=500)] = Field([], description="What the ids are parted from.")
    value: _Line | None = Field(None, description="The side; or NAME=WHY for protect.")
    into: _Few = Field([], description="The parts of a split.")
    reading: Reading | None = None


_ADDED = answers(record(AddedReport), "What became of the report.", status=201)


@router.post("/reports", status_code=201, responses=_ADDED, dependencies=[needs(Right.ADD)])
def add_report(request: Request, given: GivenReport) -> Response:
    """Read a report and keep it."""
    return answer(request, open_here(request).add(**given.model_dump()), status=201)


_PAGE: dict[str, Any] = {"requestBody": {"content": {"text/html": {"schema": {"type": "string"}}}, "required": True}}
_LineOf = Annotated[str | None, Query(max_length=2000)]


@router.post("/reports/page", status_code=201, responses=_ADDED, openapi_extra=_PAGE, dependencies=[needs(Right.ADD)])
def add_page(
    request: Request,
    page: Annotated[bytes, Body(media_type="text/html")],
    address: _LineOf = None,
    title: _LineOf = None,
    published: _LineOf = None,
    outlet: _LineOf = None,
) -> Response:
    """Read a saved page (the HTML is the body) and keep it."""
    added = open_here(request).add(html=page, address=address, title=title, published=published, outlet=outlet)
    return answer(request, added, status=201)


_KEPT = {
    "type": "object",
    "properties": {"entries": {"type": "array", "items": {"type": "string"}}},
    "required": ["entries"],
    "additionalProperties": False,
}


@router.post(
    "/decisions",
    status_code=201,
    responses=answers(_KEPT, "The ids of the entries that keep it.", status=201),
    dependencies=[needs(Right.REVIEW)],
)
def decide(request: Request, given: GivenDecision) -> Response:
    """Decide on what was read; the author is whoever asks."""
    reading = given.reading.model_dump(exclude_none=True, mode="json") if given.reading else None
    kept = open_here(request).decide(
        given.action,
        given.ids,
        reason=given.reason,
        others=given.others,
        value=given.value,
        into=given.into,
        reading=reading,
    )
    return answer(request, {"entries": list(kept)}, status=201)


@router.get("/decisions", responses=listed(KeptDecision, "Decisions, in the order recorded."))
def decisions(request: Request, seen: SeenOf, cursor: CursorOf = None, limit: LimitOf = 100) -> Response:
    """What people decided, also what was undone."""
    found = (((number,), one) for number, one in enumerate(open_here(request, seen).decisions()))
    return answer_list(request, found, cursor=cursor, limit=limit)
