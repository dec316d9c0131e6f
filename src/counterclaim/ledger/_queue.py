"""What waits to be sent, and what was, as rows. They follow from no log, and hold ids alone."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from counterclaim.ledger import _tables as t
from counterclaim.ledger._rows import rows_for
from counterclaim.records.turns import TurnId

#: What a delivery can have come to. What is pending, held (it may not leave yet) or dead (given up) was not sent.
PENDING, HELD, DEAD, DONE, WITHDRAWN = "pending", "held", "dead", "done", "withdrawn"
UNSENT, SETTLED = (PENDING, HELD, DEAD), (DEAD, DONE, WITHDRAWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Something to be sent: turns, by id, to one channel of a watch. `id` stays the same however often it is tried."""

    id: str
    watch: str
    channel: str
    turns: tuple[TurnId, ...]
    state: str
    attempts: int
    created_at: datetime
    due_at: datetime
    note: str = ""


def watch_id(entry_id: str) -> str:
    """What a watch goes by, by the entry that keeps it."""
    return f"w{entry_id[:32]}"


def delivery_id(watch: str, channel: str, turns: Sequence[str]) -> str:
    """The id of a delivery. It follows from what is delivered, so that a receiver can drop what it has."""
    named = "\n".join((watch, channel, *turns))
    return f"msg_{hashlib.sha256(named.encode()).hexdigest()[:32]}"


def put_delivery(connection: Connection, one: Delivery) -> bool:
    """Puts a delivery into the queue; False where it is or was there already."""
    d = t.deliveries.c
    if connection.scalar(select(d.id).where(d.id == one.id)) is not None:
        return False
    row = {
        "id": one.id,
        "watch": one.watch,
        "channel": one.channel,
        "turns": " ".join(one.turns),
        "state": one.state,
        "attempts": one.attempts,
        "created_at": one.created_at,
        "due_at": one.due_at,
        "note": one.note,
    }
    connection.execute(insert(t.deliveries), row)
    return True


def read_delivery(row: Any) -> Delivery:
    """The delivery of a row."""
    return Delivery(
        id=row.id,
        watch=row.watch,
        channel=row.channel,
        turns=tuple(TurnId(one) for one in row.turns.split()),
        state=row.state,
        attempts=row.attempts,
        created_at=row.created_at,
        due_at=row.due_at,
        note=row.note,
    )


def forget_told(connection: Connection, revisions: Collection[str]) -> None:
    """Takes the turns that rest on some texts out of the queue, before the turns themselves go. What was not sent yet
    goes without them, under the id of what is left; what was sent is on record as an export, and forgotten here.

    Where nobody looked for turns since the last removal it is not known which rest on what: then all that was sent is
    forgotten, and `alerts` withdraws what it finds no turns for.
    """
    x = t.turn_texts.c
    gone = {row.turn_id for row in rows_for(connection, select(x.turn_id), x.revision_id, revisions)}
    known = connection.scalar(select(t.noticed.c.at)) is not None
    held = [read_delivery(row) for row in connection.execute(select(t.deliveries))]
    for one in held:
        if known and gone.isdisjoint(one.turns):
            continue
        if not known and one.state in UNSENT:
            continue
        _remove(connection, [one.id])
        left = tuple(turn for turn in one.turns if turn not in gone)
        if left and one.state in UNSENT:
            put_delivery(connection, replace(one, id=delivery_id(one.watch, one.channel, left), turns=left))


def forget_settled(connection: Connection, before: datetime) -> int:
    """Removes what was sent, withdrawn or given up before a moment; returns how much that was."""
    d = t.deliveries.c
    old = list(connection.scalars(select(d.id).where(d.state.in_(SETTLED), d.due_at < before)))
    _remove(connection, old)
    return len(old)


def _remove(connection: Connection, ids: Iterable[str]) -> None:
    for one in ids:
        connection.execute(delete(t.deliveries).where(t.deliveries.c.id == one))
