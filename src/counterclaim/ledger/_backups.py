"""Copies of a ledger, taken while others write to it, and putting one back."""

import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from counterclaim.errors import LedgerError
from counterclaim.ledger._takedown import extend_list, list_of, read_list


def copy_database(source: Path, target: Path) -> None:
    """Writes the whole state of a ledger as of now into a new file, durably; nothing of it stays where that fails."""
    if target.exists():
        raise LedgerError(f"{target} exists: name another file")
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(source)) as held, closing(sqlite3.connect(part)) as copy:
            held.backup(copy)
            # One file: what a copy holds must not depend on others beside it.
            copy.execute("PRAGMA journal_mode = DELETE")
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(target)
    except sqlite3.Error as error:
        raise LedgerError(f"{source} could not be copied to {target}: {error}") from error
    finally:
        part.unlink(missing_ok=True)


def put_back(backup: Path, target: Path, lists: Iterable[Path]) -> None:
    """Makes a ledger of a backup where there is none, with every list of takedowns that is known beside it.

    The caller opens it before anybody else does: that erases what is on the lists.
    """
    if not backup.is_file():
        raise LedgerError(f"there is no backup at {backup}")
    rows = [file.read_text(encoding="utf-8").splitlines() for file in (list_of(backup), *lists) if read_list(file)]
    extend_list(list_of(target), (line for lines in rows for line in lines if line.strip()))
    copy_database(backup, target)
    with closing(sqlite3.connect(target)) as opened:
        opened.execute("PRAGMA journal_mode = WAL")
