"""Computed tables by parts, neighbours of reports, kept nodes of the tree.

The record stays as it was. All that was computed of it goes, since its tables had other shapes; opening the ledger
computes it again.
"""

from alembic import op
from sqlalchemy import inspect

revision = "0002"
down_revision = "0001"

#: Every computed table that a ledger of the first format may hold, also of versions that were never released.
COMPUTED = (
    "actors",
    "answers",
    "claim_search",
    "claims",
    "decisions",
    "disputes",
    "documents",
    "judgements",
    "matches",
    "origins",
    "part_members",
    "parts",
    "positions",
    "projected",
    "propositions",
    "quotations",
    "readings",
    "revisions",
    "shared_utterances",
    "stories",
    "ties",
    "unimprinted",
    "unjudged",
)


def upgrade() -> None:
    there = set(inspect(op.get_bind()).get_table_names())
    for table in COMPUTED:
        if table in there:
            op.drop_table(table)
