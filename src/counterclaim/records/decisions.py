"""Decisions: what a person says of a machine's reading. Each is a ledger entry beside that reading, never over it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from counterclaim.records.claims import Claim
from counterclaim.records.ids import ClaimId, EntryId, RevisionId
from counterclaim.records.spans import Spans


class DecisionAction(StrEnum):
    """What a person can say. “Here” is the words at `spans`; the others are those at `elsewhere`."""

    ACCEPT = "accept"  # the claim as read, which `claims` keeps: a later reading does not change what was accepted
    CORRECT = "correct"  # `claims` holds the claim as it should read
    SPLIT = "split"  # `claims` holds the parts
    ADD = "add"  # `claims` holds a claim that no machine read here
    WITHDRAW = "withdraw"  # there is no such claim
    COMMENT = "comment"
    UNDO = "undo"  # the decision of entry `undoes` no longer holds
    MERGE = "merge"  # the claims elsewhere (or `others`) are about the same matter as the claim here
    PART = "part"  # they are about another matter
    JOIN_ACTORS = "join actors"  # who speaks elsewhere is who speaks here
    PART_ACTORS = "part actors"  # who speaks elsewhere is somebody else
    JOIN_REPORTS = "join reports"  # the reports elsewhere are about the same contested event as the report here
    PART_REPORTS = "part reports"  # they are about another one
    JOIN_ORIGINS = "join origins"  # the reports elsewhere derive from what the report here derives from
    PART_ORIGINS = "part origins"  # they do not
    DISPUTE = "dispute"  # the claims elsewhere and the claim here dispute each other
    NO_DISPUTE = "no dispute"  # they do not
    SIDE = "side"  # who speaks here is on the side `value` in the story of the report, from `first` to `last`
    OBSERVER = "observer"  # who speaks here is an observer in that story, from `first` to `last`
    PROTECT = "protect"  # who is named here is protected, because of `value`
    CODE = "code"  # `claims` are all that a coder found here without sight of the machine's reading; `value` the sample
    EVENT = "event"  # the claim here, with those elsewhere, is a row of event data, `columns` its judged columns
    VERDICT = "verdict"  # a person's own verdict on the claim here: `value` in words, `columns` what comes with it


#: Actions on single claims: each says how one should read.
ON_CLAIMS = frozenset(
    {
        DecisionAction.ACCEPT,
        DecisionAction.CORRECT,
        DecisionAction.SPLIT,
        DecisionAction.ADD,
        DecisionAction.WITHDRAW,
    }
)
#: Those that cannot do without `claims`.
REWRITING = frozenset({DecisionAction.CORRECT, DecisionAction.SPLIT, DecisionAction.ADD})
#: Actions that relate the words here to other words, each with the one that says the opposite.
OPPOSITE = {
    DecisionAction.MERGE: DecisionAction.PART,
    DecisionAction.JOIN_ACTORS: DecisionAction.PART_ACTORS,
    DecisionAction.JOIN_REPORTS: DecisionAction.PART_REPORTS,
    DecisionAction.JOIN_ORIGINS: DecisionAction.PART_ORIGINS,
    DecisionAction.DISPUTE: DecisionAction.NO_DISPUTE,
}
RELATING = frozenset({*OPPOSITE, *OPPOSITE.values()})
#: Actions on whole reports: they go on holding when the report is updated.
ON_REPORTS = frozenset(
    {
        DecisionAction.JOIN_REPORTS,
        DecisionAction.PART_REPORTS,
        DecisionAction.JOIN_ORIGINS,
        DecisionAction.PART_ORIGINS,
    }
)
#: Actions that put reports into one story: claims about one matter stand in reports about one event.
JOINING_REPORTS = frozenset({DecisionAction.JOIN_REPORTS, DecisionAction.MERGE})
_MAY_HOLD_CLAIMS = frozenset({DecisionAction.ACCEPT, DecisionAction.CODE})
_VALUED = frozenset({DecisionAction.SIDE, DecisionAction.PROTECT, DecisionAction.CODE, DecisionAction.VERDICT})
_WITH_COLUMNS = frozenset({DecisionAction.EVENT, DecisionAction.VERDICT})
_DATED = frozenset({DecisionAction.SIDE, DecisionAction.OBSERVER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words of one revision."""

    revision_id: RevisionId
    spans: Spans


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A person's judgement on the words at `spans` of one revision.

    It binds to revision and spans, so that it outlives the reading: `claim_id` names the claim that the person saw,
    and a later reading whose content overlaps `spans` by at least one half takes the decision over; `speaker`, its
    actor, tells apart two claims in the same words. Of an added claim `others` are those of other speakers in its
    words, which it leaves as they are. `undoes` names the entry of an earlier decision that no longer holds. `first`
    and `last` (aware, `[first, last)`, None: open) are the time for which a side is meant. `columns` are names with the
    values that the person gives them.
    """

    action: DecisionAction
    revision_id: RevisionId
    spans: Spans
    author: str
    reason: str
    claim_id: ClaimId | None = None
    claims: tuple[Claim, ...] = ()
    others: tuple[ClaimId, ...] = ()
    elsewhere: tuple[Words, ...] = ()
    undoes: EntryId | None = None
    speaker: str | None = None
    value: str | None = None
    first: datetime | None = None
    last: datetime | None = None
    columns: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if not self.spans:
            raise ValueError("a decision binds to words of a revision")
        if not self.author.strip():
            raise ValueError("a decision has an author")
        if bool(self.claims) != (self.action in REWRITING) and self.action not in _MAY_HOLD_CLAIMS:
            raise ValueError("only what corrects, splits or adds says how the claims should read, and it has to")
        by_id = self.action is DecisionAction.MERGE and bool(self.others)
        may_name = self.action is DecisionAction.EVENT
        if bool(self.elsewhere) != (self.action in RELATING) and not by_id and not may_name:
            raise ValueError(f"“{self.action}” names other words, and only what relates two does")
        if (self.value is not None) != (self.action in _VALUED) or self.value == "":
            raise ValueError("a side, a protection, a coding and a verdict have a value, and nothing else has one")
        if self.columns and self.action not in _WITH_COLUMNS:
            raise ValueError("only an event and a verdict have columns")
        if (self.first or self.last) and self.action not in _DATED:
            raise ValueError("only a side or an observer is meant for a time")
        if self.first and self.last and self.last <= self.first:
            raise ValueError("the time of a side ends before it begins")
        if self.action is DecisionAction.UNDO and self.undoes is None:
            raise ValueError("an undo names the entry that it undoes")
