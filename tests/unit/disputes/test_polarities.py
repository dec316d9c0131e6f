"""Who stands for a matter and who against it, whatever “not” their words hold."""

from dataclasses import replace

import pytest

from counterclaim.disputes._polarities import same_words, stand_to_matter
from counterclaim.records.claims import Claim, Frame, Polarity, Stance
from counterclaim.records.notes import Evidence
from tests.factories import make_claim, make_revision

FOR, AGAINST, OPEN = Polarity.FOR, Polarity.AGAINST, Polarity.OPEN
WORDS = "the bomb was planted by the Harrow militia"
OWN = "We did not plant this bomb"
PLANT = Frame(predicate="plant", object="bomb", terms=("bomb", "plant", "harrow", "militia"))
NOT_PLANT = replace(PLANT, negated=True, subject="Harrow militia", terms=("harrow", "militia", "plant", "bomb"))


def told(
    words: str, actor: str, frame: Frame, stance: Stance = Stance.ASSERTS, *, number: int = 1, rule: str = ""
) -> Claim:
    """One party's claim in a report of its own."""
    revision = make_revision(f"{actor} said: {words}. It is said.", address=f"https://o{number}.example/")
    claim = make_claim(revision, words, actor=actor, cue="said", stance=stance, frame=frame)
    return replace(claim, evidence=(Evidence(field="stance", rule=rule),)) if rule else claim


def stand(*claims: Claim) -> list[Polarity]:
    names = {claim.id: claim.actor.name for claim in claims}
    return [claim.polarity for claim in stand_to_matter(claims, names)]


def test_who_asserts_a_not_stands_against_what_is_said_without_it() -> None:
    """“We did not plant this bomb” answers nobody in its own report, and the mayor's claim in another."""
    mayor = told(WORDS, "Mayor", PLANT)
    militia = told(OWN, "Harrow militia", NOT_PLANT, number=2)
    assert stand(mayor, militia) == [FOR, AGAINST]


def test_where_all_tell_it_with_a_not_that_is_the_matter() -> None:
    """Nobody claims that the militia planted it: all say that it did not."""
    one = told(OWN, "Harrow militia", NOT_PLANT)
    other = told("the militia did not plant the bomb", "Mayor", NOT_PLANT, number=2)
    assert stand(one, other) == [FOR, FOR]


def test_another_deed_with_a_not_is_no_denial() -> None:
    """“It was not fun” is about the day, not about who planted what; nor does it back the claim."""
    mayor = told(WORDS, "Mayor", PLANT)
    remark = told("it was not fun", "Witness", Frame(predicate="fun", negated=True, terms=("fun",)), number=2)
    assert stand(mayor, remark) == [FOR, OPEN]


def test_who_saw_none_of_it_stands_against_it() -> None:
    """“They did not see any planting” has its “not” at the seeing, and denies the planting that it is of."""
    mayor = told(WORDS, "Mayor", PLANT)
    words = "they did not see any planting of bombs"
    unseen = Frame(predicate="see", object="any planting", negated=True, terms=("see", "planting", "plant", "bomb"))
    assert stand(mayor, told(words, "Witness", unseen, number=2)) == [FOR, AGAINST]


def test_a_not_beside_the_deed_is_not_of_it() -> None:
    """“The bomb that nobody saw was planted”: the “not” is of the seeing, and the planting is told."""
    mayor = told(WORDS, "Mayor", PLANT)
    unseen = Frame(predicate="see", negated=True, terms=("bomb", "see", "plant"))
    assert stand(mayor, told("nobody saw who planted the bomb", "Witness", unseen, number=2)) == [FOR, OPEN]


def test_a_denial_by_its_own_not_stays_one() -> None:
    """Where its report had the claim beside it, the denial was found there."""
    mayor = told(WORDS, "Mayor", PLANT)
    militia = told(OWN, "Harrow militia", NOT_PLANT, Stance.DENIES, number=2, rule="content:negated")
    assert stand(mayor, militia) == [FOR, AGAINST]


def test_one_sentence_read_as_two_stances_has_one() -> None:
    """A denial in one report, a plain statement in another: the same words stand on one side."""
    denies = told(OWN, "Harrow militia", NOT_PLANT, Stance.DENIES, rule="content:negated")
    asserts = told(OWN, "Harrow militia", NOT_PLANT, number=2)
    assert stand(denies, asserts) == [AGAINST, AGAINST]


@pytest.mark.parametrize("actor", ["(article)", "Judge Hale"])
def test_what_is_told_to_be_denied_is_not_asserted(actor: str) -> None:
    """A page that debunks a story tells it; who calls it false in the same report does not stand for it."""
    text = "A page says that the village was sealed off. That report is false."
    revision = make_revision(text)
    claim = make_claim(revision, "the village was sealed off", actor=actor)
    denial = make_claim(revision, "That report is false", actor=actor, stance=Stance.DENIES)
    assert stand(claim, denial) == [OPEN, AGAINST]
    confirmed = replace(claim, stance=Stance.CONFIRMS)
    assert stand(confirmed, denial) == [FOR, AGAINST], "a part conceded, another denied"


def test_the_same_words_are_known_by_their_terms() -> None:
    """A word more or less makes no other statement."""
    one = told(WORDS, "Mayor", PLANT)
    assert same_words(one, told(WORDS, "Clerk", PLANT, number=2))
    assert not same_words(one, told(WORDS, "Clerk", replace(PLANT, terms=("bomb", "plant", "front")), number=2))
    assert not same_words(replace(one, frame=Frame()), replace(one, frame=Frame()))
