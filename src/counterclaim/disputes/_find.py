"""The disputes of one story: denials, contradictions, rival figures, own accounts, and parties against themselves."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set

from counterclaim.records.accounts import Dispute, DisputeKind, Match, MatchLabel, Reason
from counterclaim.records.claims import Claim, Kind, Polarity
from counterclaim.records.ids import ClaimId, DisputeId, PropositionId, StoryId, make_id
from counterclaim.records.mentions import ARTICLE, UNNAMED

RIVALS = {MatchLabel.CONTRADICTS: DisputeKind.CONTRADICTION, MatchLabel.FIGURES: DisputeKind.FIGURES}
#: What a party says in the breath of its denial is its own account where it is about one matter with the claim denied
#: with at least this probability: it is about what was denied, in its own words.
OWN_ACCOUNT = 0.25
#: A denial disputes a claim only where the two are about one matter with at least this probability, as far as judged.
DENIED = 0.3

Groups = Mapping[PropositionId, Sequence[Claim]]
Pair = tuple[PropositionId, PropositionId]


def find_disputes(
    story: StoryId, groups: Groups, matches: Sequence[Match], names: Mapping[ClaimId, str]
) -> tuple[Dispute, ...]:
    """The disputes of a story, sharpest and most central first."""
    home = {claim.id: identity for identity, claims in groups.items() for claim in claims}
    claims = {claim.id: claim for group in groups.values() for claim in group}
    judged = [match for match in matches if match.a in claims and match.b in claims]
    found = [*_denials(story, groups, judged, names, home, claims)]
    denied = {dispute.a for dispute in found}
    raised: set[Pair] = set()
    for dispute in (
        *_rivals(story, groups, judged, names, home, claims),
        *_own_accounts(story, groups, judged, names, home, claims, denied),
    ):
        pair = _pair(dispute.a, dispute.b or dispute.a)
        if pair not in raised:
            raised.add(pair)
            found.append(dispute)
    return tuple(sorted(found, key=lambda dispute: _rank(dispute, claims, names)))


def are_two(a: Claim, b: Claim, names: Mapping[ClaimId, str]) -> bool:
    """Whether two parties speak. Narrators and the unnamed of two reports are two."""
    if names[a.id] != names[b.id]:
        return True
    return a.actor.name in (ARTICLE, UNNAMED) and a.revision_id != b.revision_id


def _denials(
    story: StoryId,
    groups: Groups,
    matches: Sequence[Match],
    names: Mapping[ClaimId, str],
    home: Mapping[ClaimId, PropositionId],
    claims: Mapping[ClaimId, Claim],
) -> Iterator[Dispute]:
    """One for each proposition that one party claims and another denies, or that one party both claims and denies."""
    best: dict[PropositionId, Match] = {}
    for match in matches:
        a, b = claims[match.a], claims[match.b]
        if home[a.id] == home[b.id] and _opposed(a, b) and are_two(a, b, names) and not _alike(a, b):
            best[home[a.id]] = max(best.get(home[a.id], match), match, key=_strength)
    for identity, group in groups.items():
        sides = _side(group, Polarity.FOR), _side(group, Polarity.AGAINST)
        if any(are_two(a, b, names) and not _alike(a, b) for a in sides[0] for b in sides[1]):
            # People may have put together what is not alike.
            if identity not in best or _strength(best[identity])[0] >= DENIED:
                yield _dispute(story, DisputeKind.DENIAL, (identity, None), sides, best.get(identity))
        elif any(_changed(a, b) for a in sides[0] for b in sides[1]):
            yield _dispute(story, DisputeKind.OWN_CLAIM, (identity, None), sides, None)


def _rivals(
    story: StoryId,
    groups: Groups,
    matches: Sequence[Match],
    names: Mapping[ClaimId, str],
    home: Mapping[ClaimId, PropositionId],
    claims: Mapping[ClaimId, Claim],
) -> Iterator[Dispute]:
    """One for each two propositions of which claims were judged to contradict each other."""
    between: dict[Pair, list[Match]] = defaultdict(list)
    for match in matches:
        a, b = claims[match.a], claims[match.b]
        if match.label in RIVALS and {a.polarity, b.polarity} == {Polarity.FOR} and home[a.id] != home[b.id]:
            if are_two(a, b, names) or _changed(a, b):
                between[_pair(home[a.id], home[b.id])].append(match)
    for pair, found in sorted(between.items()):
        strongest = max(found, key=_strength)
        kind = RIVALS[strongest.label]
        if not any(are_two(claims[match.a], claims[match.b], names) for match in found):
            kind = DisputeKind.OWN_CLAIM
        sides = _side(groups[pair[0]], Polarity.FOR), _side(groups[pair[1]], Polarity.FOR)
        yield _dispute(story, kind, pair, sides, strongest)


def _own_accounts(
    story: StoryId,
    groups: Groups,
    matches: Sequence[Match],
    names: Mapping[ClaimId, str],
    home: Mapping[ClaimId, PropositionId],
    claims: Mapping[ClaimId, Claim],
    denied: Set[PropositionId],
) -> Iterator[Dispute]:
    """One for each denial of what is in dispute with which the party says, in the same breath, how it was instead.

    Of what it claims there, that which is nearest to the claim denied is its own account of the matter. It tells of
    somebody or something, and is not what was denied over again.
    """
    again = {(match.a, match.b) for match in matches if match.label is MatchLabel.SAME}
    scores = {(match.a, match.b): _strength(match)[0] for match in matches}

    def nearness(one: Claim, other: Claim) -> float:
        return scores.get((min(one.id, other.id), max(one.id, other.id)), 0.0)

    told: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims.values():
        tells = claim.frame.predicate is not None
        if claim.polarity is Polarity.FOR and claim.kind is Kind.FACT and tells:
            told[claim.revision_id, claim.utterance.id].append(claim)
    for identity, group in groups.items():
        if identity not in denied:
            continue
        claimed = _side(group, Polarity.FOR)
        for denial in _side(group, Polarity.AGAINST):
            rivals = [claim for claim in claimed if are_two(claim, denial, names)]
            own = [
                claim
                for claim in told[denial.revision_id, denial.utterance.id]
                if home[claim.id] != identity
                and names[claim.id] == names[denial.id]
                and not any((min(claim.id, r.id), max(claim.id, r.id)) in again for r in rivals)
            ]
            if not rivals or not own:
                continue
            score, _, account = max(
                (max(nearness(claim, other) for other in (denial, *rivals)), claim.id, claim) for claim in own
            )
            if score >= OWN_ACCOUNT:
                reason = Reason(
                    name="own account", weight=0.0, detail=f"{names[denial.id]} denies the one and says the other"
                )
                sides = claimed, _side(groups[home[account.id]], Polarity.FOR)
                yield _dispute(
                    story, DisputeKind.CONTRADICTION, (identity, home[account.id]), sides, None, score, reason
                )


def _side(group: Sequence[Claim], polarity: Polarity) -> list[Claim]:
    return [claim for claim in group if claim.polarity is polarity]


def _alike(a: Claim, b: Claim) -> bool:
    """Whether both say the same with the same “not” inside: two readings of one statement, no two sides."""
    return a.frame.negated and b.frame.negated and a.frame.terms == b.frame.terms != ()


def _opposed(a: Claim, b: Claim) -> bool:
    return {a.polarity, b.polarity} == {Polarity.FOR, Polarity.AGAINST}


def _changed(a: Claim, b: Claim) -> bool:
    """Whether one party's two claims were made on two occasions, as far as the reports tell."""
    if a.actor.name in (ARTICLE, UNNAMED) or a.revision_id == b.revision_id:
        return False
    one, other = a.utterance, b.utterance
    times = one.said_first, one.said_last, other.said_first, other.said_last
    if None in times:
        return False
    return not (one.said_first < other.said_last and other.said_first < one.said_last)  # type: ignore[operator]


def _pair(a: PropositionId, b: PropositionId) -> Pair:
    return (a, b) if a <= b else (b, a)


def _strength(match: Match) -> tuple[float, ClaimId, ClaimId]:
    return (1 - match.score if match.label is MatchLabel.UNRELATED else match.score), match.a, match.b


def _rank(dispute: Dispute, claims: Mapping[ClaimId, Claim], names: Mapping[ClaimId, str]) -> tuple[float, str]:
    """Sharp first: many parties on either side, in many reports, and a judgement that is sure."""
    sides = [[claims[claim] for claim in side] for side in (dispute.sides_for, dispute.sides_against)]
    parties = [len({(names[claim.id], claim.revision_id) for claim in side}) for side in sides]
    return -dispute.score * min(parties) * sum(parties), dispute.id


def _dispute(
    story: StoryId,
    kind: DisputeKind,
    about: tuple[PropositionId, PropositionId | None],
    sides: tuple[Sequence[Claim], Sequence[Claim]],
    strongest: Match | None,
    score: float = 0.5,
    *more: Reason,
) -> Dispute:
    reasons = strongest.reasons if strongest else (Reason(name="denial", weight=0.0, detail="one proposition"),)
    return Dispute(
        id=DisputeId(make_id("d", {"kind": kind.value, "about": list(about)})),
        story_id=story,
        kind=kind,
        a=about[0],
        b=about[1],
        sides_for=tuple(claim.id for claim in sides[0]),
        sides_against=tuple(claim.id for claim in sides[1]),
        score=_strength(strongest)[0] if strongest else score,
        reasons=more or reasons,
    )
