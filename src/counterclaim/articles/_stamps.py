"""Moments as pages print them: “Published : Mar 9, 2022, 7:15 AM IST”, “Updated 17/10/2014”, ISO 8601 in metadata.

The grammar is strict: a line is a stamp line only if all of it is labels, dates, times, zones and separators. What is
ambiguous (a zone word with several meanings, day against month) keeps all its readings until a country settles it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone

from counterclaim.lexicons.calendar_names import MONTH_NUMBERS
from counterclaim.lexicons.time_zones import WIDEST, ZoneReading, country_readings, is_zone_word, word_readings
from counterclaim.records.notes import Note
from counterclaim.records.revisions import Reading, Stamp
from counterclaim.records.spans import Span

MONTH = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"  # noqa: E501
WEEKDAY = re.compile(r"(?P<name>mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs?|ur)?(?:day)?\b[.,]?\s*", re.I)
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
DATES = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"(?P<year>\d{4})(?P<sep>[-/.])(?P<number>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?!\d)",
        rf"{DAY}(?:\s+of)?[\s\-/.]{{0,2}}{MONTH}[\s\-/.,]{{0,3}}(?P<year>\d{{4}})(?!\d)",
        rf"{MONTH}\s{{0,2}}{DAY}\s?[\s,]{{1,2}}\s?(?P<year>\d{{4}})(?!\d)",
        rf"(?P<year>\d{{4}})[\s\-]{MONTH}[\s\-]{DAY}(?!\d)",
        r"(?P<first>\d{1,2})(?P<sep>[-.]|\s?/\s?)(?P<second>\d{1,2})(?P=sep)(?P<year>\d{4}|\d{2})(?![\d])",
    )
)
HALF = r"(?P<half>[ap])\.?\s?m\b\.?"
TIMES = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"(?P<hour>\d{{1,2}})\s?[:.h]\s?(?P<minute>\d\d)(?!\d)(?:[:.](?P<second>\d\d)(?!\d)(?:[.,]\d{{1,9}})?)?"
        rf"(?:\s?{HALF})?(?:\s?hrs?\b\.?|\s?hours\b)?",
        rf"(?P<hour>\d{{1,2}})\s?{HALF}",
        r"(?P<hour>\d\d)(?P<minute>\d\d)(?=\s?(?:hrs?\b|hours\b|GMT\b|UTC\b|[A-Z]{2,4}T\b))(?:\s?hrs?\b\.?|\s?hours\b)?",
    )
)
OFFSET = re.compile(r"\(?(?:GMT|UTC)?\s?(?P<sign>[+\-−])(?P<hours>\d{1,2}):?(?P<minutes>\d\d)?(?!\d)\)?")
ZONE_WORD = re.compile(r"[(\[]?([A-Za-z]{1,5})\b[)\]]?(?:\s+time\b)?")
#: The same clock time in a second zone: “1219 GMT (2019 HKT)”.
AGAIN = re.compile(r"\s?\(\d{1,2}[:.]?\d\d\s?(?:[ap]\.?m\.?\s?)?[A-Z]{2,4}\)")
ZONE_NAME = re.compile(r"\(?(eastern|central|mountain|pacific)(?:\s+(standard|daylight))?(?:\s+time)?\b\)?", re.I)
JOIN = re.compile(r"[\s,|·•–—\-]{0,4}(?:(?:at|on|@|T)(?=[\s\d]))?[\s,|–—\-]{0,3}", re.I)
LABEL = re.compile(
    r"""(?:(?P<noun>publication|publish|release|creation)\s?date|(?:this\s(?:article|story|page|post)\s)?(?:was\s|has\sbeen\s)?
        (?:first|originally|last|latest|article|story)?\s?
        (?P<verb>published|posted|updated?|modified|edited|revised|created|uploaded|filed|issued|released?)\b
        (?:\s(?:online|date|time))?
      |date\s?(?P<after>published|created|posted|updated|modified)?)
      \s{0,2}(?:on\b|at\b)?\s{0,2}[:\-–—|]?""",
    re.I | re.X,
)
#: The town, and perhaps the country, in front of the day that a letter or a statement bears.
PLACE = re.compile(
    r"(?:[^\W\d_a-z][\w.’'-]{1,30}(?:\s(?:de|da|do|del|la|el)\b)?\s?){1,4}(?:,\s[^\W\d_a-z][\w.’'-]{1,30}){0,1},\s(?:the\s)?"
)
SEPARATOR = re.compile(r"[\s|·•/,;:()\[\]–—\-]+")
TAIL = re.compile(r"(?:\d{1,3}\s?(?:min(?:ute)?s?)(?:\sread)?|comments?|share|print|e-?mail)\b", re.I)
RELATIVE = re.compile(
    r"(?:about\s)?(?:an?|\d{1,3})\s(?:sec(?:ond)?|min(?:ute)?|hour|hr|day|week|month|year)s?\sago"
    r"|(?:today|yesterday)(?:,?\s(?:at\s)?\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\b\.?)?)?(?!\w)",
    re.I,
)


#: The date of a clock that has none.
BLANK = datetime(2000, 1, 1)  # noqa: DTZ001 (local by design)
#: A part of a page may be stamped a little before the page says that it was published, or updated to the minute.
EARLY, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment as written: its local time (more than one where day and month may be swapped), unit, zone words and
    place in the text that was searched. `role` is `published`, `updated` or, without a label, None."""

    locals: tuple[datetime, ...]
    precision: str
    offset: timedelta | None
    zone: str | None
    start: int
    end: int
    words: str
    role: str | None = None


def _date(text: str, at: int) -> tuple[tuple[datetime, ...], int] | None:
    weekday = WEEKDAY.match(text, at)
    if weekday:
        at = weekday.end()
    for pattern in DATES:
        if match := pattern.match(text, at):
            part = match.groupdict()
            year = int(part["year"])
            if len(part["year"]) == 2:
                year += 2000 if year < 70 else 1900
            if part.get("first"):
                pairs = {(int(part["second"]), int(part["first"])), (int(part["first"]), int(part["second"]))}
            elif part.get("number"):
                pairs = {(int(part["number"]), int(part["day"]))}
            else:
                pairs = {(MONTH_NUMBERS[part["month"].lower().rstrip(".")], int(part["day"]))}
            found = []
            for month, day in sorted(pairs):
                try:
                    found.append(datetime(year, month, day))  # noqa: DTZ001 (local by design)
                except ValueError:
                    continue
            if part.get("first"):
                # Day first, then month first, so that a reader of `locals` knows which is which.
                found.sort(key=lambda local: local.day != int(part["first"]))
            if weekday and len(found) > 1:
                name = weekday["name"].lower()
                found = [local for local in found if f"{local:%a}".lower() == name] or found
            return (tuple(found), match.end()) if found else None
    return None


def _time(text: str, at: int) -> tuple[timedelta, str, int] | None:
    for pattern in TIMES:
        if match := pattern.match(text, at):
            part = match.groupdict()
            hour, minute, second = (int(part.get(name) or 0) for name in ("hour", "minute", "second"))
            if (half := part.get("half")) and hour <= 12:
                hour = hour % 12 + (12 if half.lower() == "p" else 0)
            if hour > 23 or minute > 59 or second > 59:
                return None
            precision = "second" if part.get("second") else "minute"
            return timedelta(hours=hour, minutes=minute, seconds=second), precision, match.end()
    return None


def _zone(text: str, at: int) -> tuple[timedelta | None, str | None, int]:
    """The offset or zone word at `at`, and where it ends (`at` where there is none)."""
    here = at
    while here < len(text) and here < at + 2 and text[here] in " \u00a0,":
        here += 1
    if match := OFFSET.match(text, here):
        # “10:08 - 12 comments” is no offset: a bare sign needs its minutes, or GMT in front.
        bare = not match.group().lstrip("(").upper().startswith(("GMT", "UTC"))
        offset = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
        if offset <= timedelta(hours=14) and not (bare and match["minutes"] is None and here > at):
            return (-offset if match["sign"] in "-−" else offset), None, match.end()
    if match := ZONE_NAME.match(text, here):
        word = match[1][0].upper() + {"standard": "S", "daylight": "D"}.get((match[2] or "").lower(), "") + "T"
        return None, word, match.end()
    if (match := ZONE_WORD.match(text, here)) and match[1].isupper() and is_zone_word(match[1]):
        return None, match[1], match.end()
    return None, None, at


def read_moment(text: str, at: int = 0) -> Moment | None:
    """The date, with or without time and zone, that starts at `at`."""
    offset, zone, precision, clock = None, None, "day", timedelta()
    if date := _date(text, at):
        days, end = date
        if time := _time(text, JOIN.match(text, end).end()):  # type: ignore[union-attr]  # JOIN matches the empty string
            clock, precision, end = time
            offset, zone, end = _zone(text, end)
    elif time := _time(text, at):
        clock, precision, end = time
        offset, zone, end = _zone(text, end)
        if zone and (again := AGAIN.match(text, end)):
            end = again.end()
        date = _date(text, JOIN.match(text, end).end())  # type: ignore[union-attr]
        if not date:
            return None
        days, end = date
        if offset is None and zone is None:
            offset, zone, end = _zone(text, end)
    else:
        return None
    return Moment(tuple(day + clock for day in days), precision, offset, zone, at, end, text[at:end].strip())


def read_clock(text: str, at: int = 0) -> Moment | None:
    """The time of day, with or without a zone, that starts at `at`; its date is a blank."""
    while at < len(text) and text[at] in " \u00a0":
        at += 1
    time = _time(text, at)
    if time is None:
        return None
    clock, precision, end = time
    offset, zone, end = _zone(text, end)
    return Moment((BLANK + clock,), precision, offset, zone, at, end, text[at:end].strip())


def _role(label: re.Match[str]) -> str:
    word = (label["verb"] or label["after"] or "").lower()
    return "updated" if word.startswith(("update", "modif", "edit", "revis")) else "published"


def read_stamp_line(line: str) -> tuple[Moment, ...] | None:
    """The moments of a line that holds nothing but labelled or bare moments; None for any other line.

    A line with a label and a relative time (“Updated 2 hours ago”) gives no moment: an empty tuple.
    """
    if len(line) > 200:
        return None
    moments: list[Moment] = []
    role, at, seen = None, 0, False
    while at < len(line):
        if separator := SEPARATOR.match(line, at):
            at = separator.end()
        elif moment := read_moment(line, at):
            moments.append(replace(moment, role=role))
            role, at, seen = None, moment.end, True
        elif (label := LABEL.match(line, at)) and label.end() > at:
            role, at = _role(label), label.end()
        elif (relative := RELATIVE.match(line, at)) and role:
            at, seen = relative.end(), True
        elif seen and (tail := TAIL.match(line, at)):
            at = tail.end()
        else:
            return None
    return tuple(moments) if seen else None


def read_placed_stamp(line: str) -> tuple[Moment, ...] | None:
    """The day of a line that holds a place and a day alone (“Moroni, 10 November 2026”); None for any other line."""
    place = PLACE.match(line) if len(line) <= 100 else None
    moment = read_moment(line, place.end()) if place else None
    return (moment,) if moment is not None and not line[moment.end :].strip(" .") else None


@dataclass(frozen=True, slots=True)
class Clocks:
    """The countries whose clocks may settle a zone: the outlet's first, then the dateline's."""

    outlet: str | None = None
    dateline: str | None = None

    def evidence(self) -> Iterable[tuple[str, str]]:
        if self.outlet:
            yield self.outlet, "outlet country"
        if self.dateline:
            yield self.dateline, "dateline country"


#: What a publishing system prints for a date that it does not have.
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: Countries that write the month first in figures. Source: Unicode CLDR, short date patterns of English locales.
MONTH_FIRST = frozenset({"US", "PH", "FM", "GU", "MH", "MP", "PW", "AS", "PR", "VI"})
#: Countries where both orders are printed.
EITHER_ORDER = frozenset({"CA"})


def _days(moment: Moment, clocks: Clocks) -> Sequence[tuple[str, datetime]]:
    """The local times that the words may mean, each with its name."""
    if len(moment.locals) == 1:
        return [("", moment.locals[0])]
    day_first, month_first = moment.locals
    country = clocks.outlet
    if country and country not in EITHER_ORDER:
        return [("", month_first if country in MONTH_FIRST else day_first)]
    return [("day first", day_first), ("month first", month_first)]


def _zones(moment: Moment, local: datetime, clocks: Clocks) -> tuple[Sequence[ZoneReading], str]:
    """The zones that may hold, and what narrowed them."""
    if moment.offset is not None:
        return [ZoneReading("", moment.offset, frozenset())], "stated offset"
    if moment.zone:
        readings = word_readings(moment.zone, local)
        if len({reading.offset for reading in readings}) == 1:
            return readings[:1], "stated offset"
        for country, evidence in clocks.evidence():
            if chosen := [reading for reading in readings if country in reading.countries]:
                return chosen, evidence
        return readings, "none"
    if clocks.outlet and (readings := country_readings(clocks.outlet, local)):
        return readings, "outlet country" if len(readings) == 1 else "none"
    return [ZoneReading(f"UTC{_signed(offset)}", offset, frozenset()) for offset in reversed(WIDEST)], "none"


def _signed(offset: timedelta) -> str:
    minutes = int(offset.total_seconds() // 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def settle(
    moment: Moment, *, method: str, clocks: Clocks, captured_at: datetime, span: Span | None = None
) -> tuple[Stamp | None, tuple[Note, ...]]:
    """The stamp that a written moment gives, with notes on what stays open; no stamp for an absurd date.

    Readings that lie after the capture are dropped, for a page cannot be stamped after it was captured.
    """
    readings: list[Reading] = []
    evidence, swapped, zoned = "none", False, False
    days = _days(moment, clocks)
    limit = captured_at + timedelta(hours=26)  # a clock that is a day wrong is no reason to drop a date
    for order, local in days:
        zones, evidence = _zones(moment, local, clocks)
        for zone in zones:
            at = local.replace(tzinfo=timezone(zone.offset))
            if local.year >= 1900 and at != EPOCH and at <= limit:
                readings.append(Reading(zone=", ".join(filter(None, (zone.name, order))), at=at))
                swapped |= bool(order)
                zoned |= len(zones) > 1
    if not readings:
        message = f"“{moment.words}” is ignored: before 1900, a clock's zero, or after the capture"
        return None, (Note(code="date.absurd", message=message, span=span),)
    readings.sort(key=lambda reading: reading.at)
    earliest, latest = readings[0].at, readings[-1].at
    notes = []
    if swapped and len({reading.at.date() for reading in readings}) > 1:
        notes.append(Note(code="date.ambiguous", message=f"“{moment.words}”: day or month first is open", span=span))
    if zoned and earliest != latest and moment.precision != "day":
        notes.append(Note(code="zone.ambiguous", message=f"“{moment.words}”: the zone is open", span=span))
    if moment.precision == "day":
        latest += timedelta(days=1) - timedelta(seconds=1)
    stamp = Stamp(
        earliest=earliest,
        latest=latest,
        precision=moment.precision,
        method=method,
        words=moment.words,
        zone_evidence=evidence,
        readings=tuple(readings) if len(readings) > 1 else (),
        span=span,
    )
    return stamp, tuple(notes)


def settle_clock(
    words: str, *, method: str, published: Stamp | None, updated: Stamp | None, clocks: Clocks, captured_at: datetime
) -> Stamp | None:
    """When a clock on a page says, where one day between its publication and its update (or the first day after its
    publication) fits; None where none does, or several do, or its zone is open."""
    label = LABEL.match(words)
    clock = read_clock(words, label.end() if label else 0)
    if clock is None or published is None or not published.exact:
        return None
    first = published.earliest
    until = min(captured_at, updated.latest) if updated is not None else captured_at
    offset = clock.offset
    if offset is None and clock.zone is None and first.utcoffset():
        offset = first.utcoffset()  # the page's own clock; a moment in UTC may be that of a machine
    fitting: list[Stamp] = []
    for days in range(-1, 4):
        local = datetime.combine((first + timedelta(days=days)).date(), clock.locals[0].time())
        moment = replace(clock, locals=(local,), offset=offset, words=words)
        stamp, _ = settle(moment, method=method, clocks=clocks, captured_at=captured_at)
        if stamp is not None and stamp.exact and first - EARLY <= stamp.earliest <= until + MINUTE:
            fitting.append(stamp)
    return fitting[0] if len(fitting) == 1 or (fitting and updated is None) else None
