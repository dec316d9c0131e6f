"""Months, quarters, halves and seasons."""

import re

from counterclaim.timexes import _calendar as cal
from counterclaim.timexes._calendar import DAY, Reading
from counterclaim.timexes.rules._patterns import (
    MOD,
    MONTH,
    QUARTERS,
    SEASON,
    SEASON_CODES,
    YEAR,
)
from counterclaim.timexes.rules._rule import CASE, Context, Match, Rules, group
from counterclaim.timexes.rules._values import (
    month_number,
)

RULES = Rules()


def year_for_month(number: int, m: Match, c: Context, day: int = 28) -> int | None:
    """The year of a month named without one: the last such month, unless the words look ahead."""
    if c.today is None:
        return None
    here = (c.today.month, c.today.day)
    if c.heads_forward(*m.span()):
        return c.today.year + (number < here[0])
    return c.today.year - ((number, day if number == here[0] and day < 28 else 0) > here and number != here[0])


@RULES.add(
    "month",
    rf"{MOD}(?:(?P<rel>last|next|this past|this|coming) )?{MONTH}(?:(?:,? | of |, of ){YEAR}|"
    r"(?P<tail> last year| this year| next year))?",
    CASE,
)
@RULES.add("month.this", rf"{MOD}{MONTH} of (?P<tail>last year|this year|next year)", CASE)
def month(m: Match, c: Context) -> Reading | None:
    name = m["mo"]
    groups = m.groupdict()
    tied = any(groups.get(g) for g in ("mod", "rel", "y", "tail"))
    if len(name.rstrip(".")) == 3 and name.lower() != "may" and not name.endswith(".") and not tied:
        return None  # “Jan”, “Mar”, “Dec” alone are names more often than months
    if name.lower() in ("may", "march", "august") and not tied:
        before = m.string[max(0, m.start() - 12) : m.start()].lower()
        if not re.search(
            r"\b(?:in|since|until|till|by|of|from|to|during|through|before|after|and|for|between) $", before
        ):
            return None
    number = month_number(name)
    if groups.get("y"):
        return cal.month(int(m["y"]), number)
    if c.today is None:
        return Reading("DATE", f"XXXX-{number:02}")
    rel, tail, today = group(m, "rel"), group(m, "tail").strip(), c.today
    if tail:
        year = today.year + {"last": -1, "this": 0, "next": 1}[tail.split()[0]]
    elif rel == "last" or rel == "this past":
        year = today.year - (number >= today.month)
    elif rel in ("next", "coming"):
        year = today.year + (number <= today.month)
    elif rel == "this":
        year = today.year
    else:
        found = year_for_month(number, m, c)
        year = today.year if found is None else found
    return cal.month(year, number)


@RULES.add(
    "quarter",
    rf"{MOD}(?:the |its |their |this |last )?(?P<back>(?:comparable )?year[ -](?:ago|earlier) )?(?:"
    r"(?P<y0>(?:19|20)\d\d) |fiscal[ -]|fiscal (?P<y1>(?:19|20)\d\d) )?(?P<q>first|second|third|fourth"
    rf"|[1-4](?:st|nd|rd|th))[ -]quarter(?: of (?:fiscal )?(?:{YEAR}|(?P<rel>last|this|next) year|the year))?",
)
@RULES.add("quarter.possessive", r"(?P<rel>last|this|next) year['’]s (?P<q>first|second|third|fourth)[ -]quarter")
@RULES.add("quarter.short", rf"Q(?P<q>[1-4])(?: (?:of )?{YEAR})?")
def quarter(m: Match, c: Context) -> Reading | None:
    groups = m.groupdict()
    q = QUARTERS.get(m["q"].lower()) or int(m["q"])
    stated = groups.get("y") or groups.get("y0") or groups.get("y1")
    if stated:
        reading = cal.quarter(int(stated), q)
    elif c.today is None:
        return Reading("DATE", f"XXXX-Q{q}")
    elif groups.get("rel"):
        reading = cal.quarter(c.today.year + {"last": -1, "this": 0, "next": 1}[m["rel"].lower()], q)
    else:
        this = (c.today.month + 2) // 3
        reading = cal.quarter(c.today.year - (q > this and not c.heads_forward(*m.span())), q)
        if groups.get("back"):
            reading = cal.quarter(int(reading.value[:4]) - 1, q)
    c.last_quarter = reading
    return reading


@RULES.add(
    "quarter.latest",
    r"the (?:(?P<back>(?:comparable )?year[ -](?:ago|earlier)) )?(?:latest |recent |most recent )?(?:quarter|period)",
)
def latest_quarter(m: Match, c: Context) -> Reading | None:
    """“the quarter” is the one spoken of, else the last that has ended; “the period” needs one spoken of."""
    reading = c.last_quarter
    if reading is None:
        if c.today is None or m[0].lower().endswith("period"):
            return None
        reading = cal.quarter(c.today.year, (c.today.month + 2) // 3 - 1)
    if m["back"]:
        reading = cal.quarter(int(reading.value[:4]) - 1, int(reading.value[-1]))
    return reading


@RULES.add("half", rf"(?:the )?(?P<h>first|second) half(?: of (?:the year|{YEAR}|(?P<rel>last|this|next) year))")
def half(m: Match, c: Context) -> Reading | None:
    number = 1 if m["h"].lower() == "first" else 2
    if m["y"]:
        return cal.half(int(m["y"]), number)
    if c.today is None:
        return Reading("DATE", f"XXXX-H{number}")
    return cal.half(c.today.year + {"last": -1, "next": 1}.get(group(m, "rel"), 0), number)


@RULES.add(
    "month.part",
    rf"(?i:the) (?P<n>first|second|third|fourth|last|final) (?P<u>week|half) (?:of|in) {MONTH}(?:,? {YEAR})?",
    CASE,
)
def part_of_month(m: Match, c: Context) -> Reading | None:
    """The n-th seven days or the half of a month; as a value the week that holds their middle, or the month."""
    number = month_number(m["mo"])
    year = int(m["y"]) if m["y"] else year_for_month(number, m, c)
    if year is None:
        return Reading("DATE", f"XXXX-{number:02}")
    first, end = cal.month_start(year, number), cal.month_start(year, number + 1)
    last = m["n"] in ("last", "final")
    if m["u"] == "half":
        middle = first + 15 * DAY
        start, stop = (middle, end) if last or m["n"] == "second" else (first, middle)
        return None if m["n"] in ("third", "fourth") else cal.days(f"{year:04}-{number:02}", start, stop, "week")
    start = end - 7 * DAY if last else first + 7 * DAY * ("first", "second", "third", "fourth").index(m["n"])
    return cal.days(cal.week(start + 3 * DAY).value, start, start + 7 * DAY, "week")


@RULES.add("season", rf"{MOD}(?:(?P<rel>last|this past|this|next|this coming|past) ){SEASON}")
@RULES.add("season.year", rf"(?:the )?{MOD}{SEASON} (?:of )?(?:{YEAR}|(?P<tail>last year|this year|next year))")
@RULES.add(
    "season.bare",
    r"(?:(?<=\bin )|(?<=\bsince )|(?<=\bafter )|(?<=\bbefore )|(?<=\bby )|(?<=\buntil )|(?<=\bover ))"
    rf"(?:the )?{MOD}{SEASON}",
)
def season(m: Match, c: Context) -> Reading | None:
    code, groups = SEASON_CODES[m["s"].lower()], m.groupdict()

    def of(year: int) -> Reading:
        return cal.season(year, code, southern=c.southern)

    if (
        code == "FA"
        and m["s"].lower() == "fall"
        and not any(groups.get(g) for g in ("rel", "y", "tail", "mod"))
        and "the " not in m[0].lower()
    ):
        return None  # “in fall” is left, “by fall” may be a verb
    if groups.get("y"):
        return of(int(m["y"]))
    if c.today is None:
        return Reading("DATE", f"XXXX-{code}")
    today, start = c.today, (cal.SOUTHERN_SEASONS if c.southern else cal.SEASONS)[code]
    tail, rel = group(m, "tail"), group(m, "rel")
    if tail:
        return of(today.year + {"last": -1, "this": 0, "next": 1}[tail.split()[0]])
    this = of(today.year)
    over = this.last is not None and this.last.date() <= today
    if rel in ("last", "this past", "past"):
        return this if over else of(today.year - 1)
    if rel in ("next", "this coming"):
        return this if today.month < start else of(today.year + 1)
    if rel == "this":
        return of(today.year - (start == 12 and today.month < 3))
    return of(today.year - (start > today.month and not c.heads_forward(*m.span())))
