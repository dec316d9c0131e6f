"""Dates that name their day: “March 3, 2019”, “3/4/2019”, “Christmas Eve”."""

from datetime import date

from counterclaim.timexes import _calendar as cal
from counterclaim.timexes._calendar import DAY, Reading
from counterclaim.timexes.rules._patterns import (
    DAY_NUMBER,
    MOD,
    MONTH,
    WD,
    WD_SHORT,
    YEAR,
)
from counterclaim.timexes.rules._rule import CASE, Context, Match, Rules, group
from counterclaim.timexes.rules._values import day_number, month_number, nearest_year

RULES = Rules()

#: Days with a fixed date. Of the movable feasts only Thanksgiving is read, as in the United States.
HOLIDAYS = {
    "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "boxing day": (12, 26),
    "new year's eve": (12, 31), "new year's day": (1, 1), "valentine's day": (2, 14), "halloween": (10, 31),
}  # fmt: skip


@RULES.add(
    "date.month-day",
    rf"(?:{WD_SHORT},? |{WD.replace('?P<wd>', '?:')},? )?{MOD}{MONTH} {DAY_NUMBER}(?:,? {YEAR})?",
    CASE,
)
@RULES.add(
    "date.day-month",
    rf"(?:{WD_SHORT},? |{WD.replace('?P<wd>', '?:')},? )?(?:[Tt]he )?{DAY_NUMBER} (?:of )?{MONTH}(?:,? {YEAR})?",
    CASE,
)
def month_day(m: Match, c: Context) -> Reading | None:
    number, d = month_number(m["mo"]), day_number(m["d"])
    year = int(m["y"]) if m["y"] else nearest_year(number, d, m, c)
    return Reading("DATE", f"XXXX-{number:02}-{d:02}") if year is None else cal.day(date(year, number, d))


@RULES.add(
    "date.iso",
    r"(?P<y>(?:1[5-9]|20)\d\d)-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])(?:T(?P<h>[01]\d"
    r"|2[0-3]):(?P<min>[0-5]\d)(?::[0-5]\d)?)?",
)
def iso(m: Match, c: Context) -> Reading:
    d = date(int(m["y"]), int(m["m"]), int(m["d"]))
    return cal.clock(d, int(m["h"]), int(m["min"])) if m["h"] else cal.day(d)


@RULES.add("date.numeric", r"(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:19|20)\d\d|\d\d)")
def numeric(m: Match, c: Context) -> Reading | None:
    """Day first or month first by the outlet's country; a number above twelve decides by itself; else both are kept."""
    a, b, y = int(m["a"]), int(m["b"]), int(m["y"])
    if len(m["y"]) == 2:
        if m["sep"] != "/":
            return None  # “1.2.10” is a version or a section more often than a date
        y += 1900 if y > 50 else 2000
    if c.day_first is None and a <= 12 and b <= 12 and a != b:
        first, second = sorted((date(y, b, a), date(y, a, b)))
        values = (date(y, b, a).isoformat(), date(y, a, b).isoformat())
        return Reading("DATE", f"{y:04}-XX-XX", "month", cal.at(first), cal.at(second + DAY), alternatives=values)
    d, mo = (a, b) if (c.day_first or a > 12) and b <= 12 else (b, a)
    return cal.day(date(y, mo, d))


@RULES.add(
    "date.day",
    r"(?<=\bon )the (?P<d>[12]\d|3[01]|[1-9])(?:st|nd|rd|th)"
    r"(?: of (?P<rel>last|this|next) month|(?=[.,;:)]|$| (?:the|they|he|she|it|we) ))",
)
def day_alone(m: Match, c: Context) -> Reading | None:
    """“on the 14th”: of the month named beside it, else the last such day, or the next where the words look ahead."""
    if c.today is None:
        return Reading("DATE", f"XXXX-XX-{int(m['d']):02}")
    step, number = {"last": -1, "next": 1}.get(group(m, "rel"), 0), int(m["d"])
    if not m["rel"] and number > c.today.day and not c.heads_forward(*m.span()):
        step = -1
    if not m["rel"] and number < c.today.day and c.heads_forward(*m.span()):
        step = 1
    return cal.day(cal.month_start(c.today.year, c.today.month + step).replace(day=number))


@RULES.add("date.holiday", rf"(?P<h>{'|'.join(HOLIDAYS)}|thanksgiving(?: day)?)".replace("'", "['’]"))
def holiday(m: Match, c: Context) -> Reading | None:
    name = m["h"].lower().replace("’", "'")
    if name.startswith("thanksgiving"):
        if c.today is None:
            return Reading("DATE", "XXXX-11-WXX-4")
        feasts = [_thanksgiving(c.today.year - back) for back in (0, 1)]
        return cal.day(feasts[0] if feasts[0] <= c.today or c.heads_forward(*m.span()) else feasts[1])
    number, d = HOLIDAYS[name]
    year = nearest_year(number, d, m, c)
    return Reading("DATE", f"XXXX-{number:02}-{d:02}") if year is None else cal.day(date(year, number, d))


def _thanksgiving(year: int) -> date:
    """The fourth Thursday of November."""
    return date(year, 11, 22) + DAY * ((3 - date(year, 11, 22).weekday()) % 7)
