"""Origins: two reports in, whether they derive from one out."""

import argparse
from collections.abc import Iterator
from typing import Any

from benchmarks.stories import capture_of
from counterclaim.articles import read_article
from counterclaim.errors import InputError
from counterclaim.origins import find_origins
from counterclaim.records.accounts import OriginKind
from counterclaim.records.analyses import Analysis


def run(rows: Iterator[dict[str, Any]], options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """One row a pair: `same` where one text is a copy or a rewrite of the other's, else `different`."""
    for row in rows:
        try:
            pair = [
                Analysis(
                    revision=read_article(capture_of(f"{row['id']}.{side}", row[side])), attributions=(), claims=()
                )
                for side in ("a", "b")
            ]
            kinds = {origin.kind for origin in find_origins(pair)}
        except InputError:
            kinds = set()
        derived = kinds & {OriginKind.COPY, OriginKind.REWRITE}
        yield {"id": row["id"], "origin": "same" if derived else "different"}
