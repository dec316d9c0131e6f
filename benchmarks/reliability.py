"""Whether the scores of attributions mean what they say: how often one with a score of .8 is right.

    python -m benchmarks attribution --in GOLD --out PRED
    python -m benchmarks.reliability GOLD PRED [--json FILE] [--plot FILE.svg]

A prediction is right when it is softly matched (`benchmarks.relations`). Predictions are put into ten bins of equal
mass in order of their score; those of one score stay in one bin, so that a tagger with few different scores has fewer
and unequal bins. Printed:

    expected calibration error  mean distance of a bin's mean score from its share of right ones, weighted by the bin
    Brier score                 mean square of score minus right; beside it that of giving every one the overall share
    table of bins               range and mean of the scores, share right with Wilson's interval at 95 %
    thresholds                  precision, recall and F1 of the predictions with at least that score, matched again
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path

from benchmarks.phenomena import wilson
from benchmarks.relations import Article, read_articles, soft_matches

BINS = 10
THRESHOLDS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True, slots=True)
class Scored:
    """One prediction: its score in [0, 1] and whether it is right."""

    score: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """Predictions of like score. `low` and `high` are the least and the greatest score in it."""

    low: float
    high: float
    predicted: int
    right: int
    mean: float

    @property
    def share(self) -> float:
        return self.right / self.predicted


@dataclass(frozen=True, slots=True)
class Threshold:
    """What is left of the predictions with a score of at least `score`; shares of nothing are 0."""

    score: float
    predicted: int
    precision: float
    recall: float
    f1: float


def scored(articles: Sequence[Article]) -> list[Scored]:
    """Every prediction with its score.

    Raises:
        ValueError: a prediction has no score, or one outside [0, 1].
    """
    found = []
    for article in articles:
        right = {j for _, j in soft_matches(article.gold, article.found)}
        for j, relation in enumerate(article.found):
            if relation.score is None or not 0 <= relation.score <= 1:
                raise ValueError(f"{article.id}: a prediction has the score {relation.score}, not one in [0, 1]")
            found.append(Scored(relation.score, j in right))
    return found


def bins_of(predictions: Sequence[Scored], count: int = BINS) -> list[Bin]:
    """At most `count` bins of equal mass, lowest scores first; equal scores are never parted."""
    ordered = sorted(predictions, key=lambda p: p.score)
    found, members = list[Bin](), list[Scored]()
    seen = 0
    for _, group in groupby(ordered, key=lambda p: p.score):
        members.extend(group)
        filled = seen * count // len(ordered)  # quotas that the bins so far have filled
        if (seen + len(members)) * count >= (filled + 1) * len(ordered):
            found.append(_bin(members))
            seen, members = seen + len(members), []
    return found


def _bin(members: Sequence[Scored]) -> Bin:
    return Bin(
        low=members[0].score,
        high=members[-1].score,
        predicted=len(members),
        right=sum(p.right for p in members),
        mean=sum(p.score for p in members) / len(members),
    )


def calibration_error(bins: Sequence[Bin]) -> float:
    """The expected calibration error in [0, 1]."""
    total = sum(b.predicted for b in bins)
    return sum(b.predicted * abs(b.mean - b.share) for b in bins) / total if total else 0.0


def brier(predictions: Sequence[Scored]) -> float:
    """The Brier score in [0, 1]; less is better."""
    return sum((p.score - p.right) ** 2 for p in predictions) / len(predictions) if predictions else 0.0


def thresholds(articles: Sequence[Article], at: Sequence[float] = THRESHOLDS) -> list[Threshold]:
    """Precision and recall of what has at least each score."""
    gold = sum(len(article.gold) for article in articles)
    found = []
    for score in at:
        kept = [(a.gold, [r for r in a.found if r.score is not None and r.score >= score]) for a in articles]
        predicted = sum(len(relations) for _, relations in kept)
        right = sum(len(soft_matches(marked, relations)) for marked, relations in kept)
        precision, recall = right / max(predicted, 1), right / max(gold, 1)
        f1 = 2 * right / (gold + predicted) if right else 0.0
        found.append(Threshold(score=score, predicted=predicted, precision=precision, recall=recall, f1=f1))
    return found


def plot(bins: Sequence[Bin]) -> str:
    """The reliability plot as an SVG document: mean score to the right, share of right ones upward, with its interval;
    a circle's area is the bin's mass. On the dashed line scores would mean what they say."""
    side, left, top = 400, 70, 20
    bottom = top + side
    total = max(1, sum(b.predicted for b in bins))

    def x(value: float) -> str:
        return f"{left + side * value:.1f}"

    def y(value: float) -> str:
        return f"{bottom - side * value:.1f}"

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {left + side + 20} {bottom + 55}" '
        'font-family="sans-serif" font-size="12">',
        "<title>Reliability of the scores of attributions</title>",
        '<rect width="100%" height="100%" fill="white"/>',
    ]
    for tenth in range(0, 11, 2):
        value = tenth / 10
        parts += [
            f'<path d="M{x(0)} {y(value)}H{x(1)}M{x(value)} {y(0)}V{y(1)}" stroke="#ddd"/>',
            f'<text x="{left - 8}" y="{y(value)}" text-anchor="end" dominant-baseline="middle">{value:.1f}</text>',
            f'<text x="{x(value)}" y="{bottom + 18}" text-anchor="middle">{value:.1f}</text>',
        ]
    parts.append(f'<path d="M{x(0)} {y(0)}L{x(1)} {y(1)}" stroke="#666" stroke-dasharray="5 4"/>')
    for b in bins:
        low, high = wilson(b.right, b.predicted)
        radius = 16 * (b.predicted / total) ** 0.5
        parts += [
            f'<path d="M{x(b.mean)} {y(low)}V{y(high)}" stroke="#1f5fa8" stroke-width="1.5"/>',
            f'<circle cx="{x(b.mean)}" cy="{y(b.share)}" r="{radius:.1f}" fill="#1f5fa8" fill-opacity="0.6">'
            f"<title>{b.predicted} predictions, {b.low:.3f} to {b.high:.3f}: {100 * b.share:.1f} % right</title>"
            "</circle>",
        ]
    middle = top + side // 2
    parts += [
        f'<text x="{left + side // 2}" y="{bottom + 44}" text-anchor="middle">mean score</text>',
        f'<text x="20" y="{middle}" text-anchor="middle" transform="rotate(-90 20 {middle})">share right</text>',
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def shown(predictions: Sequence[Scored], bins: Sequence[Bin], levels: Sequence[Threshold]) -> str:
    """The numbers as text."""
    base = sum(p.right for p in predictions) / max(1, len(predictions))
    lines = [
        f"{len(predictions)} predictions, {100 * base:.1f} % right",
        f"expected calibration error {calibration_error(bins):.3f} ({len(bins)} bins)",
        f"Brier score {brier(predictions):.3f} (the overall share for every one: {base * (1 - base):.3f})",
        "",
        f"{'scores':15}{'n':>6}{'mean':>8}  right",
    ]
    for b in bins:
        low, high = wilson(b.right, b.predicted)
        lines.append(
            f"{b.low:.3f} to {b.high:.3f} {b.predicted:>6}{b.mean:>8.3f}  {b.share:.3f} [{low:.3f}, {high:.3f}]"
        )
    lines += ["", f"{'score at least':15}{'n':>6}{'P':>8}{'R':>8}{'F1':>8}"]
    lines += [
        f"{t.score:<15.2f}{t.predicted:>6}{100 * t.precision:>8.1f}{100 * t.recall:>8.1f}{100 * t.f1:>8.1f}"
        for t in levels
    ]
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.reliability",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("predicted", type=Path)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--plot", type=Path)
    options = parser.parse_args(arguments)
    articles = list(read_articles(options.gold, options.predicted))
    predictions = scored(articles)
    bins, levels = bins_of(predictions), thresholds(articles)
    print(shown(predictions, bins, levels))
    if options.json is not None:
        body = {
            "predictions": len(predictions),
            "right": sum(p.right for p in predictions),
            "calibration_error": calibration_error(bins),
            "brier": brier(predictions),
            "bins": [{**asdict(b), "share": b.share} for b in bins],
            "thresholds": [asdict(t) for t in levels],
        }
        options.json.write_text(json.dumps(body, indent=1) + "\n", encoding="utf-8")
    if options.plot is not None:
        options.plot.write_text(plot(bins), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
