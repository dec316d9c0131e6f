"""Bringing accounts up to what people decide, behind their backs.

The accounts of a large story take seconds. Who decides is answered once the decision is kept; the next page of theirs
that shows accounts waits for what they said themselves, and the pages on which people decide for what anybody said.
"""

import logging
import threading
from collections.abc import Callable

from counterclaim.errors import CounterclaimError

log = logging.getLogger(__name__)

#: How long a page waits at the most, and then shows what there is.
WAIT_S = 20.0
#: How many pages wait at once, each in one of the 40 threads that answer: further ones show at once what there is.
MOST_WAITING = 16


class Follower:
    """One thread that calls `follow` once for all that was asked for since it last began."""

    def __init__(self, follow: Callable[[], None]) -> None:
        self._follow = follow
        self._asked = self._done = 0
        self._of: dict[str, int] = {}  # by person: what they asked for last
        self._running = False
        self._waiting = 0
        self._changed = threading.Condition()

    def ask(self, person: str) -> None:
        """Accounts are to reflect what a person just decided."""
        with self._changed:
            self._asked += 1
            self._of[person] = self._asked
            if not self._running:
                self._running = True
                threading.Thread(target=self._run, daemon=True).start()

    def wait(self, person: str | None = None) -> bool:
        """Until the accounts reflect what a person decided, or without a name anybody; False if they still do not, or
        too many wait already."""
        with self._changed:
            wanted = self._asked if person is None else self._of.get(person, 0)
            if self._done >= wanted or self._waiting >= MOST_WAITING:
                return self._done >= wanted
            self._waiting += 1
            try:
                return self._changed.wait_for(lambda: self._done >= wanted, WAIT_S)
            finally:
                self._waiting -= 1

    def _run(self) -> None:
        while True:
            with self._changed:
                if self._done == self._asked:
                    self._running = False
                    return
                asked = self._asked
            try:
                self._follow()
            except CounterclaimError as error:  # another process writes, and will follow itself
                log.warning("the accounts are not up to date: %s", error)
            except Exception:
                log.exception("a fault while following")
            with self._changed:
                self._done = asked
                self._changed.notify_all()
