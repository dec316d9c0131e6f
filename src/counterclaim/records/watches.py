"""Saved searches over turns, and to whom what they find is sent."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from counterclaim.records.accounts import Status
from counterclaim.records.events import EventKind
from counterclaim.records.turns import TurnKind


class Digest(StrEnum):
    """How often a letter gathers what a watch found."""

    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Which turns are wanted: all that hold every part that is given.

    `words` must all stand in the sentence or in the words before and after; `actor`, `outlet` and `place` are parts of
    names; `story` is the start of an id; `first` and `last` bound the publication (`[first, last)`).
    """

    words: str = ""
    actor: str | None = None
    place: str | None = None
    outlet: str | None = None
    story: str | None = None
    statuses: tuple[Status, ...] = ()
    events: tuple[EventKind, ...] = ()
    kinds: tuple[TurnKind, ...] = ()
    first: datetime | None = None
    last: datetime | None = None

    def __post_init__(self) -> None:
        for moment in (self.first, self.last):
            if moment is not None and moment.utcoffset() is None:
                raise ValueError("the bounds of a search have a zone")
        if self.first and self.last and self.last <= self.first:
            raise ValueError("the time of a search ends before it begins")


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """A search that somebody keeps. `webhook` is an address and `mail` a mailbox to which what it finds is sent."""

    name: str
    query: Query
    author: str
    webhook: str | None = None
    mail: str | None = None
    digest: Digest = Digest.DAILY

    def __post_init__(self) -> None:
        if not self.name.strip() or not self.author.strip():
            raise ValueError("a watch has a name and an author")


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchRemoval:
    """Who no longer wants a watch."""

    author: str
