"""What waits to be sent. It follows from no log and holds ids alone; it survives whoever sends it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from counterclaim.ledger import _tables as t
from counterclaim.ledger._interface.session import Session
from counterclaim.records.turns import TurnId

#: What a delivery can have come to.
PENDING, HELD, DEAD = "pending", "held", "dead"  # or "done", "withdrawn"


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


class Sending(Session):
    """The part of a `Ledger` that is a queue."""

    def enqueue(self, watch: str, channel: str, deliveries: Iterable[Delivery], up_to: datetime) -> int:
        """Puts deliveries into the queue and keeps up to which moment the turns of a channel are in it, in one step.
        What is in the queue already is not put there again; returns how many were not."""
        d, s = t.deliveries.c, t.sent_up_to.c
        with self._database.writing() as connection:
            added = 0
            for one in deliveries:
                if connection.scalar(select(d.id).where(d.id == one.id)) is None:
                    connection.execute(insert(t.deliveries), _row(one))
                    added += 1
            mine = (s.watch == watch) & (s.channel == channel)
            connection.execute(delete(t.sent_up_to).where(mine))
            connection.execute(insert(t.sent_up_to), {"watch": watch, "channel": channel, "at": up_to})
            return added

    def queued_up_to(self, watch: str, channel: str) -> datetime | None:
        """Up to which moment the turns of a channel are in the queue."""
        s = t.sent_up_to.c
        with self._database.reading() as connection:
            return connection.scalar(select(s.at).where(s.watch == watch, s.channel == channel))

    def deliveries(self, *states: str) -> tuple[Delivery, ...]:
        """What is or was in the queue, in the order put there; with `states` those in one of them."""
        d = t.deliveries.c
        query = select(t.deliveries).order_by(d.created_at, d.id)
        with self._database.reading() as connection:
            rows = connection.execute(query.where(d.state.in_(states)) if states else query)
            return tuple(_delivery(row) for row in rows)

    def take_due(self, now: datetime, lease_until: datetime, *, most: int) -> tuple[Delivery, ...]:
        """The deliveries that are due, taken: until the lease ends nobody else takes them; then they are due again."""
        d = t.deliveries.c
        due = select(t.deliveries).where(d.state.in_((PENDING, HELD)), d.due_at <= now).order_by(d.due_at, d.id)
        with self._database.writing() as connection:
            taken = tuple(_delivery(row) for row in connection.execute(due.limit(most)))
            for one in taken:
                connection.execute(update(t.deliveries).where(d.id == one.id).values(due_at=lease_until))
            return taken

    def settle_delivery(self, id_: str, state: str, *, due_at: datetime, tried: bool, note: str = "") -> None:
        """Keeps what came of a delivery that was taken."""
        d = t.deliveries.c
        values: dict[str, Any] = {"state": state, "due_at": due_at, "note": note[:200]}
        if tried:
            values["attempts"] = d.attempts + 1
        with self._database.writing() as connection:
            connection.execute(update(t.deliveries).where(d.id == id_).values(**values))

    def retry_dead(self, now: datetime) -> int:
        """Puts what was given up into the queue again."""
        d = t.deliveries.c
        with self._database.writing() as connection:
            done = connection.execute(
                update(t.deliveries).where(d.state == DEAD).values(state=PENDING, attempts=0, due_at=now)
            )
            return int(done.rowcount)


def _row(one: Delivery) -> dict[str, Any]:
    return {
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


def _delivery(row: Any) -> Delivery:
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
