"""What people decided of pairs, made free of contradictions: the later decision before the earlier one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from counterclaim.records.decisions import Decision
from counterclaim.review._readings import Conflict


class _Ordered(Protocol):
    def __lt__(self, other: Any, /) -> bool: ...


K = TypeVar("K", bound=_Ordered)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Generic[K]):
    """A person's word that two things are one (`same`) or are not."""

    a: K
    b: K
    same: bool
    decision: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs(Generic[K]):
    """Pairs that belong together and pairs that do not, in force together, a < b in each; no chain of the first joins
    a pair of the second."""

    together: frozenset[tuple[K, K]] = frozenset()
    apart: frozenset[tuple[K, K]] = frozenset()
    conflicts: tuple[Conflict, ...] = ()


@dataclass(slots=True)
class _Sets(Generic[K]):
    """Things known to be one, and sets of them known to be apart, each with the decision that says so."""

    above: dict[K, K] = field(default_factory=dict)
    apart: dict[K, dict[K, Decision]] = field(default_factory=dict)
    by: dict[K, Decision] = field(default_factory=dict)  # the newest decision that joined something to a thing

    def root(self, thing: K) -> K:
        self.above.setdefault(thing, thing)
        while self.above[thing] != thing:
            self.above[thing] = self.above[self.above[thing]]
            thing = self.above[thing]
        return thing

    def join(self, a: K, b: K, decision: Decision) -> None:
        low, high = sorted((self.root(a), self.root(b)))
        self.by.setdefault(a, decision)
        self.by.setdefault(b, decision)
        if low == high:
            return
        self.above[high] = low
        for other, said in self.apart.pop(high, {}).items():
            del self.apart[other][high]
            self.apart[other].setdefault(low, said)
            self.apart.setdefault(low, {}).setdefault(other, said)

    def part(self, a: K, b: K, decision: Decision) -> None:
        left, right = self.root(a), self.root(b)
        self.apart.setdefault(left, {}).setdefault(right, decision)
        self.apart.setdefault(right, {}).setdefault(left, decision)


def settle(statements: Sequence[Statement[K]]) -> Pairs[K]:
    """The statements that hold, given in the order said: from the last to the first, each that contradicts none that
    holds already. One that does is overruled, and reported where another person said the opposite, or where what
    contradicts it follows only from several decisions together."""
    sets: _Sets[K] = _Sets()
    together: set[tuple[K, K]] = set()
    apart: set[tuple[K, K]] = set()
    said: dict[tuple[K, K], Decision] = {}
    conflicts: list[Conflict] = []
    for statement in reversed(statements):
        a, b = sorted((statement.a, statement.b))
        if a == b:
            continue
        left, right = sets.root(a), sets.root(b)
        against = sets.apart.get(left, {}).get(right) if statement.same else sets.by[a] if left == right else None
        if against is None:
            (together if statement.same else apart).add((a, b))
            (sets.join if statement.same else sets.part)(a, b, statement.decision)
            said.setdefault((a, b), statement.decision)
            continue
        against = said.get((a, b), against)
        direct = (a, b) in said
        if not (direct and against.author == statement.decision.author):
            conflicts.append(Conflict(in_force=against, overruled=statement.decision))
    return Pairs(
        together=frozenset(together), apart=frozenset(apart), conflicts=tuple(dict.fromkeys(reversed(conflicts)))
    )


def settle_singly(statements: Sequence[Statement[K]]) -> Pairs[K]:
    """The last statement on each pair, where one pair says nothing of another (that two others dispute each other)."""
    said: dict[tuple[K, K], Statement[K]] = {}
    conflicts: list[Conflict] = []
    for statement in reversed(statements):
        a, b = sorted((statement.a, statement.b))
        later = said.setdefault((a, b), statement)
        if later.same != statement.same and later.decision.author != statement.decision.author:
            conflicts.append(Conflict(in_force=later.decision, overruled=statement.decision))
    return Pairs(
        together=frozenset(pair for pair, statement in said.items() if statement.same),
        apart=frozenset(pair for pair, statement in said.items() if not statement.same),
        conflicts=tuple(dict.fromkeys(reversed(conflicts))),
    )


def as_statements(a: K | None, others: Iterable[K | None], decision: Decision, *, same: bool) -> list[Statement[K]]:
    """One statement for each of the others that was found."""
    return [
        Statement(a=a, b=b, same=same, decision=decision) for b in others if a is not None and b is not None and a != b
    ]
