"""Taking a ledger from one engine or place to another: the same entries, contents and tables, and the same root."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Connection, Table, insert, select

from counterclaim.errors import LedgerError
from counterclaim.ledger import _tables as t
from counterclaim.ledger._database import Database
from counterclaim.ledger._entries import last_seq
from counterclaim.ledger._ledger import Ledger
from counterclaim.ledger._search import copy_search
from counterclaim.ledger._tree import Tree, tree_nodes
from counterclaim.ledger._verifying import Progress, no_progress, verify
from counterclaim.locations import Location

#: Rows that are held in memory at a time.
_BATCH = 500
#: Index files stay with the place that they lie beside: `tidy` makes them where the copy is.
_LEFT = {t.segments.name}


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """A ledger that was copied: how many entries and contents, and the root over them, which is that of the source."""

    entries: int
    contents: int
    root: str


def copy_ledger(source: Ledger, target: Location, *, wait_s: float = 10.0, progress: Progress = no_progress) -> Copied:
    """Copies a ledger as it is now to a place where there is none. Others may write to the source meanwhile; what they
    add after the copy began is not in it. There is a whole ledger afterwards, or none.

    Raises:
        LedgerError: there is something at the target, or the source is not sound.
    """
    database = Database(target, wait_s=wait_s)
    try:
        with source._database.reading() as held, database.filling() as copy:
            created = held.scalar(select(t.ledger_format.c.created_at))
            assert created is not None
            t.create_all(copy, created)
            size = last_seq(held)
            if tree_nodes.name in t.table_names(held):
                tree_nodes.create(copy, checkfirst=True)
            for table in _tables(held):
                _copy_rows(held, copy, table, progress)
            copy_search(held, copy)
            checked = verify(copy)
            if not checked.ok:
                raise LedgerError(
                    f"nothing was copied, because the ledger is not sound ({checked.faults[0].message}): "
                    "run `counterclaim ledger verify`"
                )
            ours, theirs = (Tree(connection).root(size).hex() for connection in (copy, held))
            if ours != theirs or last_seq(copy) != size:
                raise LedgerError("nothing was copied, because the copy has another root: please report this")
            return Copied(entries=size, contents=checked.contents, root=ours)
    finally:
        database.close()


def _tables(held: Connection) -> Iterator[Table]:
    there = t.table_names(held)
    every = (*t.record.sorted_tables, tree_nodes)
    every += tuple(
        table for tables in (t.index, t.neighbours, t.accounts, t.turning, t.outbox) for table in tables.sorted_tables
    )
    for table in every:
        if table.name in there and table.name not in _LEFT and table is not t.ledger_format:
            yield table


def _copy_rows(held: Connection, copy: Connection, table: Table, progress: Progress) -> None:
    rows = iter(
        held.execute(select(table).order_by(*table.primary_key.columns), execution_options={"yield_per": _BATCH})
    )
    done = 0
    while batch := [dict(row._mapping) for row in islice(rows, _BATCH)]:
        copy.execute(insert(table), batch)
        done += len(batch)
        progress(table.name, done, done)
