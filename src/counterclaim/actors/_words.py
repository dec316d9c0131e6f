"""The word lists behind actors: head nouns, titles, first names, countries. Data files in `counterclaim.lexicons`."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

DETERMINERS = frozenset("the a an this that these those some any another both all each every".split())
DEFINITE = frozenset("the this that these those".split())
INDEFINITE = frozenset("a an one another some any several many two three four five other".split())
#: Particles of names that a short form may leave out (“al-X”, “X”).
PARTICLES = frozenset("al el ul ibn bin bint abu de del der di da la le van von".split())
LINKING = frozenset("of the and for in on at to de la le du des".split())
#: Words of a name that say nothing by themselves: a name is never shortened to one of them.
GENERIC = frozenset(
    "north south east west northern southern eastern western central new united national international federal royal "
    "islamic sunni shia shiite muslim christian jewish islamist democratic interior foreign prime people peoples "
    "popular free state states general supreme high public news press".split()
)
SPOKESPERSONS = frozenset("spokesman spokeswoman spokesperson".split())
#: Plural people who stand for the named party whose they are: “Xxx leaders said”.
MEMBERS = frozenset(
    "leader fighter militant member commander insurgent rebel jihadist jihadi extremist terrorist guerrilla "
    "separatist troop representative delegate negotiator force".split()
)
#: Descriptions wide enough to stand for any party of their class; others need the noun itself in the report.
GENERAL_PEOPLE = frozenset("leader politician man woman chief head ruler strongman year-old".split())
GENERAL_BODIES = frozenset(
    "group organisation organization movement outfit sect faction network body front force alliance militia".split()
)


#: Businesses: stand for a named body that is no organ of state, no armed group and no outlet.
FIRMS = frozenset("company firm corporation business manufacturer retailer airline bank chain startup".split())
#: Things that show something without being responsible for it.
THINGS = frozenset(
    "test investigation analysis figure datum data result finding evidence image imagery inspection examination "
    "autopsy inquiry probe record statistic estimate number sample".split()
)
#: Endings of nouns for people that are not in the list (“campaigner”, “loyalist”).
PEOPLE_ENDINGS = ("er", "or", "ist", "ian", "ant", "ee", "man", "men", "woman", "person", "people")
#: Nouns that refer back to each other: “the newspaper … the paper”.
ALIKE = {
    "paper": "newspaper",
    "daily": "newspaper",
    "tabloid": "newspaper",
    "organization": "organisation",
    "center": "centre",
    "defense": "defence",
    "spokesman": "spokesperson",
    "spokeswoman": "spokesperson",
    "chairwoman": "chairman",
    "advisor": "adviser",
    "neighbor": "neighbour",
    "rumor": "rumour",
    "jihadi": "jihadist",
}


@dataclass(frozen=True, slots=True)
class Noun:
    """What a head noun tells of its party: `kind` is person, organisation, group, document or nobody."""

    kind: str
    subclass: str | None
    gender: str | None


#: A noun that tells nothing of a party.
OTHER = Noun("other", None, None)


def _rows(name: str) -> list[list[str]]:
    text = files("counterclaim.lexicons").joinpath(name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@cache
def nouns() -> dict[str, Noun]:
    """Head nouns by lemma."""
    return {
        lemma: Noun(kind, None if subclass == "-" else subclass, None if gender == "-" else gender)
        for lemma, kind, subclass, gender in _rows("actors_nouns.tsv")
    }


@cache
def titles() -> dict[str, str | None]:
    """Titles before a name, with the gender that they tell."""
    return {title: None if gender == "-" else gender for title, gender in _rows("actors_titles.tsv")}


@cache
def first_names() -> dict[str, str]:
    """First names with their usual gender."""
    return {name: gender for name, gender in _rows("actors_first_names.tsv")}


@cache
def countries() -> dict[str, str]:
    """Every lower-case form of a country or people to the country's name in lower case (“german” to “germany”)."""
    forms: dict[str, str] = {}
    for country, others in _rows("actors_demonyms.tsv"):
        forms[country.lower()] = country.lower()
        for other in others.split("|"):
            forms[fold(other)] = country.lower()
            forms.setdefault(fold(other) + "s", country.lower())
    return forms


@cache
def adjectives() -> frozenset[str]:
    """The adjectives and peoples among the forms of countries: words that modify and name no party alone."""
    names = {country.lower() for country, _ in _rows("actors_demonyms.tsv")}
    return frozenset(form for form in countries() if form not in names and len(form) > 3)


@cache
def seats() -> dict[str, tuple[str, str]]:
    """Seats in lower case (“the White House”, capitals) with the country and the body that they stand for."""
    return {fold(seat): (country, body) for seat, country, body in _rows("actors_seats.tsv")}


def alike(noun: str) -> str:
    """One spelling for nouns that refer back to each other."""
    return ALIKE.get(noun, noun)


def is_other_body(rest: Iterable[str]) -> bool:
    """Whether words added to a name make it that of another body: “Xxx” is not the “Xxx Council”, but may be the
    “Xxx group” or the “Xxx newspaper”."""
    added = list(rest)
    if not added or "news" in added:
        return False
    last = added[-1]
    noun = nouns().get(last) or nouns().get(last.removesuffix("s"))
    return noun is not None and noun.kind != "person" and last not in GENERAL_BODIES and noun.subclass != "media"


def noun_of(lemma: str) -> Noun | None:
    """What the list or else the ending says of a head noun; None for a noun that may name a thing."""
    known = nouns().get(lemma)
    if known is None and lemma.endswith(PEOPLE_ENDINGS) and len(lemma) > 5:
        return Noun("person", None, None)
    return known


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """`word` in lower case without accents, full stops and apostrophes."""
    plain = unicodedata.normalize("NFKD", word.lower())
    return re.sub(r"[.'’`]", "", "".join(c for c in plain if not unicodedata.combining(c)))


def country_of(word: str) -> str:
    """`word` folded, or the country it is a form of."""
    key = fold(word)
    return countries().get(key, key)
