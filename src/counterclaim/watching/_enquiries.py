"""Enquiries: what they are about, and how they are told of beside a claim."""

from collections.abc import Collection
from datetime import datetime

from counterclaim.errors import LedgerError
from counterclaim.ledger import NOW, AsOf, HeldEnquiry, Ledger
from counterclaim.protection import NO_ANSWER
from counterclaim.records.accounts import Proposition, Story
from counterclaim.records.claims import Claim
from counterclaim.records.enquiries import Enquiry
from counterclaim.records.ids import ClaimId, RevisionId


def make_enquiry(ledger: Ledger, about: str, *, asked: str, question: str, asked_at: datetime, author: str) -> Enquiry:
    """An enquiry about the claim, proposition or story whose id starts with `about`, as the ledger has it now.

    Raises:
        LedgerError: the id names nothing, several things, or a thing of another kind.
    """
    found = ledger.find(about)
    claims: tuple[ClaimId, ...] = ()
    revisions: Collection[RevisionId]
    record = found.record
    if isinstance(record, Claim):
        claims, revisions = (record.id,), {record.revision_id}
    elif isinstance(record, Proposition):
        claims, revisions = record.claims, ledger.revisions_with(record.claims)
    elif isinstance(record, Story):
        revisions = record.revisions
    else:
        raise LedgerError(f"{about!r} names a {found.kind}: an enquiry is about a claim, a proposition or a story")
    return Enquiry(
        asked=asked,
        question=question,
        asked_at=asked_at,
        about_kind=found.kind,
        about=found.id,
        claims=tuple(sorted(claims)),
        revisions=tuple(sorted(revisions)),
        author=author,
    )


def enquiries_about(
    ledger: Ledger, *, claims: Collection[str] = (), revisions: Collection[str] = (), as_of: AsOf = NOW
) -> tuple[HeldEnquiry, ...]:
    """The enquiries about any of some claims, and those about whole stories that any of some texts stood in."""
    wanted, texts = set(claims), set(revisions)
    return tuple(
        held
        for held in ledger.enquiries(as_of)
        if (
            wanted.intersection(held.enquiry.claims)
            if held.enquiry.claims
            else texts.intersection(held.enquiry.revisions)
        )
    )


def tell_enquiry(held: HeldEnquiry) -> str:
    """An enquiry in a sentence: whom, when, and the answer, or that none is recorded."""
    asked = f"asked {held.enquiry.asked} on {held.enquiry.asked_at:%Y-%m-%d %H:%M %Z}: “{held.enquiry.question}”"
    if held.reply is None:
        return f"{asked}; {NO_ANSWER}"
    return f"{asked}; answered on {held.reply.answered_at:%Y-%m-%d %H:%M %Z}: “{held.reply.answer}”"
