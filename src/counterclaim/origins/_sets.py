"""Things found to be one, step by step."""

from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)


class Sets(Generic[K]):
    """Disjoint sets; a thing not heard of is a set of its own."""

    def __init__(self) -> None:
        self._above: dict[K, K] = {}

    def root(self, thing: K) -> K:
        """The same for all things of one set."""
        above = self._above
        above.setdefault(thing, thing)
        while above[thing] != thing:
            above[thing] = above[above[thing]]
            thing = above[thing]
        return thing

    def join(self, a: K, b: K) -> None:
        self._above[self.root(b)] = self.root(a)
