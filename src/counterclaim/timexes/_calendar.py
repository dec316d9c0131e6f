"""Calendar units as TIMEX3 values and as half-open intervals of local (naive) time."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

DAY = timedelta(days=1)

#: Parts of the day: TIMEX3 code to first and last hour of that day; a night ends at six the next morning. These are
#: conventions of ours (TIMEX3 leaves them open).
PARTS = {
    "MO": (6, 12), "MI": (12, 13), "AF": (12, 18), "EV": (18, 24), "NI": (18, 30), "DT": (6, 18), "DA": (4, 8),
    "EH": (0, 6),
}  # fmt: skip
#: Parts that TIMEX3 has no code for, dawn and the small hours; their value says morning.
OWN_PARTS = frozenset({"DA", "EH"})
#: Seasons of the northern half of the earth by their first month; a winter carries the year of its December. South of
#: the equator they begin half a year away, and a summer carries the year of its December.
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
SOUTHERN_SEASONS = {"SP": 9, "SU": 12, "FA": 3, "WI": 6}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a time expression means: TIMEX3 type and value, and its interval in local time where it has one."""

    type: str
    value: str
    granularity: str | None = None
    first: datetime | None = None
    last: datetime | None = None
    alternatives: tuple[str, ...] = ()

    @property
    def day(self) -> date | None:
        """The one day that it names, if it names one."""
        return self.first.date() if self.first and self.granularity == "day" else None

    def until(self, last: datetime | None) -> "Reading":
        """The same reading, from its start until `last`."""
        if self.first is None or last is None or last <= self.first:
            return self
        return replace(self, last=last)

    def narrowed(self, word: str, now: datetime | None) -> "Reading":
        """What “early”, “mid”, “late”, “the end of”, “earlier” leave of the interval; the value stays.

        Early and late mean the first and the second half, middle the half around the middle: a convention of ours, wide
        enough to be safe. “Earlier” and “later” are cut at the anchor where it lies inside.
        """
        if self.first is None or self.last is None:
            return self
        first, last = self.first, self.last
        if word.startswith(("earlier", "later")):
            if now is None or not first < now < last:
                return self
            return replace(self, last=now) if word.startswith("earlier") else replace(self, first=now)
        quarter = (last - first) / 4
        if last - first > 3 * DAY:
            quarter = timedelta(days=quarter.days)
        if word.startswith(("early", "the start", "the beginning", "beginning", "start")):
            return replace(self, last=last - 2 * quarter)
        if word.startswith(("late", "the end", "end")):
            return replace(self, first=first + 2 * quarter)
        if word.startswith(("mid", "the mid")):
            return replace(self, first=first + quarter, last=last - quarter)
        return self


def at(day: date, hour: int = 0) -> datetime:
    return datetime.combine(day, time()) + timedelta(hours=hour)


def day(d: date) -> Reading:
    return Reading("DATE", d.isoformat(), "day", at(d), at(d + DAY))


def days(value: str, first: date, end: date, granularity: str) -> Reading:
    return Reading("DATE", value, granularity, at(first), at(end))


def part(d: date, code: str) -> Reading:
    first, last = PARTS[code]
    code = "MO" if code in OWN_PARTS else code
    return Reading("TIME", f"{d.isoformat()}T{code}", "part", at(d, first), at(d, last))


def clock(d: date, hour: int, minute: int | None) -> Reading:
    """A clock time: a minute long where minutes are given, else the hour."""
    first = at(d, hour) + timedelta(minutes=minute or 0)
    length = timedelta(minutes=1) if minute is not None else timedelta(hours=1)
    return Reading("TIME", f"{d.isoformat()}T{hour:02}:{minute or 0:02}", "minute", first, first + length)


def week(d: date) -> Reading:
    """The ISO week that holds `d`."""
    monday = d - timedelta(days=d.weekday())
    year, number, _ = d.isocalendar()
    return days(f"{year:04}-W{number:02}", monday, monday + 7 * DAY, "week")


def weekend(d: date) -> Reading:
    """Saturday and Sunday of the ISO week that holds `d`."""
    saturday = d - timedelta(days=d.weekday()) + 5 * DAY
    return days(f"{week(d).value}-WE", saturday, saturday + 2 * DAY, "day")


def month(year: int, number: int) -> Reading:
    return days(f"{year:04}-{number:02}", date(year, number, 1), month_start(year, number + 1), "month")


def quarter(year: int, number: int) -> Reading:
    first = month_start(year, number * 3 - 2)
    return days(f"{first.year:04}-Q{number}", first, month_start(year, number * 3 + 1), "month")


def half(year: int, number: int) -> Reading:
    return days(f"{year:04}-H{number}", month_start(year, number * 6 - 5), month_start(year, number * 6 + 1), "month")


def season(year: int, code: str, *, southern: bool = False) -> Reading:
    first = (SOUTHERN_SEASONS if southern else SEASONS)[code]
    return days(f"{year:04}-{code}", month_start(year, first), month_start(year, first + 3), "month")


def year(number: int) -> Reading:
    return days(f"{number:04}", date(number, 1, 1), date(min(number + 1, 9999), 1, 1), "year")


def decade(first: int) -> Reading:
    return days(f"{first // 10:03}", date(first, 1, 1), date(first + 10, 1, 1), "year")


def century(number: int) -> Reading:
    first = (number - 1) * 100
    return days(f"{number - 1:02}", date(max(first, 1), 1, 1), date(first + 100, 1, 1), "year")


def month_start(year: int, number: int) -> date:
    """The first of a month; months below 1 and above 12 count on into other years."""
    return date(year + (number - 1) // 12, (number - 1) % 12 + 1, 1)


def shifted(d: date, count: int, unit: str) -> date:
    """`d` moved by `count` units (day, week, month, quarter, year, decade, century), the day cut to the month's."""
    if unit in ("day", "week"):
        return d + timedelta(days=count * (7 if unit == "week" else 1))
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit]
    first = month_start(d.year, d.month + count * months)
    last = month_start(first.year, first.month + 1) - DAY
    return first.replace(day=min(d.day, last.day))


def unit_of(d: date, unit: str) -> Reading:
    """The calendar unit that holds `d`."""
    readings: dict[str, Callable[[], Reading]] = {
        "day": lambda: day(d),
        "week": lambda: week(d),
        "month": lambda: month(d.year, d.month),
        "quarter": lambda: quarter(d.year, (d.month + 2) // 3),
        "year": lambda: year(d.year),
        "decade": lambda: decade(d.year // 10 * 10),
        "century": lambda: century(d.year // 100 + 1),
        "weekend": lambda: weekend(d),
    }
    return readings[unit]()


#: The value of a unit whose anchor is not known.
OPEN = {
    "day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX", "quarter": "XXXX-QX", "year": "XXXX",
    "decade": "XXX", "century": "XX", "weekend": "XXXX-WXX-WE", "season": "XXXX", "hour": "XXXX-XX-XXTXX",
    "minute": "XXXX-XX-XXTXX", "second": "XXXX-XX-XXTXX",
}  # fmt: skip
