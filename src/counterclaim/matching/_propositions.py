"""Propositions from judgements on pairs of claims."""

from collections.abc import Sequence

from counterclaim._clusters import average_link
from counterclaim.matching._views import is_compared
from counterclaim.records.accounts import Match, MatchLabel
from counterclaim.records.claims import Claim
from counterclaim.records.ids import ClaimId

#: Mean score between two groups of claims that makes them one proposition (docs/decisions/0011).
THRESHOLD = 0.5
APART = frozenset({MatchLabel.CONTRADICTS, MatchLabel.FIGURES})


def group_claims(claims: Sequence[Claim], matches: Sequence[Match]) -> list[list[ClaimId]]:
    """The claims of each proposition, by id. Claims of opinion, intention and request stand in none.

    Two claims judged to contradict each other never share a proposition.
    """
    order = sorted({claim.id for claim in claims if is_compared(claim)})
    index = {claim: i for i, claim in enumerate(order)}
    scores: dict[tuple[int, int], float] = {}
    apart: set[tuple[int, int]] = set()
    for match in matches:
        if match.a not in index or match.b not in index:
            continue
        pair = index[match.a], index[match.b]
        if match.label in APART:
            apart.add(pair)
        else:
            scores[pair] = 1 - match.score if match.label is MatchLabel.UNRELATED else match.score
    return [
        [order[i] for i in group] for group in average_link(len(order), scores, threshold=THRESHOLD, forbidden=apart)
    ]
