"""Pages that are gone.

The record stays as it was, but for entries of a new kind (`absence`), which versions before this one cannot read. The
table is empty at first: no ledger of before holds such entries.
"""

import sqlalchemy as sa
from alembic import op

from counterclaim.ledger._columns import UtcTime, words

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "absences",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("entry_id", words(80), nullable=False),
        sa.Column("document_id", words(80), nullable=False, index=True),
        sa.Column("action", words(10), nullable=False),
        sa.Column("content", words(80), nullable=False),
        sa.Column("recorded_at", UtcTime, nullable=False),
        sa.Column("recorded_by", words(120), nullable=False),
    )
