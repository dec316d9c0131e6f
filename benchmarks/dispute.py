"""Disputes: a claim and two reports (or headlines) in, whether one stands for it and the other against it out."""

import argparse
from collections.abc import Iterator, Mapping
from typing import Any

from benchmarks.weighing import Reports
from counterclaim.checking import disputed, weigh_headline
from counterclaim.taggers import load_encoder


def run(rows: Iterator[Mapping[str, Any]], options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """One row a pair: `a` and `b` are headlines, `body_a` and `body_b` ids of the bodies."""
    reports = Reports(options) if options.bodies else None
    for row in rows:
        if reports is not None:
            pair = [reports.weigh(row["claim"], str(row[side])) for side in ("body_a", "body_b")]
        else:
            pair = [weigh_headline(row["claim"], row[side], load_encoder()) for side in ("a", "b")]
        score = disputed(pair[0], pair[1]) if pair[0] and pair[1] else 0.0
        yield {"id": row["id"], "dispute": int(score >= 0.5), "score": round(score, 4)}
