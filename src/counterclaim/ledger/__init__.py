"""The ledger: an append-only record of what was captured, read, judged and decided, and the tables that follow from it.

    with Ledger.open("war.db") as ledger:
        known = ledger.analyses(current=False)
        ledger.add(capture, analysis)
        ledger.add_judgements(judge([analysis], known, encoder), judged=[analysis.revision.id])
        accounts = ledger.refresh(build_accounts)

`docs/reference/ledger.md` describes the format; the only importer of SQLAlchemy.
"""

from counterclaim.ledger._checking import Fault, Stats, Verification
from counterclaim.ledger._entries import Entry, EntryKind
from counterclaim.ledger._ledger import (
    SOFTWARE,
    AddOutcome,
    AddResult,
    Ledger,
    Project,
)
from counterclaim.ledger._timeline import NOW, AsOf, HeldRevision, NotHeld
from counterclaim.ledger._views import Found, HeldDecision

__all__ = [
    "NOW",
    "SOFTWARE",
    "AddOutcome",
    "AddResult",
    "AsOf",
    "Entry",
    "EntryKind",
    "Fault",
    "Found",
    "HeldDecision",
    "HeldRevision",
    "Ledger",
    "NotHeld",
    "Project",
    "Stats",
    "Verification",
]
