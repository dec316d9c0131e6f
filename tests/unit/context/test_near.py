"""Context near a story: by days and by distance from what its claims name; what cites a report is near anyway."""

import math
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.context import Neighbourhood, boxes_of, claims_beside, find_near, neighbourhood_of
from counterclaim.context._near import distance_km
from counterclaim.records.context import ContextRecord
from tests.factories import make_context
from tests.unit.exports.releases import analyses

FIRST = analyses()[0]
AROUND = neighbourhood_of([FIRST])
assert AROUND is not None
(HERE,) = make_context("A").records


def near(*records: ContextRecord, days: int = 2, km: float = 25.0) -> list[str]:
    assert AROUND is not None
    return [one.record.id for one in find_near(AROUND, records, days=days, km=km)]


def test_a_story_is_where_and_when_its_claims_are() -> None:
    assert AROUND is not None
    assert [place.name for place in AROUND.places] == ["Orsk"]
    assert (AROUND.first.isoformat(), AROUND.last.isoformat()) == ("2024-05-02", "2024-05-03")  # event, publication
    assert neighbourhood_of([replace(FIRST, revision=replace(FIRST.revision, published=None), claims=())]) is None


def test_days_and_kilometres_bound_what_is_near() -> None:
    day = AROUND.last + timedelta(days=5) if AROUND else None
    later = replace(HERE, id="L", first=day, last=day)
    far = replace(HERE, id="F", lat=52.2)
    assert near(HERE, later, far) == ["A"]
    assert near(HERE, later, far, days=9) == ["A", "L"]
    assert near(HERE, later, far, km=200) == ["A", "F"]


def test_a_place_reaches_as_far_as_it_does() -> None:
    """A kilometre is counted from the edge of the circle that holds the place."""
    assert AROUND is not None
    edge = replace(HERE, lat=51.2 + 10 / 111.2)
    (found,) = find_near(AROUND, [edge], days=2, km=25)
    assert found.km == pytest.approx(5.0, abs=0.05)


def test_what_has_no_place_is_near_only_where_it_names_a_report() -> None:
    nowhere = replace(HERE, id="N", lat=None, lon=None)
    cites = replace(nowhere, id="C", sources=(FIRST.revision.address,), first=None, last=None)
    dated = replace(cites, id="D", first=HERE.first, last=HERE.last)
    assert near(nowhere) == []
    assert near(HERE, cites, dated) == ["D", "A"]


def test_beside_a_row_stand_the_claims_of_its_place_and_days() -> None:
    """Once each, those that state dead first, with their claimants; nothing of another day or place."""
    (found,) = find_near(AROUND, [HERE], days=2, km=25) if AROUND else ()
    beside = claims_beside(found, [FIRST, FIRST], days=2)
    assert beside
    assert len({told.claim for told in beside}) == len(beside)
    assert all(told.claimant for told in beside)
    named = {claim.id for claim in FIRST.claims if any(place.name == "Orsk" for place in claim.places)}
    assert {told.claim for told in beside} <= named
    assert [bool(told.killed) for told in beside] == sorted((bool(told.killed) for told in beside), reverse=True)
    later = replace(HERE, first=date(2024, 6, 1), last=date(2024, 6, 2))
    undated = {claim.id for claim in FIRST.claims if claim.event_time is None}
    assert {told.claim for told in claims_beside(replace(found, record=later), [FIRST], days=2)} <= undated
    assert claims_beside(replace(found, record=replace(HERE, lat=None, lon=None), km=None), [FIRST], days=2) == ()


def test_distance() -> None:
    assert distance_km(51.2, 58.6, 51.2, 58.6) == 0
    assert distance_km(0, 179.5, 0, -179.5) == pytest.approx(111.2, abs=0.1)


@given(st.floats(-89.5, 89.5), st.floats(-180, 180), st.floats(0, 360), st.floats(0, 1))
def test_boxes_hold_all_that_is_near(lat: float, lon: float, bearing: float, part: float) -> None:
    """Whatever lies within the kilometres asked for lies in a box, also at the date line and near a pole."""
    assert AROUND is not None
    place = replace(AROUND.places[0], lat=lat, lon=lon)
    around = Neighbourhood(first=AROUND.first, last=AROUND.last, places=(place,), addresses=frozenset())
    angle = math.radians(part * 25 / 111.2)
    y = math.asin(
        math.sin(math.radians(lat)) * math.cos(angle)
        + math.cos(math.radians(lat)) * math.sin(angle) * math.cos(math.radians(bearing))
    )
    x = math.radians(lon) + math.atan2(
        math.sin(math.radians(bearing)) * math.sin(angle) * math.cos(math.radians(lat)),
        math.cos(angle) - math.sin(math.radians(lat)) * math.sin(y),
    )
    there = (math.degrees(y), (math.degrees(x) + 180) % 360 - 180)
    assert distance_km(lat, lon, *there) <= 25.1
    assert any(s <= there[0] <= n and w <= there[1] <= e for s, n, w, e in boxes_of(around, 25))
