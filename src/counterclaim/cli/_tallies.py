"""Counts by claimant on a terminal, and what the conventions of conflict data make of them. Nothing is added up."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from counterclaim.cli._console import SHORT
from counterclaim.cli._naming import outlet_of
from counterclaim.figures import TOLLS
from counterclaim.presentation import PropositionView, StoryView
from counterclaim.records.mentions import FigureChange, FigureUnit
from counterclaim.records.tallies import Count, Estimate, Tally
from counterclaim.views import Lookup, bounds, conditions_of, number

NO_BEST = "Where the parties differ, the best estimate is left to a person: –"


def print_tallies(
    propositions: Iterable[PropositionView],
    lookup: Lookup,
    console: Console,
    *,
    convention: str,
    units: Sequence[FigureUnit] = tuple(FigureUnit),
) -> None:
    """A table of the counts in some matters: what, who counts, the range, in which words, in which claims."""
    tallies = [(p, tally) for p in propositions for tally in p.tallies if tally.unit in units]
    if not tallies:
        return
    console.print(Text("Figures by claimant (never added up)", style="bold underline"))
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("what", "claimant", "range", "in which words", "claims"):
        table.add_column(heading, header_style="dim", overflow="fold")
    for _, tally in sorted(tallies, key=lambda pair: (list(FigureUnit).index(pair[1].unit), pair[0].id)):
        what = _what(tally)
        for count in tally.counts:
            range_ = bounds(count, convention) + _standing(count)
            table.add_row(
                Text(what), Text(count.actor), range_, Text(_words(count, lookup)), Text(_where(count, lookup), "dim")
            )
            what = ""
    console.print(Padding(table, (0, 0, 1, 2)))
    estimates = [Text(f"{p.id[:SHORT]}  {_estimates(tally)}", "dim") for p, tally in tallies if tally.acled]
    for line in estimates:
        console.print(Padding(line, (0, 0, 0, 2)))
    if estimates:
        console.print(Padding(Text(NO_BEST, "dim"), (0, 0, 1, 2)))


def print_story_tallies(story: StoryView, lookup: Lookup, console: Console, *, convention: str) -> None:
    """The tolls of a story, matter by matter."""
    propositions = [lookup.propositions[p] for p in story.propositions]
    print_tallies(propositions, lookup, console, convention=convention, units=TOLLS)


def _what(tally: Tally) -> str:
    extra = " (part of a total)" if tally.part else " (on top of an earlier count)" if tally.added else ""
    side = f", of {tally.side}" if tally.side and tally.side not in (tally.counted or "") else ""
    return f"{tally.unit.value}{side}{extra}"


def _words(count: Count, lookup: Lookup) -> str:
    kept = dict.fromkeys(c for claim in count.claims for c in conditions_of(lookup.claims[claim]))
    return " ".join([count.words, *(f"({condition})" for condition in kept)])


def _where(count: Count, lookup: Lookup) -> str:
    """The reports and the claims that state a count."""
    reports = dict.fromkeys(outlet_of(lookup.report_of(lookup.claims[claim])) for claim in count.claims)
    return f"{', '.join(reports)}: {', '.join(claim[:SHORT] for claim in count.claims)}"


def _standing(count: Count) -> str:
    """What the words say of a count beside others: it replaces one, or has been replaced."""
    if count.replaced:
        return " (counted anew since)"
    return " (new total)" if count.change in (FigureChange.RISEN, FigureChange.FALLEN) else ""


def _estimates(tally: Tally) -> str:
    """“killed miners: UCDP low 12 (c0ffee), best –, high 19 (cafe); ACLED 12 (c0ffee)”: each with its claims."""
    ucdp = zip(("low", "best", "high"), (tally.ucdp_low, tally.ucdp_best, tally.ucdp_high), strict=True)
    counted = " ".join(part for part in (tally.unit.value, tally.counted) if part)
    return f"{counted}: UCDP {', '.join(f'{name} {_value(e)}' for name, e in ucdp)}; ACLED {_value(tally.acled)}"


def _value(estimate: Estimate | None) -> str:
    if estimate is None:
        return "–"
    return f"{number(estimate.value)} ({', '.join(claim[:SHORT] for claim in estimate.claims)})"
