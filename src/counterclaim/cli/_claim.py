"""One claim on a terminal: its words in their sentence, and every field."""

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from counterclaim.cli._console import SHORT
from counterclaim.cli._naming import day, when_words, where
from counterclaim.cli._visible import visible
from counterclaim.figures import unit_words
from counterclaim.presentation import ClaimView, ReportView
from counterclaim.views import Lookup, bounds, conditions_of, instalment_words, withheld_words


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
        ("holds back", withheld_words(claim, report)),
        ("denies", claim.denial_target.value if claim.denial_target else None),
        ("figures", "; ".join(f"{f.words}: {bounds(f, convention)} {unit_words(f)}" for f in claim.figures) or None),
        (
            "places",
            "; ".join(f"{p.span.of(report.text)}: {p.name} ({p.precision.value})" for p in claim.places) or None,
        ),
        ("event", _event_words(claim, report)),
        ("time of the event", when_words(claim.event_time, report) if claim.event_time else None),
        ("said", said.said_words and f"“{said.said_words}”{': ' + day(said.said_first) if said.said_first else ''}"),
        ("stands under", instalment_words(claim)),
        ("channel", said.channel),
        ("told", said.recipient),
        ("language", said.language and f"{said.language}{', translated' if said.translated else ''}"),
        ("translated", "yes" if said.translated and not said.language else None),
        ("utterance", f"{said.id[:SHORT]}{_told_elsewhere(claim, lookup)}"),
        ("refers to", claim.refers_to[:SHORT] if claim.refers_to else None),
        ("proposition", claim.proposition[:SHORT] if claim.proposition else None),
        ("found by", claim.found_by + (f", right with probability {claim.score:.2f}" if claim.score else "")),
        ("report", f"{report.title} ({where(report)})"),
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
