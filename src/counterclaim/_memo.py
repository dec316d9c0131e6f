"""What was derived last: results of pure functions of records, so that another moment does not derive them again.

Nothing that could be read belongs in here, neither as a key nor as a value: what is erased from a ledger would stay in
memory. Keys are digests; values are numbers and places.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

V = TypeVar("V")


class Memo(Generic[V]):
    """Values by key, those used last: so many of them, or so much as `size` measures them."""

    def __init__(self, most: int, *, size: Callable[[V], int] = lambda _: 1) -> None:
        self._left = most
        self._size = size
        self._held: OrderedDict[Hashable, V] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], V]) -> V:
        """What is held under a key; else what `make` makes, which depends on the key alone."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        made = make()
        with self._lock:
            if key not in self._held:
                self._held[key] = made
                self._left -= self._size(made)
            while self._left < 0:
                self._left += self._size(self._held.popitem(last=False)[1])
        return made

    def clear(self) -> None:
        """Forgets everything."""
        with self._lock:
            self._left += sum(map(self._size, self._held.values()))
            self._held.clear()
