"""Fit the learned part of event factuality and write src/counterclaim/factuality/weights.tsv.

    python -m training.fit_factuality --data $DATA/claims/factuality.train.jsonl.gz

Rows {text, span, label, set}. Weights come from the sets UDS, MV, CB and RP alone; rows of other sets are only scored.
What is fitted is the difference between the label and the rule's reading (`_commitment.py`), by ridge regression over
the features of `_features.py`, in two parts: complements (what a governing word does) and everything else (the event's
own clause). Each set has its own constant, dropped afterwards: annotators of different sets start from different
readings of “neither here nor there”. UDS asks whether an event *has* happened, so that all that is announced counts
as not so; it weighs little in the first part, and less than half of the second part is kept. Prints Pearson's r by set,
with four folds over the sets that are fitted. No chance is involved: folds are runs of rows in the file's order.
"""

import argparse
import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.factuality import event_of, report_of
from counterclaim.factuality._clauses import Clauses
from counterclaim.factuality._commitment import read_commitment
from counterclaim.factuality._features import SCALE, is_governed, read_features
from counterclaim.parsing import load_parser

OUT = Path("src/counterclaim/factuality/weights.tsv")
FITTED = ("UDS", "MV", "CB", "RP")
#: How much a row of each set weighs in the part on complements.
GOVERNED_WEIGHT = {"UDS": 0.1, "MV": 1.0, "CB": 2.0, "RP": 1.5}
#: Ridge penalties, and the share of each fitted part that is kept.
GOVERNED_PENALTY, OWN_PENALTY, GOVERNED_SHARE, OWN_SHARE = 30.0, 50.0, 1.0, 0.4
GOVERNED_LEAST, OWN_LEAST = 2, 20  # rows in which a feature must hold
SMALLEST = 0.01  # smaller weights are left out of the file
FOLDS = 4
HEAD = """\
# What the learned part of event factuality adds for each feature (docs/cards/factuality.md): feature TAB weight.
# Made by training/fit_factuality.py from UDS, MegaVeridicality, CommitmentBank and RP; holds no text of theirs.
"""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--dry-run", action="store_true", help="print the scores and write nothing")
    given = options.parse_args()
    with gzip.open(given.data, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    names, values, rules, governed = read_rows(rows)
    sets = np.array([row["set"] for row in rows])
    labels = np.array([float(row["label"]) for row in rows])
    fold = np.zeros(len(rows), dtype=int)
    for name in set(sets):
        of_set = np.flatnonzero(sets == name)
        fold[of_set] = np.arange(len(of_set)) * FOLDS // len(of_set)
    fitted = np.isin(sets, FITTED)
    predicted = np.zeros(len(rows))
    for held_out in range(FOLDS + 1):  # the last time all rows are fitted
        used = fitted & (fold != held_out)
        weights = fit(names, values, labels - rules, sets, governed, used)
        scored = fitted & (fold == held_out) if held_out < FOLDS else ~fitted
        for i in np.flatnonzero(scored):
            predicted[i] = rules[i] + values[i] * sum(weights.get(name, 0.0) for name in names[i])
    predicted = np.clip(predicted, -SCALE, SCALE)
    for name in sorted(set(sets)):
        of_set = sets == name
        rule, whole = (np.corrcoef(labels[of_set], p[of_set])[0, 1] for p in (np.clip(rules, -SCALE, SCALE), predicted))
        print(f"{name}\t{of_set.sum()} rows\trules r {rule:.3f}\twith the learned part r {whole:.3f}")
    kept = {name: weight for name, weight in sorted(weights.items()) if abs(weight) >= SMALLEST}
    print(f"{len(kept)} of {len(weights)} weights kept")
    if not given.dry_run:
        OUT.write_text(HEAD + "".join(f"{n}\t{w:.3f}\n" for n, w in kept.items()), encoding="utf-8")


def read_rows(rows: list[dict[str, Any]]) -> tuple[list[tuple[str, ...]], Any, Any, Any]:
    """The features of each row, their value, the rule's reading, and whether the event is a complement."""
    parser = load_parser()
    names, values, rules, governed = [], [], [], []
    known: dict[str, Any] = {}
    for row in rows:
        if row["text"] not in known:
            text, spans = report_of(row["text"])
            known = {row["text"]: (Clauses(parser.parse_text(text)), spans)}
        clauses, spans = known[row["text"]]
        event = event_of(clauses.parse, spans, row["span"])
        if event is None:
            found, value, rule, complement = (), 0.0, 0.0, False
        else:
            commitment = read_commitment(clauses, event)
            found, value = read_features(clauses, commitment)
            rule, complement = SCALE * commitment.value, is_governed(clauses, commitment)
        names.append(found)
        values.append(value)
        rules.append(rule)
        governed.append(complement)
    return names, np.array(values), np.array(rules), np.array(governed)


def fit(names: Any, values: Any, missing: Any, sets: Any, governed: Any, used: Any) -> dict[str, float]:
    """The weights of both parts, fitted to what the rules leave of the rows in `used`."""
    weights = part(
        names,
        values,
        missing,
        sets,
        used & governed,
        GOVERNED_WEIGHT,
        GOVERNED_PENALTY,
        GOVERNED_LEAST,
        ("MV", "CB", "RP"),
    )
    weights = {name: GOVERNED_SHARE * weight for name, weight in weights.items()}
    rows = used & ~governed & (sets == "UDS")
    own = part(names, values, missing, sets, rows, {"UDS": 1.0}, OWN_PENALTY, OWN_LEAST, ("UDS",))
    # “own clause” holds of all of them: the mean goes into it, so that the part as a whole moves nothing up or down.
    mean = np.mean([sum(own.get(name, 0.0) for name in names[i]) for i in np.flatnonzero(rows)])
    for name, weight in own.items():
        weights[name] = OWN_SHARE * (weight - mean if name == "own clause" else weight)
    return weights


def part(
    names: Any,
    values: Any,
    missing: Any,
    sets: Any,
    rows: Any,
    weight_of: Any,
    penalty: float,
    least: int,
    seen_in: Any,
) -> dict[str, float]:
    """Ridge weights of one part, over features seen in `least` rows of the sets `seen_in`."""
    numbers = np.flatnonzero(rows)
    seen = Counter(name for i in numbers if sets[i] in seen_in for name in names[i])
    column = {name: j for j, name in enumerate(sorted(name for name, count in seen.items() if count >= least))}
    which = {name: len(column) + j for j, name in enumerate(sorted(set(sets[numbers])))}
    row_at, column_at, filled = [], [], []
    for k, i in enumerate(numbers):
        root = weight_of[sets[i]] ** 0.5
        columns = [column[name] for name in names[i] if name in column]
        row_at += [k] * (len(columns) + 1)
        column_at += [*columns, which[sets[i]]]
        filled += [root * values[i]] * len(columns) + [3 * root * values[i]]  # thrice: so it is hardly punished
    wanted = missing[numbers] * np.sqrt([weight_of[name] for name in sets[numbers]])
    solved = ridge(np.array(row_at), np.array(column_at), np.array(filled), wanted, len(column) + len(which), penalty)
    return {name: float(solved[j]) for name, j in column.items()}


def ridge(row_at: Any, column_at: Any, filled: Any, wanted: Any, n_columns: int, penalty: float) -> Any:
    """The ridge solution for a sparse matrix, by conjugate gradients on the normal equations."""

    def times(vector: Any) -> Any:
        return np.bincount(row_at, filled * vector[column_at], len(wanted))

    def transposed_times(vector: Any) -> Any:
        return np.bincount(column_at, filled * vector[row_at], n_columns)

    solution = np.zeros(n_columns)
    rest = transposed_times(wanted)
    direction, size = rest.copy(), rest @ rest
    end = 1e-8 * size
    for _ in range(1000):
        if size <= end:
            break
        bent = transposed_times(times(direction)) + penalty * direction
        step = size / (direction @ bent)
        solution += step * direction
        rest -= step * bent
        size, before = rest @ rest, size
        direction = rest + size / before * direction
    return solution


if __name__ == "__main__":
    main()
