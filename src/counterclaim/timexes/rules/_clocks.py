"""Parts of the day and clock times; `_joining` puts them together with the day beside them."""

from datetime import timedelta

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
    base = c.last_day or c.today
    if base is None:
        return Reading("TIME", f"XXXX-XX-XXT{hour:02}:{minute or '00'}")
    return cal.clock(base, hour, int(minute) if minute else None)
