"""Time expressions of rows {id, text, dct}."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from counterclaim.timexes import find_timexes_in


def run(rows: Iterator[dict[str, Any]], options: object) -> Iterator[dict[str, Any]]:
    """The timexes of each row, anchored to its `dct` (a date, or a date and a time)."""
    for row in rows:
        anchor = datetime.fromisoformat(row["dct"]) if row.get("dct") else None
        if anchor and anchor.tzinfo is None:
            anchor = anchor.replace(tzinfo=UTC)
        timexes = [
            {"start": t.span.start, "end": t.span.end, "type": t.type, "value": t.value}
            for t in find_timexes_in(row["text"], anchor)
        ]
        yield {"id": row["id"], "timexes": timexes}
