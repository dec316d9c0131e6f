"""What a ledger shows as of a moment. The command line, the desk, the API and the feeds all show these views.

What needs a ledger is loaded when it is asked for: `counterclaim read` takes its words from here, and must not wait for
the database's library.
"""

import importlib
from typing import TYPE_CHECKING, Any

from counterclaim.presentation import stance_words
from counterclaim.views._graphs import graph_of
from counterclaim.views._lookup import Lookup, bounds, number, story_rows
from counterclaim.views._phrases import fit_words, many, moment_words, zone_words
from counterclaim.views._wording import (
    MACHINE,
    bare,
    change_label,
    conditions_of,
    cue_of,
    in_marks,
    instalment_words,
    nested,
    quoted,
    unmarked,
    withheld_words,
)

if TYPE_CHECKING:
    from counterclaim.views._absences import absence_of, tell_absence, tell_gone
    from counterclaim.views._context import NEAR_DAYS, NEAR_KM, view_beside, view_context
    from counterclaim.views._histories import FoundStories, StoryHistory, find_stories, view_history
    from counterclaim.views._histories import differences as find_differences_of
    from counterclaim.views._ledger import SEARCHED, LedgerView, view_ledger
    from counterclaim.views._releases import LedgerRelease, middles_of, release_ledger
    from counterclaim.views._sight import Sight

_OF_LEDGERS = {
    "_absences": ("absence_of", "tell_absence", "tell_gone"),
    "_context": ("NEAR_DAYS", "NEAR_KM", "view_beside", "view_context"),
    "_histories": ("FoundStories", "StoryHistory", "find_differences_of", "find_stories", "view_history"),
    "_ledger": ("SEARCHED", "LedgerView", "view_ledger"),
    "_releases": ("LedgerRelease", "middles_of", "release_ledger"),
    "_sight": ("Sight",),
}
_HOME = {name: module for module, names in _OF_LEDGERS.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = importlib.import_module(f"counterclaim.views.{_HOME[name]}")
    return getattr(module, "differences" if name == "find_differences_of" else name)


__all__ = [
    "MACHINE",
    "NEAR_DAYS",
    "NEAR_KM",
    "SEARCHED",
    "FoundStories",
    "LedgerRelease",
    "LedgerView",
    "Lookup",
    "Sight",
    "StoryHistory",
    "absence_of",
    "bare",
    "bounds",
    "change_label",
    "conditions_of",
    "cue_of",
    "find_differences_of",
    "find_stories",
    "fit_words",
    "graph_of",
    "in_marks",
    "instalment_words",
    "many",
    "middles_of",
    "moment_words",
    "nested",
    "number",
    "quoted",
    "release_ledger",
    "stance_words",
    "story_rows",
    "tell_absence",
    "tell_gone",
    "unmarked",
    "view_beside",
    "view_context",
    "view_history",
    "view_ledger",
    "withheld_words",
    "zone_words",
]
