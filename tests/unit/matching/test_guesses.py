"""Whether a bare mention is known to stand for the claim that it is put to."""

import pytest

from counterclaim.matching._deeds import of_one_deed
from counterclaim.matching._view import View
from counterclaim.matching._views import view_claims
from counterclaim.records.claims import Claim, Frame, Stance
from counterclaim.records.revisions import Revision
from tests.factories import make_analysis, make_claim, make_revision

STOLEN = "thieves had stolen a silver bell from the chapel"
#: What stands between a claim and a denial that is not just behind it.
BETWEEN = "The valley has had a wet spring, and many roads are closed to carts and cattle. " * 5


def claimed(revision: Revision) -> Claim:
    terms = ("thief", "steal", "silver", "bell", "chapel")
    frame = Frame(predicate="steal", subject="thieves", object="a silver bell", terms=terms)
    return make_claim(revision, STOLEN, actor="Villagers", cue="say", frame=frame)


def denied(words: str, between: str) -> list[View]:
    """The denials, as they are compared, of a report that opens with a theft and has `between` before a denial."""
    revision = make_revision(f"Villagers say {STOLEN}. {between}The mayor denied {words}.")
    frame = Frame(predicate=None, terms=tuple(words.lower().split()))
    first = make_claim(revision, words, actor="The mayor", stance=Stance.DENIES, cue="denied", frame=frame)
    return [view for view in view_claims(make_analysis(revision, (claimed(revision), first))) if view.stands_for]


@pytest.mark.parametrize(
    ("words", "between", "guessed"),
    [
        ("it", BETWEEN, True),
        ("the story", BETWEEN, True),
        ("it", "It rained. ", False),  # just before
        ("the story of the theft", BETWEEN, False),  # the noun for “stolen”
        ("the rumour about the bell", BETWEEN, False),
        ("the villagers' story", BETWEEN, True),
        ("the Villagers' story", BETWEEN, False),  # whose it is
    ],
)
def test_a_bare_denial_far_from_the_claim_is_a_guess(words: str, between: str, guessed: bool) -> None:
    """Unless it stands near, says whose it is, or has a word for the deed."""
    views = denied(words, between)
    assert [view.guessed for view in views] == [guessed]


def test_a_noun_and_a_verb_are_of_one_deed() -> None:
    """“Theft” and “steal” are; “shooting” and the gun of “laid the gun aside” are not."""
    assert of_one_deed("theft", "steal")
    assert of_one_deed("rumoured", "rumours")
    assert not of_one_deed("theft", "have")
    assert not of_one_deed("shooting", "gun")
