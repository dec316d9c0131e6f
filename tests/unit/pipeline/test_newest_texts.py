"""Of several texts of one document the newest counts."""

from datetime import UTC, datetime, timedelta

from counterclaim.pipeline import newest_texts
from tests.factories import make_analysis, make_revision

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_the_later_update_wins_whatever_the_order() -> None:
    early = make_analysis(make_revision("One man died.", updated=NOON))
    late = make_analysis(make_revision("Nobody died.", updated=NOON + timedelta(hours=2)))
    other = make_analysis(make_revision("One man died.", address="https://other.example/x"))
    assert newest_texts([early, late, other]) == (late, other)
    assert newest_texts([late, other, early]) == (late, other)


def test_the_same_text_given_twice_counts_once_as_a_document() -> None:
    only = make_analysis(make_revision("One man died."))
    assert newest_texts([only]) == (only,)
