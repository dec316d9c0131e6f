"""Whether two statements say the same."""

from counterclaim.matching import compare_statements
from counterclaim.taggers import load_encoder

ONE = "The militia blew up the railway bridge at Orsk on Friday, killing 12 soldiers."
SAME = "Twelve troops died when militiamen destroyed Orsk's railway bridge on Friday."
OTHER = "The interior minister of Velmont resigned after a vote on the budget."


def test_other_words_and_another_matter_are_told_apart() -> None:
    """What is said in other words scores above what is said of something else; the same words are the same."""
    encoder = load_encoder()
    same, other = compare_statements(ONE, SAME, encoder), compare_statements(ONE, OTHER, encoder)
    assert compare_statements(ONE, ONE, encoder).score > same.score > 0.5 > other.score
    assert compare_statements(SAME, ONE, encoder) == same


def test_a_number_that_one_lacks_counts_against() -> None:
    """Another toll lowers the score, and the reason names the numbers."""
    encoder = load_encoder()
    changed = compare_statements(ONE, ONE.replace("12", "30"), encoder)
    assert changed.score < compare_statements(ONE, ONE, encoder).score
    assert (
        next(reason for reason in changed.reasons if reason.name == "numbers").detail == "only one of them has 12, 30"
    )


def test_no_words_are_no_evidence() -> None:
    """Empty statements say nothing, and nothing breaks."""
    assert compare_statements("", "", load_encoder()).score <= compare_statements(ONE, ONE, load_encoder()).score
