"""A number alone that a party sets beside another party's: what it counts stands in the claim before it."""

from dataclasses import replace

import pytest

from counterclaim.matching._views import view_claims
from counterclaim.records.claims import Claim, Frame, Stance
from counterclaim.records.mentions import Figure, FigureUnit
from counterclaim.records.revisions import Revision
from tests.factories import make_analysis, make_claim, make_revision, span_of

SPILT = "210 kg of dye had been spilt into the canal"


def claim_of(
    revision: Revision, actor: str, words: str, terms: tuple[str, ...], number: str, value: float, counted: str,
    *, stance: Stance = Stance.ASSERTS,
) -> Claim:  # fmt: skip
    claim = make_claim(revision, words, actor=actor, cue="said", stance=stance, frame=Frame(terms=terms))
    span = span_of(revision.text, number)
    figure = Figure(span=span, words=number, low=value, high=value, unit=FigureUnit.COUNT, counted=counted)
    return replace(claim, figures=(figure,))


def stands_for_the_first(
    words: str, terms: tuple[str, ...], *, actor: str = "The mill", counted: str = "kg", between: str = "",
    stance: Stance = Stance.ASSERTS,
) -> bool:  # fmt: skip
    """Whether a later claim of “… 80 kg” is compared in the words of the board's claim."""
    revision = make_revision(f"The board said {SPILT}. {between}{actor} said {words}.")
    first = claim_of(
        revision, "The board", SPILT, ("210", "kg", "dye", "spill", "canal"), "210 kg of dye", 210, "kg of dye"
    )
    second = claim_of(revision, actor, words, terms, "80", 80, counted, stance=stance)
    views = {view.claim.id: view for view in view_claims(make_analysis(revision, (first, second)))}
    return views[second.id].stands_for == first.id


@pytest.mark.parametrize(
    ("words", "terms"),
    [
        ("it was 80 kg", ("80", "kg")),
        ("the amount was 80 kg", ("amount", "80", "kg")),
        ("80 kg", ("80", "kg")),
    ],
)
def test_a_number_alone_is_of_what_was_counted_before(words: str, terms: tuple[str, ...]) -> None:
    assert stands_for_the_first(words, terms)


@pytest.mark.parametrize(
    ("words", "terms", "other"),
    [
        ("the boy weighed 80 kg", ("boy", "weigh", "80", "kg"), {}),  # of something else
        ("it was 80 crates", ("80", "crate"), {"counted": "crates"}),
        ("it was 80 kg", ("80", "kg"), {"actor": "The board"}),  # no other party
        ("it was 80 kg", ("80", "kg"), {"between": "The valley has had a wet spring, and roads are closed. " * 8}),
        ("it was 80 kg", ("80", "kg"), {"stance": Stance.DENIES}),
    ],
)
def test_other_numbers_are_of_their_own(words: str, terms: tuple[str, ...], other: dict[str, str]) -> None:
    assert not stands_for_the_first(words, terms, **other)  # type: ignore[arg-type]
