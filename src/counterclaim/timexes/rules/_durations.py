"""Lengths of time that nothing ties to the calendar: “three weeks”."""

import re

from counterclaim.timexes._calendar import Reading
from counterclaim.timexes.rules._patterns import (
    ABOUT,
    COUNT,
    UNIT,
)
from counterclaim.timexes.rules._rule import Context, Match, Rules
from counterclaim.timexes.rules._values import (
    duration,
    number,
)

RULES = Rules()


@RULES.add(
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


@RULES.add(
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
