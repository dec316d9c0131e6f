"""A SQLite file of plain tables, with keys, full-text search and descriptions; Datasette opens it as it is."""

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from counterclaim.exports._saying import Cover
from counterclaim.exports._tables import TABLES_SCHEMA, Table, make_tables
from counterclaim.records.ids import Json

if TYPE_CHECKING:
    from counterclaim.protection import Release

_TYPES = {"text": "TEXT", "integer": "INTEGER", "real": "REAL", "boolean": "INTEGER"}
#: What can be searched in full text, by table.
_SEARCHED = {"claims": ("claimant", "told"), "reports": ("outlet", "headline"), "propositions": ("heading",)}


def write_sqlite(release: "Release", cover: Cover, path: Path) -> None:
    """Writes the tables into a new file at `path`."""
    connection = sqlite3.connect(path)
    try:
        with connection:
            for table in make_tables(release, cover):
                _write(connection, table)
            connection.execute("PRAGMA user_version = 1")
        connection.execute("VACUUM")
    finally:
        connection.close()


def _write(connection: sqlite3.Connection, table: Table) -> None:
    lines = [f'"{c.name}" {_TYPES[c.type]}{" PRIMARY KEY" if c.name == "id" else ""}' for c in table.columns]
    lines += [f'FOREIGN KEY ("{c.name}") REFERENCES "{c.refers}" ("id")' for c in table.columns if c.refers]
    connection.execute(f'CREATE TABLE "{table.name}" ({", ".join(lines)})')
    for column in table.columns:
        if column.refers:
            connection.execute(f'CREATE INDEX "{table.name}_{column.name}" ON "{table.name}" ("{column.name}")')
    marks = ", ".join("?" * len(table.columns))
    connection.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', table.rows)
    if searched := _SEARCHED.get(table.name):
        names = ", ".join(f'"{name}"' for name in searched)
        own = f'"{table.name}_fts"'
        options = f'content="{table.name}", content_rowid="rowid"'
        connection.execute(f"CREATE VIRTUAL TABLE {own} USING fts5 ({names}, {options})")
        connection.execute(f"INSERT INTO {own} ({own}) VALUES ('rebuild')")


def datasette_metadata(release: "Release", cover: Cover, name: str) -> dict[str, Json]:
    """What Datasette shows of a file called `name`: descriptions of its tables and columns."""
    about = cover.to_json(release.records)
    reviewed, total = about["claimsReviewedByAPerson"], about["claims"]
    tables: dict[str, Json] = {
        table.name: {
            "description": table.about,
            "columns": {column.name: column.about for column in table.columns},
            **({"label_column": "told"} if table.name == "claims" else {}),
            **({"label_column": "heading"} if table.name in ("propositions", "disputes") else {}),
            **({"label_column": "headline"} if table.name == "reports" else {}),
        }
        for table in make_tables(release, cover)
    }
    return {
        "title": "Attributed claims",
        "description": (
            f"Who claims what, as of {cover.until:%Y-%m-%d %H:%M %Z}; claims, never findings. "
            f"Machine reading, {reviewed} of {total} claims reviewed by a person. Tables: {TABLES_SCHEMA}."
        ),
        "databases": {name: {"tables": tables}},
    }
