"""Captures, documents and revisions: what was fetched, what is followed, what it said."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from counterclaim.records.ids import CaptureId, DocumentId, RevisionId
from counterclaim.records.notes import Note
from counterclaim.records.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One HTTP request and the head of its response. `ip` is the address that answered; headers keep their order."""

    url: str
    method: str
    request_headers: tuple[tuple[str, str], ...]
    sent_at: datetime
    received_at: datetime  # when the response was there in full
    status: int
    reason: str
    response_headers: tuple[tuple[str, str], ...]
    ip: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """The bytes of one input and how they came.

    `address` is the URL, the resolved path as a `file:` URL, or `-`. `declared` holds what the sender of a JSON
    Lines row or of an HTTP response said beside the bytes (`title`, `published`, `charset`, …). Of what came over
    HTTP, `exchanges` are the requests in order: redirects, then the one whose body, decompressed, is `body`.
    """

    id: CaptureId
    address: str
    media_type: str
    body: bytes
    captured_at: datetime
    declared: tuple[tuple[str, str], ...] = ()
    exchanges: tuple[Exchange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way to read an ambiguous zone: its name and what the moment would be (aware)."""

    zone: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A moment as a page states it. `earliest == latest` unless the zone or the hour is open.

    `precision` is the unit stated: `second`, `minute`, `day`. `zone_evidence` says what decided the zone
    (`stated offset`, `outlet country`, `dateline country`, `none`). `method` says where it was found
    (`json-ld`, `meta`, `time-element`, `furniture`, `declared`). All datetimes are aware and keep the offset stated.
    """

    earliest: datetime
    latest: datetime
    precision: str
    method: str
    words: str
    zone_evidence: str = "none"
    readings: tuple[Reading, ...] = ()
    span: Span | None = None

    def __post_init__(self) -> None:
        if self.earliest.tzinfo is None or self.latest.tzinfo is None:
            raise ValueError("a stamp holds aware datetimes")
        if self.latest < self.earliest:
            raise ValueError("a stamp ends before it starts")

    @property
    def exact(self) -> bool:
        """Whether the zone is settled."""
        return self.earliest == self.latest


class BlockKind(StrEnum):
    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    DATELINE = "dateline"
    PARAGRAPH = "paragraph"
    QUOTATION = "quotation"  # set off from the report's own prose, without quotation marks: what somebody else says
    CAPTION = "caption"
    FURNITURE = "furniture"  # published lines, share buttons, "…view details"


#: Blocks whose words are read for claims.
READ_BLOCKS = frozenset({BlockKind.HEADLINE, BlockKind.STANDFIRST, BlockKind.PARAGRAPH, BlockKind.QUOTATION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A run of the text with one role on the page. Blocks are in order, do not overlap, and need not fill the text."""

    span: Span
    kind: BlockKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Instalment:
    """A part of a report under a time of its own, as in a live blog: `words` as the page shows the time, `stamp` where
    it is settled. It is the page's own word: the text is held from when it is held, whatever times stand in it."""

    span: Span
    words: str
    stamp: Stamp | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One captured text of a document, immutable.

    For plain text `text` is the decoded input unchanged (furniture is marked in `blocks`, not removed); for HTML
    it is the headline, an empty line, and the body's paragraphs with an empty line between two.
    A dateline such as “Hyderabad:” is a block of its own in front of its paragraph's block.
    `outlet_country` is an ISO 3166 alpha-2 code where the address or the metadata gives one.
    """

    id: RevisionId
    document_id: DocumentId
    capture_id: CaptureId
    address: str
    text: str
    title: str
    blocks: tuple[Block, ...]
    captured_at: datetime
    outlet: str | None = None
    outlet_country: str | None = None
    authors: tuple[str, ...] = ()
    dateline: str | None = None
    language: str = "en"
    published: Stamp | None = None
    updated: Stamp | None = None
    credits: tuple[str, ...] = ()  # agencies and desks credited in bylines or footers ("With inputs from AFP")
    extractor: str = ""  # library and version that made the text from the capture
    notes: tuple[Note, ...] = ()
    channel: str | None = None  # “post”: all of it is what its one author says there; None: a report
    instalments: tuple[Instalment, ...] = ()  # in the order of the text

    @property
    def speaker(self) -> str | None:
        """Who says all of it, where it is no report but an utterance."""
        return self.authors[0] if self.channel is not None and self.authors else None

    def instalment_at(self, position: int) -> Instalment | None:
        """The instalment that a place of the text stands in."""
        return next((part for part in self.instalments if part.span.start <= position < part.span.end), None)

    @property
    def read_spans(self) -> tuple[Span, ...]:
        """The spans of the text that are read for claims, in order."""
        return tuple(block.span for block in self.blocks if block.kind in READ_BLOCKS)

    @property
    def quotation_spans(self) -> tuple[Span, ...]:
        """The blocks that are quotations, in order."""
        return tuple(block.span for block in self.blocks if block.kind is BlockKind.QUOTATION)
