"""What people decided, applied to readings and accounts: pure functions over records.

A decision binds to words of a report. `review_reading` puts those on single claims into the reading of a report,
`find_constraints` turns those that relate two things into pairs that hold whatever is judged, `find_standings` and
`find_protected` read what is said of parties. Nothing is changed: the machine's reading stays beside the reviewed one.
Annotation tools, training and evaluation get and give claims through `Page` and `Annotated`.
"""

from counterclaim.review._agreement import Alpha, krippendorff_alpha, wilson
from counterclaim.review._anchors import carry, find_beside, find_claim, find_quote, quote_of, whole_text
from counterclaim.review._annotations import Annotated, Marked, Page, annotate, code_page, decide_page, unsaid
from counterclaim.review._constraints import Constraints, Party, find_constraints
from counterclaim.review._evaluation import Agreement, Coded, Evaluation, Score, evaluate_readings
from counterclaim.review._holding import hold_disputes, hold_origins
from counterclaim.review._label_studio import from_label_studio, label_config, to_label_studio
from counterclaim.review._outward import (
    PLACE,
    EventRow,
    Said,
    Verdict,
    find_event_rows,
    find_verdicts,
    parse_columns,
    place_of_row,
    why_no_row,
)
from counterclaim.review._pairs import Pairs
from counterclaim.review._readings import (
    COMMENT,
    REVIEW,
    Conflict,
    ReviewedReading,
    outcome_of,
    review_reading,
    unmarked,
    written_claims,
)
from counterclaim.review._sampling import Passage, draw_sample, sample_name, week_of
from counterclaim.review._standing import Protected, Standing, find_protected, find_standings
from counterclaim.review._training import training_rows
from counterclaim.review._web_annotation import from_web_annotations, to_web_annotations
from counterclaim.review._writing import (
    Rewriting,
    find_words,
    new_claim,
    parse_figure,
    parse_place,
    parse_time,
    rewrite,
    show_figure,
    show_place,
    with_frame,
)

__all__ = [
    "COMMENT",
    "PLACE",
    "REVIEW",
    "Agreement",
    "Alpha",
    "Annotated",
    "Coded",
    "Conflict",
    "Constraints",
    "Evaluation",
    "EventRow",
    "Marked",
    "Page",
    "Pairs",
    "Party",
    "Passage",
    "Protected",
    "ReviewedReading",
    "Rewriting",
    "Said",
    "Score",
    "Standing",
    "Verdict",
    "annotate",
    "carry",
    "code_page",
    "decide_page",
    "draw_sample",
    "evaluate_readings",
    "find_beside",
    "find_claim",
    "find_constraints",
    "find_event_rows",
    "find_protected",
    "find_quote",
    "find_standings",
    "find_verdicts",
    "find_words",
    "from_label_studio",
    "from_web_annotations",
    "hold_disputes",
    "hold_origins",
    "krippendorff_alpha",
    "label_config",
    "new_claim",
    "outcome_of",
    "parse_columns",
    "parse_figure",
    "parse_place",
    "parse_time",
    "place_of_row",
    "quote_of",
    "review_reading",
    "rewrite",
    "sample_name",
    "show_figure",
    "show_place",
    "to_label_studio",
    "to_web_annotations",
    "training_rows",
    "unmarked",
    "unsaid",
    "week_of",
    "whole_text",
    "why_no_row",
    "wilson",
    "with_frame",
    "written_claims",
]
