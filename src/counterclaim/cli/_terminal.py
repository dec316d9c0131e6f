"""Reports, stories and claims on a terminal. Colours appear only there; every id shown is a prefix `show` accepts."""

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from rich.console import Console, ConsoleOptions, RenderableType
from rich.padding import Padding
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from counterclaim.cli._tallies import print_story_tallies
from counterclaim.cli._visible import marked, marks, visible
from counterclaim.figures import unit_words
from counterclaim.presentation import ClaimView, DisputeView, DocumentView, PropositionView, ReportView, StoryView
from counterclaim.records.accounts import Status
from counterclaim.records.claims import Basis, Certainty, Form, Kind, Polarity, Stance
from counterclaim.records.ids import Json
from counterclaim.records.mentions import Timex
from counterclaim.records.revisions import Stamp
from counterclaim.views import Lookup, bare, bounds, conditions_of, cue_of, held_back, quoted, stance_words

if TYPE_CHECKING:  # reading a report must not wait for the database's library
    from counterclaim.ledger import HeldRevision

SHORT = 9  # characters of an id that are shown
STYLES = {
    Stance.ASSERTS: "",
    Stance.CONFIRMS: "green",
    Stance.DENIES: "bold red",
    Stance.DOUBTS: "yellow",
    Stance.UNKNOWN: "yellow",
}
UNCONFIRMED = frozenset({Status.NO_CONFIRMATION, Status.NOT_VERIFIED, Status.NO_COMMENT, Status.NO_ANSWER})
CHANGED = frozenset({Status.CONCEDED, Status.RETRACTED, Status.CORRECTED, Status.SUPERSEDED, Status.REMOVED})
SIDES = {Polarity.FOR: "for", Polarity.AGAINST: "against", Polarity.OPEN: "open"}


class SafeConsole(Console):
    """A console that shows the words of a page as they are: nothing in them acts as markup or as a control."""

    def __init__(self, *, width: int | None = None, stderr: bool = False) -> None:
        super().__init__(width=width, stderr=stderr, highlight=False, markup=False, emoji=False)

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        if isinstance(renderable, str):
            renderable = marked(renderable)
        elif isinstance(renderable, Text):
            renderable = renderable.copy()
            renderable.plain = visible(renderable.plain)
            for end, mark in reversed(marks(renderable.plain)):
                renderable = Text.assemble(renderable[:end], (mark, "reverse"), renderable[end:])
        return super().render(renderable, options)


def make_console() -> Console:
    """A console on stdout: as wide as the terminal, 100 columns where there is none."""
    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else 100
    return SafeConsole(width=width)


def print_document(document: DocumentView, console: Console, *, convention: str, reports: bool = True) -> None:
    """Every report's claims, then the rival accounts in them."""
    lookup = Lookup(document)
    if reports:
        for report in document.reports:
            print_report(report, console, convention=convention)
    for story in document.stories:
        print_story(story, lookup, console, convention=convention)


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
            _words_and_readings(claim, report, convention),
        )
    console.print(table)
    console.print()


def print_stories(rows: Sequence[Mapping[str, Json]], console: Console) -> None:
    """The stories of a ledger, one line each."""
    if not rows:
        console.print("The ledger shows no story.")
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("story", "last", "reports", "origins", "disputes", "about"):
        table.add_column(heading, header_style="dim")
    for row in rows:
        last = str(row["last"] or "")[:10]
        table.add_row(
            str(row["id"])[:SHORT],
            last,
            str(row["reports"]),
            str(row["origins"]),
            str(row["disputes"]),
            Text(str(row["title"])),
        )
    console.print(table)


def print_disputes(disputes: Iterable[DisputeView], lookup: Lookup, console: Console) -> None:
    """Disputes with the positions of both sides."""
    for dispute in disputes:
        what = "denied" if dispute.b is None else f"cannot both hold ({dispute.kind.value})"
        console.print(Text(f"Dispute {dispute.id[:SHORT]}: {what}", style="bold underline"))
        for side in (dispute.a, dispute.b):
            if side is not None:
                print_proposition(lookup.propositions[side], lookup, console)


def print_story(
    story: StoryView,
    lookup: Lookup,
    console: Console,
    *,
    convention: str,
    earlier: Sequence["HeldRevision"] = (),
) -> None:
    """One story: what is disputed with the rival words side by side, figures by claimant, what stands unconfirmed."""
    reports = [lookup.reports[r] for r in story.revisions if r in lookup.reports]
    console.rule(Text(f"Story {story.id[:SHORT]}  {story.title}", style="bold"), align="left", characters="━")
    decided = sum(any(evidence.field == "review" for evidence in c.evidence) for r in reports for c in r.claims)
    reviewed = f"people decided on {_count(decided, 'claim')}" if decided else "not reviewed by a person"
    console.print(
        f"{_count(len(reports), 'report')}, {_count(lookup.n_origins(story.revisions), 'origin')} · machine reading, "
        f"{reviewed}\n",
        style="dim",
    )
    _print_reports(reports, lookup, console)
    documents = {report.document for report in reports}
    for revision in earlier:
        if revision.document_id in documents:
            console.print(
                f"  {revision.id[:SHORT]}  earlier text of {revision.address}, "
                f"{revision.held_from:%Y-%m-%d %H:%M %z}\n",
                style="dim",
            )
    propositions = [lookup.propositions[p] for p in story.propositions]
    disputes = [lookup.disputes[d] for d in story.disputes]
    shown: set[str] = set()
    if disputes:
        console.print(Text("Disputed", style="bold underline"))
        for dispute in disputes:
            if dispute.b is None and dispute.a in shown:
                continue
            if dispute.b is not None:
                console.print(Text(f"  cannot both hold ({dispute.kind.value})  {dispute.id[:SHORT]}", style="bold"))
            for side in filter(None, (dispute.a, dispute.b)):
                if side in shown:
                    console.print(_matter(lookup.propositions[side], lookup).append("  shown above\n", style="dim"))
                else:
                    print_proposition(lookup.propositions[side], lookup, console)
                shown.add(side)
    print_story_tallies(story, lookup, console, convention=convention)
    _print_answers(story, lookup, console)
    _print_quotations(story, lookup, console)
    rest = [p for p in propositions if p.id not in shown]
    changed = [p for p in rest if CHANGED & set(p.statuses)]
    _print_group("Conceded, taken back, corrected or replaced", changed, lookup, console)
    rest = [p for p in rest if p not in changed]
    unconfirmed = [p for p in rest if UNCONFIRMED & set(p.statuses)]
    _print_group("Unconfirmed", unconfirmed, lookup, console)
    rest = [p for p in rest if p not in unconfirmed]
    denied = [p for p in rest if all(position.polarity is Polarity.AGAINST for position in p.positions)]
    _print_lines("Denied, and asserted by nobody in these reports", denied, lookup, console)
    rest = [p for p in rest if p not in denied]
    shared = [p for p in rest if p.origins > 1]
    _print_group("Reported by more than one origin, not disputed", shared, lookup, console)
    alone_ones = [p for p in rest if p.origins <= 1]
    _print_lines("On one origin, not disputed", alone_ones, lookup, console)


def _print_reports(reports: Sequence[ReportView], lookup: Lookup, console: Console) -> None:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column()
    table.add_column(style="dim")
    for report in reports:
        numbers = lookup.origins_of.get(report.revision, [])
        origin = "; ".join(f"{lookup.shared[n - 1].kind.value}, origin {n}" for n in numbers)
        table.add_row(
            report.revision[:SHORT],
            stamp_words(report.updated or report.published),
            Text(f"{report.outlet + ': ' if report.outlet else ''}{report.title}"),
            origin,
        )
    console.print(Padding(table, (0, 0, 0, 2)))
    console.print()


def _print_group(heading: str, propositions: Sequence[PropositionView], lookup: Lookup, console: Console) -> None:
    if propositions:
        console.print(Text(heading, style="bold underline"))
        for proposition in propositions:
            print_proposition(proposition, lookup, console)


def _print_lines(heading: str, propositions: Sequence[PropositionView], lookup: Lookup, console: Console) -> None:
    """One line a matter: who says what. Whatever is not asserted has its stance before the words."""
    if not propositions:
        return
    console.print(Text(f"{heading} ({len(propositions)})", style="bold underline"))
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(ratio=2, overflow="fold")
    table.add_column(ratio=6, overflow="fold")
    for p in propositions:
        first = lookup.claims[p.claims[0]]
        words = Text()
        if first.stance is not Stance.ASSERTS:
            words.append(f"{stance_words(first.stance, cue_of(first))}: ", style=STYLES[first.stance])
        table.add_row(p.id[:SHORT], who(first), words.append(quoted(first)))
    console.print(Padding(table, (0, 0, 0, 2)))
    console.print()


def print_proposition(p: PropositionView, lookup: Lookup, console: Console) -> None:
    """One matter: its status, and every position in exact words."""
    console.print(_matter(p, lookup))
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
            actor = who(claim) if not shown else Text("")
            if claim.stance in (Stance.DOUBTS, Stance.UNKNOWN) and not shown:
                side = claim.stance.value
            shown.add(words.casefold())
            table.add_row(Text(side, style=STYLES[claim.stance]), actor, Text(words), _where(lookup.report_of(claim)))
    console.print(Padding(table, (0, 0, 0, 4)))
    console.print()


def _matter(p: PropositionView, lookup: Lookup) -> Text:
    """The heading of a matter: a question, never its words alone."""
    heading = Text("  whether ", style="dim")
    words = bare(p.words, conditions_of(lookup.claims.get(p.wording))).removeprefix("that ")
    heading.append(f"“{words}”", style="bold")
    return heading.append(f"  {p.id[:SHORT]}", style="dim")


def _statuses(p: PropositionView) -> Text:
    """One line a status, with all that it rests on."""
    lines = Text(f"{_count(p.reports, 'report')}, {_count(p.origins, 'origin')}", style="dim")
    for status, reason in zip(p.statuses, p.status_reasons, strict=True):
        lines.append(f"\n{status.value}: {reason}")
    return lines


def _print_answers(story: StoryView, lookup: Lookup, console: Console) -> None:
    answers = [
        (lookup.claims[a.denial], lookup.claims[a.claim], a.unanswered)
        for a in lookup.document.answers
        if a.claim in lookup.claims and lookup.claims[a.claim].revision in story.revisions
    ]
    if not answers:
        return
    console.print(Text("Answered in other words", style="bold underline"))
    for denial, claim, unanswered in answers:
        lines = Text.assemble(who(claim), f" claims “{bare(claim.words, conditions_of(claim))}”\n", who(denial))
        lines.append(f" {stance_words(denial.stance, cue_of(denial))} ", style=STYLES[Stance.DENIES])
        lines.append(f"“{bare(denial.words, conditions_of(denial))}”")
        if unanswered:
            lines.append(f"\nleft unanswered: {unanswered}", style="dim")
        console.print(Padding(lines, (0, 0, 1, 2)))


def _print_quotations(story: StoryView, lookup: Lookup, console: Console) -> None:
    pairs = [q for q in lookup.document.quotation_differs if lookup.claims[q.a].revision in story.revisions]
    if not pairs:
        return
    console.print(Text("Quotation differs", style="bold underline"))
    for pair in pairs:
        for claim_id, words in ((pair.a, pair.a_words), (pair.b, pair.b_words)):
            claim = lookup.claims[claim_id]
            line = Text.assemble(who(claim), f": “{bare(words)}” ", (_where(lookup.report_of(claim)), "dim"))
            console.print(Padding(line, (0, 0, 0, 2)))
        changed = "; ".join(f"“{a or '—'}” / “{b or '—'}”" for a, b in pair.differences)
        said = f"differs in {changed}" if changed else ""
        if pair.translated:
            said += f"{'; ' if said else ''}a report says that the words are translated"
        console.print(Padding(Text(said, style="dim"), (0, 0, 1, 4)))


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
            _words_and_readings(claim, report, convention),
            _where(report),
        )
    console.print(table)
    console.print("● a person decided on it; all others are read by a machine and not reviewed", style="dim")


def print_claim(claim: ClaimView, lookup: Lookup, console: Console, *, convention: str) -> None:
    """One claim with its words in their sentence and every field."""
    report = lookup.report_of(claim)
    console.rule(Text(f"Claim {claim.id[:SHORT]}", style="bold"), align="left", characters="─")
    console.print(_in_context(claim, report))
    console.print()
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column()
    said = claim.utterance
    facts: list[tuple[str, str | None]] = [
        ("actor", f"{claim.actor} ({claim.actor_kind.value}, read from {claim.actor_resolution})"),
        ("spokesperson", claim.spokesperson),
        ("via", " → ".join(claim.via) or None),
        ("stance", claim.stance.value),
        ("form", claim.form.value),
        ("kind", claim.kind.value),
        ("hedged", ", ".join(q.words for q in claim.hedges) or "yes" if claim.hedged else "no"),
        ("speaker certainty", claim.certainty.value),
        ("basis", claim.basis.value),
        ("only on condition", "; ".join(conditions_of(claim)) or None),
        ("confirms", "a part alone, in these words" if claim.partial else None),
        ("holds back", held_back(claim, report)),
        ("denies", claim.denial_target.value if claim.denial_target else None),
        ("figures", "; ".join(f"{f.words}: {bounds(f, convention)} {unit_words(f)}" for f in claim.figures) or None),
        (
            "places",
            "; ".join(f"{p.span.of(report.text)}: {p.name} ({p.precision.value})" for p in claim.places) or None,
        ),
        ("event", _event_words(claim, report)),
        ("time of the event", _when(claim.event_time, report) if claim.event_time else None),
        ("said", said.said_words and f"“{said.said_words}”{': ' + _day(said.said_first) if said.said_first else ''}"),
        ("channel", said.channel),
        ("told", said.recipient),
        ("language", said.language and f"{said.language}{', translated' if said.translated else ''}"),
        ("translated", "yes" if said.translated and not said.language else None),
        ("utterance", f"{said.id[:SHORT]}{_told_elsewhere(claim, lookup)}"),
        ("refers to", claim.refers_to[:SHORT] if claim.refers_to else None),
        ("proposition", claim.proposition[:SHORT] if claim.proposition else None),
        ("found by", claim.found_by + (f", right with probability {claim.score:.2f}" if claim.score else "")),
        ("report", f"{report.title} ({_where(report)})"),
        ("revision", claim.revision),
        ("span", ", ".join(f"[{q.start}, {q.end})" for q in claim.content)),
        ("address", report.address),
    ]
    for name, value in facts:
        if value:
            table.add_row(name, Text(value))
    console.print(Padding(table, (0, 0, 0, 2)))


def _in_context(claim: ClaimView, report: ReportView) -> Text:
    """The paragraph around the claim with source, cue and content marked."""
    spans = [*claim.content, *claim.cue, *claim.source]
    start, end = min(q.start for q in spans), max(q.end for q in spans)
    start = report.text.rfind("\n", 0, start) + 1
    stop = report.text.find("\n", end)
    end = stop if stop >= 0 else len(report.text)
    context = Text(visible(report.text[start:end]))
    for quotes, style in ((claim.content, "bold"), (claim.cue, "cyan"), (claim.source, "magenta")):
        for quote in quotes:
            context.stylize(style, quote.start - start, quote.end - start)
    return context


def who(claim: ClaimView) -> Text:
    """The actor, how sure the report is that they said it, and the carriers."""
    line = Text(claim.actor)
    if claim.certainty is not Certainty.STATED:
        line.append(f" ({claim.certainty.value})", style="yellow")
    if claim.via:
        line.append(f" via {' via '.join(reversed(claim.via))}", style="dim")
    return line


def _words_and_readings(claim: ClaimView, report: ReportView, convention: str) -> Text:
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
        readings.append(f"{stance_words(claim.stance, cue_of(claim))} {claim.denial_target.value}")
    readings += [f"{bounds(f, convention)} {unit_words(f)}" for f in claim.figures]
    readings += dict.fromkeys(p.span.of(report.text) for p in claim.places)
    if claim.event:
        readings.append("/".join(filter(None, (claim.event.event.value, claim.event.mode))))
    if claim.event_time:
        readings.append(f"event {_when(claim.event_time, report)}")
    if claim.utterance.said_words:
        readings.append(f"said {_day(claim.utterance.said_first) or claim.utterance.said_words}")
    if claim.utterance.channel:
        readings.append(claim.utterance.channel)
    if readings:
        words.append(f"  [{'; '.join(readings)}]", style="dim")
    referred = next((c for c in report.claims if c.id == claim.refers_to), None)
    if referred is not None:
        words.append(f"  (refers to {referred.actor}: “{bare(referred.words, conditions_of(referred))}”)", style="dim")
    rest = held_back(claim, report)
    if rest is not None:
        words.append(f"  (but {rest})", style="dim")
    return words


def _event_words(claim: ClaimView, report: ReportView) -> str | None:
    """The event and what it rests on: `assault/abduct (Abduction/forced disappearance), from “kidnapped”, 0.85`."""
    event = claim.event
    if event is None:
        return None
    name = "/".join(filter(None, (event.event.value, event.mode)))
    sub_type = f" ({event.sub_type})" if event.sub_type else ""
    others = f"; or {', '.join(event.alternatives)}" if event.alternatives else ""
    return f"{name}{sub_type}, from “{event.span.of(report.text)}”, {event.score:.2f}{others}"


def _told_elsewhere(claim: ClaimView, lookup: Lookup) -> str:
    """In how many reports the act of saying stands, where there is more than one."""
    shared = next((u for u in lookup.document.shared_utterances if claim.utterance.id in u.mentions), None)
    if shared is None:
        return ""
    reports = {lookup.claims[c].revision for c in shared.claims if c in lookup.claims}
    return f", told of in {len(reports)} reports" if len(reports) > 1 else ""


def stamp_words(stamp: Stamp | None) -> str:
    """A stamp in one line: day, time and zone as stated; both readings where the zone is open."""
    if stamp is None:
        return "date unknown"
    if not stamp.exact and stamp.precision != "day":
        return f"{stamp.words} (zone open: {stamp.earliest:%Y-%m-%d %H:%M%z} to {stamp.latest:%Y-%m-%d %H:%M%z})"
    return f"{stamp.earliest:%Y-%m-%d}" if stamp.precision == "day" else f"{stamp.earliest:%Y-%m-%d %H:%M %z}"


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


def _where(report: ReportView) -> str:
    stamp = report.updated or report.published
    return f"{_outlet(report)}{f', {stamp.earliest:%d %b %Y}' if stamp else ''}"


def _outlet(report: ReportView) -> str:
    return report.outlet or report.address.rsplit("/", 1)[-1]


def _when(time: Timex, report: ReportView) -> str:
    """A time as a date, or in the report's words where no date of publication settles it (“on Friday”)."""
    return f"“{time.span.of(report.text)}”" if time.first is None else time.value


def _day(moment: str | None) -> str:
    return f"{datetime.fromisoformat(moment):%Y-%m-%d}" if moment else ""


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


__all__ = [
    "SafeConsole",
    "make_console",
    "print_claim",
    "print_claims",
    "print_disputes",
    "print_document",
    "print_proposition",
    "print_report",
    "print_stories",
    "print_story",
    "stamp_words",
    "who",
]
