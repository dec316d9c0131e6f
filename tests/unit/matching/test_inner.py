"""What was not seen, or never was, is compared as what it is, and what somebody claimed as what they claimed."""

from dataclasses import replace

import pytest

from counterclaim.matching import match_claims
from counterclaim.matching._inner import form_of, inner_of
from counterclaim.records.accounts import Match, MatchLabel, ReportLink
from counterclaim.records.claims import Claim, Frame, Stance
from counterclaim.records.mentions import Figure, FigureUnit
from counterclaim.taggers import load_encoder
from tests.factories import make_analysis, make_claim, make_revision, span_of

CLAIM = "the guards of the Verin depot had looted the grain sacks before dawn"
LOOT = Frame(
    predicate="loot", subject="guards", object="grain sacks", terms=("guard", "verin", "depot", "loot", "grain", "sack")
)


def claim_of(words: str, *, stance: Stance = Stance.DENIES, frame: Frame | None = None) -> Claim:
    revision = make_revision(f"The inspector said: {words}. It is said.")
    return make_claim(revision, words, actor="Inspector", cue="said", stance=stance, frame=frame)


@pytest.mark.parametrize(
    ("words", "inner", "deed"),
    [
        ("no evidence of looting at the depot", "looting at the depot", "looting"),
        ("her team “did not see” any grain looting", "grain looting", "looting"),
        ("its staff found no sign of looting", "looting", "looting"),
        ("there never was any looting", "looting", "looting"),
        ("there were no burnt sacks in the yard", "burnt sacks in the yard", "sacks"),
        ("the mayor's claim that the sacks had been looted", "the sacks had been looted", None),
    ],
)
def test_the_wrapped_matter(words: str, inner: str, deed: str | None) -> None:
    """The words behind the seeing or the telling, and the noun for what was not seen."""
    found = inner_of(claim_of(words), words)
    assert found is not None
    assert (found.words, found.deed) == (inner, deed)


def test_what_is_told_outright_wraps_nothing() -> None:
    """“They saw looting” asserts what they saw: only a “not” is of what was seen; nor does a bare denial wrap."""
    for words, stance in (("they saw grain looting", Stance.ASSERTS), ("having looted the depot", Stance.DENIES)):
        assert inner_of(claim_of(words, stance=stance), words) is None


def test_forms_of_one_word() -> None:
    """Nouns and verbs of one deed are one word; short words keep their endings."""
    assert form_of("looting") == form_of("looted") == form_of("loot")
    assert form_of("firing") != form_of("first")
    assert form_of("sing") == "sing"


def joined(words: str, frame: Frame, *, claim_figures: tuple[Figure, ...] = ()) -> Match | None:
    """The judgement on the claim and a denial of it in another report."""
    one = make_revision(f"The mayor said that {CLAIM}.", address="https://one.example/")
    other = make_revision(f"Rain fell. The inspector said that {words}.", address="https://two.example/")
    figures = tuple(replace(figure, span=span_of(one.text, "guards")) for figure in claim_figures)
    claim = make_claim(one, CLAIM, actor="Mayor", cue="said", frame=LOOT, figures=figures)
    denial = make_claim(other, words, actor="Inspector", cue="said", stance=Stance.DENIES, frame=frame)
    a, b = sorted((one.id, other.id))
    found = match_claims(
        [make_analysis(one, (claim,)), make_analysis(other, (denial,))],
        (),
        [ReportLink(a=a, b=b, score=0.9)],
        load_encoder(),
    )
    return next(iter(found), None)


NOT_SEEN = Frame(
    predicate="see",
    subject="observers",
    object="grain looting",
    negated=True,
    terms=("observer", "see", "grain", "looting"),
)


def test_who_saw_none_of_it_denies_it() -> None:
    """“Her observers did not see any grain looting” and “the guards looted the grain sacks” are one matter, and the
    judgement says why."""
    found = joined("her observers did not see any grain looting", NOT_SEEN)
    assert found is not None
    assert found.label is MatchLabel.SAME
    reason = next(reason for reason in found.reasons if reason.name == "all denied")
    assert "grain" in reason.detail
    assert "loot" in reason.detail


def test_a_thing_that_was_not_is_no_deed_that_was_not() -> None:
    """“There were no sacks in the yard” says nothing of who looted: one word in common has to be the deed."""
    frame = Frame(predicate="sack", subject="there", negated=True, terms=("sack", "yard"))
    found = joined("there were no sacks in the yard", frame)
    assert found is None or all(reason.name != "all denied" for reason in found.reasons)


def test_a_toll_holds_without_its_cause() -> None:
    """“Three were hurt by grain looters” counts the hurt: who saw no looting does not deny that they were."""
    hurt = Figure(
        span=span_of(CLAIM, "guards"), words="three", low=3, high=3, unit=FigureUnit.INJURED, counted="guards"
    )
    found = joined("her observers did not see any grain looting", NOT_SEEN, claim_figures=(hurt,))
    assert found is None or all(reason.name != "all denied" for reason in found.reasons)
