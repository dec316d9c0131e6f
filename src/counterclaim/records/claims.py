"""Claims: attributions read."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from counterclaim.records.events import EventType
from counterclaim.records.ids import AttributionId, ClaimId, RevisionId, UtteranceId
from counterclaim.records.mentions import Actor, Exhibit, Figure, Place, Timex
from counterclaim.records.notes import Evidence
from counterclaim.records.spans import Span, Spans


class Stance(StrEnum):
    ASSERTS = "asserts"
    DENIES = "denies"
    CONFIRMS = "confirms"
    DOUBTS = "doubts"
    UNKNOWN = "unknown"  # no comment, unconfirmed


class Polarity(StrEnum):
    """For whom a stance counts: asserts and confirms are for, denies is against, the rest is open."""

    FOR = "for"
    AGAINST = "against"
    OPEN = "open"


POLARITY = {
    Stance.ASSERTS: Polarity.FOR,
    Stance.CONFIRMS: Polarity.FOR,
    Stance.DENIES: Polarity.AGAINST,
    Stance.DOUBTS: Polarity.OPEN,
    Stance.UNKNOWN: Polarity.OPEN,
}


class Form(StrEnum):
    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    NARRATION = "narration"


class Kind(StrEnum):
    FACT = "fact"
    OPINION = "opinion"
    INTENTION = "intention"
    REQUEST = "request"
    OTHER = "other"


class Certainty(StrEnum):
    """How sure the report is that the speaker said it."""

    STATED = "stated"
    REPORTED = "reported"  # “a video reportedly sent”
    PURPORTED = "purported"  # “a statement attributed to”
    DISPUTED = "disputed"


class Basis(StrEnum):
    """What the speaker's knowledge rests on, where the text says so."""

    WITNESSED = "witnessed"
    OWN_ACTION = "own action"
    ABOUT_OPPONENT = "about the opponent"
    HEARSAY = "hearsay"
    DOCUMENT = "document"
    IMAGERY = "imagery"
    NOT_STATED = "not stated"


class DenialTarget(StrEnum):
    EVENT = "the event"
    REPORT = "the report of it"
    RESPONSIBILITY = "responsibility"
    CHARACTERISATION = "the characterisation"
    FIGURE = "the figure"
    HAVING_SAID = "having said it"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """The act of saying, as far as the report tells it; None means that nothing read it.

    `id` joins the claims of one report that rest on one utterance. `said_first`/`said_last` bound its time
    (aware, `[first, last)`); never the time of the event claimed. `language` (ISO 639) is read where the report names
    the language spoken or written; `translated` says that the report names a translation or an interpreter, or a
    language other than its own: its quotation marks then hold a translator's words.
    """

    id: UtteranceId
    capacity: str | None = None  # for whom the speaker speaks
    channel: str | None = None  # tweet, video, interview, statement, …
    channel_span: Span | None = None
    recipient: str | None = None  # “told Reuters”
    said: Timex | None = None
    said_first: datetime | None = None
    said_last: datetime | None = None
    language: str | None = None
    translated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What a claim's content says, as plain words for comparison: pronouns and descriptions are replaced by the
    names that they stand for. `predicate` is the lemma of the main verb or event noun (“seize”), `negated` whether
    the content itself negates it, `terms` the content lemmas, lower case, in order."""

    predicate: str | None = None
    predicate_span: Span | None = None
    subject: str | None = None
    object: str | None = None
    negated: bool = False
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """An attribution read: one actor, one stance, one proposition.

    `content` holds exactly what is asserted or denied. `via` lists the carriers between the report and the actor,
    outermost first. `refers_to` is another claim of the report that “the report”, “it” or “this” points to.
    `conditions` are the parts of `content` under which alone the rest is said to hold (“if the truce holds”).
    `partial` marks a confirmation of a part alone: `content` is that part, `withheld` the same speaker's claim that
    denies or leaves open the rest, where there is one.
    """

    id: ClaimId
    revision_id: RevisionId
    attribution_id: AttributionId | None  # None: narration that no attribution holds
    source: Spans
    cue: Spans
    content: Spans
    actor: Actor
    utterance: Utterance
    stance: Stance
    form: Form
    kind: Kind
    via: tuple[str, ...] = ()
    hedged: bool = False
    hedges: Spans = ()
    certainty: Certainty = Certainty.STATED
    basis: Basis = Basis.NOT_STATED
    denial_target: DenialTarget | None = None
    refers_to: ClaimId | None = None
    figures: tuple[Figure, ...] = ()
    places: tuple[Place, ...] = ()
    event_time: Timex | None = None
    event: EventType | None = None
    frame: Frame = Frame()
    exhibits: tuple[Exhibit, ...] = ()
    found_by: str = ""
    score: float | None = None
    evidence: tuple[Evidence, ...] = ()
    conditions: Spans = ()
    partial: bool = False
    withheld: ClaimId | None = None

    @property
    def polarity(self) -> Polarity:
        return POLARITY[self.stance]

    @property
    def says_denial(self) -> bool:
        """Whether the content is the denial (“nobody was killed”) and not what is denied (“denied that …”)."""
        rules = [found.rule for found in self.evidence if found.field == "stance"]
        by_cue = any(rule.startswith("cue:") for rule in rules)
        by_content = self.frame.negated or any(rule.startswith("content:") for rule in rules)
        return self.stance is Stance.DENIES and by_content and not by_cue
