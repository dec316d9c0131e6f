"""What recurs: “every week”, “Fridays”, “twice a month”."""

from counterclaim.lexicons.calendar_names import WEEKDAYS
from counterclaim.lexicons.figures_numbers import SMALL
from counterclaim.timexes._calendar import Reading
from counterclaim.timexes.rules._patterns import (
    MONTH,
    PART_CODES,
    SEASON_CODES,
    WD,
)
from counterclaim.timexes.rules._rule import CASE, Context, Match, Rules
from counterclaim.timexes.rules._values import duration, month_number, number

RULES = Rules()


@RULES.add(
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


@RULES.add(
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


@RULES.add("set.adverb", r"(?P<w>hourly|daily|nightly|weekly|biweekly|fortnightly|monthly|yearly|annually)")
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


@RULES.add(
    "set.rate",
    r"(?:(?<=\d )|(?<=lion )|(?<=imes )|(?<=nce )|(?<=ice )|(?<=ons )|(?<=rels )|(?<=lars )|"
    r"(?<=hours )|(?<=ent )|(?<=ours ))(?:a|an|per) (?P<u>hour|day|week|month|quarter|year|night)",
)
def rate(m: Match, c: Context) -> Reading | None:
    unit = m["u"].lower()
    return Reading("SET", "XXXX-XX-XXTNI" if unit == "night" else duration(1, unit))
