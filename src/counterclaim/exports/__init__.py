"""What leaves the desk, in other tools' formats.

What is written for others takes a `Release` (`counterclaim.protection`), and a `Cover` that says when and as of when it
was made.
"""

from counterclaim.exports._annotations import make_annotations
from counterclaim.exports._cells import csv_line, guard_cell
from counterclaim.exports._dossier import Dossier, build_dossier, dossier_page
from counterclaim.exports._event_data import acled_lines, conventions, ucdp_lines
from counterclaim.exports._follow_the_money import make_entities, statement_lines
from counterclaim.exports._geo import make_features
from counterclaim.exports._parquet import parquet_files
from counterclaim.exports._provenance import EarlierText, provenance_json, provenance_turtle
from counterclaim.exports._saying import Cover
from counterclaim.exports._schema_org import make_claim_reviews, make_claims
from counterclaim.exports._sqlite import datasette_metadata, write_sqlite
from counterclaim.exports._tables import TABLES_SCHEMA, make_tables

__all__ = [
    "TABLES_SCHEMA",
    "Cover",
    "Dossier",
    "EarlierText",
    "acled_lines",
    "build_dossier",
    "conventions",
    "csv_line",
    "datasette_metadata",
    "dossier_page",
    "guard_cell",
    "make_annotations",
    "make_claim_reviews",
    "make_claims",
    "make_entities",
    "make_features",
    "make_tables",
    "parquet_files",
    "provenance_json",
    "provenance_turtle",
    "statement_lines",
    "ucdp_lines",
    "write_sqlite",
]
