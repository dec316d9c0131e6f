"""Files of event data to records: ACLED and UCDP by header, GDELT by its width, FollowTheMoney by schema.

A row that cannot be read is named and left out; nothing of it is guessed.
"""

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import TypedDict

from counterclaim.errors import InputError
from counterclaim.lexicons.event_columns import FORMERLY
from counterclaim.records.context import ContextRecord, ContextSource

Row = Mapping[str, str]


class Point(TypedDict):
    lat: float | None
    lon: float | None


#: GDELT 2 has no header. Source: GDELT Event Codebook 2.0, Mentions and GKG 2.1 documentation.
_EVENTS = {
    "id": 0, "day": 1, "actor1": 6, "actor2": 16, "code": 26, "quad": 29, "mentions": 31, "sources": 32, "articles": 33,
    "geo_type": 51, "place": 52, "country": 53, "lat": 56, "lon": 57, "url": 60,
}  # fmt: skip
_MENTIONS = {"id": 0, "event": 1, "at": 2, "name": 4, "url": 5, "confidence": 11}
_GKG = {"id": 0, "at": 1, "name": 3, "url": 4, "counts": 6, "locations": 10, "quotations": 22}
_WIDTHS = {61: ContextSource.GDELT_EVENTS, 16: ContextSource.GDELT_MENTIONS, 27: ContextSource.GDELT_GKG}
#: GDELT's classes of conflict and cooperation.
_QUADS = {
    "1": "verbal cooperation",
    "2": "material cooperation",
    "3": "verbal conflict",
    "4": "material conflict",
}
#: Characters of a row of GDELT's: its widest tables list every name of a long article.
_LONGEST_ROW = 2_000_000
#: Words of a note that are kept: context is to be found again at its maker's, not republished.
_NOTE = 600

FORMATS = ("acled", "ucdp", "gdelt", "followthemoney")
Item = ContextRecord | str


def read_context(format_: str, lines: Iterable[str]) -> Iterator[Item]:
    """The records of a file, and for each row that cannot be used what is wrong with it, in words.

    Raises:
        InputError: this is no such file.
    """
    if format_ == "followthemoney":
        return _entities(lines)
    if format_ == "gdelt":
        return _gdelt(lines)
    return _by_header(lines, *{"acled": (_ACLED, _acled), "ucdp": (_UCDP, _ucdp)}[format_])


_ACLED = frozenset({"event_id_cnty", "event_date", "event_type"})
_UCDP = frozenset({"id", "date_start", "date_end", "where_prec"})


def _by_header(lines: Iterable[str], needed: frozenset[str], read: Callable[[Row], ContextRecord]) -> Iterator[Item]:
    rows = csv.reader(lines)
    header: list[str] = []
    number = 0
    while True:
        number += 1
        try:
            cells = next(rows)
        except StopIteration:
            break
        except csv.Error as error:
            yield f"row {number}: {error}"
            continue
        if not header:
            header = [FORMERLY.get(name, name) for name in (cell.strip("\ufeff \"'").lower() for cell in cells)]
            if missing := sorted(needed - set(header)):
                raise InputError(f"the header has no {', '.join(missing)}: it is of another kind", subject="header")
            continue
        if not any(cells):
            continue
        if len(cells) != len(header):
            yield f"row {number}: {len(cells)} cells under {len(header)} names"
            continue
        try:
            yield read(dict(zip(header, map(str.strip, cells), strict=True)))
        except ValueError as error:
            yield f"row {number}: {error}"
    if not header:
        raise InputError("the file is empty", subject="header")


def _acled(row: Row) -> ContextRecord:
    day = _day(row["event_date"])
    # Precision 2 is a week or a weekend, 3 a month: the day is its middle.
    around = {"2": timedelta(days=3), "3": timedelta(days=15)}.get(row.get("time_precision", ""), timedelta())
    kinds = (row["event_type"], row.get("sub_event_type", ""))
    return ContextRecord(
        source=ContextSource.ACLED,
        id=_required(row, "event_id_cnty"),
        what=": ".join(kind for kind in kinds if kind),
        first=day - around,
        last=day + around,
        when_precision=row.get("time_precision") or None,
        actors=_filled(row, "actor1", "actor2"),
        place=row.get("location") or None,
        country=row.get("country") or None,
        **_point(row.get("latitude", ""), row.get("longitude", "")),
        where_precision=row.get("geo_precision") or None,
        deaths=_numbers(row, "fatalities"),
        sources=_filled(row, "source"),
        notes=_note(row.get("notes", "")),
    )


def _ucdp(row: Row) -> ContextRecord:
    kind = {"1": "state-based", "2": "non-state", "3": "one-sided"}.get(row.get("type_of_violence", ""), "")
    return ContextRecord(
        source=ContextSource.UCDP,
        id=_required(row, "id"),
        what=": ".join(part for part in (f"{kind} violence" if kind else "", row.get("dyad_name", "")) if part),
        first=_day(row["date_start"]),
        last=_day(row["date_end"]),
        when_precision=row.get("date_prec") or None,
        actors=_filled(row, "side_a", "side_b"),
        place=row.get("where_coordinates") or None,
        country=row.get("country") or None,
        **_point(row.get("latitude", ""), row.get("longitude", "")),
        where_precision=row.get("where_prec") or None,
        deaths=_numbers(row, "low", "best", "high", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"),
        sources=_filled(row, "source_article"),
        notes=_note(row.get("source_headline", "")),
    )


def _gdelt(lines: Iterable[str]) -> Iterator[Item]:
    kind: ContextSource | None = None
    for number, line in enumerate(lines, start=1):
        cells = line.rstrip("\r\n").split("\t")
        if len(line.strip()) == 0:
            continue
        if kind is None:
            kind = _WIDTHS.get(len(cells))
            if kind is None:
                raise InputError(
                    f"{len(cells)} columns between tabs: GDELT 2 has 61 (Events), 16 (Mentions) or 27 (GKG)",
                    subject="gdelt",
                )
        if _WIDTHS.get(len(cells)) is not kind:
            yield f"row {number}: {len(cells)} columns, where {kind} has another number"
            continue
        if len(line) > _LONGEST_ROW:
            yield f"row {number}: more than {_LONGEST_ROW} characters"
            continue
        try:
            yield _GDELT[kind](cells)
        except ValueError as error:
            yield f"row {number}: {error}"


def _gdelt_event(cells: list[str]) -> ContextRecord:
    at = _EVENTS
    day = _day(cells[at["day"]])
    counts = ", ".join(f"{cells[at[name]]} {name}" for name in ("mentions", "sources", "articles"))
    return ContextRecord(
        source=ContextSource.GDELT_EVENTS,
        id=cells[at["id"]],
        what=f"CAMEO {cells[at['code']]} ({_QUADS.get(cells[at['quad']], 'no class')})",
        first=day,
        last=day,
        actors=tuple(cells[at[name]] for name in ("actor1", "actor2") if cells[at[name]]),
        place=cells[at["place"]] or None,
        country=cells[at["country"]] or None,
        **_point(cells[at["lat"]], cells[at["lon"]]),
        where_precision=cells[at["geo_type"]] or None,
        sources=_web(cells[at["url"]]),
        notes=f"machine-coded; {counts}",
    )


def _gdelt_mention(cells: list[str]) -> ContextRecord:
    at = _MENTIONS
    day = _day(cells[at["event"]][:8])
    return ContextRecord(
        source=ContextSource.GDELT_MENTIONS,
        id=f"{cells[at['id']]}@{cells[at['at']]}",
        what=f"mention of GDELT event {cells[at['id']]} by {cells[at['name']]}",
        first=day,
        last=_day(cells[at["at"]][:8]),
        sources=_web(cells[at["url"]]),
        notes=f"confidence {cells[at['confidence']]} of 100, by the machine that coded it",
    )


def _gdelt_gkg(cells: list[str]) -> ContextRecord:
    at = _GKG
    day = _day(cells[at["at"]][:8])
    located = [part.split("#") for part in cells[at["locations"]].split(";") if part.count("#") >= 6]
    first = located[0] if located else [""] * 7
    counts = [part.split("#") for part in cells[at["counts"]].split(";") if part.count("#") >= 2]
    deaths = tuple(("KILL", part[1]) for part in counts if part[0] == "KILL" and part[1].isdecimal())
    quotations = cells[at["quotations"]].count("#") + bool(cells[at["quotations"]])
    return ContextRecord(
        source=ContextSource.GDELT_GKG,
        id=cells[at["id"]],
        what=f"article by {cells[at['name']] or 'an outlet'}",
        first=day,
        last=day,
        place=first[1] or None,
        country=first[2] or None,
        **_point(first[5], first[6]),
        where_precision=first[0] or None,
        deaths=tuple(dict.fromkeys(deaths)),
        sources=_web(cells[at["url"]]),
        notes=f"machine-coded; {len(located)} places, {quotations} quotations",
    )


_GDELT = {
    ContextSource.GDELT_EVENTS: _gdelt_event,
    ContextSource.GDELT_MENTIONS: _gdelt_mention,
    ContextSource.GDELT_GKG: _gdelt_gkg,
}


def _entities(lines: Iterable[str]) -> Iterator[Item]:
    """The events among FollowTheMoney entities; parties are for `--actors`, which reads the same file."""
    others = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            entity = json.loads(line)
            schema, properties = str(entity["schema"]), entity["properties"]
            if not isinstance(properties, dict):
                raise TypeError("properties")
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            if number == 1:
                raise InputError("the first line is no FollowTheMoney entity in JSON", subject="line 1") from error
            yield f"line {number}: no FollowTheMoney entity in JSON"
            continue
        if schema != "Event":
            others += 1
            continue
        try:
            yield _event(str(entity.get("id", number)), properties)
        except ValueError as error:
            yield f"line {number}: {error}"
    if others:
        yield f"{others} entities are no events: a list of parties is given with --actors"


def _event(id_: str, properties: Mapping[str, object]) -> ContextRecord:
    def values(name: str) -> list[str]:
        held = properties.get(name)
        # JSON can hold half a surrogate pair; no text can.
        return [str(value).encode(errors="replace").decode() for value in held] if isinstance(held, list) else []

    starts = [_span(value) for name in ("startDate", "date") for value in values(name)]
    ends = [_span(value) for name in ("endDate", "date") for value in values(name)]
    return ContextRecord(
        source=ContextSource.FOLLOW_THE_MONEY,
        id=id_,
        what=" / ".join(values("name") or values("summary")) or "an event",
        first=min((first for first, _ in starts), default=None),
        last=max((last for _, last in (ends or starts)), default=None),
        actors=(*values("involved"), *values("organizer")),
        place=next(iter(values("location")), None),
        country=next((value.upper() for value in values("country")), None),
        sources=tuple(url for value in values("sourceUrl") for url in _web(value)),
        notes=_note(" ".join(values("description"))),
    )


_DATES = ("%Y-%m-%d", "%Y%m%d", "%d %B %Y", "%d-%b-%y", "%d/%m/%Y", "%d %b %Y")


def _day(words: str) -> date:
    """A day as these files write it: 2024-05-03, 2024-05-03 00:00:00.000, 20240503, 03 May 2024, 3-May-24."""
    plain = words.strip()
    if re.fullmatch(r"\d{4}-\d\d-\d\d[T ].{1,20}", plain):
        plain = plain[:10]
    for form in _DATES:
        try:
            return datetime.strptime(plain, form).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    raise ValueError(f"no date: {words[:30]!r}")


def _span(words: str) -> tuple[date, date]:
    """The days of a date of which the month or the day may be missing."""
    found = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:[T ].*)?", words.strip())
    if found is None:
        raise ValueError(f"no date: {words[:30]!r}")
    year, month, day = int(found[1]), found[2], found[3]
    first = date(year, int(month or 1), int(day or 1))
    if day:
        return first, first
    if month:
        return first, (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return first, date(year, 12, 31)


def _point(lat: str, lon: str) -> Point:
    """Both coordinates, or none where one is missing or beyond the globe."""
    try:
        y, x = float(lat), float(lon)
    except ValueError:
        return {"lat": None, "lon": None}
    return {"lat": y, "lon": x} if -90 <= y <= 90 and -180 <= x <= 180 else {"lat": None, "lon": None}


def _required(row: Row, name: str) -> str:
    if not row[name]:
        raise ValueError(f"no {name}")
    return row[name]


def _filled(row: Row, *names: str) -> tuple[str, ...]:
    return tuple(row[name] for name in names if row.get(name))


def _numbers(row: Row, *names: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, row[name]) for name in names if row.get(name, "").isdecimal())


def _note(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _NOTE else words[: _NOTE - 2].rsplit(" ", 1)[0] + " …"


def _web(words: str) -> tuple[str, ...]:
    return (words,) if words.startswith(("http://", "https://")) else ()
