"""Reports that were taken down: what the frontier knows of them goes, and they are not followed again.

The file keeps a keyed digest of each address in its place, under a key of its own. Whoever has the file can try out an
address; nobody can read one in it.
"""

import hmac
import secrets
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from counterclaim.collect.following._placeholders import TABLES as ASIDE
from counterclaim.collect.following._placeholders import probe_address
from counterclaim.errors import RunError

#: The names of what was taken down, and which text of the ledger an address gave last: whoever collects while another
#: process takes it down finds it there.
TABLES = (
    "CREATE TABLE IF NOT EXISTS removed (name BLOB PRIMARY KEY)",
    "CREATE TABLE IF NOT EXISTS removal_key (key BLOB NOT NULL)",
    "CREATE TRIGGER IF NOT EXISTS stay_removed BEFORE INSERT ON addresses"
    " WHEN EXISTS (SELECT 1 FROM removed WHERE name = removal_name((SELECT key FROM removal_key), NEW.address))"
    " BEGIN SELECT RAISE(IGNORE); END",
    "CREATE TABLE IF NOT EXISTS texts (address TEXT PRIMARY KEY, final TEXT NOT NULL, revision TEXT NOT NULL)",
)


def know_removed(connection: sqlite3.Connection) -> None:
    """Lets a connection tell addresses that were taken down; without it none can be added."""
    connection.create_function("removal_name", 2, _name, deterministic=True)


def _name(key: bytes | None, address: str) -> bytes | None:
    """By what a removed address is known; nothing where none was removed yet."""
    return None if key is None else hmac.digest(key, address.encode(errors="surrogatepass"), "sha256")


def is_removed(connection: sqlite3.Connection, address: str) -> bool:
    """Whether a report was taken down at an address."""
    query = "SELECT 1 FROM removed, removal_key WHERE name = removal_name(key, ?)"
    return connection.execute(query, (address,)).fetchone() is not None


def forget(connection: sqlite3.Connection, addresses: Collection[str]) -> None:
    """Forgets what a frontier knows of some reports, with whatever else led to them, within a transaction."""
    if connection.execute("SELECT 1 FROM removal_key").fetchone() is None:
        connection.execute("INSERT INTO removal_key VALUES (?)", (secrets.token_bytes(32),))
    (key,) = connection.execute("SELECT key FROM removal_key").fetchone()
    names = set(addresses)
    for address, document, final in connection.execute(
        "SELECT address, document, NULL FROM addresses UNION ALL SELECT address, NULL, final FROM fetches"
    ):
        if document in addresses or final in addresses:
            names.add(address)
    for name in names:
        connection.execute("INSERT OR IGNORE INTO removed VALUES (?)", (_name(key, name),))
        connection.execute("DELETE FROM addresses WHERE address = ?1 OR document = ?1", (name,))
        connection.execute("DELETE FROM sketches WHERE address = ?", (name,))
        connection.execute("DELETE FROM texts WHERE address = ?1 OR final = ?1", (name,))
        connection.execute("DELETE FROM walls WHERE address = ?1 OR final = ?1", (name,))
        asked = probe_address(name)  # beside the report, so that it may hold words of its address
        connection.execute("DELETE FROM fetches WHERE address = ?1 OR final = ?1", (asked,))
        connection.execute("DELETE FROM probes WHERE host = ?", (urlsplit(name).hostname or "",))
        connection.execute("DELETE FROM fetches WHERE address = ?1 OR final = ?1", (name,))
        connection.execute("UPDATE addresses SET listed_by = NULL WHERE listed_by = ?", (name,))


@contextmanager
def forgetting(path: Path, addresses: Collection[str]) -> Iterator[None]:
    """Forgets what a frontier's file knows of some reports, with whatever else led to them, once what is done within
    has succeeded. Nothing where there is no file.

    Raises:
        RunError: a collector is using the file, so that it could fetch and keep the reports again meanwhile.
    """
    if not path.exists():
        yield
        return
    with closing(sqlite3.connect(path, timeout=2.0, isolation_level=None)) as connection:
        know_removed(connection)
        try:
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise RunError(f"{path}: stop the collector first, so that it does not add again what goes") from error
        for statement in (*TABLES, *ASIDE):
            connection.execute(statement)
        forget(connection, addresses)
        yield
        connection.execute("COMMIT")
        connection.execute("VACUUM")
