"""Where and when two claims of one deed say that it was: why both cannot hold."""

import math
import re
from collections.abc import Iterator
from datetime import timedelta

from counterclaim.matching._view import View
from counterclaim.records.mentions import Place, PlacePrecision, Timex

#: The radius of a place, in km, where the gazetteer gives none.
RADIUS = {PlacePrecision.POINT: 2.0, PlacePrecision.TOWN: 10.0, PlacePrecision.DISTRICT: 50.0}
#: Kilometres that must lie between two circles, and hours between two times: reports round both.
GAP_KM, GAP = 10.0, timedelta(hours=6)
EARTH_KM = 6371.0
OWN, NAME = re.compile(r"(?:my|our|their|its|his|her)\s", re.IGNORECASE), re.compile(r"\b[A-Z][\w’'-]+")
#: Words before a place by which something happens there: not “from”, “to” or “of”.
THERE = r"\b(?:in|at|near|outside|inside|within)\s+(?:the\s+)?(?:[a-z-]+\s+){0,3}(?:of\s+)?"
#: Parts of a day and longer: “on Friday”, not “for days”.
DATED = frozenset({"day", "part", "minute"})


def find_clash(a: View, b: View) -> tuple[str, str]:
    """What cannot both hold of one deed, “places” or “times”, and the words that show it; empty where both can."""
    one, other = list(_scenes(a)), list(_scenes(b))
    if one and other and all(_apart(p, q) for p in one for q in other):
        return "places", f"“{one[0].name}” and “{other[0].name}” are {_km(one[0], other[0]):,.0f} km apart"
    first, second = a.claim.event_time, b.claim.event_time
    if first is not None and second is not None and _part(first, second):
        return "times", f"{first.value} and {second.value}"
    return "", ""


def of_two_owners(a: View, b: View) -> bool:
    """Whether the two tell of what two named parties did or have: “Orsk offered 40”, “Brod offered 60”."""
    one, other = _owner(a), _owner(b)
    return bool(one and other) and one.isdisjoint(other)


def _owner(view: View) -> frozenset[str]:
    """The names in who did it, or in what it befell; the speaker's where it is “theirs”."""
    phrase = view.claim.frame.subject or view.claim.frame.object or ""
    named = view.claim.actor.name if OWN.match(phrase) else phrase
    return frozenset(word.lower() for word in NAME.findall(named))


def _scenes(view: View) -> Iterator[Place]:
    """The places where the claim says that it happened, as far as they are known exactly."""
    for place in view.claim.places:
        known = place.precision in RADIUS and place.lat is not None and place.lon is not None and not place.attributive
        if known and re.search(THERE + re.escape(place.name) + r"\b", view.said):
            yield place


def _apart(a: Place, b: Place) -> bool:
    """Whether no point is in both circles. A place without a gazetteer's name for its district may be one of two."""
    return a.name != b.name and _km(a, b) > _radius(a) + _radius(b) + GAP_KM


def _radius(place: Place) -> float:
    return max(place.radius_km or 0.0, RADIUS[place.precision])


def _km(a: Place, b: Place) -> float:
    """The distance of the centres, by the haversine formula."""
    (north, east), (other, west) = (
        (math.radians(place.lat or 0.0), math.radians(place.lon or 0.0)) for place in (a, b)
    )
    half = math.sin((other - north) / 2) ** 2
    half += math.cos(north) * math.cos(other) * math.sin((west - east) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def _part(a: Timex, b: Timex) -> bool:
    """Whether no moment is in both intervals, nor near both."""
    if a.first is None or a.last is None or b.first is None or b.last is None or a.alternatives or b.alternatives:
        return False
    if a.granularity not in DATED or b.granularity not in DATED:
        return False
    return a.last + GAP <= b.first or b.last + GAP <= a.first
