"""The dateline that a report opens with: towns, an agency, a day, and the mark behind them."""

import re
from collections.abc import Callable

from counterclaim.articles._lines import OPENING, UPPER, words_of

CountryOf = Callable[[str], str | None]

CITY_WORD = rf"[{UPPER}][\w.'’]{{0,30}}"
CITY = rf"{CITY_WORD}(?:[\s\-](?:(?:al|da|de|del|do|el|es|la|sur)[\s\-])?{CITY_WORD}){{0,3}}"
DATE_PART = r"(?:[A-Za-z]{3,9}\.?\s\d{1,2}(?:\s?,\s?\d{4})?|\d{1,2}\s[A-Za-z]{3,9}\.?(?:\s\d{4})?)"
AGENCY = r"[(\[]\s?(?P<agency>[A-Za-z][\w .&/’'-]{1,40})\s?[)\]]"
DATELINE = re.compile(
    rf"(?:(?P<place>{CITY}(?:\s?[,/]\s?{CITY}){{0,3}}?)(?:\s?[,|]\s?(?P<date>{DATE_PART}))?\s{{0,2}})?"
    rf"(?:{AGENCY}\s{{0,2}})?(?:(?P<sep>-{{1,3}}|[—–]{{1,2}}|:)|(?<=[)\]])|(?<=[)\]]\s))\s{{0,3}}"
)
#: Words that stand before a colon or a dash at the start of a report without being places.
LABEL_WORDS = frozenset(
    "advisory alert analysis answer article background breaking by caption claim claims clarification column comment "
    "correction earlier elsewhere example later meanwhile origin origins quiz rating recap verdict worldwide "
    "coverage developing disclaimer editorial exclusive explained explainer fact factbox fake false feature file first "
    "focus gallery graphic headline highlights image important in insight interview just latest live media more news "
    "note now opinion photo photos picture pictures poll profile question quote read related report rumor rumour "
    "source special spoiler status story summary timeline true update updated urgent verdict video views warning watch "
    "what when where who why q a".split()
)
SMALL_WORDS = re.compile(r"\b(?:of|from|the|and|for|to|on|with|by|at|a|an)\b", re.I)
ADJECTIVE = re.compile(r"(?:ous|ing|ed|ly|ful|tion|ive|ble)$")


def dateline_end(line: str, country_of: CountryOf | None, *, opening: bool = True) -> tuple[int, re.Match[str]] | None:
    """Where a dateline at the start of `line` ends, if it has one."""
    match = DATELINE.match(line)
    if not match or not (match["place"] or match["agency"]):
        return None
    place, agency, sep = match["place"] or "", match["agency"], match["sep"]
    rest = line[match.end() :]
    if len(words_of(rest)) < 4:
        return None
    if agency and (not place or len(agency.split()) > 5):
        return (match.end(), match) if sep and sep != ":" and not place else None
    towns = [part.strip() for part in re.split(r"[,/]", place) if part.strip()]
    known = bool(country_of and any(country_of(_proper(town)) for town in towns))
    capitals = towns[0].isupper() and len(re.sub(r"\W", "", towns[0])) >= (4 if not known else 2)
    label = any(word.lower().strip(".") in LABEL_WORDS for word in re.split(r"[\s\-]", towns[0]))
    if label or len(towns[0].split()) > 4 or (not known and SMALL_WORDS.search(towns[0])):
        return None
    if sep == "-" and not agency and line[match.start("sep") - 1] != " ":
        return None
    if agency and not sep:
        return (match.end(), match) if agency.isupper() and rest[:1].isupper() else None
    if not sep or not (rest[0].isupper() or rest[0].isdigit() or rest[0] in OPENING):
        return None
    if agency or match["date"] or known or (capitals and (sep != ":" or opening)):
        return match.end(), match
    # A town that no gazetteer was there to vouch for: only with a colon, and only a bare name.
    bare = sep == ":" and country_of is None and len(towns[0].split()) <= 2
    return (match.end(), match) if bare and not ADJECTIVE.search(towns[0]) else None


def _proper(town: str) -> str:
    """A town in capitals as a gazetteer writes it."""
    return town.title() if town.isupper() else town
