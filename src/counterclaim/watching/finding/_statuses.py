"""A matter that was known has a status that it had not, or people's decision took one away."""

from collections.abc import Iterator

from counterclaim.records.accounts import Status
from counterclaim.records.turns import Turn, TurnKind
from counterclaim.watching.finding._views import TwoViews

#: Statuses that another turn tells of.
TOLD_ELSEWHERE = frozenset({Status.CONTESTED, Status.REMOVED, Status.ONE_ORIGIN})


def find_statuses(both: TwoViews) -> Iterator[Turn]:
    """A matter that was known has a status that it had not, or people's decision took one away."""
    for p in both.after.document.propositions:
        old = both.matched[p.id]
        had = tuple(s for s in Status if any(s in one.statuses for one in old))
        if not old or set(had) == set(p.statuses):
            continue
        gained = [s for s in p.statuses if s not in had and s not in TOLD_ELSEWHERE]
        bases = [b for b in p.status_bases if b.status in gained]
        fresh = both.news(c for b in bases for c in b.claims)
        decided = both.decided(p.claims)
        lost = [s for s in had if s not in p.statuses]
        if decided and (gained or lost) and not fresh:
            fresh = [both.after.claims[p.wording]] if p.wording in both.after.claims else []
        if not fresh or (not decided and both.told.issuperset(c.id for c in fresh)):
            continue
        yield both.turn(
            TurnKind.STATUS,
            fresh,
            [p.wording],
            p,
            f"now also: {', '.join(gained)}" if gained else f"no longer: {', '.join(lost)}",
            statuses=p.statuses,
            statuses_before=had,
            decided=decided,
        )
