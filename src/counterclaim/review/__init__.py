"""What people decided, applied to readings and accounts: pure functions over records.

A decision binds to words of a report. `review_reading` puts those on single claims into the reading of a report,
`find_constraints` turns those that relate two things into pairs that hold whatever is judged, `find_standings` and
`find_protected` read what is said of parties. Nothing is changed: the machine's reading stays beside the reviewed one.
"""

from counterclaim.review._anchors import carry, find_claim, find_quote, quote_of, whole_text
from counterclaim.review._constraints import Constraints, Party, find_constraints
from counterclaim.review._holding import hold_disputes, hold_origins
from counterclaim.review._pairs import Pairs
from counterclaim.review._readings import (
    COMMENT,
    REVIEW,
    Conflict,
    ReviewedReading,
    outcome_of,
    review_reading,
    written_claims,
)
from counterclaim.review._standing import Protected, Standing, find_protected, find_standings

__all__ = [
    "COMMENT",
    "REVIEW",
    "Conflict",
    "Constraints",
    "Pairs",
    "Party",
    "Protected",
    "ReviewedReading",
    "Standing",
    "carry",
    "find_claim",
    "find_constraints",
    "find_protected",
    "find_quote",
    "find_standings",
    "hold_disputes",
    "hold_origins",
    "outcome_of",
    "quote_of",
    "review_reading",
    "whole_text",
    "written_claims",
]
