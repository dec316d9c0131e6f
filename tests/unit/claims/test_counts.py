"""Figures of claims: each keeps its own, and names the side that was counted."""

import pytest

from tests.costs import assert_linear
from tests.unit.claims.reports import Report


def counts(content: str, parties: dict[str, str] | None = None) -> list[tuple[str, list[str], list[str | None]]]:
    """For each claim of “the mayor said …”: its words, those of its figures, and their sides."""
    report = Report(f"The mayor said {content}.", parties or {}).says("The mayor", "said", content)
    return [(report.words(c), [f.words for f in c.figures], [f.side for f in c.figures]) for c in report.read()]


@pytest.mark.parametrize(
    ("content", "figures"),
    [
        ("hundreds of farmers fled after the army opened the upper gates", [["hundreds"], []]),
        ("the fire closed the coast road, leaving 20 drivers stranded", [[], ["20"]]),
        ("the clerk ran a lottery in Orsk, in which 300 pensioners were cheated", [[], ["300"]]),
        ("the fire, which cost 20 lives, was seen in Orsk", [[], ["20"]]),
        ("at least 20 farmers were killed in the town that the army had left", [["at least 20"]]),
        ("the farmers fled, leaving the upper gates to the army", [[]]),
    ],
)
def test_a_clause_that_counts_is_a_claim_of_its_own(content: str, figures: list[list[str]]) -> None:
    """Where nothing is counted, the clauses stay together; a clause that tells which town is meant always does."""
    assert [words for _, words, _ in counts(content)] == figures


def test_the_words_that_join_two_clauses_belong_to_neither() -> None:
    content = "hundreds of farmers fled after the army opened the upper gates"
    assert [words for words, _, _ in counts(content)] == [
        "hundreds of farmers fled",
        "the army opened the upper gates",
    ]


@pytest.mark.parametrize(
    ("content", "side"),
    [
        ("the front killed 12 members of the Kessel Guard", "Kessel Guard"),
        ("the front killed 12 Kessel Guard fighters", "Kessel Guard"),
        ("the front freed ten Chinese workers", "Chinese"),
        ("the front killed 12 soldiers", None),
    ],
)
def test_the_side_of_the_counted_is_read_from_their_name(content: str, side: str | None) -> None:
    ((_, _, sides),) = counts(content)
    assert sides == [side]


def test_a_side_goes_by_the_name_of_its_party() -> None:
    """“Guard fighters” are those of the party that the report calls the Guard for short."""
    ((_, _, sides),) = counts("the front killed 12 Guard fighters", {"Guard": "Kessel Guard"})
    assert sides == ["Kessel Guard"]


def test_cutting_clauses_is_linear() -> None:
    assert_linear(lambda n: counts("20 men fled" + ", which hurt 20 men" * n), 40)
