"""What a ledger shows as of a moment. The command line, the desk, the API and the feeds all show these views."""

from counterclaim.views._context import NEAR_DAYS, NEAR_KM, view_context
from counterclaim.views._graphs import graph_of
from counterclaim.views._histories import FoundStories, StoryHistory, find_stories, view_history
from counterclaim.views._histories import differences as find_differences_of
from counterclaim.views._ledger import SEARCHED, LedgerView, view_ledger
from counterclaim.views._lookup import Lookup, bounds, number, story_rows
from counterclaim.views._releases import LedgerRelease, middles_of, release_ledger
from counterclaim.views._sight import Sight
from counterclaim.views._wording import MACHINE, bare, conditions_of, cue_of, held_back, quoted, stance_words

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
    "bare",
    "bounds",
    "conditions_of",
    "cue_of",
    "find_differences_of",
    "find_stories",
    "graph_of",
    "held_back",
    "middles_of",
    "number",
    "quoted",
    "release_ledger",
    "stance_words",
    "story_rows",
    "view_context",
    "view_history",
    "view_ledger",
]
