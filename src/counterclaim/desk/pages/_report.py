"""A report's page as a record: the text with its marks, and the reading behind each."""

from collections.abc import Sequence
from dataclasses import dataclass

from counterclaim.desk._words import moment_words
from counterclaim.desk.pages._marks import Piece, cut, marks_of
from counterclaim.desk.pages._reading import ReadingCard, reading_card
from counterclaim.desk.pages._sayings import Teller, outlet_of
from counterclaim.ledger import HeldAbsence, HeldRevision
from counterclaim.presentation import ReportView
from counterclaim.records.revisions import BlockKind, Capture, Stamp
from counterclaim.views import Lookup, tell_gone


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A block of the text; `kind` is its role on the page."""

    kind: BlockKind
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLine:
    """One text of the document. `held_from` is the moment from which it is proven."""

    id: str
    held_from: str
    captured_at: str
    current: bool
    shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The captured bytes: what they are, not what they say. `readable`: they can be shown as text."""

    media_type: str
    size: int
    sha256: str
    readable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryName:
    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """A text of a report with what was read in it. `replaced`: a later text has taken its place. `gone` says if the
    page is no longer there."""

    id: str
    document: str
    address: str
    outlet: str
    title: str
    authors: tuple[str, ...]
    credits: tuple[str, ...]
    dateline: str | None
    published: str
    updated: str | None
    captured_at: str
    language: str
    extractor: str
    replaced: bool
    gone: str | None
    stories: tuple[StoryName, ...]
    texts: tuple[TextLine, ...]
    original: Original | None
    notes: tuple[str, ...]
    reviewed: int
    paragraphs: tuple[Paragraph, ...]
    readings: tuple[ReadingCard, ...]
    credit: tuple[str, ...]


def build_report(
    report: ReportView,
    lookup: Lookup,
    *,
    convention: str,
    texts: Sequence[HeldRevision],
    capture: Capture | None,
    sha256: str,
    replaced: bool,
    gone: HeldAbsence | None = None,
) -> ReportPage:
    """The page of one text. `texts` are those of its document, in order; `capture` None where its bytes are gone."""
    teller = Teller(lookup)
    marks = marks_of(report.claims)
    updated = report.updated if report.updated and report.updated != report.published else None
    return ReportPage(
        id=report.revision,
        document=report.document,
        address=report.address,
        outlet=outlet_of(report),
        title=report.title,
        authors=report.authors,
        credits=report.credits,
        dateline=report.dateline,
        published=stamp_words(report.published),
        updated=stamp_words(updated) if updated else None,
        captured_at=report.captured_at,
        language=report.language,
        extractor=report.extractor,
        replaced=replaced,
        gone=None if gone is None else tell_gone(gone),
        stories=tuple(
            StoryName(id=story.id, title=story.title)
            for story in lookup.document.stories
            if report.revision in story.revisions
        ),
        texts=tuple(
            TextLine(
                id=text.id,
                held_from=text.held_from.isoformat(),
                captured_at=text.captured_at.isoformat(),
                current=text.current,
                shown=text.id == report.revision,
            )
            for text in texts
        ),
        original=None
        if capture is None
        else Original(
            media_type=capture.media_type,
            size=len(capture.body),
            sha256=sha256,
            readable=is_text(capture.media_type),
        ),
        notes=tuple(note.message for note in report.notes),
        reviewed=sum(claim.reviewed for claim in report.claims),
        paragraphs=tuple(
            Paragraph(kind=kind, pieces=cut(report.text, start, end, marks)) for kind, start, end in _runs(report)
        ),
        readings=tuple(
            reading_card(claim, teller, convention=convention)
            for claim in sorted(report.claims, key=lambda c: c.content[0].start)
        ),
        credit=tuple(dict.fromkeys(model.credit for model in report.models if model.credit)),
    )


def _runs(report: ReportView) -> list[tuple[BlockKind, int, int]]:
    """The blocks of a text, and what stands between them as furniture."""
    runs, at = [], 0
    for block in report.blocks:
        if report.text[at : block.span.start].strip():
            runs.append((BlockKind.FURNITURE, at, block.span.start))
        runs.append((block.kind, block.span.start, block.span.end))
        at = block.span.end
    if report.text[at:].strip():
        runs.append((BlockKind.FURNITURE, at, len(report.text)))
    return runs


def stamp_words(stamp: Stamp | None) -> str:
    """A moment as the page states it; both readings where its zone is open."""
    if stamp is None:
        return "not stated"
    if stamp.precision == "day":
        return f"{stamp.earliest.day} {stamp.earliest:%b %Y}"
    if not stamp.exact:
        first, last = moment_words(stamp.earliest), moment_words(stamp.latest)
        return f"{stamp.words} (the page names no zone: between {first} and {last})"
    return moment_words(stamp.earliest)


def is_text(media_type: str) -> bool:
    kind = media_type.partition(";")[0].strip().lower()
    return kind.startswith("text/") or kind in ("application/xhtml+xml", "application/json", "application/xml", "")
