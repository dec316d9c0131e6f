"""The engines that ledgers are tested on: files, and a PostgreSQL server of the tests' own.

`COUNTERCLAIM_TEST_POSTGRES` names a database on a running server in which the tests may make schemas. Without it a
server is started for the run where PostgreSQL is installed, in a temporary folder, reached by a socket in it only.
"""

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, inspect, text

from counterclaim.ledger._postgres import PostgresSchema
from counterclaim.locations import LedgerUrl, Location, parse_location

_NUMBERS = itertools.count(1)
_BINARIES = (Path("/usr/local/bin"), *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True))


class NoServer(Exception):
    """There is no PostgreSQL to test on; the message says why."""


class Engine:
    """Where a test's ledgers lie. `url` is the database in which schemas are made; None for files."""

    def __init__(self, name: str, url: str | None = None) -> None:
        self.name = name
        self._url = url

    def place(self, folder: Path, name: str = "war") -> Location:
        """The location of a ledger that is not there yet. Files beside it lie in `folder`."""
        if self._url is None:
            return folder / f"{name}.db"
        mark = "&" if "?" in self._url else "?"
        schema = f"t{os.getpid()}_{next(_NUMBERS)}_{name}"
        return parse_location(f"{self._url}{mark}schema={schema}", folder)


@contextmanager
def raw(location: Location) -> Iterator[Connection]:
    """A connection that goes around the library, in a transaction of its own."""
    if isinstance(location, LedgerUrl):
        engine = PostgresSchema(location, wait_s=5).engine
    else:
        engine = create_engine(f"sqlite:///{location}")
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def rows(location: Location, query: str) -> list[tuple[Any, ...]]:
    """What a query gives."""
    with raw(location) as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def change(location: Location, *statements: str) -> None:
    """Changes a ledger as somebody would who may write to it."""
    with raw(location) as connection:
        for statement in statements:
            connection.execute(text(statement.replace(":", r"\:")))


def disarm(location: Location) -> None:
    """Takes the triggers away, as somebody would who owns the ledger."""
    with raw(location) as connection:
        if connection.dialect.name == "sqlite":
            triggers = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").all()
            for (name,) in triggers:
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        else:
            for table in ("entries", "contents", "ledger_format"):
                connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
                connection.exec_driver_sql(f"GRANT ALL ON {table} TO CURRENT_USER")


def dump(
    location: Location,
    *,
    without: tuple[str, ...] = ("ledger_format", "entries", "contents", "tree_nodes", "alembic_version"),
) -> dict[str, list[object]]:
    """Every row of every projection."""
    with raw(location) as connection:
        names = sorted(set(inspect(connection).get_table_names()) - set(without))
        return {
            name: sorted((tuple(row) for row in connection.execute(text(f"SELECT * FROM {name}"))), key=repr)
            for name in names
            if not name.startswith(("claim_search_", "sqlite_"))
        }


@contextmanager
def server() -> Iterator[str]:
    """The address of a database in which schemas can be made.

    Raises:
        NoServer: none is named, and PostgreSQL is not installed.
    """
    named = os.environ.get("COUNTERCLAIM_TEST_POSTGRES")
    if named:
        yield named
        return
    found = [folder for folder in _BINARIES if (folder / "initdb").exists() and (folder / "pg_ctl").exists()]
    if not found:
        raise NoServer("PostgreSQL is not installed, and COUNTERCLAIM_TEST_POSTGRES names no server")
    folder = Path(tempfile.mkdtemp(prefix="cc-pg-", dir="/tmp"))  # a socket's path may not be long
    user = _unprivileged()
    try:
        if user:
            shutil.chown(folder, user)
        data, socket = folder / "data", f"host={folder}"

        def run(*command: str | Path) -> None:
            done = subprocess.run(command, cwd=folder, user=user, capture_output=True, check=False, timeout=120)
            if done.returncode:
                raise NoServer(f"{Path(command[0]).name} failed: {done.stderr.decode(errors='replace')[-500:]}")

        run(found[0] / "initdb", "-D", data, "-U", "admin", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        options = f"-k {folder} -c listen_addresses='' -c fsync=off -c full_page_writes=off -c max_connections=60"
        # Not waiting on its output: the server keeps what it inherits open.
        run(found[0] / "pg_ctl", "-D", data, "-w", "-s", "-o", options, "-l", folder / "log", "start")
        try:
            admin = create_engine(
                "postgresql+pg8000://admin@/postgres",
                connect_args={"unix_sock": f"{folder}/.s.PGSQL.5432"},
                isolation_level="AUTOCOMMIT",
            )
            with admin.connect() as connection:
                connection.exec_driver_sql("CREATE ROLE counterclaim LOGIN")  # an owner like any other
                connection.exec_driver_sql("CREATE DATABASE ledgers OWNER counterclaim")
            admin.dispose()
            yield f"postgresql://counterclaim@/ledgers?{socket}"
        finally:
            # Not waiting for its end: where nobody collects what has ended, it would be waited for a minute.
            run(found[0] / "pg_ctl", "-D", data, "-m", "immediate", "-s", "-W", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged() -> str | None:
    """Who runs the server: PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known)
