"""Tallies: the figures of the claims of one proposition, by what they count and by who says so.

Sources: UCDP Georeferenced Event Dataset codebook, variables `best` (“best (most likely) estimate of total
fatalities”), `low` and `high` (“lowest”, “highest reliable estimate”; Sundberg and Melander 2013, Journal of Peace
Research 50(4)). ACLED, “FAQs: fatalities”: where source reports differ or are vague, the most conservative estimate.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from counterclaim.records.claims import Claim
from counterclaim.records.figure_conventions import vague_bounds
from counterclaim.records.figure_relations import CountKey, count_key
from counterclaim.records.ids import ClaimId
from counterclaim.records.mentions import Figure, FigureChange, FigureUnit
from counterclaim.records.tallies import Count, Estimate, Tally

ORDER = list(FigureUnit)
#: What a story's own table shows; distances, money and plain counts stay with their matter.
TOLLS = (
    FigureUnit.KILLED,
    FigureUnit.INJURED,
    FigureUnit.MISSING,
    FigureUnit.DETAINED,
    FigureUnit.DISPLACED,
    FigureUnit.CAPTURED,
    FigureUnit.DESTROYED,
)

Stated = tuple[str, ClaimId, Figure]


def tally_figures(said: Iterable[tuple[str, Claim]]) -> tuple[Tally, ...]:
    """The tallies of claims that assert or confirm one proposition, each with the name of its party: roles first, then
    measures, and within them in the order of the claims."""
    groups: defaultdict[CountKey, list[Stated]] = defaultdict(list)
    for actor, claim in said:
        for figure in claim.figures:
            groups[count_key(figure)].append((actor, claim.id, figure))
    tallies = [_tally(stated) for stated in groups.values()]
    return tuple(sorted(tallies, key=lambda tally: (ORDER.index(tally.unit), tally.added, tally.part)))


def _tally(stated: Sequence[Stated]) -> Tally:
    first = stated[0][2]
    counts = _counts(stated)
    tally = Tally(
        unit=first.unit,
        counted=next((figure.counted for _, _, figure in stated if figure.counted), None),
        side=next((figure.side for _, _, figure in stated if figure.side), None),
        part=first.part_of is not None,
        added=first.change is FigureChange.ADDED,
        counts=counts,
    )
    if tally.unit is not FigureUnit.KILLED or tally.part or tally.added:
        return tally
    standing = [count for count in counts if not count.replaced]
    agreed = (
        not any(count.convention for count in standing) and len({_stated(count, "none") for count in standing}) == 1
    )
    return replace(
        tally,
        ucdp_low=_estimate(min, ((_bounds(count, "ucdp")[0], count) for count in standing)),
        ucdp_best=_estimate(min, ((_stated(count, "none"), count) for count in standing if agreed)),
        ucdp_high=_estimate(max, ((_most(count, "ucdp"), count) for count in standing)),
        acled=_estimate(min, ((_stated(count, "acled"), count) for count in standing)),
    )


def _counts(stated: Sequence[Stated]) -> tuple[Count, ...]:
    """The counts of each party, equal ones as one."""
    claims: defaultdict[Count, list[ClaimId]] = defaultdict(list)
    for actor, claim, figure in stated:
        count = Count(
            actor=actor,
            low=figure.low,
            high=figure.high,
            words=_words(figure),
            claims=(),
            change=figure.change,
            convention=figure.convention,
        )
        if claim not in claims[count]:
            claims[count].append(claim)
    return tuple(
        replace(count, claims=tuple(held), replaced=_is_replaced(count, claims)) for count, held in claims.items()
    )


def _words(figure: Figure) -> str:
    """The number and what it counts: “at least 12 miners”, “dozens of miners”."""
    if not figure.counted:
        return figure.words
    of = " of" if figure.convention and not figure.convention.startswith(("several", "a few")) else ""
    return f"{figure.words}{of} {figure.counted}"


def _is_replaced(count: Count, counts: Iterable[Count]) -> bool:
    """Whether the same party counts anew elsewhere, or names the count as a former one."""
    if count.change is FigureChange.FORMER:
        return True
    here = _stated(count, "none")
    for other in counts:
        there = _stated(other, "none")
        if other.actor != count.actor or here is None or there is None:
            continue
        rose, fell = other.change is FigureChange.RISEN, other.change is FigureChange.FALLEN
        if (rose and there > here) or (fell and there < here):
            return True
    return False


def _estimate(
    choose: Callable[[Iterable[float]], float], values: Iterable[tuple[float | None, Count]]
) -> Estimate | None:
    """The value chosen, with the claims of every count that gives it; None where none gives any."""
    found: defaultdict[float, list[ClaimId]] = defaultdict(list)
    for value, count in values:
        if value is not None:
            found[value].extend(count.claims)
    if not found:
        return None
    value = choose(found)
    return Estimate(value=value, claims=tuple(dict.fromkeys(found[value])))


def _bounds(count: Count, convention: str) -> tuple[float | None, float | None]:
    return vague_bounds(count.convention, convention) or (count.low, count.high)


def _stated(count: Count, convention: str) -> float | None:
    """The number that stands for a count: its lower bound, or the upper one of “up to 40”."""
    low, high = _bounds(count, convention)
    return low if low is not None else high


def _most(count: Count, convention: str) -> float | None:
    low, high = _bounds(count, convention)
    return high if high is not None else low
