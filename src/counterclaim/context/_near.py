"""Which context lies near a story: by the days that its claims tell of, and the places that they name."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, timedelta

from counterclaim.records.analyses import Analysis
from counterclaim.records.context import ContextRecord
from counterclaim.records.mentions import Place

EARTH_KM = 6371.0088


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbourhood:
    """When and where a story is: days (inclusive), places with coordinates, and the addresses of its reports."""

    first: date
    last: date
    places: tuple[Place, ...]
    addresses: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextNear:
    """A record near a story. `place` is the nearest place that the claims name, `km` the distance to what holds it (0:
    within), `days` how far it lies from the story's days (0: within); `cites` says that it names a report of the story.
    """

    record: ContextRecord
    days: int
    km: float | None
    place: str | None
    cites: bool


def neighbourhood_of(analyses: Sequence[Analysis]) -> Neighbourhood | None:
    """When and where the claims of a story's reports are; None where nothing tells when."""
    days: list[date] = []
    places: dict[tuple[float | None, float | None], Place] = {}
    for analysis in analyses:
        revision = analysis.revision
        stamp = revision.published
        for claim in analysis.claims:
            time = claim.event_time
            if time is not None and time.first is not None and time.last is not None:
                days += [time.first.date(), (time.last - timedelta(microseconds=1)).date()]
            for place in claim.places:
                if place.lat is not None and place.lon is not None and not place.attributive:
                    places.setdefault((place.lat, place.lon), place)
        if stamp is not None:
            days.append(stamp.earliest.astimezone(UTC).date())
    if not days:
        return None
    return Neighbourhood(
        first=min(days),
        last=max(days),
        places=tuple(places.values()),
        addresses=frozenset(analysis.revision.address for analysis in analyses),
    )


def boxes_of(around: Neighbourhood, km: float) -> tuple[tuple[float, float, float, float], ...]:
    """Around every place a box that holds what lies within `km` of it: south, north, west, east, in degrees. One over
    the date line or a pole reaches around the globe."""
    boxes = []
    for place in around.places:
        assert place.lat is not None
        assert place.lon is not None
        high = math.degrees((km + (place.radius_km or 0.0)) / EARTH_KM) * 1.01
        south, north = max(-90.0, place.lat - high), min(90.0, place.lat + high)
        wide = 360.0 if max(-south, north) >= 89 else high / math.cos(math.radians(max(-south, north)))
        west, east = place.lon - wide, place.lon + wide
        boxes.append((south, north, -180.0, 180.0) if west < -180 or east > 180 else (south, north, west, east))
    return tuple(dict.fromkeys(boxes))


def find_near(
    around: Neighbourhood, records: Iterable[ContextRecord], *, days: int, km: float
) -> tuple[ContextNear, ...]:
    """The records within so many days and kilometres of a story, the nearest first. What cites a report of the story is
    near wherever it lies; what has no place is near only so."""
    found: list[ContextNear] = []
    for record in records:
        cites = any(url in around.addresses for url in record.sources)
        apart = _days(around, record)
        if apart is None or (apart > days and not cites):
            continue
        distance, place = _nearest(around.places, record)
        if (distance is None or distance > km) and not cites:
            continue
        found.append(ContextNear(record=record, days=apart, km=distance, place=place, cites=cites))
    return tuple(
        sorted(
            found,
            key=lambda one: (
                not one.cites,
                one.days,
                math.inf if one.km is None else one.km,
                one.record.source,
                one.record.id,
            ),
        )
    )


def _days(around: Neighbourhood, record: ContextRecord) -> int | None:
    if record.first is None or record.last is None:
        return None
    return max(0, (record.first - around.last).days, (around.first - record.last).days)


def _nearest(places: Iterable[Place], record: ContextRecord) -> tuple[float | None, str | None]:
    if record.lat is None or record.lon is None:
        return None, None
    best: tuple[float, str] | None = None
    for place in places:
        assert place.lat is not None
        assert place.lon is not None
        apart = max(0.0, distance_km(place.lat, place.lon, record.lat, record.lon) - (place.radius_km or 0.0))
        best = min(best or (math.inf, ""), (apart, place.name))
    return best or (None, None)


def distance_km(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """The great-circle distance between two points."""
    a, b, c, d = map(math.radians, (lat, lon, lat2, lon2))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))
