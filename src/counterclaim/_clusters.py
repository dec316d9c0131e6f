"""Average-link clustering of sparse pair scores, shared by stories and propositions."""

import heapq
from collections.abc import Mapping, Set


def average_link(
    size: int,
    scores: Mapping[tuple[int, int], float],
    *,
    threshold: float,
    forbidden: Set[tuple[int, int]] = frozenset(),
) -> list[list[int]]:
    """Groups of the items 0 … size - 1, each in order, by their first item.

    The two groups with the highest mean score between their items are joined, again and again, while that mean is at
    least `threshold`. A pair (a < b) without a score counts as 0, so that one strong pair never chains two groups
    that have nothing else in common. Groups between which a `forbidden` pair stands are never joined. Ties go to
    the groups with the lowest items: the result depends on the scores alone. O(p log p) for p scored pairs.
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
            mean = total / (len(groups[a]) * len(groups[other]))
            if mean >= threshold and other not in apart[a]:
                first, second = min(a, other), max(a, other)
                heapq.heappush(heap, (-mean, first, second, len(groups[first]), len(groups[second])))
    return [sorted(groups[item]) for item in sorted(groups)]
