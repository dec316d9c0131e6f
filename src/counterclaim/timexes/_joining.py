"""Expressions that stand side by side and mean one thing: a day and its hour, two ends of a range."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from counterclaim.timexes import _calendar as cal
from counterclaim.timexes._calendar import DAY, Reading
from counterclaim.timexes.rules import Context, span_of


@dataclass(frozen=True, slots=True)
class Found:
    """An expression: where it stands, what it means, by which rule. `zone` is the zone word beside a clock time;
    `gap` the offset from UTC that a second clock in brackets gives (“4 a.m. (0230 GMT)”)."""

    start: int
    end: int
    reading: Reading
    rule: str
    zone: str | None = None
    gap: timedelta | None = None

    @property
    def day(self) -> date | None:
        """The one calendar day that it names, if that is all it names."""
        return self.reading.day if self.reading.type == "DATE" else None


#: What may stand between a day and the part of it or the clock time that belongs to it.
JOINT = re.compile(r"(?: |, | on | at | at about | at around | in the | around | early on | late on )")
TRAILING_PART = re.compile(
    r" (?:(?:early|late|mid)[ -])?(morning|afternoon|evening|night|noon|midday|dawn|dusk|midnight)(?!\w)", re.I
)
LEADING_PART = re.compile(
    r"(?<!\w)(?:the )?(?P<p>morning|afternoon|evening|night|(?:early|small) (?:morning )?hours) (?:of|on) $",
    re.IGNORECASE,
)
CODES = {
    "morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "noon": "MI", "midday": "MI", "dawn": "DA",
    "dusk": "EV",
}  # fmt: skip
FROM_TO = frozenset({" to ", " until ", " till ", " through "})


def join(text: str, found: Sequence[Found], context: Context) -> list[Found]:
    """The expressions of one block in text order, those joined that belong together."""
    joined: list[Found] = []
    for each in found:
        each = _with_part(text, each, context)
        before = joined[-1] if joined else None
        if before and len(text[before.end : each.start]) <= 12 and (pair := _pair(text, before, each)):
            joined[-1] = pair
        elif before and _in_brackets(text, before, each):
            joined[-1] = _with_gap(before, each)
            joined.append(each)
        elif len(joined) > 1 and (moved := _day_of_both(text, joined[-2], joined[-1], each)):
            joined[-2:] = moved
            joined.append(each)
        elif before and (nearer := _day_of_week(text, before, each)):
            joined[-1] = nearer
        else:
            joined.append(each)
    return joined


def _with_part(text: str, found: Found, context: Context) -> Found:
    """A day with the part of it named beside it."""
    day, value = found.day, found.reading.value
    if (day or value.startswith("XXXX-WXX-")) and found.reading.type == "DATE":
        tail = TRAILING_PART.match(text, found.end)
        if tail and tail[1].lower() in CODES:
            code = CODES[tail[1].lower()]
            reading = cal.part(day, code) if day else Reading("TIME", f"{value}T{code}")
            if found.rule == "weekday" and reading.first and context.ahead_of(reading.first, found.start, tail.end()):
                reading = _moved(reading, -7 * DAY)  # on a Saturday morning, “Saturday night” was a week ago
            found = replace(found, end=tail.end(), reading=reading)
    if day and (lead := LEADING_PART.search(text, max(0, found.start - 30), found.start)):
        code = CODES.get(lead["p"].lower(), "EH")
        found = replace(found, start=lead.start(), reading=cal.part(day, code))
    return found


def _pair(text: str, a: Found, b: Found) -> Found | None:
    """`a` and `b` as one expression, where they are one."""
    gap = text[a.end : b.start]
    for time, day in ((a, b), (b, a)):
        hourly = time.rule.startswith(("clock", "part.bare")) or (
            time.rule == "range" and time.reading.granularity == "minute"
        )
        if hourly and day.day:
            if JOINT.fullmatch(gap) and time.reading.first:
                shift = day.day - _own_day(time.reading)
                return replace(time, start=a.start, end=b.end, reading=_moved(time.reading, shift))
    if a.rule.startswith("part.overnight") and b.day and gap in (" ", " on ", " into ", " from "):
        night = cal.part(b.day - DAY if gap == " into " else b.day, "NI")
        return Found(a.start, b.end, night, "part.overnight+day")
    if a.rule == "part.overnight+day" and b.day and gap in (" into ", " to "):
        if a.reading.first and a.reading.first.date() == b.day - DAY:
            return replace(a, end=b.end)
    before = text[max(0, a.start - 9) : a.start].lower()
    ranged = (gap in FROM_TO and before.endswith("from ")) or (gap == " and " and before.endswith("between "))
    if ranged or gap == " through ":
        a = _in_year_of(text, a, b)
        if {a.reading.type, b.reading.type} <= {"DATE", "TIME"} and _in_order(a.reading, b.reading):
            return Found(a.start, b.end, span_of(a.reading, b.reading), "range", b.zone or a.zone)
    return None


def _in_order(a: Reading, b: Reading) -> bool:
    """Whether `a` begins before `b` ends; of two that nothing anchors, whether both name a part of the calendar."""
    if a.first is None and b.last is None:
        return a.value.startswith("XXXX-") and b.value.startswith("XXXX-")
    return a.first is not None and b.last is not None and a.first < b.last


def _in_year_of(text: str, a: Found, b: Found) -> Found:
    """“March” of “March to May 2019” in 2019, “November” of “November to May 2019” in 2018."""
    year = re.search(r"\b(?:1[5-9]|20)\d\d$", text[b.start : b.end])
    if a.rule not in ("month", "date.month-day", "date.day-month") or a.reading.first is None or not year:
        return a
    if re.search(r"\d{4}", text[a.start : a.end]):
        return a
    here = a.reading.first
    first = here.replace(year=int(year[0]))
    if b.reading.first and first > b.reading.first:
        first = first.replace(year=first.year - 1)
    unit = cal.unit_of(first.date(), "month" if a.rule == "month" else "day")
    return replace(a, reading=unit)


def _in_brackets(text: str, a: Found, b: Found) -> bool:
    """Whether `b` gives the clock time `a` once more in universal time: “4 a.m. (0230 GMT)”."""
    clocks = a.rule.startswith("clock") and b.rule.startswith("clock") and b.zone in ("GMT", "UTC") and not a.zone
    return clocks and text[a.end : b.start] in (" (", ", (", " / ", "/") and a.reading.first is not None


def _with_gap(a: Found, b: Found) -> Found:
    if a.reading.first is None or b.reading.first is None:
        return a
    gap = (a.reading.first - b.reading.first) % DAY
    return replace(a, gap=gap - DAY if gap > timedelta(hours=14) else gap)


def _day_of_both(text: str, a: Found, b: Found, day: Found) -> list[Found] | None:
    """“4 a.m. (0230 GMT) on Thursday”: the day holds for both."""
    if a.gap is None or not day.day or not re.fullmatch(r"\)(?:,? on | |, )", text[b.end : day.start]):
        return None
    local = _moved(a.reading, day.day - _own_day(a.reading))
    universal = _own_day(b.reading)
    if local.first and b.reading.first:
        universal = (local.first - a.gap).date()
    return [replace(a, reading=local), replace(b, reading=_moved(b.reading, universal - _own_day(b.reading)))]


def _day_of_week(text: str, a: Found, b: Found) -> Found | None:
    """“Friday last week”, “Tuesday of next week”: the day in that week."""
    if a.rule != "weekday" or not a.day or b.reading.granularity != "week" or not b.rule.startswith("unit.relative"):
        return None
    if text[a.end : b.start] not in (" ", " of ", ", ") or b.reading.first is None:
        return None
    return Found(a.start, b.end, cal.day(b.reading.first.date() + DAY * a.day.weekday()), "weekday+week")


def _own_day(reading: Reading) -> date:
    return date.fromisoformat(reading.value[:10])


def _moved(reading: Reading, shift: timedelta) -> Reading:
    """The reading some days on or back, every day of its value too."""
    value = re.sub(r"\d{4}-\d\d-\d\d", lambda m: (date.fromisoformat(m[0]) + shift).isoformat(), reading.value)
    first: datetime | None = reading.first + shift if reading.first else None
    last = reading.last + shift if reading.last else None
    return replace(reading, value=value, first=first, last=last)
