"""The stories in the ledger: contested first, the newest change first, narrowed down by what stands in the address."""

from collections.abc import MutableMapping
from datetime import datetime
from typing import Annotated, TypeVar

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from counterclaim.desk._reading import Reading, ReadingOf, parse_moment
from counterclaim.desk._refusals import refuse
from counterclaim.desk._rendering import page
from counterclaim.desk.pages._sayings import Saying, Teller
from counterclaim.desk.pages._stories import PAGE, Asked, Entry, Facets, StoriesPage, list_stories, narrow
from counterclaim.disputes import build_accounts
from counterclaim.presentation import build_document
from counterclaim.records.accounts import Accounts, Status
from counterclaim.records.events import EventKind
from counterclaim.views import SEARCHED, Lookup

router = APIRouter()

E_ = TypeVar("E_", Status, EventKind)
CLAIMS = 20  # with the words searched for, that the page shows
_NONE = Accounts(stories=(), propositions=(), disputes=(), answers=(), origins=())


def asked_for(
    q: Annotated[str | None, Query(description="Words of claims or names of actors, or the starts of them.")] = None,
    actor: Annotated[str | None, Query(description="Words of the name of a party that speaks in the story.")] = None,
    place: Annotated[str | None, Query(description="Part of the name of a place, division or country.")] = None,
    status: Annotated[str | None, Query(description="A status that a matter of the story has.")] = None,
    event: Annotated[str | None, Query(description="A kind of event (PLOVER) that a claim tells of.")] = None,
    since: Annotated[str | None, Query(description="Stories that changed since.")] = None,
    until: Annotated[str | None, Query(description="Stories that had begun by then.")] = None,
) -> Asked:
    """What the query of a list of stories asks for."""
    return Asked(
        q=_some(q),
        actor=_some(actor),
        place=_some(place),
        status=_one_of(Status, status, "status"),
        event=_one_of(EventKind, event, "event"),
        since=_moment(since, "since", start=True),
        until=_moment(until, "until"),
    )


def _some(words: str | None) -> str | None:
    return " ".join(words.split())[:200] or None if words else None


def _one_of(kind: type[E_], word: str | None, name: str) -> E_ | None:
    if not word:
        return None
    try:
        return kind(word)
    except ValueError:
        raise refuse(422, f"{name} is one of: {', '.join(kind)}") from None


def _moment(words: str | None, name: str, *, start: bool = False) -> datetime | None:
    try:
        moment = parse_moment(words)
    except (ValueError, OverflowError):
        raise refuse(422, f"{name} is an ISO 8601 date or time such as 2026-03-12") from None
    bare_day = words is not None and len(words.strip()) == len("2026-03-12")
    return moment.replace(hour=0, minute=0, second=0) if moment and start and bare_day else moment


@router.get("/")
@router.get("/stories")
@router.get("/stories.json")
def stories(
    request: Request,
    reading: ReadingOf,
    asked: Annotated[Asked, Depends(asked_for)],
    number: Annotated[int, Query(alias="page", ge=1, le=100_000)] = 1,
) -> Response:
    entries: tuple[Entry, ...] = reading.kept("story list", lambda: _entries(reading))
    words, claims = _search(reading, asked.q)
    known: MutableMapping[str, Facets] = reading.kept("facets", dict)
    found, left = narrow(entries, asked, with_words=words, facets=lambda entry: _facets(reading, entry, known))
    shown = found[(number - 1) * PAGE : number * PAGE]
    return page(
        request,
        "stories.html",
        StoriesPage(
            asked=asked,
            contested=tuple(entry.row for entry in shown if entry.row.disputes),
            others=tuple(entry.row for entry in shown if not entry.row.disputes),
            claims=claims,
            total=len(found),
            page=number,
            pages=max(1, -(-len(found) // PAGE)),
            beyond=left,
            empty=not entries,
            statuses=tuple(Status),
            events=tuple(EventKind),
        ),
    )


def _entries(reading: Reading) -> tuple[Entry, ...]:
    with reading.ledger.snapshot() as ledger:
        accounts = ledger.accounts(build_accounts, reading.moment)
    return list_stories(accounts, reading.stories())


def _search(reading: Reading, q: str | None) -> tuple[frozenset[str] | None, tuple[Saying, ...]]:
    """The texts with claims that hold the words, and the best of these claims."""
    if q is None:
        return None, ()
    found = reading.ledger.search(q, limit=SEARCHED)
    texts = frozenset(str(revision) for revision in reading.ledger.revisions_with(found))
    first = found[:CLAIMS]
    analyses = reading.ledger.analyses(reading.moment, only={str(r) for r in reading.ledger.revisions_with(first)})
    lookup = Lookup(build_document(analyses, _NONE))
    teller = Teller(lookup)
    return texts, tuple(teller.saying(lookup.claims[claim]) for claim in first if claim in lookup.claims)


def _facets(reading: Reading, entry: Entry, known: MutableMapping[str, Facets]) -> Facets:
    if entry.row.id not in known:
        claims = [c for a in reading.ledger.analyses(reading.moment, only=entry.revisions) for c in a.claims]
        places = [place for claim in claims for place in claim.places]
        names = {name.casefold() for p in places for name in (p.name, p.admin1, p.country) if name}
        known[entry.row.id] = Facets(
            places=frozenset(names), events=frozenset(claim.event.event for claim in claims if claim.event)
        )
    return known[entry.row.id]
