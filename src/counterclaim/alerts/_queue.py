"""Putting what watches found into the queue. It holds ids: words are put in, and protected, when something leaves."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from counterclaim.ledger import Delivery, HeldWatch, Ledger, delivery_id
from counterclaim.records.turns import Told, TurnId
from counterclaim.records.watches import Digest
from counterclaim.watching import matches, notice

WEBHOOK, MAIL = "webhook", "mail"
#: Waiting before the second, third, ... attempt: four times as long each time, at most a day; then it is given up.
FIRST_WAIT_S, FACTOR, LONGEST_WAIT_S, MOST_ATTEMPTS = 30.0, 4.0, 86_400.0, 12
#: How long it is remembered what was sent, withdrawn or given up. What left stays on record as an export.
REMEMBERED = timedelta(days=90)
#: Days for which something that may not leave is looked at again: positions come free, people clear names.
PATIENCE = timedelta(days=30)
PERIODS = {Digest.DAILY: timedelta(days=1), Digest.WEEKLY: timedelta(weeks=1)}


def wait_before(id_: str, attempts: int) -> float:
    """Seconds to wait after `attempts` that failed: between half of the full time and all of it, so that what failed
    together is not tried again together. The same for the same delivery and attempt."""
    full = min(LONGEST_WAIT_S, FIRST_WAIT_S * FACTOR ** max(0, attempts - 1))
    return full * (0.5 + 0.5 * random.Random(f"{id_} {attempts}").random())


def fill_queue(ledger: Ledger, *, now: datetime, remember: timedelta = REMEMBERED) -> int:
    """Looks for new turns and queues what each watch wants of them; returns how many deliveries were put there.

    A watch is told of what came after it was kept. What was queued is never queued again, however often it is done:
    the queue keeps up to which moment turns were put there. What was settled longer ago than `remember` is dropped.
    """
    ledger.forget_deliveries(now - remember)
    notice(ledger)
    seen = ledger.noticed()
    if seen is None:
        return 0
    added = 0
    for held in ledger.watches():
        if held.watch.webhook:
            added += _queue_webhook(ledger, held, seen, now)
        if held.watch.mail:
            added += _queue_letters(ledger, held, seen, now)
    return added


def _new_turns(ledger: Ledger, held: HeldWatch, after: datetime) -> list[Told]:
    """What a watch found since, the oldest first. By the words of the desk: what leaves is looked at once more."""
    turns = [told for told in ledger.turns(after=after) if matches(held.watch.query, told)]
    return sorted(turns, key=lambda told: (told.turn.at, told.turn.id))


def _queue_webhook(ledger: Ledger, held: HeldWatch, seen: datetime, now: datetime) -> int:
    after = ledger.queued_up_to(held.id, WEBHOOK) or held.recorded_at
    if seen <= after:
        return 0
    new = [_delivery(held, WEBHOOK, [told.turn.id], now=now, due=now) for told in _new_turns(ledger, held, after)]
    return ledger.enqueue(held.id, WEBHOOK, new, seen)


def _queue_letters(ledger: Ledger, held: HeldWatch, seen: datetime, now: datetime) -> int:
    """One letter for all that came in a day or a week, when it is over; none where nothing came."""
    after = ledger.queued_up_to(held.id, MAIL) or held.recorded_at
    period = PERIODS[held.watch.digest]
    ended = _ends(held.recorded_at, period, now)
    if ended <= after:
        return 0
    turns = [told.turn.id for told in _new_turns(ledger, held, after) if told.turn.at <= ended]
    letter = [_delivery(held, MAIL, turns, now=now, due=now)] if turns else []
    return ledger.enqueue(held.id, MAIL, letter, min(ended, max(seen, after)) if seen < ended else ended)


def _ends(start: datetime, period: timedelta, now: datetime) -> datetime:
    """The end of the last whole period since a watch was kept."""
    return start + period * ((now - start) // period)


def _delivery(held: HeldWatch, channel: str, turns: Sequence[TurnId], *, now: datetime, due: datetime) -> Delivery:
    return Delivery(
        id=delivery_id(held.id, channel, turns),
        watch=held.id,
        channel=channel,
        turns=tuple(turns),
        state="pending",
        attempts=0,
        created_at=now.astimezone(UTC),
        due_at=due.astimezone(UTC),
    )


def after_failure(one: Delivery, now: datetime, *, final: bool) -> tuple[str, datetime]:
    """What becomes of a delivery that failed: its state, and when it is tried again."""
    attempts = one.attempts + 1
    if final or attempts >= MOST_ATTEMPTS:
        return "dead", now
    return "pending", now + timedelta(seconds=wait_before(one.id, attempts))
