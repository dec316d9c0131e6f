"""What `counterclaim check` shows: by standing, the reports and the claims in them, in their own words."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from counterclaim.cli._console import SHORT
from counterclaim.records.accounts import Reason
from counterclaim.records.analyses import Analysis
from counterclaim.records.checks import Standing, Weighing
from counterclaim.records.claims import Stance
from counterclaim.records.ids import Json
from counterclaim.records.spans import Span, words_at
from counterclaim.views import MACHINE, in_marks, stance_words

HEADINGS = {
    Standing.AGAINST: "Reports that leave it denied",
    Standing.FOR: "Reports that leave it standing",
    Standing.OPEN: "Reports that give both sides, pass it on or leave it open",
}
#: Reasons that are shown on a terminal; all are in the JSON.
REASONS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidView:
    """A claim about the statement: who says it, with which stance, in which words, and how that stands to it."""

    claim: str
    actor: str
    via: tuple[str, ...]
    stance: Stance
    standing: Standing
    cue: str
    words: str
    says_denial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageView:
    """A sentence that shows how a report stands, and the marks of stance in it."""

    span: Span
    words: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingView:
    """One report and how it stands to the statement. `score` is the probability of `standing`."""

    revision: str
    title: str
    outlet: str | None
    published: str | None
    address: str
    standing: Standing
    score: float
    passages: tuple[PassageView, ...]
    said: tuple[SaidView, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckView:
    """A statement and the reports about it, the surest of each standing first. Nothing says that it is true."""

    statement: str
    reports: tuple[StandingView, ...]


def check_view(statement: str, weighed: Sequence[tuple[Analysis, Weighing]]) -> CheckView:
    """The weighings with the words that they point to."""
    views = [_report_view(analysis, weighing) for analysis, weighing in weighed]
    order = list(HEADINGS)
    return CheckView(
        statement=statement,
        reports=tuple(sorted(views, key=lambda v: (order.index(v.standing), -v.score, v.address, v.revision))),
    )


def check_rows(view: CheckView) -> list[dict[str, Json]]:
    """One row a claim about the statement; a report in which nobody's claim is, has one row with its own words."""
    rows: list[dict[str, Json]] = []
    for report in view.reports:
        shared: dict[str, Json] = {
            "revision": report.revision,
            "outlet": report.outlet or "",
            "published": report.published or "",
            "address": report.address,
        }
        said = [(s.standing, s.actor, s.stance.value, s.words, s.claim) for s in report.said]
        own = [(report.standing, "(article)", "", passage.words, "") for passage in report.passages[:1]]
        rows += [
            {
                "standing": standing.value,
                "score": round(report.score, 3),
                "actor": actor,
                "stance": stance,
                "words": words,
                "claim": claim,
                **shared,
            }
            for standing, actor, stance, words, claim in said or own
        ]
    return rows


def print_check(view: CheckView, console: Console) -> None:
    """The reports by standing, each with its words; then who of those quoted stands where."""
    console.print(Text(f"“{view.statement}”", style="bold"))
    console.print(Text(f"{MACHINE}; nothing here says whether it is so\n", style="dim"))
    for standing, heading in HEADINGS.items():
        reports = [report for report in view.reports if report.standing is standing]
        if not reports:
            continue
        console.print(Text(f"{heading}: {len(reports)}", style="bold underline"))
        for report in reports:
            _print_report(report, console)
        console.print()


def _print_report(report: StandingView, console: Console) -> None:
    facts = " · ".join(filter(None, (report.outlet, (report.published or "")[:16], report.title)))
    console.print(Text(f"  {report.revision[:SHORT]}  {facts}  ({report.score:.2f})"))
    for said in report.said:
        who = " via ".join((said.actor, *said.via))
        told = f"{stance_words(said.stance, said.cue, said.says_denial)}: {in_marks(said.words)}"
        console.print(Text(f"      {said.standing.value:<8}{who} {told}  {said.claim[:SHORT]}"))
    if all(said.standing is not report.standing for said in report.said):  # what makes it stand so is no claim shown
        for passage in report.passages[:1]:
            marks = f"  [{', '.join(passage.marks)}]" if passage.marks else ""
            console.print(Text(f"      “{passage.words}”{marks}"))
    because = ", ".join(f"{reason.name} {reason.weight:+.1f}" for reason in report.reasons[:REASONS])
    if because:
        console.print(Text(f"      because: {because}", style="dim"))


def _report_view(analysis: Analysis, weighing: Weighing) -> StandingView:
    revision = analysis.revision
    claims = {claim.id: claim for claim in analysis.claims}
    stamp = revision.updated or revision.published
    return StandingView(
        revision=revision.id,
        title=revision.title,
        outlet=revision.outlet,
        published=stamp.earliest.isoformat() if stamp else None,
        address=revision.address,
        standing=weighing.standing,
        score=weighing.share(weighing.standing),
        passages=tuple(
            PassageView(span=p.span, words=_flat(p.span.of(revision.text)), marks=p.marks) for p in weighing.passages
        ),
        said=tuple(
            SaidView(
                claim=found.claim_id,
                actor=claims[found.claim_id].actor.name,
                via=claims[found.claim_id].via,
                stance=claims[found.claim_id].stance,
                standing=found.standing,
                cue=_flat(words_at(revision.text, claims[found.claim_id].cue)),
                words=_flat(words_at(revision.text, claims[found.claim_id].content)),
                says_denial=claims[found.claim_id].says_denial,
            )
            for found in weighing.claims
        ),
        reasons=weighing.reasons,
    )


def _flat(words: str) -> str:
    return " ".join(words.split())
