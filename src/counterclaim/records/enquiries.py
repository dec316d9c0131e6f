"""Enquiries: whom people asked about what is claimed, and what was answered. Each is a ledger entry."""

from dataclasses import dataclass
from datetime import datetime

from counterclaim.records.ids import ClaimId, RevisionId


@dataclass(frozen=True, slots=True, kw_only=True)
class Enquiry:
    """A question that somebody put. `about` is the id of the claim, proposition or story as it was then; `claims` and
    `revisions` are what it held, so that the enquiry stays with them when groups change (a story has no `claims`)."""

    asked: str
    question: str
    asked_at: datetime
    about_kind: str
    about: str
    claims: tuple[ClaimId, ...]
    revisions: tuple[RevisionId, ...]
    author: str

    def __post_init__(self) -> None:
        if not self.asked.strip() or not self.question.strip() or not self.author.strip():
            raise ValueError("an enquiry says who asked whom, and what")
        if self.asked_at.utcoffset() is None:
            raise ValueError("the time of an enquiry has a zone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came of an enquiry: an answer, or that none will come."""

    answer: str
    answered_at: datetime
    author: str

    def __post_init__(self) -> None:
        if not self.answer.strip() or not self.author.strip():
            raise ValueError("a reply says what was answered, and who recorded it")
        if self.answered_at.utcoffset() is None:
            raise ValueError("the time of a reply has a zone")
