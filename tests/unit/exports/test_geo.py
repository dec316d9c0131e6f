"""GeoJSON as RFC 7946 has it: longitude first, rings counter-clockwise and closed, nothing beyond the globe."""

import math
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from counterclaim.exports import Cover, make_features
from counterclaim.exports._geo import EARTH_KM, outline
from counterclaim.protection import Release, ReleasedPlace
from counterclaim.records.mentions import PlacePrecision
from tests.unit.exports.releases import analyses, loose, make_release

POSITION = {
    "type": "array",
    "prefixItems": [
        {"type": "number", "minimum": -180, "maximum": 180},
        {"type": "number", "minimum": -90, "maximum": 90},
    ],
    "minItems": 2,
    "maxItems": 2,
}
RING = {"type": "array", "minItems": 4, "items": POSITION}
#: RFC 7946, section 3, for the geometries that are written here.
GEOMETRY: dict[str, Any] = {
    "oneOf": [
        {"type": "null"},
        {"properties": {"type": {"const": "Point"}, "coordinates": POSITION}, "required": ["type", "coordinates"]},
        {
            "properties": {"type": {"const": "Polygon"}, "coordinates": {"type": "array", "items": RING}},
            "required": ["type", "coordinates"],
        },
        {
            "properties": {
                "type": {"const": "MultiPolygon"},
                "coordinates": {"type": "array", "items": {"type": "array", "items": RING}},
            },
            "required": ["type", "coordinates"],
        },
    ]
}
COLLECTION = {
    "type": "object",
    "required": ["type", "features"],
    "properties": {
        "type": {"const": "FeatureCollection"},
        "features": {
            "type": "array",
            "items": {
                "required": ["type", "geometry", "properties"],
                "properties": {
                    "type": {"const": "Feature"},
                    "geometry": GEOMETRY,
                    "properties": {"type": ["object", "null"]},
                },
            },
        },
    },
}


def place(lat: float | None, lon: float | None, radius_km: float | None, precision: str = "town") -> ReleasedPlace:
    return ReleasedPlace(
        name="Orsk", precision=PlacePrecision(precision), country="RU", admin1="Orenburg", lat=lat, lon=lon,
        radius_km=radius_km,
    )  # fmt: skip


def rings(geometry: Any) -> list[list[list[float]]]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [ring for polygon in polygons for ring in polygon]


def area(ring: list[list[float]]) -> float:
    """Twice the signed area: above 0 where the ring runs counter-clockwise."""
    return sum(x * y2 - x2 * y for (x, y), (x2, y2) in pairwise(ring))


def test_a_collection_is_one_and_names_claimant_precision_and_review(release: Release, cover: Cover) -> None:
    made = loose(make_features(release, cover))
    Draft202012Validator(COLLECTION).validate(made)
    claim, row = made["features"]
    properties: Any = claim["properties"]
    assert properties["title"].startswith("Harrow Front")
    assert (properties["precision"], properties["radius_km"]) == ("town", 5.0)
    assert properties["review"] == "reviewed by a person"
    assert row["properties"]["kind"] == "row of event data made by a person"


def test_a_town_is_an_area_around_it() -> None:
    geometry: Any = outline(place(51.2, 58.6, 5.0))
    assert geometry["type"] == "Polygon"
    (ring,) = rings(geometry)
    assert ring[0] == ring[-1]
    assert area(ring) > 0
    for lon, lat in ring:
        y = math.radians(lat - 51.2) * EARTH_KM
        x = math.radians(lon - 58.6) * EARTH_KM * math.cos(math.radians(51.2))
        assert math.hypot(x, y) == pytest.approx(5.0, abs=0.02)


def test_only_a_spot_is_a_point_and_what_is_nowhere_is_nothing() -> None:
    assert outline(place(51.2, 58.6, 5.0, "point")) == {"type": "Point", "coordinates": [58.6, 51.2]}
    assert outline(place(None, None, None, "province")) is None


@given(st.floats(-90, 90), st.floats(-180, 180), st.floats(0.1, 3000))
def test_every_area_is_valid_wherever_it_lies(lat: float, lon: float, radius_km: float) -> None:
    geometry: Any = outline(place(lat, lon, radius_km))
    Draft202012Validator(GEOMETRY).validate(geometry)
    for ring in rings(geometry):
        assert ring[0] == ring[-1]
        assert area(ring) >= 0


def test_an_area_over_the_date_line_is_cut_there() -> None:
    geometry: Any = outline(place(52.0, 179.5, 100.0, "province"))
    assert geometry["type"] == "MultiPolygon"
    east, west = rings(geometry)
    assert all(lon > 0 for lon, _ in east)
    assert all(lon < 0 for lon, _ in west)


def test_a_fresh_position_has_no_finer_point_than_its_division(cover: Cover) -> None:
    now = analyses()[0].revision.captured_at
    for feature in loose(make_features(make_release(now=now), cover))["features"]:
        properties: Any = feature["properties"]
        assert properties["precision"] == "province"
        assert feature["geometry"] is None  # nobody said where its middle is
        assert "Orsk" not in str(properties["place"])
