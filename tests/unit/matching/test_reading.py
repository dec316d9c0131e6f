"""What the pair reader changes of the judgements."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from counterclaim.matching._reading import read_again
from counterclaim.matching._views import view_claims
from counterclaim.records.accounts import Match, MatchLabel
from counterclaim.records.analyses import ModelDigest
from counterclaim.records.claims import Frame, Stance
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


def opposed(reader: Told, *, predicate: str, score: float = 0.6) -> Match:
    """The judgement on “the militia planted the bomb” and what the militia says with a “not”, after the reader."""
    revision = make_revision("The mayor says the militia planted the bomb. The militia says it did not do so.")
    frames = (
        Frame(predicate="plant", object="bomb", terms=("militia", "plant", "bomb")),
        Frame(predicate=predicate, object="bomb", negated=True, terms=("militia", predicate, "bomb")),
    )
    claims = (
        make_claim(revision, "the militia planted the bomb", actor="Mayor", frame=frames[0]),
        make_claim(revision, "it did not do so", actor="Militia", frame=frames[1]),
    )
    views = {view.claim.id: view for view in view_claims(make_analysis(revision, claims))}
    a, b = sorted(claim.id for claim in claims)
    (found,) = read_again([Match(a=a, b=b, label=MatchLabel.UNRELATED, score=score)], views, reader)
    return found


def test_a_not_of_the_same_deed_denies_it_where_the_reader_agrees() -> None:
    """Two asserted contents, one with a “not”: near each other, they are one matter and two sides of it, as surely as
    the reader finds that one denies the other, and a dispute may rest on that."""
    found = opposed(Told(CLASH), predicate="plant")
    assert (found.label, round(found.score, 2)) == (MatchLabel.SAME, 0.9)
    assert found.reasons[-1].name == "reader"
    assert round(opposed(Told((0.3, 0.6, 0.1)), predicate="plant").score, 2) == 0.6


def test_a_not_of_another_deed_is_none_of_it() -> None:
    """“It did not see the bomb” is no answer to who planted it, unless the reader is very sure."""
    weak = (0.3, 0.6, 0.1)
    assert opposed(Told(weak), predicate="see").score > 0.8
    assert opposed(Told(weak), predicate="plant").label is MatchLabel.SAME
    assert opposed(Told(CLASH), predicate="see").score == 0.6


def test_counts_at_two_places_are_read_again() -> None:
    """What clashes in figures, places or times must tell of one event; figures of surely one matter are not asked."""
    for label in (MatchLabel.FIGURES, MatchLabel.PLACES, MatchLabel.TIMES):
        assert judged(label, 0.6, Told(FAR), denied=False).label is MatchLabel.UNRELATED
        assert judged(label, 0.6, Told(SAME), denied=False).label is label
    idle = Told(FAR)
    assert judged(MatchLabel.FIGURES, 0.9, idle, denied=False).label is MatchLabel.FIGURES
    assert idle.asked == []


def test_an_answer_tells_of_something_else_and_stays_one() -> None:
    """“They took the centre”, “there is no siege”: no dispute rests on it, and the desk must see what was answered."""
    idle = Told(FAR)
    assert judged(MatchLabel.ANSWERS, 0.3, idle).label is MatchLabel.ANSWERS
    assert idle.asked == []
