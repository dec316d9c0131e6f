"""The handover sheet, and the enquiries that are open."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi import Form as Field
from starlette.responses import RedirectResponse, Response

from counterclaim.desk._gate import PersonOf, needs
from counterclaim.desk._reading import ReadingOf, desk_of, parse_moment
from counterclaim.desk._refusals import refuse
from counterclaim.desk._rendering import page
from counterclaim.desk.pages.sign_in import local
from counterclaim.desk.people import Right
from counterclaim.errors import LedgerError
from counterclaim.records.enquiries import Reply
from counterclaim.records.turns import Told
from counterclaim.watching import hand_over, make_enquiry, parts_of, tell_enquiry

router = APIRouter()

#: How far back the sheet begins where nothing is said.
SHIFT = timedelta(hours=12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    name: str
    title: str
    turns: tuple[Told, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An enquiry on a page. `about` is an address on this desk."""

    id: str
    about: str
    kind: str
    words: str
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SincePage:
    since: datetime
    until: datetime
    parts: tuple[Part, ...]
    enquiries: tuple[Asked, ...]


@router.get("/since")
@router.get("/since.json")
def since(
    request: Request,
    reading: ReadingOf,
    since: Annotated[str | None, Query(description="A time in ISO 8601; twelve hours ago if none is given.")] = None,
    until: Annotated[str | None, Query(description="The end of the shift; now if none is given.")] = None,
) -> Response:
    try:
        last = parse_moment(until) or reading.moment.recorded or datetime.now(UTC)
        first = parse_moment(since) or last - SHIFT
    except (ValueError, OverflowError):
        raise refuse(422, "since and until are ISO 8601 times such as 2026-03-12T14:00Z") from None
    sheet = hand_over(reading.ledger, first, last)
    enquiries = (*sheet.enquiries, *sheet.answered)
    shown = SincePage(
        since=first,
        until=last,
        parts=tuple(Part(name=name, title=title, turns=turns) for name, title, turns in parts_of(sheet)),
        enquiries=tuple(
            Asked(
                id=held.id,
                about=f"/{_PAGES[held.enquiry.about_kind]}/{held.enquiry.about}",
                kind=held.enquiry.about_kind,
                words=tell_enquiry(held),
                is_open=held.reply is None,
            )
            for held in enquiries
        ),
    )
    return page(request, "since.html", shown)


#: The pages of what an enquiry can be about.
_PAGES = {"claim": "claim", "proposition": "matter", "story": "story"}
_Line = Annotated[str, Field(min_length=1, max_length=300)]
_Words = Annotated[str, Field(min_length=1, max_length=5_000)]


@router.post("/enquiries", dependencies=[needs(Right.REVIEW)])
def ask(
    request: Request,
    person: PersonOf,
    about: _Line,
    whom: _Line,
    question: _Words,
    next: Annotated[str, Field()] = "/since",
) -> Response:
    """Records that somebody was asked about a claim, a matter or a story."""
    ledger = desk_of(request).ledger
    try:
        made = make_enquiry(
            ledger, about, asked=whom, question=question, asked_at=datetime.now(UTC), author=person.name
        )
        ledger.add_enquiry(made)
    except (LedgerError, ValueError) as error:
        raise refuse(422, str(error)) from error
    return RedirectResponse(local(next), 303)


@router.post("/enquiries/{id_}/answer", dependencies=[needs(Right.REVIEW)])
def answer(
    request: Request, person: PersonOf, id_: str, answer: _Words, next: Annotated[str, Field()] = "/since"
) -> Response:
    """Records what came of an enquiry."""
    try:
        reply = Reply(answer=answer, answered_at=datetime.now(UTC), author=person.name)
        desk_of(request).ledger.answer_enquiry(id_, reply)
    except (LedgerError, ValueError) as error:
        raise refuse(422, str(error)) from error
    return RedirectResponse(local(next), 303)
