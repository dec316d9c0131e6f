"""Positions: where persons and forces are said to be leaves at the precision of first-level divisions, in words too."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from counterclaim.lexicons.protection import FORCES, NO_NAMES, SITES
from counterclaim.presentation import ClaimView, Quote, ReportView
from counterclaim.records.events import EventKind
from counterclaim.records.mentions import ActorKind, Place, PlacePrecision

#: Precisions that may leave whatever is claimed.
COARSE = frozenset({PlacePrecision.PROVINCE, PlacePrecision.COUNTRY, PlacePrecision.REGION})
#: Events that are told of without telling where a force is.
CIVIL = frozenset(
    {
        EventKind.AGREE,
        EventKind.CONSULT,
        EventKind.SUPPORT,
        EventKind.CONCEDE,
        EventKind.COOPERATE,
        EventKind.AID,
        EventKind.REQUEST,
        EventKind.REJECT,
        EventKind.PROTEST,
        EventKind.SANCTION,
    }
)
_FORCES = re.compile(rf"\b(?:{FORCES})\b", re.IGNORECASE)
_SITES = re.compile(rf"\b(?:{SITES})\b", re.IGNORECASE)
_COORDINATES = re.compile(
    r"[-+]?\d{1,3}\.\d{2,8}°?\s*[NS]?[,;/\s]{1,3}[-+]?\d{1,3}\.\d{2,8}°?\s*[EW]?"
    r"|\d{1,3}°\s?\d{0,2}[′']?\s?[\d.]{0,6}[″\"]?\s?[NSEW]"
    r"|\b\d{1,2}[C-X]\s?[A-HJ-NP-Z]{2}\s?\d{2,5}\s?\d{2,5}\b"
    r"|\b\d{1,4} ?(?:km|kilomet(?:er|re)s?|miles?|metres?|meters?) (?:\w+ ){0,3}?(?:of|from)\b"
)
_NAMES = re.compile(r"\b[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*")

#: The middle of a first-level division (country, its name) as latitude, longitude and radius in km; None: unknown.
Divisions = Callable[[str | None, str], tuple[float, float, float] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedPlace:
    """A place as it may leave. Without a point where only the division is given and nobody knows its middle."""

    name: str
    precision: PlacePrecision
    country: str | None
    admin1: str | None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None


def is_fine(place: Place) -> bool:
    """Whether a place is told more precisely than by its first-level division."""
    return place.precision not in COARSE and not place.attributive


def moment_of(claim: ClaimView, report: ReportView) -> datetime:
    """The latest moment at which what is claimed can have been so: of the event, else of publication or capture."""
    if claim.event_time is not None and claim.event_time.last is not None:
        return claim.event_time.last
    stamp = report.updated or report.published
    return stamp.latest if stamp else datetime.fromisoformat(report.captured_at)


def persons_in(report: ReportView, words: str) -> list[str]:
    """The named persons of a report whom some words name, by any of their names."""
    names = {
        name
        for actor in report.actors
        for name in ((actor.name, *actor.aliases) if actor.kind is ActorKind.PERSON else ())
    }
    names |= {actor.person for actor in report.actors if actor.person}
    return sorted(name for name in names if named_in(name, words))


def named_in(name: str, words: str) -> bool:
    """Whether words name somebody: the whole name, or its last part."""
    last = name.split()[-1] if name.split() else ""
    parts = [name] + ([last] if len(last) > 3 and last[0].isupper() else [])
    return any(re.search(rf"(?<!\w){re.escape(part)}(?!\w)", words) for part in parts if part)


def tells_position(claim: ClaimView, report: ReportView, *, now: datetime, hours: float) -> bool:
    """Whether a claim tells where a named person is, or where a force was less than so many hours ago."""
    around = " ".join(quote.words for quote in (*claim.source, *claim.cue))
    if persons_in(report, f"{claim.words} {around}") or claim.spokesperson:
        return True
    if now - moment_of(claim, report) >= timedelta(hours=hours):
        return False
    if _FORCES.search(claim.words) or _FORCES.search(claim.actor):
        return True
    return claim.event is None or claim.event.event not in CIVIL


def division_of(place: Place) -> str:
    """How a place is called once it is coarse."""
    return f"[a place in {place.admin1 or place.country}]" if place.admin1 or place.country else "[a place]"


def coarsen(place: Place, divisions: Divisions | None) -> ReleasedPlace:
    """The first-level division that holds a place, or its country where that is not known."""
    middle = divisions(place.country, place.admin1) if divisions and place.admin1 else None
    return ReleasedPlace(
        name=place.admin1 or place.country or "",
        precision=PlacePrecision.PROVINCE if place.admin1 else PlacePrecision.COUNTRY,
        country=place.country,
        admin1=place.admin1,
        lat=middle[0] if middle else None,
        lon=middle[1] if middle else None,
        radius_km=middle[2] if middle else None,
    )


def as_it_is(place: Place) -> ReleasedPlace:
    return ReleasedPlace(
        name=place.name,
        precision=place.precision,
        country=place.country,
        admin1=place.admin1,
        lat=place.lat,
        lon=place.lon,
        radius_km=place.radius_km,
    )


def coarsen_words(quotes: Iterable[Quote], report: ReportView, *, keep: Iterable[str] = ()) -> str:
    """Quoted words with everything in them that tells a place finer than its division put in brackets: names that the
    gazetteer knows, names that nobody knows but those to `keep`, coordinates, distances, and sites of which an area has
    one."""
    known = set(NO_NAMES)
    known |= {word for actor in report.actors for name in (actor.name, *actor.aliases) for word in name.split()}
    known |= {word for name in keep for word in name.split()}
    known |= {word for place in report.places if not is_fine(place) for word in place.span.of(report.text).split()}
    return " … ".join(_coarsen_quote(quote, report, known) for quote in quotes)


def _coarsen_quote(quote: Quote, report: ReportView, known: set[str]) -> str:
    cuts: list[tuple[int, int, str]] = [
        (place.span.start - quote.start, place.span.end - quote.start, division_of(place))
        for place in report.places
        if is_fine(place) and quote.start <= place.span.start and place.span.end <= quote.end
    ]
    words = quote.words
    cuts += [(m.start(), m.end(), "[a place]") for m in _COORDINATES.finditer(words)]
    cuts += [(m.start(), m.end(), "[a site]") for m in _SITES.finditer(words)]
    for found in _NAMES.finditer(words):
        parts = [part for part in re.split(r"\s+", found[0]) if not known & {part, _plain(part)}]
        first = not any(letter.isalpha() for letter in words[: found.start()])  # behind a mark or a list's number
        if parts and not (first and len(found[0].split()) == 1):
            at = found.start() + found[0].index(parts[0])
            cuts.append((at, found.start() + found[0].rindex(parts[-1]) + len(parts[-1]), "[a name]"))
    return cut_out(words, cuts)


def _plain(word: str) -> str:
    """A word as it is written where nobody shouts, without its “'s”: “We did NOT” and “Sunday's” name nobody."""
    word = re.sub(r"['’]s\Z", "", word)
    return word.capitalize() if word.isupper() else word


def cut_out(words: str, cuts: list[tuple[int, int, str]]) -> str:
    """Words with some stretches replaced; of two that overlap the first given counts, and holds both."""
    merged: list[tuple[int, int, str]] = []
    order = sorted(range(len(cuts)), key=lambda i: (cuts[i][0], i))
    for start, end, instead in (cuts[i] for i in order):
        if merged and start < merged[-1][1]:
            first, last, earlier = merged[-1]
            merged[-1] = (first, max(last, end), earlier if earlier != "[a name]" else instead)
        else:
            merged.append((start, end, instead))
    for start, end, instead in reversed(merged):
        words = words[:start] + instead + words[end:]
    return words
