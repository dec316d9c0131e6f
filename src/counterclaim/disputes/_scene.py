"""The story that a proposition stands in, as far as its statuses ask: who speaks, when, and who opposes whom."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from counterclaim.disputes._moments import Moments
from counterclaim.records.accounts import Dispute, Origin
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim
from counterclaim.records.differences import CorrectionNote
from counterclaim.records.ids import ClaimId, PropositionId, RevisionId
from counterclaim.records.mentions import ARTICLE, UNNAMED, ActorKind
from counterclaim.records.revisions import Revision
from counterclaim.records.spans import words_at
from counterclaim.review import Standing

#: Characters of a claim that a reason quotes.
QUOTED = 120
#: What stands behind it in a noun phrase is not what the phrase names: “the man in the video” is a man.
BEHIND_HEAD = re.compile(r"\b(?:at|behind|by|from|in|on|that|to|who|whose|with)\b|,", re.IGNORECASE)
#: Exhibits that say in words what they tell: a memo shows nothing.
WRITTEN = frozenset({"document", "post"})


@dataclass(frozen=True)  # without slots: what is derived of it is kept
class Scene:
    """One story. `names` are those that actors go by across its reports, `standings` what people said of sides, `notes`
    the corrections that stand in its reports, `earlier` are texts that those of the reports took the place of."""

    reports: Mapping[RevisionId, Analysis]
    names: Mapping[ClaimId, str]
    origins: Sequence[Origin]
    disputes: Sequence[Dispute]
    standings: Sequence[Standing] = ()
    claims: Mapping[ClaimId, Claim] = field(default_factory=dict)
    notes: Mapping[RevisionId, Sequence[CorrectionNote]] = field(default_factory=dict)
    earlier: Sequence[Revision] = ()

    @cached_property
    def contested(self) -> Mapping[PropositionId, Sequence[Dispute]]:
        """The disputes over each proposition, the surest first."""
        found: dict[PropositionId, list[Dispute]] = defaultdict(list)
        for dispute in sorted(self.disputes, key=lambda dispute: (-dispute.score, dispute.id)):
            found[dispute.a].append(dispute)
            if dispute.b is not None and dispute.b != dispute.a:
                found[dispute.b].append(dispute)
        return found

    @cached_property
    def _ends(self) -> Sequence[tuple[Dispute, frozenset[str], frozenset[str]]]:
        """The disputes with the parties on the one side and on the other."""
        names = self.names
        return [
            (
                dispute,
                frozenset(names[claim] for claim in dispute.sides_for if claim in names),
                frozenset(names[claim] for claim in dispute.sides_against if claim in names),
            )
            for dispute in self.disputes
        ]

    def party(self, claim: Claim) -> str | None:
        """Who speaks; None for the report itself, for nobody and for what a clip shows: these are no parties."""
        nobody = claim.actor.name in (ARTICLE, UNNAMED) or self.is_shown(claim)
        return None if nobody else self.names[claim.id]

    def who(self, claim: Claim) -> str:
        """Who speaks, in words: the outlet where the report itself does."""
        unnamed = claim.actor.name in (ARTICLE, UNNAMED)
        return self.outlet(claim.revision_id) if unnamed else self.names[claim.id]

    def is_shown(self, claim: Claim) -> bool:
        """Whether an exhibit is what “says” it: a video or a photograph shows something, and claims nothing."""
        mention = claim.actor.mention
        if mention is None or claim.actor.kind is not ActorKind.DESCRIPTION:
            return False
        text = self.reports[claim.revision_id].revision.text
        return any(
            mention.overlaps(exhibit.mention) and not BEHIND_HEAD.search(text[mention.start : exhibit.mention.start])
            for exhibit in claim.exhibits
            if exhibit.kind not in WRITTEN
        )

    def outlet(self, revision: RevisionId) -> str:
        found = self.reports[revision].revision
        return found.outlet or found.address.rsplit("/", 1)[-1] or "the report"

    def words(self, claim: Claim) -> str:
        """The content on one line, cut where it is long."""
        words = " ".join(words_at(self.reports[claim.revision_id].revision.text, claim.content).split())
        return words if len(words) <= QUOTED else f"{words[: QUOTED - 1].rsplit(' ', 1)[0]} …"

    def published(self, claim: Claim) -> tuple[datetime, datetime]:
        """Between which moments the words of the claim were published first (`Moments`)."""
        return self._moments.of(claim)

    @cached_property
    def _moments(self) -> Moments:
        texts = [*(analysis.revision for analysis in self.reports.values()), *self.earlier]
        return Moments(texts, self.claims.values(), self.names)

    def are_observers(self, party: str, moment: datetime) -> bool:
        return any(s.actor == party and s.side is None and s.at(moment) for s in self.standings)

    def side_of(self, party: str, moment: datetime) -> str | None:
        """The side that a person has put the party on for a moment."""
        return next((s.side for s in self.standings if s.actor == party and s.at(moment)), None)

    def oppose(self, a: str, b: str, moment: datetime, *, about: str) -> bool | None:
        """Whether two parties stand on opposing sides: as a person has it (True), or since they dispute a matter other
        than `about` (a proposition), as the machine reads it (None)."""
        if a == b or self.are_observers(a, moment) or self.are_observers(b, moment):
            return False
        sides = self.side_of(a, moment), self.side_of(b, moment)
        if sides[0] is not None and sides[1] is not None:
            return sides[0] != sides[1]
        for dispute, one, other in self._ends:
            if about not in (dispute.a, dispute.b) and ((a in one and b in other) or (b in one and a in other)):
                return None
        return False
