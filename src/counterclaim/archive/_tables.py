"""The tables that a run writes: pages, as they were captured, and readings, row by row the same pages.

Both are Parquet files of which the same rows give the same bytes. What a column holds is said in
`docs/reference/archive.md`; records are JSON, as in a ledger.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from counterclaim.archive._storage import Folder
from counterclaim.errors import InputError
from counterclaim.records.analyses import Analysis
from counterclaim.records.codec import RecordError, from_json, to_json
from counterclaim.records.ids import canonical_json
from counterclaim.records.revisions import Capture, Revision

PAGES_FORMAT, READINGS_FORMAT = "counterclaim-pages/1", "counterclaim-readings/1"
MOMENT = pa.timestamp("us", tz="UTC")

PAGES = pa.schema(
    [
        pa.field("number", pa.int32(), nullable=False),  # of the page among those of its shard that were wanted
        pa.field("status", pa.string(), nullable=False),  # kept, refused
        pa.field("address", pa.string(), nullable=False),
        pa.field("reason", pa.string()),  # why it was refused
        pa.field("captured_at", MOMENT),
        pa.field("moment", MOMENT),  # published at the earliest, or else captured
        pa.field("title", pa.string()),
        pa.field("outlet", pa.string()),
        pa.field("document_id", pa.string()),
        pa.field("revision_id", pa.string()),
        pa.field("sentences", pa.list_(pa.uint64())),  # hashes, by which copies are found
        pa.field("capture", pa.string()),  # JSON, without the bytes
        pa.field("body", pa.binary()),
        pa.field("revision", pa.string()),  # JSON
    ],
    metadata={"format": PAGES_FORMAT},
)

READINGS = pa.schema(
    [
        pa.field("number", pa.int32(), nullable=False),
        pa.field("status", pa.string(), nullable=False),  # read, copy, failed
        pa.field("address", pa.string(), nullable=False),
        pa.field("revision_id", pa.string(), nullable=False),
        pa.field("copy_of", pa.string()),  # the revision in which every sentence of a copy stands
        pa.field("reason", pa.string()),  # why reading failed
        pa.field("attributions", pa.int32(), nullable=False),
        pa.field("claims", pa.int32(), nullable=False),
        pa.field("reading", pa.string()),  # JSON, without the revision
    ],
    metadata={"format": READINGS_FORMAT},
)

#: Rows that are held in memory and written together.
ROWS = 128

Row = dict[str, Any]


def write_table(folder: Folder, name: str, schema: pa.Schema, rows: Iterable[Row]) -> str:
    """Writes rows as the file `name`; returns its SHA-256."""
    with folder.writing(name) as stream:
        out = _Hashing(stream)
        with pq.ParquetWriter(out, schema, compression="zstd", compression_level=3, use_dictionary=False) as writer:
            held: list[Row] = []
            for row in rows:
                held.append(row)
                if len(held) == ROWS:
                    writer.write_table(pa.Table.from_pylist(held, schema=schema))
                    held = []
            if held:
                writer.write_table(pa.Table.from_pylist(held, schema=schema))
    return out.sha256.hexdigest()


class _Hashing:
    """What pyarrow needs of a file to write to; knows the digest of what went through."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._at = 0
        self.sha256 = hashlib.sha256()
        self.closed = False

    def write(self, data: Any) -> int:
        data = bytes(data)
        self._stream.write(data)
        self.sha256.update(data)
        self._at += len(data)
        return len(data)

    def tell(self) -> int:
        return self._at

    def flush(self) -> None:
        self._stream.flush()

    def close(self) -> None:
        """The stream belongs to whoever opened it."""

    def readable(self) -> bool:
        return False

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False


def read_rows(folder: Folder, name: str, columns: list[str] | None = None) -> Iterator[Row]:
    """The rows of a table, a few in memory at a time."""
    with folder.files.open_input_file(folder.path(name)) as stream:
        for batch in pq.ParquetFile(stream).iter_batches(batch_size=ROWS, columns=columns):
            yield from batch.to_pylist()


def read_columns(folder: Folder, name: str, columns: list[str]) -> pa.Table:
    """Some columns of a table, whole."""
    with folder.files.open_input_file(folder.path(name)) as stream:
        return pq.ParquetFile(stream).read(columns=columns)


def _json(record: object, *, without: str = "") -> str:
    written = to_json(record)
    if isinstance(written, dict) and without:
        del written[without]
    return canonical_json(written).decode()


def page_row(number: int, capture: Capture, revision: Revision, sentences: list[int], moment: Any) -> Row:
    """A page that is kept. Raises InputError where no reader could read the records back."""
    try:
        return {
            "number": number,
            "status": "kept",
            "address": capture.address,
            "captured_at": capture.captured_at,
            "moment": moment,
            "title": revision.title,
            "outlet": revision.outlet,
            "document_id": revision.document_id,
            "revision_id": revision.id,
            "sentences": sentences,
            "capture": _json(replace(capture, body=b"")),
            "body": capture.body,
            "revision": _json(revision),
        }
    except (RecordError, UnicodeEncodeError) as error:
        raise InputError(f"cannot be kept: {error}", subject=capture.address) from error


def reading_json(analysis: Analysis) -> str:
    try:
        return _json(analysis, without="revision")
    except (RecordError, UnicodeEncodeError) as error:
        raise InputError(f"cannot be kept: {error}", subject=analysis.revision.address) from error


def capture_of(row: Mapping[str, Any]) -> Capture:
    """The capture in a row of pages."""
    capture: Capture = _record(Capture, json.loads(row["capture"]), row)
    return replace(capture, body=row["body"])


def revision_of(row: Mapping[str, Any]) -> Revision:
    """The revision in a row of pages."""
    revision: Revision = _record(Revision, json.loads(row["revision"]), row)
    return revision


def analysis_of(row: Mapping[str, Any], revision: Revision) -> Analysis:
    """The reading in a row of readings."""
    blank = replace(revision, text="", blocks=(), notes=())  # the codec needs one; its text is decoded already
    analysis: Analysis = _record(Analysis, {**json.loads(row["reading"]), "revision": to_json(blank)}, row)
    return replace(analysis, revision=revision)


def _record(type_: type[Any], value: object, row: Mapping[str, Any]) -> Any:
    try:
        return from_json(type_, value)
    except RecordError as error:
        message = f"{row['address']}: a {type_.__name__} that this version cannot read ({error})"
        raise InputError(message, subject=row["address"]) from error
