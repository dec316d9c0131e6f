"""The disputes of one story: denials, contradictions, rival figures, own accounts, and parties against themselves."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from counterclaim.disputes._matters import Matters
from counterclaim.disputes._oppositions import UNJUDGED, Opposition, are_two
from counterclaim.disputes._own_accounts import find_own_accounts
from counterclaim.disputes._rival_figures import counts_part, why_no_rivals
from counterclaim.records.accounts import Dispute, DisputeKind, Match, MatchLabel, Reason
from counterclaim.records.claims import Claim, Polarity
from counterclaim.records.ids import ClaimId, DisputeId, PropositionId, StoryId, make_id
from counterclaim.records.mentions import ARTICLE, UNNAMED

RIVALS = {
    MatchLabel.CONTRADICTS: DisputeKind.CONTRADICTION,
    MatchLabel.FIGURES: DisputeKind.FIGURES,
    MatchLabel.PLACES: DisputeKind.PLACES,
    MatchLabel.TIMES: DisputeKind.TIMES,
}
#: Two disputes are over one matter where a claim of the one is as near as this to one of the other, on both sides.
ONE_MATTER = 0.3
#: Why a claim and a denial of one proposition that nobody judged as a pair make a dispute.
ONE = Reason(name="denial", weight=0.0, detail="one proposition")

Pair = tuple[PropositionId, PropositionId]
#: Of each proposition the pairs of a claim and a denial of it (`find_oppositions`).
Opposed = Mapping[PropositionId, Sequence[Opposition]]
Sides = tuple[Sequence[Claim], Sequence[Claim]]


def find_disputes(story: StoryId, matters: Matters, opposed: Opposed) -> tuple[Dispute, ...]:
    """The disputes of a story, sharpest and most central first. The stances of the claims are those to their matter."""
    found = _once(_denials(story, matters, opposed), matters)
    raised: set[Pair] = set()
    rivals = _once(_rivals(story, matters), matters)
    for dispute in (*rivals, *_accounts(story, matters, {dispute.a: dispute for dispute in found})):
        pair = _pair(dispute.a, dispute.b or dispute.a)
        if pair not in raised:
            raised.add(pair)
            found.append(dispute)
    return tuple(sorted(found, key=lambda dispute: _rank(dispute, matters)))


def find_held(opposed: Opposed) -> dict[ClaimId, Opposition]:
    """Of each denial that stands in no dispute for what its words show, the pair that came nearest to one."""
    held: dict[ClaimId, Opposition] = {}
    standing: set[ClaimId] = set()
    for found in (pair for pairs in opposed.values() for pair in pairs):
        if not found.held:
            standing.add(found.denial.id)
        elif found.denial.id not in standing:
            held.setdefault(found.denial.id, found)
    return held


def _denials(story: StoryId, matters: Matters, opposed: Opposed) -> Iterator[Dispute]:
    """One for each proposition that one party claims and another denies, or that one party both claims and denies."""
    for identity, group in matters.groups.items():
        standing = [o for o in opposed[identity] if not o.held]
        if standing:
            yield _denial(story, identity, group, standing)
            continue
        sides = _side(group, Polarity.FOR), _side(group, Polarity.AGAINST)
        if any(_changed(a, b, matters.names) for a in sides[0] for b in sides[1]):
            yield _dispute(story, DisputeKind.OWN_CLAIM, (identity, None), sides, UNJUDGED, [ONE])


def _denial(story: StoryId, identity: PropositionId, group: Sequence[Claim], opposed: Sequence[Opposition]) -> Dispute:
    """The dispute over what one proposition holds, between those of its claims that stand against each other."""
    ends = {o.claim.id for o in opposed}, {o.denial.id for o in opposed}
    sides = [c for c in group if c.id in ends[0]], [c for c in group if c.id in ends[1]]
    surest = opposed[0]
    reasons = surest.match.reasons if surest.match else [ONE]
    return _dispute(story, DisputeKind.DENIAL, (identity, None), sides, surest.score, reasons)


def _once(disputes: Iterable[Dispute], matters: Matters) -> list[Dispute]:
    """The disputes without those over a matter that a sharper one is over."""
    near = matters.near(ONE_MATTER)
    kept: list[tuple[Dispute, _Reach, _Reach]] = []
    for dispute in sorted(disputes, key=lambda dispute: _rank(dispute, matters)):
        one, other = (_Reach(side, near) for side in (dispute.sides_for, dispute.sides_against))
        if not any(
            dispute.kind is before.kind and ((one.meets(a) and other.meets(b)) or (one.meets(b) and other.meets(a)))
            for before, a, b in kept  # in either order: who claims that he lives denies that he died
        ):
            kept.append((dispute, one, other))
    return [dispute for dispute, _, _ in kept]


class _Reach:
    """The claims of one side, and those that are about the same matter as one of them."""

    def __init__(self, side: Sequence[ClaimId], near: Mapping[ClaimId, Collection[ClaimId]]) -> None:
        self._claims = frozenset(side)
        self._reached = self._claims.union(*(near.get(claim, ()) for claim in side))

    def meets(self, other: "_Reach") -> bool:
        return not self._reached.isdisjoint(other._claims)


def _rivals(story: StoryId, matters: Matters) -> Iterator[Dispute]:
    """One for each two propositions of which claims were judged to contradict each other."""
    between: dict[Pair, list[Match]] = defaultdict(list)
    for match in matters.matches:
        a, b = matters.ends(match)
        home = matters.home[a.id], matters.home[b.id]
        if match.label in RIVALS and {a.polarity, b.polarity} == {Polarity.FOR} and home[0] != home[1]:
            if match.label is MatchLabel.FIGURES and _why_both_hold(a, b, matters):
                continue
            if are_two(a, b, matters.names) or _changed(a, b, matters.names):
                between[_pair(*home)].append(match)
    for pair, found in sorted(between.items()):
        strongest = max(found, key=lambda match: (match.score, match.a, match.b))
        kind = RIVALS[strongest.label]
        if not any(are_two(*matters.ends(match), matters.names) for match in found):
            kind = DisputeKind.OWN_CLAIM
        ends = {claim.id for match in found for claim in matters.ends(match)}
        told = [_side(matters.groups[identity], Polarity.FOR) for identity in pair]
        sides = [[claim for claim in side if claim.id in ends] for side in told]
        if kind is DisputeKind.FIGURES and any(
            counts_part(claim, matters.words(claim)) for side in told for claim in side
        ):
            continue  # of two counts one is a part of the other, or of others
        yield _dispute(story, kind, pair, (sides[0], sides[1]), strongest.score, strongest.reasons)


def _why_both_hold(a: Claim, b: Claim, matters: Matters) -> str:
    return why_no_rivals(a, b, (matters.texts[a.revision_id], matters.texts[b.revision_id]))


def _accounts(story: StoryId, matters: Matters, denied: Mapping[PropositionId, Dispute]) -> Iterator[Dispute]:
    """One for each denial of what is in dispute with which the party says, in the same breath, how it was instead."""
    for identity, denial, account, score in find_own_accounts(matters, denied.keys()):
        detail = f"{matters.names[denial.id]} denies the one and says the other"
        other = matters.home[account.id]
        claimed = [claim for claim in matters.groups[identity] if claim.id in denied[identity].sides_for]
        accounts = [
            claim
            for claim in _side(matters.groups[other], Polarity.FOR)
            if matters.names[claim.id] == matters.names[denial.id]
        ]
        reason = Reason(name="own account", weight=0.0, detail=detail)
        yield _dispute(story, DisputeKind.CONTRADICTION, (identity, other), (claimed, accounts), score, [reason])


def _side(group: Sequence[Claim], polarity: Polarity) -> list[Claim]:
    return [claim for claim in group if claim.polarity is polarity]


def _changed(a: Claim, b: Claim, names: Mapping[ClaimId, str]) -> bool:
    """Whether two claims of one party were made on two occasions, as far as the reports tell."""
    if names[a.id] != names[b.id] or a.actor.name in (ARTICLE, UNNAMED) or a.revision_id == b.revision_id:
        return False
    one, other = a.utterance, b.utterance
    times = one.said_first, one.said_last, other.said_first, other.said_last
    if None in times:
        return False
    return not (one.said_first < other.said_last and other.said_first < one.said_last)  # type: ignore[operator]


def _pair(a: PropositionId, b: PropositionId) -> Pair:
    return (a, b) if a <= b else (b, a)


def _rank(dispute: Dispute, matters: Matters) -> tuple[float, str]:
    """Sharp first: many parties on either side, in many reports, and a judgement that is sure."""
    sides = [[matters.claims[claim] for claim in side] for side in (dispute.sides_for, dispute.sides_against)]
    parties = [len({(matters.names[claim.id], claim.revision_id) for claim in side}) for side in sides]
    return -dispute.score * min(parties) * sum(parties), dispute.id


def _dispute(
    story: StoryId,
    kind: DisputeKind,
    about: tuple[PropositionId, PropositionId | None],
    sides: Sides,
    score: float,
    reasons: Sequence[Reason],
) -> Dispute:
    return Dispute(
        id=DisputeId(make_id("d", {"kind": kind.value, "about": list(about)})),
        story_id=story,
        kind=kind,
        a=about[0],
        b=about[1],
        sides_for=tuple(claim.id for claim in sides[0]),
        sides_against=tuple(claim.id for claim in sides[1]),
        score=score,
        reasons=tuple(reasons),
    )
