"""Fit how reports stand to statements and write src/counterclaim/checking/weights.tsv.

    python -m training.fit_stance --data $DATA/claims --stories $DATA/stories/*.texts.json $DATA/seed/*.txt

Rows are those of the FNC-1 training part whose report and headline share no run of eight words with any development
row or development story. Two things are fitted: whether a report is about a statement's matter at all (two answers),
and how it stands to it (for, against, open). The second starts from log-odds set by hand (`HAND`: what each kind of
words should count) and is held to them by a penalty: reports that debunk anything are few, and what is learned from
few stories does not carry over to others. Headlines are weighed by hand alone. Prints scores by folds over stories.
"""

import argparse
import gzip
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.stories import capture_of
from counterclaim.articles import read_article
from counterclaim.checking._evidence import closeness, find_passages, measure
from counterclaim.checking._sentences import read_statement
from counterclaim.errors import InputError
from counterclaim.records.revisions import Revision
from counterclaim.taggers import load_encoder

Floats = npt.NDArray[np.float64]

OUT = Path("src/counterclaim/checking/weights.tsv")
HEAD = """\
# Log-odds of how a report stands to a statement (docs/cards/stance.md): answer TAB measure TAB weight.
# Set by hand, then fitted by training/fit_stance.py to rows of FNC-1; holds no text of theirs.
"""
TAKEN = ("for", "against", "open")
#: Log-odds of for, against and open by measure, set by hand on 2026-11-23 (docs/decisions/0027).
HAND = {
    "false": (-0.5, 1.2, 0.0),
    "false lead": (-0.4, 1.2, 0.0),
    "false share": (-0.3, 0.8, 0.0),
    "denied": (-0.2, 0.8, 0.2),
    "denied share": (-0.2, 0.8, 0.2),
    "denied lead": (-0.2, 0.6, 0.1),
    "negated": (0.0, 0.1, 0.0),
    "negated share": (0.0, 0.1, 0.0),
    "opposed share": (-0.2, 0.4, 0.0),
    "doubted": (-0.5, 0.8, 0.2),
    "doubted share": (-0.8, 1.2, 0.3),
    "doubted lead": (-0.3, 0.6, 0.1),
    "against lead": (-0.1, 0.5, 0.0),
    "against nearest": (-0.2, 0.5, 0.0),
    "hedged share": (-0.6, -0.4, 0.8),
    "hedged lead": (-0.1, -0.1, 0.2),
    "reported share": (-0.5, -0.2, 0.8),
    "confirmed share": (0.5, -0.3, -0.2),
    "plain share": (0.6, -0.3, -0.4),
    "statement open": (-0.4, -0.4, 0.8),
    "base": (0.0, -1.5, 0.8),
}
#: The same for a headline or another bare sentence; these are not fitted.
HEADLINE = {
    "false share": (0.0, 4.0, 0.0),
    "denied share": (0.0, 4.0, 0.5),
    "negated share": (0.0, 4.0, 0.0),
    "opposed share": (0.0, 2.5, 0.0),
    "doubted share": (0.0, 1.8, 2.0),
    "hedged share": (0.0, 0.0, 2.5),
    "reported share": (0.0, 0.0, 2.0),
    "base": (0.0, -2.0, -1.3),
}
#: Penalties: how firmly the fit is held to the hand-set log-odds, and to nothing for what is about the matter.
FIRM, BASE, ABOUT_PENALTY = 3_000.0, 1.0, 10.0
#: How far rare standings weigh more in the fit than they are frequent: 0 not at all, 1 so that all are even.
BALANCE = 0.25
#: What is taken off the log-odds of “against” after the fit: a side is taken to be against only where that is plain.
#: Chosen on the pairs of fnc1_dispute.dev; where each story has it chosen on the others, F1 is the same (.67).
CAUTION = 0.4
#: A run of words that two documents do not share by chance.
RUN = 8
FOLDS = 8
WORD = re.compile(r"\w+")
LABELS = {"agree": 0, "disagree": 1, "discuss": 2}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, required=True, help="folder with fnc1.*.jsonl.gz and the *.dev parts")
    options.add_argument("--stories", type=Path, nargs="*", default=[], help="files whose words must not be trained on")
    options.add_argument("--dry-run", action="store_true", help="print the scores and write nothing")
    given = options.parse_args()
    rows = list(kept_rows(given.data, given.stories))
    stories = {row["id"]: row["cluster"] for row in read(given.data / "fnc1_stories.dev.jsonl.gz")}
    read_rows = [row for row in map(Measured, rows) if row.measures]
    story = np.array([stories[row.body] for row in read_rows])
    print(f"{len(read_rows)} rows of {len(set(story))} stories:", Counter(row.label for row in read_rows))
    names = sorted(read_rows[0].closeness)
    close = np.array([[row.closeness[name] for name in names] for row in read_rows])
    is_about = np.array([int(row.label in LABELS) for row in read_rows])
    zero = np.zeros((2, len(names) + 1))
    guessed = by_folds(close, is_about, story, zero, ABOUT_PENALTY, balance=1.0)
    print("about the matter:", scores(is_about, guessed, ("no", "yes")))
    about = fit(close, is_about, even(is_about, story, 1.0), zero, ABOUT_PENALTY)
    lines = [("about", name, weight) for name, weight in zip([*names, "base"], about[1] - about[0], strict=True)]

    related = [row for row in read_rows if row.label in LABELS]
    hand = {name: weights for name, weights in HAND.items() if name != "base"}
    values = np.array([[row.measures[name] for name in hand] for row in related])
    stance = np.array([row.of_the_matter for row in related])
    where = np.array([stories[row.body] for row in related])
    prior = np.array([*hand.values(), HAND["base"]]).T
    guessed = by_folds(values, stance, where, prior, FIRM, balance=BALANCE)
    print("how it stands:", scores(stance, guessed, TAKEN))
    fitted = fit(values, stance, even(stance, where, BALANCE), prior, FIRM)
    fitted[TAKEN.index("against"), -1] -= CAUTION
    for answer, weights in zip(TAKEN, fitted, strict=True):
        lines += [(f"report {answer}", name, w) for name, w in zip([*hand, "base"], weights, strict=True)]
    for number, answer in enumerate(TAKEN):
        lines += [(f"headline {answer}", name, weights[number]) for name, weights in HEADLINE.items()]
    if not given.dry_run:
        OUT.write_text(HEAD + "".join(f"{a}\t{n}\t{w:.4f}\n" for a, n, w in lines), encoding="utf-8")
        print(OUT, hashlib.sha256(OUT.read_bytes()).hexdigest())


class Measured:
    """A row with the measures of its report, which are of the matter: without a statement's own “not”."""

    def __init__(self, row: dict[str, Any]) -> None:
        self.body, self.label = row["body_id"], row["label"]
        self.measures: dict[str, float] = {}
        revision = row["revision"]
        statement = read_statement(row["headline"])
        near = find_passages(statement, revision.text, revision.read_spans, load_encoder())
        if near:
            self.measures = dict(measure(statement, near))
            self.closeness = closeness(statement, revision.text, near)
        stance = LABELS.get(self.label, 2)
        self.of_the_matter = 1 - stance if statement.sign < 0 and stance < 2 else stance


def kept_rows(data: Path, stories: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """The training rows whose words stand in no development row and no development story, with the report read."""
    bodies = {row["body_id"]: row["text"] for row in read(data / "fnc1.bodies.jsonl.gz")}
    named = {row["body_id"] for row in read(data / "fnc1.dev.jsonl.gz")}
    named |= {row[side] for row in read(data / "fnc1_dispute.dev.jsonl.gz") for side in ("body_a", "body_b")}
    held_out = {run for name in named for run in runs(bodies[name])}
    for path in stories:
        held_out |= runs(path.read_text(encoding="utf-8"))
    for path in sorted(data.glob("*.dev.jsonl.gz")):
        for row in read(path):
            for value in row.values():
                for text in value if isinstance(value, list) else [value]:
                    held_out |= runs(text) if isinstance(text, str) else set()
    revisions: dict[str, Revision | None] = {}
    for name, text in bodies.items():
        if name not in named and held_out.isdisjoint(runs(text)):
            try:
                revisions[name] = read_article(capture_of(name, text))
            except InputError:
                continue
    for row in read(data / "fnc1.train.jsonl.gz"):
        if row["body_id"] in revisions and held_out.isdisjoint(runs(row["headline"])):
            yield row | {"revision": revisions[row["body_id"]]}


def runs(text: str) -> set[int]:
    words = [word.lower() for word in WORD.findall(text)]
    return {hash(tuple(words[i : i + RUN])) for i in range(len(words) - RUN + 1)}


def read(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def even(answers: Any, story: Any, balance: float) -> Floats:
    """Weights of rows: a story counts by the root of its rows, an answer by its share to the power of 1 - balance."""
    rows = Counter(story)
    weights = np.array([rows[s] ** -0.5 for s in story])
    total = np.bincount(answers, weights=weights)
    weights *= ((total.sum() / len(total) / total) ** balance)[answers]
    found: Floats = weights * len(answers) / weights.sum()
    return found


def fit(values: Floats, answers: Any, weights: Floats, prior: Floats, penalty: float) -> Floats:
    """Log-odds `(answers, measures + base)` by softmax regression, held to `prior` by a ridge penalty on the scale of
    each measure's spread. Newton steps, cut to a length of one."""
    n_answers, width = prior.shape
    mean, spread = values.mean(0), np.maximum(values.std(0), 1e-3)
    inputs = np.c_[(values - mean) / spread, np.ones(len(values))]
    start = np.c_[prior[:, :-1] * spread, prior[:, -1] + prior[:, :-1] @ mean]
    held = np.append(np.full(width - 1, penalty), BASE)  # the base follows how often each answer is seen
    wanted, found = np.eye(n_answers)[answers], start.copy()
    for _ in range(100):
        guessed = softmax(inputs @ found.T)
        slope = ((guessed - wanted) * weights[:, None]).T @ inputs + held * (found - start)
        bend = np.zeros((n_answers * width, n_answers * width))
        for i in range(n_answers):
            for j in range(n_answers):
                shared = weights * guessed[:, i] * ((i == j) - guessed[:, j])
                bend[i * width : (i + 1) * width, j * width : (j + 1) * width] = (inputs * shared[:, None]).T @ inputs
        bend[np.diag_indices(len(bend))] += np.tile(held, n_answers)
        step = np.linalg.solve(bend, slope.ravel()).reshape(n_answers, width)
        found -= np.clip(step, -1, 1)
        if np.abs(step).max() < 1e-6:
            break
    raw = found[:, :-1] / spread
    return np.column_stack([raw, found[:, -1] - raw @ mean]).astype(np.float64)


def softmax(logits: Floats) -> Floats:
    powers = np.exp(logits - logits.max(1, keepdims=True))
    found: Floats = powers / powers.sum(1, keepdims=True)
    return found


def by_folds(values: Floats, answers: Any, story: Any, prior: Floats, penalty: float, *, balance: float) -> Any:
    """The likeliest answer of each row, by weights fitted to the stories of the other folds."""
    order = {name: number % FOLDS for number, name in enumerate(sorted(set(story)))}
    fold = np.array([order[name] for name in story])
    guessed = np.zeros(len(answers), dtype=int)
    for held_out in range(FOLDS):
        used = fold != held_out
        weights = fit(values[used], answers[used], even(answers[used], story[used], balance), prior, penalty)
        guessed[~used] = (np.c_[values[~used], np.ones((~used).sum())] @ weights.T).argmax(1)
    return guessed


def scores(answers: Any, guessed: Any, names: tuple[str, ...]) -> str:
    """F1 of each answer and their mean."""
    found = {}
    for number, name in enumerate(names):
        hits = ((answers == number) & (guessed == number)).sum()
        found[name] = 2 * hits / max(1, (answers == number).sum() + (guessed == number).sum())
    return ", ".join(f"{name} {f1:.3f}" for name, f1 in found.items()) + f"; mean {np.mean(list(found.values())):.3f}"


if __name__ == "__main__":
    main()
