"""Which counts of other things than tolls stand against each other: two parties, one thing, two numbers.

A toll is shown whoever states it. Of everything else that reports count (boxes, litres, percent, sums) a story shows
what is contested: otherwise every number of a report would be in its table.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from counterclaim.figures import TOLLS
from counterclaim.presentation import DisputeView, PropositionView
from counterclaim.records.figure_relations import HOURS, KILOGRAMS, KM, count_key, kind_of, singular
from counterclaim.records.mentions import Figure, FigureUnit
from counterclaim.records.tallies import Count, Tally
from counterclaim.views import Lookup

#: What numbers of several measures are drawn in, and the size of each measure in it.
MEASURES = {
    FigureUnit.DISTANCE: ("kilometres", KM),
    FigureUnit.DURATION: ("hours", HOURS),
    FigureUnit.COUNT: ("kilograms", KILOGRAMS),
}
Thing = tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountOf:
    """A count with the tally that it stands in."""

    tally: Tally
    count: Count


def rival_counts(
    propositions: Sequence[PropositionView], disputes: Iterable[DisputeView], lookup: Lookup
) -> list[tuple[PropositionView, list[CountOf]]]:
    """The counts of one thing on which at least two parties differ, each list with the matter that it is first about.

    One thing: of one matter, or of two that are in dispute with each other, with one unit and one noun; in other
    matters only where the same noun met with the same deed (“boxes burned”). Counts are put side by side, never added.
    """
    order = {p.id: number for number, p in enumerate(propositions)}
    matter_of = _joined(order, disputes)
    things: defaultdict[Thing, list[tuple[PropositionView, CountOf]]] = defaultdict(list)
    for p in propositions:
        for tally in p.tallies:
            for count in tally.counts if tally.unit not in TOLLS else ():
                figure = _figure_of(tally.unit, count, lookup)
                if figure is None:
                    continue
                one = p, CountOf(tally=replace(tally, counted=figure.counted or tally.counted), count=count)
                things[(matter_of[p.id], *_thing(figure))].append(one)
                for deed in figure.deeds if figure.counted else ():
                    things[(deed, *_thing(figure))].append(one)
    _say_stuff(things)
    found: list[tuple[PropositionView, list[CountOf]]] = []
    shown: list[set[int]] = []
    for stated in sorted(things.values(), key=len, reverse=True):
        counts = [one for _, one in stated]
        own = {id(one) for one in counts}
        if differ(counts) and not any(own <= before for before in shown):
            shown.append(own)
            found.append((stated[0][0], counts))
    return sorted(found, key=lambda pair: (order[pair[0].id], pair[1][0].tally.unit))


def _say_stuff(things: dict[Thing, list[tuple[PropositionView, CountOf]]]) -> None:
    """Puts counts that do not say of what (“less than 80 kg”) to those beside them that do, where that is one thing."""
    for thing in [thing for thing in things if not thing[-1]]:
        said = [other for other in things if other[:-1] == thing[:-1] and other[-1]]
        if len(said) == 1:
            things[said[0]] = things[said[0]] + things.pop(thing)


def differ(counts: Iterable[CountOf]) -> bool:
    """Whether two parties state numbers that are not one: “at least 17” and “17” are, 17 and 20 are not."""
    stated = [
        (one.count.actor, _number(one))
        for one in counts
        if not one.count.replaced and (one.count.convention or _number(one) != (None, None, None))
    ]
    return any(a != b and here != there for a, here in stated for b, there in stated)


def measure_of(tallies: Iterable[Tally]) -> str:
    """What the numbers are drawn in where they are stated in several measures; empty where in one."""
    kinds = {(tally.unit, kind_of(tally.counted)) for tally in tallies}
    units = {unit for unit, _ in kinds}
    if len(kinds) < 2 or len(units) > 1 or not units <= set(MEASURES):
        return ""
    name, sizes = MEASURES[units.pop()]
    return name if all(kind in sizes for _, kind in kinds) else ""


def size_of(tally: Tally) -> float:
    """How much one of what is counted comes to in the common measure of its unit; 1 where there is none."""
    return MEASURES[tally.unit][1].get(kind_of(tally.counted), 1.0) if tally.unit in MEASURES else 1.0


def _joined(ids: Iterable[str], disputes: Iterable[DisputeView]) -> dict[str, str]:
    """For each matter one that stands for all that it is in dispute with."""
    root = {id_: id_ for id_ in ids}
    for dispute in disputes:
        if dispute.a in root and dispute.b in root:
            gone, kept = root[dispute.b], root[dispute.a]
            root = {id_: kept if of == gone else of for id_, of in root.items()}
    return root


def _figure_of(unit: FigureUnit, count: Count, lookup: Lookup) -> Figure | None:
    """A figure that the count was made of: it has what a tally does not say, such as the currency."""
    figures = (f for claim in count.claims if claim in lookup.claims for f in lookup.claims[claim].figures)
    return next((f for f in figures if f.unit is unit and (f.low, f.high) == (count.low, count.high)), None)


def _thing(figure: Figure) -> Thing:
    """Equal for figures that count one thing: all weights are of one measure, all distances, all times; of percent and
    of what is weighed it must be of one thing too (“of the votes”, “of chlorine”)."""
    unit, currency, part, added, kind, names = count_key(figure)
    counted = (figure.counted or "").casefold()
    stuff = counted.partition(" of ")[2]
    if kind in KILOGRAMS:
        kind = "weight"
    elif unit is FigureUnit.SHARE and counted:
        stuff = singular(counted.split()[-1])
    return unit, currency, part, added, kind, names, stuff


def _number(one: CountOf) -> tuple[float | None, float | None, str | None]:
    low, high, size = one.count.low, one.count.high, size_of(one.tally)
    if low is None or high is None:
        low = high = low if high is None else high
    return (
        None if low is None else low * size,
        None if high is None else high * size,
        one.count.convention,
    )
