"""A claim as a person says that it should read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from counterclaim.errors import InputError
from counterclaim.records.claims import Claim, Form, Frame, Kind, Stance, Utterance
from counterclaim.records.ids import ClaimId, UtteranceId, make_id
from counterclaim.records.mentions import (
    ARTICLE,
    UNNAMED,
    Actor,
    ActorKind,
    Figure,
    FigureUnit,
    Place,
    PlacePrecision,
    Timex,
)
from counterclaim.records.revisions import Revision
from counterclaim.records.spans import Span, Spans, hull

WORD = re.compile(r"\w+")
#: So many letters at the front of a word tell that it is a form of another.
STEM = 4
_NUMBER = r"-?\d{1,15}(?:,\d{3})*(?:\.\d{1,9})?"
_FIGURE = re.compile(rf"(?P<low>{_NUMBER})?\s*(?P<open>\.\.)?\s*(?P<high>{_NUMBER})?\s*(?P<unit>[a-z]*)")
_PLACE = re.compile(r"(?P<name>[^@]+?)\s*(?:@\s*(?P<lat>-?\d+(?:\.\d+)?)\s*,\s*(?P<lon>-?\d+(?:\.\d+)?)\s*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewriting:
    """What of a claim should read otherwise. None leaves a field as it is; empty spans empty it."""

    content: Spans | None = None
    source: Spans | None = None
    cue: Spans | None = None
    actor: str | None = None
    stance: Stance | None = None
    form: Form | None = None
    kind: Kind | None = None
    figures: tuple[Figure, ...] | None = None
    places: tuple[Place, ...] | None = None
    event_time: Timex | None = None
    no_time: bool = False


def rewrite(claim: Claim, asked: Rewriting) -> Claim:
    """The claim as asked. Where the content changes, what was read outside the new one goes with the old."""
    content = claim.content if asked.content is None else tuple(sorted(asked.content))
    if not content:
        raise ValueError("a claim has content")
    source = claim.source if asked.source is None else tuple(sorted(asked.source))
    cue = claim.cue if asked.cue is None else tuple(sorted(asked.cue))
    changed = content != claim.content
    around = hull((*content, *source, *cue))
    figures, places, event_time = claim.figures, claim.places, claim.event_time
    if changed:
        figures = tuple(f for f in figures if any(span.contains(f.span) for span in content))
        places = tuple(p for p in places if around.contains(p.span))
        event_time = event_time if event_time and around.contains(event_time.span) else None
    if asked.event_time or asked.no_time:
        event_time = asked.event_time
    return replace(
        claim,
        content=content,
        source=source,
        cue=cue,
        actor=claim.actor if asked.actor is None else _actor(claim.actor, asked.actor, source),
        stance=asked.stance or claim.stance,
        form=asked.form or claim.form,
        kind=asked.kind or claim.kind,
        figures=figures if asked.figures is None else asked.figures,
        places=places if asked.places is None else asked.places,
        event_time=event_time,
        hedges=tuple(h for h in claim.hedges if not changed or any(span.contains(h) for span in content)),
        conditions=tuple(c for c in claim.conditions if not changed or any(span.contains(c) for span in content)),
        event=claim.event if not changed or (claim.event and around.contains(claim.event.span)) else None,
    )


def with_frame(claim: Claim, text: str) -> Claim:
    """The claim with that part of its frame that its words still bear out: parts are compared by their own words."""
    stems = {word[:STEM].lower() for span in claim.content for word in WORD.findall(span.of(text))}
    frame = claim.frame
    kept = frame.predicate_span is not None and any(span.contains(frame.predicate_span) for span in claim.content)
    terms = tuple(term for term in frame.terms if any(word[:STEM].lower() in stems for word in WORD.findall(term)))
    if kept:
        return replace(claim, frame=replace(frame, terms=terms))
    return replace(claim, frame=Frame(negated=frame.negated, subject=frame.subject, terms=terms))


def new_claim(revision: Revision, asked: Rewriting, *, found_by: str) -> Claim:
    """A claim that no machine read: its words are its terms, and what nobody said of it stays open."""
    if not asked.content:
        raise ValueError("a claim has content")
    content = tuple(sorted(asked.content))
    actor = _actor(Actor(name=ARTICLE, kind=ActorKind.ARTICLE), asked.actor or ARTICLE, asked.source or ())
    words = [word.lower() for span in content for word in WORD.findall(span.of(revision.text))]
    spans = [[span.start, span.end] for span in content]
    identity = [revision.id, actor.name, (asked.stance or Stance.ASSERTS).value, spans]
    bare = Claim(
        id=ClaimId(make_id("c", ["added", *identity])),
        revision_id=revision.id,
        attribution_id=None,
        source=(),
        cue=(),
        content=content,
        actor=actor,
        utterance=Utterance(id=UtteranceId(make_id("u", ["added", *identity]))),
        stance=Stance.ASSERTS,
        form=Form.NARRATION if actor.name == ARTICLE else Form.INDIRECT,
        kind=Kind.FACT,
        frame=Frame(terms=tuple(dict.fromkeys(words))),
        found_by=found_by,
    )
    return rewrite(bare, replace(asked, actor=None))


def _actor(now: Actor, name: str, source: Spans) -> Actor:
    """The actor under another name; its kind stays unless the name is none."""
    name = " ".join(name.split())
    if not name or name == now.name:
        return now
    kinds = {ARTICLE: ActorKind.ARTICLE, UNNAMED: ActorKind.UNNAMED}
    kind = kinds.get(name, ActorKind.ORGANISATION if now.kind in kinds.values() else now.kind)
    mention = source[0] if source and name not in kinds else None
    return Actor(name=name, kind=kind, mention=mention, resolution="decision")


def parse_figure(value: str, span: Span, text: str, *, subject: str) -> Figure:
    """The figure that a person wrote as `12 killed`, `12.. killed` (at least), `..12` (at most) or `12..19 injured`;
    words without a number, as the text has them (“dozens”), stay without bounds.

    Raises:
        InputError: it is none of these.
    """
    if value.strip().casefold() == span.of(text).strip().casefold() and not any(letter.isdigit() for letter in value):
        return Figure(  # “dozens” is a figure whose bounds are a convention's
            span=span, words=span.of(text), low=None, high=None, unit=FigureUnit.COUNT, convention=value.casefold()
        )
    match = _FIGURE.fullmatch(value.strip())
    if match and match["unit"] and match["unit"] not in set(FigureUnit):
        match = None
    low = float(match["low"].replace(",", "")) if match and match["low"] else None
    high = float(match["high"].replace(",", "")) if match and match["high"] else None
    if match is None or (low is None and high is None):
        units = ", ".join(unit.value for unit in FigureUnit)
        raise InputError(f"{value!r} is no figure such as “12.. killed” or “12..19”; units: {units}", subject=subject)
    if not match["open"]:
        high = low
    if low is not None and high is not None and high < low:
        raise InputError(f"{value!r}: the upper bound is below the lower one", subject=subject)
    unit = FigureUnit(match["unit"]) if match["unit"] else FigureUnit.COUNT
    return Figure(span=span, words=span.of(text), low=low, high=high, unit=unit)


def show_figure(figure: Figure) -> str:
    """The figure as `parse_figure` reads it; a word without bounds (“dozens”) as that word."""
    if figure.low is None and figure.high is None:
        return figure.words
    if figure.low == figure.high:
        return f"{figure.low:g} {figure.unit.value}"
    low = "" if figure.low is None else f"{figure.low:.10g}"
    high = "" if figure.high is None else f"{figure.high:.10g}"
    return f"{low}..{high} {figure.unit.value}"


def parse_place(value: str, span: Span, *, subject: str) -> Place:
    """The place that a person wrote as `Name` or `Name @ latitude, longitude` (degrees, WGS 84).

    Raises:
        InputError: it is neither.
    """
    match = _PLACE.fullmatch(value.strip())
    lat, lon = (float(match["lat"]), float(match["lon"])) if match and match["lat"] else (None, None)
    if match is None or (lat is not None and not -90 <= lat <= 90) or (lon is not None and not -180 <= lon <= 180):
        raise InputError(f"{value!r} is no place such as “Orsk” or “Orsk @ 51.2, 58.6”", subject=subject)
    precision = PlacePrecision.UNKNOWN if lat is None else PlacePrecision.POINT
    return Place(span=span, name=match["name"].strip(), precision=precision, lat=lat, lon=lon)


def show_place(place: Place) -> str:
    """The place as `parse_place` reads it."""
    return place.name if place.lat is None else f"{place.name} @ {place.lat:.6g}, {place.lon:.6g}"


def parse_time(value: str, span: Span, *, subject: str) -> Timex:
    """The time that a person wrote as in TIMEX3: `2026-03-12`, `2026-03`, `2026-03-12T14`; no interval is computed for
    what is no calendar date.

    Raises:
        InputError: there is nothing in it.
    """
    value = value.strip()
    if not value or len(value) > 40 or not value.isascii():
        raise InputError(f"{value!r} is no time such as 2026-03-12 or 2026-03-12T14:00", subject=subject)
    first, last, granularity = _interval(value)
    kind = "TIME" if "T" in value else "DATE"
    return Timex(span=span, type=kind, value=value, first=first, last=last, granularity=granularity, rule="decision")


def _interval(value: str) -> tuple[datetime | None, datetime | None, str | None]:
    """The interval of a plain calendar value in UTC and its granularity; nothing for any other value."""
    for pattern, granularity in (("%Y-%m-%d", "day"), ("%Y-%m-%dT%H:%M", "minute"), ("%Y-%m", "month"), ("%Y", "year")):
        try:
            first = datetime.strptime(value, pattern).replace(tzinfo=UTC)
        except ValueError:
            continue
        if granularity == "minute":
            return first, first + timedelta(minutes=1), granularity
        if granularity == "day":
            return first, first + timedelta(days=1), granularity
        months = 1 if granularity == "month" else 12
        year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
        if year > 9999:
            break
        return first, first.replace(year=year, month=month + 1), granularity
    return None, None, None


def find_words(text: str, asked: str, *, near: Iterable[Span] = (), subject: str) -> Span:
    """The span that a person named: as `START:END`, or by its words, of several places the nearest to `near`.

    Raises:
        InputError: these words do not stand in the text, or no such span does.
    """
    match = re.fullmatch(r"(\d{1,9}):(\d{1,9})", asked.strip())
    if match:
        start, end = int(match[1]), int(match[2])
        if not start < end <= len(text):
            raise InputError(f"{asked} is no span of a text of {len(text)} characters", subject=subject)
        return Span(start, end)
    around = list(near)
    middle = hull(around).start if around else 0
    places: list[int] = []
    at = text.find(asked) if asked else -1
    while at >= 0:
        places.append(at)
        at = text.find(asked, at + 1)
    if not places:
        raise InputError(f"“{asked}” does not stand in this report, letter by letter", subject=subject)
    start = min(places, key=lambda place: (abs(place - middle), place))
    return Span(start, start + len(asked))
