"""One request at a time to each host, with a pause between two."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class TooLongError(Exception):
    """A host's turn comes later than a worker waits for; `wait_s` says in how many seconds."""

    def __init__(self, wait_s: float) -> None:
        super().__init__(f"the host's next turn is in {wait_s:.0f} seconds")
        self.wait_s = wait_s


class Hosts:
    """Whose turn it is. Threads share it; `delay_s` lies between the end of a request and the next to that host."""

    def __init__(
        self,
        delay_s: float,
        *,
        patience_s: float = 20.0,
        now: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._delay_s, self._patience_s = delay_s, patience_s
        self._now, self._sleep = now, sleep
        self._lock = threading.Condition()
        self._busy: set[str] = set()
        self._next: dict[str, float] = {}
        self._delays: dict[str, float] = {}

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """The host's turn, once it comes.

        Raises:
            TooLongError: it comes later than patience lasts.
        """
        with self._lock:
            self._lock.wait_for(lambda: host not in self._busy, timeout=self._patience_s)
            wait = self._next.get(host, 0.0) - self._now()
            if host in self._busy or wait > self._patience_s:
                raise TooLongError(max(wait, 1.0))
            self._busy.add(host)
        try:
            if wait > 0:
                self._sleep(wait)
            yield
        finally:
            with self._lock:
                self._busy.discard(host)
                pause = max(self._delay_s, self._delays.get(host, 0.0))
                self._next[host] = max(self._next.get(host, 0.0), self._now() + pause)
                self._lock.notify_all()

    def slow_down(self, host: str, delay_s: float) -> None:
        """Keeps to the pause that a host asks for, where it is longer than ours."""
        with self._lock:
            self._delays[host] = delay_s

    def keep_away(self, host: str, until: float) -> None:
        """Makes no request to a host before a time."""
        with self._lock:
            self._next[host] = max(self._next.get(host, 0.0), until)

    def ready_at(self, host: str) -> float | None:
        """When the host can be asked again; None while it is being asked."""
        with self._lock:
            return None if host in self._busy else self._next.get(host, 0.0)
