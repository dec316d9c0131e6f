"""Work on many addresses: one after another at a host, several hosts side by side."""

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from queue import SimpleQueue
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

#: Hosts at a time, and how many rows are looked ahead to find so many.
HOSTS, AHEAD = 8, 2_000


def side_by_side(
    rows: Iterable[T], host_of: Callable[[T], str], work: Callable[[T], R], *, hosts: int = HOSTS, ahead: int = AHEAD
) -> Iterator[R]:
    """What `work` makes of each row, as it comes: in order for each host, which has one row in work at a time. No more
    than `hosts` results wait to be taken. What `work` raises is raised here,
    what the rows raise at the end."""
    source, ended = iter(rows), False
    waiting: dict[str, deque[T]] = {}
    n_waiting = 0
    broken: Exception | None = None
    busy: set[str] = set()
    errands: SimpleQueue[tuple[str, T] | None] = SimpleQueue()
    results: SimpleQueue[tuple[str, R | None, Exception | None]] = SimpleQueue()

    def run() -> None:
        while (errand := errands.get()) is not None:
            host, row = errand
            try:
                results.put((host, work(row), None))
            except Exception as error:
                results.put((host, None, error))

    for _ in range(hosts):
        threading.Thread(target=run, daemon=True).start()
    try:
        while True:
            while len(busy) < hosts:
                ready = next((host for host in waiting if host not in busy), None)
                if ready is not None:
                    queue = waiting[ready]
                    errands.put((ready, queue.popleft()))
                    n_waiting -= 1
                    busy.add(ready)
                    if not queue:
                        del waiting[ready]
                elif not ended and n_waiting < ahead:
                    try:
                        row = next(source)
                    except StopIteration:
                        ended = True
                    except Exception as error:  # the rows in front of it are still to be done
                        ended, broken = True, error
                    else:
                        waiting.setdefault(host_of(row), deque()).append(row)
                        n_waiting += 1
                else:
                    break
            if not busy:
                if broken is not None:
                    raise broken
                return
            host, result, failure = results.get()
            busy.discard(host)
            if failure is not None:
                raise failure
            yield result  # type: ignore[misc]  # it is there where there is no failure
    finally:
        for _ in range(hosts):
            errands.put(None)
