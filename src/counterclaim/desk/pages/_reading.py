"""What was read in the words of one claim, field by field, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from counterclaim.desk._words import day_words, moment_words
from counterclaim.desk.pages._sayings import Saying, Teller
from counterclaim.figures import unit_words
from counterclaim.presentation import ClaimView, ReportView
from counterclaim.records.claims import Basis, Certainty, Form, Kind, Stance
from counterclaim.records.mentions import Timex
from counterclaim.views import bounds, conditions_of, instalment_words, withheld_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """The rule or model behind one field, with its words; `score` in [0, 1]."""

    field: str
    rule: str
    words: str
    score: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingCard:
    """A claim of a report with its reading. `about` is the matter."""

    saying: Saying
    about: str | None
    facts: tuple[Fact, ...]
    why: tuple[Why, ...]
    score: float | None


def reading_card(claim: ClaimView, teller: Teller, *, convention: str, whole: bool = False) -> ReadingCard:
    """The reading of a claim; `whole` also what is as it mostly is."""
    report = teller.lookup.report_of(claim)
    return ReadingCard(
        saying=teller.saying(claim),
        about=claim.proposition,
        facts=tuple(Fact(name=name, value=value) for name, value in _facts(claim, report, convention, whole) if value),
        why=tuple(
            Why(
                field=evidence.field,
                rule=evidence.rule,
                words=" ".join(evidence.span.of(report.text).split()) if evidence.span else "",
                score="" if evidence.score is None else f"{evidence.score:.2f}",
                detail=evidence.detail,
            )
            for evidence in claim.evidence
        ),
        score=claim.score,
    )


def _facts(claim: ClaimView, report: ReportView, convention: str, whole: bool) -> Sequence[tuple[str, str | None]]:
    said, event = claim.utterance, claim.event
    usual = {
        "form": claim.form.value if whole or claim.form is not Form.INDIRECT else None,
        "kind": claim.kind.value if whole or claim.kind is not Kind.FACT else None,
        "certainty": claim.certainty.value if whole or claim.certainty is not Certainty.STATED else None,
        "basis": claim.basis.value if whole or claim.basis is not Basis.NOT_STATED else None,
    }
    denied = claim.denial_target.value if claim.denial_target and claim.stance is Stance.DENIES else None
    return (
        ("read from", claim.actor_resolution if whole else None),
        ("spokesperson", claim.spokesperson),
        ("for whom", said.capacity),
        ("form", usual["form"]),
        ("kind", usual["kind"]),
        ("hedged", ", ".join(q.words for q in claim.hedges) or "yes" if claim.hedged else None),
        ("speaker certainty", usual["certainty"]),
        ("basis", usual["basis"]),
        ("only on condition", "; ".join(conditions_of(claim)) or None),
        ("confirms", "a part alone, in these words" if claim.partial else None),
        ("holds back", withheld_words(claim, report)),
        ("denies", denied),
        ("figures", "; ".join(f"{f.words}: {bounds(f, convention)} {unit_words(f)}" for f in claim.figures) or None),
        (
            "places",
            "; ".join(f"{p.span.of(report.text)}: {p.name} ({p.precision.value})" for p in claim.places) or None,
        ),
        ("event", "/".join(filter(None, (event.event.value, event.mode))) if event else None),
        ("time of the event", _time(claim.event_time, report) if claim.event_time else None),
        (
            "time of saying",
            said.said_words and f"“{said.said_words}”" + (f" = {_said(claim)}" if said.said_first else ""),
        ),
        ("stands under", instalment_words(claim, moment_words)),
        ("channel", said.channel),
        ("told", said.recipient),
        ("language", said.language and f"{said.language}{', translated' if said.translated else ''}"),
        ("exhibits", "; ".join(f"{e.kind}: “{e.mention.words}”" for e in claim.exhibits) or None),
        ("found by", claim.found_by + (f", right with probability {claim.score:.2f}" if claim.score else "")),
    )


def _said(claim: ClaimView) -> str:
    """When words were said: the moment where the report tells it, else the first day and the last."""
    said = claim.utterance
    first, last = (datetime.fromisoformat(one or said.said_first or "") for one in (said.said_first, said.said_last))
    if last - first < timedelta(hours=1):
        return moment_words(first)
    end = last - timedelta(microseconds=1)
    return f"{day_words(first)}" + ("" if end.date() == first.date() else f" to {day_words(end)}")


def _time(time: Timex, report: ReportView) -> str:
    words = " ".join(time.span.of(report.text).split())
    if time.first is None:
        return f"“{words}”"
    end = (time.last or time.first) - timedelta(microseconds=1)
    return f"“{words}” = {day_words(time.first)}" + ("" if end.date() <= time.first.date() else f" to {day_words(end)}")
