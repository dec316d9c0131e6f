"""A ledger in a SQLite file: how it is opened, what its transactions are, and its errors in words."""

import os
import sqlite3
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from counterclaim.errors import LedgerError

#: Per connection. WAL itself is a property of the file, set when it is created.
_PRAGMAS = (
    "PRAGMA recursive_triggers = ON",  # or INSERT OR REPLACE removes rows without firing DELETE triggers
    "PRAGMA synchronous = FULL",  # a commit that was acknowledged survives a power cut
    "PRAGMA secure_delete = ON",  # what is erased is overwritten
    "PRAGMA trusted_schema = OFF",  # a ledger file from elsewhere runs no code of its own
)

_PAUSE_S = 0.01  # between two attempts at what SQLite does not wait for


class SqliteFile:
    """One ledger file. Readers and one writer work side by side; a second writer waits."""

    def __init__(self, path: Path, *, wait_s: float) -> None:
        self.name = str(path)
        self._path = path
        self._wait_s = wait_s
        self.engine: Engine = create_engine(_address(path), connect_args={"timeout": wait_s})
        event.listen(self.engine, "connect", _prepare)

    def begin(self, connection: Connection, *, writing: bool) -> None:
        """Begins a transaction. A writer takes the lock at once: one that reads first may fail halfway."""
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    def look(self, *, create: bool) -> None:
        """Raises LedgerError where there cannot be a ledger, or none may be made."""
        path = self._path
        if path.is_dir():
            raise LedgerError(f"{path} is a folder: give the path of a ledger file")
        if not path.exists():
            if not create:
                raise LedgerError(f"there is no ledger at {path}: `counterclaim add` starts one, or use --ledger")
            if not path.parent.is_dir():
                raise LedgerError(f"the folder {path.parent} does not exist: create it, or use --ledger")

    def check(self, connection: Connection) -> None:
        """Nothing: the SQLite of this Python is the one that its tests ran with."""

    @property
    def empty(self) -> str:
        """What to say of a ledger that was not begun."""
        return f"{self.name} is an empty file: `counterclaim add` starts a ledger in it"

    def before_creation(self) -> None:
        """Sets what is a property of the file. Waits for its turn, as a writer does.

        SQLite does not wait here by itself: of two processes that change the mode at once, one fails at once.
        """
        latest = time.monotonic() + self._wait_s
        with self.engine.connect() as connection:
            driver: Any = connection.connection.driver_connection  # outside a transaction, where SQLite wants it
            while True:
                try:
                    driver.execute("PRAGMA journal_mode = WAL")
                    return
                except sqlite3.OperationalError as error:
                    if "is locked" not in str(error) or time.monotonic() >= latest:
                        raise LedgerError(self._message(str(error))) from error
                    time.sleep(_PAUSE_S)

    def make_room(self, connection: Connection) -> None:
        """Nothing: a file holds one ledger."""

    def scrub(self) -> None:
        """Rewrites the file without anything that was erased, and empties the write-ahead log."""
        with self.engine.connect() as connection:
            driver: Any = connection.connection.driver_connection  # outside a transaction, where SQLite wants it
            driver.execute("VACUUM")
            busy, *_ = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise LedgerError(
                f"what was removed may still stand in {self._path.name}-wal, because another process is reading "
                f"{self.name}: let it end, then open the ledger once more"
            )

    def explain(self, error: DBAPIError) -> str:
        """What happened, where, and what to try."""
        return self._message(str(error.orig))

    def _message(self, words: str) -> str:
        for sign, message in (
            ("is locked", f"another process is writing to {self.name} (waited {self._wait_s:g} s): try again later"),
            ("readonly", f"{self.name} is read-only: check the rights of the file and its folder, or copy it"),
            ("not a database", f"{self.name} is not a ledger: give --ledger another path"),
            (
                "unable to open",
                f"{self.name} cannot be opened: check that its folder exists and may be written, or copy it with the "
                f"{self._path.name}-wal beside it",
            ),
            ("is full", f"no space left for {self.name}: nothing of this step was kept; free some and run it again"),
            (
                "disk I/O",  # what a quota gives, and a disk that fails
                f"no space left for {self.name} by a quota, or its disk fails: nothing of this step was kept; "
                "make room or mend it, and run it again",
            ),
            (
                "Could not decode",
                f"{self.name} is damaged: `counterclaim ledger rebuild` mends computed tables; else restore a backup",
            ),
            ("malformed", f"{self.name} is damaged: restore a backup; `counterclaim ledger verify` says what is lost"),
        ):
            if sign in words:
                return message
        return f"{self.name}: {words.removeprefix('counterclaim: ')}"


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
    connection.isolation_level = None  # transactions are begun by `begin`, not guessed by the driver
    for pragma in _PRAGMAS:
        connection.execute(pragma)
