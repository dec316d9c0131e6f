"""Pages that are gone, in the words in which every surface tells of them."""

from counterclaim.ledger import NOW, AsOf, HeldAbsence, Ledger
from counterclaim.records.absences import Absence, AbsenceReason

#: What the site answered; nothing is said of why.
ANSWERS = {
    AbsenceReason.GONE: "the site says that it is gone",
    AbsenceReason.NOT_FOUND: "the site does not find it",
    AbsenceReason.FRONT_PAGE: "it leads to a front page",
    AbsenceReason.PLACEHOLDER: "it answers with what the site says of missing pages",
}


def tell_absence(absence: Absence) -> str:
    """Since when a page is gone and by how many visits that is known. No claim is taken back by it."""
    status = f", status {absence.status}" if absence.status and absence.reason is not AbsenceReason.FRONT_PAGE else ""
    visits = "one visit" if absence.visits == 1 else f"{absence.visits} visits"
    seen = f"; last seen {absence.last_seen:%Y-%m-%d %H:%M %Z}" if absence.last_seen else ""
    return f"gone since {absence.since:%Y-%m-%d %H:%M %Z} ({ANSWERS[absence.reason]}{status}; {visits}){seen}"


def tell_gone(held: HeldAbsence) -> str:
    """The same of a page that a ledger holds a text of, with when that was captured."""
    return f"This page is {tell_absence(held.absence)}; last captured {held.last_captured:%Y-%m-%d %H:%M %Z}."


def absence_of(ledger: Ledger, document: str, as_of: AsOf = NOW) -> HeldAbsence | None:
    """That the page of a document is gone as of a moment; None where nothing says so."""
    return next(iter(ledger.absences(as_of, only=[document])), None)
