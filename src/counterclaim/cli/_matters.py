"""Matters and disputes on a terminal: their status, and every position in exact words."""

from collections.abc import Iterable

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from counterclaim.cli._console import SHORT, STYLES
from counterclaim.cli._naming import where, who
from counterclaim.presentation import DisputeView, PropositionView
from counterclaim.records.claims import Polarity, Stance
from counterclaim.views import Lookup, bare, conditions_of, many, nested, quoted

SIDES = {Polarity.FOR: "for", Polarity.AGAINST: "against", Polarity.OPEN: "open"}


def print_disputes(disputes: Iterable[DisputeView], lookup: Lookup, console: Console) -> None:
    """Disputes with the positions of both sides."""
    for dispute in disputes:
        what = "denied" if dispute.b is None else f"cannot both hold ({dispute.kind.value})"
        console.print(Text(f"Dispute {dispute.id[:SHORT]}: {what}", style="bold underline"))
        for side in (dispute.a, dispute.b):
            if side is not None:
                print_proposition(lookup.propositions[side], lookup, console)


def print_proposition(p: PropositionView, lookup: Lookup, console: Console) -> None:
    """One matter: its status, and every position in exact words."""
    console.print(matter_heading(p, lookup))
    console.print(Padding(_statuses(p), (0, 0, 0, 4)))
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, width=8)
    table.add_column(ratio=3, overflow="fold")
    table.add_column(ratio=8, overflow="fold")
    table.add_column(ratio=3, style="dim", overflow="fold")
    for position in p.positions:
        shown: set[str] = set()
        for claim in (lookup.claims[c] for c in position.claims):
            words = quoted(claim)
            if words.casefold() in shown:
                continue
            side = SIDES[position.polarity] if not shown else ""
            actor = who(claim, lookup) if not shown else Text("")
            if claim.stance in (Stance.DOUBTS, Stance.UNKNOWN) and not shown:
                side = claim.stance.value
            shown.add(words.casefold())
            table.add_row(Text(side, style=STYLES[claim.stance]), actor, Text(words), where(lookup.report_of(claim)))
    console.print(Padding(table, (0, 0, 0, 4)))
    console.print()


def matter_heading(p: PropositionView, lookup: Lookup) -> Text:
    """The heading of a matter: a question, or that it is denied; never its words alone."""
    heading = Text("  denied, saying " if p.says_denial else "  whether ", style="dim")
    words = bare(p.words, conditions_of(lookup.claims.get(p.wording))).removeprefix("that ")
    heading.append(f"“{nested(words)}”", style="bold")
    return heading.append(f"  {p.id[:SHORT]}", style="dim")


def _statuses(p: PropositionView) -> Text:
    """One line a status, with all that it rests on."""
    lines = Text(f"spoken of in {many(p.reports, 'report')} of {many(p.origins, 'origin')}", style="dim")
    for status, reason in zip(p.statuses, p.status_reasons, strict=True):
        lines.append(f"\n{status.value}: {reason}")
    return lines
