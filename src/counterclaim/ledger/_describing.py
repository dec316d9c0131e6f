"""What can be told of a ledger without changing it: opening one brings it to the newest format."""

from dataclasses import dataclass

from sqlalchemy import select

from counterclaim.errors import LedgerError
from counterclaim.ledger import _tables as t
from counterclaim.ledger._database import Database
from counterclaim.ledger._entries import last_seq
from counterclaim.locations import Location


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerState:
    """A ledger as it lies there: its format, the newest that this version knows, and how many entries it holds."""

    schema_version: int
    newest_version: int
    entries: int


def describe_ledger(location: Location, *, wait_s: float = 10.0) -> LedgerState:
    """The state of a ledger; nothing is created, upgraded or written.

    Raises:
        LedgerError: there is none, it is not one of ours, or it cannot be read.
    """
    database = Database(location, wait_s=wait_s)
    try:
        database._place.look(create=False)
        with database.reading() as connection:
            if t.ledger_format.name not in t.table_names(connection):
                raise LedgerError(f"{location} is not a ledger")
            version = connection.scalar(select(t.ledger_format.c.schema_version))
            return LedgerState(
                schema_version=int(version or 0), newest_version=t.SCHEMA_VERSION, entries=last_seq(connection)
            )
    finally:
        database.close()
