"""Views of analyses and accounts with their words beside the spans, and the JSON document made of them."""

from counterclaim.exports._cells import csv_line, guard_cell
from counterclaim.exports._document import document_json, document_schema, json_text
from counterclaim.exports._views import (
    SCHEMA,
    ClaimView,
    DisputeView,
    DocumentView,
    PropositionView,
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
    "ReportView",
    "StoryView",
    "build_document",
    "csv_line",
    "document_json",
    "document_schema",
    "guard_cell",
    "json_text",
]
