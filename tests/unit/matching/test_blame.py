"""Who is said to be behind an attack, and who denies it. All parties are invented."""

import pytest

from counterclaim.matching._blame import blamed_in, one_blamed
from counterclaim.records.claims import Claim, Frame, Stance
from counterclaim.records.mentions import ActorKind
from tests.factories import make_actor, make_claim, make_revision


def claim(words: str, actor: str, *, denies: bool = False, subject: str | None = None, person: bool = False) -> Claim:
    kind = ActorKind.PERSON if person else ActorKind.ORGANISATION
    return make_claim(
        make_revision(f"They said {words}."),
        words,
        actor=make_actor(actor, kind=kind),
        stance=Stance.DENIES if denies else Stance.ASSERTS,
        frame=Frame(subject=subject),
    )


BLAMING = (
    ("the Harrow militia was behind the blast", "Harrow"),
    ("the bomb was planted by the Harrow militia", "Harrow"),
    ("the Harrow militia had carried out the attack", "Harrow militia"),
)
DENYING = (
    "responsibility for the bombing",
    "any role in the attack",
    "it had nothing to do with the blast",
    "the bomb",
)


@pytest.mark.parametrize(("blaming", "subject"), BLAMING)
@pytest.mark.parametrize("denying", DENYING)
def test_who_is_blamed_and_who_denies_it_are_of_one_matter(blaming: str, subject: str, denying: str) -> None:
    """Behind it, planted it, carried it out; nothing to do with it, no role, not responsible: one question."""
    a = blamed_in(claim(blaming, "Police", subject=subject), blaming)
    b = blamed_in(claim(denying, "Harrow Militia", denies=True), denying)
    assert "harrow" in one_blamed(a, b, one_report=False)
    other = blamed_in(claim(denying, "Orsk Front", denies=True), denying)
    assert not one_blamed(a, other, one_report=False)


@pytest.mark.parametrize(
    "words", ["the market had been full when the bomb went off", "the blast killed 12 people", "he was behind the door"]
)
def test_what_happened_in_an_attack_blames_nobody(words: str) -> None:
    assert blamed_in(claim(words, "Witness"), words) == frozenset()


def test_who_denies_it_for_their_own_answers_the_blame_in_the_same_report() -> None:
    """“We did not plant this bomb” names nobody: its report does."""
    words = "we did not plant this bomb"
    denial = blamed_in(claim(words, "Piet Sorn", denies=True, person=True), words)
    blame = blamed_in(claim(BLAMING[1][0], "Mayor", subject="Harrow"), BLAMING[1][0])
    assert one_blamed(denial, blame, one_report=True)
    assert not one_blamed(denial, blame, one_report=False)
