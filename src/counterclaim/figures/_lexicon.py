"""The word lists of this stage, read once."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import counterclaim.lexicons
from counterclaim.records.mentions import FigureUnit

FOLDER = Path(counterclaim.lexicons.__file__).parent


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
