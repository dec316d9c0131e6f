"""Days, weeks and longer units named from the anchor or from the day named last: “Friday”, “last week”."""

import re

from counterclaim.lexicons.calendar_names import WEEKDAYS
from counterclaim.timexes import _calendar as cal
from counterclaim.timexes._calendar import DAY, Reading
from counterclaim.timexes.rules._patterns import (
    MOD,
    WD,
    WD_SHORT,
)
from counterclaim.timexes.rules._rule import CASE, Context, Match, Rules, group
from counterclaim.timexes.rules._values import (
    unknown,
)

RULES = Rules()


@RULES.add(
    "day.today",
    r"(?P<mod>earlier |later )?(?P<w>the day before yesterday|the day after tomorrow|today|yesterday"
    r"|tomorrow)(?!['’]s (?:world|society|youth|technology))",
)
def today(m: Match, c: Context) -> Reading | None:
    offset = {"the day before yesterday": -2, "yesterday": -1, "today": 0, "tomorrow": 1, "the day after tomorrow": 2}
    return unknown("day") if c.today is None else cal.day(c.today + DAY * offset[m["w"].lower()])


@RULES.add(
    "weekday",
    rf"{MOD}(?:(?P<rel>[Ll]ast|[Nn]ext|[Tt]his past|[Tt]his coming|[Tt]his|[Cc]oming|[Pp]ast) )?(?:{WD}"
    rf"|(?:(?<=\()|(?<=[Oo]n )){WD_SHORT.replace('?:', '?P<ws>', 1)}(?=[) ,]))",
    CASE,
)
def weekday(m: Match, c: Context) -> Reading | None:
    name = (m["wd"] or m["ws"]).lower().rstrip(".")
    number = next(i for i, full in enumerate(WEEKDAYS) if full.startswith(name[:3]))
    if c.today is None:
        return Reading("DATE", f"XXXX-WXX-{number + 1}")
    back, ahead = (c.today.weekday() - number) % 7, (number - c.today.weekday()) % 7
    rel = group(m, "rel")
    if rel in ("last", "this past", "past"):
        return cal.day(c.today - DAY * (back or 7))
    if rel in ("next", "this coming", "coming"):
        return cal.day(c.today + DAY * (ahead or 7))
    if rel == "this":
        forward = c.heads_forward(*m.span()) or back > 2
        return cal.day(c.today + DAY * ahead if forward else c.today - DAY * back)
    if c.heads_forward(*m.span()):
        return cal.day(c.today + DAY * ahead)
    if c.updated is not None and ahead and c.today + DAY * ahead <= c.updated < c.today + DAY * 7:
        return cal.day(c.today + DAY * ahead)  # a Monday's page of which Tuesday's text says “on Tuesday”
    return cal.day(c.today - DAY * back)


@RULES.add("day.within", r"(?P<mod>earlier|later) (?:(?:in|on) the (?:same )?day|(?:on )?that (?:same )?day)")
def within_day(m: Match, c: Context) -> Reading | None:
    """“earlier in the day”: of the day spoken of, else of publication."""
    day = c.last_day or (None if "that" in m[0].lower() else c.today)
    return unknown("day") if day is None else cal.day(day)


@RULES.add(
    "day.other",
    r"(?:the )?(?P<w>next|following|previous|same) day|that day|a day "
    r"(?P<w3>earlier|later|before|after)",
)
def other_day(m: Match, c: Context) -> Reading | None:
    """Relative to the day that the text named last; “a day earlier” too."""
    words = m[0].lower()
    if c.last_day is None:
        return unknown("day") if not words.startswith("the day") else None
    if "same" in words or words.startswith("that"):
        return cal.day(c.last_day)
    return cal.day(c.last_day + (-DAY if re.search("previous|before|earlier", words) else DAY))


@RULES.add(
    "unit.relative",
    rf"{MOD}(?P<rel>last|next|this past|this coming|this|the previous|the preceding|the following"
    r"|the coming|the current|that|the same|the next|current|coming) (?:fiscal )?(?P<u>week|weekend"
    r"|month|year|quarter|decade|century)(?!-)",
)
def relative_unit(m: Match, c: Context) -> Reading | None:
    unit, rel = m["u"].lower(), m["rel"].lower()
    if c.today is None:
        return unknown(unit)
    here = c.today
    if unit == "weekend":
        # On a Saturday or Sunday “last weekend” is a week back; before that it is the one just gone.
        if rel in ("last", "this past", "the previous"):
            return cal.weekend(here - 7 * DAY)
        if rel in ("next", "the following"):
            return cal.weekend(here + 7 * DAY)
        return cal.weekend(here if here.weekday() > 3 or c.heads_forward(*m.span()) else here - 7 * DAY)
    if rel in ("that", "the same", "the following", "the preceding", "the previous") and c.last_day:
        here = c.last_day
    step = {"last": -1, "this past": -1, "the previous": -1, "the preceding": -1, "next": 1, "this coming": 1,
            "the following": 1, "the coming": 1, "coming": 1, "the next": 1}.get(rel, 0)  # fmt: skip
    reading = cal.unit_of(cal.shifted(here, step, unit), unit)
    if unit == "quarter":
        c.last_quarter = reading
    return reading


@RULES.add(
    "unit.mod",
    r"(?P<mod>earlier in|later in|the end of|the beginning of|the start of|the middle of) the "
    r"(?P<u>week|month|year|quarter|decade|century)|(?P<end>year[- ]end|month[- ]end)",
)
def unit_modified(m: Match, c: Context) -> Reading | None:
    unit = m["u"].lower() if m["u"] else m["end"].lower().split("-")[0].split()[0]
    if c.today is None:
        return unknown(unit)
    return cal.unit_of(c.today, unit)


@RULES.add(
    "unit.bare",
    r"(?<!for )the (?P<u>week|year)(?![-\w'’]| (?:that|when|of|in which|before|after|\d))"
    r"|the (?P<u2>weekend|full year)",
)
def bare_unit(m: Match, c: Context) -> Reading | None:
    unit = (m["u"] or m["u2"]).lower().replace("full ", "")
    if c.today is None:
        return unknown(unit)
    if unit == "weekend":
        return cal.weekend(c.today if c.heads_forward(*m.span()) or c.today.weekday() > 4 else c.today - 7 * DAY)
    return cal.unit_of(c.today, unit)
