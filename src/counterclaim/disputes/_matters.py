"""The propositions of one story with what was judged of their claims: what disputes are found in."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from counterclaim.records.accounts import Match, MatchLabel
from counterclaim.records.claims import Claim, Polarity
from counterclaim.records.ids import ClaimId, PropositionId, RevisionId
from counterclaim.records.spans import words_at

#: What two claims that cannot both hold are judged to be.
RIVAL = frozenset({MatchLabel.CONTRADICTS, MatchLabel.FIGURES, MatchLabel.PLACES, MatchLabel.TIMES})

Groups = Mapping[PropositionId, Sequence[Claim]]


@dataclass(slots=True)
class Matters:
    """`groups` are the claims of each proposition, `names` those of the parties across reports, `matches` the
    judgements on pairs of these claims."""

    groups: Groups
    matches: Sequence[Match]
    names: Mapping[ClaimId, str]
    texts: Mapping[RevisionId, str]
    claims: Mapping[ClaimId, Claim] = field(init=False)
    home: Mapping[ClaimId, PropositionId] = field(init=False)
    judged: Mapping[tuple[ClaimId, ClaimId], Match] = field(init=False)
    breadth: Mapping[PropositionId, int] = field(init=False)  # how many reports hold a claim for it

    def __post_init__(self) -> None:
        self.claims = {claim.id: claim for group in self.groups.values() for claim in group}
        self.home = {claim.id: identity for identity, group in self.groups.items() for claim in group}
        self.matches = [match for match in self.matches if match.a in self.claims and match.b in self.claims]
        self.judged = {(match.a, match.b): match for match in self.matches}
        self.breadth = {
            identity: len({claim.revision_id for claim in group if claim.polarity is Polarity.FOR})
            for identity, group in self.groups.items()
        }

    def ends(self, match: Match) -> tuple[Claim, Claim]:
        return self.claims[match.a], self.claims[match.b]

    def words(self, claim: Claim) -> str:
        """The words of a claim's content."""
        return words_at(self.texts[claim.revision_id], claim.content)

    def between(self, a: Claim, b: Claim) -> Match | None:
        """The judgement on two claims, if there is one."""
        return self.judged.get((min(a.id, b.id), max(a.id, b.id)))

    def nearness(self, a: Claim, b: Claim) -> float:
        """How probably the two are about one matter."""
        match = self.between(a, b)
        return strength(match) if match else 0.0

    def near(self, least: float) -> dict[ClaimId, set[ClaimId]]:
        """Of each claim those that so probably tell the same of its matter. Rivals do not, however surely they are
        about one."""
        found: dict[ClaimId, set[ClaimId]] = defaultdict(set)
        for match in self.judged.values():
            if match.label not in RIVAL and strength(match) >= least:
                found[match.a].add(match.b)
                found[match.b].add(match.a)
        return found


def strength(match: Match) -> float:
    """How probably the two claims are about one matter."""
    return 1 - match.score if match.label is MatchLabel.UNRELATED else match.score
