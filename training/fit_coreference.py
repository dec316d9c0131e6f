"""Fit the pair model of event coreference and write src/counterclaim/events/coreference.tsv.

    python -m training.fit_coreference --data $DATA/claims/ecb.train.jsonl.gz

Rows as in ECB+ (CC BY 3.0): documents with sentences and gold mentions. Pairs of mentions within one story of the gold
annotation are fitted by logistic regression with a ridge penalty (Newton's method; no chance is involved). A mention
weighs by the pairs that it stands in, so that the largest stories do not decide alone. Prints B-cubed F1 by folds over
topics, with gold stories, for several thresholds, and the digest of what it writes.
"""

import argparse
import gzip
import hashlib
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.coref import mentions_of
from counterclaim._clusters import average_link
from counterclaim.events import EventMention, compare_mentions, embed_mentions
from counterclaim.parsing import load_parser
from counterclaim.taggers import load_encoder

OUT = Path("src/counterclaim/events/coreference.tsv")
FOLDS = 5
PENALTY = 3.0
LEAST_PAIRS = 20  # pairs in which a feature must hold
HEAD = """\
# What each feature of two mentions adds to the log-odds of one event (docs/cards/coreference.md): feature TAB weight.
# Made by training/fit_coreference.py from ECB+ (CC BY 3.0); holds no text of it.
"""

Floats = npt.NDArray[np.float64]
#: The pairs of one story: their numbers, features by name, whether they corefer.
Pairs = list[tuple[int, int, dict[str, float], bool]]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--dry-run", action="store_true", help="print the scores and write nothing")
    given = options.parse_args()
    with gzip.open(given.data, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    stories = read_stories(rows)
    topics = sorted({topic for topic, _ in stories})
    fold_of = {topic: i % FOLDS for i, topic in enumerate(topics)}
    thresholds = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)
    totals = dict.fromkeys(thresholds, 0.0)
    for fold in range(FOLDS):
        weights = fit([pairs for (topic, _), (_, _, pairs) in stories.items() if fold_of[topic] != fold])
        held_out = [story for (topic, _), story in stories.items() if fold_of[topic] == fold]
        for threshold in thresholds:
            totals[threshold] += score(held_out, weights, threshold) / FOLDS
    print("B-cubed F1 over held-out topics:", {t: round(total, 4) for t, total in totals.items()})
    weights = fit([pairs for _, _, pairs in stories.values()])
    for name, weight in sorted(weights.items()):
        print(f"{weight:8.3f}  {name}")
    if not given.dry_run:
        lines_ = "".join(f"{name}\t{weight:.3f}\n" for name, weight in sorted(weights.items()))
        OUT.write_text(HEAD + lines_, encoding="utf-8")
        print(OUT, hashlib.sha256(OUT.read_bytes()).hexdigest())


def read_stories(rows: list[dict[str, Any]]) -> dict[tuple[str, str], tuple[list[EventMention], list[str], Pairs]]:
    """The mentions, gold clusters and pairs of each story, by topic and story."""
    parser, encoder = load_parser(), load_encoder()
    found: dict[tuple[str, str], list[tuple[EventMention, str]]] = defaultdict(list)
    for row in rows:
        gold = {mention["id"]: mention["cluster"] for mention in row["mentions"]}
        for identity, mention in mentions_of(row, parser.parse_text(row["text"])):
            found[row["topic"], row["story"]].append((mention, gold[identity]))
    stories = {}
    for key, pairs in found.items():
        mentions, clusters = [mention for mention, _ in pairs], [cluster for _, cluster in pairs]
        compared = [
            (i, j, features, clusters[i] == clusters[j])
            for i, j, features in compare_mentions(mentions, embed_mentions(mentions, encoder))
        ]
        stories[key] = mentions, clusters, compared
    return stories


def fit(stories: list[Pairs]) -> dict[str, float]:
    """The weights of the features, by name."""
    pairs = [pair for story in stories for pair in story]
    share = [len(story) ** -0.5 for story in stories for _ in story]
    counts: dict[str, int] = defaultdict(int)
    for _, _, features, _ in pairs:
        for name in features:
            counts[name] += 1
    names = sorted(name for name, count in counts.items() if count >= LEAST_PAIRS)
    column = {name: i for i, name in enumerate(names)}
    matrix = np.zeros((len(pairs), len(names)), dtype=np.float32)
    for row, (_, _, features, _) in enumerate(pairs):
        for name, value in features.items():
            if name in column:
                matrix[row, column[name]] = value
    gold = np.array([same for *_, same in pairs], dtype=float)
    weight = np.array(share)
    weight *= len(weight) / weight.sum()
    penalty = np.diag([0.0 if name.endswith(": base") else PENALTY for name in names])
    found = np.zeros(len(names))
    for _ in range(30):
        chance = 1 / (1 + np.exp(-matrix @ found))
        gradient = matrix.T @ (weight * (gold - chance)) - penalty @ found
        curvature = (matrix * (weight * chance * (1 - chance))[:, None]).T @ matrix + penalty
        step = np.linalg.solve(curvature, gradient)
        found += step
        if np.abs(step).max() < 1e-4:
            break
    return dict(zip(names, found.tolist(), strict=True))


def score(
    stories: list[tuple[list[EventMention], list[str], Pairs]], weights: dict[str, float], threshold: float
) -> float:
    """B-cubed F1 of the groups over all mentions of some stories."""
    precision = recall = count = 0.0
    for mentions, clusters, pairs in stories:
        scores = {}
        for i, j, features, _ in pairs:
            value = 1 / (1 + np.exp(-sum(weights.get(name, 0.0) * x for name, x in features.items())))
            if value >= 0.02:
                scores[i, j] = float(value)
        gold: dict[str, set[int]] = defaultdict(set)
        for number, cluster in enumerate(clusters):
            gold[cluster].add(number)
        for group in average_link(len(mentions), scores, threshold=threshold):
            for number in group:
                both = len(gold[clusters[number]].intersection(group))
                precision, recall, count = (
                    precision + both / len(group),
                    recall + both / len(gold[clusters[number]]),
                    count + 1,
                )
    p, r = precision / count, recall / count
    return 2 * p * r / (p + r)


if __name__ == "__main__":
    main()
