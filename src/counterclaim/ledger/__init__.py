"""The ledger: an append-only record of what was captured, read, judged and decided, and the tables that follow from it.

    with Ledger.open("war.db") as ledger:
        ledger.add(capture, analysis)
        judge_new(ledger, encoder)
        totals = ledger.follow(build_accounts)

`docs/reference/ledger.md` describes the format; the only importer of SQLAlchemy.
"""

from counterclaim.ledger._accounts import Totals
from counterclaim.ledger._checking import Stats
from counterclaim.ledger._checkpoints import Checkpoint, format_checkpoint, parse_checkpoint
from counterclaim.ledger._copying import Copied, copy_ledger
from counterclaim.ledger._describing import LedgerState, describe_ledger
from counterclaim.ledger._entries import SCHEMA_VERSIONS as ENTRY_VERSIONS
from counterclaim.ledger._entries import Entry, EntryKind, entry_fields
from counterclaim.ledger._evidence import HeldCapture
from counterclaim.ledger._exported import Exported
from counterclaim.ledger._interface.absences import HeldAbsence
from counterclaim.ledger._interface.adding import AddOutcome, AddResult
from counterclaim.ledger._interface.context import HeldContext
from counterclaim.ledger._interface.session import SOFTWARE
from counterclaim.ledger._interface.watching import HeldEnquiry, HeldWatch
from counterclaim.ledger._ledger import Ledger
from counterclaim.ledger._parts import Project, project_parts
from counterclaim.ledger._queue import Delivery, delivery_id
from counterclaim.ledger._readings import HeldDecision
from counterclaim.ledger._tables import SCHEMA_VERSION
from counterclaim.ledger._takedown import TakenDown
from counterclaim.ledger._timeline import NOW, AsOf, HeldRevision, NotHeld
from counterclaim.ledger._verifying import Fault, Progress, Verification
from counterclaim.ledger._views import Found

__all__ = [
    "ENTRY_VERSIONS",
    "NOW",
    "SCHEMA_VERSION",
    "SOFTWARE",
    "AddOutcome",
    "AddResult",
    "AsOf",
    "Checkpoint",
    "Copied",
    "Delivery",
    "Entry",
    "EntryKind",
    "Exported",
    "Fault",
    "Found",
    "HeldAbsence",
    "HeldCapture",
    "HeldContext",
    "HeldDecision",
    "HeldEnquiry",
    "HeldRevision",
    "HeldWatch",
    "Ledger",
    "LedgerState",
    "NotHeld",
    "Progress",
    "Project",
    "Stats",
    "TakenDown",
    "Totals",
    "Verification",
    "copy_ledger",
    "delivery_id",
    "describe_ledger",
    "entry_fields",
    "format_checkpoint",
    "parse_checkpoint",
    "project_parts",
]
