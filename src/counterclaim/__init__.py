"""Counterclaim reads reports about contested events and keeps a ledger of attributed claims.

    import counterclaim

    with counterclaim.open("war.db") as ledger:
        for dispute in ledger.disputes():
            print("whether", dispute.a_words)

What `__all__` names is the public interface; it changes only with a warning for one minor version. Everything is
imported when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.2.0"

if TYPE_CHECKING:
    from counterclaim.client import (
        ActorSummary,
        AddedReport,
        Exported,
        KeptDecision,
        LedgerState,
        LogEntry,
        OpenLedger,
        ReportSummary,
        StorySummary,
    )
    from counterclaim.client import open_ledger as open
    from counterclaim.errors import CounterclaimError, InputError, ItemError, LedgerError, RunError, SettingsError
    from counterclaim.presentation import ClaimView, DisputeView, DocumentView, PropositionView, ReportView, StoryView

#: Where each public name comes from.
_HOMES = {
    "counterclaim.client": (
        "ActorSummary", "AddedReport", "Exported", "KeptDecision", "LedgerState", "LogEntry", "OpenLedger",
        "ReportSummary", "StorySummary", "open",
    ),
    "counterclaim.errors": (
        "CounterclaimError", "InputError", "ItemError", "LedgerError", "RunError", "SettingsError",
    ),
    "counterclaim.presentation": (
        "ClaimView", "DisputeView", "DocumentView", "PropositionView", "ReportView", "StoryView",
    ),
}  # fmt: skip
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "ActorSummary",
    "AddedReport",
    "ClaimView",
    "CounterclaimError",
    "DisputeView",
    "DocumentView",
    "Exported",
    "InputError",
    "ItemError",
    "KeptDecision",
    "LedgerError",
    "LedgerState",
    "LogEntry",
    "OpenLedger",
    "PropositionView",
    "ReportSummary",
    "ReportView",
    "RunError",
    "SettingsError",
    "StorySummary",
    "StoryView",
    "__version__",
    "open",
]


def __getattr__(name: str) -> Any:
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module 'counterclaim' has no attribute {name!r}")
    return getattr(import_module(home), "open_ledger" if name == "open" else name)


def __dir__() -> list[str]:
    return __all__
