"""Rival accounts: stories, matches, propositions, disputes, origins and status. All are projections."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from counterclaim.records.analyses import ModelDigest
from counterclaim.records.claims import Polarity
from counterclaim.records.decisions import Decision
from counterclaim.records.ids import ClaimId, DisputeId, OriginId, PropositionId, RevisionId, StoryId, UtteranceId
from counterclaim.records.revisions import Revision
from counterclaim.records.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One additive piece of evidence: `weight` is its share of the score, `detail` says it in words."""

    name: str
    weight: float
    detail: str = ""


class MatchLabel(StrEnum):
    SAME = "same"  # one proposition, whatever the stance
    CONTRADICTS = "contradicts"
    FIGURES = "figures"  # same matter, figures that cannot both hold
    PLACES = "places"  # one deed, at two places that are not one
    TIMES = "times"  # one deed, at two times that do not meet
    ANSWERS = "answers"  # a denial whose words differ from the claim that it answers
    UNRELATED = "unrelated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A judgement on two claims (a < b by id); `score` in [0, 1] is that of `label`."""

    a: ClaimId
    b: ClaimId
    label: MatchLabel
    score: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLink:
    """A judgement that two reports (a < b by id) are about the same contested event; `score` in [0, 1]."""

    a: RevisionId
    b: RevisionId
    score: float
    reasons: tuple[Reason, ...] = ()


#: The reason of an answer that says why a denial, though judged to be of a claim's matter, makes no dispute.
HELD_BACK = "held back"

#: Reports between which no link has at least this score never share a story for that link: the least mean score that
#: joins two groups of reports is not lower, so what links below it say matters only inside a group that others join.
JOINING = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgements:
    """The pairwise judgements from which accounts are built. They are ledger entries; accounts are not.

    `models` are those that took part in judging; `decisions` are what people said of the readings, in the order said,
    and hold against whatever a machine judges. `earlier` are texts of the same documents that later ones took the place
    of: they make no claims here, and tell since when the words of the later ones have stood."""

    links: tuple[ReportLink, ...] = ()
    matches: tuple[Match, ...] = ()
    models: tuple[ModelDigest, ...] = ()
    decisions: tuple[Decision, ...] = ()
    earlier: tuple[Revision, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Reports about the same contested event, oldest first. `title` carries no proposition as fact.

    `id` is that of the story which its founder began, the report published first. `formerly` holds the other ids that
    lead here: of the stories which the other reports began, if they ever stood apart."""

    id: StoryId
    title: str
    revisions: tuple[RevisionId, ...]
    reasons: tuple[Reason, ...] = ()
    formerly: tuple[StoryId, ...] = ()


class Status(StrEnum):
    ONE_ORIGIN = "one origin"
    INDEPENDENT = "reported by independent origins"
    OPPOSING_SIDES = "reported by opposing sides"
    CONTESTED = "contested"
    CONCEDED = "conceded"
    NOT_VERIFIED = "not independently verified"
    NO_CONFIRMATION = "no official confirmation"
    NO_COMMENT = "declined to comment"
    NO_ANSWER = "did not answer"  # asked, and silent or not reached: neither a denial nor a refusal
    RETRACTED = "retracted by the claimant"
    CORRECTED = "corrected by the outlet"
    SUPERSEDED = "superseded"
    REMOVED = "removed without notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusBasis:
    """What one status of a proposition rests on: the claims, the reports and the parties that `reason` tells of in a
    sentence. `number` counts the independent origins where the status is about them; `words` are those that decided:
    the part conceded, the cue of a refusal, an outlet's note. `machine` marks what rests on sides that no person has
    accepted."""

    status: Status
    reason: str
    claims: tuple[ClaimId, ...] = ()
    revisions: tuple[RevisionId, ...] = ()
    parties: tuple[str, ...] = ()
    number: int | None = None
    words: str = ""
    machine: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Actor × polarity × proposition, with the claims that show it; `utterances` counts acts of saying."""

    actor: str
    polarity: Polarity
    claims: tuple[ClaimId, ...]
    utterances: int
    origins: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposition:
    """What is claimed, free of who says it and of stance. `words` is taken from the claims' own words:
    `wording` names the claim it stands in. `statuses` are in the order of `Status`, each with its reasons in one line;
    `status_bases` hold the same as data, one for each ground that a status has."""

    id: PropositionId
    story_id: StoryId
    words: str
    wording: ClaimId
    claims: tuple[ClaimId, ...]
    positions: tuple[Position, ...]
    statuses: tuple[Status, ...]
    status_reasons: tuple[str, ...]
    reports: int
    origins: int
    status_bases: tuple[StatusBasis, ...] = ()


class DisputeKind(StrEnum):
    DENIAL = "denial"
    CONTRADICTION = "contradiction"
    FIGURES = "figures"
    PLACES = "places"
    TIMES = "times"
    OWN_CLAIM = "own earlier claim"  # a party against what it said before


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A proposition with positions for and against (`b is None`), or two propositions that cannot both hold."""

    id: DisputeId
    story_id: StoryId
    kind: DisputeKind
    a: PropositionId
    b: PropositionId | None
    sides_for: tuple[ClaimId, ...]
    sides_against: tuple[ClaimId, ...]  # or the claims for `b`
    score: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A denial that answers a claim in other words: what it denies, and what of the claim it leaves unanswered. Where
    the two were judged to be of one matter and make no dispute all the same, a reason `HELD_BACK` says why."""

    denial: ClaimId
    claim: ClaimId
    unanswered: str
    reasons: tuple[Reason, ...] = ()

    @property
    def held(self) -> str:
        """Why the two make no dispute; empty where they were not held back from one."""
        return next((reason.detail for reason in self.reasons if reason.name == HELD_BACK), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedUtterance:
    """One act of saying that several reports tell of: the same party, in the same words, with no other channel,
    recipient or time. `mentions` are the utterances of the single reports; the rest is what they tell together."""

    id: UtteranceId
    actor: str
    mentions: tuple[UtteranceId, ...]
    claims: tuple[ClaimId, ...]
    channel: str | None = None
    recipient: str | None = None
    said_first: datetime | None = None
    said_last: datetime | None = None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationDiffers:
    """Two quotations of what seems one utterance whose words inside quotation marks differ.

    `differences` pairs the words that differ, in order; one side of a pair is empty where words are only left out.
    `translated`: a report says that the words are translated, so that translators may differ, not reports."""

    a: ClaimId
    b: ClaimId
    a_words: str
    b_words: str
    differences: tuple[tuple[str, str], ...] = ()
    translated: bool = False


class OriginKind(StrEnum):
    COPY = "verbatim copy"
    REWRITE = "rewritten copy"
    CITED = "cited carrier"
    SHARED_INTERVIEW = "shared interview"  # the same quotation in reports of their own
    SHARED_BACKGROUND = "shared background"  # the same passage, away from the news
    UTTERANCE = "one utterance"
    EXHIBIT = "one exhibit"
    OWN = "own reporting"  # the report says so: “told this newspaper”
    OWN_OUTLET = "party's own outlet"  # a user has said whose outlet it is


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginLink:
    """A judgement that something in two reports (a < b by id) has one origin; `score` in [0, 1] is the share of the
    shorter one's words that shows it. `earlier` names the one that the other derives from, where times of publication
    or an outlet cited tell; `partly` the one of which only some passages do."""

    a: RevisionId
    b: RevisionId
    kind: OriginKind
    score: float
    earlier: RevisionId | None = None
    partly: RevisionId | None = None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What claims of one or more reports derive from: a text, an outlet, an act of saying or an exhibit.

    `claims` are those that derive from it: an article can hold several origins. A report of `revisions` derives from
    it as a whole, unless `passages` names the parts of it that do. `name` is the outlet, party or exhibit, `root` the
    report that is likely the first, `links` the judgements that tie the reports together.
    """

    id: OriginId
    kind: OriginKind
    revisions: tuple[RevisionId, ...]
    passages: tuple[tuple[RevisionId, Span], ...] = ()
    reasons: tuple[Reason, ...] = ()
    claims: tuple[ClaimId, ...] = ()
    name: str | None = None
    root: RevisionId | None = None
    links: tuple[OriginLink, ...] = ()

    @property
    def whole(self) -> tuple[RevisionId, ...]:
        """The reports that derive from it as a whole."""
        partly = {revision for revision, _ in self.passages}
        return tuple(revision for revision in self.revisions if revision not in partly)


class OriginNodeKind(StrEnum):
    REPORT = "report"
    CARRIER = "carrier"
    UTTERANCE = "utterance"
    EXHIBIT = "exhibit"


class OriginEdgeKind(StrEnum):
    COPIES = "copies"
    REWRITES = "rewrites"
    CITES = "cites"
    QUOTES = "quotes"
    SHOWS = "shows"
    SHARES = "shares background with"


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginNode:
    """A report or what reports derive from. `id` is that of the revision, else of the origin; `component` counts from
    0: nodes with one number have one origin in the end."""

    id: str
    kind: OriginNodeKind
    label: str
    component: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginEdge:
    """`derived` has `claims` from `origin` (ids of nodes). `directed` is false between two reports of which nothing
    tells which came first."""

    derived: str
    origin: str
    kind: OriginEdgeKind
    claims: tuple[ClaimId, ...]
    directed: bool = True
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginGraph:
    """Where the claims of a story or of a proposition (`about`) come from: so many reports, so many origins."""

    about: str
    reports: int
    origins: int
    nodes: tuple[OriginNode, ...]
    edges: tuple[OriginEdge, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounts:
    """The rival accounts of one set of reports: what `stories`, `claims` and `disputes` show."""

    stories: tuple[Story, ...]
    propositions: tuple[Proposition, ...]
    disputes: tuple[Dispute, ...]
    answers: tuple[Answer, ...]
    origins: tuple[Origin, ...]
    quotations: tuple[QuotationDiffers, ...] = ()
    utterances: tuple[SharedUtterance, ...] = ()
