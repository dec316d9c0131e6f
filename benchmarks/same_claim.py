"""Whether two statements say the same: pairs in, 1 or 0 out."""

import argparse
from collections.abc import Iterator
from typing import Any

from counterclaim.matching import compare_statements
from counterclaim.taggers import load_encoder


def run(rows: Iterator[dict[str, Any]], options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """One row a pair: its id, the label and the probability."""
    encoder = load_encoder()
    for row in rows:
        score = compare_statements(row["a"], row["b"], encoder).score
        yield {"id": row["id"], "label": int(score >= 0.5), "score": round(score, 4)}
