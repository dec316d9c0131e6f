"""What a person decides on a ledger, by ids and words: the same from the command line, the desk and the API."""

from counterclaim.deciding._bench import Bench, find_entry
from counterclaim.deciding._beside import WHOLE, Beside, set_beside
from counterclaim.deciding._changes import ROLES, Change, changes_by, fields_of
from counterclaim.deciding._outward import give_verdict, make_row
from counterclaim.deciding._waiting import (
    PLACING,
    Queue,
    Wait,
    Waiting,
    build_queue,
    differences,
    is_reviewed,
    names_in,
    standings_in,
    tell_sureness,
)

__all__ = [
    "PLACING",
    "ROLES",
    "WHOLE",
    "Bench",
    "Beside",
    "Change",
    "Queue",
    "Wait",
    "Waiting",
    "build_queue",
    "changes_by",
    "differences",
    "fields_of",
    "find_entry",
    "give_verdict",
    "is_reviewed",
    "make_row",
    "names_in",
    "set_beside",
    "standings_in",
    "tell_sureness",
]
