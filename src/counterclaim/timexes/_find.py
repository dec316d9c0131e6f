"""Finds the time expressions of a text: candidates by rule, the longest kept, neighbours joined."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from counterclaim.lexicons.time_zones import WIDEST, word_readings
from counterclaim.records.mentions import Timex
from counterclaim.records.parses import Parse
from counterclaim.records.revisions import Revision, Stamp
from counterclaim.records.spans import Span
from counterclaim.timexes._direction import heads_forward, sentence_ends
from counterclaim.timexes._joining import Found, join
from counterclaim.timexes.rules import RULES, Context, Match

#: Countries whose numeric dates start with the month; in Canada both orders are printed; elsewhere the day comes first.
#: Source: Unicode CLDR, short date patterns of English locales.
MONTH_FIRST = frozenset({"US", "PH"})
EITHER_ORDER = frozenset({"CA"})
#: Countries that lie mostly south of the equator and have four seasons. Source: Natural Earth.
SOUTHERN = frozenset({"AR", "AU", "BW", "CL", "LS", "NA", "NZ", "PY", "SZ", "UY", "ZA", "ZW"})
#: A stamp wider than a day and every zone on earth is one whose day is open (03/04/2014): it anchors nothing.
OPEN_DAY = timedelta(days=3)
NUMERIC_DATE = re.compile(r"(?<!\d)(\d{1,2})([/.-])(\d{1,2})\2(?:19|20)?\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class _Zones:
    """The zones that bound an interval, earliest first, and what decided them."""

    first: tzinfo | None
    last: tzinfo | None
    evidence: str


def find_timexes(revision: Revision, parse: Parse) -> tuple[Timex, ...]:
    """The time expressions in the read blocks of a revision, in text order, anchored to its publication.

    The update time anchors where no publication time is known; where both are, a weekday between them is that of the
    update. Intervals are aware, in the zone of publication unless
    the words name another; where the zone is open they hold under every reading of it. Without an anchor, values have
    X in place of what is unknown and there is no interval.
    """
    del parse  # the rules read words; the argument is the stage's signature
    return find_timexes_in(
        revision.text,
        revision.published or revision.updated,
        revision.read_spans,
        country=revision.outlet_country,
        day_first=_day_first(revision.text, revision.outlet_country),
        updated=revision.updated.earliest if revision.updated else None,
    )


def find_timexes_in(
    text: str,
    anchor: Stamp | datetime | None,
    spans: Iterable[Span] | None = None,
    *,
    country: str | None = None,
    day_first: bool | None = None,
    updated: datetime | None = None,
) -> tuple[Timex, ...]:
    """The time expressions at `spans` of `text` (all of it by default), in text order.

    `country` is the outlet's: it settles what a zone word or a season means. Where `day_first` is None, a date such as
    03/04/2014 keeps both readings. `updated` is when the text was last changed.
    """
    if isinstance(anchor, Stamp) and anchor.latest - anchor.earliest > OPEN_DAY:
        anchor = None
    now = anchor.earliest if isinstance(anchor, Stamp) else anchor
    zones = _zones_of(anchor)
    text, original = re.sub(r"\s", " ", text), text  # a line break inside an expression is a space; offsets stay
    breaks = sentence_ends(original)
    context = Context(
        now=now.replace(tzinfo=None) if now else None,
        exact=anchor.precision != "day" if isinstance(anchor, Stamp) else bool(now and (now.hour or now.minute)),
        day_first=day_first,
        southern=country in SOUTHERN,
        updated=updated.astimezone(now.tzinfo).date() if updated and now else None,
        heads_forward=lambda start, end: heads_forward(text, breaks, start, end),
    )
    timexes: list[Timex] = []
    for span in spans if spans is not None else (Span(0, len(text)),) if text else ():
        for found in _read(text, span, context):
            reading = found.reading
            bounds = _zones_at(found, zones, country)
            timexes.append(
                Timex(
                    span=Span(found.start, found.end),
                    type=reading.type,
                    value=reading.value,
                    first=reading.first.replace(tzinfo=bounds.first or UTC) if reading.first else None,
                    last=reading.last.replace(tzinfo=bounds.last or UTC) if reading.last else None,
                    granularity=reading.granularity,
                    anchor=now,
                    rule=found.rule,
                    zone_evidence=bounds.evidence if reading.first else "none",
                    alternatives=reading.alternatives,
                )
            )
    return tuple(timexes)


def _day_first(text: str, country: str | None) -> bool | None:
    """Whether figures put the day before the month: by the outlet's country, else by a date of the text that can be
    read in one order only; None where both or neither occur."""
    if country and country not in EITHER_ORDER:
        return country not in MONTH_FIRST
    orders = {int(m[1]) > 12 for m in NUMERIC_DATE.finditer(text) if (int(m[1]) > 12) != (int(m[3]) > 12)}
    return orders.pop() if len(orders) == 1 else None


def _zones_of(anchor: Stamp | datetime | None) -> _Zones:
    """The zones of the anchor: one, or the ends of those that are open."""
    if isinstance(anchor, Stamp):
        return _Zones(anchor.earliest.tzinfo, anchor.latest.tzinfo, anchor.zone_evidence)
    return _Zones(anchor.tzinfo, anchor.tzinfo, "anchor") if anchor else _Zones(None, None, "none")


def _zones_at(found: Found, zones: _Zones, country: str | None) -> _Zones:
    """The zones of one expression: those that its words name, else those of the anchor."""
    if found.gap is not None:
        return _Zones(timezone(found.gap), timezone(found.gap), "stated offset")
    local = found.reading.first
    if found.zone is None or local is None:
        return zones
    if found.zone == "LOCAL TIME":  # of the place, which need not be where the report appeared
        return _Zones(timezone(WIDEST[1]), timezone(WIDEST[0]), "none")
    readings = word_readings(found.zone, local)
    here = [each for each in readings if country in each.countries]
    settled = here if len({each.offset for each in readings}) > 1 and here else readings
    offsets = sorted({each.offset for each in settled})
    if not offsets:
        return zones
    evidence = "outlet country" if settled is not readings else "stated offset" if len(offsets) == 1 else "none"
    return _Zones(timezone(offsets[-1]), timezone(offsets[0]), evidence)


def _read(text: str, span: Span, context: Context) -> list[Found]:
    """The expressions in one block: the longest candidates that do not overlap, then joined."""
    matches: list[tuple[int, int, int, Match]] = []
    for order, rule in enumerate(RULES):
        for m in rule.pattern.finditer(text, span.start, span.end):
            matches.append((m.start(), -m.end(), order, m))
    matches.sort(key=lambda entry: entry[:3])
    found: list[Found] = []
    taken = span.start
    for start, _, order, m in matches:
        if start < taken:
            continue
        try:
            reading = RULES[order].resolve(m, context)
        except (ValueError, OverflowError):
            continue  # a day that no calendar has, a year out of range
        if reading is None:
            continue
        words = m.groupdict()
        if words.get("mod"):
            reading = reading.narrowed(words["mod"].lower(), context.now)
        zone = words.get("z")
        found.append(Found(start, m.end(), reading, RULES[order].name, zone.upper() if zone else None))
        taken = m.end()
        if reading.day:
            context.last_day = reading.day
    return [_since(text, each, context) for each in join(text, found, context)]


def _since(text: str, found: Found, context: Context) -> Found:
    """“since Thursday” lasts until the anchor; its words and value stay those of Thursday."""
    if context.now and text[max(0, found.start - 6) : found.start].lower() == "since ":
        return replace(found, reading=found.reading.until(context.now), rule=f"{found.rule}+since")
    return found
