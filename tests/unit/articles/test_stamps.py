"""Moments as pages print them: every string gives the right day, or stays open and says so."""

from datetime import datetime, timedelta

import pytest

from counterclaim.articles._stamps import Clocks, Moment, read_moment, read_stamp_line, settle
from counterclaim.lexicons.time_zones import country_readings, word_readings
from counterclaim.records.revisions import Stamp
from tests.unit.articles._captures import NOW

# line, outlet country, dateline country, expected instant (offset included; a date alone: the day)
SETTLED = [
    ("Published : Sep 4, 2021, 7:15 AM IST", "IN", None, "2021-09-04T07:15+05:30"),
    ("Published : Sep 4, 2021, 7:15 AM IST", None, "IN", "2021-09-04T07:15+05:30"),
    ("Published : Sep 4, 2021, 7:15 AM IST", "IL", None, "2021-09-04T07:15+03:00"),
    ("Published : Jan 4, 2021, 7:15 AM IST", "IL", None, "2021-01-04T07:15+02:00"),
    ("Published : Sep 4, 2021, 7:15 AM IST", "IE", "IN", "2021-09-04T07:15+01:00"),
    ("Updated: 4 September 2021 10:08 GMT", None, None, "2021-09-04T10:08+00:00"),
    ("Last Updated : Sep 4, 2021, 10:08 AM IST", "IN", None, "2021-09-04T10:08+05:30"),
    ("Posted on 2014-10-17 09:30", "KE", None, "2014-10-17T09:30+03:00"),
    ("First published at 14.32 EDT on Fri 17 Oct 2014", "US", None, "2014-10-17T14:32-04:00"),
    ("First published on Friday 17 October 2014 19.32 BST", "GB", None, "2014-10-17T19:32+01:00"),
    ("Oct. 17, 2014 | 3:15pm", "PK", None, "2014-10-17T15:15+05:00"),
    ("17/10/2014", "GB", None, "2014-10-17"),
    ("17/10/2014", None, None, "2014-10-17"),
    ("10/17/2014", None, None, "2014-10-17"),
    ("04/09/2021 10:08", "GB", None, "2021-09-04T10:08+01:00"),
    ("09/04/2021", "US", None, "2021-09-04"),
    ("Published: 17:45 BST, 17 October 2014", "GB", None, "2014-10-17T17:45+01:00"),
    ("Published: 17:45 BST, 17 October 2014", "BD", None, "2014-10-17T17:45+06:00"),
    ("2014-10-17T09:30:00+01:00", None, None, "2014-10-17T09:30+01:00"),
    ("2014-10-17T09:30:00+0530", None, None, "2014-10-17T09:30+05:30"),
    ("2014-10-17T09:30:00.123Z", None, None, "2014-10-17T09:30+00:00"),
    ("2014-10-17 09:30:00 UTC", None, None, "2014-10-17T09:30+00:00"),
    ("Fri, 17 Oct 2014 09:30:00 GMT", None, None, "2014-10-17T09:30+00:00"),
    ("Fri, 17 Oct 2014 09:30:00 -0400", None, None, "2014-10-17T09:30-04:00"),
    ("AUGUST 2, 2013 | 08:06AM PT", None, None, "2013-08-02T08:06-07:00"),
    ("January 2, 2013 | 08:06AM PT", None, None, "2013-01-02T08:06-08:00"),
    ("Friday, October 17, 2014 at 2:02 p.m. ET", None, None, "2014-10-17T14:02-04:00"),
    ("Friday, October 17, 2014, 2:02 PM Eastern Time", None, None, "2014-10-17T14:02-04:00"),
    ("Date created : 2014-09-14", None, None, "2014-09-14"),
    ("Date: 14 September 2014", None, None, "2014-09-14"),
    ("Publication date: 2014/09/14", None, None, "2014-09-14"),
    ("17.10.2014 10h30", "SN", None, "2014-10-17T10:30+00:00"),
    ("Last modified on Friday 17 October 2014 15.02 BST", "GB", None, "2014-10-17T15:02+01:00"),
    ("Last updated at 7:15 AM on 4th September 2021", "NG", None, "2021-09-04T07:15+01:00"),
    ("LAST UPDATED AT 14:41 ON Tue 10 Feb 2015", "GB", None, "2015-02-10T14:41+00:00"),
    ("Oct 17, 2014, 11:05am EDT", "US", None, "2014-10-17T11:05-04:00"),
    ("4 Sep 2021 05:30 GMT+5:30", None, None, "2021-09-04T05:30+05:30"),
    ("4 Sep 2021 05:30 (GMT +03:00)", None, None, "2021-09-04T05:30+03:00"),
    ("4 Sep 2021 05:30 UTC-3", None, None, "2021-09-04T05:30-03:00"),
    ("Sept. 4, 2021 1432 GMT", None, None, "2021-09-04T14:32+00:00"),
    ("Published 1432 hrs IST, 4 Sep 2021", "IN", None, "2021-09-04T14:32+05:30"),
    ("Published: Saturday, 04 September, 2021, 12:05 AM", "NP", None, "2021-09-04T00:05+05:45"),
    ("Published: Saturday, 04 September, 2021, 12:05 PM", "NP", None, "2021-09-04T12:05+05:45"),
    ("Updated 12:00 am, September 4, 2021 PKT", None, None, "2021-09-04T00:00+05:00"),
    ("2nd March, 2015", None, None, "2015-03-02"),
    ("March 2nd, 2015", None, None, "2015-03-02"),
    ("Monday 2nd of March 2015", None, None, "2015-03-02"),
    ("02-Mar-2015 18:20 CET", None, None, "2015-03-02T18:20+01:00"),
    ("2015 Mar 2", None, None, "2015-03-02"),
    ("Posted: Mar 02, 2015 6:20 PM ET", "CA", None, "2015-03-02T18:20-05:00"),
    ("Mar 02, 2015 6:20 PM CST", "US", None, "2015-03-02T18:20-06:00"),
    ("2015-03-02 18:20 CST", "CN", None, "2015-03-02T18:20+08:00"),
    ("2015-03-02 18:20 CST", None, "CU", "2015-03-02T18:20-05:00"),
    ("March 2, 2015 6:20 pm PST", "PH", None, "2015-03-02T18:20+08:00"),
    ("March 2, 2015 6:20 pm PST", "PK", None, "2015-03-02T18:20+05:00"),
    ("2 Mar 2015 6:20 pm AST", "SA", None, "2015-03-02T18:20+03:00"),
    ("2 Mar 2015 6:20 pm GST", "AE", None, "2015-03-02T18:20+04:00"),
    ("2 Mar 2015 6:20 pm EST", "AU", None, "2015-03-02T18:20+10:00"),
    ("2 Mar 2015 18:20 MSK", None, None, "2015-03-02T18:20+03:00"),
    ("2 Mar 2015 18:20 AFT", None, None, "2015-03-02T18:20+04:30"),
    ("2 Mar 2015 18:20 EAT", None, None, "2015-03-02T18:20+03:00"),
    ("29 February 2016", None, None, "2016-02-29"),
    ("Tuesday, 03/04/2014", None, None, "2014-03-04"),
    ("Thu 03/04/2014", None, None, "2014-04-03"),
    ("Updated 1219 GMT (2019 HKT) April 3, 2014", None, None, "2014-04-03T12:19+00:00"),
    ("Last Updated: Thursday, April 3, 2014, 18:05 [IST]", "IN", None, "2014-04-03T18:05+05:30"),
    ("Posted Thu 3 Apr 2014, 6:05am AEDT", None, None, "2014-04-03T06:05+11:00"),
    ("Thursday, April 3, 2014 | 14:05 GMT+8", None, None, "2014-04-03T14:05+08:00"),
    ("Published time: 3 Apr, 2014 12:19", "PK", None, "2014-04-03T12:19+05:00"),
    ("12:19PM BST 03 Apr 2014", "GB", None, "2014-04-03T12:19+01:00"),
    ("Thu, April 3 2014, 10:00 AM WIB", None, None, "2014-04-03T10:00+07:00"),
    ("AUGUST 2, 2013", None, None, "2013-08-02"),
    ("8 / 2 / 2013", "US", None, "2013-08-02"),
    ("Filed on March 2, 2015 | Last updated on March 2, 2015 at 06.20 pm", "AE", None, "2015-03-02"),
]  # fmt: skip


def only(line: str) -> Moment:
    moments = read_stamp_line(line)
    assert moments, f"no stamp line: {line}"
    return moments[0]


def stamp(line: str, *, outlet: str | None = None, dateline: str | None = None) -> tuple[Stamp | None, set[str]]:
    clocks = Clocks(outlet, dateline)
    found, notes = settle(only(line), method="furniture", clocks=clocks, captured_at=NOW)
    return found, {note.code for note in notes}


@pytest.mark.parametrize(("line", "outlet", "dateline", "expected"), SETTLED)
def test_settled_moments_are_exact(line: str, outlet: str | None, dateline: str | None, expected: str) -> None:
    """With the country that its words need, a moment has one reading, and no note."""
    found, notes = stamp(line, outlet=outlet, dateline=dateline)
    assert found is not None
    if "T" in expected:
        assert found.earliest.isoformat(timespec="minutes") == expected
        assert found.exact
    else:
        assert found.earliest.date().isoformat() == expected
        assert found.latest.date().isoformat() == expected
        assert found.precision == "day"
    assert not notes


OPEN = [
    ("Published : Sep 4, 2021, 7:15 AM IST", None, 3, "zone.ambiguous"),
    ("Published : Sep 4, 2021, 7:15 AM IST", "PK", 3, "zone.ambiguous"),
    ("2015-03-02 18:20 CST", None, 4, "zone.ambiguous"),
    ("March 2, 2015 6:20 pm PST", None, 3, "zone.ambiguous"),
    ("2 Mar 2015 6:20 pm BST", None, 2, "zone.ambiguous"),
    ("2 Mar 2015 6:20 pm AST", None, 2, "zone.ambiguous"),
    ("2 Mar 2015 6:20 pm EST", None, 2, "zone.ambiguous"),
    ("2 Mar 2015 6:20 pm GST", None, 2, "zone.ambiguous"),
    ("2014-10-17 09:30", None, 2, "zone.ambiguous"),
    ("2014-10-17 09:30", "AU", 5, "zone.ambiguous"),
    ("04/09/2021 10:08 GMT", None, 2, "date.ambiguous"),
    ("04/09/2021 10:08 GMT", "CA", 2, "date.ambiguous"),
    ("03/04/2014", None, 2, "date.ambiguous"),
    ("3/4/14", None, 2, "date.ambiguous"),
    ("03.04.2014 | 12:19", None, 2, "date.ambiguous"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "outlet", "readings", "code"), OPEN)
def test_open_moments_keep_their_readings(line: str, outlet: str | None, readings: int, code: str) -> None:
    """What no country decides is an interval over all its readings, flagged by a note."""
    found, notes = stamp(line, outlet=outlet)
    assert found is not None
    assert len({reading.at for reading in found.readings}) >= min(readings, 2)
    assert found.earliest == min(reading.at for reading in found.readings)
    assert found.latest.date() == max(reading.at for reading in found.readings).date()
    assert found.earliest < found.latest
    assert code in notes


def test_a_date_that_reads_the_same_both_ways_is_settled() -> None:
    """04/04/2021 is open in order alone."""
    found, notes = stamp("04/04/2021 10:08 GMT")
    assert found is not None
    assert found.exact
    assert not notes


def test_readings_after_the_capture_are_dropped() -> None:
    """A page captured in June 2026 was not published in November 2026: 05/11 is the eleventh of May."""
    moment = only("05/11/2026 10:00 GMT")
    found, notes = settle(moment, method="furniture", clocks=Clocks(), captured_at=NOW)
    assert found is not None
    assert found.earliest.date().isoformat() == "2026-05-11"
    assert not notes


@pytest.mark.parametrize("line", ["1 January 1601", "Published: 0001-01-01 00:00", "2 Mar 2099 10:00 GMT"])
def test_absurd_dates_are_ignored_with_a_note(line: str) -> None:
    """Before 1900 or after the capture: no stamp, one note."""
    assert stamp(line) == (None, {"date.absurd"})


@pytest.mark.parametrize(
    "line",
    [
        "He said on Oct 17, 2014",
        "On 4 September 2021 the bridge fell",
        "May 2021 was the wettest month",
        "Published by the ministry",
        "Updated figures put the toll at 12",
        "31 February 2021",
        "Sep 4",
        "2014",
        "12:30",
        "Published",
        "",
        "Version 2014.10.17 of the rules",
        "Oct 17, 2014 - the day of the storm",
        "13/13/2014",
        "At least 17/10",
    ],
)
def test_other_lines_are_no_stamps(line: str) -> None:
    """Prose, parts of dates and impossible dates are left alone."""
    assert not read_stamp_line(line)


def test_one_line_may_hold_both_stamps() -> None:
    """Labels apply to the moment that follows."""
    first, second = read_stamp_line("Published: 17:45 BST, 17 October 2014 | Updated: 18:21 BST, 17 October 2014") or ()
    assert (first.role, second.role) == ("published", "updated")
    assert second.locals == (datetime(2014, 10, 17, 18, 21),)  # noqa: DTZ001


@pytest.mark.parametrize(
    "line",
    ["Updated 2 hours ago", "Updated 3 hours ago", "Last updated: an hour ago", "Updated about 2 hours ago",
     "Updated yesterday at 14:05", "Published today, 9:30 am"],
)  # fmt: skip
def test_relative_times_are_furniture_without_a_moment(line: str) -> None:
    """“2 hours ago” says nothing without the moment of capture, and is not read as prose either."""
    assert read_stamp_line(line) == ()


def test_moments_know_where_they_stand() -> None:
    """Offsets point at the words."""
    line = "Published : Sep 4, 2021, 7:15 AM IST"
    moment = only(line)
    assert line[moment.start : moment.end].strip() == moment.words == "Sep 4, 2021, 7:15 AM IST"


def test_summer_time_follows_the_date() -> None:
    """Eastern Time is four hours behind in July and five in January; so are the clocks of a country."""
    july, january = datetime(2021, 7, 1, 12), datetime(2021, 1, 1, 12)  # noqa: DTZ001
    assert [reading.offset for reading in word_readings("ET", july)] == [timedelta(hours=-4)]
    assert [reading.offset for reading in word_readings("ET", january)] == [timedelta(hours=-5)]
    assert [reading.offset for reading in country_readings("GB", july)] == [timedelta(hours=1)]


def test_a_moment_can_be_read_inside_metadata() -> None:
    """Trailing words after a moment do not matter there."""
    moment = read_moment("2014-10-17T09:30:00Z (local)")
    assert moment is not None
    assert moment.zone == "Z"
