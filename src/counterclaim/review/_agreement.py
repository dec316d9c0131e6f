"""How far coders agree beyond chance, and how sure a share is."""

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Alpha:
    """Krippendorff's alpha over `units` that at least two coders judged, with `values` judgements in them. None where
    all values are the same: nothing could have differed, so nothing is known."""

    value: float | None
    units: int
    values: int


def krippendorff_alpha(units: Iterable[Mapping[str, Hashable]]) -> Alpha:
    """The nominal alpha of judgements: one mapping a unit, from coder to value; who is missing did not judge it.

    Source: K. Krippendorff, Content Analysis, 3rd ed., ch. 11: 1 - observed / expected disagreement, by coincidences.
    """
    coincidences: defaultdict[tuple[Hashable, Hashable], float] = defaultdict(float)
    n_units = 0
    for unit in units:
        counts = Counter(unit.values())
        judged = sum(counts.values())
        if judged < 2:
            continue
        n_units += 1
        for a, n_a in counts.items():
            for b, n_b in counts.items():
                pairs = n_a * (n_b - (a == b))
                if pairs:
                    coincidences[a, b] += pairs / (judged - 1)
    totals: defaultdict[Hashable, float] = defaultdict(float)
    for (a, _), weight in coincidences.items():
        totals[a] += weight
    n = sum(totals.values())
    observed = sum(weight for (a, b), weight in coincidences.items() if a != b)
    expected = (n * n - sum(total * total for total in totals.values())) / (n - 1) if n > 1 else 0.0
    value = 1 - observed / expected if expected > 0 else None
    return Alpha(value=value, units=n_units, values=round(n))


def wilson(right: int, n: int, *, z: float = 1.959964) -> tuple[float, float]:
    """The Wilson score interval of a share (95 % by default); (0, 1) where nothing was counted."""
    if n == 0:
        return 0.0, 1.0
    share, zz = right / n, z * z
    middle = (share + zz / (2 * n)) / (1 + zz / n)
    half = z / (1 + zz / n) * math.sqrt(share * (1 - share) / n + zz / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)
