"""Distances from the anchor and stretches that end or begin at it: “two days ago”, “the past 23 years”."""

from datetime import datetime, timedelta

from counterclaim.lexicons.calendar_names import WEEKDAYS
from counterclaim.timexes import _calendar as cal
from counterclaim.timexes._calendar import DAY, Reading
from counterclaim.timexes.rules._patterns import (
    ABOUT,
    COUNT,
    UNIT,
)
from counterclaim.timexes.rules._rule import Context, Match, Rules
from counterclaim.timexes.rules._values import duration, moved, number, reference, stretch, unknown

RULES = Rules()
DAYS = "|".join(WEEKDAYS)


@RULES.add(
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


@RULES.add(
    "ago.exact", rf"{COUNT} (?P<u>week|month|year)s? ago (?:(?P<w>today|yesterday)|(?:on |this |last )?(?P<wd>{DAYS}))"
)
def exactly_ago(m: Match, c: Context) -> Reading | None:
    """“a week ago today”, “two weeks ago on Friday”: a day."""
    count, unit = number(m["n"]), m["u"].lower()
    if c.today is None or count is None or count % 1:
        return None
    then = cal.shifted(c.today, -int(count), unit)
    if m["wd"]:
        if unit != "week":
            return None
        return cal.day(then - DAY * ((then.weekday() - WEEKDAYS.index(m["wd"].lower())) % 7))
    return cal.day(then - DAY * (m["w"].lower() == "yesterday"))


@RULES.add("unit.ago", r"(?P<n>year|month|week)[ -](?P<dir>ago|earlier)")
def unit_ago(m: Match, c: Context) -> Reading | None:
    """“year-earlier profit”: the unit before the one spoken of."""
    if c.last_quarter and m["n"].lower() == "year":
        return cal.quarter(int(c.last_quarter.value[:4]) - 1, int(c.last_quarter.value[-1]))
    unit = m["n"].lower()
    return unknown(unit) if c.today is None else cal.unit_of(cal.shifted(c.today, -1, unit), unit)


@RULES.add(
    "ago.decades", r"(?P<w>(?:many |some |several )?(?:days|weeks|months|years|decades|centuries)|long|moments?) ago"
)
def vaguely_ago(m: Match, c: Context) -> Reading:
    return reference("PAST")


@RULES.add(
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


@RULES.add(
    "stretch.one",
    r"(?:the |this )past (?P<u>day|week|month|year|decade|century)|the (?P<u2>last) (?P<u3>day|week"
    r"|month|year|decade|century)",
)
def past_unit(m: Match, c: Context) -> Reading | None:
    return stretch(1, (m["u"] or m["u3"]).lower(), c, -1)
