"""What the commands of `export` write for others: each format from a release, recorded before it leaves."""

import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from counterclaim import exports
from counterclaim.cli._visible import say
from counterclaim.errors import LedgerError
from counterclaim.ledger import Ledger
from counterclaim.places import load_gazetteer
from counterclaim.presentation import json_text
from counterclaim.protection import ReleaseRules
from counterclaim.settings import Settings
from counterclaim.views import LedgerRelease, many, middles_of, release_ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody asked an export for."""

    story: str | None
    out: Path | None
    as_of: datetime | None
    recorded: datetime | None
    position_hours: float | None = None
    variant: str = ""


def export_release(name: str, settings: Settings, asked: Asked) -> None:
    """Writes one format: what may leave, marked, and recorded in the ledger before the first byte goes.

    Raises:
        LedgerError: the ledger holds no such thing, or the file exists.
    """
    if asked.out is not None and asked.out.exists():
        raise LedgerError(f"{asked.out} exists: name another one")
    hours = settings.position_hours if asked.position_hours is None else asked.position_hours
    rules = ReleaseRules(position_hours=hours)
    found = release_ledger(
        settings.ledger,
        now=datetime.now(UTC),
        about=asked.story,
        as_of=asked.as_of,
        recorded=asked.recorded,
        rules=rules,
        divisions=middles_of(load_gazetteer()),
    )
    for line in (*found.lost, *found.cover.not_held):
        say(line, err=True)
    _say_held_back(found)
    made = FORMATS[name](found, asked)  # before it is recorded: what cannot be made does not leave
    with Ledger.open(settings.ledger, create=False) as held:
        destination = "stdout" if asked.out is None else str(asked.out.absolute())
        held.record_export(f"{name} {asked.variant}".strip(), destination, revisions=found.revisions)
    made.write(asked.out)
    if asked.out is not None:
        say(f"{made.what} written to {asked.out}", err=True)


def _say_held_back(found: LedgerRelease) -> None:
    held = [one for one in found.release.held_back if one.kind in ("claim", "event")]
    for one in held[:20]:
        say(f"held back: {one.kind} {one.id[:12]} {one.why}", err=True)
    if len(held) > 20:
        say(f"held back: {len(held) - 20} more", err=True)


@dataclass(frozen=True, slots=True)
class Made:
    """An export that was made and waits to be written: lines of text, files of a folder, or a file by a function."""

    what: str
    lines: tuple[str, ...] = ()
    beside: tuple[tuple[str, str], ...] = ()  # suffix and text of files beside the file
    folder: tuple[tuple[str, bytes], ...] = ()
    file: Callable[[Path], None] | None = None

    def write(self, out: Path | None) -> None:
        if out is None:
            for line in self.lines:
                sys.stdout.write(line)
            return
        if self.folder:
            out.mkdir()
            for name, data in self.folder:
                (out / name).write_bytes(data)
        elif self.file is not None:
            self.file(out)
        else:
            with out.open("x", encoding="utf-8", newline="") as opened:
                opened.writelines(self.lines)
        for suffix, text in self.beside:
            out.with_name(out.name + suffix).write_text(text, encoding="utf-8")


def _json(value: object, what: str) -> Made:
    return Made(what, (json_text(value),))


def _claims(found: LedgerRelease) -> str:
    return many(len(found.release.records.claims), "claim")


def _schema_org(found: LedgerRelease, asked: Asked) -> Made:
    return _json(exports.make_claims(found.release, found.cover), _claims(found))


def _claim_reviews(found: LedgerRelease, asked: Asked) -> Made:
    made = exports.make_claim_reviews(found.release, found.cover)
    return _json(made, many(len(found.release.records.verdicts), "verdict"))


def _annotations(found: LedgerRelease, asked: Asked) -> Made:
    return _json(exports.make_annotations(found.release, found.cover), _claims(found))


def _provenance(found: LedgerRelease, asked: Asked) -> Made:
    if asked.variant == "turtle":
        return Made(_claims(found), (exports.provenance_turtle(found.release, found.cover, found.earlier),))
    return _json(exports.provenance_json(found.release, found.cover, found.earlier), _claims(found))


def _follow_the_money(found: LedgerRelease, asked: Asked) -> Made:
    if asked.variant == "statements":
        return Made(_claims(found), tuple(exports.statement_lines(found.release, found.cover)))
    entities = exports.make_entities(found.release, found.cover)
    return Made(_claims(found), tuple(f"{json.dumps(entity)}\n" for entity in entities))


def _event_rows(lines: Callable[..., Iterable[str]]) -> Callable[[LedgerRelease, Asked], Made]:
    def make(found: LedgerRelease, asked: Asked) -> Made:
        rows = found.release.records.events
        if not rows:
            say("no person has made a row of event data of these claims: see `counterclaim review event`", err=True)
        beside = ((".conventions.txt", exports.conventions(found.release, found.cover)),)
        return Made(many(len(rows), "row"), tuple(lines(found.release, found.cover)), beside)

    return make


def _geojson(found: LedgerRelease, asked: Asked) -> Made:
    made = exports.make_features(found.release, found.cover)
    features = made["features"]
    return _json(made, many(len(features) if isinstance(features, list) else 0, "feature"))


def _parquet(found: LedgerRelease, asked: Asked) -> Made:
    files = exports.parquet_files(found.release, found.cover)
    return Made(many(len(files), "table"), folder=tuple(files.items()))


def _sqlite(found: LedgerRelease, asked: Asked) -> Made:
    name = asked.out.stem if asked.out else "claims"
    metadata = json_text(exports.datasette_metadata(found.release, found.cover, name))

    def write(path: Path) -> None:
        exports.write_sqlite(found.release, found.cover, path)

    return Made(_claims(found), file=write, beside=((".metadata.json", metadata),))


def _dossier(found: LedgerRelease, asked: Asked) -> Made:
    return Made(_claims(found), (exports.dossier_page(found.release, found.cover),))


FORMATS: dict[str, Callable[[LedgerRelease, Asked], Made]] = {
    "schema-org": _schema_org,
    "claimreview": _claim_reviews,
    "web-annotation": _annotations,
    "prov": _provenance,
    "followthemoney": _follow_the_money,
    "ucdp": _event_rows(exports.ucdp_lines),
    "acled": _event_rows(exports.acled_lines),
    "geojson": _geojson,
    "parquet": _parquet,
    "sqlite": _sqlite,
    "dossier": _dossier,
}
