"""Agreement beyond chance, intervals, and the sample."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from counterclaim.errors import InputError
from counterclaim.review import draw_sample, krippendorff_alpha, week_of, wilson
from tests.factories import make_revision

#: The reliability data of Krippendorff's own example: four observers, twelve units, some not judged.
KNOWN = ("1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 .")


def test_alpha_is_that_of_the_published_example() -> None:
    rows = [row.split() for row in KNOWN]
    units = [
        {str(coder): row[unit] for coder, row in enumerate(rows) if row[unit] != "."} for unit in range(len(rows[0]))
    ]
    alpha = krippendorff_alpha(units)
    assert alpha.value == pytest.approx(0.743, abs=0.0005)
    assert (alpha.units, alpha.values) == (11, 40)


def test_alpha_is_one_where_all_agree_nought_by_chance_and_open_where_nothing_varies() -> None:
    assert krippendorff_alpha([{"a": 1, "b": 1}, {"a": 2, "b": 2}]).value == 1.0
    assert krippendorff_alpha([{"a": 1, "b": 2}, {"a": 2, "b": 1}]).value == pytest.approx(-0.5)
    assert krippendorff_alpha([{"a": 1, "b": 1}]).value is None
    assert krippendorff_alpha([{"a": 1}]).value is None


def test_the_interval_of_a_share_is_wilsons() -> None:
    low, high = wilson(8, 10)
    assert low == pytest.approx(0.4902, abs=1e-4)
    assert high == pytest.approx(0.9433, abs=1e-4)
    assert wilson(0, 0) == (0.0, 1.0)


def test_a_sample_can_be_drawn_again_and_grows_without_changing() -> None:
    reports = [make_revision(f"Title {n}\n\nText of report {n}.", address=f"https://o.example/{n}") for n in range(30)]
    week = week_of(reports[0])
    drawn = draw_sample(reports, week=week, seed=7, size=5)
    assert drawn == draw_sample(reports[::-1], week=week, seed=7, size=5)
    assert drawn == draw_sample(reports, week=week, seed=7, size=9)[:5]
    assert drawn != draw_sample(reports, week=week, seed=8, size=5)
    fewer = [report for report in reports if report.id not in {passage.revision_id for passage in drawn[:2]}]
    assert draw_sample(fewer, week=week, seed=7, size=3) == drawn[2:]
    assert len(draw_sample(reports, week=week, seed=7, size=99, unit="paragraph")) == 60


def test_a_week_is_that_of_publication_in_utc() -> None:
    late = make_revision(published=datetime(2026, 3, 8, 23, 30, tzinfo=UTC))
    assert week_of(late) == "2026-W10"
    assert week_of(replace(late, published=None, captured_at=datetime(2027, 1, 1, tzinfo=UTC))) == "2026-W53"
    with pytest.raises(InputError, match="no week"):
        draw_sample([late], week="2026-10", seed=1, size=1)
