"""What is worth a person's time: turns between two moments of recording, saved searches, enquiries, the handover sheet.

    for told in turns_between(ledger, last_visit, now, only=story.revisions):
        print(told.sentence)

`docs/decisions/0036-watching.md` says what counts as a turn. Whoever shows turns to others takes `release_turns`.
"""

from counterclaim.watching._enquiries import enquiries_about, make_enquiry, tell_enquiry
from counterclaim.watching._handover import PARTS, Handover, hand_over, parts_of
from counterclaim.watching._match import describe, matches
from counterclaim.watching._notice import (
    ReleasedTurns,
    find_again,
    follow_and_notice,
    notice,
    release_turns,
    turns_between,
)
from counterclaim.watching._sheets import NOTE, details_of, enquiry_line, heading_of, to_html, to_markdown
from counterclaim.watching._tell import Said, Sayings, desk_sayings, release_sayings, tell
from counterclaim.watching.finding import Span, find_turns

__all__ = [
    "NOTE",
    "PARTS",
    "Handover",
    "ReleasedTurns",
    "Said",
    "Sayings",
    "Span",
    "describe",
    "desk_sayings",
    "details_of",
    "enquiries_about",
    "enquiry_line",
    "find_again",
    "find_turns",
    "follow_and_notice",
    "hand_over",
    "heading_of",
    "make_enquiry",
    "matches",
    "notice",
    "parts_of",
    "release_sayings",
    "release_turns",
    "tell",
    "tell_enquiry",
    "to_html",
    "to_markdown",
    "turns_between",
]
