"""A shard to captures: WARC, WACZ (a zip of WARC files) and Parquet tables with one page a row."""

import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, BinaryIO, cast

import pyarrow.parquet as pq
from pyarrow import ArrowException

from counterclaim.archive._plan import Filters
from counterclaim.archive._storage import Shard
from counterclaim.collect import Limits, make_capture, read_warc
from counterclaim.errors import InputError, ItemError
from counterclaim.records.revisions import Capture

#: Columns of a Parquet shard that are read, under the names of a JSON Lines row.
COLUMNS = ("url", "html", "text", "captured_at", "title", "published", "updated", "outlet")
DECLARED = ("title", "published", "updated", "outlet")
ROWS = 64


def read_shard(
    shard: Shard, stream: BinaryIO, limits: Limits, filters: Filters, passed: Counter[str]
) -> Iterator[Capture | ItemError]:
    """The pages of a shard that may be wanted, in its order; what is no page, or not wanted, is counted in `passed`."""
    if shard.kind == "warc":
        yield from read_warc(stream, shard.name, limits, want=filters.wants, passed=passed)
    elif shard.kind == "wacz":
        yield from _wacz(shard, stream, limits, filters, passed)
    else:
        yield from _rows(shard, stream, limits, filters, passed)


def _wacz(
    shard: Shard, stream: BinaryIO, limits: Limits, filters: Filters, passed: Counter[str]
) -> Iterator[Capture | ItemError]:
    try:
        with zipfile.ZipFile(stream) as inside:
            names = sorted(n for n in inside.namelist() if n.startswith("archive/") and ".warc" in n)
            if not names:
                yield InputError(f"{shard.name}: no WARC files in this WACZ", subject=shard.name)
            for name in names:
                with inside.open(name) as warc:
                    where = f"{shard.name}:{name}"
                    yield from read_warc(cast(BinaryIO, warc), where, limits, want=filters.wants, passed=passed)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        yield InputError(f"{shard.name}: no WACZ file, or a torn one ({error})", subject=shard.name)


def _rows(
    shard: Shard, stream: BinaryIO, limits: Limits, filters: Filters, passed: Counter[str]
) -> Iterator[Capture | ItemError]:
    try:
        table = pq.ParquetFile(stream)
        names = [name for name in COLUMNS if name in table.schema_arrow.names]
        if "url" not in names or "captured_at" not in names or not {"html", "text"} & set(names):
            message = "a Parquet shard has columns url, captured_at and html or text"
            yield InputError(f"{shard.name}: {message}, not {', '.join(table.schema_arrow.names)}", subject=shard.name)
            return
        number = 0
        for batch in table.iter_batches(batch_size=ROWS, columns=names):
            for row in batch.to_pylist():
                number += 1
                try:
                    capture = _row(row, f"{shard.name}#{number}", limits, filters, passed)
                except ItemError as error:
                    yield error
                else:
                    if capture is not None:
                        yield capture
    except (ArrowException, OSError, ValueError) as error:
        yield InputError(f"{shard.name}: no Parquet file, or a torn one ({error})", subject=shard.name)


def _row(row: Mapping[str, Any], where: str, limits: Limits, filters: Filters, passed: Counter[str]) -> Capture | None:
    address, captured_at = row["url"], _moment(row["captured_at"])
    if not isinstance(address, str) or not address or captured_at is None:
        raise InputError(f"{where}: a row without url or captured_at", subject=where)
    if not filters.wants(address, captured_at):
        passed["not wanted"] += 1
        return None
    field = "html" if row.get("html") else "text"
    words = row.get(field)
    if not words:
        passed["empty row"] += 1
        return None
    body = words if isinstance(words, bytes) else str(words).encode(errors="replace")
    if len(body) > limits.max_bytes:
        raise InputError(f"{address}: larger than {limits.max_bytes:,} bytes", subject=address)
    declared = [(name, _text(row[name])) for name in DECLARED if row.get(name)]
    if not isinstance(words, bytes):
        declared.append(("charset", "utf-8"))
    return make_capture(address, "text/html" if field == "html" else "text/plain", body, lambda: captured_at, declared)


def _moment(value: Any) -> datetime | None:
    """A time of capture; without a zone it is UTC."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return None
    if not isinstance(value, datetime):
        return None
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
