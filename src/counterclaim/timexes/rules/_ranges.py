"""Two dates in one expression: “3 to 5 March”, “2014–15”."""

from datetime import date

from counterclaim.timexes import _calendar as cal
from counterclaim.timexes._calendar import Reading
from counterclaim.timexes.rules._patterns import (
    MONTH,
    YEAR,
)
from counterclaim.timexes.rules._rule import CASE, Context, Match, Rules
from counterclaim.timexes.rules._values import month_number, nearest_year, span_of

RULES = Rules()


@RULES.add("year.range", r"(?P<a>(?:1[5-9]|20)\d\d)(?P<sep>[-–/]| to | and )(?P<b>(?:1[5-9]|20)?\d\d)(?!\d|-)")
def year_range(m: Match, c: Context) -> Reading | None:
    a = int(m["a"])
    b = int(m["b"]) if len(m["b"]) == 4 else a // 100 * 100 + int(m["b"])
    if b <= a or (m["sep"].strip().isalpha() and not _ranged(m)) or (m["sep"] == " and " and len(m["b"]) == 2):
        return None
    return span_of(cal.year(a), cal.year(b))


def _ranged(m: Match) -> bool:
    before = m.string[max(0, m.start() - 9) : m.start()].lower()
    return before.endswith(("from ", "between "))


@RULES.add(
    "range.days",
    rf"(?:{MONTH} )(?P<a>[12]?\d|3[01])(?:st|nd|rd|th)? ?(?:-|–|to|and|through|until) ?(?P<b>[12]\d"
    rf"|3[01]|[1-9])(?:st|nd|rd|th)?(?!\d|,\d{{3}})(?:,? {YEAR})?",
    CASE,
)
@RULES.add(
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
    year = int(m["y"]) if m["y"] else nearest_year(number, b, m, c)
    if year is None:
        return Reading("DURATION", f"XXXX-{number:02}-{a:02}/XXXX-{number:02}-{b:02}")
    return span_of(cal.day(date(year, number, a)), cal.day(date(year, number, b)))
