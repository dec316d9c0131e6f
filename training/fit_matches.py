"""Fit the weights of matching/_evidence.py on annotated stories, and score them story by story on the others' weights.

    python -m training.fit_matches --data DIR [--profile fast]

DIR holds `NAME.texts.json` and `NAME.gold.json` side by side. Each story is read twice: as the product reads it, and
with the annotated spans; every two claims that stand for annotated statements of fact are one row. Prints the average
precision of each story under weights fitted on the others, then the weights fitted on all, to be rounded and copied.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.ablation import read_gold_spans
from benchmarks.stories import capture_of
from counterclaim.articles import read_article
from counterclaim.matching._compare import compare_report, embed_views
from counterclaim.matching._evidence import WEIGHTS, weigh
from counterclaim.matching._views import view_claims
from counterclaim.pipeline import Models, load_models, read_revision
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim
from counterclaim.records.ids import ClaimId
from counterclaim.records.spans import Span, covered
from counterclaim.settings import load_settings

Floats = npt.NDArray[np.float64]
#: Log-odds set by hand: too rare in the annotated stories to be fitted.
BY_HAND = (
    "all denied",
    "inquiry",
    "one blamed",
    "outright",
    "other words",
    "only asks",
    "only happened",
    "another act",
    "only counts",
    "no inference",
    "each other",
    "other figures",
    "picture",
    "guess",
)
NAMES = [name for name in WEIGHTS if name not in BY_HAND]
#: A claim read stands for an annotated one where their words overlap by this much (Dice).
SAME_WORDS = 0.5
#: Ridge penalty, with each reading of a story weighing as much as 1,000 rows.
PENALTY, ROWS = 8.0, 1000.0


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.fit_matches", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--profile", default="fast")
    options = parser.parse_args()
    models = load_models(load_settings({"profile": options.profile}))
    stories = {
        path.name.split(".")[0]: list(_tables(path, models)) for path in sorted(options.data.glob("*.texts.json"))
    }
    for name, tables in stories.items():
        weights = fit([table for other, found in stories.items() if other != name for table in found])
        scores = [average_precision(rows @ weights, same) for rows, same in tables]
        print(f"{name:20} as read {scores[0]:.3f}  gold spans {scores[1]:.3f}")
    for name, weight in zip(NAMES, fit([table for found in stories.values() for table in found]), strict=True):
        print(f"{name:20} {weight:6.2f}")


def fit(tables: Sequence[tuple[Floats, Floats]], *, steps: int = 30) -> Floats:
    """The weights of a logistic regression over the rows of all tables, by Newton's method."""
    rows = np.concatenate([rows for rows, _ in tables])
    same = np.concatenate([same for _, same in tables])
    counts = np.concatenate([np.full(len(same), ROWS / len(same)) for _, same in tables])
    weights = np.zeros(rows.shape[1])
    penalty = PENALTY * np.eye(len(weights))
    penalty[0, 0] = 0  # the base
    for _ in range(steps):
        found = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (counts * (found - same)) + penalty @ weights
        curve = (rows * (counts * found * (1 - found))[:, None]).T @ rows + penalty
        weights -= np.linalg.solve(curve, slope)
    return weights


def average_precision(scores: Floats, same: Floats) -> float:
    """How well the scores put the pairs of one matter first."""
    ordered = same[np.argsort(-scores, kind="stable")]
    return float((np.cumsum(ordered) / np.arange(1, len(ordered) + 1))[ordered == 1].mean())


def _tables(path: Path, models: Models) -> Sequence[tuple[Floats, Floats]]:
    """The rows of one story and which of them are one matter, as read and with the annotated spans."""
    texts = json.loads(path.read_text(encoding="utf-8"))
    gold = json.loads(path.with_name(path.name.replace(".texts.", ".gold.")).read_text(encoding="utf-8"))
    annotated = {article["id"]: article["claims"] for article in gold["articles"]}
    read: list[Analysis] = []
    given: list[Analysis] = []
    matter_read: dict[ClaimId, str] = {}
    matter_given: dict[ClaimId, str] = {}
    for name, text in texts.items():
        revision = read_article(capture_of(name, text))
        analysis = read_revision(revision, models)
        read.append(analysis)
        for claim in analysis.claims:
            row = max(annotated[name], key=lambda row: _dice(claim, row), default=None)
            if row is not None and _dice(claim, row) >= SAME_WORDS and row.get("proposition"):
                matter_read[claim.id] = row["proposition"]
        analysis, home = read_gold_spans(revision, annotated[name], models)
        given.append(analysis)
        matter_given |= {claim: row["proposition"] for claim, row in home.items() if row.get("proposition")}
    return [_table(read, matter_read, models), _table(given, matter_given, models)]


def _table(analyses: Sequence[Analysis], matters: Mapping[ClaimId, str], models: Models) -> tuple[Floats, Floats]:
    views = {analysis.revision.id: view_claims(analysis) for analysis in analyses}
    vectors = embed_views([view for group in views.values() for view in group], models.encoder)
    order = sorted(views)
    rows, same = [], []
    for number, revision in enumerate(order):
        for a, b, likeness in compare_report(views, revision, order[number:], vectors, least=0.0):
            if a.claim.id in matters and b.claim.id in matters:
                values = {name: value for name, value, _ in weigh(a, b, likeness)}
                rows.append([values.get(name, 0.0) for name in NAMES])
                same.append(float(matters[a.claim.id] == matters[b.claim.id]))
    return np.array(rows), np.array(same)


def _dice(claim: Claim, row: Mapping[str, Any]) -> float:
    spans = [Span(start, end) for start, end in row["content"]]
    return 2 * covered(claim.content, spans) / (sum(map(len, claim.content)) + sum(map(len, spans)))


if __name__ == "__main__":
    main()
