"""Fit what the learned tagger's scores mean, to src/counterclaim/attributions/calibration.tsv.

    python -m training.calibrate_tagger --data $DATA/polnear/train.jsonl.gz [--every 20]

On every n-th text (by name), which training/train_tagger.py leaves out. An attribution is right when it shares half
its content with a gold one (Dice over words) and a word of its source, or neither has a source; one to one. A logistic
curve with a little weight decay, by Newton's method.
"""

import argparse
import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from benchmarks.attribution import revision_of_lines
from counterclaim.attributions import LearnedTagger, RuleTagger
from counterclaim.attributions._calibration import FILE, Evidence
from counterclaim.parsing import load_parser
from counterclaim.taggers import load_marker
from training.measure_rules import WORD, right_ones

DECAY = 1.0


def fit(rows: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Weights of the columns of `rows`, the last of which is 1, for the probability that a row is right."""
    weights = np.zeros(rows.shape[1])
    for _ in range(50):
        shares = 1 / (1 + np.exp(-rows @ weights))
        gradient = rows.T @ (right - shares) - DECAY * weights
        hessian = (rows * (shares * (1 - shares))[:, None]).T @ rows + DECAY * np.eye(len(weights))
        weights = weights + np.linalg.solve(hessian, gradient)
    return weights


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--every", type=int, default=20)
    asked = options.parse_args()
    with gzip.open(asked.data, "rt", encoding="utf-8") as lines:
        texts = {row["id"]: row for row in map(json.loads, lines)}
    parser, rules, tagger = load_parser(), RuleTagger(), LearnedTagger(load_marker())
    rows: list[Evidence] = []
    right: list[bool] = []
    for name in sorted(texts)[:: asked.every]:
        row = texts[name]
        revision = revision_of_lines(name, row["text"])
        parse = parser.parse(revision)
        found = list(tagger.outermost(revision, parse, rules.tag(revision, parse)))
        words = [m.span() for m in WORD.finditer(row["text"])]
        matched = right_ones(words, [a for a, _ in found], row["annotators"][0]["attributions"])
        rows += [evidence for _, evidence in found]
        right += [i in matched for i in range(len(found))]
    weights = fit(np.column_stack([np.array(rows), np.ones(len(rows))]), np.array(right, dtype=float))
    named = dict(zip((*Evidence._fields, "constant"), weights.round(4).tolist(), strict=True))
    head = (
        f"# What the learned tagger's score is read from: fitted {datetime.now(tz=UTC):%Y-%m-%d} on {len(rows)}\n"
        f"# attributions, {sum(right)} of them right, of texts that the model was not trained on. Fit again after\n"
        "# changing the weights or the rules: python -m training.calibrate_tagger --data $DATA/polnear/train.jsonl.gz\n"
        "# name\tweight\n"
    )
    FILE.write_text(head + "".join(f"{name}\t{value}\n" for name, value in named.items()), encoding="utf-8")
    print(named)


if __name__ == "__main__":
    main()
