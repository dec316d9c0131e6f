"""The boundaries of countries, and what of them lies in a frame.

`countries-50m.json.gz` is Natural Earth 4.1 (1:50m, public domain) as TopoJSON, from the package world-atlas 2.0.2
(ISC). Natural Earth draws boundaries as they are held, not as they are recognised; whoever shows them says so.
"""

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

SOURCE = "Boundaries: Natural Earth 4.1, 1:50m, which draws them as they are held and not as they are recognised."
_FILE = Path(__file__).parent / "countries-50m.json.gz"

Point = tuple[float, float]  # longitude, latitude
Box = tuple[float, float, float, float]  # west, south, east, north


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country: its rings (outer ones and holes; even-odd), each with its box."""

    name: str
    rings: tuple[tuple[Box, tuple[Point, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Boundaries:
    """All countries, and the lines between them: each `coast` or border once."""

    countries: tuple[Country, ...]
    borders: tuple[tuple[Box, tuple[Point, ...]], ...]
    coasts: tuple[tuple[Box, tuple[Point, ...]], ...]

    def at(self, lon: float, lat: float) -> Country | None:
        """The country that holds a point."""
        for country in self.countries:
            inside = False
            for box, ring in country.rings:
                if box[0] <= lon <= box[2] and box[1] <= lat <= box[3] and _holds(ring, lon, lat):
                    inside = not inside
            if inside:
                return country
        return None


@lru_cache(maxsize=1)
def load_boundaries() -> Boundaries:
    """The boundaries, read once (some 100 ms)."""
    topology = json.loads(gzip.decompress(_FILE.read_bytes()))
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[tuple[Point, ...]] = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            points.append((round(x * kx + dx, 4), round(y * ky + dy, 4)))
        arcs.append(tuple(points))
    used = [0] * len(arcs)
    countries = []
    for shape in topology["objects"]["countries"]["geometries"]:
        polygons = shape.get("arcs", [])
        polygons = [polygons] if shape["type"] == "Polygon" else polygons
        rings = []
        for polygon in polygons:
            for ring in polygon:
                points = []
                for index in ring:
                    part = arcs[index] if index >= 0 else arcs[~index][::-1]
                    used[index if index >= 0 else ~index] += 1
                    points += part[1:] if points else part
                rings.append((_box(points), tuple(points)))
        countries.append(Country(name=shape["properties"]["name"], rings=tuple(rings)))
    lines = [(_box(arc), arc) for arc in arcs]
    return Boundaries(
        countries=tuple(countries),
        borders=tuple(line for line, times in zip(lines, used, strict=True) if times > 1),
        coasts=tuple(line for line, times in zip(lines, used, strict=True) if times == 1),
    )


def clip_ring(ring: Sequence[Point], frame: Box) -> list[Point]:
    """The part of a ring inside a frame (Sutherland and Hodgman, 1974)."""
    west, south, east, north = frame
    points = list(ring)
    for axis, edge, keep_greater in ((0, west, True), (0, east, False), (1, south, True), (1, north, False)):
        if not points:
            break
        clipped: list[Point] = []
        before = points[-1]
        for point in points:
            inside = point[axis] >= edge if keep_greater else point[axis] <= edge
            was = before[axis] >= edge if keep_greater else before[axis] <= edge
            if inside != was:
                share = (edge - before[axis]) / (point[axis] - before[axis])
                clipped.append((before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1])))
            if inside:
                clipped.append(point)
            before = point
        points = clipped
    return points


def runs_inside(line: Sequence[Point], frame: Box) -> Iterator[list[Point]]:
    """The runs of a line that touch a frame; never the false line along the 180th meridian."""
    west, south, east, north = frame
    run: list[Point] = []
    for a, b in pairwise(line):
        outside = max(a[0], b[0]) < west or min(a[0], b[0]) > east or max(a[1], b[1]) < south or min(a[1], b[1]) > north
        if outside or (abs(a[0]) > 179.99 and abs(b[0]) > 179.99):
            if run:
                yield run
            run = []
        else:
            run = run or [a]
            run.append(b)
    if run:
        yield run


def overlap(a: Box, b: Box) -> bool:
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


def _box(points: Sequence[Point]) -> Box:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def _holds(ring: Sequence[Point], lon: float, lat: float) -> bool:
    inside, (x1, y1) = False, ring[-1]
    for x2, y2 in ring:
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            inside = not inside
        x1, y1 = x2, y2
    return inside
