"""What may leave, as files in the formats of other tools: from a release, recorded before it goes."""

import io
import json
import tempfile
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from counterclaim import exports
from counterclaim.client._records import Exported
from counterclaim.errors import InputError
from counterclaim.ledger import AsOf, Ledger
from counterclaim.presentation import json_text
from counterclaim.protection import ReleaseRules
from counterclaim.settings import Settings
from counterclaim.views import LedgerRelease, middles_of, release_ledger


def make_export(
    ledger: Ledger,
    settings: Settings,
    format_: str,
    story: str | None,
    moment: AsOf,
    *,
    now: datetime,
    destination: str,
) -> Exported:
    """What may leave of a ledger as of a moment, in one format. That it leaves is in the log when this returns.

    Raises:
        InputError: there is no such format.
        LedgerError: the ledger holds no such story.
    """
    from counterclaim.places import load_gazetteer

    if format_ not in FORMATS:
        raise InputError(f"{format_!r} is no format: {', '.join(FORMATS)}", subject=format_)
    media_type, suffix, make = FORMATS[format_]
    found = release_ledger(
        settings.ledger,
        now=now,
        about=story,
        as_of=moment.published,
        recorded=moment.recorded,
        rules=ReleaseRules(position_hours=settings.position_hours),
        divisions=middles_of(load_gazetteer()),
    )
    made = make(found)
    ledger.record_export(format_, destination, revisions=found.revisions)
    content = made if isinstance(made, bytes) else made.encode(errors="backslashreplace")
    return Exported(name=f"counterclaim-{format_}{suffix}", media_type=media_type, content=content)


def _entities(found: LedgerRelease) -> str:
    return "".join(f"{json.dumps(entity)}\n" for entity in exports.make_entities(found.release, found.cover))


def _parquet(found: LedgerRelease) -> bytes:
    """The tables as files of a ZIP archive: what is compressed already is only put in."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, data in exports.parquet_files(found.release, found.cover).items():
            archive.writestr(name, data)
    return packed.getvalue()


def _sqlite(found: LedgerRelease) -> bytes:
    with tempfile.TemporaryDirectory(prefix="counterclaim-") as folder:
        path = Path(folder) / "claims.db"
        exports.write_sqlite(found.release, found.cover, path)
        return path.read_bytes()


_LD_JSON = "application/ld+json"
#: Of each format its media type, how its file's name ends, and what makes it.
FORMATS: dict[str, tuple[str, str, Callable[[LedgerRelease], str | bytes]]] = {
    "schema-org": (_LD_JSON, ".jsonld", lambda f: json_text(exports.make_claims(f.release, f.cover))),
    "claimreview": (_LD_JSON, ".jsonld", lambda f: json_text(exports.make_claim_reviews(f.release, f.cover))),
    "web-annotation": (_LD_JSON, ".jsonld", lambda f: json_text(exports.make_annotations(f.release, f.cover))),
    "prov": (_LD_JSON, ".jsonld", lambda f: json_text(exports.provenance_json(f.release, f.cover, f.earlier))),
    "followthemoney": ("application/x-ndjson", ".jsonl", _entities),
    "ucdp": ("text/csv", ".csv", lambda f: "".join(exports.ucdp_lines(f.release, f.cover))),
    "acled": ("text/csv", ".csv", lambda f: "".join(exports.acled_lines(f.release, f.cover))),
    "geojson": (
        "application/geo+json",
        ".geojson",
        lambda f: json_text(exports.make_features(f.release, f.cover)),
    ),
    "dossier": ("text/html", ".html", lambda f: exports.dossier_page(f.release, f.cover)),
    "parquet": ("application/zip", ".zip", _parquet),
    "sqlite": ("application/vnd.sqlite3", ".db", _sqlite),
}
