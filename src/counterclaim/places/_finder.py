"""The stage: recognise the mentions, resolve them together, write the records."""

import math

from counterclaim.places._gazetteer import Candidate, Gazetteer
from counterclaim.places._mentions import Mention
from counterclaim.places._recognition import recognise
from counterclaim.places._resolution import homes_of, resolve
from counterclaim.places._words import BEARINGS, PARTS, SIDES, UNITS_KM
from counterclaim.records.mentions import Place, PlacePrecision
from counterclaim.records.parses import Parse
from counterclaim.records.revisions import Revision

PRECISIONS = {
    "site": PlacePrecision.POINT,
    "country": PlacePrecision.COUNTRY,
    "province": PlacePrecision.PROVINCE,
    "district": PlacePrecision.DISTRICT,
    "town": PlacePrecision.TOWN,
    "region": PlacePrecision.REGION,
    "water": PlacePrecision.REGION,
}


def find_places(revision: Revision, parse: Parse, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """The place mentions of a revision in text order, resolved where the gazetteer knows them."""
    mentions = recognise(parse, gazetteer)
    resolve(mentions, homes_of(revision, gazetteer))
    return tuple(_place(parse, mentions, mention) for mention in mentions)


def _place(parse: Parse, mentions: list[Mention], mention: Mention) -> Place:
    """The record of one mention; a mention that is not in the gazetteer stands relative to what is said to hold it."""
    span = parse.span(mention.start, mention.end)
    found = mention.chosen
    precision = PRECISIONS[found.kind] if found else PlacePrecision.UNKNOWN
    holder = mention
    seen = {mention.start}
    while found is None and holder.holder is not None and mentions[holder.holder].start not in seen:
        holder = mentions[holder.holder]
        seen.add(holder.start)
        found, precision = holder.chosen, PlacePrecision.RELATIVE
    if found is None and mention.around:
        found, precision = mention.around[0], PlacePrecision.RELATIVE
    if found is None:
        return Place(span=span, name=mention.name, precision=PlacePrecision.UNKNOWN, attributive=mention.attributive)
    lat, lon, radius = found.lat, found.lon, found.radius_km
    if precision is not PlacePrecision.RELATIVE and not mention.attributive:
        moved = _relative(parse, mention, found)
        if moved:
            precision, (lat, lon, radius) = PlacePrecision.RELATIVE, moved
    resolved = mention.chosen is not None
    return Place(
        span=span,
        name=found.name if resolved else mention.name,
        precision=precision,
        lat=round(lat, 5),
        lon=round(lon, 5),
        radius_km=radius,
        country=found.country,
        admin1=found.name if found.kind == "province" else found.admin1,
        gazetteer_id=found.id if resolved else None,
        score=round(mention.score, 3) if resolved else None,
        candidates=tuple(_described(c) for c in mention.candidates[:5]),
        attributive=mention.attributive,
    )


def _described(candidate: Candidate) -> str:
    where = ", ".join(part for part in (candidate.name, candidate.admin1, candidate.country) if part)
    return f"{candidate.id} {where}"


def _relative(parse: Parse, mention: Mention, found: Candidate) -> tuple[float, float, float] | None:
    """Point and radius of “20 km north of X”, “the centre of X”, “outside X” or “northern X”.

    None where the place itself is meant."""
    before = [w.lower() for w in parse.words[max(0, mention.start - 5) : mention.start]]
    before = before[:-1] if before[-1:] == ["the"] else before
    if len(before) >= 2 and before[-1] == "of" and before[-2] in BEARINGS:
        stated = before[:-2]
        if len(stated) >= 2 and stated[-1] in UNITS_KM and (number := _number(stated[-2])) is not None:
            distance = number * UNITS_KM[stated[-1]]
            bearing = math.radians(BEARINGS[before[-2]])
            lat = found.lat + distance * math.cos(bearing) / 111.2
            east = distance * math.sin(bearing) / (111.2 * max(0.05, math.cos(math.radians(found.lat))))
            lat = max(-90.0, min(90.0, lat))
            return lat, (found.lon + east + 180) % 360 - 180, round(found.radius_km + 0.3 * distance, 1)
        return found.lat, found.lon, round(max(30.0, 3 * found.radius_km), 1)
    if (
        len(before) >= 2
        and before[-1] == "of"
        and before[-2] in PARTS
        and found.kind in {"town", "district", "province"}
    ):
        return found.lat, found.lon, round(max(1.0, PARTS[before[-2]] * found.radius_km), 1)
    if before and before[-1] in {"near", "outside"} and found.kind in {"town", "district"}:
        return found.lat, found.lon, round(max(20.0, 2 * found.radius_km), 1)
    if before and before[-1] in SIDES and found.kind in {"country", "province", "region"}:
        return found.lat, found.lon, found.radius_km
    return None


def _number(word: str) -> float | None:
    try:
        number = float(word.replace(",", ""))
    except ValueError:
        return None
    return number if 0 < number < 5_000 else None
