"""The sides that a story's disputes suggest, on a terminal."""

from collections.abc import Sequence
from datetime import datetime

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from counterclaim.cli._console import SHORT
from counterclaim.deciding import standings_in
from counterclaim.disputes import suggest_sides
from counterclaim.ledger import AsOf, Ledger, NotHeld
from counterclaim.locations import Location
from counterclaim.records.sides import SuggestedSides
from counterclaim.views import find_stories, fit_words, moment_words

MOST = 12  # ties shown, those that do not agree first; the rest are counted


def view_sides(
    path: Location, about: str, *, as_of: datetime | None = None, recorded: datetime | None = None
) -> tuple[Sequence[SuggestedSides], Sequence[NotHeld]]:
    """The sides suggested for the story that `about` names as of a moment, and what is not held of it.

    Raises:
        LedgerError: the ledger is missing or cannot be read, or holds nothing that `about` names.
    """
    moment = AsOf(published=as_of, recorded=recorded)
    with Ledger.open(path, create=False) as ledger:
        found = find_stories(ledger, about, moment)
        decisions = ledger.judgements(moment, only={str(a.revision.id) for a in found.analyses}).decisions
        return [
            suggest_sides(story, found.accounts, found.analyses, standings_in(story, found.analyses, decisions)[0])
            for story in found.chosen
        ], found.not_held


def print_sides(suggested: SuggestedSides, console: Console) -> None:
    """The sides with what speaks for and against them; one screen."""
    console.print(Text(f"Sides suggested for story {suggested.story[:SHORT]}", style="bold underline"))
    if not suggested.sides:
        console.print("  none: nobody for whom a side may be suggested disputes with anybody else")
    for number, side in enumerate(suggested.sides, start=1):
        console.print(Padding(Text(f"{number}  {', '.join(side)}"), (0, 0, 0, 2)))
    if suggested.sides:
        told = fit_words(suggested)
        if suggested.first and suggested.last:
            told += f"; published {moment_words(suggested.first)} to {moment_words(suggested.last)}"
        console.print(Padding(Text(f"a machine's suggestion, accepted by nobody; {told}", style="dim"), (0, 0, 1, 2)))
    ties = sorted(suggested.ties, key=lambda tie: (tie.fits, -abs(tie.weight)))
    for tie in ties[:MOST]:
        line = Text(f"{tie.weight:+.2f} {tie.a} – {tie.b}", style="" if tie.fits else "yellow")
        line.append(" (does not agree)" if not tie.fits and suggested.sides else "")
        line.append(f": {'; '.join(tie.reasons)}", style="dim")
        console.print(Padding(line, (0, 0, 0, 2)))
    if len(ties) > MOST:
        console.print(Text(f"  … and {len(ties) - MOST} more ties (`--format json` has all)", style="dim"))
    for party, why in suggested.withheld:
        console.print(Padding(Text(f"no side suggested for {party}: {why.value}", style="dim"), (0, 0, 0, 2)))
