"""Years, decades and centuries."""

import re

from counterclaim.lexicons.figures_numbers import TENS, UNITS, read_number
from counterclaim.timexes import _calendar as cal
from counterclaim.timexes._calendar import Reading
from counterclaim.timexes.rules._patterns import (
    MOD,
    ORDINAL,
    YEAR,
)
from counterclaim.timexes.rules._rule import CASE, Context, Match, Rules, group
from counterclaim.timexes.rules._values import (
    day_number,
)

RULES = Rules()


@RULES.add("year", rf"{MOD}(?:the year |fiscal year |fiscal |mid-)?{YEAR}", CASE)
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


@RULES.add("year.short", r"['’‘](?P<yy>\d\d)")
def short_year(m: Match, c: Context) -> Reading | None:
    if not re.search(
        r"\b(?:in|of|since|from|to|by|until|late|early|mid|summer|winter|spring|autumn|fall) $",
        m.string[max(0, m.start() - 8) : m.start()].lower(),
    ):
        return None
    turn = (c.today.year if c.today else 2030) % 100 + 5
    return cal.year(int(m["yy"]) + (1900 if int(m["yy"]) > turn else 2000))


@RULES.add(
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


@RULES.add("decade", r"(?:the )?(?P<mod>early|mid|late)?[ -]?(?:(?P<c>1[5-9]|20)|['’‘])?(?P<d>\d)0['’]?s")
@RULES.add(
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


@RULES.add(
    "century",
    rf"(?:the )?(?:(?P<mod>early|mid|late)[ -])?(?P<n>\d{{1,2}}(?:st|nd|rd|th)|{ORDINAL}|twenty-first)[ -]century",
)
def century(m: Match, c: Context) -> Reading | None:
    words = m["n"].lower()
    n = 21 if words == "twenty-first" else day_number(words)
    return cal.century(n)
