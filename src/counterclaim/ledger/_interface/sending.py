"""What waits to be sent. It follows from no log and holds ids alone; it survives whoever sends it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from counterclaim.ledger import _tables as t
from counterclaim.ledger._interface.session import Session
from counterclaim.ledger._queue import (
    DEAD,
    HELD,
    PENDING,
    Delivery,
    forget_settled,
    put_delivery,
    read_delivery,
)


class Sending(Session):
    """The part of a `Ledger` that is a queue."""

    def enqueue(self, watch: str, channel: str, deliveries: Iterable[Delivery], up_to: datetime) -> int:
        """Puts deliveries into the queue and keeps up to which moment the turns of a channel are in it, in one step.
        What is in the queue already is not put there again; returns how many were not."""
        s = t.sent_up_to.c
        with self._database.writing() as connection:
            added = sum(put_delivery(connection, one) for one in deliveries)
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
            return tuple(read_delivery(row) for row in rows)

    def take_due(self, now: datetime, lease_until: datetime, *, most: int) -> tuple[Delivery, ...]:
        """The deliveries that are due, taken: until the lease ends nobody else takes them; then they are due again."""
        d = t.deliveries.c
        due = select(t.deliveries).where(d.state.in_((PENDING, HELD)), d.due_at <= now).order_by(d.due_at, d.id)
        with self._database.writing() as connection:
            taken = tuple(read_delivery(row) for row in connection.execute(due.limit(most)))
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

    def forget_deliveries(self, before: datetime) -> int:
        """Drops the record of what was sent, withdrawn or given up before a moment; returns how much that was."""
        with self._database.writing() as connection:
            return forget_settled(connection, before)
