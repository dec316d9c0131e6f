"""Context: what event data of others say, kept beside claims to compare with; never a claim, and never counted."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ContextSource(StrEnum):
    """Whose data it is."""

    GDELT_EVENTS = "GDELT Events"
    GDELT_MENTIONS = "GDELT Mentions"
    GDELT_GKG = "GDELT GKG"
    ACLED = "ACLED"
    UCDP = "UCDP GED"
    FOLLOW_THE_MONEY = "FollowTheMoney"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextRecord:
    """One row of event data as its maker has it. `first` and `last` are the days that it is about (both inclusive),
    `deaths` the numbers that it states under its own names, `where_precision` and `when_precision` its own codes."""

    source: ContextSource
    id: str
    what: str
    first: date | None = None
    last: date | None = None
    when_precision: str | None = None
    actors: tuple[str, ...] = ()
    place: str | None = None
    country: str | None = None  # ISO 3166 alpha-2 where the data say it so, else as they do
    lat: float | None = None
    lon: float | None = None
    where_precision: str | None = None
    deaths: tuple[tuple[str, str], ...] = ()
    sources: tuple[str, ...] = ()
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextBatch:
    """Rows of one file, as one entry keeps them. `file` is its name, `sha256` that of its bytes, `author` who brought
    it in."""

    source: ContextSource
    file: str
    sha256: str
    author: str
    records: tuple[ContextRecord, ...]
