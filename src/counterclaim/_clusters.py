"""Average-link clustering of sparse pair scores, and what people decided of pairs: for stories and propositions."""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import TypeVar

T = TypeVar("T", bound=str)


def average_link(
    size: int,
    scores: Mapping[tuple[int, int], float],
    *,
    threshold: float,
    forbidden: Set[tuple[int, int]] = frozenset(),
    spread: float = 1.0,
) -> list[list[int]]:
    """Groups of the items 0 … size - 1, each in order, by their first item.

    The two groups with the highest mean score between their items are joined, again and again, while that mean is at
    least `threshold`. A pair (a < b) without a score counts as 0, so that one strong pair never chains two groups
    that have nothing else in common. With a `spread` below 1 the sum of the scores is divided by the number of pairs
    to that power: large groups then join more easily, as if each item were like only some of the other group's. Groups
    between which a `forbidden` pair stands are never joined. Ties go to the groups with the lowest items: the result
    depends on the scores alone. O(p log p) for p scored pairs.
    """
    groups: dict[int, list[int]] = {item: [item] for item in range(size)}
    sums: list[dict[int, float]] = [{} for _ in range(size)]
    apart: list[set[int]] = [set() for _ in range(size)]
    for (a, b), score in scores.items():
        sums[a][b] = sums[b][a] = score
    for a, b in forbidden:
        apart[a].add(b)
        apart[b].add(a)
    heap = [(-score, a, b, 1, 1) for (a, b), score in scores.items() if score >= threshold and b not in apart[a]]
    heapq.heapify(heap)
    while heap:
        _, a, b, size_a, size_b = heapq.heappop(heap)
        if a not in groups or b not in groups or b in apart[a]:
            continue
        if len(groups[a]) != size_a or len(groups[b]) != size_b:
            continue  # an older score of groups that have grown: the newer one is in the heap too
        groups[a] += groups.pop(b)
        for other in apart[b]:
            apart[other].discard(b)
            apart[other].add(a)
        apart[a] |= apart[b]
        for other, total in sums[b].items():
            if other != a:
                del sums[other][b]
                sums[a][other] = sums[other][a] = sums[a].get(other, 0.0) + total
        sums[a].pop(b, None)
        for other, total in sums[a].items():
            mean = total / (len(groups[a]) * len(groups[other])) ** spread
            if mean >= threshold and other not in apart[a]:
                first, second = min(a, other), max(a, other)
                heapq.heappush(heap, (-mean, first, second, len(groups[first]), len(groups[second])))
    return [sorted(groups[item]) for item in sorted(groups)]


def hold_pairs(
    groups: Iterable[Iterable[T]],
    *,
    together: Set[tuple[T, T]] = frozenset(),
    apart: Set[tuple[T, T]] = frozenset(),
    scores: Mapping[tuple[T, T], float],
) -> list[list[T]]:
    """The groups, changed as little as people's decisions demand, each in order, by their first item.

    Groups with a pair of `together` in them become one. A group that then holds a pair of `apart` falls into parts:
    what a person joined stays whole, and the rest goes to the part that it scores highest with. However the groups
    were made, the pairs hold afterwards; items that stand in no group do not count. The pairs must not contradict
    each other.
    """
    held = [sorted(group) for group in groups]
    home = {item: number for number, group in enumerate(held) for item in group}
    bonds = [(a, b) for a, b in together if a in home and b in home]
    parted = [(a, b) for a, b in apart if a in home and b in home]
    if not bonds and not parted:
        return sorted(held)
    numbers = _join(range(len(held)), [(home[a], home[b]) for a, b in bonds])
    merged: defaultdict[int, list[T]] = defaultdict(list)
    for number, group in enumerate(held):
        merged[numbers[number]] += group
    against: defaultdict[int, list[tuple[T, T]]] = defaultdict(list)
    for a, b in parted:
        if numbers[home[a]] == numbers[home[b]]:
            against[numbers[home[a]]].append((a, b))
    kept = [group for number, group in merged.items() if number not in against]
    for number, pairs in against.items():
        own = [(a, b) for a, b in bonds if numbers[home[a]] == number]
        kept += _part(sorted(merged[number]), own, pairs, scores)
    return sorted(sorted(group) for group in kept)


def _part(
    items: Sequence[T],
    together: Iterable[tuple[T, T]],
    apart: Iterable[tuple[T, T]],
    scores: Mapping[tuple[T, T], float],
) -> list[list[T]]:
    """The items in parts that no pair of `apart` stands in; what is joined by pairs of `together` is not divided."""
    order = {item: number for number, item in enumerate(items)}
    roots = _join(range(len(items)), [(order[a], order[b]) for a, b in together])
    atoms: defaultdict[int, list[int]] = defaultdict(list)
    for number in range(len(items)):
        atoms[roots[number]].append(number)
    index = {root: i for i, root in enumerate(sorted(atoms))}
    atom_of = {item: index[roots[order[item]]] for item in items}
    sizes = [len(atoms[root]) for root in sorted(atoms)]
    sums: defaultdict[tuple[int, int], float] = defaultdict(float)
    for (x, y), score in scores.items():
        if x in atom_of and y in atom_of and atom_of[x] != atom_of[y]:
            pair = min(atom_of[x], atom_of[y]), max(atom_of[x], atom_of[y])
            sums[pair] += score / (sizes[pair[0]] * sizes[pair[1]])
    parts = average_link(
        len(atoms),
        sums,
        threshold=0.0,
        forbidden={(atom_of[a], atom_of[b]) for a, b in apart if atom_of[a] != atom_of[b]},
    )
    members = [[items[number] for number in atoms[root]] for root in sorted(atoms)]
    return [[item for atom in part for item in members[atom]] for part in parts]


def _join(numbers: Iterable[int], pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """For each number the least of those that the pairs connect it with."""
    above = {number: number for number in numbers}

    def root(number: int) -> int:
        while above[number] != number:
            above[number] = number = above[above[number]]
        return number

    for a, b in pairs:
        low, high = sorted((root(a), root(b)))
        above[high] = low
    return {number: root(number) for number in above}
