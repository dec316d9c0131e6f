"""What a later text of a report dropped, reworded or added."""

from collections.abc import Iterator

from counterclaim.records.claims import POLARITY
from counterclaim.records.differences import Aspect, ChangeKind, ClaimChange
from counterclaim.records.ids import ClaimId
from counterclaim.records.turns import Turn, TurnKind
from counterclaim.watching.finding._views import TwoViews

#: Changes of wording that change what is said. Another verb of saying, other marks or other words do not.
MEANT = frozenset(
    {
        Aspect.FIGURE,
        Aspect.STANCE,
        Aspect.ACTOR,
        Aspect.ATTRIBUTION_REMOVED,
        Aspect.ATTRIBUTION_ADDED,
        Aspect.CERTAINTY,
        Aspect.HEDGE_DROPPED,
        Aspect.HEDGE_ADDED,
        Aspect.CONDITION_DROPPED,
        Aspect.CONDITION_ADDED,
        Aspect.PLACE,
        Aspect.EVENT_TIME,
    }
)


def find_revisions(both: TwoViews) -> Iterator[Turn]:
    """What a later text of a report dropped, reworded or added."""
    for difference in both.differences:
        reworded = [c for c in difference.changes if c.kind is ChangeKind.REWORDED and _meant(c)]
        dropped = [c for c in difference.changes if c.kind is ChangeKind.DROPPED and both.weighs(c.before)]
        for corrected in (False, True):
            own = [c for c in dropped if (c.correction is not None) is corrected]
            yield from both.group(TurnKind.DROPPED, [], [c.before for c in own], corrected=corrected)
        yield from both.group(
            TurnKind.REWORDED,
            [c.after for c in reworded],
            [c.before for c in reworded],
            corrected=any(c.correction is not None for c in reworded),
            aspects=tuple(dict.fromkeys(a.aspect.value for c in reworded for a in c.alterations)),
        )
        added = [c.after for c in difference.changes if c.kind is ChangeKind.ADDED and _is_new_word(both, c.after)]
        yield from both.group(TurnKind.ADDED, added, [])


def _meant(change: ClaimChange) -> bool:
    """Whether a claim reworded says something else. Where its figure alone is another one, that is told as a toll."""
    aspects = {alteration.aspect for alteration in change.alterations} & MEANT
    return bool(aspects - {Aspect.FIGURE})


def _is_new_word(both: TwoViews, claim_id: ClaimId | None) -> bool:
    """Whether nobody had said so: the matter is new, or this party had no position on it."""
    if claim_id is None or claim_id in both.told or not both.weighs(claim_id) or not both.is_news(claim_id):
        return False
    claim = both.after.claims[claim_id]
    p = both.proposition_of(claim_id)
    known = [] if p is None else both.matched[p.id]
    polarity = POLARITY.get(claim.stance)
    return p is not None and not any(
        q.polarity is polarity and q.actor == claim.actor for old in known for q in old.positions
    )
