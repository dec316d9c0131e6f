"""How often somebody may ask: buckets that fill at a steady rate and hold so many at the most."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

#: Callers that are remembered; the one that was quiet longest is forgotten first.
MOST = 10_000


class Rate:
    """At most `burst` at once, and `per_minute` in the long run, for each caller."""

    def __init__(self, *, burst: int, per_minute: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._burst, self._per_second, self._clock = float(burst), per_minute / 60, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, caller: str) -> float:
        """Takes one for `caller` and returns 0, or returns the seconds until there is one."""
        with self._lock:
            now = self._clock()
            left, at = self._left.pop(caller, (self._burst, now))
            left = min(self._burst, left + (now - at) * self._per_second)
            allowed = left >= 1
            self._left[caller] = (left - 1 if allowed else left, now)
            while len(self._left) > MOST:
                self._left.popitem(last=False)
            return 0.0 if allowed else (1 - left) / self._per_second


class Attempts:
    """How often somebody may try to sign in: under one name from one place, from one place, and all together."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._rates = (
            Rate(burst=60, per_minute=60, clock=clock),
            Rate(burst=20, per_minute=5, clock=clock),
            Rate(burst=5, per_minute=1, clock=clock),
        )

    def wait(self, place: str, name: str) -> float:
        """Takes an attempt and returns 0, or returns the seconds until there is one."""
        callers = ("", place, f"{place} {name}")
        return next((wait for rate, caller in zip(self._rates, callers, strict=True) if (wait := rate.wait(caller))), 0)
