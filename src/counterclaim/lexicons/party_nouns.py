"""Head nouns of parties and of what speaks for them, for stages that need no more than to know them as such."""

from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("actors_nouns.tsv")

#: Endings of nouns for people that are not in the list (“engineer”, “historian”), few enough to name no things.
_PEOPLE = ("ist", "ian", "eer", "yer", "tor", "man", "woman")


def is_party_noun(lemma: str) -> bool:
    """Whether a noun names people, a body, or a document that speaks for its author."""
    return lemma in load_party_nouns() or (len(lemma) > 5 and lemma.endswith(_PEOPLE))


@cache
def load_person_nouns() -> frozenset[str]:
    """The lemmas of actors_nouns.tsv that name a person by what they do or are (“minister”)."""
    return frozenset(noun for noun, class_, *_ in _rows() if class_ == "person")


@cache
def load_party_nouns() -> frozenset[str]:
    """The lemmas of actors_nouns.tsv: people, bodies, and documents that speak for their authors."""
    return frozenset(noun for noun, *_ in _rows())


def _rows() -> list[list[str]]:
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]
