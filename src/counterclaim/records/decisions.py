"""Decisions: what a person says of a machine's reading. Each is a ledger entry beside that reading, never over it."""

from dataclasses import dataclass
from enum import StrEnum

from counterclaim.records.claims import Claim
from counterclaim.records.ids import ClaimId, EntryId, RevisionId
from counterclaim.records.spans import Spans


class DecisionAction(StrEnum):
    ACCEPT = "accept"  # the claim as read
    CORRECT = "correct"  # `claims` holds the claim as it should read
    SPLIT = "split"  # `claims` holds the parts
    MERGE = "merge"  # `others` are about the same matter as the claim
    WITHDRAW = "withdraw"  # there is no such claim
    COMMENT = "comment"
    JOIN_ACTORS = "join actors"  # who speaks at `elsewhere` is who speaks here
    PART_ACTORS = "part actors"  # who speaks at `elsewhere` is somebody else


_ON_ACTORS = (DecisionAction.JOIN_ACTORS, DecisionAction.PART_ACTORS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words of one revision."""

    revision_id: RevisionId
    spans: Spans


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A person's judgement on the words at `spans` of one revision.

    It binds to revision and spans, so that it outlives the reading: `claim_id` names the claim that the person saw,
    and a later reading whose content overlaps `spans` by at least one half takes the decision over. `undoes` names
    the entry of an earlier decision that no longer holds.
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

    def __post_init__(self) -> None:
        if not self.spans:
            raise ValueError("a decision binds to words of a revision")
        if not self.author.strip():
            raise ValueError("a decision has an author")
        if bool(self.claims) != (self.action in (DecisionAction.CORRECT, DecisionAction.SPLIT)):
            raise ValueError("a correction or a split says how the claims should read, and nothing else does")
        if bool(self.elsewhere) != (self.action in _ON_ACTORS):
            raise ValueError("a decision on actors names the words of the other claims, and nothing else does")
