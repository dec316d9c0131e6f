"""The gazetteer: read-only lookups over SQLite files, the bundled one (training/build_gazetteer.py) and its layers."""

import hashlib
import math
import sqlite3
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any
from weakref import finalize

from counterclaim.errors import ModelError
from counterclaim.places._keys import name_key
from counterclaim.places._tables import CODE, DEMONYM, KINDS, importance, osm_id
from counterclaim.places.layers import Layer, list_layers
from counterclaim.records.analyses import ModelDigest

FILE = Path(__file__).with_name("gazetteer.sqlite")
SHA256 = "44d5f69566e6e997f72b2f054cc435b43b7b718374cae05f9ab49e05ec4a96f7"
#: Names remembered per gazetteer: a report repeats few names many times.
CACHED_NAMES = 20_000
#: Places of one name that are looked at; a whole dump has thousands of “San José”.
MOST_PLACES = 200
#: Two places of one name and kind that lie nearer are one.
SAME_KM = 5.0
CREDIT = "GeoNames (CC BY 4.0); Natural Earth and The World Factbook (public domain)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that a name may mean. `id` such as `geonames:1138958` (or `region:12`, of our own short list, or that of
    a layer); `kind` one of KINDS; `country` ISO 3166 alpha-2; `admin1` the name of the first-level division that holds
    it and `admin1_id` its id; `lat`/`lon` degrees; `radius_km` that of a circle which holds the place."""

    id: str
    name: str
    kind: str
    lat: float
    lon: float
    radius_km: float
    population: int = 0
    country: str | None = None
    admin1: str | None = None
    admin1_id: str | None = None


class Gazetteer:
    """Places by name. Opened read-only at the first lookup; safe in a read-only folder and between threads."""

    def __init__(self, path: Path, digests: tuple[ModelDigest, ...] = (), layers: tuple["Gazetteer", ...] = ()) -> None:
        self.path = path
        self.digests = digests
        self.layers = layers
        self._database: sqlite3.Connection | None = None
        self._lock = Lock()
        self._found = lru_cache(maxsize=CACHED_NAMES)(self._find)
        self._named = lru_cache(maxsize=CACHED_NAMES)(self._division_name)

    def __reduce__(self) -> tuple[type["Gazetteer"], tuple[Path, tuple[ModelDigest, ...], tuple["Gazetteer", ...]]]:
        return Gazetteer, (self.path, self.digests, self.layers)

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        """The places of this name, the most important first; case, accents and punctuation do not count."""
        return self._found(name_key(name))

    def lookup_code(self, code: str) -> tuple[Candidate, ...]:
        """The divisions that an abbreviation means after a comma (“TX”, “Calif.”)."""
        return self._found(CODE + name_key(code))

    def lookup_demonym(self, word: str) -> tuple[Candidate, ...]:
        """The places whose people or things are called so (“Afghan”)."""
        return self._found(DEMONYM + name_key(word))

    def country_of(self, name: str) -> str | None:
        """The country (ISO 3166 alpha-2) that a place name most likely stands in, such as a dateline's town."""
        words, _, holder = name.partition(",")
        found = self.lookup(words)
        if holder and (held := _within(found, (*self.lookup(holder), *self.lookup_code(holder)))):
            return held[0].country
        return next((candidate.country for candidate in found if candidate.country), None)

    def _rows(self, query: str, *values: int | str) -> list[tuple[Any, ...]]:
        with self._lock:
            if self._database is None:
                uri = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
                try:
                    self._database = sqlite3.connect(uri, uri=True, check_same_thread=False)
                except sqlite3.Error as error:
                    raise ModelError(f"the gazetteer {self.path} cannot be opened ({error}): install again") from error
                finalize(self, self._database.close)
            try:
                return self._database.execute(query, values).fetchall()
            except sqlite3.Error as error:
                raise ModelError(f"the gazetteer {self.path} cannot be read ({error}): install again") from error

    def _find(self, key: str) -> tuple[Candidate, ...]:
        found = self._find_here(key)
        for layer in self.layers:
            found = _merged(found, layer._find_here(key), key)
        return found

    def _find_here(self, key: str) -> tuple[Candidate, ...]:
        rows = self._rows("SELECT places FROM name WHERE key = ?", key) if key.strip(CODE + DEMONYM) else []
        if not rows:
            return ()
        ids = [int(part) for part in str(rows[0][0]).split()][:MOST_PLACES]
        marks = ",".join("?" * len(ids))
        places = self._rows(f"SELECT {COLUMNS} FROM place WHERE id IN ({marks})", *ids)
        by_id = {row[0]: self._candidate(*row) for row in places}
        return tuple(by_id[id_] for id_ in ids)

    def _division_name(self, id_: int) -> str | None:
        rows = self._rows("SELECT name FROM place WHERE id = ?", id_)
        return str(rows[0][0]) if rows else None

    def _candidate(
        self,
        id_: int,
        name: str,
        kind: int,
        lat: int,
        lon: int,
        radius: int | None,
        population: int,
        country: str | None,
        admin1: int | None,
    ) -> Candidate:
        return Candidate(
            id=self._id(id_),
            name=name,
            kind=KINDS[kind],
            lat=lat / 10_000,
            lon=lon / 10_000,
            radius_km=float(radius) if radius is not None else town_radius_km(population),
            population=population,
            country=country,
            admin1=self._named(admin1) if admin1 else None,
            admin1_id=self._id(admin1) if admin1 else None,
        )

    @cached_property
    def _ids(self) -> str:
        """Whose numbers the file's ids are."""
        rows = self._rows("SELECT value FROM about WHERE name = 'ids'")
        return str(rows[0][0]) if rows else "geonames"

    def _id(self, number: int) -> str:
        if self._ids == "osm":
            return f"osm:{osm_id(number)}"
        return f"{self._ids}:{number}" if number > 0 else f"region:{-number}"


COLUMNS = "id, name, kind, lat, lon, radius, population, country, admin1"


def _merged(found: tuple[Candidate, ...], more: tuple[Candidate, ...], key: str) -> tuple[Candidate, ...]:
    """`found` with those of `more` that are other places, each before what counts for less."""
    merged = list(found)
    for candidate in more:
        if any(_same(candidate, known) for known in found):
            continue
        weight = _weight(candidate, key)
        at = next((i for i, known in enumerate(merged) if _weight(known, key) < weight), len(merged))
        merged.insert(at, candidate)
    return tuple(merged)


def _same(a: Candidate, b: Candidate) -> bool:
    """Whether two places of one name are one: by id, or of one kind and each where the other is."""
    return a.id == b.id or (a.kind == b.kind and distance_km(a, b) <= max(SAME_KM, min(a.radius_km, b.radius_km)))


def _weight(candidate: Candidate, key: str) -> float:
    return importance(candidate.kind, candidate.population, own=name_key(candidate.name) == key.lstrip(CODE + DEMONYM))


def _within(found: tuple[Candidate, ...], holders: tuple[Candidate, ...]) -> list[Candidate]:
    """Those of `found` that lie in one of `holders`, in order."""
    return [candidate for candidate in found if any(holds(holder, candidate) for holder in holders)]


def holds(holder: Candidate, candidate: Candidate) -> bool:
    """Whether `holder` is a country, province, district or region with `candidate` inside."""
    if holder.id == candidate.id:
        return False
    if holder.kind == "country":
        return holder.country is not None and holder.country == candidate.country
    if holder.kind == "province":
        return holder.id == candidate.admin1_id
    if holder.kind == "district":
        near = distance_km(holder, candidate) <= holder.radius_km * 1.5
        return candidate.kind == "town" and holder.admin1_id == candidate.admin1_id and near
    return False


def distance_km(a: Candidate, b: Candidate) -> float:
    """The great-circle distance between two places."""
    lat, lon, lat2, lon2 = map(math.radians, (a.lat, a.lon, b.lat, b.lon))
    h = math.sin((lat2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin((lon2 - lon) / 2) ** 2
    return 2 * 6371.0088 * math.asin(min(1.0, math.sqrt(h)))


def town_radius_km(population: int) -> float:
    """The radius of a circle that usually holds a town: 2 km for a hamlet, 7 for 100,000 people, 25 at most."""
    return round(min(25.0, 2.0 + 0.0065 * math.sqrt(population) + 0.6 * math.log10(1 + population)), 1)


def load_gazetteer(layers: Path | None = None) -> Gazetteer:
    """The bundled gazetteer, verified, with the layers in the folder `layers` on top of it.

    Raises:
        ModelError: the file is missing, or is not the one whose digest is recorded here.
        SettingsError: a file in the folder is no layer.
    """
    bundled = _load_bundled()
    upper = tuple(_load_layer(layer) for layer in list_layers(layers)) if layers else ()
    if not upper:
        return bundled
    return Gazetteer(bundled.path, (*bundled.digests, *(d for layer in upper for d in layer.digests)), upper)


@lru_cache(maxsize=1)
def _load_bundled() -> Gazetteer:
    return verified(FILE, SHA256)


def verified(path: Path, sha256: str) -> Gazetteer:
    """The gazetteer at `path`, whose SHA-256 must be `sha256`."""
    found = _digest(path)
    if found != sha256:
        raise ModelError(
            f"the gazetteer {path} has SHA-256 {found}, not the recorded {sha256}: install counterclaim again, "
            "or build it again with training/build_gazetteer.py and record the digest that it prints"
        )
    gazetteer = Gazetteer(path)
    version = str(gazetteer._rows("SELECT value FROM about WHERE name = 'version'")[0][0])
    gazetteer.digests = (ModelDigest(name="gazetteer", version=version, sha256=found, credit=CREDIT),)
    return gazetteer


def _load_layer(layer: Layer) -> Gazetteer:
    digest = ModelDigest(
        name=f"gazetteer:{layer.name}", version=layer.format, sha256=_digest(layer.path), credit=layer.credit_line
    )
    return Gazetteer(layer.path, (digest,))


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"the gazetteer {path} cannot be read ({error}): install counterclaim again") from error
