"""Tables for analysts: read back with pyarrow, sqlite3 and Datasette."""

import asyncio
import json
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from counterclaim.exports import Cover, datasette_metadata, make_tables, parquet_files, write_sqlite
from counterclaim.exports._tables import TABLES_SCHEMA
from counterclaim.protection import Release
from counterclaim.protection._release import _KEY
from counterclaim.records.claims import Stance


@pytest.fixture
def database(release: Release, cover: Cover, tmp_path: Path) -> Path:
    path = tmp_path / "claims.db"
    write_sqlite(release, cover, path)
    return path


def test_every_row_fits_its_columns_and_every_column_is_described(release: Release, cover: Cover) -> None:
    for table in make_tables(release, cover):
        assert table.about
        assert all(column.about for column in table.columns)
        assert all(len(row) == len(table.columns) for row in table.rows), table.name


def test_parquet_reads_back_with_its_types_and_version(release: Release, cover: Cover, tmp_path: Path) -> None:
    files = parquet_files(release, cover)
    assert {"claims", "positions", "propositions", "disputes", "reports"} <= {name.split(".")[0] for name in files}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        schema = pq.read_schema(tmp_path / name)
        assert schema.metadata[b"schema"].decode() == TABLES_SCHEMA
        assert all(field.metadata[b"description"] for field in schema)
    claims = pq.read_table(tmp_path / "claims.parquet")
    assert claims.column("claimant").to_pylist() == ["Harrow Front", "interior ministry", "interior ministry"]
    assert claims.column("reviewed").to_pylist() == [True, False, False]
    assert claims.column("says_denial").to_pylist() == [False, False, False]
    figures = pq.read_table(tmp_path / "figures.parquet").to_pylist()
    assert [(row["low"], row["high"]) for row in figures] == [(12.0, None)]


def test_a_denial_in_its_own_words_is_told_apart(release: Release, cover: Cover) -> None:
    """“Nobody was killed”: without the column its words would be taken for what is denied."""
    claims = tuple(replace(claim, says_denial=claim.stance is Stance.DENIES) for claim in release.records.claims)
    said = Release(replace(release.records, claims=claims), release.held_back, key=_KEY)
    table = next(table for table in make_tables(said, cover) if table.name == "claims")
    at = [column.name for column in table.columns].index("says_denial")
    assert [row[at] for row in table.rows] == [False, True, False]


def test_a_table_without_rows_keeps_its_types(cover: Cover, tmp_path: Path) -> None:
    from tests.unit.exports.releases import make_release

    data = parquet_files(make_release(row=False), cover)["events.parquet"]
    (tmp_path / "events.parquet").write_bytes(data)
    table = pq.read_table(tmp_path / "events.parquet")
    assert table.num_rows == 0
    assert str(table.schema.field("latitude").type) == "double"


def test_keys_lead_somewhere_and_claims_are_found_by_words(database: Path) -> None:
    connection = sqlite3.connect(database)
    try:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        found = connection.execute(
            "SELECT claims.told FROM claims_fts JOIN claims ON claims.rowid = claims_fts.rowid"
            " WHERE claims_fts MATCH 'bridge AND fallen'"
        ).fetchall()
        assert found == [("interior ministry denies (“denied”): “that the bridge had fallen”",)]
        # judgement columns are there, and blank
        assert connection.execute("SELECT DISTINCT best_estimate, clarity FROM propositions").fetchall() == [
            (None, None)
        ]
    finally:
        connection.close()


def test_datasette_opens_the_file_and_shows_its_descriptions(
    database: Path, release: Release, cover: Cover, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATASETTE_LOAD_PLUGINS", "")
    from datasette.app import Datasette  # type: ignore[import-untyped]

    metadata = datasette_metadata(release, cover, "claims")
    json.dumps(metadata)

    async def ask() -> tuple[str, Any, Any]:
        datasette = Datasette([str(database)], metadata=metadata)
        await datasette.invoke_startup()
        page = await datasette.client.get("/claims/claims")
        rows = await datasette.client.get("/claims/claims.json?_search=bridge&_shape=objects")
        keys = await datasette.client.get("/claims/propositions.json?_labels=on")
        return page.text, rows.json(), keys.json()

    page, rows, keys = asyncio.run(ask())
    assert "who says what, through whom, in which words" in page
    assert "1 of 3 claims reviewed" in page or rows["filtered_table_rows_count"] == 3
    assert {row["claimant"] for row in rows["rows"]} == {"Harrow Front", "interior ministry"}
    assert "story_id" in str(keys)
