"""What the pair reader changes of the judgements."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from counterclaim.matching._reading import read_again
from counterclaim.matching._views import view_claims
from counterclaim.records.accounts import Match, MatchLabel
from counterclaim.records.analyses import ModelDigest
from counterclaim.records.claims import Stance
from tests.factories import make_analysis, make_claim, make_revision

TEXT = "Villagers say the upper gates were opened. The company denies that the ferry has sunk. A clerk says it rained."
SAME, CLASH, FAR = (0.9, 0.05, 0.05), (0.05, 0.9, 0.05), (0.05, 0.05, 0.9)


@dataclass
class Told:
    """A reader that finds the same of every pair, and notes what it was asked."""

    answer: tuple[float, float, float]
    asked: list[tuple[str, str]] = field(default_factory=list)
    digests: tuple[ModelDigest, ...] = ()

    def read(self, pairs: Sequence[tuple[str, str]]) -> npt.NDArray[np.float32]:
        self.asked += pairs
        return np.array([self.answer] * len(pairs), dtype=np.float32).reshape(len(pairs), 3)


def judged(label: MatchLabel, score: float, reader: Told, *, denied: bool = True) -> Match:
    """The judgement on a claim and a denial (or on two claims) after the reader."""
    revision = make_revision(TEXT)
    claims = (
        make_claim(revision, "the upper gates were opened", actor="Villagers", cue="say"),
        make_claim(revision, "the ferry has sunk", actor="Company", stance=Stance.DENIES, cue="denies")
        if denied
        else make_claim(revision, "it rained", actor="Clerk", cue="says"),
    )
    views = {view.claim.id: view for view in view_claims(make_analysis(revision, claims))}
    a, b = sorted(claim.id for claim in claims)
    (found,) = read_again([Match(a=a, b=b, label=label, score=score)], views, reader)
    return found


def test_a_denial_of_something_else_is_unrelated() -> None:
    """The reader is believed where it is sure; it is not asked where nothing would rest on it."""
    found = judged(MatchLabel.UNRELATED, 0.6, Told(FAR))
    assert found.label is MatchLabel.UNRELATED
    assert found.score > 0.8
    assert [reason.name for reason in found.reasons] == ["reader"]
    assert judged(MatchLabel.UNRELATED, 0.6, Told(CLASH)).score == 0.6
    idle = Told(FAR)
    assert judged(MatchLabel.UNRELATED, 0.94, idle).score == 0.94
    assert judged(MatchLabel.SAME, 0.9, idle, denied=False).label is MatchLabel.SAME
    assert idle.asked == []


def test_a_contradiction_needs_the_reader() -> None:
    """Two words that are opposites are not enough."""
    assert judged(MatchLabel.CONTRADICTS, 0.8, Told(CLASH), denied=False).label is MatchLabel.CONTRADICTS
    assert judged(MatchLabel.CONTRADICTS, 0.8, Told(SAME), denied=False).label is MatchLabel.UNRELATED
