"""Ledgers in which something turns: reports added one after another, compared by a rule that tests can read."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from counterclaim.ledger import Ledger
from counterclaim.records.accounts import Judgements, Match, MatchLabel, ReportLink
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Frame, Stance
from counterclaim.records.mentions import Figure, FigureUnit
from counterclaim.records.spans import Span
from tests.factories import PUBLISHED, make_analysis, make_capture, make_claim, make_revision

#: Who says what, with which stance, about which matter; a number in the words is a count of the killed.
Said = tuple[str, str, Stance, str]


def make_report(
    name: str,
    told: Sequence[Said],
    *,
    hours: float = 0,
    updated: float | None = None,
    filler: Sequence[str] = (),
    title: str | None = None,
) -> Analysis:
    """A report of an outlet of this name, published so many hours after the first."""
    lines = [*filler, *(f"{actor} said {words}." for actor, words, _, _ in told)]
    published: datetime = PUBLISHED + timedelta(hours=hours)
    revision = make_revision(
        "\n\n".join([title or f"News from {name}", *lines]),
        address=f"https://{name}.example/1",
        outlet=f"The {name.title()}",
        published=published,
        updated=None if updated is None else PUBLISHED + timedelta(hours=updated),
        captured_at=PUBLISHED + timedelta(hours=max(hours, updated or 0), minutes=5),
    )
    claims = tuple(
        make_claim(
            revision,
            words,
            actor=actor,
            stance=stance,
            source=actor,
            figures=_figures(revision.text, words),
            frame=Frame(terms=(matter, *words.split())),
        )
        for actor, words, stance, matter in told
    )
    return make_analysis(revision, claims)


def _figures(text: str, words: str) -> tuple[Figure, ...]:
    found = []
    for number in (word for word in words.split() if word.isdigit()):
        start = text.index(words) + words.index(number)
        span = Span(start, start + len(number))
        value = float(number)
        found.append(Figure(span=span, words=number, low=value, high=value, unit=FigureUnit.KILLED))
    return tuple(found)


def add(ledger: Ledger, *reports: Analysis) -> datetime:
    """Adds reports and compares them with all that are held: claims on one matter are one proposition, and claims of
    another party with another number of dead set each other out. Returns when the last of it was recorded."""
    for report in reports:
        capture = make_capture(
            report.revision.text, address=report.revision.address, captured_at=report.revision.captured_at
        )
        ledger.add(capture, report)
        ledger.add_judgements(judge(report, ledger.analyses(current=False)), judged=[report.revision.id])
    last = ledger.last_recorded()
    assert last is not None
    return last


def judge(report: Analysis, held: Sequence[Analysis]) -> Judgements:
    links, matches = [], []
    everything = [claim for other in held for claim in other.claims]
    for other in held:
        if other.revision.id != report.revision.id:
            a, b = sorted((other.revision.id, report.revision.id))
            links.append(ReportLink(a=a, b=b, score=0.9))
    for claim in report.claims:
        for known in everything:
            if known.id == claim.id or known.frame.terms[0] != claim.frame.terms[0]:
                continue
            one, two = sorted((claim.id, known.id))
            label = MatchLabel.FIGURES if _apart(claim.figures, known.figures) else MatchLabel.SAME
            matches.append(Match(a=one, b=two, label=label, score=0.9))
    return Judgements(links=tuple(links), matches=tuple(dict.fromkeys(matches)))


def _apart(a: Sequence[Figure], b: Sequence[Figure]) -> bool:
    return bool(a and b) and {f.low for f in a} != {f.low for f in b}
