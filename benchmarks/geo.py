"""Places of each row's text: {id, text, dct} to {id, toponyms: [{start, end, lat, lon}]}.

A word for a people (“Kenyan”) is written only where the report does not name the place itself: there it adds one. The
others stand apart under `demonyms`, which the scorer does not read: public sets differ on whether they are places.
"""

from argparse import Namespace
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from counterclaim.parsing import load_parser
from counterclaim.places import Gazetteer, find_places, load_gazetteer
from counterclaim.records.ids import CaptureId, DocumentId, RevisionId
from counterclaim.records.mentions import Place
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
        named = {place.name for place in places if not place.attributive}
        written: dict[bool, list[dict[str, Any]]] = {True: [], False: []}
        for place in places:
            adds = place.name not in named or not is_demonym(place, row["text"], gazetteer)
            at = {"start": place.span.start, "end": place.span.end, "lat": place.lat, "lon": place.lon}
            written[adds].append(at)
        yield {"id": row["id"], "toponyms": written[True], "demonyms": written[False]}


def is_demonym(place: Place, text: str, gazetteer: Gazetteer) -> bool:
    """Whether a mention is the word for a people or for what is theirs."""
    return place.attributive and bool(gazetteer.lookup_demonym(place.span.of(text)))
