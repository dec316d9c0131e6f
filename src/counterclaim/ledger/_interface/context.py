"""Context in the ledger: other people's event data, kept by entries of its own and erasable like texts.

One entry keeps up to `BATCH` rows of one file; `context_rows` follows from the entries and finds rows by day. Nothing
here has any part in accounts.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from counterclaim.ledger import _tables as t
from counterclaim.ledger._context_rows import known_rows, link_name, read_records, row_name
from counterclaim.ledger._entries import Contents, EntryKind, parse_entry
from counterclaim.ledger._interface.session import Session
from counterclaim.ledger._rows import rows_for
from counterclaim.ledger._timeline import NOW, AsOf
from counterclaim.records.context import ContextBatch, ContextRecord
from counterclaim.records.ids import EntryId, Json

#: Rows of one entry: few enough that finding ten of them does not unpack a whole file.
BATCH = 1000
#: Boxes of one statement.
BOXES = 50

#: South, north, west and east, in degrees; west of east.
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldContext:
    """One batch of context without its rows; `file` is empty where it was erased."""

    entry_id: EntryId
    recorded_at: datetime
    source: str
    file: str
    author: str
    rows: int


class Surrounding(Session):
    """The part of a `Ledger` that keeps context."""

    def add_context(self, batch: ContextBatch) -> tuple[HeldContext, ...]:
        """Keeps the rows of a file that the ledger does not hold yet from the same source, as they are; a row that has
        changed since is kept anew, and shown in place of the earlier one. Returns what was kept, by entry."""
        kept: list[HeldContext] = []
        with self._writing() as writer:
            connection, contents = writer.connection, writer.contents
            known = known_rows(connection, contents, {row_name(record) for record in batch.records})
            fresh = [record for record in batch.records if known.get(row_name(record)) != record]
            fresh.sort(key=_region)  # what is asked for together lies in few entries
            for first in range(0, len(fresh), BATCH):
                part = replace(batch, records=tuple(fresh[first : first + BATCH]))
                body: dict[str, Json] = {
                    "source": batch.source.value,
                    "rows": len(part.records),
                    "content": contents.put_record(EntryKind.CONTEXT.value, part),
                }
                entry_id = writer.append_aside(EntryKind.CONTEXT, body, recorded_by=writer.person(batch.author))
                kept.append(
                    HeldContext(
                        entry_id=entry_id,
                        recorded_at=writer.recorded_at,
                        source=batch.source.value,
                        file=batch.file,
                        author=batch.author,
                        rows=len(part.records),
                    )
                )
                contents.forget()
        return tuple(kept)

    def context(
        self,
        *,
        first: date | None = None,
        last: date | None = None,
        boxes: Sequence[Box] | None = None,
        citing: Collection[str] = (),
        as_of: AsOf = NOW,
    ) -> tuple[ContextRecord, ...]:
        """The rows about the days from `first` to `last` (inclusive; None: open) that were recorded by a moment, each
        as it was recorded last; with `boxes` only those that lie in one of them or name an address of `citing`."""
        c = t.context_rows.c
        query = select(t.context_rows)
        if as_of.recorded is not None:
            query = query.where(c.recorded_at <= as_of.recorded)
        if first is not None:
            query = query.where(c.last >= first.isoformat())
        if last is not None:
            query = query.where(c.first <= last.isoformat())
        with self._database.reading() as connection:
            found: list[Any] = []
            if boxes is None:
                found += connection.execute(query)
            for i in range(0, len(boxes or ()), BOXES):
                some = [_inside(box) for box in (boxes or ())[i : i + BOXES]]
                found += connection.execute(query.where(or_(*some)))
            named = t.context_links.c
            joined = query.join(t.context_links, and_(named.seq == c.seq, named.ordinal == c.ordinal))
            found += rows_for(connection, joined, named.url, set(map(link_name, citing)))
            newest = {row.name: row for row in sorted(found, key=lambda row: (row.seq, row.ordinal))}
            rows = sorted(newest.values(), key=lambda row: (row.seq, row.ordinal))
            return tuple(read_records(Contents(connection), rows))

    def has_context(self) -> bool:
        """Whether there is any, at little cost."""
        with self._database.reading() as connection:
            return connection.scalar(select(t.context_rows.c.seq).limit(1)) is not None

    def contexts(self) -> tuple[HeldContext, ...]:
        """What context the ledger holds, by entry, oldest first."""
        e = t.entries.c
        query = select(t.entries).where(e.kind == EntryKind.CONTEXT.value).order_by(e.seq)
        with self._database.reading() as connection:
            contents = Contents(connection)
            found = []
            for entry in map(parse_entry, connection.execute(query).all()):
                batch: ContextBatch | None = contents.record(ContextBatch, str(entry.body["content"]))
                contents.forget()
                if batch is not None:
                    found.append(
                        HeldContext(
                            entry_id=entry.id,
                            recorded_at=entry.recorded_at,
                            source=batch.source.value,
                            file=batch.file,
                            author=batch.author,
                            rows=len(batch.records),
                        )
                    )
            return tuple(found)


def _region(record: ContextRecord) -> tuple[float, float, str, str]:
    """Cells of two degrees, then days; what has no place comes last."""
    lat, lon = (91.0, 181.0) if record.lat is None or record.lon is None else (record.lat // 2, record.lon // 2)
    return lat, lon, str(record.first), record.id


def _inside(box: Box) -> ColumnElement[bool]:
    south, north, west, east = box
    c = t.context_rows.c
    return and_(c.lat.between(south, north), c.lon.between(west, east))
