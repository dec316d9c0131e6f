"""The parts of a story that a reader asks for: figures, map, timeline, origins, all matters, what changed. Each has an
address of its own, and the story's page takes it in when a reader comes to it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from counterclaim.desk._drawings import Area, Graph, Map, draw_graph, draw_map
from counterclaim.desk._figures import FigureGroup, story_figures
from counterclaim.desk._reading import Reading, ReadingOf, parse_moment
from counterclaim.desk._refusals import refuse
from counterclaim.desk._rendering import page
from counterclaim.desk.pages._finding import Named, find
from counterclaim.desk.pages._sayings import Saying, Teller
from counterclaim.desk.pages._story import Group, Step, group_matters, steps_of
from counterclaim.desk.pages.story import all_texts
from counterclaim.ledger import NotHeld
from counterclaim.places import load_gazetteer
from counterclaim.protection import ReleasedPlace
from counterclaim.records.accounts import OriginGraph
from counterclaim.records.mentions import PlacePrecision
from counterclaim.records.timelines import Timeline
from counterclaim.records.turns import Told
from counterclaim.views import graph_of, middles_of, release_ledger
from counterclaim.watching import turns_between

router = APIRouter()

TURNS = 100  # of what changed that a page shows
TEXTS = 25  # of a timeline that a page shows


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresPage:
    """The counts of a story by claimant. The chart is drawn from these."""

    story: str
    title: str
    figures: tuple[FigureGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLine:
    """A place of the story as precisely as it may be told, and the claims that speak of it."""

    number: int
    name: str
    precision: PlacePrecision
    admin1: str | None
    country: str | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    sayings: tuple[Saying, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPage:
    """Where claims say that something was. `coarse` counts claims whose places are told as divisions only."""

    story: str
    title: str
    places: tuple[PlaceLine, ...]
    unplaced: tuple[str, ...]
    coarse: int
    map: Map | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A page of the timeline: from which day to which, and how many texts."""

    number: int
    first: datetime
    last: datetime
    texts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelinePage:
    """What was claimed when: the texts of one page, the last of `stretches` unless another is asked for."""

    story: str
    title: str
    timelines: tuple[Timeline, ...]
    page: int
    stretches: tuple[Stretch, ...]
    standing: tuple[str, ...]  # the disputes that have a page as of this moment
    not_held: tuple[NotHeld, ...]
    steps: tuple[Step, ...]
    as_of: str | None
    recorded: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginsPage:
    story: str
    title: str
    graph: OriginGraph
    drawing: Graph


@dataclass(frozen=True, slots=True, kw_only=True)
class MattersPage:
    """All matters of a story that are in no dispute."""

    story: str
    title: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesPage:
    """What changed in a story since a moment of recording (None: since the ledger began); `total` counts what is not
    shown too."""

    story: str
    title: str
    since: datetime | None
    turns: tuple[Told, ...]
    total: int


@router.get("/story/{id_}/figures")
@router.get("/story/{id_}/figures.json")
def figures(request: Request, reading: ReadingOf, id_: str) -> Response:
    found = find(request, reading, "story", id_)
    if isinstance(found, Response):
        return found
    story, lookup = found.lookup.stories[found.id], found.lookup
    matters = [lookup.propositions[p] for p in story.propositions if p in lookup.propositions]
    disputes = [lookup.disputes[d] for d in story.disputes]
    counted = story_figures(matters, disputes, lookup, convention=reading.desk.settings.convention)
    return page(request, "story_figures.html", FiguresPage(story=story.id, title=story.title, figures=counted))


@router.get("/story/{id_}/map")
@router.get("/story/{id_}/map.json")
def map_(request: Request, reading: ReadingOf, id_: str) -> Response:
    found = find(request, reading, "story", id_)
    if isinstance(found, Response):
        return found
    return page(request, "story_map.html", reading.kept(("map", id_), lambda: _map(reading, found, id_)))


def _map(reading: Reading, found: Named, asked: str) -> MapPage:
    """A map is what others see over a shoulder: it shows no place more precisely than it may leave the desk."""
    story = found.lookup.stories[found.id]
    released = release_ledger(
        reading.desk.settings.ledger,
        now=datetime.now(UTC),
        about=asked,
        as_of=reading.moment.published,
        recorded=reading.moment.recorded,
        divisions=middles_of(load_gazetteer()),
    ).release
    own = set(story.revisions)
    claims = [claim for claim in released.records.claims if claim.report in own]
    widest: dict[tuple[str, float | None, float | None], ReleasedPlace] = {}  # one place, as precisely as all know it
    for place in (place for claim in claims for place in claim.places):
        there = widest.setdefault((place.name, place.lat, place.lon), place)
        if (place.radius_km or 0.0) > (there.radius_km or 0.0):
            widest[place.name, place.lat, place.lon] = place
    speakers: dict[ReleasedPlace, list[str]] = {}
    for claim in claims:
        for place in dict.fromkeys(widest[p.name, p.lat, p.lon] for p in claim.places):
            speakers.setdefault(place, []).append(claim.id)
    placed = sorted((p for p in speakers if p.lat is not None and p.lon is not None), key=lambda p: (p.name, str(p)))
    teller = Teller(found.lookup)
    lines, areas = [], []
    for number, place in enumerate(placed, 1):
        told = teller.sayings(speakers[place])
        lines.append(_place_line(number, place, told))
        areas.append(
            Area(
                name=place.name,
                precision=place.precision.value,
                lat=place.lat or 0.0,
                lon=place.lon or 0.0,
                radius_km=place.radius_km,
                whole_country=place.precision is PlacePrecision.COUNTRY,
            )
        )
    return MapPage(
        story=story.id,
        title=story.title,
        places=tuple(lines),
        unplaced=tuple(sorted({place.name for place in speakers if place.lat is None and place.name})),
        coarse=sum(claim.coarse for claim in claims),
        map=draw_map(areas),
    )


def _place_line(number: int, place: ReleasedPlace, told: Sequence[Saying]) -> PlaceLine:
    return PlaceLine(
        number=number,
        name=place.name,
        precision=place.precision,
        admin1=place.admin1,
        country=place.country,
        lat=place.lat,
        lon=place.lon,
        radius_km=place.radius_km,
        sayings=tuple(told[:3]),
        more=max(0, len(told) - 3),
    )


@router.get("/story/{id_}/timeline")
@router.get("/story/{id_}/timeline.json")
def timeline(
    request: Request,
    reading: ReadingOf,
    id_: str,
    number: Annotated[
        int | None, Query(alias="page", ge=1, le=100_000, description="The last if none is given.")
    ] = None,
) -> Response:
    found = find(request, reading, "story", id_)
    if isinstance(found, Response):
        return found
    story = found.lookup.stories[found.id]
    history = reading.history(id_, of=found.view)
    stretches = _stretches(history.timelines)
    number = min(number or len(stretches), max(1, len(stretches)))
    shown = TimelinePage(
        story=story.id,
        title=story.title,
        timelines=_cut(history.timelines, number),
        page=number,
        stretches=stretches,
        standing=tuple(found.lookup.disputes),
        not_held=history.not_held,
        steps=steps_of(all_texts(reading, found), reading.moment.published),
        as_of=reading.moment.published.isoformat() if reading.moment.published else None,
        recorded=reading.moment.recorded.isoformat() if reading.moment.recorded else None,
    )
    return page(request, "story_timeline.html", shown)


def _stretches(timelines: Sequence[Timeline]) -> tuple[Stretch, ...]:
    """The pages of a timeline."""
    moments = [entry.text.held_from for timeline in timelines for entry in timeline.entries]
    pages = [moments[at : at + TEXTS] for at in range(0, len(moments), TEXTS)]
    return tuple(
        Stretch(number=number, first=min(own), last=max(own), texts=len(own)) for number, own in enumerate(pages, 1)
    )


def _cut(timelines: Sequence[Timeline], number: int) -> tuple[Timeline, ...]:
    """One page of timelines: stories that were merged later have one each, read one after the other."""
    found, at = [], 0
    for one in timelines:
        first, last = (number - 1) * TEXTS - at, number * TEXTS - at
        entries = one.entries[max(0, first) : max(0, last)]
        at += len(one.entries)
        if entries:
            found.append(replace(one, entries=entries))
    return tuple(found)


@router.get("/story/{id_}/origins")
@router.get("/story/{id_}/origins.json")
def origins(request: Request, reading: ReadingOf, id_: str) -> Response:
    found = find(request, reading, "story", id_)
    if isinstance(found, Response):
        return found
    story = found.lookup.stories[found.id]
    graph = reading.kept(("graph", id_), lambda: graph_of("story", found.id, found.lookup), of=found.view)
    shown = OriginsPage(story=story.id, title=story.title, graph=graph, drawing=draw_graph(graph))
    return page(request, "story_origins.html", shown)


@router.get("/story/{id_}/matters")
@router.get("/story/{id_}/matters.json")
def matters(request: Request, reading: ReadingOf, id_: str) -> Response:
    found = find(request, reading, "story", id_)
    if isinstance(found, Response):
        return found
    story, lookup = found.lookup.stories[found.id], found.lookup
    disputed = {p for d in story.disputes for p in (lookup.disputes[d].a, lookup.disputes[d].b)}
    rest = [lookup.propositions[p] for p in story.propositions if p in lookup.propositions and p not in disputed]
    groups = group_matters(rest, Teller(lookup), full=True)
    return page(request, "story_matters.html", MattersPage(story=story.id, title=story.title, groups=groups))


@router.get("/story/{id_}/changes")
@router.get("/story/{id_}/changes.json")
def changes(
    request: Request,
    reading: ReadingOf,
    id_: str,
    since: Annotated[str | None, Query(description="What was recorded behind this moment.")] = None,
) -> Response:
    found = find(request, reading, "story", id_)
    if isinstance(found, Response):
        return found
    try:
        first = parse_moment(since)
    except (ValueError, OverflowError):
        raise refuse(422, "since is an ISO 8601 time such as 2026-03-12T14:00Z") from None
    story = found.lookup.stories[found.id]
    at = reading.moment.recorded or datetime.now(UTC)
    turns = reading.kept(
        ("turns", found.id, first),
        lambda: turns_between(reading.ledger, first, at, only=story.revisions),
        of=found.view,
    )
    shown = ChangesPage(story=story.id, title=story.title, since=first, turns=turns[:TURNS], total=len(turns))
    return page(request, "story_changes.html", shown)
