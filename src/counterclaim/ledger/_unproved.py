"""What no entry decides: the columns that a check cannot compare with the log, why, and how far they must fit it."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, Table, and_, func, select

from counterclaim.ledger import _tables as t
from counterclaim.ledger._entries import EntryKind
from counterclaim.ledger._queue import delivery_id, watch_id
from counterclaim.ledger._takedown import takedowns


@dataclass(frozen=True, slots=True, kw_only=True)
class Unproved:
    """What of a table is not proved by the log. `lacking` says that a row which is not there is not missed."""

    table: str
    columns: tuple[str, ...]
    lacking: bool
    reason: str


_MODEL = "a model makes them, which a check does not run; they only propose which reports are compared"
_SENDING = "what was sent is known to who sent it; that it left is on record as an export"
UNPROVED = (
    Unproved(table="imprints", columns=("maker", "day", "vector", "sketch", "said"), lacking=False, reason=_MODEL),
    Unproved(table="postings", columns=("term", "weight"), lacking=True, reason=_MODEL),
    Unproved(
        table="segments",
        columns=("name", "first", "last", "size", "sha256", "seen"),
        lacking=True,
        reason="it lists files made of the imprints; one that is not what its digest says is not used",
    ),
    Unproved(
        table="deliveries",
        columns=("state", "attempts", "created_at", "due_at", "note"),
        lacking=True,
        reason=_SENDING,
    ),
    Unproved(table="sent_up_to", columns=("watch", "channel", "at"), lacking=True, reason=_SENDING),
    Unproved(
        table="takedowns",
        columns=("finished",),
        lacking=True,
        reason="whether files beside the ledger still hold traces is for these files to tell",
    ),
)
_TURNS = "they were not looked for again"
#: What is not proved besides where nobody looks for turns again.
NOT_LOOKED_FOR = tuple(
    Unproved(table=table.name, columns=tuple(table.c.keys()), lacking=True, reason=_TURNS)
    for table in t.turning.sorted_tables
)


def unproved(connection: Connection, *, turns: bool) -> Iterator[Unproved]:
    """What this ledger holds that is not proved by its log; `turns` says whether these were looked for again."""
    there = t.table_names(connection)
    for one in (*UNPROVED, *(() if turns else NOT_LOOKED_FOR)):
        if one.table in there and connection.scalar(select(func.count()).select_from(_table(one.table))):
            yield one


def _table(name: str) -> Table:
    every = (t.neighbours, t.turning, t.outbox, takedowns.metadata)
    return next(tables.tables[name] for tables in every if name in tables.tables)


def misfits(connection: Connection) -> Iterator[str]:
    """What is wrong all the same with tables that no entry decides: rows that name what the log does not hold."""
    there = t.table_names(connection)
    for tables, look in (
        ({"imprints", "postings", "unimprinted"}, _of_neighbours),
        ({"deliveries", "sent_up_to"}, _of_queue),
        ({"takedowns"}, _of_takedowns),
    ):
        if tables <= there:
            yield from look(connection)


def _of_neighbours(connection: Connection) -> Iterator[str]:
    i, r, d, p = t.imprints.c, t.revisions.c, t.readings.c, t.postings.c
    newest = select(d.revision_id, func.max(d.seq).label("seq")).group_by(d.revision_id).subquery()
    every = select(i.number, i.revision_id)
    held = every.join(t.revisions, and_(r.seq == i.number, r.id == i.revision_id))
    held = held.join(t.readings, and_(d.seq == i.reading, d.revision_id == i.revision_id))
    stray = set(map(tuple, connection.execute(every))) - set(map(tuple, connection.execute(held)))
    for number, _ in sorted(stray):
        yield f"the table imprints holds {number}, which is no reading of the log's"
    made = select(newest.c.revision_id).join(
        t.imprints, and_(i.revision_id == newest.c.revision_id, i.reading == newest.c.seq)
    )
    lacking = set(connection.scalars(select(newest.c.revision_id))) - set(connection.scalars(made))
    wrong = lacking ^ set(connection.scalars(select(t.unimprinted.c.revision_id)))
    for revision in sorted(wrong):
        yield f"the tables imprints and unimprinted do not agree on {revision}"
    strays = select(p.number).where(~select(i.number).where(i.number == p.number, i.day == p.day).exists()).distinct()
    for number in sorted(connection.scalars(strays)):
        yield f"the table postings holds {number}, which the table imprints does not"


def _of_queue(connection: Connection) -> Iterator[str]:
    e = t.entries.c
    kept = connection.scalars(select(e.id).where(e.kind == EntryKind.WATCH.value, e.supersedes.is_(None)))
    watches = {watch_id(one) for one in kept}
    for row in connection.execute(select(t.deliveries).order_by(t.deliveries.c.id)):
        if row.id != delivery_id(row.watch, row.channel, row.turns.split()) or row.watch not in watches:
            yield f"the table deliveries holds {row.id}, which is not what its id says, or of no watch"
    for watch in sorted(set(connection.scalars(select(t.sent_up_to.c.watch))) - watches):
        yield f"the table sent_up_to names {watch}, which is no watch"


def _of_takedowns(connection: Connection) -> Iterator[str]:
    e = t.entries.c
    known = set(connection.scalars(select(e.seq).where(e.kind == EntryKind.TAKEDOWN.value)))
    for seq in sorted(set(connection.scalars(select(takedowns.c.seq))) - known):
        yield f"the table takedowns holds {seq}, which is no takedown"
