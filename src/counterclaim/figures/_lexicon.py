"""The word lists of this stage, read once."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import counterclaim.lexicons
from counterclaim.records.mentions import FigureUnit

FOLDER = Path(counterclaim.lexicons.__file__).parent
VOWELS = frozenset("aeiou")


def _rows(name: str) -> list[list[str]]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@cache
def hedges() -> Mapping[str, str]:
    """Hedge to its sense: low, high, near, about, exact."""
    return {words: sense for words, sense in _rows("figures_hedges.tsv")}


@cache
def roles() -> Mapping[tuple[str, str], FigureUnit]:
    """(lemma, kind) to the role; kinds are explained at the top of the file."""
    return {(lemma, kind): FigureUnit(unit) for lemma, kind, unit in _rows("figures_roles.tsv")}


@cache
def deeds() -> Mapping[tuple[str, str], str]:
    """(lemma, kind) to the participle that says the deed; kinds are explained at the top of the file."""
    return {(lemma, kind): deed for lemma, kind, deed in _rows("figures_deeds.tsv")}


def participle(verb: str) -> str:
    """The past participle of a verb's lemma: the list's, else the regular one (“charge” charged, “trap” trapped)."""
    listed = deeds().get((verb, "verb"))
    if listed:
        return listed
    if verb.endswith("e"):
        return verb + "d"
    if len(verb) > 2 and verb.endswith("y") and verb[-2] not in VOWELS:
        return verb[:-1] + "ied"
    vowels = sum(letter in VOWELS for letter in verb)
    if len(verb) > 2 and vowels == 1 and verb[-2] in VOWELS and verb[-1] not in "aeiouwxy":
        return verb + verb[-1] + "ed"
    return verb + "ed"
