"""The formats in which a release leaves: for each its media type, how its file's name ends, and what makes it."""

import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from counterclaim import exports
from counterclaim.exports import Cover
from counterclaim.presentation import json_text
from counterclaim.protection import Release
from counterclaim.records.ids import Json
from counterclaim.views import LedgerRelease, many

_LD_JSON = "application/ld+json"


@dataclass(frozen=True, slots=True)
class Made:
    """An export that was made and waits to be written: a text, the files of a folder, or what writes a file.

    `what` counts what is in it, `missing` says why that is nothing where a person could change it, and `beside` are
    texts that go beside the file, by the suffix of their names.
    """

    what: str
    content: str | Mapping[str, bytes] | Callable[[Path], None]
    missing: str = ""
    beside: Mapping[str, str] = field(default_factory=dict)

    def as_bytes(self) -> bytes:
        """The content as one file; a folder as a ZIP archive, in which what is compressed already is only put."""
        if isinstance(self.content, str):
            return self.content.encode(errors="backslashreplace")
        if callable(self.content):
            with tempfile.TemporaryDirectory(prefix="counterclaim-") as folder:
                path = Path(folder) / "export"
                self.content(path)
                return path.read_bytes()
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
            for name, data in self.content.items():
                archive.writestr(name, data)
        return packed.getvalue()


@dataclass(frozen=True, slots=True)
class Format:
    """One format. `make` takes a release, which variant of the format is wanted, and the name of the file to be."""

    media_type: str
    suffix: str
    make: Callable[[LedgerRelease, str, str], Made]


def _claims(found: LedgerRelease) -> str:
    return many(len(found.release.records.claims), "claim")


def _json(
    make: Callable[[Release, Cover], Json], count: Callable[[LedgerRelease], str] = _claims
) -> Callable[[LedgerRelease, str, str], Made]:
    return lambda found, variant, name: Made(count(found), json_text(make(found.release, found.cover)))


def _verdicts(found: LedgerRelease) -> str:
    return many(len(found.release.records.verdicts), "verdict")


def _provenance(found: LedgerRelease, variant: str, name: str) -> Made:
    given = found.release, found.cover, found.earlier
    turtle = variant == "turtle"
    return Made(
        _claims(found), exports.provenance_turtle(*given) if turtle else json_text(exports.provenance_json(*given))
    )


def _follow_the_money(found: LedgerRelease, variant: str, name: str) -> Made:
    if variant == "statements":
        return Made(_claims(found), "".join(exports.statement_lines(found.release, found.cover)))
    entities = exports.make_entities(found.release, found.cover)
    return Made(_claims(found), "".join(f"{json.dumps(entity)}\n" for entity in entities))


def _event_rows(lines: Callable[[Release, Cover], Iterable[str]]) -> Callable[[LedgerRelease, str, str], Made]:
    def make(found: LedgerRelease, variant: str, name: str) -> Made:
        rows = found.release.records.events
        none = "no person has made a row of event data of these claims: see `counterclaim review event`"
        return Made(
            many(len(rows), "row"),
            "".join(lines(found.release, found.cover)),
            missing="" if rows else none,
            beside={".conventions.txt": exports.conventions(found.release, found.cover)},
        )

    return make


def _geojson(found: LedgerRelease, variant: str, name: str) -> Made:
    made = exports.make_features(found.release, found.cover)
    features = made["features"]
    return Made(many(len(features) if isinstance(features, list) else 0, "feature"), json_text(made))


def _dossier(found: LedgerRelease, variant: str, name: str) -> Made:
    return Made(_claims(found), exports.dossier_page(found.release, found.cover))


def _parquet(found: LedgerRelease, variant: str, name: str) -> Made:
    files = exports.parquet_files(found.release, found.cover)
    return Made(many(len(files), "table"), files)


def _sqlite(found: LedgerRelease, variant: str, name: str) -> Made:
    def write(path: Path) -> None:
        exports.write_sqlite(found.release, found.cover, path)

    metadata = json_text(exports.datasette_metadata(found.release, found.cover, name))
    return Made(_claims(found), write, beside={".metadata.json": metadata})


FORMATS = {
    "schema-org": Format(_LD_JSON, ".jsonld", _json(exports.make_claims)),
    "claimreview": Format(_LD_JSON, ".jsonld", _json(exports.make_claim_reviews, _verdicts)),
    "web-annotation": Format(_LD_JSON, ".jsonld", _json(exports.make_annotations)),
    "prov": Format(_LD_JSON, ".jsonld", _provenance),
    "followthemoney": Format("application/x-ndjson", ".jsonl", _follow_the_money),
    "ucdp": Format("text/csv", ".csv", _event_rows(exports.ucdp_lines)),
    "acled": Format("text/csv", ".csv", _event_rows(exports.acled_lines)),
    "geojson": Format("application/geo+json", ".geojson", _geojson),
    "dossier": Format("text/html", ".html", _dossier),
    "parquet": Format("application/zip", ".zip", _parquet),
    "sqlite": Format("application/vnd.sqlite3", ".db", _sqlite),
}
