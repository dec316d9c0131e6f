"""Turns that were found, and what waits to be sent.

The record stays as it was, but for entries of two new kinds (`watch`, `enquiry`), which versions before this one cannot
read. All tables are empty at first: the turns of before are found when somebody asks for them.
"""

import sqlalchemy as sa
from alembic import op

from counterclaim.ledger._columns import UtcTime, words

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "turns",
        sa.Column("id", words(80), primary_key=True, nullable=False),
        sa.Column("at", UtcTime, nullable=False, index=True),
        sa.Column("kind", words(40), nullable=False),
        sa.Column("body", words(), nullable=False),
    )
    op.create_table(
        "turn_texts",
        sa.Column("turn_id", words(80), primary_key=True, nullable=False),
        sa.Column("revision_id", words(80), primary_key=True, nullable=False, index=True),
    )
    op.create_table("noticed", sa.Column("at", UtcTime, primary_key=True))
    op.create_table(
        "deliveries",
        sa.Column("id", words(80), primary_key=True, nullable=False),
        sa.Column("watch", words(80), nullable=False, index=True),
        sa.Column("channel", words(20), nullable=False),
        sa.Column("turns", words(), nullable=False),
        sa.Column("state", words(20), nullable=False, index=True),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("created_at", UtcTime, nullable=False),
        sa.Column("due_at", UtcTime, nullable=False),
        sa.Column("note", words(200), nullable=False),
    )
    op.create_table(
        "sent_up_to",
        sa.Column("watch", words(80), primary_key=True, nullable=False),
        sa.Column("channel", words(20), primary_key=True),
        sa.Column("at", UtcTime, nullable=False),
    )
