"""The public interface: a ledger that was opened, wherever it is. `counterclaim.open` gives one."""

from counterclaim.client._adding import keep_report, make_given
from counterclaim.client._interface import OpenLedger, Wanted
from counterclaim.client._local import LocalLedger
from counterclaim.client._open import open_ledger
from counterclaim.client._records import (
    ActorSummary,
    AddedReport,
    Exported,
    KeptDecision,
    LedgerState,
    LogEntry,
    ReportSummary,
    StorySummary,
)
from counterclaim.client._remote import RemoteLedger

__all__ = [
    "ActorSummary",
    "AddedReport",
    "Exported",
    "KeptDecision",
    "LedgerState",
    "LocalLedger",
    "LogEntry",
    "OpenLedger",
    "RemoteLedger",
    "ReportSummary",
    "StorySummary",
    "Wanted",
    "keep_report",
    "make_given",
    "open_ledger",
]
