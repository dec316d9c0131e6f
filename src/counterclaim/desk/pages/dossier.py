"""The dossier of a story: what may leave of it, on a page to look at and to print, and as a file to take along."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi import Form as Field
from starlette.responses import Response

from counterclaim.desk._gate import PersonOf, needs
from counterclaim.desk._reading import Reading, ReadingOf
from counterclaim.desk._refusals import refuse
from counterclaim.desk._rendering import page
from counterclaim.desk.pages._finding import Named, find
from counterclaim.desk.pages._story import Step, steps_of
from counterclaim.desk.pages.story import all_texts
from counterclaim.desk.people import Right
from counterclaim.exports import Dossier, build_dossier, dossier_page
from counterclaim.places import load_gazetteer
from counterclaim.protection import ReleaseRules
from counterclaim.records.ids import RevisionId
from counterclaim.views import LedgerRelease, middles_of, release_ledger

router = APIRouter()

MOST = 200  # matters that can be chosen one by one


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterChoice:
    """A matter that can be chosen: `here` says whether it is in the dossier."""

    id: str
    heading: str
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierPage:
    """A dossier as it would leave, and out of which matters it can be put together (`more` counts those that are not
    listed)."""

    story: str
    title: str
    choices: tuple[MatterChoice, ...]
    more: int
    dossier: Dossier
    steps: tuple[Step, ...]
    as_of: str | None
    recorded: str | None


MattersOf = Annotated[list[str], Query(alias="matter", max_length=500, description="Only these matters.")]


@router.get("/story/{id_}/dossier")
@router.get("/story/{id_}/dossier.json")
def dossier(request: Request, reading: ReadingOf, id_: str, matters: MattersOf = []) -> Response:  # noqa: B006
    found = find(request, reading, "story", id_)
    if isinstance(found, Response):
        return found
    released = reading.kept(("dossier", id_), lambda: _release(reading, id_))
    return page(request, "story_dossier.html", _build(reading, found, released, _chosen(released, matters)))


def _build(reading: Reading, found: Named, released: LedgerRelease, chosen: Collection[str]) -> DossierPage:
    story = found.lookup.stories[found.id]
    whole = build_dossier(released.release, released.cover)
    made = build_dossier(released.release, released.cover, chosen) if chosen else whole
    here = {one.matter.id for one in made.matters}
    return DossierPage(
        story=story.id,
        title=story.title,
        choices=tuple(
            MatterChoice(id=one.matter.id, heading=one.matter.heading, here=one.matter.id in here)
            for one in whole.matters[:MOST]
        ),
        more=max(0, len(whole.matters) - MOST),
        dossier=made,
        steps=steps_of(all_texts(reading, found), reading.moment.published),
        as_of=reading.moment.published.isoformat() if reading.moment.published else None,
        recorded=reading.moment.recorded.isoformat() if reading.moment.recorded else None,
    )


@router.post("/story/{id_}/dossier", dependencies=[needs(Right.REVIEW)])
def take_along(
    request: Request,
    reading: ReadingOf,
    person: PersonOf,
    id_: str,
    matters: Annotated[list[str], Field(alias="matter", max_length=500)] = [],  # noqa: B006
) -> Response:
    """The dossier as a file that stands alone. That it leaves is in the log when it is sent."""
    released = _release(reading, id_)
    chosen = _chosen(released, matters)
    content = dossier_page(released.release, released.cover, chosen)
    told = build_dossier(released.release, released.cover, chosen)
    revisions = released.revisions if not chosen else tuple(RevisionId(one.report.id) for one in told.reports)
    reading.ledger.record_export("dossier", f"the desk, for {person.name}", revisions=revisions)
    headers = {
        "Content-Disposition": 'attachment; filename="counterclaim-dossier.html"',
        "Content-Security-Policy": "sandbox",
    }
    return Response(content, 200, headers, media_type="text/html; charset=utf-8")


def _chosen(released: LedgerRelease, matters: Collection[str]) -> frozenset[str]:
    """The matters that are asked for, each by the start of its id."""
    held = [p.id for p in released.release.records.propositions]
    chosen = frozenset(id_ for asked in matters if len(asked) >= 4 for id_ in held if id_.startswith(asked))
    if matters and not chosen:
        raise refuse(404, "no such matter of this story may leave as of this moment")
    return chosen


def _release(reading: Reading, asked: str) -> LedgerRelease:
    """What may leave of the story: a screen is read over shoulders too."""
    return release_ledger(
        reading.ledger,
        now=datetime.now(UTC),
        about=asked,
        as_of=reading.moment.published,
        recorded=reading.moment.recorded,
        rules=ReleaseRules(position_hours=reading.desk.settings.position_hours),
        divisions=middles_of(load_gazetteer()),
    )
