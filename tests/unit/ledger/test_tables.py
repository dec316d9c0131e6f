"""The tables: the same definitions serve both engines, and the documents name what they hold."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Table, create_engine, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateTable

from counterclaim.ledger import EntryKind
from counterclaim.ledger import _tables as t

TABLES = [table for metadata in (t.record, t.index, t.neighbours, t.accounts) for table in metadata.sorted_tables]
REFERENCE = Path(__file__).parents[3] / "docs" / "reference" / "ledger.md"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_can_be_made_on_both_engines(table: Table) -> None:
    """Moments are text on SQLite, which would lose their zone, and moments with a zone on PostgreSQL."""
    on_sqlite = str(CreateTable(table).compile(dialect=sqlite.dialect()))
    on_postgres = str(CreateTable(table).compile(dialect=postgresql.dialect()))
    assert "DATETIME" not in on_sqlite
    if "recorded_at" in table.c:
        assert "recorded_at TIMESTAMP WITH TIME ZONE" in on_postgres


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_is_documented(table: Table) -> None:
    assert f"`{table.name}`" in REFERENCE.read_text()


def test_every_kind_of_entry_is_documented() -> None:
    decision = REFERENCE.parents[1] / "decisions" / "0005-entry-kinds.md"
    for kind in EntryKind:
        assert f"| `{kind}` |" in decision.read_text()
        assert f"`{kind}`" in REFERENCE.read_text()


def test_stated_moments_keep_their_offset_and_recorded_ones_are_utc() -> None:
    moment = datetime(2024, 5, 3, 6, 41, 0, 7, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    engine = create_engine("sqlite://")
    row = {
        "seq": 1, "id": "r", "entry_id": "e", "document_id": "d", "content": "c", "address": "-", "title": "",
        "text_sha256": "", "body_sha256": "", "captured_at": moment, "recorded_at": moment,
    }  # fmt: skip
    with engine.begin() as connection:
        t.revisions.create(connection)
        connection.execute(t.revisions.insert(), row)
        kept = connection.execute(select(t.revisions.c.captured_at, t.revisions.c.recorded_at)).one()
    engine.dispose()
    assert kept.captured_at.isoformat() == moment.isoformat()
    assert (kept.recorded_at, kept.recorded_at.tzinfo) == (moment, UTC)
