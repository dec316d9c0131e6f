"""Event data beside a story: the rows that people made of its claims, and apart from them what other people's data hold
near by. No such row is a claim; none stands in a dispute or a toll."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby

from fastapi import APIRouter, Request
from starlette.responses import Response

from counterclaim.context import ContextNear
from counterclaim.desk._reading import Reading, ReadingOf
from counterclaim.desk._rendering import page
from counterclaim.desk.pages._finding import Named, find
from counterclaim.desk.pages._sayings import Saying, Teller
from counterclaim.places import load_gazetteer
from counterclaim.protection import ReleasedPlace
from counterclaim.records.context import ContextSource
from counterclaim.records.decisions import DecisionAction
from counterclaim.views import NEAR_DAYS, NEAR_KM, middles_of, release_ledger, view_context

router = APIRouter()

ROWS = 60  # of one source that a page shows, the nearest first


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A row of event data that a person made: the claims that it rests on, when, where, and the columns filled."""

    entry: str
    sayings: tuple[Saying, ...]
    first: str
    last: str
    place: ReleasedPlace
    columns: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Others:
    """The rows of one source, as it has them; `total` counts those that are not shown too."""

    source: ContextSource
    rows: tuple[ContextNear, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextPage:
    story: str
    title: str
    days: int
    km: float
    candidates: tuple[Candidate, ...]
    held_back: int
    others: tuple[Others, ...]


@router.get("/story/{id_}/context")
@router.get("/story/{id_}/context.json")
def context(request: Request, reading: ReadingOf, id_: str) -> Response:
    found = find(request, reading, "story", id_)
    if isinstance(found, Response):
        return found
    shown = reading.kept(("context", id_), lambda: _context(reading, found, id_))
    return page(request, "story_context.html", shown)


def has_context(reading: Reading, revisions: Iterable[str]) -> bool:
    """Whether there may be something to show beside a story."""
    own = set(revisions)
    return reading.ledger.has_context() or any(
        held.decision.action is DecisionAction.EVENT and held.decision.revision_id in own
        for held in reading.ledger.decisions(reading.moment)
    )


def _context(reading: Reading, found: Named, asked: str) -> ContextPage:
    story, moment = found.lookup.stories[found.id], reading.moment
    near = view_context(reading.ledger, asked, as_of=moment.published, recorded=moment.recorded)
    by_source = groupby(sorted(near, key=lambda one: one.record.source), key=lambda one: one.record.source)
    candidates, held_back = _candidates(reading, found, asked)
    return ContextPage(
        story=story.id,
        title=story.title,
        days=NEAR_DAYS,
        km=NEAR_KM,
        candidates=candidates,
        held_back=held_back,
        others=tuple(
            Others(source=source, rows=tuple(rows[:ROWS]), total=len(rows))
            for source, own in by_source
            for rows in [list(own)]
        ),
    )


def _candidates(reading: Reading, found: Named, asked: str) -> tuple[tuple[Candidate, ...], int]:
    """The rows as they may leave: a screen is read over shoulders, and places are no more precise on it."""
    released = release_ledger(
        reading.ledger,
        now=datetime.now(UTC),
        about=asked,
        as_of=reading.moment.published,
        recorded=reading.moment.recorded,
        divisions=middles_of(load_gazetteer()),
    ).release
    own, teller = set(found.lookup.stories[found.id].revisions), Teller(found.lookup)
    rows = []
    for event in released.records.events:
        told = teller.sayings(event.claims)
        if any(one.report in own for one in told):
            rows.append(
                Candidate(
                    entry=event.entry,
                    sayings=tuple(told),
                    first=event.first,
                    last=event.last,
                    place=event.place,
                    columns=event.columns,
                )
            )
    return tuple(rows), sum(one.kind == "event" for one in released.held_back)
