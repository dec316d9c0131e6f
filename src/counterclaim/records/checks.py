"""Checks: how reports stand to a statement that somebody asks about. Projections, like accounts."""

from dataclasses import dataclass
from enum import StrEnum

from counterclaim.records.accounts import Reason
from counterclaim.records.ids import ClaimId, RevisionId
from counterclaim.records.spans import Span


class Standing(StrEnum):
    """How a report stands to a statement. `OPEN`: it only says who claims it, or leaves it open; `ELSEWHERE`: it is
    about something else."""

    FOR = "for"
    AGAINST = "against"
    OPEN = "open"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence of a report that shows how it stands, the nearest to the statement first.

    `nearness` in [0, 1] says how much of the statement it tells of; `marks` name the words of stance in it
    (“denied”, “hedged”, …); `claims` are the report's claims that stand in it.
    """

    span: Span
    nearness: float
    marks: tuple[str, ...] = ()
    claims: tuple[ClaimId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimStanding:
    """One claim of a report and how its speaker stands to the statement in it."""

    claim_id: ClaimId
    standing: Standing
    nearness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """A judgement on one report and one statement: never that the statement is true or false.

    `shares` are the probabilities of the standings, in the order of `Standing`; `reasons` add up to the log-odds of
    `standing` against the next probable one.
    """

    revision_id: RevisionId
    standing: Standing
    shares: tuple[float, float, float, float]
    passages: tuple[Passage, ...] = ()
    claims: tuple[ClaimStanding, ...] = ()
    reasons: tuple[Reason, ...] = ()

    def share(self, standing: Standing) -> float:
        """The probability of one standing."""
        return self.shares[list(Standing).index(standing)]

    @property
    def leaning(self) -> float:
        """Of for and against alone, the probability of against."""
        taken = self.share(Standing.FOR) + self.share(Standing.AGAINST)
        return self.share(Standing.AGAINST) / taken if taken else 0.5
