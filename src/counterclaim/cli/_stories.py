"""Stories on a terminal: what is disputed, figures by claimant, what was answered, what stands unconfirmed."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from counterclaim.cli._console import SHORT, STYLES
from counterclaim.cli._matters import matter_heading, print_proposition
from counterclaim.cli._naming import stamp_words, where, who
from counterclaim.cli._reports import print_report
from counterclaim.cli._tallies import print_story_tallies
from counterclaim.presentation import DocumentView, PropositionView, ReportView, StoryView
from counterclaim.records.accounts import Status
from counterclaim.records.claims import Polarity, Stance
from counterclaim.records.ids import Json
from counterclaim.views import Lookup, conditions_of, cue_of, in_marks, many, moment_words, quoted, stance_words

if TYPE_CHECKING:  # reading a report must not wait for the database's library
    from counterclaim.ledger import HeldRevision

UNCONFIRMED = frozenset({Status.NO_CONFIRMATION, Status.NOT_VERIFIED, Status.NO_COMMENT, Status.NO_ANSWER})
CHANGED = frozenset({Status.CONCEDED, Status.RETRACTED, Status.CORRECTED, Status.SUPERSEDED, Status.REMOVED})


def print_document(document: DocumentView, console: Console, *, convention: str, reports: bool = True) -> None:
    """Every report's claims, then the rival accounts in them."""
    lookup = Lookup(document)
    if reports:
        for report in document.reports:
            print_report(report, console, convention=convention)
    for story in document.stories:
        print_story(story, lookup, console, convention=convention)


def print_stories(rows: Sequence[Mapping[str, Json]], console: Console) -> None:
    """The stories of a ledger, one line each."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("story", header_style="dim", no_wrap=True, min_width=SHORT)  # else a narrow terminal cuts it
    for heading in ("last", "reports", "origins", "disputes", "about"):
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
    _print_heading(story, reports, lookup, console)
    _print_reports(reports, lookup, console)
    _print_earlier(earlier, reports, console)
    shown = _print_disputes(story, lookup, console)
    print_story_tallies(story, lookup, console, convention=convention)
    _print_answers(story, lookup, console)
    _print_quotations(story, lookup, console)
    _print_undisputed([lookup.propositions[p] for p in story.propositions if p not in shown], lookup, console)


def _print_heading(story: StoryView, reports: Sequence[ReportView], lookup: Lookup, console: Console) -> None:
    console.rule(Text(f"Story {story.id[:SHORT]}  {story.title}", style="bold"), align="left", characters="━")
    decided = sum(any(evidence.field == "review" for evidence in c.evidence) for r in reports for c in r.claims)
    reviewed = f"people decided on {many(decided, 'claim')}" if decided else "not reviewed by a person"
    console.print(
        f"{many(len(reports), 'report')}, {many(lookup.n_origins(story.revisions), 'origin')} · machine reading, "
        f"{reviewed}\n",
        style="dim",
    )


def _print_earlier(earlier: Sequence["HeldRevision"], reports: Sequence[ReportView], console: Console) -> None:
    documents = {report.document for report in reports}
    for revision in earlier:
        if revision.document_id in documents:
            console.print(
                f"  {revision.id[:SHORT]}  earlier text of {revision.address}, {moment_words(revision.held_from)}\n",
                style="dim",
            )


def _print_disputes(story: StoryView, lookup: Lookup, console: Console) -> set[str]:
    """Each dispute with its matters in full, a matter once; the ids of the matters shown."""
    shown: set[str] = set()
    disputes = [lookup.disputes[d] for d in story.disputes]
    if disputes:
        console.print(Text("Disputed", style="bold underline"))
    for dispute in disputes:
        if dispute.b is None and dispute.a in shown:
            continue
        if dispute.b is not None:
            console.print(Text(f"  cannot both hold ({dispute.kind.value})  {dispute.id[:SHORT]}", style="bold"))
        for side in filter(None, (dispute.a, dispute.b)):
            matter = lookup.propositions[side]
            if side in shown:
                console.print(matter_heading(matter, lookup).append("  shown above\n", style="dim"))
            else:
                print_proposition(matter, lookup, console)
            shown.add(side)
    return shown


def _print_undisputed(rest: Sequence[PropositionView], lookup: Lookup, console: Console) -> None:
    """Every matter that is not disputed, under the first heading that fits it."""

    def both_sides(p: PropositionView) -> bool:
        return {Polarity.FOR, Polarity.AGAINST} <= {position.polarity for position in p.positions}

    def denied_alone(p: PropositionView) -> bool:
        return all(position.polarity is Polarity.AGAINST for position in p.positions)

    headings: tuple[tuple[str, Callable[[PropositionView], bool], Callable[..., None]], ...] = (
        ("Conceded, taken back, corrected or replaced", lambda p: bool(CHANGED & set(p.statuses)), _print_group),
        ("Asserted and denied, raised as no dispute", both_sides, _print_group),
        ("Unconfirmed", lambda p: bool(UNCONFIRMED & set(p.statuses)), _print_group),
        ("Denied, and asserted by nobody in these reports", denied_alone, _print_lines),
        ("Reported by more than one origin, not disputed", lambda p: p.origins > 1, _print_group),
        ("On one origin, not disputed", lambda p: True, _print_lines),
    )
    for heading, fits, print_matters in headings:
        print_matters(heading, [p for p in rest if fits(p)], lookup, console)
        rest = [p for p in rest if not fits(p)]


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
            words.append(
                f"{stance_words(first.stance, cue_of(first), first.says_denial)}: ", style=STYLES[first.stance]
            )
        table.add_row(p.id[:SHORT], who(first, lookup), words.append(quoted(first)))
    console.print(Padding(table, (0, 0, 0, 2)))
    console.print()


def _print_answers(story: StoryView, lookup: Lookup, console: Console) -> None:
    answers = [
        (lookup.claims[a.denial], lookup.claims[a.claim], a)
        for a in lookup.document.answers
        if a.claim in lookup.claims and lookup.claims[a.claim].revision in story.revisions
    ]
    if not answers:
        return
    console.print(Text("Answered in other words", style="bold underline"))
    for denial, claim, answer in answers:
        claimed = f" claims {in_marks(claim.words, conditions_of(claim))}\n"
        lines = Text.assemble(who(claim, lookup), claimed, who(denial, lookup))
        lines.append(
            f" {stance_words(denial.stance, cue_of(denial), denial.says_denial)} ", style=STYLES[Stance.DENIES]
        )
        lines.append(in_marks(denial.words, conditions_of(denial)))
        if answer.unanswered:
            lines.append(f"\nleft unanswered: {answer.unanswered}", style="dim")
        if answer.held:
            lines.append(f"\nheld back: {answer.held}", style="dim")
        console.print(Padding(lines, (0, 0, 1, 2)))


def _print_quotations(story: StoryView, lookup: Lookup, console: Console) -> None:
    pairs = [q for q in lookup.document.quotation_differs if lookup.claims[q.a].revision in story.revisions]
    if not pairs:
        return
    console.print(Text("Quotation differs", style="bold underline"))
    for pair in pairs:
        for claim_id, words in ((pair.a, pair.a_words), (pair.b, pair.b_words)):
            claim = lookup.claims[claim_id]
            line = Text.assemble(who(claim, lookup), f": {in_marks(words)} ", (where(lookup.report_of(claim)), "dim"))
            console.print(Padding(line, (0, 0, 0, 2)))
        changed = "; ".join(f"“{a or '—'}” / “{b or '—'}”" for a, b in pair.differences)
        said = f"differs in {changed}" if changed else ""
        if pair.translated:
            said += f"{'; ' if said else ''}a report says that the words are translated"
        console.print(Padding(Text(said, style="dim"), (0, 0, 1, 4)))
