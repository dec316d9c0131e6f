"""Parquet: one file a table, for analysts."""

import io
from typing import TYPE_CHECKING

from counterclaim.exports._saying import Cover
from counterclaim.exports._tables import TABLES_SCHEMA, Table, make_tables

if TYPE_CHECKING:
    import pyarrow as pa

    from counterclaim.protection import Release


def parquet_files(release: "Release", cover: Cover) -> dict[str, bytes]:
    """The files by name. Their metadata tells the version of the tables, what they hold, and as of when."""
    import pyarrow.parquet as pq

    files: dict[str, bytes] = {}
    for table in make_tables(release, cover):
        buffer = io.BytesIO()
        pq.write_table(_arrow(table, cover), buffer, compression="zstd")
        files[f"{table.name}.parquet"] = buffer.getvalue()
    return files


def _arrow(table: Table, cover: Cover) -> "pa.Table":
    import pyarrow as pa

    types = {"text": pa.string(), "integer": pa.int64(), "real": pa.float64(), "boolean": pa.bool_()}
    schema = pa.schema(
        [pa.field(c.name, types[c.type], metadata={"description": c.about}) for c in table.columns],
        metadata={
            "schema": TABLES_SCHEMA,
            "description": table.about,
            "made_at": cover.made_at.isoformat(),
            "as_of": cover.as_of.isoformat() if cover.as_of else "",
        },
    )
    values = zip(*table.rows, strict=True) if table.rows else [() for _ in table.columns]
    arrays = [pa.array(list(column), type=field.type) for column, field in zip(values, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)
