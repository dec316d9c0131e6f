"""A story: what is disputed, each side's words, figures by claimant, and everything else that is claimed."""

from dataclasses import replace

from fastapi import APIRouter, Request
from starlette.responses import Response

from counterclaim.desk._reading import Reading, ReadingOf
from counterclaim.desk._rendering import page
from counterclaim.desk.pages._finding import Named, find
from counterclaim.desk.pages._story import StoryPage, build_story
from counterclaim.desk.pages.story_context import has_context
from counterclaim.ledger import AsOf, HeldRevision
from counterclaim.records.accounts import Story

router = APIRouter()


@router.get("/story/{id_}")
@router.get("/story/{id_}.json")  # asked before the one above: the last line stands first
def story(request: Request, reading: ReadingOf, id_: str) -> Response:
    found = find(request, reading, "story", id_)
    if isinstance(found, Response):
        return found
    shown = reading.kept(("story", id_), lambda: _story(reading, found, id_), of=found.view)
    revisions = found.lookup.stories[found.id].revisions
    beside = reading.kept(("event data", found.id), lambda: has_context(reading, revisions))  # is recorded of no story
    return page(request, "story.html", replace(shown, event_data=beside))


def _story(reading: Reading, found: Named, asked: str) -> StoryPage:
    return build_story(
        found.lookup.stories[found.id],
        found.lookup,
        convention=reading.desk.settings.convention,
        texts=all_texts(reading, found),
        earlier=found.view.earlier,
        not_held=found.view.not_held,
        as_of=reading.moment.published,
        recorded=reading.moment.recorded,
        asked=asked,
        others=found.ids[1:],
    )


def all_texts(reading: Reading, found: Named) -> tuple[HeldRevision, ...]:
    """All texts of the documents that the story has, or had as of then."""
    revisions = set(found.lookup.stories[found.id].revisions)
    if reading.moment.published is not None:
        named = reading.ledger.find(found.view.asked or found.id).record
        revisions |= set(named.revisions) if isinstance(named, Story) else set()
    return reading.ledger.revisions(AsOf(recorded=reading.moment.recorded), only=revisions)
