"""GeoJSON (a collection, or one feature after another) and the JSON of Overpass, read as a stream."""

import json
import math
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from counterclaim.errors import InputError
from counterclaim.places._tables import KINDS, PlaceRow, osm_number
from counterclaim.places.layers._rows import number_in, point, problem, row_of, text_of

LONGEST_OBJECT = 64_000_000  # characters of one item: the border of a country in full detail
CHUNK = 1_000_000
_LIST = re.compile(r'"(?:features|elements)"\s*:\s*\[')
_OSM_ID = re.compile(r"(node|way|relation)/(\d{1,15})", re.ASCII)
#: Keys of names in OpenStreetMap and Natural Earth, those shown first.
_NAMES = ("name:en", "name_en", "name", "int_name", "official_name", "short_name", "alt_name", "old_name", "loc_name")
#: Our kind of OpenStreetMap's place=…; source: wiki.openstreetmap.org/wiki/Key:place.
_PLACES = {
    "country": "country", "state": "province", "province": "province", "county": "district", "district": "district",
    "municipality": "district", "region": "region", "island": "region", "islet": "region", "archipelago": "region",
    "sea": "water", "ocean": "water",
    **dict.fromkeys(
        "city town village hamlet suburb quarter neighbourhood borough isolated_dwelling allotments locality".split(),
        "town",
    ),
}  # fmt: skip
_WATERS = frozenset("water bay strait river stream canal lake reservoir dam wetland sea ocean gulf sound".split())
_LANDS = frozenset("mountain_range ridge valley peninsula desert range/mtn plateau basin island isthmus plain".split())


def read_json(path: Path, raw: IO[bytes], *, osm: bool) -> Iterator[PlaceRow | InputError]:
    """Its places: under the ids of OpenStreetMap (see osm_number), or numbered as they stand."""
    for number, item in enumerate(_items(path, raw), 1):
        if isinstance(item, InputError):
            yield item
            continue
        try:
            row = _row(number, item, osm=osm)
        except (ValueError, TypeError, RecursionError) as error:
            yield problem(path, f"item {number}", str(error) or "nested too deeply")
        else:
            if row is not None:
                yield row


def _items(path: Path, raw: IO[bytes]) -> Iterator[dict[str, Any] | InputError]:
    """The objects of the list, or of the file, one at a time; what stops the reader comes last, as an error."""
    stream, decoder = text_of(raw, path), json.JSONDecoder()
    text = stream.read(CHUNK)
    found = _LIST.search(text)
    at = found.end() if found else 0
    number, step, ended = 1, CHUNK, False
    while True:
        while (at < len(text) and text[at] in " \t\r\n,\x1e") or (at == 0 and text[:1] == "["):
            at += 1
        if at < len(text) and text[at] != "{":
            if text[at] != "]":
                yield problem(path, f"item {number}", f"{text[at : at + 20]!r} is no object; the rest is not read")
            return
        if at < len(text):
            try:
                value, at = decoder.raw_decode(text, at)
            except (ValueError, RecursionError) as error:
                if ended or len(text) - at > LONGEST_OBJECT:
                    why = error if ended else f"longer than {LONGEST_OBJECT:,} characters"
                    yield problem(path, f"item {number}", f"cannot be read ({why}); the rest is not read")
                    return
            else:
                number, step = number + 1, CHUNK
                yield value
                continue
        elif ended:
            return
        more = stream.read(step)
        step *= 2  # a long object is tried again a few times, not once a chunk
        ended = not more
        text, at = text[at:] + more, 0 if at else at


def _row(number: int, item: Mapping[str, Any], *, osm: bool) -> PlaceRow | None:
    """One object as a place; None if it is unnamed (a junction, a bare outline)."""
    feature = item.get("type") == "Feature"
    said = item.get("properties" if feature else "tags") or {}
    if not isinstance(said, dict):
        raise ValueError("its properties are no object")
    tags = {key.lower(): str(value) for key, value in said.items() if isinstance(value, str | int | float)}
    names = [name for key in _NAMES if tags.get(key) for name in tags[key].split(";")]
    if not names:
        return None
    if osm:
        number = _osm_number(item, tags)
    where, radius_km = _extent(item.get("geometry") if feature else item)
    kind = _kind(tags, flat=radius_km is None)
    country = tags.get("iso3166-1:alpha2") or tags.get("addr:country") or tags.get("country") or ""
    population = tags.get("population", "").replace(",", "").replace(" ", "")
    return row_of(
        number, names, kind, where,
        country=country if re.fullmatch("[A-Z]{2}", country) else None,
        population=int(population) if re.fullmatch(r"\d{1,11}", population, re.ASCII) else 0,
        radius_km=radius_km,
    )  # fmt: skip


def _osm_number(item: Mapping[str, Any], tags: Mapping[str, str]) -> int:
    stated = f"{item.get('type')}/{item.get('id')}", str(item.get("id")), tags.get("@id", ""), tags.get("id", "")
    for text in stated:
        if found := _OSM_ID.fullmatch(text):
            return osm_number(found[1], int(found[2]))
    raise ValueError("it has no id of OpenStreetMap (node/…, way/…, relation/…)")


def _kind(tags: Mapping[str, str], *, flat: bool) -> str:
    """What a place is, from OpenStreetMap's tags, Natural Earth's feature class, or a `kind` of ours."""
    if tags.get("kind") in KINDS:
        return tags["kind"]
    if tags.get("boundary") == "administrative" or "admin_level" in tags:
        level = tags.get("admin_level", "")
        return "country" if level == "2" else "province" if level in {"3", "4"} else "district"
    if tags.get("place") in _PLACES:
        return _PLACES[tags["place"]]
    words = {tags.get(key, "").lower() for key in ("natural", "water", "featurecla", "landuse")}
    if words & _WATERS or "waterway" in tags:
        return "water"
    if words & _LANDS or ("featurecla" in tags and not flat):
        return "region"
    return "site"


def _extent(shape: object) -> tuple[tuple[float, float], float | None]:
    """The point of a shape, and for all but points the radius of a circle around it, in km."""
    if not isinstance(shape, dict):
        raise ValueError("it has no coordinates")
    if "lat" in shape and "lon" in shape:
        return point(shape["lat"], shape["lon"]), None
    if isinstance(shape.get("center"), dict):
        return point(shape["center"].get("lat"), shape["center"].get("lon")), None
    if isinstance(box := shape.get("bounds"), dict):
        corners = [(box.get("minlon"), box.get("minlat")), (box.get("maxlon"), box.get("maxlat"))]
    else:
        corners = list(_corners(shape))
    if not corners:
        raise ValueError("it has no coordinates (with Overpass, ask for “out center;”)")
    spots = [point(lat, lon) for lon, lat in corners]
    if len(spots) == 1:
        return spots[0], None
    south, north = min(lat for lat, _ in spots), max(lat for lat, _ in spots)
    west, east = min(lon for _, lon in spots), max(lon for _, lon in spots)
    if east - west > 180:  # over the antimeridian
        west, east = min(lon for _, lon in spots if lon > 0), max(lon for _, lon in spots if lon <= 0) + 360
    lat, lon = (south + north) / 2, (west + east) / 2
    wide = (east - west) / 2 * math.cos(math.radians(lat))
    return (lat, lon - 360 if lon > 180 else lon), round(111.2 * math.hypot(wide, (north - south) / 2), 1)


def _corners(shape: Mapping[str, Any]) -> Iterator[tuple[object, object]]:
    """Every coordinate of a GeoJSON geometry, (lon, lat), whatever its type."""
    waiting: list[Any] = [shape.get("coordinates"), shape.get("geometries")]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            waiting += [part.get("coordinates"), part.get("geometries")]
        elif isinstance(part, list) and len(part) >= 2 and not isinstance(part[0], list | dict):
            yield number_in(part[0], "the longitude"), number_in(part[1], "the latitude")
        elif isinstance(part, list):
            waiting += part
