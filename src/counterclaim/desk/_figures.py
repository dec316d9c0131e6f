"""Figures by claimant: what each party counts of one thing, side by side, never merged and never added."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from counterclaim.desk._rival_counts import CountOf, differ, measure_of, rival_counts, size_of
from counterclaim.desk._words import limits
from counterclaim.figures import TOLLS
from counterclaim.presentation import DisputeView, PropositionView
from counterclaim.protection import claimant_of
from counterclaim.records.mentions import FigureChange, FigureUnit
from counterclaim.records.tallies import Count, Estimate, Tally
from counterclaim.views import Lookup, bounds, conditions_of, number


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLine:
    """What one party counts. `range` is in words; `low` and `high` are its bounds (None: open, or not known at all), in
    the measure of its group where that has one. `note` says how it stands to another count of the same party, `counted`
    what it counts where the lines of a group say it in different words, `said` when it was said, where that is known.
    `published` is of the newest text that tells it."""

    claimant: str
    range: str
    low: float | None
    high: float | None
    vague: bool
    words: str
    note: str
    claims: tuple[str, ...]
    outlets: tuple[str, ...]
    published: str | None
    counted: str = ""
    said: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureGroup:
    """The counts of one thing within one matter. `convention` is what conflict data makes of them, each number with
    the claim that states it; empty where no convention speaks of it. `measure` is what lines of several measures (miles
    and metres) are drawn in. `rival`: two parties give different numbers."""

    matter: str
    unit: FigureUnit
    counted: str
    lines: tuple[FigureLine, ...]
    convention: str
    measure: str = ""
    rival: bool = False

    @property
    def what(self) -> str:
        """What heads its chart: the role of a toll, else what is counted."""
        if self.unit in TOLLS:
            return self.unit.value
        if self.unit in (FigureUnit.SHARE, FigureUnit.MONEY):
            return f"{self.unit.value}: {self.counted}" if self.counted else self.unit.value
        return self.counted or self.unit.value


def figure_groups(
    propositions: Iterable[PropositionView], lookup: Lookup, *, convention: str, units: Iterable[FigureUnit] = TOLLS
) -> tuple[FigureGroup, ...]:
    """The tallies of some matters, by unit in the order of `units`."""
    order = {unit: number for number, unit in enumerate(units)}
    found = [(p, tally) for p in propositions for tally in p.tallies if tally.unit in order]
    found.sort(key=lambda pair: (order[pair[1].unit], pair[1].part or pair[1].added, _least(pair[1]), pair[0].id))
    groups = (
        _group(p, [CountOf(tally=tally, count=c) for c in tally.counts], lookup, convention) for p, tally in found
    )
    return tuple(group for group in groups if group.lines)


def story_figures(
    propositions: Sequence[PropositionView], disputes: Iterable[DisputeView], lookup: Lookup, *, convention: str
) -> tuple[FigureGroup, ...]:
    """What a story shows: its tolls, then whatever else is counted on which two parties differ."""
    rivals = rival_counts(propositions, disputes, lookup)
    return (
        *figure_groups(propositions, lookup, convention=convention),
        *(_group(p, counts, lookup, convention) for p, counts in rivals),
    )


def _group(p: PropositionView, counts: Sequence[CountOf], lookup: Lookup, convention: str) -> FigureGroup:
    tallies = [one.tally for one in counts]
    measure = measure_of(tallies)
    lines: dict[tuple[str, ...], FigureLine] = {}
    for one in counts:
        size = size_of(one.tally) if measure else 1.0
        line = _line(one.count, lookup, convention, counted=_counted(one.tally), size=size)
        key = line.claimant, line.range, line.words.casefold(), line.note
        lines[key] = _both(lines[key], line) if key in lines else line
    return FigureGroup(
        matter=p.id,
        unit=tallies[0].unit if tallies else FigureUnit.COUNT,
        counted=_counted(tallies[0]) if tallies else "",
        lines=tuple(lines.values()),
        convention=_estimates(tallies[0]) if tallies else "",
        measure=measure,
        rival=differ(counts),
    )


def _both(a: FigureLine, b: FigureLine) -> FigureLine:
    """One line of the same count of the same party, told in two matters."""
    return replace(
        a,
        claims=tuple(dict.fromkeys((*a.claims, *b.claims))),
        outlets=tuple(dict.fromkeys((*a.outlets, *b.outlets))),
        published=max((moment for moment in (a.published, b.published) if moment), default=None),
    )


def _least(tally: Tally) -> float:
    """The lowest number of a tally: small counts stand before large ones, whoever counts."""
    numbers = (count.low if count.low is not None else count.high for count in tally.counts)
    return min((number for number in numbers if number is not None), default=0.0)


def _line(count: Count, lookup: Lookup, convention: str, *, counted: str, size: float) -> FigureLine:
    claims = [lookup.claims[claim] for claim in count.claims if claim in lookup.claims]
    reports = [lookup.report_of(claim) for claim in claims]
    stamps = [stamp.earliest for report in reports if (stamp := report.updated or report.published)]
    low, high = limits(count, convention)
    kept = dict.fromkeys(condition for claim in claims for condition in conditions_of(claim))
    note = "counted anew since" if count.replaced else ""
    if not note and count.change in (FigureChange.RISEN, FigureChange.FALLEN):
        note = "new total"
    return FigureLine(
        claimant=claimant_of(claims[0], reports[0]) if claims else count.actor,
        range=bounds(count, convention),
        low=None if low is None else low * size,
        high=None if high is None else high * size,
        vague=count.convention is not None,
        words=" ".join([count.words, *(f"({condition})" for condition in kept)]),
        note=note,
        claims=tuple(claim.id for claim in claims),
        outlets=tuple(dict.fromkeys(report.outlet or report.title for report in reports)),
        published=max(stamps).isoformat() if stamps else None,
        counted=counted,
        said=max((claim.utterance.said_first for claim in claims if claim.utterance.said_first), default=None),
    )


def _counted(tally: Tally) -> str:
    """“soldiers of the army (part of a total)”."""
    counted = tally.counted or ""
    side = f"of {tally.side}" if tally.side and tally.side not in counted else ""
    extra = "(part of a total)" if tally.part else "(on top of an earlier count)" if tally.added else ""
    return " ".join(filter(None, (counted, side, extra)))


def _estimates(tally: Tally) -> str:
    if tally.acled is None:
        return ""
    ucdp = zip(("low", "best", "high"), (tally.ucdp_low, tally.ucdp_best, tally.ucdp_high), strict=True)
    return f"UCDP {', '.join(f'{name} {_value(e)}' for name, e in ucdp)}; ACLED {_value(tally.acled)}"


def _value(estimate: Estimate | None) -> str:
    return "–" if estimate is None else number(estimate.value)
