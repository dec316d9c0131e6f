"""Parts of released records: quotations with what finds them again, figures, origins, rows of event data, verdicts."""

from collections.abc import Callable
from dataclasses import dataclass

from counterclaim.figures import unit_words
from counterclaim.presentation import ClaimView, ReportView
from counterclaim.records.accounts import OriginKind
from counterclaim.records.mentions import FigureUnit
from counterclaim.records.spans import Span
from counterclaim.review import quote_of

#: Code points beyond what stands around a quotation that are looked at too: a name that is cut in two is still a name.
NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedQuote:
    """Words of a report where they stand: `[start, end)` in code points of the text whose SHA-256 the report has.
    `prefix` and `suffix` are empty where what stands there may not leave."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedFigure:
    """A figure of one claim: what it counts or measures, its words, and its bounds as stated (None: open)."""

    unit: FigureUnit
    counted: str
    words: str
    low: float | None
    high: float | None
    convention: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedOrigin:
    """What claims derive from. `root` is the report that is likely the first."""

    id: str
    kind: OriginKind
    claims: tuple[str, ...]
    reports: tuple[str, ...]
    root: str | None


def release_quotes(claim: ClaimView, report: ReportView, may_leave: Callable[[str], bool]) -> tuple[ReleasedQuote, ...]:
    """The quotations of a claim whose words leave unchanged. What stands around them leaves where it may."""
    found = []
    text = report.text
    for quote in claim.content:
        before, exact, after = quote_of(text, Span(quote.start, quote.end))
        around = len(before) + NAME, len(after) + NAME
        found.append(
            ReleasedQuote(
                start=quote.start,
                end=quote.end,
                exact=exact,
                prefix=before if may_leave(text[max(0, quote.start - around[0]) : quote.start]) else "",
                suffix=after if may_leave(text[quote.end : quote.end + around[1]]) else "",
            )
        )
    return tuple(found)


def release_figures(claim: ClaimView, scrub: Callable[[str], str]) -> tuple[ReleasedFigure, ...]:
    return tuple(
        ReleasedFigure(
            unit=figure.unit,
            counted=scrub(unit_words(figure)),
            words=scrub(figure.words),
            low=figure.low,
            high=figure.high,
            convention=figure.convention,
        )
        for figure in claim.figures
    )
