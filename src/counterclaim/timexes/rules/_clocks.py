"""Parts of the day and clock times; `_joining` puts them together with the day beside them."""

from datetime import date, timedelta

from counterclaim.timexes import _calendar as cal
from counterclaim.timexes._calendar import DAY, Reading
from counterclaim.timexes.rules._patterns import (
    PART,
    PART_CODES,
)
from counterclaim.timexes.rules._rule import Context, Match, Rules, group

RULES = Rules()


@RULES.add(
    "part.anchored",
    r"(?P<mod>early |late |earlier |later )?(?P<rel>this|yesterday|tomorrow|last|that|the next"
    r"|the following|the previous) (?P<p>morning|afternoon|evening|night)|(?P<t>tonight)"
    r"|the (?P<p2>night|evening|morning) (?P<rel2>before)(?= *[.,;:)]|$)",
)
def anchored_part(m: Match, c: Context) -> Reading | None:
    words, rel = "night" if m["t"] else (m["p"] or m["p2"]).lower(), group(m, "rel") or group(m, "rel2")
    code = PART_CODES[words]
    if c.today is None:
        return Reading("TIME", f"XXXX-XX-XXT{code}")
    base = c.last_day if rel.startswith(("that", "the", "before")) and c.last_day else c.today
    steps = {-1: ("yesterday", "last", "the previous", "before"), 1: ("tomorrow", "the next", "the following")}
    return cal.part(base + DAY * next((step for step, words in steps.items() if rel in words), 0), code)


@RULES.add("part.overnight", r"overnight(?! stay| bag| train| rate)")
def overnight(m: Match, c: Context) -> Reading | None:
    """The night that ends on the day of publication."""
    if c.today is None:
        return Reading("TIME", "XXXX-XX-XXTNI")
    reading = cal.part(c.today - DAY, "NI")
    return Reading("TIME", f"{c.today.isoformat()}TNI", "part", reading.first, reading.last)


@RULES.add(
    "part.bare",
    r"(?:(?<=\bin )|(?<=\bat )|(?<=\bby )|(?<=ring )|(?<=ntil )|(?<=fore )|(?<=fter )|(?<=ince )|"
    rf"(?<=ound ))(?:the )?(?:(?:early|late|mid)[ -])?{PART}|the (?:early |late )?(?P<p2>morning"
    r"|afternoon|evening)(?! after)|mid[ -](?P<p3>morning|afternoon)"
    r"|(?<=\bin )the (?P<p4>(?:early|small) hours)(?! of| on)",
)
def bare_part(m: Match, c: Context) -> Reading | None:
    words = (m["p"] or m["p2"] or m["p3"] or m["p4"]).lower()
    hour = 24 if words == "midnight" else 0 if words.endswith("hours") else cal.PARTS[PART_CODES[words]][0]
    base = _day_of(m, c, hour)
    if words == "midnight":
        if base is None:
            return Reading("TIME", "XXXX-XX-XXT24:00")
        first = cal.at(base, 24)
        return Reading("TIME", f"{base.isoformat()}T24:00", "minute", first, first + timedelta(minutes=1))
    code = "EH" if words.endswith("hours") else PART_CODES[words]
    if base is None:
        return Reading("TIME", f"XXXX-XX-XXT{'MO' if code in cal.OWN_PARTS else code}")
    return cal.part(base, code)


def _day_of(m: Match, c: Context, hour: int) -> date | None:
    """The day of an hour that names none: the day spoken of; else that of publication, or the one before where the
    hour had not come yet."""
    if c.last_day or c.today is None:
        return c.last_day
    return c.today - DAY if c.ahead_of(cal.at(c.today, hour), *m.span()) else c.today


#: Zone words that news texts put behind a clock time; what each means is in `lexicons/time_zones.tsv`.
ZONE = (
    r"(?: (?P<z>GMT|UTC|[ECMP][SD]?T|A[EC]?[SD]T|BST|CES?T|EES?T|WAT|EAT|SAST|IST|PKT|AFT|MSK|JST|KST|HKT"
    r"|local time))?"
)


@RULES.add(
    "clock",
    r"(?:(?:about|around|before|after|just (?:before|after)) )?(?P<h>1[0-2]|0?[1-9])(?:[:.]"
    rf"(?P<min>[0-5]\d))? ?(?P<ap>[ap]\.?m\.?|o['’]clock)(?![a-z]){ZONE}",
)
@RULES.add(
    "clock.24",
    r"(?:(?<=\bat )|(?<=\()|(?<=ound )|(?<=bout )|(?<=rom )|(?<=til )|(?<=fter )|(?<=fore ))"
    rf"(?P<h>[01]?\d|2[0-3]):(?P<min>[0-5]\d)(?!\d|[.:]\d){ZONE}",
)
@RULES.add("clock.gmt", r"(?P<h>[01]?\d|2[0-3])[:.]?(?P<min>[0-5]\d) ?(?:hrs? |hours? )?(?P<z>GMT|UTC)")
def clock(m: Match, c: Context) -> Reading | None:
    hour, minute = int(m["h"]), m["min"]
    half = group(m, "ap").replace(".", "")
    if half in ("am", "pm"):
        hour = hour % 12 + (12 if half == "pm" else 0)
    base = _day_of(m, c, hour)
    if base is None:
        return Reading("TIME", f"XXXX-XX-XXT{hour:02}:{minute or '00'}")
    return cal.clock(base, hour, int(minute) if minute else None)
