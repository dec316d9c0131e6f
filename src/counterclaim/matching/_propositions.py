"""Propositions from judgements on pairs of claims."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set

from counterclaim._clusters import average_link, hold_pairs
from counterclaim.matching._evidence import EACH_OTHER
from counterclaim.matching._figures import far_apart, figures_relation
from counterclaim.matching._views import is_compared
from counterclaim.records.accounts import Match, MatchLabel
from counterclaim.records.claims import Claim, Polarity
from counterclaim.records.figure_relations import FigureRelation
from counterclaim.records.ids import ClaimId

#: Score between two groups of claims that makes them one proposition, and how it spreads over their pairs: the claims
#: of a story's central matter are told in so many ways that each is like only some of the others (docs/decisions/0021).
THRESHOLD = 0.28
SPREAD = 0.85
APART = frozenset({MatchLabel.CONTRADICTS, MatchLabel.FIGURES, MatchLabel.PLACES, MatchLabel.TIMES, MatchLabel.ANSWERS})


def group_claims(
    claims: Sequence[Claim],
    matches: Sequence[Match],
    *,
    together: Set[tuple[ClaimId, ClaimId]] = frozenset(),
    apart: Set[tuple[ClaimId, ClaimId]] = frozenset(),
) -> list[list[ClaimId]]:
    """The claims of each proposition, by id. Claims of opinion, intention and request stand in none.

    Two claims judged to contradict each other never share a proposition, nor do what a party says and what it denies in
    one statement, nor figures that cannot both hold, nor those who blame each other. What is said to hold on a
    condition is another matter than what is said to hold. `together` and `apart` are pairs that people decided on: they
    hold whatever was judged.
    """
    decided = {claim for pair in together for claim in pair}
    known = {claim.id: claim for claim in claims if is_compared(claim) or claim.id in decided}
    order = sorted(known)
    index = {claim: i for i, claim in enumerate(order)}
    scores: dict[tuple[int, int], float] = {}
    rivals = {(index[a], index[b]) for a, b in _in_one_breath(known.values())}
    for match in matches:
        if match.a not in index or match.b not in index:
            continue
        pair = index[match.a], index[match.b]
        a, b = known[match.a], known[match.b]
        judged = match.label is MatchLabel.SAME and a.polarity is b.polarity
        counted = not judged and _count_otherwise(a, b)
        if match.label in APART or counted or any(reason.name == EACH_OTHER for reason in match.reasons):
            rivals.add(pair)
        elif bool(known[match.a].conditions) is bool(known[match.b].conditions):
            scores[pair] = 1 - match.score if match.label is MatchLabel.UNRELATED else match.score
    groups = average_link(len(order), scores, threshold=THRESHOLD, forbidden=rivals, spread=SPREAD)
    found = [[order[i] for i in group] for group in groups]
    by_claim = {(order[a], order[b]): score for (a, b), score in scores.items()}
    return hold_pairs(found, together=together, apart=apart, scores=by_claim)


def _count_otherwise(a: Claim, b: Claim) -> bool:
    """Whether two claims give figures that cannot both hold, or count different people in one role. A denial of a few
    hundred litres says nothing against thousands."""
    relation, words = figures_relation(a, b)
    if {a.polarity, b.polarity} != {Polarity.FOR}:
        if Polarity.OPEN in (a.polarity, b.polarity):
            return False
        return relation is FigureRelation.CONFLICT or far_apart(a, b)
    return bool(words) and relation is not FigureRelation.COMPATIBLE


def _in_one_breath(claims: Iterable[Claim]) -> Iterator[tuple[ClaimId, ClaimId]]:
    """What a party says and what it denies in one statement: it does not contradict itself in one breath."""
    told: defaultdict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        told[claim.revision_id, claim.utterance.id, claim.actor.name].append(claim)
    for group in told.values():
        for one in group:
            for other in group:
                if one.id < other.id and {one.polarity, other.polarity} == {Polarity.FOR, Polarity.AGAINST}:
                    yield one.id, other.id
