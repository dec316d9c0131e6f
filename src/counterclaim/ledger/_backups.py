"""Copies of a ledger's file, taken while others write to it, and putting one back.

A copy is one state of the database: all entries, contents and tables. What lies beside it and can be made again,
the files of the neighbour index, is left out: a copy works without, and the next `add` to it makes them. The list of
takedowns is the caller's to keep, apart from the backups.
"""

import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Literal

from counterclaim.errors import LedgerError
from counterclaim.ledger._database import Database
from counterclaim.ledger._entries import last_seq
from counterclaim.ledger._proofs import checkpoint_of_size
from counterclaim.ledger._takedown import extend_list, list_of, read_list
from counterclaim.ledger._verifying import Progress, no_progress, verify

#: Pages between two reports of progress.
_PAGES = 2_000


def copy_database(
    source: Path,
    target: Path,
    *,
    journal: Literal["DELETE", "WAL"] = "DELETE",
    progress: Progress = no_progress,
) -> None:
    """Writes the state of a ledger as of now into a new file, durably, once the copy was checked against it.

    A backup's `journal` is DELETE: what it holds must not depend on files beside it.

    Raises:
        LedgerError: there is such a file already, it cannot be written, or the ledger is not sound. There is no new
            file then.
    """
    with _new_file(target) as part:
        try:
            with closing(sqlite3.connect(source)) as held, closing(sqlite3.connect(part)) as copy:
                # One state throughout. Otherwise whatever others write meanwhile makes the copying begin anew.
                held.isolation_level = None
                held.execute("BEGIN")
                held.execute("SELECT 1 FROM sqlite_master").fetchone()
                held.backup(
                    copy, pages=_PAGES, progress=lambda _, left, total: progress("pages copied", total - left, total)
                )
                copy.execute(f"PRAGMA journal_mode = {journal}")
        except sqlite3.Error as error:
            room = isinstance(error, sqlite3.OperationalError) and ("is full" in str(error) or "I/O" in str(error))
            hint = ": make room" if room else ""
            raise LedgerError(f"{source} could not be copied to {target} ({error}){hint}; nothing was kept") from error
        _check_copy(source, part, progress)


def _check_copy(source: Path, part: Path, progress: Progress) -> None:
    """Raises LedgerError where a copy does not hold the beginning of the log that it was made of, whole and sound."""
    original, copy = Database(source, wait_s=10), Database(part, wait_s=10)
    try:
        with copy.reading() as connection:
            size = last_seq(connection)
            known = []
            if size:
                with original.reading() as held:
                    known.append(checkpoint_of_size(held, size))
            checked = verify(connection, known, progress)
    finally:
        copy.close()
        original.close()
    if not checked.ok:
        raise LedgerError(
            f"{source} is not sound, so that nothing was kept ({checked.faults[0].message}): "
            "`counterclaim ledger verify` lists what is wrong"
        )


@contextmanager
def _new_file(target: Path) -> Iterator[Path]:
    """A file under a provisional name. It becomes `target` in the end, whole and durable, or nothing stays of it."""
    exists = f"{target} exists: name another file"
    if target.exists():
        raise LedgerError(exists)
    try:
        handle, name = tempfile.mkstemp(dir=target.absolute().parent, prefix=f"{target.name}.", suffix=".part")
    except OSError as error:
        raise LedgerError(f"{target} cannot be written ({error.strerror}): name another place") from error
    os.close(handle)
    part = Path(name)
    try:
        yield part
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        try:
            os.link(part, target)  # unlike renaming, this never takes the place of a file that came meanwhile
        except FileExistsError as error:
            raise LedgerError(exists) from error
        except OSError:  # a file system without links
            if target.exists():
                raise LedgerError(exists) from None
            part.rename(target)
        folder = os.open(target.absolute().parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    finally:
        for left in (part, *(part.with_name(f"{part.name}-{kind}") for kind in ("wal", "shm", "journal"))):
            left.unlink(missing_ok=True)


def put_back(backup: Path, target: Path, lists: Iterable[Path]) -> None:
    """Makes a ledger of a backup where there is none, with every list of takedowns that is known beside it.

    The caller opens it before anybody else does: that erases what is on the lists.
    """
    if not backup.is_file():
        raise LedgerError(f"there is no backup at {backup}")
    if target.exists():
        raise LedgerError(f"{target} exists: name another file")
    rows = [file.read_text(encoding="utf-8").splitlines() for file in (list_of(backup), *lists) if read_list(file)]
    extend_list(list_of(target), (line for lines in rows for line in lines if line.strip()))
    copy_database(backup, target, journal="WAL")
