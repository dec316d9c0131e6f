"""The layers that a user put on top of the bundled gazetteer: one file each, in a folder beside the ledger."""

import itertools
import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

from counterclaim.errors import InputError, SettingsError
from counterclaim.places._tables import PlaceRow, write_gazetteer
from counterclaim.places.layers._csv import WANTED, columns_of, read_csv
from counterclaim.places.layers._geonames import COLUMNS, read_geonames
from counterclaim.places.layers._json import read_json
from counterclaim.places.layers._rows import UNPACKING_ERRORS, problem, text_of

#: A layer's own word where nobody said whose the data are.
NOT_STATED = "not stated"
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
Reader = Callable[[Path, IO[bytes]], Iterator[PlaceRow | InputError]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A layer: `path` its file; `format` what it was made from (geonames, osm, geojson, csv); `licence` and `credit`
    (whom to name) as stated by the user or by the format; how many `places` and `names` it holds."""

    name: str
    path: Path
    format: str
    licence: str
    credit: str
    places: int
    names: int

    @property
    def credit_line(self) -> str:
        """Whom to name, and the licence: “GeoNames (geonames.org), licence CC BY 4.0”."""
        return f"{self.credit}, licence {self.licence}"


def layers_folder(ledger: Path) -> Path:
    """Where the layers of a ledger lie: `war.gazetteer/` beside `war.db`."""
    return ledger.with_suffix(".gazetteer")


def add_layer(
    folder: Path,
    path: Path,
    *,
    name: str | None = None,
    licence: str | None = None,
    credit: str | None = None,
    failed: Callable[[InputError], None],
    progress: Callable[[int], None] = lambda done: None,
) -> Layer:
    """Read the places in the file at `path` and keep them in `folder` as the layer `name`.

    Each row that cannot be used is given to `failed` and the rest goes on; `progress` is told how many bytes of the
    file are behind. A layer appears whole or not at all.

    Raises:
        InputError: the file holds no place that can be used, or is of no known format.
        SettingsError: the name is taken or is no name.
    """
    name = name or re.sub(r"[^a-z0-9]+", "-", path.name.partition(".")[0].lower()).strip("-")[:40]
    if not _NAME.fullmatch(name):
        raise SettingsError(f"{name!r} cannot name a layer: use up to 40 small letters, digits and hyphens (--name)")
    kept = folder / f"{name}.sqlite"
    if kept.exists():
        raise SettingsError(f"there is a layer {name!r} already: remove it first, or give this one another --name")
    found = _detect(path)
    about = {
        "version": "1",
        "format": found.format,
        "ids": found.ids or name,
        "licence": licence or found.licence or NOT_STATED,
        "credit": credit or found.credit or NOT_STATED,
    }
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as workshop, path.open("rb") as raw:
        made = Path(workshop) / kept.name
        rows = _usable(path, raw, found.read, failed, progress)
        if not write_gazetteer(made, rows, about):
            raise InputError("no place in it can be used", subject=str(path))
        made.replace(kept)
    return read_layer(kept)


def read_layer(path: Path) -> Layer:
    """What the layer at `path` says about itself.

    Raises:
        SettingsError: it is no layer.
    """
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
            about = dict(database.execute("SELECT name, value FROM about"))
        return Layer(
            name=path.stem, path=path, format=about["format"], licence=about["licence"], credit=about["credit"],
            places=int(about["places"]), names=int(about["names"]),
        )  # fmt: skip
    except (sqlite3.Error, KeyError, ValueError) as error:
        raise SettingsError(f"{path} is no layer of a gazetteer ({error}): delete it and add it again") from error


def list_layers(folder: Path) -> tuple[Layer, ...]:
    """The layers in `folder`, which need not exist, by name."""
    return tuple(read_layer(path) for path in sorted(folder.glob("*.sqlite")))


def remove_layer(folder: Path, name: str) -> None:
    """Delete a layer. Readings made with it keep its digest.

    Raises:
        SettingsError: there is none of that name.
    """
    kept = folder / f"{name}.sqlite"
    if not _NAME.fullmatch(name) or not kept.exists():
        known = ", ".join(path.stem for path in sorted(folder.glob("*.sqlite"))) or "none"
        raise SettingsError(f"there is no layer {name!r} (there are: {known})")
    kept.unlink()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Format:
    format: str
    read: Reader
    ids: str | None = None
    licence: str | None = None
    credit: str | None = None


def _detect(path: Path) -> _Format:
    """What kind of file `path` is, from its first lines: a name proves nothing."""
    with path.open("rb") as raw:
        try:
            first = text_of(raw, path).read(8_000)
        except UNPACKING_ERRORS as error:
            raise InputError(f"cannot be unpacked ({error})", subject=str(path)) from error
    start = first.lstrip(" \t\r\n\x1e")
    line = start.partition("\n")[0]
    if start[:1] in {"{", "["}:
        if re.search(r'"osm3s"|"elements"\s*:|"@?id"\s*:\s*"(?:node|way|relation)/\d', first):
            osm = partial(read_json, osm=True)
            return _Format(format="osm", read=osm, ids="osm", licence="ODbL 1.0", credit="© OpenStreetMap contributors")
        return _Format(format="geojson", read=partial(read_json, osm=False))
    if line.count("\t") == COLUMNS - 1:
        credit = "GeoNames (geonames.org)"
        return _Format(format="geonames", read=read_geonames, ids="geonames", licence="CC BY 4.0", credit=credit)
    if WANTED <= set(columns_of(line)):
        return _Format(format="csv", read=read_csv)
    if path.suffix == ".pbf":
        message = "OpenStreetMap's PBF is not read: turn it into GeoJSON (osmium export -u type_id -f geojsonseq)"
    else:
        message = (
            "no file of places: neither a GeoNames dump (19 columns with tabs between), nor GeoJSON or Overpass JSON, "
            "nor a CSV whose first line names at least name, lat and lon"
        )
    raise InputError(message, subject=str(path))


def _usable(
    path: Path,
    raw: IO[bytes],
    read: Reader,
    failed: Callable[[InputError], None],
    progress: Callable[[int], None],
) -> Iterator[PlaceRow]:
    rows = read(path, raw)
    for number in itertools.count():
        try:
            row = next(rows, None)
        except UNPACKING_ERRORS as error:
            failed(problem(path, f"after item {number}", f"cannot be unpacked ({error}); the rest is not read"))
            return
        if row is None:
            return
        if number % 1_000 == 0:
            progress(raw.tell())
        if isinstance(row, InputError):
            failed(row)
        else:
            yield row
