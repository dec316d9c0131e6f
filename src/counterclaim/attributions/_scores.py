"""How often each rule is right, as a table beside this module."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

SCORES_FILE = Path(__file__).with_name("scores.tsv")
#: For a rule that has not been measured.
UNMEASURED = 0.5


@cache
def load_scores() -> Mapping[str, float]:
    """Rule name to measured precision; the head of scores.tsv says on what, when, and how to measure again."""
    scores = {}
    for line in SCORES_FILE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            rule, right, found = line.split("\t")
            scores[rule] = (int(right) + 1) / (int(found) + 2)  # never quite 0 or 1
    return scores


def score_of(rule: str) -> float:
    return load_scores().get(rule, UNMEASURED)
