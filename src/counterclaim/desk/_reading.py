"""What one request reads: the ledger as of the moment in its query, with what was just read for another request kept.

What a ledger shows depends on the entry up to which its accounts were computed, the moment asked for and what is asked
for, so these are the key. Accounts that are computed anew make every kept view old; nothing has to be told.
"""

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar, cast

import jinja2
from fastapi import Depends, Query, Request

from counterclaim.desk._access import Access
from counterclaim.desk._adding import Adder
from counterclaim.desk._rates import Attempts
from counterclaim.desk._sample import Progress
from counterclaim.disputes import build_accounts
from counterclaim.errors import CounterclaimError
from counterclaim.ledger import AsOf, Ledger
from counterclaim.settings import Settings
from counterclaim.views import Sight

T = TypeVar("T")

log = logging.getLogger(__name__)

#: Views that are kept. One of a large story is some tens of megabytes.
MOST_VIEWS = 24


class Cache:
    """The last things that were made, by key. Two requests for the same thing wait for one making of it."""

    def __init__(self, most: int = MOST_VIEWS) -> None:
        self._most = most
        self._held: OrderedDict[Hashable, Any] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return cast(T, self._held[key])
            making = self._making.setdefault(key, threading.Lock())
        with making:
            with self._lock:
                if key in self._held:
                    return cast(T, self._held[key])
            try:
                made = make()
            finally:
                with self._lock:
                    self._making.pop(key, None)
            with self._lock:
                self._held[key] = made
                while len(self._held) > self._most:
                    self._held.popitem(last=False)
            return made


@dataclass(slots=True, kw_only=True)
class Desk:
    """What is served: the ledger, open for all requests, the settings, who reads new reports, who may enter, and what
    was read last.

    `sample` is there where the ledger is the bundled sample's, which may still be being read."""

    settings: Settings
    ledger: Ledger
    templates: jinja2.Environment
    adder: Adder
    access: Access
    sample: Progress | None = None
    cache: Cache = field(default_factory=Cache)
    attempts: Attempts = field(default_factory=Attempts)

    def begin(self) -> None:
        """Brings the accounts up to date where somebody added and was stopped before, or with an earlier version."""
        try:
            if not self.ledger.is_followed():
                self.follow()
        except CounterclaimError as error:  # another process writes, and will follow itself
            log.warning("the accounts are not up to date: %s", error)

    def follow(self) -> None:
        """Brings the accounts up to what was decided or added. What is to be compared first is compared elsewhere."""
        if self.ledger.unjudged():
            self.adder.catch_up()
        else:
            self.ledger.follow(build_accounts)

    def follow_now(self) -> None:
        """Brings the accounts up to what was decided, so that a person sees it at once. Words that are new, such as
        those of a correction, are compared with the other reports in the background."""
        self.ledger.follow(build_accounts)
        if self.ledger.unjudged():
            self.adder.follow()


def desk_of(request: Request) -> Desk:
    return cast(Desk, request.app.state.desk)


class Reading(Sight):
    """The ledger as of one moment. Everything that a page shows it asks for here."""

    def __init__(self, desk: Desk, moment: AsOf) -> None:
        super().__init__(desk.ledger, moment)
        self.desk = desk
        #: The number of the entry up to which accounts were computed: what is read is of this state or a later one.
        self.state = desk.ledger.followed()

    def kept(self, what: Hashable, make: Callable[[], T]) -> T:
        """What `make` makes of the ledger as of this moment, made once. `what` names it among a page's own things."""
        return self.desk.cache.get((self.state, self.moment, what), make)


def parse_moment(words: str | None) -> datetime | None:
    """An ISO 8601 date or date and time; without a zone it is UTC; a bare date means the end of that day.

    Raises:
        ValueError: it is none.
    """
    if not words:
        return None
    words = words.strip().replace(" ", "+") if "T" in words else words.strip()  # a plus sign that a browser left bare
    moment = datetime.fromisoformat(words)
    if "T" not in words and ":" not in words:
        moment = moment.replace(hour=23, minute=59, second=59)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def read_moment(
    request: Request,
    as_of: Annotated[str | None, Query(description="Show what was being claimed as of this publication time.")] = None,
    recorded: Annotated[str | None, Query(description="Use only what the ledger had recorded by then.")] = None,
) -> Reading:
    """What the request reads, as of the moment in its query."""
    from counterclaim.desk._refusals import refuse

    try:
        moment = AsOf(published=parse_moment(as_of), recorded=parse_moment(recorded))
    except (ValueError, OverflowError):
        raise refuse(
            422, "as_of and recorded are ISO 8601 times such as 2026-03-12 or 2026-03-12T14:00+01:00"
        ) from None
    return Reading(desk_of(request), moment)


ReadingOf = Annotated[Reading, Depends(read_moment)]
