"""Counts, units and distances, as TIMEX3 writes them and as the calendar has them."""

import re
from datetime import date, datetime, timedelta

from counterclaim.lexicons.calendar_names import MONTHS
from counterclaim.lexicons.figures_numbers import ORDINALS, read_number
from counterclaim.timexes import _calendar as cal
from counterclaim.timexes._calendar import Reading
from counterclaim.timexes.rules._patterns import PERIOD_CODES
from counterclaim.timexes.rules._rule import Context, Match


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


def nearest_year(number: int, d: int, m: Match, c: Context) -> int | None:
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


def span_of(a: Reading, b: Reading) -> Reading:
    """The range from the start of `a` to the end of `b`."""
    return Reading("DURATION", f"{a.value}/{b.value}", b.granularity, a.first, b.last)
