"""Time expressions in short invented sentences, published on a Saturday in a zone that is not UTC."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from counterclaim.parsing import load_parser
from counterclaim.records.mentions import Timex
from counterclaim.records.revisions import Block, BlockKind
from counterclaim.records.spans import Span
from counterclaim.timexes import find_timexes, find_timexes_in
from tests.costs import assert_linear
from tests.factories import make_revision, make_stamp

ZONE = timezone(timedelta(hours=5, minutes=30))
SATURDAY = datetime(2021, 9, 4, 7, 15, tzinfo=ZONE)


def only(text: str, anchor: datetime | None = SATURDAY, *, day_first: bool | None = True) -> Timex:
    """The one time expression of `text`."""
    found = find_timexes_in(text, anchor, day_first=day_first)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "words", "type_", "value"),
    [
        ("On Friday the front denied it.", "Friday", "DATE", "2021-09-03"),
        ("Fighting began on Thursday.", "Thursday", "DATE", "2021-09-02"),
        ("It happened on Saturday.", "Saturday", "DATE", "2021-09-04"),
        ("The council will meet on Monday.", "Monday", "DATE", "2021-09-06"),
        ("They left next Friday's talks open.", "next Friday", "DATE", "2021-09-10"),
        ("The bridge fell in March.", "March", "DATE", "2021-03"),
        ("The bridge fell in November.", "November", "DATE", "2020-11"),
        ("They will vote in October.", "October", "DATE", "2021-10"),
        ("The siege began last week.", "last week", "DATE", "2021-W34"),
        ("The mayor left two days ago.", "two days ago", "DATE", "2021-09-02"),
        ("He came six months ago.", "six months ago", "DATE", "2021-03"),
        ("Shelling went on overnight.", "overnight", "TIME", "2021-09-04TNI"),
        ("They met on Friday night.", "Friday night", "TIME", "2021-09-03TNI"),
        ("They met at 10:30 p.m. on Tuesday.", "10:30 p.m. on Tuesday", "TIME", "2021-08-31T22:30"),
        ("In the 1980s it was quiet.", "the 1980s", "DATE", "198"),
        ("Prices rose in the third quarter of 2019.", "the third quarter of 2019", "DATE", "2019-Q3"),
        ("It opened in the summer of 2019.", "the summer of 2019", "DATE", "2019-SU"),
        ("It was built on the 3rd of August 2019.", "the 3rd of August 2019", "DATE", "2019-08-03"),
        ("It was built on August 3, 2019.", "August 3, 2019", "DATE", "2019-08-03"),
        ("They hold it now.", "now", "DATE", "PRESENT_REF"),
        ("It was mined recently.", "recently", "DATE", "PAST_REF"),
        ("Every week they march.", "Every week", "SET", "P1W"),
        ("The road was shut for three weeks.", "three weeks", "DURATION", "P3W"),
        ("A five-hour walk took them there.", "five-hour", "DURATION", "PT5H"),
        ("It rained between 3 and 5 March.", "3 and 5 March", "DURATION", "2021-03-03/2021-03-05"),
        ("They marched from Monday to Wednesday.", "Monday to Wednesday", "DURATION", "2021-08-30/2021-09-01"),
    ],
)
def test_value_is_read_against_publication(text: str, words: str, type_: str, value: str) -> None:
    """Extent, type and TIMEX3 value of one expression."""
    timex = only(text)
    assert (timex.span.of(text), timex.type, timex.value) == (words.removesuffix("'s"), type_, value)


@pytest.mark.parametrize(
    "text",
    [
        "May I see the bridge?",
        "Mr. May met a man named March.",
        "A 42-year-old farmer spoke.",
        "About 2500 people and 1998 homes were hit.",
        "Version 1.2.10 of the map costs $1999.",
        "The second man fell.",
    ],
)
def test_names_ages_and_counts_are_no_times(text: str) -> None:
    assert find_timexes_in(text, SATURDAY) == ()


def test_interval_is_half_open_in_the_zone_of_publication() -> None:
    """A day starts at midnight where the report was published, not in UTC."""
    timex = only("It fell on Friday.")
    assert timex.first == datetime(2021, 9, 3, tzinfo=ZONE)
    assert timex.last == datetime(2021, 9, 4, tzinfo=ZONE)
    assert timex.granularity == "day"
    assert timex.anchor == SATURDAY


def test_night_ends_on_the_next_morning() -> None:
    timex = only("It fell on Friday night.")
    assert (timex.first, timex.last) == (
        datetime(2021, 9, 3, 18, tzinfo=ZONE),
        datetime(2021, 9, 4, 6, tzinfo=ZONE),
    )


def test_small_hours_of_a_day_belong_to_that_day() -> None:
    timex = only("It fell in the early hours of Friday.")
    assert (timex.first, timex.last) == (datetime(2021, 9, 3, 0, tzinfo=ZONE), datetime(2021, 9, 3, 6, tzinfo=ZONE))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Since Thursday the road has been shut.", datetime(2021, 9, 2, tzinfo=ZONE)),
        ("Earlier this month two posts fell.", datetime(2021, 9, 1, tzinfo=ZONE)),
        ("Over the past 23 years it changed hands.", datetime(1998, 9, 4, 7, 15, tzinfo=ZONE)),
    ],
)
def test_what_reaches_to_now_ends_at_publication(text: str, first: datetime) -> None:
    timex = only(text)
    assert (timex.first, timex.last) == (first, SATURDAY)


def test_clock_time_in_gmt_is_not_shifted_to_the_outlets_zone() -> None:
    timex = only("The post fell at 1430 GMT on 2 September.")
    assert timex.first == datetime(2021, 9, 2, 14, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It fell on Friday.", "XXXX-WXX-5"),
        ("It fell on 3 March.", "XXXX-03-03"),
        ("It fell last year.", "XXXX"),
        ("It fell tonight.", "XXXX-XX-XXTNI"),
    ],
)
def test_without_an_anchor_the_unknown_stays_unknown(text: str, value: str) -> None:
    """No year, week or day is invented, and there is no interval."""
    timex = only(text, None)
    assert (timex.value, timex.first, timex.last) == (value, None, None)


def test_numeric_dates_follow_the_outlets_country() -> None:
    assert only("On 03/08/2019 they met.", day_first=True).value == "2019-08-03"
    assert only("On 03/08/2019 they met.", day_first=False).value == "2019-03-08"
    assert only("On 23/08/2019 they met.", day_first=False).value == "2019-08-23"


def test_the_day_after_is_relative_to_the_day_named_last() -> None:
    text = "The post fell on 12 August. The following day the ministry denied it."
    assert [t.value for t in find_timexes_in(text, SATURDAY)] == ["2021-08-12", "2021-08-13"]


def test_a_day_that_no_calendar_has_is_not_invented() -> None:
    assert "2020-02-31" not in {t.value for t in find_timexes_in("It fell on 31 February 2020.", SATURDAY)}
    assert find_timexes_in("It fell 99999999 centuries hence.", SATURDAY) is not None


def test_a_line_break_inside_an_expression_is_a_space() -> None:
    text = "The siege began last\nweek."
    assert only(text).span.of(text) == "last\nweek"


def test_stage_reads_only_read_blocks_and_anchors_to_publication() -> None:
    """Furniture is not read; an open zone widens the interval to all its readings."""
    text = "Post falls on Friday\n\nUpdated Monday 3pm\n\nThe front took it on Thursday."
    kinds = (BlockKind.HEADLINE, BlockKind.FURNITURE, BlockKind.PARAGRAPH)
    blocks, start = [], 0
    for part, kind in zip(text.split("\n\n"), kinds, strict=True):
        blocks.append(Block(span=Span(start, start + len(part)), kind=kind))
        start += len(part) + 2
    east = datetime(2021, 9, 4, 7, 15, tzinfo=ZONE)
    west = datetime(2021, 9, 4, 7, 15, tzinfo=timezone(timedelta(hours=1)))
    revision = replace(make_revision(text), blocks=tuple(blocks), published=make_stamp(east, west))
    friday, thursday = find_timexes(revision, load_parser().parse(revision))
    assert (friday.value, thursday.value) == ("2021-09-03", "2021-09-02")
    assert friday.first == datetime(2021, 9, 3, tzinfo=ZONE)
    assert friday.last == datetime(2021, 9, 4, tzinfo=timezone(timedelta(hours=1)))


@pytest.mark.parametrize("unit", ["two hundred and ", "Friday ", "1,000,", "between 1 and ", "\n \n", "March 1 "])
def test_time_is_linear_in_hostile_text(unit: str) -> None:
    assert_linear(lambda n: find_timexes_in(unit * n, SATURDAY), 10_000 // len(unit))


@pytest.mark.parametrize(
    ("days", "value"),
    [
        (None, "2021-08-30"),
        (0, "2021-08-30"),
        (1, "2021-08-30"),  # Sunday: Monday has not come
        (2, "2021-09-06"),
        (5, "2021-09-06"),
        (7, "2021-08-30"),  # a late correction dates nothing
    ],
)
def test_a_day_between_publication_and_update_is_that_of_the_update(days: int | None, value: str) -> None:
    """A page of Saturday whose text of Monday says “on Monday” does not speak of the Monday before."""
    updated = SATURDAY + timedelta(days=days) if days is not None else None
    found = find_timexes_in("On Monday the party rejected the count.", SATURDAY, updated=updated)
    assert [each.value for each in found] == [value]


def test_the_update_of_a_revision_is_looked_at() -> None:
    text = "Count begins\n\nOn Monday the party said no. On Friday it had kept silent. It will meet on Thursday."
    revision = make_revision(text, published=SATURDAY, updated=SATURDAY + timedelta(days=2))
    found = find_timexes(revision, load_parser().parse(revision))
    assert [each.value for each in found] == ["2021-09-06", "2021-09-03", "2021-09-09"]
