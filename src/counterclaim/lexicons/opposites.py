"""Word lists for comparing what two claims say."""

from functools import cache
from importlib.resources import files

#: Letters at the front that two forms of one word have in common.
STEM = 5


def _lines(name: str) -> list[str]:
    text = files("counterclaim.lexicons").joinpath(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def load_opposites() -> dict[str, frozenset[str]]:
    """For each lemma those that cannot be said of the same matter (“alive”: “dead”, “die”, “kill”)."""
    found: dict[str, set[str]] = {}
    for line in _lines("opposites.tsv"):
        one, other = (side.split() for side in line.split("\t"))
        for a in one:
            found.setdefault(a, set()).update(other)
        for b in other:
            found.setdefault(b, set()).update(one)
    return {word: frozenset(others) for word, others in found.items()}


@cache
def load_kindred() -> dict[str, frozenset[str]]:
    """For each lemma of the opposites those of its own side (“flee”: “leave”, “depart”): other words for its deed."""
    found: dict[str, set[str]] = {}
    for line in _lines("opposites.tsv"):
        for side in line.split("\t"):
            for word in side.split():
                found.setdefault(word, set()).update(side.split())
    return {word: frozenset(others) for word, others in found.items()}


@cache
def load_anaphors() -> frozenset[str]:
    """Lemmas that point to a statement instead of making one (“the claim”, “this report”)."""
    return frozenset(_lines("anaphors.txt"))


@cache
def load_inquiries() -> frozenset[str]:
    """Lemmas of finding out whether something is so."""
    return frozenset(_lines("inquiries.txt"))
