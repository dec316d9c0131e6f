"""A ledger's database: its transactions, and whether it is one that this version can use. What differs between engines
is in `_sqlite` and `_postgres`."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, event, select
from sqlalchemy.exc import DBAPIError

from counterclaim.errors import LedgerError
from counterclaim.ledger import _tables as t
from counterclaim.ledger._entries import DECODED, Shelf
from counterclaim.ledger._postgres import PostgresSchema
from counterclaim.ledger._sqlite import SqliteFile
from counterclaim.ledger._takedown import last_takedown
from counterclaim.locations import LedgerUrl, Location, stem_of

_WRITE = "counterclaim_write"


class Database:
    """One ledger's database and its connections. Readers and one writer work side by side; a second writer waits.

    `path` is the path that files beside the ledger are named after: its own where it is a file.
    """

    def __init__(self, location: Location, *, wait_s: float) -> None:
        self.location = location
        self.path: Path = stem_of(location)
        self._place: SqliteFile | PostgresSchema
        if isinstance(location, LedgerUrl):
            self._place = PostgresSchema(location, wait_s=wait_s)
        else:
            self._place = SqliteFile(location, wait_s=wait_s)
        self._shelf: Shelf | None = None
        self._engine = self._place.engine
        event.listen(self._engine, "begin", self._begin)

    def _begin(self, connection: Connection) -> None:
        self._place.begin(connection, writing=bool(connection.get_execution_options().get(_WRITE)))

    def close(self) -> None:
        self._engine.dispose()

    def remember(self, most_bytes: int) -> None:
        """Lets connections share the records that were decoded last, from so many bytes, until something is erased."""
        self._shelf = Shelf(most_bytes)

    def _share(self, connection: Connection) -> Connection:
        """The connection, whose transaction has begun, with the records that it may share."""
        if self._shelf is None:
            return connection
        return connection.execution_options(**{DECODED: self._shelf.after(last_takedown(connection))})

    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction that sees one state of the ledger throughout."""
        return self._reading()

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction that holds the write lock from its start; all of it is durable at the end, or none."""
        return self._writing()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._explained(), self._engine.connect() as connection, connection.begin():
            yield self._share(connection)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._explained(), self._engine.connect() as connection:
            connection = connection.execution_options(**{_WRITE: True})
            with connection.begin():
                yield self._share(connection)

    def scrub(self) -> None:
        """Rewrites the database without anything that was erased.

        Raises:
            LedgerError: another process is using the ledger, so that traces stay in its files.
        """
        with self._explained():
            self._place.scrub()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise LedgerError(self._place.explain(error)) from error
        except UnicodeDecodeError as error:  # the driver's own message, which quotes the damaged schema
            raise LedgerError(f"{self._place.name} is damaged: restore a backup") from error

    def prepare(self, *, create: bool, now: datetime) -> None:
        """Checks that this is a ledger that this version can use; with `create`, makes an empty place one.

        Raises:
            LedgerError: it is missing, foreign, of a newer version, damaged or cannot be written.
        """
        self._place.look(create=create)
        with self.reading() as connection:
            names = t.table_names(connection)
            self._place.check(connection)
        if not names:
            if not create:
                raise LedgerError(self._place.empty)
            self._create(now)
        with self.reading() as connection:
            version = self._check_format(connection)
        if version < t.SCHEMA_VERSION:
            self._upgrade()

    def _create(self, now: datetime) -> None:
        with self._explained():
            self._place.before_creation()
        with self.writing() as connection:
            if not t.table_names(connection):  # another process may have been first
                self._place.make_room(connection)
                t.create_all(connection, now)

    def _upgrade(self) -> None:
        from counterclaim.ledger._migrations import upgrade

        with self.writing() as connection:
            version = self._check_format(connection)  # another process may have been first
            if version < t.SCHEMA_VERSION:
                upgrade(connection, version)

    @contextmanager
    def filling(self) -> Iterator[Connection]:
        """A transaction that fills a place where there is no ledger yet: afterwards there is a whole one, or none.

        Raises:
            LedgerError: there is something already.
        """
        self._place.look(create=True)
        with self._explained():
            self._place.before_creation()
        with self.writing() as connection:
            self._place.check(connection)
            if t.table_names(connection):
                raise LedgerError(f"there is something at {self._place.name} already: give another place")
            self._place.make_room(connection)
            yield connection

    def _check_format(self, connection: Connection) -> int:
        """The number of the format. Raises LedgerError where this is no ledger, or one of a newer format."""
        name = self._place.name
        if t.ledger_format.name not in t.table_names(connection):
            raise LedgerError(f"{name} is a database, but not a ledger: give --ledger another path")
        row = connection.execute(select(t.ledger_format)).first()
        if row is None or row.product != "counterclaim":
            raise LedgerError(f"{name} is a ledger of another program: give --ledger another path")
        if row.schema_version > t.SCHEMA_VERSION:
            raise LedgerError(
                f"{name} has format {row.schema_version}, this version reads up to {t.SCHEMA_VERSION}: "
                "use a newer version of counterclaim"
            )
        return int(row.schema_version)


class Snapshot(Database):
    """One state of a ledger's database, held by a connection that reads: it shows nothing of what is written since."""

    def __init__(self, database: Database, connection: Connection) -> None:
        self.location, self.path, self._place = database.location, database.path, database._place
        self._connection = connection

    def reading(self) -> AbstractContextManager[Connection]:
        return nullcontext(self._connection)

    def writing(self) -> AbstractContextManager[Connection]:
        raise LedgerError(f"{self._place.name}: a snapshot cannot be written to")

    def close(self) -> None:
        """Nothing: the connection is its owner's."""
