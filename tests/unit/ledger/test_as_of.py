"""As of: a text proves nothing about a moment before it is known to have stood there."""

from datetime import UTC, datetime, timedelta, timezone
from itertools import permutations

import pytest

from counterclaim.ledger import AsOf, Ledger
from counterclaim.records.accounts import Judgements, MatchLabel
from counterclaim.records.analyses import Analysis
from counterclaim.records.revisions import Stamp
from tests.factories import ZONE, make_analysis, make_capture, make_revision, make_stamp
from tests.unit.ledger.conftest import Clock
from tests.unit.ledger.test_adding import judge


def at(hour: int, minute: int = 0) -> datetime:
    """A time of 3 May 2024 at +05:30."""
    return datetime(2024, 5, 3, hour, minute, tzinfo=ZONE)


EVENING = at(20)


def add(
    ledger: Ledger,
    text: str,
    *,
    published: datetime | Stamp | None = None,
    updated: datetime | Stamp | None = None,
    captured: datetime = EVENING,
    address: str = "https://outlet.example/1",
) -> Analysis:
    text = f"Headline\n\n{text}"
    analysis = make_analysis(
        make_revision(text, address=address, published=published, updated=updated, captured_at=captured)
    )
    ledger.add(make_capture(text, address=address, captured_at=captured), analysis)
    return analysis


def texts(ledger: Ledger, moment: datetime | None = None, recorded: datetime | None = None) -> list[str]:
    view = AsOf(published=moment, recorded=recorded)
    return [analysis.revision.text.removeprefix("Headline\n\n") for analysis in ledger.analyses(view)]


def test_a_page_updated_and_captured_after_proves_nothing_for_before(ledger: Ledger) -> None:
    add(ledger, "new words", published=at(6, 41), updated=at(10, 8), captured=at(12))
    view = AsOf(published=at(7))
    assert ledger.analyses(view) == ()
    (missing,) = ledger.not_held(view)
    assert missing.reason == "published 2024-05-03 06:41; that text is not held"
    assert (missing.published, missing.held_from) == (at(6, 41), at(10, 8))
    assert missing.published.utcoffset() == timedelta(hours=5, minutes=30)
    assert texts(ledger, at(10, 8)) == ["new words"]
    assert ledger.not_held(AsOf(published=at(10, 8))) == ()
    assert ledger.not_held(AsOf(published=at(6))) == ()


def test_the_text_of_each_moment_is_shown_and_only_that(ledger: Ledger) -> None:
    old = add(ledger, "eleven outposts", published=at(6), captured=at(7))
    new = add(ledger, "nine outposts", published=at(6), updated=at(10), captured=at(11))
    assert texts(ledger, at(5)) == []
    assert texts(ledger, at(6)) == ["eleven outposts"]
    assert texts(ledger, at(9, 59)) == ["eleven outposts"]
    assert texts(ledger, at(10)) == ["nine outposts"]
    assert texts(ledger) == ["nine outposts"]
    listed = ledger.revisions()
    assert [(revision.id, revision.current) for revision in listed] == [
        (old.revision.id, False),
        (new.revision.id, True),
    ]
    assert ledger.not_held(AsOf(published=at(8))) == ()


def test_a_change_without_an_update_stamp_is_proven_from_its_capture(ledger: Ledger) -> None:
    """Both versions say “published 06:00”: the second was first seen at 11:00."""
    add(ledger, "eleven outposts", published=at(6), captured=at(7))
    add(ledger, "nine outposts", published=at(6), captured=at(11))
    assert texts(ledger, at(10, 59)) == ["eleven outposts"]
    assert texts(ledger, at(11)) == ["nine outposts"]


def test_a_change_under_an_unchanged_update_stamp_is_proven_from_its_capture(ledger: Ledger) -> None:
    add(ledger, "eleven outposts", published=at(6), updated=at(8), captured=at(9))
    add(ledger, "nine outposts", published=at(6), updated=at(8), captured=at(11))
    assert texts(ledger, at(10)) == ["eleven outposts"]
    assert texts(ledger, at(11)) == ["nine outposts"]


def test_a_page_without_any_time_is_proven_from_its_capture(ledger: Ledger) -> None:
    add(ledger, "undated", captured=at(9))
    assert texts(ledger, at(8, 59)) == []
    assert ledger.not_held(AsOf(published=at(8, 59))) == ()
    assert texts(ledger, at(9)) == ["undated"]


def test_an_open_zone_counts_at_its_latest_reading(ledger: Ledger) -> None:
    """“6:41 IST” is 06:41+05:30 or 06:41+02:00, which is 10:11+05:30: before that nothing is certain."""
    stamp = make_stamp(at(6, 41), datetime(2024, 5, 3, 6, 41, tzinfo=timezone(timedelta(hours=2))))
    add(ledger, "words", published=stamp, captured=at(20))
    assert texts(ledger, at(10, 10)) == []
    assert texts(ledger, at(10, 11)) == ["words"]


def test_a_capture_inside_an_open_interval_proves_the_text(ledger: Ledger) -> None:
    """A page dated “3 May” was published by midnight at the latest, but was captured at 09:00."""
    add(ledger, "words", published=make_stamp(at(0), at(23, 59), precision="day"), captured=at(9))
    assert texts(ledger, at(8, 59)) == []
    assert texts(ledger, at(9)) == ["words"]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_of_adding_changes_nothing(ledger: Ledger, order: tuple[int, ...]) -> None:
    versions = [
        ("first", at(6), None, at(7)),
        ("second", at(6), at(9), at(10)),
        ("third", at(6), at(12), at(13)),
    ]
    for number in order:
        text, published, updated, captured = versions[number]
        add(ledger, text, published=published, updated=updated, captured=captured)
    assert [texts(ledger, moment) for moment in (at(6), at(9), at(12))] == [["first"], ["second"], ["third"]]


def test_what_was_not_recorded_yet_counts_for_nothing(ledger: Ledger, clock: Clock) -> None:
    """As of a recording time the ledger answers what it would have answered then."""
    add(ledger, "first", published=at(6), captured=at(7))
    before_update = clock.now
    clock.now += timedelta(days=1)
    add(ledger, "second", published=at(6), updated=at(9), captured=at(10))
    assert texts(ledger, recorded=before_update) == ["first"]
    assert [revision.current for revision in ledger.revisions(AsOf(recorded=before_update))] == [True]
    assert texts(ledger, at(12), recorded=before_update) == ["first"]
    assert texts(ledger, at(12)) == ["second"]
    assert texts(ledger, recorded=before_update - timedelta(days=9)) == []


def test_a_reading_recorded_later_is_not_seen_as_of_before(ledger: Ledger, clock: Clock) -> None:
    old = add(ledger, "words", published=at(6))
    then = clock.now
    new = make_analysis(old.revision, (), code_version="9.9.9")
    ledger.add_reading(new)
    assert ledger.analyses(AsOf(recorded=then)) == (old,)
    assert ledger.analyses() == (new,)


def test_judgements_need_both_sides_and_their_own_record(ledger: Ledger, clock: Clock) -> None:
    a = add(ledger, "one", published=at(6), address="https://a.example/1")
    b = add(ledger, "two", published=at(9), address="https://b.example/1")
    unjudged = clock.now
    first = judge(a, b)
    ledger.add_judgements(first)
    judged = clock.now
    ledger.add_judgements(judge(a, b, label=MatchLabel.CONTRADICTS))
    assert ledger.judgements(AsOf(published=at(8))) == Judgements()
    assert ledger.judgements(AsOf(recorded=unjudged)) == Judgements()
    assert ledger.judgements(AsOf(published=at(9), recorded=judged)) == first
    assert ledger.judgements(AsOf(published=at(9))).matches[0].label is MatchLabel.CONTRADICTS


def test_judgements_on_an_earlier_text_hold_while_it_was_the_text(ledger: Ledger) -> None:
    a = add(ledger, "one", published=at(6), address="https://a.example/1")
    old = add(ledger, "two", published=at(6), address="https://b.example/1", captured=at(7))
    ledger.add_judgements(judge(a, old))
    add(ledger, "two, rewritten", published=at(6), updated=at(9), address="https://b.example/1")
    assert ledger.judgements(AsOf(published=at(8))) == judge(a, old)
    assert ledger.judgements() == Judgements()
    assert ledger.judgements(current=False) == judge(a, old)


def test_moments_have_a_zone() -> None:
    with pytest.raises(ValueError, match="zone"):
        AsOf(published=datetime(2024, 5, 3))  # noqa: DTZ001


def test_absurd_dates_are_kept_and_ordered(ledger: Ledger) -> None:
    """A page may say the year 1, or 9999: neither stops the ledger."""
    early = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=5)))
    add(ledger, "early", published=early, address="https://a.example/1")
    add(ledger, "late", published=datetime(9999, 12, 31, 23, 59, tzinfo=UTC), address="https://b.example/1")
    assert texts(ledger, at(6)) == ["early"]
    assert texts(ledger) == ["early", "late"]
