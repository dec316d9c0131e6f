"""Matching a statement to known claims: statements in, the known claims nearest to each out, best first."""

import argparse
import json
from collections.abc import Iterator
from typing import Any

from benchmarks.__main__ import opened
from counterclaim.matching import KnownStatements
from counterclaim.taggers import load_encoder

#: Known claims that are ranked for a statement.
MOST = 100


def run(rows: Iterator[dict[str, Any]], options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """One row a statement: its id and the ids of known claims, which `--bodies` holds."""
    with opened(options.bodies, "r") as lines:
        claims = [json.loads(line) for line in lines if line.strip()]
    known = KnownStatements([claim["claim"] for claim in claims], load_encoder())
    for row in rows:
        ranked = known.rank(row["query"], most=MOST)
        yield {"id": row["id"], "ranked": [claims[found.number]["id"] for found in ranked]}
