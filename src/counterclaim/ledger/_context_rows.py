"""The rows of context that follow from its entries, and what finds them."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, insert, select

from counterclaim.ledger import _tables as t
from counterclaim.ledger._entries import Contents, Entry, EntryKind, parse_entry
from counterclaim.ledger._rows import rows_for
from counterclaim.records.context import ContextBatch, ContextRecord
from counterclaim.records.ids import digest


def row_name(record: ContextRecord) -> str:
    """What a row goes by, whichever file it came in."""
    return digest(f"{record.source.value}\n{record.id}".encode(errors="surrogatepass"))


def link_name(url: str) -> str:
    """What an address that a row names goes by."""
    return digest(url.encode(errors="surrogatepass"))[:32]


def index_context(connection: Connection, entry: Entry, contents: Contents) -> None:
    """Adds the rows that follow from one entry. What is about no day is never near anything, and has none."""
    content = str(entry.body["content"])
    batch: ContextBatch | None = contents.record(ContextBatch, content)
    rows = [
        {
            "seq": entry.seq,
            "ordinal": ordinal,
            "entry_id": entry.id,
            "content": content,
            "name": row_name(record),
            "first": record.first.isoformat(),
            "last": record.last.isoformat(),
            "lat": record.lat,
            "lon": record.lon,
            "recorded_at": entry.recorded_at,
        }
        for ordinal, record in enumerate(batch.records if batch else ())
        if record.first is not None and record.last is not None
    ]
    if rows:
        connection.execute(insert(t.context_rows), rows)
    links = [
        {"seq": entry.seq, "ordinal": ordinal, "url": url}
        for ordinal, record in enumerate(batch.records if batch else ())
        for url in sorted(set(map(link_name, record.sources)))
    ]
    if links:
        connection.execute(insert(t.context_links), links)


def context_named(connection: Connection, name: str) -> set[str]:
    """The entries of context whose id starts with `name`, or that keep rows of the file `name`."""
    e = t.entries.c
    by_id = e.id.startswith(name if len(name) >= 4 else "-", autoescape=True)
    query = select(t.entries).where(e.kind == EntryKind.CONTEXT.value)
    found = {str(row.id) for row in connection.execute(query.where(by_id))}
    if found:
        return found
    contents = Contents(connection)
    for entry in map(parse_entry, connection.execute(query).all()):
        batch: ContextBatch | None = contents.record(ContextBatch, str(entry.body["content"]))
        contents.forget()
        if batch is not None and batch.file == name:
            found.add(entry.id)
    return found


def context_of(connection: Connection, entries: Collection[str]) -> set[str]:
    """Those of some entries that keep context which is still there."""
    e, c = t.entries.c, t.contents.c
    query = select(t.entries).where(e.kind == EntryKind.CONTEXT.value, e.id.in_(sorted(entries)))
    held = list(map(parse_entry, connection.execute(query).all())) if entries else []
    there = set(connection.scalars(select(c.digest).where(c.digest.in_([str(one.body["content"]) for one in held]))))
    return {one.id for one in held if one.body["content"] in there}


def known_rows(connection: Connection, contents: Contents, names: set[str]) -> dict[str, ContextRecord]:
    """The rows that the ledger holds under some names, as they were recorded last."""
    found = list(rows_for(connection, select(t.context_rows), t.context_rows.c.name, names))
    newest = {row.name: row for row in sorted(found, key=lambda row: (row.seq, row.ordinal))}
    ordered = sorted(newest.values(), key=lambda row: (row.seq, row.ordinal))
    return {row_name(record): record for record in read_records(contents, ordered)}


def read_records(contents: Contents, rows: Sequence[Any]) -> Iterator[ContextRecord]:
    """The records of rows that are in the order of their entries, each entry read once."""
    last, batch = None, None
    for row in rows:
        if row.content != last:
            contents.forget()
            last, batch = row.content, contents.record(ContextBatch, row.content)
        if batch is not None:
            yield batch.records[row.ordinal]
