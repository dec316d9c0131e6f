"""Ledgers of every released format are brought up to this one, with all that they hold."""

import gzip
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import inspect

from counterclaim.errors import LedgerError
from counterclaim.ledger import Ledger, copy_ledger
from counterclaim.ledger import _tables as t
from counterclaim.ledger._database import Database
from counterclaim.ledger._migrations import name_of, scripts, upgrade
from tests.engines import Engine
from tests.ledgers import project_simply

RELEASED = sorted((Path(__file__).parent / "released").glob("*.db.gz"))


@pytest.fixture(params=RELEASED, ids=lambda file: file.name.partition(".")[0])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A ledger as an earlier version left it: two linked reports, a judgement, a decision."""
    path = tmp_path / "old.db"
    path.write_bytes(gzip.decompress(request.param.read_bytes()))
    return path


def schema(path: Path) -> set[tuple[str, ...]]:
    """Everything that the database says of itself."""
    raw = sqlite3.connect(path)
    found = set(raw.execute("SELECT type, name, tbl_name, sql FROM sqlite_master"))
    raw.close()
    return found


def log(path: Path) -> list[tuple[object, ...]]:
    raw = sqlite3.connect(path)
    found = [
        tuple(row) for table in ("entries", "contents") for row in raw.execute(f"SELECT * FROM {table} ORDER BY 1")
    ]
    raw.close()
    return found


@pytest.mark.files
def test_an_old_ledger_becomes_one_of_this_format_and_keeps_its_log(old: Path, tmp_path: Path) -> None:
    before = log(old)
    with Ledger.open(old, create=False) as ledger:
        assert len(ledger.analyses()) == 2
        assert len(ledger.judgements().matches) == len(ledger.decisions()) == 1
        assert ledger.search("seized bridge") != ()
        assert ledger.verify(project=project_simply).faults == ()  # no accounts by the rules of before
        accounts = ledger.refresh(project_simply)
        assert len(accounts.disputes) == 1
        assert ledger.verify(project=project_simply).faults == ()
    assert log(old) == before
    fresh = tmp_path / "fresh.db"
    Ledger.open(fresh).close()
    assert schema(old) == schema(fresh)


@pytest.mark.files
def test_an_old_ledger_that_is_brought_up_to_date_is_so_once(old: Path) -> None:
    Ledger.open(old).close()
    before = old.read_bytes()
    Ledger.open(old).close()
    assert old.read_bytes() == before


@pytest.mark.files
def test_a_step_that_fails_leaves_the_old_ledger_as_it_was(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = schema(old), log(old)

    def fail(*_: object) -> None:
        upgrade(*_)  # type: ignore[arg-type]
        raise LedgerError("no")

    with monkeypatch.context() as patched:
        patched.setattr("counterclaim.ledger._migrations.upgrade", fail)
        with pytest.raises(LedgerError, match="no"):
            Ledger.open(old)
    assert (schema(old), log(old)) == before
    with Ledger.open(old) as ledger:
        assert ledger.verify().ok


def test_an_old_ledger_can_be_taken_to_either_engine(old: Path, engine: Engine, tmp_path: Path) -> None:
    place = engine.place(tmp_path)
    with Ledger.open(old) as ledger:
        copied = copy_ledger(ledger, place)
        entries = list(ledger.entries())
        root = ledger.checkpoint_of_size(len(entries))
    assert copied.root == root.root
    with Ledger.open(place) as held:
        assert list(held.entries()) == entries
        assert held.verify([root], project=project_simply).covered == len(entries)


def test_every_format_has_a_revision_and_a_new_ledger_bears_the_last(engine: Engine, tmp_path: Path) -> None:
    script = scripts()
    named = sorted(revision.revision for revision in script.walk_revisions())
    assert named == [name_of(version) for version in range(1, t.SCHEMA_VERSION + 1)]
    assert script.get_current_head() == name_of(t.SCHEMA_VERSION)
    with Ledger.open(engine.place(tmp_path)) as ledger, ledger._database.reading() as connection:
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == name_of(
            t.SCHEMA_VERSION
        )


def test_migrating_from_the_first_format_gives_the_tables_of_this_one_on_both_engines(
    engine: Engine, tmp_path: Path
) -> None:
    """The record as the first format had it, without computed tables: what is made of it is what a new ledger is."""
    old, fresh = Database(engine.place(tmp_path, "old"), wait_s=5), Database(engine.place(tmp_path, "new"), wait_s=5)
    now = datetime(2024, 5, 4, tzinfo=UTC)
    with old.filling() as connection:
        t.record.create_all(connection)
        row = {"product": "counterclaim", "schema_version": 1, "created_at": now}
        connection.execute(t.ledger_format.insert(), row)
    for database in (old, fresh):
        location = database.location
        database.close()
        Ledger.open(location).close()
    found = []
    for database in (old, fresh):
        with database.reading() as connection:
            seen = inspect(connection)
            found.append(
                {
                    table: (
                        [
                            (column["name"], str(column["type"]), column["nullable"])
                            for column in seen.get_columns(table)
                        ],
                        seen.get_pk_constraint(table)["constrained_columns"],
                        sorted(str(index["column_names"]) for index in seen.get_indexes(table)),
                    )
                    for table in seen.get_table_names()
                }
            )
        database.close()
    assert found[0] == found[1]
