"""What was claimed when, in the story of several reports and their revisions. Projections."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from counterclaim.records.accounts import StatusBasis
from counterclaim.records.claims import Stance
from counterclaim.records.differences import Alteration, ChangeKind
from counterclaim.records.ids import ClaimId, DisputeId, DocumentId, PropositionId, RevisionId, StoryId


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTimes:
    """When one text of a document stood there. `published` and `updated` are what the page states, `held_from` is the
    moment from which it is proven that the document said this, `captured_at` and `recorded_at` are when the bytes were
    fetched and the ledger got them."""

    revision_id: RevisionId
    document_id: DocumentId
    address: str
    outlet: str
    title: str
    published: datetime | None
    updated: datetime | None
    held_from: datetime
    captured_at: datetime
    recorded_at: datetime


class News(StrEnum):
    """What a claim brings into a story."""

    MATTER = "new matter"  # nobody of the story had spoken of it
    POSITION = "new position"  # this party had not said so
    FIGURE = "new figure"  # this party had given another number
    AGAIN = "told again"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineClaim:
    """A claim with its own times: of the event that it tells of and of the saying, each as a half-open interval with
    the words that say it, None where nothing in the report does."""

    claim: ClaimId
    proposition: PropositionId | None
    news: News
    actor: str
    via: tuple[str, ...]
    stance: Stance
    cue: str
    words: str
    event_words: str | None = None
    event_first: datetime | None = None
    event_last: datetime | None = None
    said_words: str | None = None
    said_first: datetime | None = None
    said_last: datetime | None = None
    says_denial: bool = False  # the words are the denial, not what is denied


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineChange:
    """What became of one claim between the text before and this one, in words. `correction` is the outlet's own note;
    a claim dropped with none was removed without notice, and nothing says that its claimant took it back."""

    kind: ChangeKind
    actor: str
    stance: Stance
    cue: str
    before: ClaimId | None
    after: ClaimId | None
    before_words: str
    after_words: str
    alterations: tuple[Alteration, ...] = ()
    correction: str | None = None
    says_denial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outbreak:
    """A dispute whose two sides had both spoken for the first time with this text, in the words of then. `b_words` are
    those of the rival account; None where the matter is denied."""

    dispute: DisputeId
    a_words: str
    b_words: str | None
    sides_for: tuple[str, ...]
    sides_against: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """One text of one report: what it brought into the story and what it changed of the text before (`replaces`).

    `claims` are those that nobody had made in the story before this text, `again` counts the others that it makes
    anew; of a later text of a document only what changed counts. `headline` holds the old and the new one where they
    differ, `notes` are its new notes of correction, `statuses` what from this text on is conceded, taken back, replaced
    or said by opposing sides."""

    text: TextTimes
    replaces: RevisionId | None = None
    claims: tuple[TimelineClaim, ...] = ()
    again: int = 0
    changes: tuple[TimelineChange, ...] = ()
    unchanged: int = 0
    headline: tuple[str, str] | None = None
    notes: tuple[str, ...] = ()
    statuses: tuple[StatusBasis, ...] = ()
    disputes: tuple[Outbreak, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The texts of a story in the order from which they are proven."""

    story: StoryId
    title: str
    entries: tuple[TimelineEntry, ...]
