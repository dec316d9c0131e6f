"""Sides of a story, suggested from a signed graph over its parties. Nothing follows from a suggestion by itself.

Who denies what another asserts, or gives an account that cannot hold beside the other's, is tied to it by a negative
weight; who backs the same account of a disputed matter by a positive one. Parties are grouped so that what ties them
inside a side is positive and what stands between sides negative (weak balance: there may be more than two sides). The
enemy of an enemy is a weak friend only, and a single common enemy makes none of a party that disputes it too.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from counterclaim._clusters import average_link
from counterclaim.disputes._moments import bounds
from counterclaim.lexicons.sides import load_side_kinds
from counterclaim.records.accounts import Accounts, DisputeKind, Story
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim, Stance
from counterclaim.records.ids import ClaimId
from counterclaim.records.mentions import ARTICLE, UNNAMED, ActorKind
from counterclaim.records.sides import NoSide, PartyTie, SuggestedSides
from counterclaim.records.spans import words_at
from counterclaim.review import Standing

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
#: A count that differs divides less than a denial does.
WEIGHTS = {DisputeKind.FIGURES: 0.5}
#: What a common opponent is worth between two parties that have no other tie.
COMMON_OPPONENT = 0.5
#: Mean weight from which parties are one side.
TOGETHER = 0.25

Pair = tuple[str, str]


@dataclass(slots=True)
class _Ties:
    """What has been found between the pairs of parties."""

    weights: defaultdict[Pair, float] = field(default_factory=lambda: defaultdict(float))
    reasons: defaultdict[Pair, list[str]] = field(default_factory=lambda: defaultdict(list))
    claims: defaultdict[Pair, list[ClaimId]] = field(default_factory=lambda: defaultdict(list))

    def add(self, a: str, b: str, weight: float, reason: str, claims: Sequence[ClaimId]) -> None:
        pair = min(a, b), max(a, b)
        self.weights[pair] += weight
        self.reasons[pair].append(reason)
        self.claims[pair] += [claim for claim in claims if claim not in self.claims[pair]]


def suggest_sides(
    story: Story, accounts: Accounts, analyses: Sequence[Analysis], standings: Sequence[Standing] = ()
) -> SuggestedSides:
    """The sides that the disputes of a story suggest, with everything that speaks for and against them.

    Never a side for private persons, medics, aid bodies or media, nor for whom `standings` call an observer. Each
    dispute counts once, however many reports tell it.
    """
    claims = {c.id: c for a in analyses if a.revision.id in story.revisions for c in a.claims}
    names = {
        claim: position.actor
        for proposition in accounts.propositions
        if proposition.story_id == story.id
        for position in proposition.positions
        for claim in position.claims
        if claim in claims and claims[claim].actor.name not in (ARTICLE, UNNAMED)
    }
    # Who confirms what an opponent says concedes it: that is no backing.
    conceding = {claim for claim in names if claims[claim].stance is Stance.CONFIRMS}
    observers = {standing.actor for standing in standings if standing.side is None}
    withheld = _withheld(claims, names, analyses, observers)
    counted = {c: name for c, name in names.items() if name not in withheld and c not in conceding}
    ties = _tie(story, accounts, counted)
    parties = sorted({party for pair in ties.weights for party in pair})
    sides = _group(parties, ties)
    side_of = {party: number for number, side in enumerate(sides) for party in side}
    found = tuple(
        PartyTie(
            a=a,
            b=b,
            weight=round(weight, 2),
            reasons=tuple(ties.reasons[a, b]),
            claims=tuple(ties.claims[a, b]),
            fits=(side_of.get(a) == side_of.get(b)) == (weight > 0),
        )
        for (a, b), weight in sorted(ties.weights.items())
    )
    total = sum(abs(tie.weight) for tie in found)
    stamps = {a.revision.id: a.revision.updated or a.revision.published for a in analyses}
    told = [stamps[text] for text in {claims[claim].revision_id for tie in found for claim in tie.claims}]
    moments = [bounds(stamp) for stamp in told if stamp is not None]
    disputing = {names[c] for d in accounts.disputes for c in (*d.sides_for, *d.sides_against) if c in names}
    return SuggestedSides(
        story=story.id,
        sides=sides,
        balance=round(sum(abs(tie.weight) for tie in found if tie.fits) / total, 2) if total else 1.0,
        first=min((first for first, _ in moments), default=None),
        last=max((last for _, last in moments), default=None),
        ties=found,
        withheld=tuple((party, why) for party, why in sorted(withheld.items()) if party in disputing),
    )


def _tie(story: Story, accounts: Accounts, names: Mapping[ClaimId, str]) -> _Ties:
    ties = _Ties()
    words = {proposition.id: proposition.words for proposition in accounts.propositions}
    opponents: defaultdict[str, set[str]] = defaultdict(set)
    for dispute in accounts.disputes:
        if dispute.story_id != story.id:
            continue
        weight = WEIGHTS.get(dispute.kind, 1.0)
        ends = [_by_party(side, names) for side in (dispute.sides_for, dispute.sides_against)]
        for party in ends[0].keys() & ends[1].keys():  # who says both tells nothing of sides
            del ends[0][party], ends[1][party]
        matter = f"“{words[dispute.a]}”" + (f" or “{words[dispute.b]}”" if dispute.b is not None else "")
        for a, own in ends[0].items():
            for b, others in ends[1].items():
                ties.add(a, b, -weight, f"dispute whether {matter}", [*own, *others])
                opponents[a].add(b)
                opponents[b].add(a)
        for end in ends:
            for a, b in combinations(sorted(end), 2):
                ties.add(a, b, weight, f"give one account of {matter}", [*end[a], *end[b]])
    for a, b in combinations(sorted(opponents), 2):
        common = opponents[a] & opponents[b]
        if common and (a, b) not in ties.weights:
            ties.add(a, b, COMMON_OPPONENT, f"both dispute with {', '.join(sorted(common))}", [])
    return ties


def _by_party(claims: Sequence[ClaimId], names: Mapping[ClaimId, str]) -> dict[str, list[ClaimId]]:
    found: dict[str, list[ClaimId]] = {}
    for claim in claims:
        if claim in names:
            found.setdefault(names[claim], []).append(claim)
    return found


def _group(parties: Sequence[str], ties: _Ties) -> tuple[tuple[str, ...], ...]:
    """The parties in sides: those of a side are tied by what they share, and every side disputes with another one."""
    index = {party: number for number, party in enumerate(parties)}
    scores = {(index[a], index[b]): weight for (a, b), weight in ties.weights.items()}
    groups = average_link(
        len(parties),
        {pair: weight for pair, weight in scores.items() if weight > 0},
        threshold=TOGETHER,
        forbidden={pair for pair, weight in scores.items() if weight <= 0},
    )
    home = {item: number for number, group in enumerate(groups) for item in group}
    opposed = {home[end] for (a, b), weight in scores.items() if weight < 0 and home[a] != home[b] for end in (a, b)}
    return tuple(tuple(parties[item] for item in group) for number, group in enumerate(groups) if number in opposed)


def _withheld(
    claims: Mapping[ClaimId, Claim],
    names: Mapping[ClaimId, str],
    analyses: Sequence[Analysis],
    observers: set[str],
) -> dict[str, NoSide]:
    """The parties for which a machine suggests no side."""
    texts = {analysis.revision.id: analysis.revision.text for analysis in analyses}
    outlets = {a.revision.outlet.casefold() for a in analyses if a.revision.outlet}
    outlets |= {name.casefold() for claim in claims.values() for name in claim.via}
    told: defaultdict[str, set[str]] = defaultdict(set)
    kinds: defaultdict[str, set[ActorKind]] = defaultdict(set)
    for claim, name in names.items():
        actor = claims[claim].actor
        source = words_at(texts[claims[claim].revision_id], claims[claim].source)
        told[name] |= {name, actor.name, source, *actor.aliases}
        kinds[name].add(actor.kind)
    found: dict[str, NoSide] = {}
    for name, phrases in told.items():
        if name in observers:
            found[name] = NoSide.OBSERVER
        elif any(phrase.casefold() in outlets for phrase in phrases):
            found[name] = NoSide.MEDIA
        elif (why := next(_neutral(phrases, kinds[name]), None)) is not None:
            found[name] = why
    return found


def _neutral(phrases: set[str], kinds: set[ActorKind]) -> Iterator[NoSide]:
    """Why a party of these names and descriptions has no side suggested, if there is a reason."""
    lexicon = load_side_kinds()
    of = {lexicon[word] for phrase in phrases for word in WORD.findall(phrase.lower()) if word in lexicon}
    for kind, why in (("medic", NoSide.MEDIC), ("aid", NoSide.AID), ("media", NoSide.MEDIA)):
        if kind in of:
            yield why
    # An office makes a person a public one; a body (“the People's Front”) is none, whatever its name says.
    described = "private" in of and ActorKind.ORGANISATION not in kinds
    if "office" not in of and (described or ActorKind.PERSON in kinds):
        yield NoSide.PRIVATE
