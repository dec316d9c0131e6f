"""Entailment: a premise and a hypothesis in, whether the premise bears the hypothesis out or contradicts it out."""

import argparse
from collections.abc import Iterator, Mapping
from typing import Any

from counterclaim.checking import weigh_headline
from counterclaim.records.checks import Standing
from counterclaim.taggers import load_encoder

LABELS = {Standing.FOR: "support", Standing.AGAINST: "contradict"}


def run(rows: Iterator[Mapping[str, Any]], options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """One row a pair: how the premise stands to the hypothesis; `neutral` where it leaves it open."""
    for row in rows:
        weighing = weigh_headline(row["hypothesis"], row["premise"], load_encoder())
        yield {"id": row["id"], "label": LABELS.get(weighing.standing, "neutral")}
