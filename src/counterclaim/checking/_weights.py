"""The weights by which measures become log-odds: data made by training/fit_stance.py, verified by digest."""

import hashlib
import math
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from counterclaim.errors import ModelError
from counterclaim.records.analyses import ModelDigest

WEIGHTS = Path(__file__).with_name("weights.tsv")
#: SHA-256 of the weights, made 2026-11-23 by training/fit_stance.py.
SHA256 = "0bc18149d047e8aaddc4053d7e65d8097de8e284687554abeb11b26651618a25"
DIGEST = ModelDigest(name="stance", version="2026.11", sha256=SHA256)

#: Log-odds by measure; “base” holds for every report.
Weights = Mapping[str, float]


@cache
def load_weights() -> Mapping[str, Weights]:
    """The weights of each answer (“about”, “report for”, “headline against”, …), verified.

    Raises:
        ModelError: the file is not the one whose digest is recorded here.
    """
    content = WEIGHTS.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != SHA256:
        raise ModelError(f"{WEIGHTS} has SHA-256 {found}, not the recorded {SHA256}: install counterclaim again")
    weights: dict[str, dict[str, float]] = {}
    for line in content.decode("utf-8").splitlines():
        if line and not line.startswith("#"):
            answer, name, weight = line.split("\t")
            weights.setdefault(answer, {})[name] = float(weight)
    return weights


def parts(weights: Weights, measures: Mapping[str, float]) -> dict[str, float]:
    """What each measure adds to the log-odds; they sum up to them."""
    return {name: weight * measures.get(name, 1.0 if name == "base" else 0.0) for name, weight in weights.items()}


def softmax(logits: Sequence[float]) -> list[float]:
    """The probabilities of answers by their log-odds."""
    top = max(logits)
    powers = [math.exp(logit - top) for logit in logits]
    return [power / sum(powers) for power in powers]
