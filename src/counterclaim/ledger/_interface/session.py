"""An open ledger: its database, its clock, and what all parts of it rest on."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, select

from counterclaim import __version__
from counterclaim.ledger import _tables as t
from counterclaim.ledger._accounts import are_fresh, followed
from counterclaim.ledger._database import Database, Snapshot
from counterclaim.ledger._entries import last_seq
from counterclaim.ledger._index import reindex
from counterclaim.ledger._timeline import AsOf
from counterclaim.ledger._writer import Writer
from counterclaim.locations import LedgerUrl, Location, parse_location

SOFTWARE = f"software:counterclaim/{__version__}"


def utc_now() -> datetime:
    return datetime.now(UTC)


class Session:
    """What opens a ledger, and gives every part of it its transactions."""

    def __init__(
        self, database: Database, *, clock: Callable[[], datetime], recorded_by: str, behind: bool = False
    ) -> None:
        self._database = database
        self._clock = clock
        self._recorded_by = recorded_by
        self._behind = behind

    @classmethod
    def open(
        cls,
        path: str | Path | LedgerUrl,
        *,
        create: bool = True,
        clock: Callable[[], datetime] = utc_now,
        recorded_by: str = SOFTWARE,
        wait_s: float = 10.0,
        behind: bool = False,
        remember: int = 0,
    ) -> Self:
        """Opens the ledger at `path`, starting an empty one there if `create` and there is none.

        `path` is that of a file, or the address of a PostgreSQL database: `postgresql://HOST/DATABASE?schema=NAME`.
        `recorded_by` names the software that writes; `wait_s` is how long to wait for another writer. With `behind` the
        accounts of now are those that were computed last, also while somebody else adds what they do not reflect yet.
        The records of `remember` bytes stay decoded, for who reads the same stories again and again.

        Raises:
            LedgerError: the file is missing, not a ledger, of a newer version, locked, damaged or may not be read.
        """
        database = Database(parse_location(path), wait_s=wait_s)
        try:
            database.prepare(create=create, now=clock())
            _complete(database)
            if remember:
                database.remember(remember)
            ledger = cls(database, clock=clock, recorded_by=recorded_by, behind=behind)
            ledger._purge()
        except BaseException:
            database.close()
            raise
        return ledger

    @property
    def location(self) -> Location:
        """Where the ledger is."""
        return self._database.location

    @property
    def path(self) -> Path:
        """The path that files beside the ledger are named after: that of the ledger where it is a file."""
        return self._database.path

    def close(self) -> None:
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def snapshot(self, *, behind: bool | None = None) -> Iterator[Self]:
        """The ledger as it is now, for several questions that must fit each other. It cannot be written to. `behind` is
        as for `open`, where it is to be otherwise than there."""
        with self._database.reading() as connection:
            pinned = Snapshot(self._database, connection)
            behind = self._behind if behind is None else behind
            yield type(self)(pinned, clock=self._clock, recorded_by=self._recorded_by, behind=behind)

    @contextmanager
    def _writing(self) -> Iterator[Writer]:
        """A transaction that appends entries."""
        with self._database.writing() as connection:
            yield Writer(connection, now=self._clock(), software=self._recorded_by)

    def _state(self, connection: Connection, as_of: AsOf) -> AsOf:
        """The moment to read as of: with `behind` not beyond the entry that the tables of accounts reflect."""
        if not self._behind or as_of.recorded is not None or not are_fresh(connection, behind=True):
            return as_of
        seq = followed(connection)
        if seq == last_seq(connection):
            return as_of
        reflected = connection.scalar(select(t.entries.c.recorded_at).where(t.entries.c.seq == seq))
        return replace(as_of, recorded=reflected)

    def _purge(self) -> None:
        """Erases what must not be read once a ledger is open: the part that removes knows what that is."""
        raise NotImplementedError


def _complete(database: Database) -> None:
    """Makes the computed tables that an earlier version did not have, and fills them from the log."""
    wanted = {name for tables in (t.index, t.neighbours, t.accounts) for name in tables.tables}
    with database.reading() as connection:
        lacking = wanted - t.table_names(connection)
    if lacking:
        with database.writing() as connection:
            t.neighbours.create_all(connection)
            t.recreate(connection, t.accounts)
            reindex(connection)
