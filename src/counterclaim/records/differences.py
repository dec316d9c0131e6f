"""What the claims of one text of a document became in a later text of it. Projections."""

from dataclasses import dataclass
from enum import StrEnum

from counterclaim.records.ids import ClaimId, DocumentId, RevisionId
from counterclaim.records.spans import Span, Spans


class ChangeKind(StrEnum):
    ADDED = "added"
    DROPPED = "dropped"
    REWORDED = "reworded"


class Aspect(StrEnum):
    """What of a claim that both texts make is another in the later one."""

    FIGURE = "figure changed"
    STANCE = "stance changed"
    ACTOR = "actor changed"
    ATTRIBUTION_REMOVED = "attribution removed"  # what a party said became the report's own words
    ATTRIBUTION_ADDED = "attribution added"
    CARRIER = "carrier changed"
    CERTAINTY = "speaker certainty changed"
    HEDGE_DROPPED = "hedge dropped"
    HEDGE_ADDED = "hedge added"
    CONDITION_DROPPED = "condition dropped"
    CONDITION_ADDED = "condition added"
    PLACE = "place changed"
    EVENT_TIME = "time of the event changed"
    QUOTATION = "quotation marks changed"
    CUE = "verb of saying changed"
    WORDS = "words changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alteration:
    """One aspect that changed, as it was and as it is, in words; a side is empty where there was or is none."""

    aspect: Aspect
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimChange:
    """What became of one claim. `before_spans` and `after_spans` hold its content in the two texts.

    A reworded claim may lack one of its ids: then the words stand in that text, but nobody says them there (see
    `alterations`). `correction` is the outlet's own note, in the later text, that bears on the change; a claim dropped
    with none was removed without notice, which is no retraction. `likeness` in [0, 1] is what paired two claims.
    """

    kind: ChangeKind
    before: ClaimId | None
    after: ClaimId | None
    before_spans: Spans = ()
    after_spans: Spans = ()
    alterations: tuple[Alteration, ...] = ()
    correction: Span | None = None
    likeness: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionNote:
    """The outlet's own note that something in its report was wrong (`span`). `withdrawn`: it takes the whole report
    back. `specific`: the note says what was wrong."""

    span: Span
    withdrawn: bool = False
    specific: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionDifference:
    """What changed among the claims between two texts of one document, in the order of the text.

    `headline` holds the old and the new one where they differ; claims that a headline makes are told by it alone, since
    a new headline takes nothing back. `unchanged` counts the claims that stand as they stood, `notes` are the
    correction notes that the later text has and the earlier had not, `notes_dropped` (spans of the earlier text) those
    that are gone.
    """

    document_id: DocumentId
    before: RevisionId
    after: RevisionId
    changes: tuple[ClaimChange, ...] = ()
    unchanged: int = 0
    notes: tuple[CorrectionNote, ...] = ()
    notes_dropped: tuple[CorrectionNote, ...] = ()
    headline: tuple[str, str] | None = None
