"""Finds the time expressions of a text: candidates by rule, the longest kept, neighbours joined."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo

from counterclaim.records.mentions import Timex
from counterclaim.records.parses import Parse
from counterclaim.records.revisions import Revision, Stamp
from counterclaim.records.spans import Span
from counterclaim.timexes import _calendar as cal
from counterclaim.timexes._calendar import Reading
from counterclaim.timexes.rules import RULES, Context, Match
from counterclaim.timexes.rules._values import span_of

#: Countries whose numeric dates start with the month; elsewhere the day comes first.
MONTH_FIRST = frozenset({"US", "PH", "CA"})

#: Words that look ahead and words that look back: the nearer to a date, in its clause, decides on which side of the
#: anchor it lies. Weak clues (“would”, “may”, “by”, “next”) are left out: on TimeBank and AQUAINT they misled more
#: often than they helped.
AHEAD = re.compile(
    r"\b(?:will|won['’]t|shall|['’]ll|plan(?:s|ned)?|due|scheduled|slated|set to|is to|are to|going to|upcoming|"
    r"forthcoming)\b",
    re.IGNORECASE,
)
BEHIND = re.compile(
    r"\b(?:was|were|had|has|have|did|said|says|told|went|came|took|made|gave|held|left|met|saw|fell|rose|began|broke|"
    r"brought|shot|fought|fled|hit|since|last|[a-z]{2,20}ed)\b",
    re.IGNORECASE,
)
CLAUSE_END = re.compile(r"[,;:“”\"—()]| (?:that|which|who|after|before|while|and|but) ")
SENTENCE_END = re.compile(r"[.!?;]['\")”’]?\s+(?=[A-Z\"“'])|\n\s*\n")
#: How far a clue may stand from its date, in characters.
REACH = 40


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate: where it stands and what it means."""

    start: int
    end: int
    order: int
    reading: Reading
    rule: str
    zone: tzinfo | None = None


def find_timexes(revision: Revision, parse: Parse) -> tuple[Timex, ...]:
    """The time expressions in the read blocks of a revision, in text order, anchored to its publication.

    The update time anchors where no publication time is known. Intervals are aware, in the zone of publication; where
    that zone is open they hold under every reading of it. Without an anchor, values have X in place of what is
    unknown and there is no interval.
    """
    del parse  # the rules read words; the argument is the stage's signature
    day_first = revision.outlet_country not in MONTH_FIRST
    return find_timexes_in(
        revision.text, revision.published or revision.updated, revision.read_spans, day_first=day_first
    )


def find_timexes_in(
    text: str, anchor: Stamp | datetime | None, spans: Iterable[Span] | None = None, *, day_first: bool = False
) -> tuple[Timex, ...]:
    """The time expressions at `spans` of `text` (all of it by default), in text order."""
    now: datetime | None
    ends: tuple[tzinfo | None, tzinfo | None]
    if isinstance(anchor, Stamp):
        now, ends = anchor.earliest, (anchor.earliest.tzinfo, anchor.latest.tzinfo)
    else:
        now, ends = anchor, (anchor.tzinfo, anchor.tzinfo) if anchor else (None, None)
    local = now.replace(tzinfo=None) if now else None
    text, original = re.sub(r"\s", " ", text), text  # a line break inside an expression is a space; offsets stay
    breaks = [m.end() for m in SENTENCE_END.finditer(original)]

    def heads_forward(start: int, end: int) -> bool:
        return _heads_forward(text, breaks, start, end)

    context = Context(now=local, day_first=day_first, heads_forward=heads_forward)
    timexes: list[Timex] = []
    for span in spans if spans is not None else (Span(0, len(text)),) if text else ():
        for found in _read(text, span, context):
            zones = (found.zone, found.zone) if found.zone else ends
            reading = found.reading
            timexes.append(
                Timex(
                    span=Span(found.start, found.end),
                    type=reading.type,
                    value=reading.value,
                    first=_aware(reading.first, zones),
                    last=_aware(reading.last, zones[::-1]),
                    granularity=reading.granularity,
                    anchor=now,
                    rule=found.rule,
                )
            )
    return tuple(timexes)


def _aware(moment: datetime | None, zones: tuple[tzinfo | None, tzinfo | None]) -> datetime | None:
    return moment.replace(tzinfo=zones[0] or UTC) if moment else None


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
        zone = UTC if m.groupdict().get("z") in ("GMT", "UTC") else None
        found.append(Found(start, m.end(), order, reading, RULES[order].name, zone))
        taken = m.end()
        if reading.day:
            context.last_day = reading.day
    return [_since(text, each, context) for each in _join(text, found)]


#: What may stand between a day and the part of it or the clock time that belongs to it.
JOINT = re.compile(r"(?: |, | on | at | at about | at around | in the | around )")
TRAILING_PART = re.compile(
    r" (?:(?:early|late|mid)[ -])?(morning|afternoon|evening|night|noon|midday|dawn|dusk|midnight)(?!\w)", re.I
)
LEADING_PART = re.compile(
    r"(?<!\w)(?:the )?(?P<p>morning|afternoon|evening|night|(?:early|small) hours) (?:of|on) $", re.IGNORECASE
)
CODES = {
    "morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "noon": "MI", "midday": "MI", "dawn": "DA",
    "dusk": "EV", "early hours": "EH", "small hours": "EH",
}  # fmt: skip


def _join(text: str, found: Sequence[Found]) -> list[Found]:
    """Days with the part of the day or the clock time beside them; `from … to …` between two dates as one range."""
    joined: list[Found] = []
    for each in found:
        day = each.reading.day
        value = each.reading.value
        if (day or value.startswith("XXXX-WXX-")) and each.reading.type == "DATE":
            tail = TRAILING_PART.match(text, each.end)
            if tail and tail[1].lower() in CODES:
                code = CODES[tail[1].lower()]
                reading = cal.part(day, code) if day else Reading("TIME", f"{value}T{code}")
                each = replace(each, end=tail.end(), reading=reading)
        if day and each.reading.type == "DATE":
            lead = LEADING_PART.search(text, max(0, each.start - 20), each.start)
            if lead:
                code = CODES[lead["p"].lower()]
                each = replace(each, start=lead.start(), reading=cal.part(day, code))
        if joined:
            before = joined[-1]
            pair = _pair(text, before, each)
            if pair:
                joined[-1] = pair
                continue
        joined.append(each)
    return joined


def _pair(text: str, a: Found, b: Found) -> Found | None:
    """`a` and `b` as one expression, where they are one."""
    gap = text[a.end : b.start]
    if len(gap) > 12:
        return None
    for time, day in ((a, b), (b, a)):
        if time.reading.type == "TIME" and time.rule.startswith(("clock", "part.bare")) and day.reading.day:
            if JOINT.fullmatch(gap) and time.reading.first and day.reading.day:
                shift = timedelta(days=(day.reading.day - _own_day(time.reading)).days)
                return Found(a.start, b.end, a.order, _moved(time.reading, shift), time.rule, time.zone)
    before = text[max(0, a.start - 9) : a.start].lower()
    if (
        a.reading.type == b.reading.type == "DATE"
        and a.reading.first and b.reading.last and a.reading.first < b.reading.last
        and ((gap in (" to ", " until ", " till ", " through ") and before.endswith("from "))
             or (gap == " and " and before.endswith("between ")) or gap in (" through ",))
    ):  # fmt: skip
        return Found(a.start, b.end, a.order, span_of(a.reading, b.reading), "range")
    return None


def _own_day(reading: Reading) -> date:
    return date.fromisoformat(reading.value[:10])


def _moved(reading: Reading, shift: timedelta) -> Reading:
    day = _own_day(reading) + shift
    first = reading.first + shift if reading.first else None
    last = reading.last + shift if reading.last else None
    return replace(reading, value=day.isoformat() + reading.value[10:], first=first, last=last)


def _since(text: str, found: Found, context: Context) -> Found:
    """“since Thursday” lasts until the anchor; its words and value stay those of Thursday."""
    if context.now and text[max(0, found.start - 6) : found.start].lower() == "since ":
        return replace(found, reading=found.reading.until(context.now), rule=f"{found.rule}+since")
    return found


def _heads_forward(text: str, breaks: Sequence[int], start: int, end: int) -> bool:
    """Whether the nearest clue in the same clause looks ahead."""
    i = bisect_left(breaks, start + 1)
    low = max(start - REACH, breaks[i - 1] if i else 0)
    high = min(end + REACH, breaks[i] if i < len(breaks) else len(text))
    for m in CLAUSE_END.finditer(text, low, start):
        low = m.end()
    close = CLAUSE_END.search(text, end, high)
    high = close.start() if close else high
    return _nearest(AHEAD, text, low, start, end, high) < _nearest(BEHIND, text, low, start, end, high)


def _nearest(clue: re.Pattern[str], text: str, low: int, start: int, end: int, high: int) -> int:
    """The distance in characters from `[start, end)` to the nearest clue in `[low, high)`."""
    distances = [start - m.end() for m in clue.finditer(text, low, start)]
    after = clue.search(text, end, high)
    return min([*distances, after.start() - end] if after else distances, default=REACH * 2)
