"""Sending what is in the queue: at least once each, in words that may leave at that moment, and never lost."""

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from counterclaim.alerts._letters import PostOffice, write_letter
from counterclaim.alerts._queue import MAIL, PATIENCE, WEBHOOK, after_failure
from counterclaim.alerts._signing import sign
from counterclaim.collect import Client
from counterclaim.collect import send as send_body
from counterclaim.errors import FetchError, SettingsError, UnreachableError
from counterclaim.feeds import item_facts, make_item
from counterclaim.ledger import Delivery, HeldWatch, Ledger
from counterclaim.protection import ReleaseRules
from counterclaim.records.ids import Json
from counterclaim.records.turns import Told, TurnId
from counterclaim.watching import matches, release_turns

#: How long one process has for what it took, before another may take it; and how many it takes at once.
LEASE, MOST = timedelta(minutes=10), 15
#: When to look again at what may not leave yet.
LOOK_AGAIN = timedelta(hours=1)
GONE = 410


@dataclass(frozen=True, slots=True, kw_only=True)
class Channels:
    """How things are sent. `url` is the address of the desk, for links; `secrets` sign webhooks."""

    client: Client
    secrets: tuple[bytes, ...] = field(default=(), repr=False)
    post_office: PostOffice | None = None
    url: str = ""


@dataclass(slots=True, kw_only=True)
class Sent:
    """What came of one round. `failures` are messages for the person who looks after it."""

    sent: int = 0
    held: int = 0
    withdrawn: int = 0
    failed: int = 0
    dead: int = 0
    failures: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Letter:
    """A delivery with the words that may leave."""

    delivery: Delivery
    watch: HeldWatch
    told: tuple[Told, ...]


def send_due(
    ledger: Ledger, channels: Channels, *, clock: Callable[[], datetime], rules: ReleaseRules | None = None
) -> Sent:
    """Sends what is due, once round. Whoever is killed in between leaves it due again; the receiver knows what it has
    by its id.

    Raises:
        SettingsError: something is due that cannot be sent without a setting that is missing.
    """
    done = Sent()
    watches = {held.id: held for held in ledger.watches()}
    _require(channels, watches, ledger)
    tried: set[str] = set()
    while True:
        now = clock()
        taken = [one for one in ledger.take_due(now, now + LEASE, most=MOST) if one.id not in tried]
        if not taken:
            return done
        tried |= {one.id for one in taken}
        letters = _put_into_words(ledger, taken, watches, done, now=now, rules=rules)
        _record(ledger, letters)
        for letter in letters:
            _send(ledger, letter, channels, done, clock)


def _require(channels: Channels, watches: Mapping[str, HeldWatch], ledger: Ledger) -> None:
    waiting = {one.channel for one in ledger.deliveries("pending", "held") if one.watch in watches}
    if WEBHOOK in waiting and not channels.secrets:
        raise SettingsError("webhooks are signed: set COUNTERCLAIM_WEBHOOK_SECRET to whsec_ and base64")
    if MAIL in waiting and channels.post_office is None:
        raise SettingsError("letters need a server: set smtp and mail_from in the settings")


def _put_into_words(
    ledger: Ledger,
    taken: Sequence[Delivery],
    watches: Mapping[str, HeldWatch],
    done: Sent,
    *,
    now: datetime,
    rules: ReleaseRules | None,
) -> list[_Letter]:
    """The deliveries that have something to tell now. The others are withdrawn, or wait until it may be told."""
    wanted = {turn for one in taken for turn in one.turns}
    turns = [told.turn for told in ledger.turns(ids=wanted)]
    looked_for, found_again = ledger.noticed() is not None, {turn.id for turn in turns}
    may_leave: dict[TurnId, Told] = {t.turn.id: t for t in release_turns(ledger, turns, now=now, rules=rules).turns}
    found = []
    for one in taken:
        held = watches.get(one.watch)
        if held is None or not (held.watch.webhook if one.channel == WEBHOOK else held.watch.mail):
            ledger.settle_delivery(one.id, "withdrawn", due_at=now, tried=False, note="nobody watches any more")
            done.withdrawn += 1
            continue
        if looked_for and found_again.isdisjoint(one.turns):
            ledger.settle_delivery(one.id, "withdrawn", due_at=now, tried=False, note="its turns are gone")
            done.withdrawn += 1
            continue
        told = tuple(may_leave[t] for t in one.turns if t in may_leave and matches(held.watch.query, may_leave[t]))
        if told:
            found.append(_Letter(delivery=one, watch=held, told=told))
        elif now - one.created_at > PATIENCE:
            ledger.settle_delivery(one.id, "withdrawn", due_at=now, tried=False, note="nothing of it may leave")
            done.withdrawn += 1
        else:
            ledger.settle_delivery(
                one.id, "held", due_at=now + LOOK_AGAIN, tried=False, note="nothing of it may leave yet"
            )
            done.held += 1
    return found


def _record(ledger: Ledger, letters: Sequence[_Letter]) -> None:
    """Keeps what is about to leave, and where to, so that it can be called back: once for each watch and channel."""
    leaving: defaultdict[tuple[str, str], list[_Letter]] = defaultdict(list)
    for letter in letters:
        if letter.delivery.attempts == 0:
            leaving[letter.watch.id, letter.delivery.channel].append(letter)
    for (name, channel), group in leaving.items():
        watch = group[0].watch.watch
        address = urlsplit(watch.webhook or "").hostname if channel == WEBHOOK else watch.mail
        revisions = {revision for letter in group for told in letter.told for revision in told.turn.revisions}
        ledger.record_export(f"alert by {channel}", f"{address} for the watch {name[:9]}", revisions=revisions)


def _send(ledger: Ledger, letter: _Letter, channels: Channels, done: Sent, clock: Callable[[], datetime]) -> None:
    one = letter.delivery
    try:
        if one.channel == WEBHOOK:
            status = _call(letter, channels, clock())
            problem, final = ("", False) if 200 <= status < 300 else (f"status {status}", status == GONE)
        else:
            _post(letter, channels, clock())
            problem, final = "", False
    except FetchError as error:
        final = not isinstance(error, UnreachableError)
        problem = "refused" if final else "not reached"
        done.failures.append(str(error))
    now = clock()
    if not problem:
        ledger.settle_delivery(one.id, "done", due_at=now, tried=True)
        done.sent += 1
        return
    state, due_at = after_failure(one, now, final=final)
    ledger.settle_delivery(one.id, state, due_at=due_at, tried=True, note=problem)
    if state == "dead":
        done.dead += 1
        done.failures.append(f"{one.id} for the watch {letter.watch.watch.name} was given up: {problem}")
    else:
        done.failed += 1


def _call(letter: _Letter, channels: Channels, now: datetime) -> int:
    body = webhook_body(letter.told[0], letter.watch, url=channels.url)
    timestamp = int(now.timestamp())
    headers = (
        ("webhook-id", letter.delivery.id),
        ("webhook-timestamp", str(timestamp)),
        ("webhook-signature", sign(channels.secrets, letter.delivery.id, timestamp, body)),
    )
    return send_body(letter.watch.watch.webhook or "", body, "application/json", channels.client, headers=headers)


def webhook_body(told: Told, held: HeldWatch, *, url: str = "") -> bytes:
    """What a webhook is told: the turn in words and facts, and which watch found it."""
    item = make_item(told)
    data: dict[str, Json] = {
        "watch": {"id": held.id, "name": held.watch.name},
        "title": item.title,
        "text": item.text,
        **item_facts(told),
    }
    if url:
        data["feed"] = feed_address(url, held.id)
    kind = told.turn.kind.value.replace(" ", "_")
    body = {"type": f"turn.{kind}", "timestamp": told.turn.at.isoformat(), "data": data}
    return json.dumps(body, ensure_ascii=True, separators=(",", ":")).encode()


def feed_address(url: str, watch: str, form: str = "atom") -> str:
    """Where a desk at `url` serves the feed of a watch."""
    return f"{url.rstrip('/')}/feeds/watch/{watch}.{form}"


def _post(letter: _Letter, channels: Channels, now: datetime) -> None:
    assert channels.post_office is not None
    watch = letter.watch.watch
    channels.post_office.send(
        write_letter(
            letter.told,
            name=watch.name,
            to=watch.mail or "",
            sender=channels.post_office.sender,
            id_=letter.delivery.id,
            now=now,
            feed=feed_address(channels.url, letter.watch.id) if channels.url else "",
        )
    )
