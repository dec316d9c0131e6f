"""A ledger in a PostgreSQL database: how it is opened, what its transactions are, and its errors in words."""

import os
import ssl
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError, InterfaceError

from counterclaim.errors import LedgerError
from counterclaim.locations import LedgerUrl

OLDEST = 15
#: One lock a ledger: who holds it is the only writer. PostgreSQL gives it back when the transaction ends, however it
#: ends. A lock on a table would do as well, but asks for rights that writers are denied, and stands against VACUUM.
_LOCK = text(
    "SELECT pg_advisory_xact_lock(hashtextextended('counterclaim ' || coalesce(current_schema(), :schema), 0))"
)
#: A commit that was acknowledged survives a power cut, whatever the server's default is.
_DURABLE = "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'"


class PostgresSchema:
    """One schema of a database. Readers see one state throughout; writers take turns, one lock deciding."""

    def __init__(self, url: LedgerUrl, *, wait_s: float) -> None:
        self.name = str(url)
        self._url = url
        self._wait_s = wait_s
        try:
            self.engine: Engine = create_engine(
                URL.create(
                    "postgresql+pg8000",
                    username=url.user or os.environ.get("PGUSER") or os.environ.get("USER") or "postgres",
                    password=url.password or os.environ.get("PGPASSWORD"),
                    host=None if url.host.startswith("/") else url.host,
                    port=None if url.host.startswith("/") else url.port,
                    database=url.database,
                ),
                connect_args=_connect_args(url),
                pool_pre_ping=True,  # a server that was started again is found before a step begins, not within it
            )
        except ModuleNotFoundError as error:
            raise LedgerError(
                "a ledger on PostgreSQL needs its driver: pip install 'counterclaim[postgres]'"
            ) from error
        # Many rows go in one statement: the driver would send each by itself.
        self.engine.dialect.use_insertmanyvalues_wo_returning = True
        event.listen(self.engine, "connect", self._prepare, insert=True)

    def _prepare(self, connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        if self._url.schema:
            cursor.execute("SELECT set_config('search_path', quote_ident(%s), false)", (self._url.schema,))
        cursor.execute("SET TIME ZONE 'UTC'")
        cursor.execute(_DURABLE)
        cursor.close()
        connection.commit()

    def begin(self, connection: Connection, *, writing: bool) -> None:
        """Begins a transaction: a reader's sees one state; a writer's begins when it is the only one.

        A writer's statements see what was committed before each of them, so that all that the writer in front of it
        left is seen; nobody else changes anything meanwhile.
        """
        _end_ping(connection)
        if not writing:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            return
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {max(1, round(self._wait_s * 1000))}")
        connection.execute(_LOCK, {"schema": self._url.schema})

    def look(self, *, create: bool) -> None:
        """Nothing: the server says what is there."""

    def check(self, connection: Connection) -> None:
        """Raises LedgerError where the server or the database cannot hold a ledger."""
        version, encoding = connection.exec_driver_sql(
            "SELECT current_setting('server_version_num')::int / 10000, current_setting('server_encoding')"
        ).one()
        if version < OLDEST:
            raise LedgerError(f"{self.name} is on PostgreSQL {version}: a ledger needs {OLDEST} or newer")
        if encoding != "UTF8":
            raise LedgerError(f"{self.name} keeps text as {encoding}: create a database with ENCODING 'UTF8'")

    @property
    def empty(self) -> str:
        """What to say of a ledger that was not begun."""
        return f"there is no ledger at {self.name}: `counterclaim add` starts one, or use --ledger"

    def before_creation(self) -> None:
        """Nothing: all of it can be done within a transaction."""

    def make_room(self, connection: Connection) -> None:
        """Makes the schema, inside the transaction that fills it."""
        if self._url.schema:
            there = connection.execute(
                text("SELECT 1 FROM pg_namespace WHERE nspname = :schema"), {"schema": self._url.schema}
            ).first()
            if not there:
                name = self._url.schema.replace('"', '""')
                connection.exec_driver_sql(f'CREATE SCHEMA "{name}"')

    def scrub(self) -> None:
        """Rewrites the tables without anything that was erased. Waits until nobody reads them.

        What the server keeps besides (its write-ahead log, replicas, backups) is its owner's to erase.
        """
        with self.engine.connect() as connection:
            _end_ping(connection)
            connection = connection.execution_options(isolation_level="AUTOCOMMIT")
            connection.exec_driver_sql(f"SET lock_timeout = {max(1, round(self._wait_s * 1000))}")
            tables = connection.exec_driver_sql(
                "SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables"
                " WHERE schemaname = current_schema()"
            )
            for (table,) in tables.all():
                connection.exec_driver_sql(f"VACUUM (FULL, ANALYZE) {table}")

    def explain(self, error: DBAPIError) -> str:
        """What happened, where, and what to try."""
        details = error.orig.args[0] if error.orig is not None and error.orig.args else None
        if not isinstance(details, dict):
            words = str(error.orig)
            if "network error" in words or "connection is closed" in words:
                return (
                    f"the connection to {self.name} was lost: nothing of this step was kept; run it again, and where "
                    "that says the same look at the name of the database and the user"
                )
            if isinstance(error, InterfaceError):
                return f"no server answers for {self.name}: check the host and port, and that PostgreSQL runs there"
            return f"{self.name}: {words}"
        code, words = str(details.get("C")), str(details.get("M"))
        for sign, message in (
            ("55P03", f"another process is writing to {self.name} (waited {self._wait_s:g} s): try again later"),
            ("25006", f"{self.name} is read-only: it is a standby, or was set so; write to the primary server"),
            ("42501", f"{self.name}: {words}: ask its owner for the right, or log in as another user"),
            ("53100", f"no space left for {self.name}: nothing of this step was kept; free some and run it again"),
            ("28", f"{self.name} does not let this user in ({words}): check user and password (PGPASSWORD)"),
            ("3D000", f"there is no database for {self.name}: create it with ENCODING 'UTF8', or use --ledger"),
            ("53300", f"{self.name} has no connection left for us ({words}): try again later"),
            ("57P", f"the server of {self.name} broke off ({words}): nothing of this step was kept; run it again"),
            ("57014", f"{self.name} broke off ({words}): nothing of this step was kept; run it again"),
            ("XX", f"{self.name} is damaged ({words}): restore a backup (`counterclaim ledger verify` says why)"),
        ):
            if code.startswith(sign):
                return message
        return f"{self.name}: {words.removeprefix('counterclaim: ')}"


def _end_ping(connection: Connection) -> None:
    """Ends the transaction in which the pool asked whether the server is there: a snapshot of before the lock."""
    driver: Any = connection.connection.driver_connection
    driver.rollback()


def _connect_args(url: LedgerUrl) -> dict[str, Any]:
    arguments: dict[str, Any] = {"application_name": "counterclaim"}
    if url.host.startswith("/"):
        arguments["unix_sock"] = f"{url.host}/.s.PGSQL.{url.port}"
    elif url.sslmode != "prefer":
        how = {"disable": False, "require": True, "verify-full": None}[url.sslmode]
        arguments["ssl_context"] = ssl.create_default_context() if how is None else how
    return arguments
