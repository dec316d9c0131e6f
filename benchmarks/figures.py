"""Whether the figures of two statements can both hold: rows {id, a, b}."""

from collections.abc import Iterator
from typing import Any

from counterclaim.figures import compare_statements
from counterclaim.parsing import load_parser


def run(rows: Iterator[dict[str, Any]], options: object) -> Iterator[dict[str, Any]]:
    """The relation of each pair: conflict, compatible or not_comparable."""
    parser = load_parser()
    for row in rows:
        relation = compare_statements(parser.parse_text(row["a"]), parser.parse_text(row["b"]))
        yield {"id": row["id"], "label": relation.value}
