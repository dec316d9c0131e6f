"""Records joined with their words: views for the desk's own people, and the JSON document of an analysis.

What is here is shown inside. What leaves the desk is made of a `Release` (`counterclaim.protection`), by `exports`.
"""

from counterclaim.presentation._document import document_json, document_schema, json_text
from counterclaim.presentation._stances import stance_words, telling_words
from counterclaim.presentation._views import (
    SCHEMA,
    ClaimView,
    DisputeView,
    DocumentView,
    PropositionView,
    Quote,
    ReportView,
    StoryView,
    build_document,
)

__all__ = [
    "SCHEMA",
    "ClaimView",
    "DisputeView",
    "DocumentView",
    "PropositionView",
    "Quote",
    "ReportView",
    "StoryView",
    "build_document",
    "document_json",
    "document_schema",
    "json_text",
    "stance_words",
    "telling_words",
]
