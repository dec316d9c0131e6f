"""Context: rows of other people's event data, kept beside claims.

The record stays as it was, but for entries of a new kind (`context`) and decisions of two new actions (`event`,
`verdict`), which versions before this one cannot read.
"""

import sqlalchemy as sa
from alembic import op

from counterclaim.ledger._columns import UtcTime, words

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "context_rows",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("ordinal", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("entry_id", words(80), nullable=False),
        sa.Column("content", words(80), nullable=False),
        sa.Column("name", words(80), nullable=False, index=True),
        sa.Column("first", words(10), nullable=False, index=True),
        sa.Column("last", words(10), nullable=False),
        sa.Column("lat", sa.Float),
        sa.Column("lon", sa.Float),
        sa.Column("recorded_at", UtcTime, nullable=False),
    )
    op.create_table(
        "context_links",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("ordinal", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("url", words(80), primary_key=True, nullable=False, index=True),
    )
