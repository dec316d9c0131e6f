"""Context in the ledger: other people's event data, kept by entries of its own and erasable like texts.

One entry keeps up to `BATCH` rows of one file; `context_rows` follows from the entries and finds rows by day. Nothing
here has any part in accounts.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from counterclaim.ledger import _tables as t
from counterclaim.ledger._context_rows import known_rows, read_records, row_name
from counterclaim.ledger._entries import Contents, EntryKind, find_person, last_seq, parse_entry
from counterclaim.ledger._recomputing import carry_over_checkpoint
from counterclaim.ledger._timeline import NOW, AsOf
from counterclaim.records.context import ContextBatch, ContextRecord
from counterclaim.records.ids import EntryId

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from counterclaim.ledger._database import Database

#: Rows of one entry: few enough that finding ten of them does not unpack a whole file.
BATCH = 1000
#: Rows that a search for context gives at the most.
MOST = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldContext:
    """One batch of context without its rows; `file` is empty where it was erased."""

    entry_id: EntryId
    recorded_at: datetime
    source: str
    file: str
    author: str
    rows: int


class Surrounding:
    """The part of a `Ledger` that keeps context."""

    if TYPE_CHECKING:
        _database: Database

        def _writing(self) -> AbstractContextManager[Any]: ...

    def add_context(self, batch: ContextBatch) -> tuple[HeldContext, ...]:
        """Keeps the rows of a file that the ledger does not hold yet from the same source, as they are; a row that has
        changed since is kept anew, and shown in place of the earlier one. Returns what was kept, by entry."""
        kept: list[HeldContext] = []
        with self._writing() as writer:
            connection, contents = writer.connection, writer.contents
            size = last_seq(connection)
            known = known_rows(connection, contents, {row_name(record) for record in batch.records})
            fresh = [record for record in batch.records if known.get(row_name(record)) != record]
            for first in range(0, len(fresh), BATCH):
                part = replace(batch, records=tuple(fresh[first : first + BATCH]))
                body = {
                    "source": batch.source.value,
                    "rows": len(part.records),
                    "content": contents.put_record(EntryKind.CONTEXT.value, part),
                }
                by = f"person:{find_person(connection, contents, batch.author)}"
                entry_id = writer.append(EntryKind.CONTEXT, body, recorded_by=by)
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
            if kept:
                carry_over_checkpoint(connection, size)
        return tuple(kept)

    def context(
        self, *, first: date | None = None, last: date | None = None, as_of: AsOf = NOW
    ) -> tuple[ContextRecord, ...]:
        """The rows about the days from `first` to `last` (inclusive; None: open) that were recorded by a moment, each
        as it was recorded last."""
        c = t.context_rows.c
        query = select(t.context_rows)
        if as_of.recorded is not None:
            query = query.where(c.recorded_at <= as_of.recorded)
        if first is not None:
            query = query.where(c.last >= first.isoformat())
        if last is not None:
            query = query.where(c.first <= last.isoformat())
        with self._database.reading() as connection:
            newest = {row.name: row for row in connection.execute(query.order_by(c.seq, c.ordinal))}
            rows = sorted(newest.values(), key=lambda row: (row.seq, row.ordinal))[:MOST]
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
