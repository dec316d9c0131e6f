"""GeoJSON: where what is claimed is said to have happened, with its precision as an area.

A place is a circle that holds it, drawn as a polygon; only what is a spot is a point. Longitude stands before latitude,
outer rings run counter-clockwise, and what crosses the 180th meridian is cut there. Source: RFC 7946.
"""

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from counterclaim.exports._saying import OURS, Cover, told, urn
from counterclaim.records.ids import Json
from counterclaim.records.mentions import PlacePrecision

if TYPE_CHECKING:
    from counterclaim.protection import Release, ReleasedClaim, ReleasedPlace

EARTH_KM = 6371.0088
#: Corners of a circle: its outline is then off by less than 0.2 % of the radius.
CORNERS = 64
#: Decimals of a degree: a metre.
_DECIMALS = 5


def make_features(release: "Release", cover: Cover) -> dict[str, Json]:
    """One feature for each place of each claim, and for each row of event data that a person made."""
    features = [_feature(claim, place) for claim in release.records.claims for place in claim.places]
    for event in release.records.events:
        features.append(
            {
                "type": "Feature",
                "id": urn("entry", event.entry),
                "geometry": outline(event.place),
                "properties": {
                    "kind": "row of event data made by a person",
                    "claims": list(event.claims),
                    "event_first": event.first,
                    "event_last": event.last,
                    **_place(event.place),
                },
            }
        )
    return {"type": "FeatureCollection", "features": features, f"{OURS}export": cover.to_json(release.records)}


def _feature(claim: "ReleasedClaim", place: "ReleasedPlace") -> Json:
    return {
        "type": "Feature",
        "id": f"{urn('claim', claim.id)}:{place.name}",
        "geometry": outline(place),
        "properties": {
            "kind": "claim",
            "title": told(claim),
            "claimant": claim.claimant,
            "stance": claim.stance.value,
            "claim": claim.id,
            "report": claim.report,
            "matter": claim.proposition,
            "event": claim.event,
            "event_first": claim.event_first,
            "event_last": claim.event_last,
            "review": claim.review,
            "coarse": claim.coarse,
            **_place(place),
        },
    }


def _place(place: "ReleasedPlace") -> dict[str, Json]:
    return {
        "place": place.name,
        "precision": place.precision.value,
        "radius_km": place.radius_km,
        "lat": place.lat,
        "lon": place.lon,
        "admin1": place.admin1,
        "country": place.country,
    }


def outline(place: "ReleasedPlace") -> Json:
    """The geometry of a place: a circle as a polygon, a point for a spot, nothing where nobody knows where it is."""
    if place.lat is None or place.lon is None:
        return None
    if place.precision is PlacePrecision.POINT or not place.radius_km:
        return {"type": "Point", "coordinates": [round(place.lon, _DECIMALS), round(place.lat, _DECIMALS)]}
    ring = _circle(place.lat, place.lon, place.radius_km)
    parts = _cut(ring)
    rings: list[Json] = [[[round(x, _DECIMALS), round(y, _DECIMALS)] for x, y in part] for part in parts]
    if len(rings) == 1:
        return {"type": "Polygon", "coordinates": rings}
    return {"type": "MultiPolygon", "coordinates": [[part] for part in rings]}


def _circle(lat: float, lon: float, radius_km: float) -> list[tuple[float, float]]:
    """A closed ring of longitude and latitude around a point, counter-clockwise; longitudes may pass ±180. A circle
    around a pole is a band up to it."""
    angle = min(radius_km / EARTH_KM, math.pi / 2)
    middle = math.radians(lat)
    if abs(lat) + math.degrees(angle) >= 90:
        low = min(90.0, abs(lat)) - math.degrees(angle)
        south, north = (low, 90.0) if lat >= 0 else (-90.0, -low)
        return [(-180.0, south), (180.0, south), (180.0, north), (-180.0, north), (-180.0, south)]
    ring = []
    for corner in range(CORNERS):
        bearing = -2 * math.pi * corner / CORNERS
        y = math.asin(math.sin(middle) * math.cos(angle) + math.cos(middle) * math.sin(angle) * math.cos(bearing))
        x = math.atan2(
            math.sin(bearing) * math.sin(angle) * math.cos(middle), math.cos(angle) - math.sin(middle) * math.sin(y)
        )
        ring.append((lon + math.degrees(x), math.degrees(y)))
    return [*ring, ring[0]]


def _cut(ring: list[tuple[float, float]]) -> list[list[tuple[float, float]]]:
    """The ring in parts that do not cross the 180th meridian."""
    for edge, shift in ((180.0, -360.0), (-180.0, 360.0)):
        over = [(x - edge) * edge > 0 for x, _ in ring]
        if any(over):
            inside, outside = _clip(ring, edge, keep_over=False), _clip(ring, edge, keep_over=True)
            return [inside, [(x + shift, y) for x, y in outside]]
    return [ring]


def _clip(ring: list[tuple[float, float]], edge: float, *, keep_over: bool) -> list[tuple[float, float]]:
    """The part of a closed ring on one side of a meridian, closed."""
    part: list[tuple[float, float]] = []
    for (x, y), (x2, y2) in pairwise(ring):
        here, there = ((x - edge) * edge > 0) == keep_over, ((x2 - edge) * edge > 0) == keep_over
        if here:
            part.append((x, y))
        if here != there:
            part.append((edge, y + (y2 - y) * (edge - x) / (x2 - x)))
    return [*part, part[0]]
