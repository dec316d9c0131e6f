"""Why: the evidence behind a claim, the ties between claims, the reasons of a dispute; one screen each."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from counterclaim.cli._claim import print_claim
from counterclaim.cli._console import SHORT
from counterclaim.cli._matters import print_disputes, print_proposition
from counterclaim.cli._naming import who
from counterclaim.cli._origins import print_origins
from counterclaim.presentation import ClaimView, DisputeView, PropositionView, StoryView
from counterclaim.records.accounts import Match, MatchLabel, Reason, ReportLink
from counterclaim.records.spans import Span
from counterclaim.views import Lookup, conditions_of, cue_of, graph_of, in_marks, stance_words

MOST = 5  # ties shown, so that one explanation is one screen; the rest are counted


def explain_claim(
    claim: ClaimView, lookup: Lookup, matches: Iterable[Match], console: Console, *, convention: str
) -> None:
    print_claim(claim, lookup, console, convention=convention)
    text = lookup.report_of(claim).text
    console.print(Text("\nWhy it was read so", style="bold underline"))
    table = _table("field", "rule", "words", "score", "detail")
    for evidence in claim.evidence:
        words = _words(text, evidence.span)
        score = "" if evidence.score is None else f"{evidence.score:.2f}"
        table.add_row(evidence.field, evidence.rule, Text(words), score, Text(evidence.detail))
    console.print(table)
    report = lookup.report_of(claim)
    actor = next((a for a in report.actors if a.name == claim.actor), None)
    others = [alias for alias in actor.aliases if alias != claim.actor] if actor else []
    if others:
        console.print(Text(f"  {claim.actor} is also called: {', '.join(others)}", style="dim"))
    ties = sorted((m for m in matches if claim.id in (m.a, m.b)), key=lambda m: -m.score)
    if ties:
        console.print(Text("\nHow it is tied to other claims", style="bold underline"))
        _print_matches(ties, lookup, console, of=claim.id)


def explain_proposition(p: PropositionView, lookup: Lookup, matches: Iterable[Match], console: Console) -> None:
    print_proposition(p, lookup, console)
    print_origins(graph_of("proposition", p.id, lookup), console)
    members = set(p.claims)
    within = sorted((m for m in matches if m.a in members and m.b in members), key=lambda m: -m.score)
    ties = [m for m in within if m.label is not MatchLabel.UNRELATED]
    console.print(Text("Why these claims are about one matter", style="bold underline"))
    if ties:
        _print_matches(ties, lookup, console)
    else:
        console.print(
            "  It rests on one claim alone." if len(members) == 1 else "  No judgement says so: a person did."
        )
    apart = [m for m in within if m.label is MatchLabel.UNRELATED]
    if apart:
        console.print(Text("Joined only through others: judged to have nothing to do with each other", style="bold"))
        _print_matches(apart, lookup, console)
    rivals = sorted((m for m in matches if (m.a in members) != (m.b in members)), key=lambda m: -m.score)
    if rivals:
        console.print(Text("Nearest claims that are kept apart", style="bold underline"))
        _print_matches(rivals, lookup, console, most=5)


def explain_dispute(dispute: DisputeView, lookup: Lookup, matches: Iterable[Match], console: Console) -> None:
    print_disputes([dispute], lookup, console)
    console.print(Text("Why it is a dispute", style="bold underline"))
    _print_reasons(dispute.reasons, console)
    sides = (set(dispute.sides_for), set(dispute.sides_against))
    ties = [m for m in matches if (m.a in sides[0] and m.b in sides[1]) or (m.b in sides[0] and m.a in sides[1])]
    if ties:
        _print_matches(sorted(ties, key=lambda m: -m.score), lookup, console)


def explain_story(story: StoryView, lookup: Lookup, links: Iterable[ReportLink], console: Console) -> None:
    console.print(Text(f"Story {story.id[:SHORT]}  {story.title}", style="bold underline"))
    _print_reasons(story.reasons, console)
    members = set(story.revisions)
    console.print(Text("Why these reports belong together", style="bold underline"))
    for link in sorted((x for x in links if x.a in members and x.b in members), key=lambda x: -x.score)[:MOST]:
        names = " + ".join(lookup.reports[r].title or r[:SHORT] for r in (link.a, link.b))
        console.print(Padding(Text(f"{link.score:.2f}  {names}"), (0, 0, 0, 2)))
        _print_reasons(link.reasons, console)


def _print_matches(
    matches: Sequence[Match], lookup: Lookup, console: Console, *, of: str | None = None, most: int = MOST
) -> None:
    for match in matches[:most]:
        if match.a not in lookup.claims or match.b not in lookup.claims:
            continue
        console.print(Text(f"  {match.label.value}  {match.score:.2f}", style="bold"))
        for id_ in (match.a, match.b):
            if id_ != of:
                claim = lookup.claims[id_]
                said = stance_words(claim.stance, cue_of(claim), claim.says_denial)
                words = in_marks(claim.words, conditions_of(claim))
                line = Text.assemble(f"{id_[:SHORT]}  ", who(claim), f" {said}: {words}")
                console.print(Padding(line, (0, 0, 0, 4)))
        _print_reasons(match.reasons, console)
    if len(matches) > most:
        console.print(f"  … and {len(matches) - most} more", style="dim")


def _print_reasons(reasons: Iterable[Reason], console: Console) -> None:
    """The parts of a score in one paragraph, the heaviest first."""
    line = Text(style="dim")
    for reason in sorted(reasons, key=lambda r: -abs(r.weight)):
        line.append(f"{reason.weight:+.2f} ", style="bold")
        line.append(f"{reason.name}: {reason.detail}; " if reason.detail else f"{reason.name}; ")
    line.rstrip()
    line.right_crop(1)
    console.print(Padding(line, (0, 0, 0, 6)))


def _table(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 2))
    for heading in headings:
        table.add_column(heading, header_style="dim")
    return table


def _words(text: str, span: Span | None) -> str:
    if span is None:
        return ""
    words = " ".join(span.of(text).split())
    return words if len(words) <= 60 else words[:59] + "…"
