"""The format of the first ledgers: `ledger_format`, `entries`, `contents` and their triggers.

Ledgers of it hold no name of a revision; there is nothing in front of it to come from.
"""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Nothing."""
