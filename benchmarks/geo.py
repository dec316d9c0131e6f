"""Places of each row's text: {id, text, dct} to {id, toponyms: [{start, end, lat, lon}]}."""

from argparse import Namespace
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from counterclaim.parsing import load_parser
from counterclaim.places import find_places, load_gazetteer
from counterclaim.records.ids import CaptureId, DocumentId, RevisionId
from counterclaim.records.revisions import Revision


def as_revision(row: dict[str, Any]) -> Revision:
    """A bare revision of the row's text: no outlet and no dateline are known."""
    return Revision(
        id=RevisionId("r"), document_id=DocumentId("d"), capture_id=CaptureId("c"), address="-", text=row["text"],
        title="", blocks=(), captured_at=datetime(1970, 1, 1, tzinfo=UTC),
    )  # fmt: skip


def run(rows: Iterator[dict[str, Any]], options: Namespace) -> Iterator[dict[str, Any]]:
    parser, gazetteer = load_parser(), load_gazetteer()
    for row in rows:
        places = find_places(as_revision(row), parser.parse_text(row["text"]), gazetteer)
        toponyms = [{"start": p.span.start, "end": p.span.end, "lat": p.lat, "lon": p.lon} for p in places]
        yield {"id": row["id"], "toponyms": toponyms}
