"""Why a claim and a denial of one matter are held back from a dispute."""

from dataclasses import replace

import pytest

from counterclaim.disputes._holds import (
    tells_nothing_of_own,
    why_agreed,
    why_no_claim,
    why_no_denial,
    why_no_denial_by,
    why_of_other,
)
from counterclaim.records.claims import Claim, Frame, Stance
from counterclaim.records.notes import Evidence
from tests.factories import make_claim, make_revision, span_of

OWN_NOT, VERDICT, CUE = "content:negated", "content:report called false", "cue:denial"


def told(
    words: str, *, rule: str = "default", stance: Stance = Stance.ASSERTS, frame: Frame | None = None, number: int = 1
) -> Claim:
    """A claim of these words; with a rule of denying a denial of what they say."""
    revision = make_revision(f"They say {words}.", address=f"https://h{number}.example/")
    frame = frame or Frame(predicate="say", subject="they")
    found = make_claim(revision, words, actor="Council", stance=stance, cue="say", frame=frame)
    return replace(found, evidence=(Evidence(field="stance", rule=rule),))


def denial(words: str, rule: str = OWN_NOT, *, predicate: str = "be", subject: str | None = None) -> Claim:
    frame = Frame(predicate=predicate, subject=subject, negated=rule == OWN_NOT)
    return told(words, rule=rule, stance=Stance.DENIES, frame=frame, number=2)


@pytest.mark.parametrize(
    ("words", "rule", "why"),
    [
        ("people cannot take the dam into their own hands", OWN_NOT, "not to be done"),
        ("nobody must open the gates at night", OWN_NOT, ""),  # a command to nobody is left to its stance
        ("you should not share the picture", OWN_NOT, "not to be done"),
        ("do not drink from the well", OWN_NOT, "not to be done"),
        ("that may not be so", OWN_NOT, "leaves it open"),
        ("this may be a hoax", VERDICT, "leaves it open"),
        ("no one has lost more bridges than this council", OWN_NOT, "of a degree"),
        ("nobody has ever crossed the pass before", OWN_NOT, "of a degree"),
        ("it was wrong to send the boats after some had sunk", VERDICT, "judges what was done"),
        ("it was wrong to say that the boats had sunk", VERDICT, ""),
        ("similar rumours", CUE, "other reports"),
        ("is the dam not open?", OWN_NOT, "only asks"),
        ("the gates were never opened", OWN_NOT, ""),
        ("the gates were not opened", OWN_NOT, ""),
        ("the report is a hoax", VERDICT, ""),
        ("it was a false dawn", VERDICT, "nobody told"),
        ("the theft was a false alarm", VERDICT, ""),
        ("it is a false claim", VERDICT, ""),
        ("that people cannot cross the bridge", CUE, ""),  # who denies that they cannot says that they can
    ],
)
def test_what_is_no_denial(words: str, rule: str, why: str) -> None:
    """Admonitions, doubts, degrees, blame of a deed, verdicts on other reports and questions."""
    found = why_no_denial(denial(words, rule), words)
    assert why in found if why else not found


def test_who_judges_only_their_own_words_denies_nobody() -> None:
    """“I was wrong” calls no report false."""
    own = denial("to be wrong", VERDICT, subject="Council")
    assert "their own" in why_no_denial(own, "to be wrong")


@pytest.mark.parametrize(
    ("cue", "words", "why"),
    [
        ("warned", "villagers not to open the gates", "not to be done"),
        ("denied", "not to have opened the gates", ""),
        ("dismissed", "it", "does not say what"),
        ("rejected", "it", ""),
        ("agreed to dismiss", "a misdemeanour", "a case"),
        ("dismissed", "the report", ""),
    ],
)
def test_what_the_words_of_speaking_show(cue: str, words: str, why: str) -> None:
    """A warning denies nothing, a court drops a case, and who dismisses “it” does not say what."""
    found = why_no_denial_by(cue, words)
    assert why in found if why else not found


def test_what_claims_nothing() -> None:
    """A question, an “if” and a bare pointer cannot be denied."""
    whole = Frame(predicate="lie", subject="the boats")
    for words in ("if any of the boats lie in the harbour", "who opened the upper gates?", "are you joking, Council?"):
        assert why_no_claim(told(words, frame=whole), words)
    assert not why_no_claim(told("the boats lie in the harbour", frame=whole), "the boats lie in the harbour")


def agree(claim: Claim, other: Claim, a: str, b: str) -> str:
    return why_agreed(claim, other, {claim.id: a, other.id: b})


def test_two_who_call_one_thing_false_agree() -> None:
    """Unless the one denies that it is false: by a second word for it, or as what points to that very claim."""
    a, b = "the photograph of the flood is a fake", "the picture is a hoax"
    claim, verdict = told(a), denial(b, VERDICT)
    assert "call something false" in agree(claim, verdict, a, b)
    c = "the talk of a hoax is false"
    assert not agree(claim, denial(c, VERDICT), a, c)
    plain = "the flood took the bridge"
    assert not agree(told(plain), verdict, plain, b)


def test_who_tells_of_a_denial_agrees_with_it() -> None:
    """“The mayor dismissed the plan” stands beside the mayor's “nonsense”, not against it."""
    a, b = "the mayor dismissed all such plans", "these plans are nonsense"
    claim = told(a, frame=Frame(predicate="dismiss", subject="the mayor"))
    assert "denied" in agree(claim, denial(b, VERDICT), a, b)


def test_a_claim_that_holds_the_denial_tells_of_it() -> None:
    """“It says that the bishop disavowed the priest's words” holds the bishop's disavowal."""
    revision = make_revision("The paper claims that the bishop disavowed the priest's words.")
    claim = make_claim(revision, "the bishop disavowed the priest's words", actor="The paper", cue="claims")
    inner = make_claim(revision, "the priest's words", actor="the bishop", cue="disavowed", stance=Stance.DENIES)
    assert "other's denial" in agree(claim, inner, "the bishop disavowed the priest's words", "the priest's words")


def test_one_statement_told_twice_agrees() -> None:
    """Also where one reading takes it for a denial; a “not” that the other lacks makes the difference."""
    a = "I had not planned to stay there long, I just wanted some soup"
    assert "same words" in agree(told(a), denial(a), a, a)
    b = "I had planned to stay there long, I just wanted some soup"
    assert not agree(told(b), denial(a), b, a)


def test_a_denial_that_says_what_it_denies() -> None:
    """“It is not true that the car was stolen” is put to no claim that it only stands near to."""
    a, b = "the car is safe in its garage", "it is not true that the ride had been stolen"
    claim = told(a, frame=Frame(predicate="safe", subject="the car", terms=("car", "safe", "garage")))
    of_other = denial(b, VERDICT, predicate="true")
    assert "another thing" in why_of_other(claim, of_other, {claim.id: a, of_other.id: b})
    c = "the ride had been stolen from its garage"
    meant = told(c, frame=Frame(predicate="steal", terms=("ride", "steal", "garage")))
    assert not why_of_other(meant, of_other, {meant.id: c, of_other.id: b})


def test_a_denial_of_another_deed() -> None:
    """What points back has no deed of its own that the claim lacks."""
    a, b = "the valiant captain of the ferry", "it will add anything to the talk"
    claim, other = told(a), denial(b, CUE, predicate="add")
    assert "“add”" in why_of_other(claim, other, {claim.id: a, other.id: b})
    bare = denial("the report", CUE, predicate="report")
    assert not why_of_other(claim, bare, {claim.id: a, bare.id: "the report"})


def test_what_is_no_account_of_ones_own() -> None:
    """What others are asked to do, and what the speaker only heard."""
    assert tells_nothing_of_own("told", "people to cover their faces")
    assert tells_nothing_of_own("said", "We heard news that gas had been used")
    assert not tells_nothing_of_own("told", "the paper that rain filled the fields")


def test_a_word_of_denying_inside_the_content_denies_nothing() -> None:
    """“They tightened the rules, ruling out nets” tells one thing, and denies none."""
    revision = make_revision("They tightened the rules, ruling out nets. The Council denied that the dam had burst.")
    inside = make_claim(revision, "They tightened the rules", actor="Council", stance=Stance.DENIES, cue="ruling out")
    inside = replace(inside, content=(*inside.content, span_of(revision.text, "nets")))
    before = make_claim(revision, "that the dam had burst", actor="Council", stance=Stance.DENIES, cue="denied")
    cue = (Evidence(field="stance", rule=CUE),)
    assert "inside" in why_no_denial(replace(inside, evidence=cue), "They tightened the rules nets")
    assert why_no_denial(replace(before, evidence=cue), "that the dam had burst") == ""


@pytest.mark.parametrize(
    ("words", "held"),
    [
        ("the cup is made of silver and nowhere called gold", True),  # says it, then that another thing is not
        ("the cup is not made of silver", False),
        ("the cup, which a smith made, is not of silver", False),
    ],
)
def test_who_says_the_same_before_a_not_agrees(words: str, held: bool) -> None:
    """What follows the “not” is another thing than what was told."""
    claim = told("the cup is made of silver", frame=Frame(predicate="make", subject="cup"))
    own = denial(words, predicate="make", subject="cup")
    found = why_agreed(claim, own, {claim.id: "the cup is made of silver", own.id: words})
    assert ("says the same" in found) is held


def test_a_verdict_behind_what_it_repeats_denies_it() -> None:
    """“The claim that the cup is made of silver is not true” repeats the claim in order to deny it."""
    words = "the claim that the cup is made of silver is not true"
    claim = told("the cup is made of silver", frame=Frame(predicate="make", subject="cup"))
    own = replace(denial(words), evidence=(Evidence(field="stance", rule="content:report called untrue"),))
    assert why_agreed(claim, own, {claim.id: "the cup is made of silver", own.id: words}) == ""
