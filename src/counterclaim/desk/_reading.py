"""What one request reads: the ledger as of the moment in its query, with what was just read for another request kept.

Whatever is kept knows up to which entry it reflects the ledger. Once there are newer ones the log says of which texts
they tell: what was made of other stories reflects them too, all else is made anew. Nothing older than what the ledger
held when a request came is ever shown to it: a decision is seen, and what was taken down is gone, on the next page.
"""

import logging
import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar, cast

import jinja2
from fastapi import Depends, Query, Request

from counterclaim.desk._access import Access
from counterclaim.desk._adding import Adder
from counterclaim.desk._following import Follower
from counterclaim.desk._rates import Attempts
from counterclaim.desk._sample import Progress
from counterclaim.disputes import build_accounts
from counterclaim.errors import CounterclaimError
from counterclaim.ledger import AsOf, Ledger
from counterclaim.settings import Settings
from counterclaim.views import LedgerView, Sight

T = TypeVar("T")

log = logging.getLogger(__name__)

#: Contents whose records stay decoded: those of a story of 200 reports, and a few smaller ones.
DECODED_BYTES = 16 << 20
#: Things that are kept. The view of a large story is some tens of megabytes.
MOST_KEPT = 24
#: Moves of the ledger of which it is known what they told. Who makes something for longer than these has made it late.
MOVES = 64


@dataclass(slots=True)
class _Kept:
    """Something that was made. `state` is the last entry that it reflects; `texts` are those that it depends on, None
    where that may be any."""

    value: Any
    state: int
    texts: frozenset[str] | None


class Cache:
    """The last things that were made, by key. Two requests for the same thing wait for one making of it."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._state = 0
        self._held: OrderedDict[Hashable, _Kept] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}
        self._moves: deque[tuple[int, int, frozenset[str] | None]] = deque(maxlen=MOVES)
        self._lock = threading.Lock()
        self._moving = threading.Lock()

    def move(self, state: int, told_after: Callable[[int], frozenset[str] | None]) -> None:
        """Brings what is kept to a newer state of the ledger, as far as the entries since do not tell of it."""
        with self._moving:
            if state <= self._state:
                return
            last = self._state
            told = told_after(last) if self._held else None
            with self._lock:
                self._state = state
                self._moves.append((last, state, told))
                for key, kept in list(self._held.items()):
                    self._carry(kept)
                    if kept.state < state:
                        del self._held[key]

    def _carry(self, kept: _Kept) -> None:
        """Marks what newer entries do not tell of as reflecting them."""
        for since, state, told in self._moves:
            if kept.state == since and kept.texts and told is not None and told.isdisjoint(kept.texts):
                kept.state = state

    def get(self, key: Hashable, state: int, make: Callable[[], T], texts: Callable[[T], frozenset[str] | None]) -> T:
        """What is kept under a key, if it reflects the ledger up to `state`; else it is made, and `texts` tells of it
        on which ones it depends."""
        with self._lock:
            found = self._find(key, state)
            if found is not None:
                return cast(T, found.value)
            making = self._making.setdefault(key, threading.Lock())
        with making:
            with self._lock:
                found = self._find(key, state)
                if found is not None:
                    return cast(T, found.value)
                begun = max(self._state, state)
            try:
                made = make()
            finally:
                with self._lock:
                    self._making.pop(key, None)
            with self._lock:
                kept = _Kept(made, begun, texts(made))
                self._carry(kept)
                self._held[key] = kept
                self._held.move_to_end(key)
                while len(self._held) > self._most:
                    self._held.popitem(last=False)
            return made

    def _find(self, key: Hashable, state: int) -> _Kept | None:
        found = self._held.get(key)
        if found is None or found.state < state:
            return None
        self._held.move_to_end(key)
        return found


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
    follower: Follower = field(init=False)

    def __post_init__(self) -> None:
        self.follower = Follower(self.follow_now)

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
        """Brings the accounts up to what was decided. Words that are new, such as those of a correction, are compared
        with the other reports in the background."""
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
        #: The number of the last entry that is reflected: what is read is of this state or a later one.
        self.state = desk.ledger.reflected()
        desk.cache.move(self.state, desk.ledger.told_after)

    def kept(self, what: Hashable, make: Callable[[], T], *, of: LedgerView | None = None) -> T:
        """What `make` makes of the ledger as of this moment, made once until something is recorded; with `of`, the
        view of a story out of which alone it is made, until something is recorded of that story. `what` names it among
        a page's own things."""

        def texts(made: T) -> frozenset[str] | None:
            view = made if isinstance(made, LedgerView) else of
            return None if view is None else view.texts

        return self.desk.cache.get((self.moment, what), self.state, make, texts)


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
    """What the request reads, as of the moment in its query; who asks sees what they decided themselves."""
    from counterclaim.desk._refusals import refuse

    try:
        moment = AsOf(published=parse_moment(as_of), recorded=parse_moment(recorded))
    except (ValueError, OverflowError):
        raise refuse(
            422, "as_of and recorded are ISO 8601 times such as 2026-03-12 or 2026-03-12T14:00+01:00"
        ) from None
    desk = desk_of(request)
    if request.state.person is not None:
        request.state.late = not desk.follower.wait(request.state.person.name)
    return Reading(desk, moment)


ReadingOf = Annotated[Reading, Depends(read_moment)]
