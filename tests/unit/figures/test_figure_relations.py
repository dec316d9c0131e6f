"""Which figures can both hold, and what vague words come to."""

from dataclasses import replace

import pytest

from counterclaim.figures import CONVENTIONS, FigureRelation, apply_convention, compare_figures, compare_statements
from counterclaim.parsing import load_parser
from counterclaim.records.mentions import Figure, FigureChange, FigureUnit
from counterclaim.records.spans import Span


def figure(
    low: float | None,
    high: float | None = None,
    *,
    exact: bool = False,
    unit: FigureUnit = FigureUnit.KILLED,
    counted: str | None = "soldiers",
    hedge: str | None = None,
    convention: str | None = None,
) -> Figure:
    return Figure(
        span=Span(0, 1),
        words="",
        low=low,
        high=low if exact else high,
        unit=unit,
        counted=counted,
        hedge=hedge,
        convention=convention,
    )


def exactly(value: float, counted: str | None = "soldiers", unit: FigureUnit = FigureUnit.KILLED) -> Figure:
    return figure(value, exact=True, counted=counted, unit=unit)


CONFLICT, COMPATIBLE, NOT = FigureRelation.CONFLICT, FigureRelation.COMPATIBLE, FigureRelation.NOT_COMPARABLE


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        (exactly(12), exactly(19), CONFLICT),
        (exactly(12), exactly(12), COMPATIBLE),
        (figure(350), exactly(400), COMPATIBLE),
        (figure(350), exactly(300), CONFLICT),
        (figure(None, 40), exactly(41), CONFLICT),
        (figure(None, 40), figure(30), COMPATIBLE),
        (figure(500, 500, hedge="about"), exactly(5000), CONFLICT),
        (figure(500, 500, hedge="about"), exactly(460), COMPATIBLE),
        (figure(None, 300, hedge="nearly"), exactly(276), COMPATIBLE),
        (figure(None, 300, hedge="nearly"), exactly(100), CONFLICT),
        (figure(None, convention="dozens"), exactly(35), COMPATIBLE),
        (figure(None, convention="dozens"), exactly(350), CONFLICT),
        (figure(None, convention="hundreds"), figure(None, convention="thousands"), CONFLICT),
        (exactly(12_000), exactly(12_200), COMPATIBLE),
        (exactly(350), exactly(352), CONFLICT),
        (exactly(0), figure(None, convention="several"), CONFLICT),
        (exactly(12), exactly(12, unit=FigureUnit.INJURED), NOT),
        (exactly(12), exactly(19, "civilians"), NOT),
        (exactly(12, "civilians"), exactly(19, "residents"), CONFLICT),
        (exactly(12, "Orsk fighters"), exactly(19, "Marwa fighters"), NOT),
        (exactly(12, "people"), exactly(19, None), CONFLICT),
        (exactly(12, "people"), exactly(19, "soldiers"), CONFLICT),
        (exactly(19, "people"), exactly(12, "soldiers"), NOT),
        (exactly(3, "tanks", FigureUnit.CAPTURED), exactly(5, "outposts", FigureUnit.CAPTURED), NOT),
        (exactly(3, "tanks", FigureUnit.CAPTURED), exactly(5, "tanks", FigureUnit.CAPTURED), CONFLICT),
        (exactly(100, "km", FigureUnit.DISTANCE), exactly(62.2, "miles", FigureUnit.DISTANCE), CONFLICT),
        (
            figure(100, 100, counted="km", unit=FigureUnit.DISTANCE, hedge="about"),
            exactly(62, "miles", FigureUnit.DISTANCE),
            COMPATIBLE,
        ),
    ],
)
def test_relation_of_two_figures(a: Figure, b: Figure, relation: FigureRelation) -> None:
    """The relation holds in both directions."""
    assert compare_figures(a, b) is relation
    assert compare_figures(b, a) is relation


def test_a_part_does_not_contradict_a_total() -> None:
    part = replace(exactly(3), part_of=Span(4, 6))
    assert compare_figures(part, exactly(12)) is NOT


@pytest.mark.parametrize(
    ("change", "earlier", "later", "relation"),
    [
        (FigureChange.RISEN, 12, 19, NOT),  # 12 was the count before it rose to 19
        (FigureChange.RISEN, 26, 19, CONFLICT),
        (FigureChange.FALLEN, 26, 19, NOT),
        (FigureChange.FALLEN, 12, 19, CONFLICT),
        (FigureChange.ADDED, 12, 7, NOT),
        (FigureChange.FORMER, 19, 12, NOT),
    ],
)
def test_a_new_count_does_not_contradict_the_one_before(
    change: FigureChange, earlier: float, later: float, relation: FigureRelation
) -> None:
    changed = replace(exactly(later), change=change)
    assert compare_figures(exactly(earlier), changed) is relation
    assert compare_figures(changed, exactly(earlier)) is relation


def test_money_of_two_currencies_is_not_compared() -> None:
    dollars = replace(exactly(5, None, FigureUnit.MONEY), currency="USD")
    assert compare_figures(dollars, replace(dollars, currency="EUR", low=9.0, high=9.0)) is NOT


def test_conventions_bound_vague_words_and_nothing_else() -> None:
    dozens = figure(None, convention="dozens")
    bounds = {name: apply_convention(dozens, name) for name in CONVENTIONS}
    assert {name: (f.low, f.high) for name, f in bounds.items()} == {
        "floor": (24, None),
        "reach": (20, 99),
        "ucdp": (24, 99),
        "acled": (12, 12),
        "none": (None, None),
    }
    assert apply_convention(exactly(12)) == exactly(12)
    with pytest.raises(ValueError, match="unknown convention"):
        apply_convention(dozens, "mine")


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        ("The blast in Orsk killed 12 miners.", "Nineteen miners died in the blast in Orsk.", CONFLICT),
        ("The blast in Orsk killed 12 miners.", "Nineteen miners died in the blast in Kamen.", NOT),
        ("The blast in Orsk killed 12 miners.", "At least ten miners died, the mayor said.", COMPATIBLE),
        ("The blast in Orsk killed 12 miners.", "There were no deaths in the blast in Orsk.", CONFLICT),
        ("The blast in Orsk killed 12 miners.", "The mayor visited Orsk.", NOT),
    ],
)
def test_relation_of_two_statements(a: str, b: str, relation: FigureRelation) -> None:
    """Statements about two places are not comparable whatever their figures."""
    parse = load_parser().parse_text
    assert compare_statements(parse(a), parse(b)) is relation


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        (exactly(210, "kg", FigureUnit.COUNT), exactly(80, "kilograms", FigureUnit.COUNT), CONFLICT),
        (exactly(2, "tonnes", FigureUnit.COUNT), exactly(2000, "kg of flour", FigureUnit.COUNT), COMPATIBLE),
        (exactly(2, "tonnes", FigureUnit.COUNT), exactly(2, "sacks", FigureUnit.COUNT), NOT),
    ],
)
def test_weights_in_two_units(one: Figure, other: Figure, relation: FigureRelation) -> None:
    """Kilograms and tonnes measure one thing, and a sack is none of them."""
    assert compare_figures(one, other) is compare_figures(other, one) is relation
