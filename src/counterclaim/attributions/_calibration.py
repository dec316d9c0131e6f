"""How probable it is that an attribution is right, from how sure the model was of its parts.

A logistic curve over six numbers; weights in calibration.tsv, fitted by training/calibrate_tagger.py on texts that the
model was not trained on.
"""

import math
from functools import cache
from pathlib import Path
from typing import NamedTuple

from counterclaim.attributions._decode import Linked
from counterclaim.records.attributions import Attribution

FILE = Path(__file__).with_name("calibration.tsv")
_MOST = 1 - 1e-4


class Evidence(NamedTuple):
    """What the probability is read from. Probabilities enter as log-odds."""

    content: float
    cue: float
    source: float
    source_link: float
    content_link: float
    by_rule: float

    @classmethod
    def of(cls, linked: Linked, rule: Attribution | None) -> "Evidence":
        """Of an attribution and the rule tagger's with the same cue, if it found one."""
        words = sum(c.end - c.start for c in linked.contents)
        content = sum(c.score * (c.end - c.start) for c in linked.contents) / words
        source = linked.source.score if linked.source else linked.source_link
        odds = map(_log_odds, (content, linked.cue.score, source, linked.source_link, linked.content_link))
        content_odds, cue_odds, source_odds, source_link, content_link = odds
        by_rule = 0.0 if rule is None else rule.score
        return cls(content_odds, cue_odds, source_odds, source_link, content_link, by_rule)


def _log_odds(share: float) -> float:
    share = min(_MOST, max(1 - _MOST, share))
    return math.log(share / (1 - share))


@cache
def load_weights() -> dict[str, float]:
    """The weights by name; `constant` among them."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {name: float(value) for name, value in rows}


def probability(evidence: Evidence) -> float:
    """The probability, in (0, 1), that content and source are right."""
    weights = load_weights()
    odds = weights["constant"] + sum(weights[name] * value for name, value in evidence._asdict().items())
    return 1 / (1 + math.exp(-odds))
