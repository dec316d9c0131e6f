"""The rules: a pattern for each kind of time expression and what it means relative to the moment of publication.

Every repeat in a pattern is bounded and no two adjoining repeats can match the same words, so that matching is linear
in the text. Source: own rules, after the TIMEX3 guidelines (Saurí and others, 2006) for types, values and extents.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from counterclaim.lexicons.calendar_names import MONTHS, WEEKDAYS
from counterclaim.lexicons.figures_numbers import ORDINALS, SMALL, TENS, UNITS, read_number
from counterclaim.timexes import _calendar as cal
from counterclaim.timexes._calendar import DAY, Reading

#: Days with a fixed date. Of the movable feasts only Thanksgiving is read, as in the United States.
HOLIDAYS = {
    "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "boxing day": (12, 26),
    "new year's eve": (12, 31), "new year's day": (1, 1), "valentine's day": (2, 14), "halloween": (10, 31),
}  # fmt: skip

WD = r"(?P<wd>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)(?:day|DAY))"
WD_SHORT = r"(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\.?"
MONTH = (
    r"(?P<mo>Jan(?:uary|\.)|Feb(?:ruary|\.)|Mar(?:ch|\.)|Apr(?:il|\.)|May|June?\b\.?|July?\b\.?|Aug(?:ust|\.)"
    r"|Sept?(?:ember|\.)|Oct(?:ober|\.)|Nov(?:ember|\.)|Dec(?:ember|\.)"
    r"|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec"
    rf"|{'|'.join(name.upper() for name in MONTHS)})(?![A-Za-z])"
)
ORDINAL = "|".join(sorted(ORDINALS, key=len, reverse=True))
DAY_NUMBER = rf"(?P<d>(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d,.]\d|\w)|(?i:{ORDINAL})(?![\w-]))"
YEAR = r"(?P<y>(?:1[5-9]|20)\d\d)(?![\d-]\d|\d|,\d|\.\d|%)"
COUNT = (
    r"(?P<n>\d{1,4}(?:,\d{3})?(?:\.\d)?(?: 1/2| ?½)?"
    rf"|(?:{SMALL})(?:[ -](?:and )?(?:{SMALL}|hundred|thousand|dozen)){{0,4}}"
    r"|a couple of|a couple|a few|several|many|some|half an?|half|a good|dozens of|few"
    r"|an?(?: (?:hundred|thousand|dozen))?)"
)
UNIT = r"(?P<u>second|minute|hour|day|week|fortnight|month|quarter|year|decade|century|centurie)s?"
PLAIN_UNIT = r"(?P<u>day|week|month|quarter|year|decade|century|weekend)"
ABOUT = (
    r"(?:(?:more than|less than|no more than|at least|at most|up to|as long as|over|under|nearly"
    r"|almost|about|around|roughly|some|just over|just under|just|only|approximately) )?"
)
SEASON = r"(?P<s>spring|summer|autumn|fall|winter)"
MOD = (
    r"(?:(?P<mod>early|late|mid|later|earlier|earlier in|later in|the start of|the beginning of"
    r"|the middle of|the end of|beginning|end of|middle of)[ -](?:the )?)?"
)
PART = r"(?P<p>morning|afternoon|evening|night|dawn|dusk|noon|midday|midnight|lunchtime|daybreak|sunrise|sunset)"
PART_CODES = {
    "morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "noon": "MI", "midday": "MI", "lunchtime": "MI",
    "dawn": "DA", "daybreak": "DA", "sunrise": "DA", "dusk": "EV", "sunset": "EV",
}  # fmt: skip
SEASON_CODES = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
PERIOD_CODES = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y", "decade": "E", "century": "C"}
QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}


@dataclass(slots=True)
class Context:
    """What a rule may look at beside its match. `now` is the anchor in local time, None where unknown."""

    now: datetime | None
    day_first: bool
    heads_forward: Callable[[int, int], bool]  # whether the words around [start, end) speak of the future
    last_day: date | None = None  # the day named last in this text
    last_quarter: Reading | None = None

    @property
    def today(self) -> date | None:
        return self.now.date() if self.now else None


Match = re.Match[str]


class Rule(NamedTuple):
    name: str
    pattern: re.Pattern[str]
    resolve: Callable[[Match, Context], Reading | None]


RULES: list[Rule] = []


def rule(name: str, pattern: str, flags: re.RegexFlag = re.IGNORECASE) -> Callable[..., Callable[..., Reading | None]]:
    """Adds the decorated function to RULES under `name`."""

    def add(resolve: Callable[[Match, Context], Reading | None]) -> Callable[[Match, Context], Reading | None]:
        RULES.append(Rule(name, re.compile(rf"(?<![\w$£€])(?:{pattern})(?!\w)", flags), resolve))
        return resolve

    return add


CASE = re.RegexFlag(0)


def group(m: Match, name: str) -> str:
    """The named group in lower case, empty where it did not match or does not exist."""
    return (m.groupdict().get(name) or "").lower()


def number(words: str) -> float | None:
    """The count that `words` say; None for vague ones."""
    words = words.lower().replace("½", " 1/2").strip()
    if words in ("a", "an", "a good"):
        return 1
    if words in ("a couple of", "a couple"):
        return 2
    if words in ("half a", "half an", "half"):
        return 0.5
    return read_number(words)


def month_number(name: str) -> int:
    return next(i for i, full in enumerate(MONTHS, 1) if full.startswith(name.lower().rstrip(".")[:3]))


def day_number(words: str) -> int:
    return ORDINALS.get(words.lower()) or int(re.sub(r"\D", "", words))


def reference(kind: str) -> Reading:
    return Reading("DATE", f"{kind}_REF")


def unknown(unit: str) -> Reading:
    return Reading("DATE", cal.OPEN[unit])


def year_for_month(number: int, m: Match, c: Context, day: int = 28) -> int | None:
    """The year of a month named without one: the last such month, unless the words look ahead."""
    if c.today is None:
        return None
    here = (c.today.month, c.today.day)
    if c.heads_forward(*m.span()):
        return c.today.year + (number < here[0])
    return c.today.year - ((number, day if number == here[0] and day < 28 else 0) > here and number != here[0])


def duration(count: float | None, unit: str) -> str:
    """A TIMEX3 duration; X for a vague count. Decades and centuries are counted in years where that is exact."""
    unit = {"centurie": "century"}.get(unit, unit)
    if unit in ("second", "minute", "hour"):
        letter = {"second": "S", "minute": "M", "hour": "H"}[unit]
        if count is not None and count % 1 == 0.5 and letter in "HM":
            whole = f"{int(count)}{letter}" if count >= 1 else ""
            return f"PT{whole}30{'M' if letter == 'H' else 'S'}"
        return f"PT{_count(count)}{letter}"
    if unit == "fortnight":
        return f"P{_count(None if count is None else count * 2)}W"
    if unit == "decade" and count is not None:
        return f"P{_count(count * 10)}Y"
    if unit == "century" and count is not None:
        return f"P{_count(count * 100)}Y"
    if unit == "year" and count is not None and count % 1 == 0.5:
        return f"P{int(count)}Y6M" if count >= 1 else "P6M"
    return f"P{_count(count)}{PERIOD_CODES[unit]}"


def _count(count: float | None) -> str:
    return "X" if count is None else f"{count:g}" if count < 1e6 else str(int(count))


def stretch(count: float | None, unit: str, c: Context, sign: int) -> Reading:
    """A duration that ends (sign -1) or starts (+1) at the anchor."""
    value = duration(count, unit)
    if c.now is None or count is None:
        return Reading("DURATION", value)
    other = moved(c.now, count * sign, unit)
    first, last = sorted((other, c.now))
    grain = {"second": "minute", "hour": "minute"}.get(unit, unit)
    return Reading("DURATION", value, grain if grain in ("minute", "week", "month", "year") else "day", first, last)


def moved(now: datetime, count: float, unit: str) -> datetime:
    unit = {"centurie": "century"}.get(unit, unit)
    if unit in ("second", "minute", "hour"):
        return now + timedelta(**{unit + "s": count})
    if unit == "fortnight":
        return now + timedelta(weeks=2 * count)
    if count % 1:
        return now + timedelta(days=count * {"day": 1, "week": 7, "month": 30.44, "quarter": 91.3, "year": 365.25,
                                             "decade": 3652.5, "century": 36525}[unit])  # fmt: skip
    return datetime.combine(cal.shifted(now.date(), int(count), unit), now.time())


# Dates that name their day.


@rule(
    "date.month-day",
    rf"(?:{WD_SHORT},? |{WD.replace('?P<wd>', '?:')},? )?{MOD}{MONTH} {DAY_NUMBER}(?:,? {YEAR})?",
    CASE,
)
@rule(
    "date.day-month",
    rf"(?:{WD_SHORT},? |{WD.replace('?P<wd>', '?:')},? )?(?:[Tt]he )?{DAY_NUMBER} (?:of )?{MONTH}(?:,? {YEAR})?",
    CASE,
)
def month_day(m: Match, c: Context) -> Reading | None:
    number, d = month_number(m["mo"]), day_number(m["d"])
    year = int(m["y"]) if m["y"] else _year_of_day(number, d, m, c)
    return Reading("DATE", f"XXXX-{number:02}-{d:02}") if year is None else cal.day(date(year, number, d))


def _year_of_day(number: int, d: int, m: Match, c: Context) -> int | None:
    """The nearest year in the direction of speech; without one, the year in which the day is nearest the anchor,
    the past counting as three times nearer."""
    if c.today is None:
        return None
    ahead = c.heads_forward(*m.span())
    best: tuple[float, int] | None = None
    for year in (c.today.year - 1, c.today.year, c.today.year + 1):
        try:
            gap = (date(year, number, d) - c.today).days
        except ValueError:
            continue
        cost = float(-gap if gap < 0 else gap * 3)
        if ahead:
            cost = float(gap if gap >= 0 else -gap * 3)
        best = min(best, (cost, year)) if best else (cost, year)
    return best[1] if best else None


@rule(
    "date.iso",
    r"(?P<y>(?:1[5-9]|20)\d\d)-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])(?:T(?P<h>[01]\d"
    r"|2[0-3]):(?P<min>[0-5]\d)(?::[0-5]\d)?)?",
)
def iso(m: Match, c: Context) -> Reading:
    d = date(int(m["y"]), int(m["m"]), int(m["d"]))
    return cal.clock(d, int(m["h"]), int(m["min"])) if m["h"] else cal.day(d)


@rule("date.numeric", r"(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:19|20)\d\d|\d\d)")
def numeric(m: Match, c: Context) -> Reading | None:
    """Day first or month first by the outlet's country; a number above twelve decides by itself."""
    a, b, y = int(m["a"]), int(m["b"]), int(m["y"])
    if len(m["y"]) == 2:
        if m["sep"] != "/":
            return None  # “1.2.10” is a version or a section more often than a date
        y += 1900 if y > 50 else 2000
    d, mo = (a, b) if (c.day_first or a > 12) and b <= 12 else (b, a)
    return cal.day(date(y, mo, d))


@rule("date.holiday", rf"(?P<h>{'|'.join(HOLIDAYS)}|thanksgiving(?: day)?)".replace("'", "['’]"))
def holiday(m: Match, c: Context) -> Reading | None:
    name = m["h"].lower().replace("’", "'")
    if name.startswith("thanksgiving"):
        if c.today is None:
            return Reading("DATE", "XXXX-11-WXX-4")
        feasts = [_thanksgiving(c.today.year - back) for back in (0, 1)]
        return cal.day(feasts[0] if feasts[0] <= c.today or c.heads_forward(*m.span()) else feasts[1])
    number, d = HOLIDAYS[name]
    year = _year_of_day(number, d, m, c)
    return Reading("DATE", f"XXXX-{number:02}-{d:02}") if year is None else cal.day(date(year, number, d))


def _thanksgiving(year: int) -> date:
    """The fourth Thursday of November."""
    return date(year, 11, 22) + DAY * ((3 - date(year, 11, 22).weekday()) % 7)


# Months, quarters, seasons, years.


@rule(
    "month",
    rf"{MOD}(?:(?P<rel>last|next|this past|this|coming) )?{MONTH}(?:(?:,? | of |, of ){YEAR}|"
    r"(?P<tail> last year| this year| next year))?",
    CASE,
)
@rule("month.this", rf"{MOD}{MONTH} of (?P<tail>last year|this year|next year)", CASE)
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


@rule(
    "quarter",
    rf"{MOD}(?:the |its |their |this |last )?(?P<back>(?:comparable )?year[ -](?:ago|earlier) )?(?:"
    r"(?P<y0>(?:19|20)\d\d) |fiscal[ -]|fiscal (?P<y1>(?:19|20)\d\d) )?(?P<q>first|second|third|fourth"
    rf"|[1-4](?:st|nd|rd|th))[ -]quarter(?: of (?:fiscal )?(?:{YEAR}|(?P<rel>last|this|next) year))?",
)
@rule("quarter.possessive", r"(?P<rel>last|this|next) year['’]s (?P<q>first|second|third|fourth)[ -]quarter")
@rule("quarter.short", rf"Q(?P<q>[1-4])(?: (?:of )?{YEAR})?")
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


@rule(
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


@rule("half", rf"(?:the )?(?P<h>first|second) half(?: of (?:the year|{YEAR}|(?P<rel>last|this|next) year))")
def half(m: Match, c: Context) -> Reading | None:
    number = 1 if m["h"].lower() == "first" else 2
    if m["y"]:
        return cal.half(int(m["y"]), number)
    if c.today is None:
        return Reading("DATE", f"XXXX-H{number}")
    return cal.half(c.today.year + {"last": -1, "next": 1}.get(group(m, "rel"), 0), number)


@rule("season", rf"{MOD}(?:(?P<rel>last|this past|this|next|this coming|past) ){SEASON}")
@rule("season.year", rf"(?:the )?{MOD}{SEASON} (?:of )?(?:{YEAR}|(?P<tail>last year|this year|next year))")
@rule("season.bare", rf"(?<=(?:\bin|ce|er|re|by|il) )(?:the )?{MOD}{SEASON}")
def season(m: Match, c: Context) -> Reading | None:
    code, groups = SEASON_CODES[m["s"].lower()], m.groupdict()
    if (
        code == "FA"
        and m["s"].lower() == "fall"
        and not any(groups.get(g) for g in ("rel", "y", "tail", "mod"))
        and "the " not in m[0].lower()
    ):
        return None  # “in fall” is left, “by fall” may be a verb
    if groups.get("y"):
        return cal.season(int(m["y"]), code)
    if c.today is None:
        return Reading("DATE", f"XXXX-{code}")
    today, start = c.today, cal.SEASONS[code]
    tail, rel = group(m, "tail"), group(m, "rel")
    if tail:
        return cal.season(today.year + {"last": -1, "this": 0, "next": 1}[tail.split()[0]], code)
    this = cal.season(today.year, code)
    over = this.last is not None and this.last.date() <= today
    if rel in ("last", "this past", "past"):
        return this if over else cal.season(today.year - 1, code)
    if rel in ("next", "this coming"):
        return this if today.month < start else cal.season(today.year + 1, code)
    if rel == "this":
        return cal.season(today.year - (code == "WI" and today.month < 3), code)
    return cal.season(today.year - (start > today.month and not c.heads_forward(*m.span())), code)


@rule("year", rf"{MOD}(?:the year |fiscal year |fiscal |mid-)?{YEAR}", CASE)
def year(m: Match, c: Context) -> Reading | None:
    if _is_quantity(m):
        return None
    return cal.year(int(m["y"]))


#: Four digits before these are a count.
_COUNTED = re.compile(
    r"(?:[ -](?:people|men|women|troops|soldiers|dead|miles|km|kilomet|met|feet|pounds|dollars|tons|tonnes|homes"
    r"|members|fighters|points|shares|percent|per cent|pct|GMT|UTC|EST|hours|hrs|local time)| ?%)"
)
_COUNTING = re.compile(
    r"(?:\b(?:than|least|nearly|almost|some|over|approximately|No\.|number|flight|page|room|[Pp]art)|[#$£€:]) ?$"
)


def _is_quantity(m: Match) -> bool:
    after = m.string[m.end() : m.end() + 14]
    before = m.string[max(0, m.start() - 15) : m.start()]
    return bool(_COUNTED.match(after) or _COUNTING.search(before))


@rule("year.short", r"['’‘](?P<yy>\d\d)")
def short_year(m: Match, c: Context) -> Reading | None:
    if not re.search(
        r"\b(?:in|of|since|from|to|by|until|late|early|mid|summer|winter|spring|autumn|fall) $",
        m.string[max(0, m.start() - 8) : m.start()].lower(),
    ):
        return None
    turn = (c.today.year if c.today else 2030) % 100 + 5
    return cal.year(int(m["yy"]) + (1900 if int(m["yy"]) > turn else 2000))


@rule(
    "year.words",
    rf"(?:the year )?(?P<w>nineteen (?:{'|'.join(TENS)})(?:[ -](?:{'|'.join(UNITS)}))?|two thousand(?: "
    rf"(?:and )?(?:{'|'.join(UNITS)}))?)",
)
def year_words(m: Match, c: Context) -> Reading | None:
    words = m["w"].lower()
    if words.startswith("nineteen"):
        rest = read_number(words[len("nineteen") :])
        return cal.year(1900 + int(rest)) if rest else None
    if not m[0].lower().startswith("the year"):
        return None  # “two thousand” is a count unless it says year
    value = read_number(words)
    return cal.year(int(value)) if value else None


@rule("year.range", r"(?P<a>(?:1[5-9]|20)\d\d)(?P<sep>[-–/]| to | and )(?P<b>(?:1[5-9]|20)?\d\d)(?!\d|-)")
def year_range(m: Match, c: Context) -> Reading | None:
    a = int(m["a"])
    b = int(m["b"]) if len(m["b"]) == 4 else a // 100 * 100 + int(m["b"])
    if b <= a or (m["sep"].strip().isalpha() and not _ranged(m)) or (m["sep"] == " and " and len(m["b"]) == 2):
        return None
    return span_of(cal.year(a), cal.year(b))


def _ranged(m: Match) -> bool:
    before = m.string[max(0, m.start() - 9) : m.start()].lower()
    return before.endswith(("from ", "between "))


@rule("decade", r"(?:the )?(?P<mod>early|mid|late)?[ -]?(?:(?P<c>1[5-9]|20)|['’‘])?(?P<d>\d)0['’]?s")
@rule(
    "decade.words",
    r"the (?:(?P<mod>early|mid|late)[ -])?(?P<w>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)",
)
def decade(m: Match, c: Context) -> Reading | None:
    words = group(m, "w")
    if words:
        tens = (
            "",
            "",
            "twenties",
            "thirties",
            "forties",
            "fifties",
            "sixties",
            "seventies",
            "eighties",
            "nineties",
        ).index(words)
        return cal.decade(1900 + tens * 10)
    if m["c"]:
        return cal.decade(int(m["c"]) * 100 + int(m["d"]) * 10)
    if not re.match(r"(?:the |early |mid|late )", m[0].lower()):
        return None  # “in his 30s” is an age
    before = m.string[max(0, m.start() - 6) : m.start()].lower()
    if before.endswith(("his ", "her ", "their ")):
        return None
    return cal.decade((2000 if m["d"] in "01" else 1900) + int(m["d"]) * 10)


@rule(
    "century",
    rf"(?:the )?(?:(?P<mod>early|mid|late)[ -])?(?P<n>\d{{1,2}}(?:st|nd|rd|th)|{ORDINAL}|twenty-first)[ -]century",
)
def century(m: Match, c: Context) -> Reading | None:
    words = m["n"].lower()
    n = 21 if words == "twenty-first" else day_number(words)
    return cal.century(n)


# Days relative to the anchor.


@rule(
    "day.today",
    r"(?P<mod>earlier |later )?(?P<w>the day before yesterday|the day after tomorrow|today|yesterday"
    r"|tomorrow)(?!['’]s (?:world|society|youth|technology))",
)
def today(m: Match, c: Context) -> Reading | None:
    offset = {"the day before yesterday": -2, "yesterday": -1, "today": 0, "tomorrow": 1, "the day after tomorrow": 2}
    return unknown("day") if c.today is None else cal.day(c.today + DAY * offset[m["w"].lower()])


@rule(
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
    return cal.day(c.today - DAY * back)


@rule(
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


@rule(
    "unit.relative",
    rf"{MOD}(?P<rel>last|next|this past|this coming|this|the previous|the preceding|the following"
    r"|the coming|the current|that|the same|the next|current|coming) (?:fiscal )?(?P<u>week|weekend"
    r"|month|year|quarter|decade|century)(?!-)",
)
def relative_unit(m: Match, c: Context) -> Reading | None:
    unit, rel, mod = m["u"].lower(), m["rel"].lower(), group(m, "mod")
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
    if step == 0 and c.now and mod.startswith("earlier"):
        return reading.until(c.now)
    if step == 0 and c.now and mod.startswith("later") and reading.last and reading.last > c.now:
        return Reading(reading.type, reading.value, reading.granularity, c.now, reading.last)
    return reading


@rule(
    "unit.mod",
    r"(?P<mod>earlier in|later in|the end of|the beginning of|the start of|the middle of) the "
    r"(?P<u>week|month|year|quarter|decade|century)|(?P<end>year[- ]end|month[- ]end)",
)
def unit_modified(m: Match, c: Context) -> Reading | None:
    unit = m["u"].lower() if m["u"] else m["end"].lower().split("-")[0].split()[0]
    if c.today is None:
        return unknown(unit)
    reading = cal.unit_of(c.today, unit)
    return reading.until(c.now) if group(m, "mod") == "earlier in" else reading


@rule(
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


# Distances from the anchor.


@rule(
    "ago",
    rf"{ABOUT}{COUNT}(?: (?:more|or so))? ?{UNIT}(?: or so)?[ -](?P<dir>ago|earlier|before|prior|later"
    r"|afterwards|from now|hence)(?! the | an? )",
)
def ago(m: Match, c: Context) -> Reading | None:
    unit = m["u"].lower().replace("centurie", "century")
    count, direction = number(m["n"]), m["dir"].lower()
    if m["n"].lower() == "few":
        return None
    sign = -1 if direction in ("ago", "earlier", "before", "prior") else 1
    from_text = direction in ("earlier", "before", "prior", "later", "afterwards")
    if count is None:
        return reference("PAST" if sign < 0 else "FUTURE")
    if unit == "year" and count == 1 and c.last_quarter and sign < 0:
        last = c.last_quarter
        return cal.quarter(int(last.value[:4]) - 1, int(last.value[-1]))
    if c.now is None:
        return unknown("week" if unit == "fortnight" else unit)
    if unit in ("second", "minute", "hour"):
        moment = moved(c.now, sign * count, unit)
        step = timedelta(hours=1) if unit == "hour" else timedelta(minutes=1)
        value = moment.strftime("%Y-%m-%dT%H" if unit == "hour" else "%Y-%m-%dT%H:%M")
        return Reading("TIME", value, "minute", moment, moment + step)
    base = datetime.combine(c.last_day, c.now.time()) if from_text and c.last_day else c.now
    moment = moved(base, sign * count, unit)
    return cal.unit_of(moment.date(), {"fortnight": "week"}.get(unit, unit))


@rule("unit.ago", r"(?P<n>year|month|week)[ -](?P<dir>ago|earlier)")
def unit_ago(m: Match, c: Context) -> Reading | None:
    """“year-earlier profit”: the unit before the one spoken of."""
    if c.last_quarter and m["n"].lower() == "year":
        return cal.quarter(int(c.last_quarter.value[:4]) - 1, int(c.last_quarter.value[-1]))
    unit = m["n"].lower()
    return unknown(unit) if c.today is None else cal.unit_of(cal.shifted(c.today, -1, unit), unit)


@rule("ago.decades", r"(?P<w>(?:many |some |several )?(?:days|weeks|months|years|decades|centuries)|long|moments?) ago")
def vaguely_ago(m: Match, c: Context) -> Reading:
    return reference("PAST")


@rule(
    "stretch",
    r"(?:over |during |in |within )?(?P<w>(?:the |these |those )?(?:past|last|previous|preceding|next"
    rf"|coming|following|first|final|latest)) {COUNT} ?{UNIT}",
)
def recent_stretch(m: Match, c: Context) -> Reading | None:
    words, unit = m["w"].lower().split()[-1], m["u"].lower().replace("centurie", "century")
    count = number(m["n"])
    if words in ("first", "final", "latest"):
        return Reading("DURATION", duration(count, unit))
    sign = 1 if words in ("next", "coming", "following") else -1
    return stretch(count, unit, c, sign)


@rule(
    "stretch.one",
    r"(?:the |this )past (?P<u>day|week|month|year|decade|century)|the (?P<u2>last) (?P<u3>day|week"
    r"|month|year|decade|century)",
)
def past_unit(m: Match, c: Context) -> Reading | None:
    return stretch(1, (m["u"] or m["u3"]).lower(), c, -1)


# References without a date.


@rule(
    "reference.past",
    r"(?:more |most |just )?recently|(?:the )?recent (?:days|weeks|months|years|times|decades)(?: "
    r"(?:and|or) (?:weeks|months|years))?|recent|lately|the (?:recent |distant )?past"
    r"(?= *[.,;:)]|$| and\b| but\b)|past years|of late|long ago|not long ago|the other day"
    r"|the last few (?:days|weeks|months|years)|at the time(?= *[.,;]|$)",
)
def past_reference(m: Match, c: Context) -> Reading | None:
    return reference("PAST")


@rule(
    "reference.present",
    r"(?:right |just |until |till |up to )?now(?!-)|currently|at the moment|at present|presently"
    r"|nowadays|these days|current|to date",
)
def present_reference(m: Match, c: Context) -> Reading | None:
    return reference("PRESENT")


@rule(
    "reference.future",
    r"(?:very )?soon(?! as)|(?:the |in )(?:near |foreseeable |distant |not-too-distant )?future"
    r"(?= *[.,;:?!)]|$| (?!contract|price|trad|market|exchange))|(?:the )?coming (?:days|weeks|months"
    r"|years|decades)|the days ahead",
)
def future_reference(m: Match, c: Context) -> Reading | None:
    return reference("FUTURE")


# Sets.


@rule(
    "set.every",
    rf"(?:every|each)(?: other| (?P<n>{SMALL}|\d{{1,3}}|few|single))? (?P<u>second|minute|hour|day|week"
    r"|month|quarter|year|decade|night|morning|afternoon|evening|weekend|summer|winter|spring"
    r"|autumn)s?",
)
def every(m: Match, c: Context) -> Reading | None:
    unit = m["u"].lower()
    count: float | None = number(m["n"]) if m["n"] and m["n"].lower() != "single" else 1
    if "other" in m[0].lower():
        count = 2
    if unit in SEASON_CODES:
        return Reading("SET", f"XXXX-{SEASON_CODES[unit]}")
    if unit in PART_CODES:
        return Reading("SET", f"XXXX-XX-XXT{PART_CODES[unit]}")
    if unit == "weekend":
        return Reading("SET", "XXXX-WXX-WE")
    return Reading("SET", duration(count, unit))


@rule(
    "set.weekday",
    rf"(?:every|each) (?P<name>{WD}|{MONTH})|{WD.replace('?P<wd>', '?P<wds>')}(?: (?P<p>morning"
    r"|afternoon|evening|night))?s",
    CASE,
)
def every_weekday(m: Match, c: Context) -> Reading | None:
    name = (m["wd"] or m["wds"] or "").lower()
    if not name:
        return Reading("SET", f"XXXX-{month_number(m['mo']):02}")
    value = f"XXXX-WXX-{WEEKDAYS.index(name) + 1}"
    return Reading("SET", value + (f"T{PART_CODES[m['p'].lower()]}" if m["p"] else ""))


@rule("set.adverb", r"(?P<w>hourly|daily|nightly|weekly|biweekly|fortnightly|monthly|yearly|annually)")
def adverb(m: Match, c: Context) -> Reading | None:
    values = {
        "hourly": "PT1H",
        "daily": "P1D",
        "nightly": "XXXX-XX-XXTNI",
        "weekly": "P1W",
        "biweekly": "P2W",
        "fortnightly": "P2W",
        "monthly": "P1M",
        "yearly": "P1Y",
        "annually": "P1Y",
    }
    return Reading("SET", values[m["w"].lower()])


@rule(
    "set.rate",
    r"(?:(?<=\d )|(?<=lion )|(?<=imes )|(?<=nce )|(?<=ice )|(?<=ons )|(?<=rels )|(?<=lars )|"
    r"(?<=hours )|(?<=ent )|(?<=ours ))(?:a|an|per) (?P<u>hour|day|week|month|quarter|year|night)",
)
def rate(m: Match, c: Context) -> Reading | None:
    unit = m["u"].lower()
    return Reading("SET", "XXXX-XX-XXTNI" if unit == "night" else duration(1, unit))


# Parts of the day and clock times; `_find` joins them with a day beside them.


@rule(
    "part.anchored",
    r"(?P<mod>early |late |earlier |later )?(?P<rel>this|yesterday|tomorrow|last|that|the next"
    r"|the following|the previous) (?P<p>morning|afternoon|evening|night)|(?P<t>tonight)",
)
def anchored_part(m: Match, c: Context) -> Reading | None:
    words, rel = "night" if m["t"] else m["p"].lower(), group(m, "rel")
    code = PART_CODES[words]
    if c.today is None:
        return Reading("TIME", f"XXXX-XX-XXT{code}")
    base = c.last_day if rel.startswith(("that", "the")) and c.last_day else c.today
    offset = {"yesterday": -1, "last": -1, "tomorrow": 1, "the next": 1, "the following": 1, "the previous": -1}
    return cal.part(base + DAY * offset.get(rel, 0), code)


@rule("part.overnight", r"overnight(?! stay| bag| train| rate)")
def overnight(m: Match, c: Context) -> Reading | None:
    """The night that ends on the day of publication."""
    if c.today is None:
        return Reading("TIME", "XXXX-XX-XXTNI")
    reading = cal.part(c.today - DAY, "NI")
    return Reading("TIME", f"{c.today.isoformat()}TNI", "part", reading.first, reading.last)


@rule(
    "part.bare",
    r"(?:(?<=\bin )|(?<=\bat )|(?<=\bby )|(?<=ring )|(?<=ntil )|(?<=fore )|(?<=fter )|(?<=ince )|"
    rf"(?<=ound ))(?:the )?(?:(?:early|late|mid)[ -])?{PART}|the (?:early |late )?(?P<p2>morning"
    r"|afternoon|evening)(?! after)|mid[ -](?P<p3>morning|afternoon)",
)
def bare_part(m: Match, c: Context) -> Reading | None:
    words = (m["p"] or m["p2"] or m["p3"]).lower()
    base = c.last_day or c.today
    if words == "midnight":
        if base is None:
            return Reading("TIME", "XXXX-XX-XXT24:00")
        first = cal.at(base, 24)
        return Reading("TIME", f"{base.isoformat()}T24:00", "minute", first, first + timedelta(minutes=1))
    code = PART_CODES[words]
    return Reading("TIME", f"XXXX-XX-XXT{code}") if base is None else cal.part(base, code)


ZONE = r"(?: (?P<z>GMT|UTC|EST|EDT|CST|CDT|PST|PDT|BST|CET|CEST|EET|IST|PKT|AFT|MSK|local time|ET))?"


@rule(
    "clock",
    r"(?:(?:about|around|before|after|just (?:before|after)) )?(?P<h>1[0-2]|0?[1-9])(?:[:.]"
    rf"(?P<min>[0-5]\d))? ?(?P<ap>[ap]\.?m\.?|o['’]clock)(?![a-z]){ZONE}",
)
@rule(
    "clock.24",
    r"(?:(?<=\bat )|(?<=\()|(?<=ound )|(?<=bout )|(?<=rom )|(?<=til )|(?<=fter )|(?<=fore ))"
    rf"(?P<h>[01]?\d|2[0-3]):(?P<min>[0-5]\d)(?!\d|[.:]\d){ZONE}",
)
@rule("clock.gmt", r"(?P<h>[01]?\d|2[0-3])[:.]?(?P<min>[0-5]\d) ?(?:hrs? |hours? )?(?P<z>GMT|UTC)")
def clock(m: Match, c: Context) -> Reading | None:
    hour, minute = int(m["h"]), m["min"]
    half = group(m, "ap").replace(".", "")
    if half in ("am", "pm"):
        hour = hour % 12 + (12 if half == "pm" else 0)
    base = c.last_day or c.today
    if base is None:
        return Reading("TIME", f"XXXX-XX-XXT{hour:02}:{minute or '00'}")
    return cal.clock(base, hour, int(minute) if minute else None)


# Durations.


@rule(
    "duration",
    rf"{ABOUT}{COUNT}(?: (?:more|full|whole|straight|consecutive|additional|long))?[ -]?{UNIT}"
    r"(?P<half> and a half)?(?P<old>[ -]old)?",
)
def plain_duration(m: Match, c: Context) -> Reading | None:
    count, unit, words = number(m["n"]), m["u"].lower(), m["n"].lower()
    if m["old"] or re.match(r"[ -]olds?\b", m.string[m.end() : m.end() + 5]):
        return None  # an age
    if unit == "second" and words in ("a", "an", "the"):
        return None
    if words in ("a", "an") and unit == "quarter":
        return None
    if words == "some" and not m[0].lower().endswith("s"):
        return None
    if m["half"] and count is not None:
        count += 0.5
    if (
        m["n"].isdigit()
        and len(m["n"]) == 4
        and m.string[m.end("n") : m.end("n") + 1] == " "
        and 1500 < int(m["n"]) < 2100
    ):
        return None  # “in 1998 quarter …”
    return Reading("DURATION", duration(count, unit))


@rule(
    "duration.bare",
    r"(?:(?<=\bfor )|(?<=\bfor the )|(?<=ithin )|(?<=take )|(?<=ook )|(?<=after ))(?P<u>hours|days"
    r"|weeks|months|years|decades|centuries|minutes)|(?P<u2>days|weeks|months|years|decades) (?:of"
    r"|before|after|earlier|later|or (?:months|years))",
)
def bare_duration(m: Match, c: Context) -> Reading | None:
    unit = (m["u"] or m["u2"]).lower()
    unit = "century" if unit == "centuries" else unit[:-1]
    if m["u2"]:
        return None
    return Reading("DURATION", duration(None, unit))


def span_of(a: Reading, b: Reading) -> Reading:
    """The range from the start of `a` to the end of `b`."""
    return Reading("DURATION", f"{a.value}/{b.value}", b.granularity, a.first, b.last)


@rule(
    "range.days",
    rf"(?:{MONTH} )(?P<a>[12]?\d|3[01])(?:st|nd|rd|th)? ?(?:-|–|to|and|through|until) ?(?P<b>[12]\d"
    rf"|3[01]|[1-9])(?:st|nd|rd|th)?(?!\d|,\d{{3}})(?:,? {YEAR})?",
    CASE,
)
@rule(
    "range.days-first",
    r"(?:the )?(?P<a>[12]\d|3[01]|[1-9])(?:st|nd|rd|th)? ?(?:-|–|to|and|through|until) ?(?P<b>[12]\d"
    rf"|3[01]|[1-9])(?:st|nd|rd|th)? (?:of )?{MONTH}(?:,? {YEAR})?",
    CASE,
)
def day_range(m: Match, c: Context) -> Reading | None:
    number, a, b = month_number(m["mo"]), int(m["a"]), int(m["b"])
    if b <= a or (
        " and " in m[0] and not m.string[max(0, m.start() - 8) : m.start()].endswith(("between ", "Between "))
    ):
        return None
    year = int(m["y"]) if m["y"] else _year_of_day(number, b, m, c)
    if year is None:
        return Reading("DURATION", f"XXXX-{number:02}-{a:02}/XXXX-{number:02}-{b:02}")
    return span_of(cal.day(date(year, number, a)), cal.day(date(year, number, b)))
