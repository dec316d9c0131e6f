"""Places as circles and areas as wide as they are known, over the boundaries of countries. No point claims more."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from counterclaim.desk._drawings._boundaries import (
    SOURCE,
    Box,
    Country,
    Point,
    clip_ring,
    load_boundaries,
    overlap,
    runs_inside,
)

WIDTH, HEIGHT = 900, 560
KM_PER_DEGREE = 111.32
#: A map shows at least so many km, so that a town stands in its surroundings.
LEAST_KM = 400.0
#: The radius of a place of which only the name is known, in km: a guess drawn as one, with a broken line.
_UNKNOWN_KM = 25.0
_WIDENED = 4  # times at most that a map without a boundary in it is made wider
_NEAR = 1.0  # points of a boundary nearer than this (in units of the drawing) are one


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A place to draw. `whole_country`: the country around the point is meant, not a circle."""

    name: str
    precision: str
    lat: float
    lon: float
    radius_km: float | None
    whole_country: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """A place on the drawing; `number` is that of the list beside it. `guessed`: no radius is known."""

    number: int
    x: float
    y: float
    r: float
    guessed: bool
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A path of a country; `number` where the country itself is a place of the story, `own` where it holds one."""

    d: str
    name: str
    number: int | None = None
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    width: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    width: int
    height: int
    land: tuple[Shape, ...]
    borders: str
    coasts: str
    circles: tuple[Circle, ...]
    scale: Scale
    source: str
    names: tuple[tuple[float, float, str], ...]


def draw_map(areas: Sequence[Area]) -> Map | None:
    """A map of some places, None where there are none. Numbers count from 1 in the order of `areas`."""
    if not areas:
        return None
    world = load_boundaries()
    whole = {number: world.at(area.lon, area.lat) for number, area in enumerate(areas, 1) if area.whole_country}
    holding = {id(country) for area in areas if (country := world.at(area.lon, area.lat))}
    frame = _frame(areas, [country for country in whole.values() if country])
    view = _View(frame)
    for _ in range(_WIDENED):  # an empty sheet tells nobody where it is
        if view.lines(world.borders) or view.lines(world.coasts):
            break
        view = _View(_wider(view.frame))
    land, names = [], []
    for country in world.countries:
        d, seen = view.rings(country)
        if not d:
            continue
        number = next((n for n, found in whole.items() if found is country), None)
        land.append(Shape(d=d, name=country.name, number=number, own=id(country) in holding))
        if seen is not None and view.holds(seen):
            names.append((round(seen[0], 1), round(seen[1], 1), country.name))
    circles = [view.circle(number, area) for number, area in enumerate(areas, 1) if whole.get(number) is None]
    return Map(
        width=WIDTH,
        height=HEIGHT,
        land=tuple(land),
        borders=view.lines(world.borders),
        coasts=view.lines(world.coasts),
        circles=tuple(sorted(circles, key=lambda circle: -circle.r)),
        scale=view.scale(),
        source=SOURCE,
        names=tuple(
            (x, y, name) for x, y, name in names if not any(abs(c.x - x) < 70 and abs(c.y - y) < 30 for c in circles)
        ),
    )


def _frame(areas: Iterable[Area], countries: Iterable[Country]) -> Box:
    """What the map shows, in degrees, in the proportions of the drawing."""
    west, south, east, north = 180.0, 90.0, -180.0, -90.0
    for area in areas:
        if area.whole_country:
            reach_lat = reach_lon = 1.0
        else:
            reach_lat = max(area.radius_km or _UNKNOWN_KM, 1.0) / KM_PER_DEGREE
            reach_lon = reach_lat / max(0.05, math.cos(math.radians(area.lat)))
        west, east = min(west, area.lon - reach_lon), max(east, area.lon + reach_lon)
        south, north = min(south, area.lat - reach_lat), max(north, area.lat + reach_lat)
    for country in countries:
        box = max(country.rings, key=lambda ring: (ring[0][2] - ring[0][0]) * (ring[0][3] - ring[0][1]))[0]
        west, south, east, north = min(west, box[0]), min(south, box[1]), max(east, box[2]), max(north, box[3])
    lat = max(-80.0, min(80.0, (south + north) / 2))
    stretch = math.cos(math.radians(lat))
    tall = max((north - south) * 1.5, LEAST_KM / KM_PER_DEGREE, (east - west) * 1.5 * stretch * HEIGHT / WIDTH)
    tall = min(tall, 170.0)
    wide = min(360.0, tall * WIDTH / HEIGHT / stretch)
    lon = (west + east) / 2
    return lon - wide / 2, lat - tall / 2, lon + wide / 2, lat + tall / 2


def _wider(frame: Box) -> Box:
    west, south, east, north = frame
    dx, dy = (east - west) * 0.3, (north - south) * 0.3
    return west - dx, south - dy, east + dx, north + dy


class _View:
    """From degrees to the drawing: equirectangular, true to scale at the middle latitude."""

    def __init__(self, frame: Box) -> None:
        self.frame = frame
        west, south, east, north = frame
        self._kx, self._ky = WIDTH / (east - west), HEIGHT / (north - south)
        margin = (east - west) * 0.02
        self._outer: Box = (west - margin, south - margin, east + margin, north + margin)

    def xy(self, point: Point) -> Point:
        return (point[0] - self.frame[0]) * self._kx, (self.frame[3] - point[1]) * self._ky

    def holds(self, at: Point) -> bool:
        return 40 < at[0] < WIDTH - 40 and 20 < at[1] < HEIGHT - 20

    def rings(self, country: Country) -> tuple[str, Point | None]:
        """The path of a country, and the middle of what is seen of its largest ring."""
        parts, largest, middle = [], 0.0, None
        for box, ring in country.rings:
            for shift in (0.0, -360.0, 360.0):
                moved = (box[0] + shift, box[1], box[2] + shift, box[3])
                if not overlap(moved, self._outer):
                    continue
                points = clip_ring([(lon + shift, lat) for lon, lat in ring], self._outer)
                drawn = _thin([self.xy(point) for point in points])
                if len(drawn) > 2:
                    parts.append(_path(drawn) + "Z")
                    size, at = _middle(drawn)
                    if size > largest:
                        largest, middle = size, at
        return "".join(parts), middle if largest > 9000 else None

    def lines(self, lines: Iterable[tuple[Box, tuple[Point, ...]]]) -> str:
        parts = []
        for box, line in lines:
            for shift in (0.0, -360.0, 360.0):
                if overlap((box[0] + shift, box[1], box[2] + shift, box[3]), self._outer):
                    moved = [(lon + shift, lat) for lon, lat in line]
                    if shift and any(abs(lon) > 179.99 for lon, _ in line):
                        moved = [(lon + shift, lat) for lon, lat in line if abs(lon) <= 179.99]
                    for run in runs_inside(moved, self._outer):
                        parts.append(_path(_thin([self.xy(point) for point in run])))
        return "".join(parts)

    def circle(self, number: int, area: Area) -> Circle:
        x, y = self.xy((area.lon, area.lat))
        radius = (area.radius_km or _UNKNOWN_KM) / KM_PER_DEGREE * self._ky
        return Circle(
            number=number,
            x=round(x, 1),
            y=round(y, 1),
            r=round(max(radius, 3.0), 1),
            guessed=area.radius_km is None,
            label=area.name,
        )

    def scale(self) -> Scale:
        """A bar of a round number of km, about a fifth of the map."""
        km = WIDTH / 5 / self._ky * KM_PER_DEGREE
        size = 10.0 ** math.floor(math.log10(km))
        length = max(size * step for step in (1, 2, 5) if size * step <= km)
        return Scale(width=round(length / KM_PER_DEGREE * self._ky, 1), label=f"{length:,.0f} km")


def _thin(points: Sequence[Point]) -> list[Point]:
    """A line without points that fall on the one before."""
    kept = list(points[:1])
    for point in points[1:]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= _NEAR:
            kept.append(point)
    return kept


def _path(points: Sequence[Point]) -> str:
    return "M" + "L".join(f"{x:.0f},{y:.0f}" for x, y in points)


def _middle(points: Sequence[Point]) -> tuple[float, Point]:
    """The area of a ring and its centre of gravity."""
    area = cx = cy = 0.0
    x1, y1 = points[-1]
    for x2, y2 in points:
        cross = x1 * y2 - x2 * y1
        area, cx, cy = area + cross, cx + (x1 + x2) * cross, cy + (y1 + y2) * cross
        x1, y1 = x2, y2
    if abs(area) < 1e-9:
        return 0.0, points[0]
    return abs(area) / 2, (cx / (3 * area), cy / (3 * area))
