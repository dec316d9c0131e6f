"""The public interface: what `counterclaim` itself names, and nothing else, is meant to last."""

import subprocess
import sys

import counterclaim
from counterclaim.client import LocalLedger, OpenLedger, RemoteLedger

NAMES = {
    "ActorSummary", "AddedReport", "ClaimView", "CounterclaimError", "DisputeView", "DocumentView", "Exported",
    "InputError", "ItemError", "KeptDecision", "LedgerError", "LedgerState", "LogEntry", "OpenLedger",
    "PropositionView", "ReportSummary", "ReportView", "RunError", "SettingsError", "StorySummary", "StoryView",
    "__version__", "open",
}  # fmt: skip
#: What one can do with an open ledger. A name that goes away first warns for one minor version.
METHODS = {
    "actors", "add", "at", "checkpoint", "claim", "claims", "close", "decide", "decisions", "dispute", "disputes",
    "entries", "export", "proposition", "propositions", "prove_consistency", "prove_inclusion", "report", "reports",
    "show", "state", "stories",
}  # fmt: skip


def test_the_public_names_are_these() -> None:
    assert set(counterclaim.__all__) == NAMES
    assert all(hasattr(counterclaim, name) for name in NAMES)
    assert set(dir(counterclaim)) == NAMES


def test_an_open_ledger_can_do_these_things_wherever_it_is() -> None:
    assert {name for name in vars(OpenLedger) if not name.startswith("_")} == METHODS
    for type_ in (LocalLedger, RemoteLedger):
        assert {name for name in dir(type_) if not name.startswith("_")} == METHODS


def test_naming_the_package_loads_nothing_heavy() -> None:
    """Also the way to a desk needs no models, no database and no web server."""
    code = (
        "import sys, counterclaim; counterclaim.open; counterclaim.ClaimView; "
        "print(sorted({'spacy', 'onnxruntime', 'fastapi', 'pydantic', 'lxml', 'pyarrow'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
