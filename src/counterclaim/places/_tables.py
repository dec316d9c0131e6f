"""The file of a gazetteer: its tables, and the writer that the bundled one and every layer are made with.

Small integers keep the file small: it is read in place, never unpacked.
"""

import itertools
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path

from counterclaim.places._keys import name_key

#: What a place is, as the file numbers it.
KINDS = ("country", "province", "district", "town", "region", "water", "site")
#: Marks of keys that are no names: codes (“TX”: only after a comma) and demonyms.
CODE, DEMONYM = "=", "~"

_PLACE = """
CREATE TABLE place (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    kind INTEGER NOT NULL,    -- index in KINDS
    lat INTEGER NOT NULL,     -- 1/10000 degree
    lon INTEGER NOT NULL,
    radius INTEGER,           -- km; NULL for towns, whose radius follows from the population
    population INTEGER NOT NULL,
    country TEXT,             -- ISO 3166 alpha-2
    admin1 INTEGER            -- id of the first-level division that holds it
)
"""
# `places`: one id, or several with a space between, the most important first. Keys as name_key makes them.
_NAME = "CREATE TABLE name (key TEXT PRIMARY KEY, places) WITHOUT ROWID"
_ABOUT = "CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID"


@dataclass(slots=True, kw_only=True)
class PlaceRow:
    """A place on its way into a gazetteer. `names` are all its spellings, `codes` and `demonyms` as CODE and DEMONYM
    say; `kind` one of KINDS; `admin1` the id of the first-level division that holds it."""

    id: int
    name: str
    kind: str
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    population: int = 0
    country: str | None = None
    admin1: int | None = None
    names: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    demonyms: set[str] = field(default_factory=set)
    is_capital: bool = False

    def keys(self) -> list[str]:
        """The keys under which the place is found."""
        marked = (("", {self.name, *self.names}), (CODE, self.codes), (DEMONYM, self.demonyms))
        return [mark + key for mark, names in marked for key in sorted({name_key(n) for n in names} - {""})]


def importance(kind: str, population: int, *, own: bool, capital: bool = False) -> float:
    """How far before others of its name a place comes: an own name before an alias of something far smaller.

    Regions and waters without a population are those of a layer: any wood or brook."""
    base = {"country": 1e9, "province": 1e5, "town": 100.0}.get(kind, 0.0)
    if population:
        base += {"region": 5e8, "water": 1e7}.get(kind, 0.0)
    weight = {"district": 0.05, "province": 0.1}.get(kind, 1.0)
    score = base + weight * population + (2e6 if capital else 0)
    return score if own else score / 5


def write_gazetteer(path: Path, rows: Iterable[PlaceRow], about: Mapping[str, str]) -> int:
    """Write a gazetteer at `path`, which must not exist, and give back how many places it holds.

    Of rows with one id the first stays. The rows may be endless: what does not fit into memory waits on the disk.
    The same rows give the same bytes.
    """
    database = sqlite3.connect(path)
    try:
        # a file that is built beside its place and moved there when whole needs no journal
        database.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_PLACE}; {_NAME}; {_ABOUT}")
        # `main` keeps the unsorted spellings out of the file that remains
        database.execute("ATTACH '' AS work")
        database.execute("CREATE TABLE work.spelling (key TEXT, rank REAL, id INTEGER)")
        for row in rows:
            inserted = database.execute("INSERT OR IGNORE INTO place VALUES (?,?,?,?,?,?,?,?,?)", _stored(row)).rowcount
            if inserted:
                spellings = [(key, -_importance(row, key), row.id) for key in row.keys()]
                database.executemany("INSERT INTO work.spelling VALUES (?,?,?)", spellings)
        database.executemany("INSERT INTO name VALUES (?,?)", _grouped(database))
        (places,) = database.execute("SELECT count(*) FROM place").fetchone()
        (names,) = database.execute("SELECT count(*) FROM name").fetchone()
        held = {**about, "places": str(places), "names": str(names)}
        database.executemany("INSERT INTO about VALUES (?,?)", sorted(held.items()))
        database.commit()
        database.execute("DETACH work")
        database.execute("VACUUM")
    finally:
        database.close()
    return int(places)


def _importance(row: PlaceRow, key: str) -> float:
    return importance(row.kind, row.population, own=key == name_key(row.name), capital=row.is_capital)


def _grouped(database: sqlite3.Connection) -> Iterator[tuple[str, int | str]]:
    spellings = database.execute("SELECT key, id FROM work.spelling ORDER BY key, rank, id")
    for key, group in itertools.groupby(spellings, key=itemgetter(0)):
        ids = [id_ for _, id_ in group]
        yield key, ids[0] if len(ids) == 1 else " ".join(map(str, ids))


def _stored(row: PlaceRow) -> tuple[int | str | None, ...]:
    radius = None if row.kind == "town" or row.radius_km is None else max(1, round(row.radius_km))
    lat, lon = round((row.lat or 0.0) * 10_000), round((row.lon or 0.0) * 10_000)
    return row.id, row.name, KINDS.index(row.kind), lat, lon, radius, row.population, row.country, row.admin1


_OSM_TYPES = ("node", "way", "relation")


def osm_number(type_: str, number: int) -> int:
    """The id of a row that stands for an object of OpenStreetMap."""
    return number * 3 + _OSM_TYPES.index(type_)


def osm_id(id_: int) -> str:
    """OpenStreetMap's name of the object behind a row's id: `way/42`."""
    return f"{_OSM_TYPES[id_ % 3]}/{id_ // 3}"
