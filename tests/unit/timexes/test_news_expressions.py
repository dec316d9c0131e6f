"""What news writes around a date: hours, nights, ranges, zones; published on a Saturday at 07:15 in India's zone."""

from datetime import datetime, timedelta, timezone

import pytest

from counterclaim.parsing import load_parser
from counterclaim.timexes import find_timexes, find_timexes_in
from tests.factories import make_revision, make_stamp
from tests.unit.timexes.test_find_timexes import SATURDAY, ZONE, only


def bounds(text: str, anchor: datetime = SATURDAY) -> tuple[str, str, str]:
    """Words and local interval of the one expression of `text`, to the minute."""
    timex = only(text, anchor)
    assert timex.first is not None
    assert timex.last is not None
    return timex.span.of(text), f"{timex.first:%m-%d %H:%M}", f"{timex.last:%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("Overnight Friday, rockets fell on the port.", "Overnight Friday", "09-03 18:00", "09-04 06:00"),
        ("Shelling went on overnight into Friday.", "overnight into Friday", "09-02 18:00", "09-03 06:00"),
        ("They came in the small hours, she said.", "the small hours", "09-04 00:00", "09-04 06:00"),
        ("Earlier on Friday, a drone hit the base.", "Earlier on Friday", "09-03 00:00", "09-04 00:00"),
        ("Earlier in the day the mayor denied it.", "Earlier in the day", "09-04 00:00", "09-04 07:15"),
        ("Earlier today the mayor denied it.", "Earlier today", "09-04 00:00", "09-04 07:15"),
        ("It stopped from Thursday evening until Friday morning.", "Thursday evening until Friday morning",
         "09-02 18:00", "09-03 12:00"),
        ("From March to May 2019 they met.", "March to May 2019", "03-01 00:00", "06-01 00:00"),
        ("From 9am to 5pm on Friday the gate was shut.", "9am to 5pm on Friday", "09-03 09:00", "09-03 18:00"),
        ("The third week of August was calm.", "The third week of August", "08-15 00:00", "08-22 00:00"),
        ("It rained in the second half of August.", "the second half of August", "08-16 00:00", "09-01 00:00"),
        ("Mid-August saw floods.", "Mid-August", "08-08 00:00", "08-25 00:00"),
        ("In late August floods came.", "late August", "08-15 00:00", "09-01 00:00"),
        ("On Friday last week the bridge fell.", "Friday last week", "08-27 00:00", "08-28 00:00"),
        ("The vote is due on Tuesday of next week.", "Tuesday of next week", "09-07 00:00", "09-08 00:00"),
        ("A week ago today the bridge fell.", "A week ago today", "08-28 00:00", "08-29 00:00"),
        ("They left on the 14th of last month.", "the 14th of last month", "08-14 00:00", "08-15 00:00"),
        ("They left on the 30th, she said.", "the 30th", "08-30 00:00", "08-31 00:00"),
    ],
)  # fmt: skip
def test_interval(text: str, words: str, first: str, last: str) -> None:
    """Extent and bounds of one expression."""
    assert bounds(text) == (words, first, last)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("The post fell at 10 p.m., he said.", "09-03 22:00"),
        ("The post fell at 5 a.m., he said.", "09-04 05:00"),
        ("The post fell around midnight.", "09-04 00:00"),
        ("Two posts fell on Saturday night.", "08-28 18:00"),
        ("They will meet on Saturday night.", "09-04 18:00"),
    ],
)
def test_what_is_told_had_happened_by_the_time_of_publication(text: str, first: str) -> None:
    """An hour that had not come when the report appeared is one that had passed, unless the words look ahead."""
    assert bounds(text)[1] == first


def test_an_hour_given_twice_tells_its_zone_and_its_day() -> None:
    local, universal, _ = find_timexes_in("It fell at 4 a.m. (2330 GMT) on Thursday.", SATURDAY)
    assert (local.value, universal.value) == ("2021-09-02T04:00", "2021-09-01T23:30")
    assert local.first == universal.first
    assert local.zone_evidence == "stated offset"


@pytest.mark.parametrize(
    ("text", "country", "offset", "evidence"),
    [
        ("It fell at 4 a.m. PKT on Thursday.", None, timedelta(hours=5), "stated offset"),
        ("It fell at 4 a.m. IST on Thursday.", "IE", timedelta(hours=1), "outlet country"),
        ("It fell at 4 a.m. on Thursday.", "IE", timedelta(hours=5, minutes=30), "anchor"),
    ],
)
def test_zone_and_what_decided_it(text: str, country: str | None, offset: timedelta, evidence: str) -> None:
    (timex,) = find_timexes_in(text, SATURDAY, country=country)
    assert timex.first == datetime(2021, 9, 2, 4, tzinfo=timezone(offset))
    assert timex.zone_evidence == evidence


def test_an_open_zone_widens_the_interval() -> None:
    """“IST” without a country may be three zones; “local time” any."""
    (ist,) = find_timexes_in("It fell at 4 a.m. IST on Thursday.", SATURDAY)
    assert ist.first == datetime(2021, 9, 2, 4, tzinfo=ZONE)
    assert ist.last == datetime(2021, 9, 2, 5, tzinfo=timezone(timedelta(hours=1)))
    assert ist.zone_evidence == "none"
    (local,) = find_timexes_in("It fell at 4 a.m. local time on Thursday.", SATURDAY)
    assert local.first is not None
    assert local.last is not None
    assert local.last - local.first > timedelta(hours=26)


def test_day_and_month_that_may_be_swapped_keep_both_readings() -> None:
    """No day is chosen; the interval holds both."""
    timex = only("The report of 03/04/2014 says so.", day_first=None)
    assert (timex.value, timex.alternatives) == ("2014-XX-XX", ("2014-04-03", "2014-03-04"))
    assert timex.first == datetime(2014, 3, 4, tzinfo=ZONE)
    assert timex.last == datetime(2014, 4, 4, tzinfo=ZONE)


def test_another_date_of_the_report_settles_the_order() -> None:
    parser = load_parser()
    revision = make_revision("The report of 03/04/2014 says so. It replaced that of 17/02/2014.")
    assert [t.value for t in find_timexes(revision, parser.parse(revision))] == ["2014-04-03", "2014-02-17"]


def test_a_range_without_an_anchor_is_one_expression() -> None:
    (timex,) = find_timexes_in("They were seen between July and October.", None)
    assert (timex.value, timex.first) == ("XXXX-07/XXXX-10", None)


def test_a_publication_whose_day_is_open_anchors_nothing() -> None:
    """A page stamped 03/04/2014 does not say which Friday it means."""
    stamp = make_stamp(datetime(2014, 3, 4, tzinfo=ZONE), datetime(2014, 4, 3, 23, 59, 59, tzinfo=ZONE))
    (timex,) = find_timexes_in("It fell on Friday.", stamp)
    assert (timex.value, timex.first) == ("XXXX-WXX-5", None)


def test_seasons_turn_round_in_the_south() -> None:
    (north,) = find_timexes_in("It opened in the summer of 2019.", SATURDAY, country="GB")
    (south,) = find_timexes_in("It opened in the summer of 2019.", SATURDAY, country="AU")
    assert north.value == south.value == "2019-SU"
    assert (north.first, south.first) == (
        datetime(2019, 6, 1, tzinfo=ZONE),
        datetime(2019, 12, 1, tzinfo=ZONE),
    )


def test_a_stretch_is_a_length_and_an_interval() -> None:
    timex = only("Over the past 23 years it changed hands.")
    assert (timex.type, timex.value) == ("DURATION", "P23Y")
    assert (timex.first, timex.last) == (datetime(1998, 9, 4, 7, 15, tzinfo=ZONE), SATURDAY)
