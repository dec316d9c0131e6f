"""Bringing a ledger of an earlier format up to this version's, with Alembic.

A format's number is `SCHEMA_VERSION` and the name of its revision in `versions` ("0002" for 2). The record itself
(`ledger_format`, `entries`, `contents`) changes in revisions alone. Computed tables are made anew when a ledger is
opened, so a revision only has to drop what no longer has its shape.
"""

from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, delete, update

from counterclaim.ledger import _tables as t


def scripts() -> ScriptDirectory:
    """The revisions, oldest first."""
    folder = Path(__file__).parent
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return ScriptDirectory(str(folder), version_locations=[str(folder / "versions")])


def upgrade(connection: Connection, version: int) -> None:
    """Brings a ledger from format `version` to this one, inside the caller's transaction."""
    script = scripts()
    held = MigrationContext.configure(connection).get_current_heads()
    if not held:  # of a time before formats had revisions
        MigrationContext.configure(connection).stamp(script, name_of(version))

    def steps(revision: object, _context: object) -> object:
        return script._upgrade_revs("head", revision)  # type: ignore[arg-type]

    with EnvironmentContext(Config(), script, fn=steps) as environment:
        environment.configure(connection=connection, transaction_per_migration=False)
        environment.run_migrations()
    connection.execute(update(t.ledger_format).values(schema_version=t.SCHEMA_VERSION))
    if t.projected.name in t.table_names(connection):
        connection.execute(delete(t.projected))  # accounts by the rules of an earlier version: computed anew


def name_of(version: int) -> str:
    """The name of the revision that a format's number stands for."""
    return f"{version:04}"
