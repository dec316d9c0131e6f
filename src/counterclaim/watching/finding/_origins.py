"""A contested matter stands on more origins than it did."""

from collections.abc import Iterator

from counterclaim.presentation import PropositionView
from counterclaim.records.accounts import Status
from counterclaim.records.claims import Polarity
from counterclaim.records.turns import Turn, TurnKind
from counterclaim.watching.finding._views import TwoViews


def find_origins(both: TwoViews) -> Iterator[Turn]:
    """A contested matter stands on more origins than it did."""
    for p in both.after.document.propositions:
        before = both.matched[p.id]
        contested = Status.CONTESTED in p.statuses and any(Status.CONTESTED in old.statuses for old in before)
        number, was = _backing(p), max((_backing(old) for old in before), default=0)
        fresh = both.news(c for q in p.positions if q.polarity is Polarity.FOR for c in q.claims)
        if contested and fresh and number > was:
            earlier = [c for q in p.positions if q.polarity is Polarity.FOR for c in q.claims if c in both.same]
            reason = f"{was} origins before, {number} now"
            yield both.turn(TurnKind.ORIGIN, fresh, earlier, p, reason, number=number)


def _backing(p: PropositionView) -> int:
    """On how many origins those stand who assert a matter."""
    return max(
        (b.number or 0 for b in p.status_bases if b.status in (Status.ONE_ORIGIN, Status.INDEPENDENT)), default=0
    )
