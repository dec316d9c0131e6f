"""Absences: a page that the ledger holds a text of was looked for and was no longer there. Each is a ledger entry."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from counterclaim.records.revisions import Exchange


class AbsenceReason(StrEnum):
    """What the site answered. Neither says why: a page may move, fail, or be taken away."""

    GONE = "gone"  # 410: the site says that it is gone for good
    NOT_FOUND = "not found"  # 404, again and again
    FRONT_PAGE = "front page"  # it leads to the front page, or that of its section, again and again
    PLACEHOLDER = "placeholder"  # 200, with what the site says of pages that it does not have, again and again


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """A page that was not there. `since` is the first visit in a row that did not find it, `last_visit` the last, which
    `exchanges` prove (requests and heads of answers); `visits` counts them. `last_seen` is the last visit that found
    it, where that is known."""

    address: str
    reason: AbsenceReason
    since: datetime
    last_visit: datetime
    visits: int
    exchanges: tuple[Exchange, ...]
    last_seen: datetime | None = None

    def __post_init__(self) -> None:
        if any(at is not None and at.utcoffset() is None for at in (self.since, self.last_visit, self.last_seen)):
            raise ValueError("the times of an absence have zones")
        if self.last_visit < self.since or self.visits < 1:
            raise ValueError("an absence lasts from its first visit to its last")

    @property
    def status(self) -> int | None:
        """What the site answered last."""
        return self.exchanges[-1].status if self.exchanges else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """The end of an absence: the page was there again, at the visit that `exchanges` prove."""

    address: str
    at: datetime
    exchanges: tuple[Exchange, ...]

    def __post_init__(self) -> None:
        if self.at.utcoffset() is None:
            raise ValueError("the time of a visit has a zone")
