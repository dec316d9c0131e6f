"""The word groups of this stage (`lexicons/factuality_words.tsv`)."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def groups() -> Mapping[str, str]:
    """The group of each lemma."""
    found: dict[str, str] = {}
    lexicon = files("counterclaim").joinpath("lexicons", "factuality_words.tsv").read_text(encoding="utf-8")
    for line in lexicon.splitlines():
        if line and not line.startswith("#"):
            group, lemmas = line.split("\t")
            for lemma in lemmas.split("; "):
                found.setdefault(lemma, group)
    return found
