"""What offset from UTC a zone word or a country's clocks may mean at a local time: every reading, none guessed.

Source: `lexicons/time_zones.tsv` for abbreviations, the tz database (`tzdata`) for the clocks of countries.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

#: The widest clocks on earth: bounds for a local time of which no zone is known.
WIDEST = (timedelta(hours=-12), timedelta(hours=14))


@dataclass(frozen=True, slots=True)
class ZoneReading:
    """One meaning of a zone: `name`, the offset at the local time asked about, and the countries that use it
    (empty: the word means the same everywhere)."""

    name: str
    offset: timedelta
    countries: frozenset[str]


@cache
def _abbreviations() -> dict[str, tuple[tuple[str, str, frozenset[str]], ...]]:
    table: dict[str, tuple[tuple[str, str, frozenset[str]], ...]] = {}
    lines = resources.files("counterclaim.lexicons").joinpath("time_zones.tsv").read_text("utf-8").splitlines()
    for line in lines:
        if line and not line.startswith("#"):
            word, rule, countries, name = line.split("\t")
            users = frozenset() if countries == "*" else frozenset(countries.split())
            table[word] = (*table.get(word, ()), (name, rule, users))
    return table


@cache
def _country_zones() -> dict[str, tuple[str, ...]]:
    zones: dict[str, tuple[str, ...]] = {}
    for line in resources.files("tzdata.zoneinfo").joinpath("zone.tab").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            country, _, zone = line.split("\t")[:3]
            zones[country] = (*zones.get(country, ()), zone)
    return zones


def is_zone_word(word: str) -> bool:
    return word.upper() in _abbreviations()


def is_country(code: str) -> bool:
    """Whether `code` is an ISO 3166 alpha-2 code that the tz database knows."""
    return code in _country_zones()


def _offset(rule: str, local: datetime) -> timedelta:
    if rule[0] in "+-":
        hours, minutes = rule[1:].split(":")
        offset = timedelta(hours=int(hours), minutes=int(minutes))
        return -offset if rule[0] == "-" else offset
    offset_then = local.replace(tzinfo=ZoneInfo(rule)).utcoffset()
    return offset_then or timedelta()


def word_readings(word: str, local: datetime) -> tuple[ZoneReading, ...]:
    """Every reading of a zone abbreviation at the naive `local` time; none for an unknown word."""
    found = _abbreviations().get(word.upper(), ())
    return tuple(ZoneReading(name, _offset(rule, local), countries) for name, rule, countries in found)


def country_readings(country: str, local: datetime) -> tuple[ZoneReading, ...]:
    """The clocks of a country at the naive `local` time, one reading an offset (one for most countries)."""
    found: dict[timedelta, ZoneReading] = {}
    for zone in _country_zones().get(country, ()):
        offset = _offset(zone, local)
        found.setdefault(offset, ZoneReading(zone, offset, frozenset({country})))
    return tuple(found.values())
