"""Reports and lists of claims on a terminal. Every id shown is a prefix that `show` accepts."""

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from counterclaim.cli._console import SHORT, STYLES
from counterclaim.cli._naming import day, stamp_words, when_words, where, who
from counterclaim.figures import unit_words
from counterclaim.presentation import ClaimView, ReportView
from counterclaim.records.claims import Basis, Form, Kind, Stance
from counterclaim.views import (
    Lookup,
    bounds,
    conditions_of,
    cue_of,
    in_marks,
    instalment_words,
    stance_words,
    withheld_words,
)


def print_report(report: ReportView, console: Console, *, convention: str) -> None:
    """One report: when and by whom it was published, its notes, and its claims in text order."""
    console.rule(Text(report.title or "(no title)", style="bold"), align="left", characters="─")
    console.print(Text(" · ".join(_report_facts(report)), style="dim"))
    for note in report.notes:
        console.print(Text(f"note: {note.message}", style="yellow"))
    console.print()
    if not report.claims:
        console.print("No attributed claim was found in this report.\n")
        return
    table = Table(box=None, pad_edge=False, show_edge=False, padding=(0, 2, 0, 0), expand=True)
    table.add_column("claim", style="dim", no_wrap=True, width=SHORT)
    table.add_column("who", ratio=3, overflow="fold")
    table.add_column("stance", no_wrap=True, width=8)
    table.add_column("in which words", ratio=8, overflow="fold")
    for claim in report.claims:
        table.add_row(
            claim.id[:SHORT],
            who(claim),
            Text(claim.stance.value, style=STYLES[claim.stance]),
            words_and_readings(claim, report, convention),
        )
    console.print(table)
    console.print()


def _report_facts(report: ReportView) -> list[str]:
    facts = [report.outlet] if report.outlet else []
    if report.authors:
        facts.append(f"by {', '.join(report.authors)}")
    facts.append(f"published {stamp_words(report.published)}")
    if report.updated and (report.published is None or report.updated.latest != report.published.latest):
        facts.append(f"updated {stamp_words(report.updated)}")
    if report.dateline:
        facts.append(f"dateline {report.dateline}")
    facts += [f"report {report.revision[:SHORT]}", report.address]
    return facts


def print_claims(claims: Iterable[ClaimView], lookup: Lookup, console: Console, *, convention: str) -> None:
    """Claims of several reports, one under another, each with its report and whether a person decided on it."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), expand=True)
    table.add_column("claim", style="dim", no_wrap=True, width=SHORT + 2)
    table.add_column("who", ratio=3, overflow="fold")
    table.add_column("stance", no_wrap=True, width=8)
    table.add_column("in which words", ratio=7, overflow="fold")
    table.add_column("report", ratio=3, style="dim", overflow="fold")
    for claim in claims:
        report = lookup.report_of(claim)
        table.add_row(
            f"{claim.id[:SHORT]}{' ●' if claim.reviewed else ''}",
            who(claim),
            Text(claim.stance.value, style=STYLES[claim.stance]),
            words_and_readings(claim, report, convention),
            where(report),
        )
    console.print(table)
    console.print("● a person decided on it; all others are read by a machine and not reviewed", style="dim")


def words_and_readings(claim: ClaimView, report: ReportView, convention: str) -> Text:
    words = Text(" ".join(claim.words.split()))
    readings = [claim.form.value] if claim.form is not Form.INDIRECT else []
    if claim.kind is not Kind.FACT:
        readings.append(claim.kind.value)
    if claim.hedged:
        readings.append("hedged")
    if claim.basis is not Basis.NOT_STATED:
        readings.append(claim.basis.value)
    if claim.conditions:
        readings.append("conditional")
    if claim.partial:
        readings.append("confirms a part")
    if claim.denial_target and claim.stance is Stance.DENIES:
        told = claim.stance.value if claim.says_denial else stance_words(claim.stance, cue_of(claim))
        readings.append(f"{told} {claim.denial_target.value}")
    readings += [f"{bounds(f, convention)} {unit_words(f)}" for f in claim.figures]
    readings += dict.fromkeys(p.span.of(report.text) for p in claim.places)
    if claim.event:
        readings.append("/".join(filter(None, (claim.event.event.value, claim.event.mode))))
    if claim.event_time:
        readings.append(f"event {when_words(claim.event_time, report)}")
    if claim.utterance.said_words:
        readings.append(f"said {day(claim.utterance.said_first) or claim.utterance.said_words}")
    if part := instalment_words(claim):
        readings.append(f"under {part}")
    if claim.utterance.channel:
        readings.append(claim.utterance.channel)
    if readings:
        words.append(f"  [{'; '.join(readings)}]", style="dim")
    referred = next((c for c in report.claims if c.id == claim.refers_to), None)
    if referred is not None:
        words.append(
            f"  (refers to {referred.actor}: {in_marks(referred.words, conditions_of(referred))})", style="dim"
        )
    rest = withheld_words(claim, report)
    if rest is not None:
        words.append(f"  (but {rest})", style="dim")
    return words
