"""Opening a ledger's database, its transactions, and its errors in words."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, select
from sqlalchemy.exc import DBAPIError

from counterclaim.errors import LedgerError
from counterclaim.ledger import _tables as t

#: Per connection. WAL itself is a property of the file, set when it is created.
_PRAGMAS = (
    "PRAGMA recursive_triggers = ON",  # or INSERT OR REPLACE removes rows without firing DELETE triggers
    "PRAGMA synchronous = FULL",  # a commit that was acknowledged survives a power cut
    "PRAGMA secure_delete = ON",  # what is erased is overwritten
    "PRAGMA trusted_schema = OFF",  # a ledger file from elsewhere runs no code of its own
)
_WRITE = "counterclaim_write"


class Database:
    """One ledger file and its connections. Readers and one writer work side by side; a second writer waits."""

    def __init__(self, path: Path, *, wait_s: float) -> None:
        self.path = path
        self._wait_s = wait_s
        self._engine: Engine = create_engine(_address(path), connect_args={"timeout": wait_s})
        event.listen(self._engine, "connect", _prepare)
        event.listen(self._engine, "begin", _begin)

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the ledger throughout."""
        with self._explained(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that holds the write lock from its start; all of it is durable at the end, or none."""
        with self._explained(), self._engine.connect() as connection:
            connection = connection.execution_options(**{_WRITE: True})
            with connection.begin():
                yield connection

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise LedgerError(self._explain(error)) from error
        except UnicodeDecodeError as error:  # the driver's own message, which quotes the damaged schema
            raise LedgerError(f"{self.path} is damaged: restore a backup") from error

    def _explain(self, error: DBAPIError) -> str:
        """What happened, where, and what to try."""
        words = str(error.orig)
        for sign, message in (
            ("is locked", f"another process is writing to {self.path} (waited {self._wait_s:g} s): try again later"),
            ("readonly", f"{self.path} is read-only: check the rights of the file and its folder, or copy it"),
            ("not a database", f"{self.path} is not a ledger: give --ledger another path"),
            (
                "unable to open",
                f"{self.path} cannot be opened: check that its folder exists and may be written, or copy it with the "
                f"{self.path.name}-wal beside it",
            ),
            ("is full", f"no space left for {self.path}: nothing of this step was kept; free some and run it again"),
            (
                "Could not decode",
                f"{self.path} is damaged: `counterclaim ledger rebuild` mends computed tables; else restore a backup",
            ),
            ("malformed", f"{self.path} is damaged: restore a backup; `counterclaim ledger verify` says what is lost"),
        ):
            if sign in words:
                return message
        return f"{self.path}: {words.removeprefix('counterclaim: ')}"

    def prepare(self, *, create: bool, now: datetime) -> None:
        """Checks that the file is a ledger that this version can use; with `create`, makes an empty file one.

        Raises:
            LedgerError: the file is missing, foreign, of a newer version, damaged or cannot be written.
        """
        if self.path.is_dir():
            raise LedgerError(f"{self.path} is a folder: give the path of a ledger file")
        if not self.path.exists():
            if not create:
                raise LedgerError(f"there is no ledger at {self.path}: `counterclaim add` starts one, or use --ledger")
            if not self.path.parent.is_dir():
                raise LedgerError(f"the folder {self.path.parent} does not exist: create it, or use --ledger")
        with self.reading() as connection:
            names = t.table_names(connection)
        if not names:
            if not create:
                raise LedgerError(f"{self.path} is an empty file: `counterclaim add` starts a ledger in it")
            self._create(now)
        with self.reading() as connection:
            self._check_format(connection)

    def _create(self, now: datetime) -> None:
        with self._explained(), self._engine.connect() as connection:
            # Outside a transaction, which is where SQLite allows it.
            driver: Any = connection.connection.driver_connection
            driver.execute("PRAGMA journal_mode = WAL")
        with self.writing() as connection:
            if not t.table_names(connection):  # another process may have been first
                t.create_all(connection, now)

    def _check_format(self, connection: Connection) -> None:
        if t.ledger_format.name not in t.table_names(connection):
            raise LedgerError(f"{self.path} is a database, but not a ledger: give --ledger another path")
        row = connection.execute(select(t.ledger_format)).first()
        if row is None or row.product != "counterclaim":
            raise LedgerError(f"{self.path} is a ledger of another program: give --ledger another path")
        if row.schema_version > t.SCHEMA_VERSION:
            raise LedgerError(
                f"{self.path} has format {row.schema_version}, this version reads up to {t.SCHEMA_VERSION}: "
                "use a newer version of counterclaim"
            )


def _address(path: Path) -> URL:
    """Where the engine finds the file, and how it must open it.

    Readers of a write-ahead log write beside the file too (`NAME-shm`). Where they may not, SQLite has to be told that
    nobody writes; it then sees no entry that is still in `NAME-wal` alone, so with such a file it is only told to read.
    """
    if not path.is_file() or (os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)):
        return URL.create("sqlite", database=str(path))
    wal = path.with_name(f"{path.name}-wal")
    merged = not wal.exists() or wal.stat().st_size == 0
    query = {"mode": "ro", "uri": "true", **({"immutable": "1"} if merged else {})}
    return URL.create("sqlite", database=f"file:{quote(str(path.absolute()))}", query=query)


def _prepare(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun by `_begin`, not guessed by the driver
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _begin(connection: Connection) -> None:
    # A writer takes the lock at once: a transaction that reads first and writes later can fail halfway.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get(_WRITE) else "BEGIN")
