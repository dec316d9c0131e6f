"""What other people's event data say near a story, as of a moment."""

from datetime import datetime, timedelta

from counterclaim.context import ClaimBeside, ContextNear, boxes_of, claims_beside, find_near, neighbourhood_of
from counterclaim.ledger import AsOf, Ledger
from counterclaim.locations import Location
from counterclaim.views._histories import find_stories
from counterclaim.views._moments import opened

#: How far from a story's days and places context is looked for, unless asked otherwise.
NEAR_DAYS, NEAR_KM = 2, 25.0


def view_context(
    place: Location | Ledger,
    about: str,
    *,
    as_of: datetime | None = None,
    recorded: datetime | None = None,
    days: int = NEAR_DAYS,
    km: float = NEAR_KM,
) -> tuple[ContextNear, ...]:
    """The context near the story that `about` (the start of an id) names or belongs to, the nearest first. Of the
    context that the ledger had by `recorded`; it has no time of publication of its own.

    Raises:
        LedgerError: the ledger is missing or cannot be read, or holds nothing that `about` names.
    """
    return tuple(near for near, _ in view_beside(place, about, as_of=as_of, recorded=recorded, days=days, km=km))


def view_beside(
    place: Location | Ledger,
    about: str,
    *,
    as_of: datetime | None = None,
    recorded: datetime | None = None,
    days: int = NEAR_DAYS,
    km: float = NEAR_KM,
) -> tuple[tuple[ContextNear, tuple[ClaimBeside, ...]], ...]:
    """The same, each with what the story's own reports claim of its place and days."""
    moment = AsOf(published=as_of, recorded=recorded)
    with opened(place) as ledger:
        if not ledger.has_context():
            return ()
        stories = find_stories(ledger, about, moment)
        chosen = {revision for story in stories.chosen for revision in story.revisions}
        own = [analysis for analysis in stories.analyses if analysis.revision.id in chosen]
        around = neighbourhood_of(own)
        if around is None:
            return ()
        margin = timedelta(days=days)
        records = ledger.context(
            first=around.first - margin,
            last=around.last + margin,
            boxes=boxes_of(around, km),
            citing=around.addresses,
            as_of=AsOf(recorded=recorded),
        )
    found = find_near(around, records, days=days, km=km)
    return tuple((near, claims_beside(near, own, days=days)) for near in found)
