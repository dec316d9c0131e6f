"""The records of a release: fields that the rules have looked at, and no others."""

from dataclasses import dataclass

from counterclaim.protection._outgoing import ReleasedFigure, ReleasedOrigin, ReleasedQuote
from counterclaim.protection._places import ReleasedPlace
from counterclaim.records.accounts import DisputeKind, Status
from counterclaim.records.claims import Certainty, Form, Kind, Polarity, Stance
from counterclaim.records.mentions import ActorKind

REVIEWED = "reviewed by a person"
UNREVIEWED = "read by a machine, not reviewed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseRules:
    """What a release can be told. `position_hours` is the age from which the positions of forces may leave as they were
    claimed; `unreviewed` lets claims leave, marked, on which no person decided: event-shaped exports set it False."""

    position_hours: float = 72.0
    unreviewed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedReport:
    """A report as it may be pointed to; `headline` names the outlet whose words it is. `text_sha256` is that of the
    text in UTF-8, `code_version` that of the software which read it."""

    id: str
    outlet: str
    headline: str
    address: str
    published: str | None
    document: str
    updated: str | None
    captured_at: str
    language: str
    text_sha256: str
    code_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedClaim:
    """A claim as it may leave: with its claimant, its conditions in its words, and whether a person reviewed it.

    `quotes` are there where the words leave as they stand in the report. `said_first` and `said_last` bound the time of
    the saying, `utterance` joins claims of one act of saying; `says_denial`: the words of a denial are the
    denial itself, not what is denied."""

    id: str
    report: str
    proposition: str | None
    claimant: str
    via: tuple[str, ...]
    stance: Stance
    form: Form
    kind: Kind
    hedged: bool
    certainty: Certainty
    words: str
    places: tuple[ReleasedPlace, ...]
    event: str | None
    event_first: str | None
    event_last: str | None
    review: str
    coarse: bool  # its places, and the words that tell them, were made coarse
    claimant_kind: ActorKind
    cue: str
    quotes: tuple[ReleasedQuote, ...]
    figures: tuple[ReleasedFigure, ...]
    event_mode: str | None
    event_sub_type: str | None
    event_granularity: str | None
    utterance: str
    channel: str | None
    said_first: str | None
    said_last: str | None
    says_denial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedCount:
    """One claimant's count. Counts of several are never added; `note` says where it is no total of its own: a part of
    one, on top of an earlier one, or replaced by its claimant."""

    claimant: str
    unit: str
    words: str
    low: float | None
    high: float | None
    convention: str | None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedPosition:
    claimant: str
    polarity: Polarity
    utterances: int
    origins: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedProposition:
    """A matter as it may leave. `heading` names claimants or says “whether”; `answer` is there where a crime is
    alleged. The judgement columns are blank until a person fills them."""

    id: str
    story: str
    heading: str
    statuses: tuple[Status, ...]
    positions: tuple[ReleasedPosition, ...]
    claims: tuple[str, ...]
    origins: int
    counts: tuple[ReleasedCount, ...]
    answer: str | None
    review: str
    best_estimate: float | None = None
    clarity: str | None = None
    event_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedDispute:
    id: str
    story: str
    kind: DisputeKind
    heading: str
    propositions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedStory:
    id: str
    slug: str
    title: str
    reports: tuple[str, ...]
    propositions: tuple[str, ...]
    disputes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedEvent:
    """A row of event data that a person made: the first claim gives date (`first`, `last`: the half-open interval) and
    place. `columns` are those that the person filled; all other judgement columns are blank. `entry` is that of the
    ledger which tells who made it, when and why."""

    entry: str
    recorded_at: str
    claims: tuple[str, ...]
    first: str
    last: str
    granularity: str | None
    place: ReleasedPlace
    columns: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedVerdict:
    """A person's own verdict on a claim, with who gives it."""

    entry: str
    recorded_at: str
    claim: str
    author: str
    rating: str
    value: str | None
    worst: str | None
    best: str | None
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedEnquiry:
    """Whom a desk asked about claims or a whole story (`claims` empty), when, and what was answered (None: nothing is
    recorded). `stories` are those that hold what it is about."""

    id: str
    asked: str
    question: str
    asked_at: str
    answer: str | None
    answered_at: str | None
    claims: tuple[str, ...]
    stories: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBack:
    """Something that did not leave, and why; for the desk, never part of what leaves."""

    kind: str
    id: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """What may leave: everything in it was looked at by the rules."""

    reports: tuple[ReleasedReport, ...]
    claims: tuple[ReleasedClaim, ...]
    propositions: tuple[ReleasedProposition, ...]
    disputes: tuple[ReleasedDispute, ...]
    stories: tuple[ReleasedStory, ...]
    origins: tuple[ReleasedOrigin, ...] = ()
    events: tuple[ReleasedEvent, ...] = ()
    verdicts: tuple[ReleasedVerdict, ...] = ()
    enquiries: tuple[ReleasedEnquiry, ...] = ()
