"""What people watch and ask, the turns that were found, and what waits to be sent.

Watches and enquiries are entries; their words lie in erasable contents. Turns are projections: what finds them computes
them from the log again. What waits to be sent is neither: it holds ids alone, and survives whoever sends it.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, delete, insert, select, update

from counterclaim.errors import LedgerError
from counterclaim.ledger import _tables as t
from counterclaim.ledger._checkpoints import origin_of
from counterclaim.ledger._entries import Contents, EntryKind, find_person, last_seq, parse_entry
from counterclaim.ledger._index import rows_for
from counterclaim.ledger._parts import ever_tied, tied_groups
from counterclaim.ledger._readings import read_texts
from counterclaim.ledger._recomputing import carry_over_checkpoint
from counterclaim.ledger._timeline import NOW, AsOf, HeldRevision, view_texts
from counterclaim.ledger._views import revision_row
from counterclaim.records.codec import from_json, to_json
from counterclaim.records.enquiries import Enquiry, Reply
from counterclaim.records.ids import EntryId, Json, RevisionId, canonical_json
from counterclaim.records.turns import Told, TurnId
from counterclaim.records.watches import Watch, WatchRemoval

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from counterclaim.ledger._database import Database

#: What a delivery can have come to.
PENDING, HELD, DONE, DEAD, WITHDRAWN = "pending", "held", "done", "dead", "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldWatch:
    """A watch with the entry that keeps it; `id` is what its feed and its deliveries are named after."""

    id: str
    entry_id: EntryId
    recorded_at: datetime
    watch: Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldEnquiry:
    """An enquiry with the entry that keeps it, and what came of it (None: it is open)."""

    id: str
    entry_id: EntryId
    recorded_at: datetime
    enquiry: Enquiry
    reply: Reply | None = None


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


class Watching:
    """The part of a `Ledger` that is about watching and asking."""

    if TYPE_CHECKING:
        _database: Database
        _clock: Callable[[], datetime]

        def _writing(self) -> AbstractContextManager[Any]: ...

    # Watches

    def add_watch(self, watch: Watch) -> str:
        """Keeps a saved search; returns its id."""
        with self._writing() as writer:
            return _short_id("w", _keep(writer, EntryKind.WATCH, "keep", watch, watch.author))

    def remove_watch(self, name: str, *, author: str) -> HeldWatch:
        """Ends the watch that `name` names (its name, or the start of its id), by an entry of its own.

        Raises:
            LedgerError: there is no such watch, or there are several.
        """
        with self._writing() as writer:  # nobody else removes it meanwhile
            held: HeldWatch = _one(
                [w for w in self.watches() if w.id.startswith(name) or w.watch.name == name], f"watch {name!r}"
            )
            removal = WatchRemoval(author=author)
            _keep(writer, EntryKind.WATCH, "remove", removal, author, supersedes=held.entry_id)
        return held

    def watches(self, as_of: AsOf = NOW) -> tuple[HeldWatch, ...]:
        """The watches that were kept and not removed by a moment of recording, in the order kept."""
        found: dict[str, HeldWatch] = {}
        with self._database.reading() as connection:
            contents = Contents(connection)
            for entry in _entries(connection, EntryKind.WATCH, as_of):
                if entry.supersedes is not None:
                    found.pop(entry.supersedes, None)
                    continue
                watch: Watch | None = contents.record(Watch, str(entry.body["content"]))
                if watch is not None:
                    found[entry.id] = HeldWatch(
                        id=_short_id("w", entry.id), entry_id=entry.id, recorded_at=entry.recorded_at, watch=watch
                    )
        return tuple(found.values())

    # Enquiries

    def add_enquiry(self, enquiry: Enquiry) -> str:
        """Keeps a question that somebody put; returns its id.

        Raises:
            LedgerError: the ledger does not hold a text that it is about.
        """
        with self._writing() as writer:
            texts: list[Json] = [revision_row(writer.connection, r).entry_id for r in sorted(enquiry.revisions)]
            kept = _keep(writer, EntryKind.ENQUIRY, "ask", enquiry, enquiry.author, {"revisions": texts})
            return _short_id("q", kept)

    def answer_enquiry(self, name: str, reply: Reply) -> HeldEnquiry:
        """Keeps what came of the enquiry whose id starts with `name`.

        Raises:
            LedgerError: there is no such enquiry, or it was answered.
        """
        with self._writing() as writer:  # nobody else answers it meanwhile
            held: HeldEnquiry = _one([q for q in self.enquiries() if q.id.startswith(name)], f"enquiry {name!r}")
            if held.reply is not None:
                raise LedgerError(
                    f"enquiry {held.id[:9]} was answered on {held.reply.answered_at:%Y-%m-%d %H:%M}: ask anew"
                )
            _keep(writer, EntryKind.ENQUIRY, "answer", reply, reply.author, supersedes=held.entry_id)
        return held

    def enquiries(self, as_of: AsOf = NOW, *, only_open: bool = False) -> tuple[HeldEnquiry, ...]:
        """The enquiries that were made by a moment of recording, with what had come of them by then, in the order
        made."""
        found: dict[str, HeldEnquiry] = {}
        with self._database.reading() as connection:
            contents = Contents(connection)
            for entry in _entries(connection, EntryKind.ENQUIRY, as_of):
                content = str(entry.body["content"])
                asked = found.get(entry.supersedes or "")
                if asked is not None:
                    reply: Reply | None = contents.record(Reply, content)
                    if reply is not None:
                        found[asked.entry_id] = HeldEnquiry(
                            id=asked.id,
                            entry_id=asked.entry_id,
                            recorded_at=asked.recorded_at,
                            enquiry=asked.enquiry,
                            reply=reply,
                        )
                elif entry.supersedes is None:
                    enquiry: Enquiry | None = contents.record(Enquiry, content)
                    if enquiry is not None:
                        found[entry.id] = HeldEnquiry(
                            id=_short_id("q", entry.id),
                            entry_id=entry.id,
                            recorded_at=entry.recorded_at,
                            enquiry=enquiry,
                        )
        return tuple(q for q in found.values() if not (only_open and q.reply is not None))

    # Moments

    def origin(self) -> str:
        """What names this ledger among all others, for as long as it lives."""
        with self._database.reading() as connection:
            return origin_of(connection)

    def last_recorded(self) -> datetime | None:
        """When the last entry was recorded."""
        with self._database.reading() as connection:
            return connection.scalar(select(t.entries.c.recorded_at).order_by(t.entries.c.seq.desc()).limit(1))

    def settled(self, after: datetime | None = None) -> tuple[datetime, ...]:
        """The moments of recording behind `after` at which every text that was held had been compared with the others,
        in order. Between two of them the accounts are work in progress."""
        kinds = [k.value for k in (EntryKind.READING, EntryKind.JUDGEMENT, EntryKind.DECISION, EntryKind.ABSENCE)]
        e = t.entries.c
        query = select(t.entries).where(e.kind.in_(kinds)).order_by(e.seq)
        waiting: set[str] = set()
        found: list[datetime] = []
        with self._database.reading() as connection:
            last: datetime | None = None
            for row in connection.execute(query if after is None else query.where(e.recorded_at > after)):
                entry = parse_entry(row)
                if last is not None and entry.recorded_at != last and not waiting:
                    found.append(last)
                last = entry.recorded_at
                if entry.kind is EntryKind.READING:
                    waiting.add(str(entry.body["revision"]))
                elif entry.kind is EntryKind.JUDGEMENT:
                    ends = entry.body["revisions"]
                    if isinstance(ends, list) and len({str(end) for end in ends}) == 1:
                        waiting.discard(str(ends[0]))
            if last is not None and not waiting:
                found.append(last)
        return tuple(found)

    def news(self, since: datetime | None, at: datetime | None) -> tuple[frozenset[RevisionId], frozenset[RevisionId]]:
        """The texts that were recorded in `(since, at]`, and those that people decided on then."""

        def within(table: Any, column: Any) -> Iterator[RevisionId]:
            query = select(column)
            query = query if since is None else query.where(table.c.recorded_at > since)
            query = query if at is None else query.where(table.c.recorded_at <= at)
            return (RevisionId(one) for one in connection.scalars(query))

        with self._database.reading() as connection:
            fresh = frozenset(within(t.revisions, t.revisions.c.id))
            return fresh, frozenset(within(t.decisions, t.decisions.c.revision_id))

    def groups_of(self, revisions: Collection[str]) -> list[list[RevisionId]]:
        """The groups that some revisions fall into by whatever was ever tied to them, each with its revisions alone."""
        with self._database.reading() as connection:
            groups = tied_groups(connection, ever_tied(connection, revisions))
            documents = t.revisions.c
            rows = rows_for(
                connection, select(documents.id, documents.document_id), documents.id, {r for g in groups for r in g}
            )
            document_of = {row.id: row.document_id for row in rows}
        joined: list[tuple[set[str], set[RevisionId]]] = []
        for group in groups:  # texts of one document belong together, tied or not
            own: tuple[set[str], set[RevisionId]] = ({document_of[r] for r in group if r in document_of}, set(group))
            apart = []
            for other in joined:
                if other[0] & own[0]:
                    own = (own[0] | other[0], own[1] | other[1])
                else:
                    apart.append(other)
            joined = [*apart, own]
        wanted = set(revisions)
        return [sorted(group & wanted) for _, group in joined if group & wanted]

    def tied_texts(self, revisions: Collection[str]) -> tuple[HeldRevision, ...]:
        """What some texts were ever tied to, with themselves and the other texts of their documents."""
        with self._database.reading() as connection:
            near = ever_tied(connection, revisions)
            return tuple(view_texts(read_texts(connection, only=near), NOW)[0])

    # Turns

    def noticed(self) -> datetime | None:
        """Up to which moment of recording turns were looked for."""
        with self._database.reading() as connection:
            return connection.scalar(select(t.noticed.c.at))

    def add_turns(self, found: Iterable[Told], at: datetime) -> int:
        """Keeps what was found up to a moment of recording; returns how many were new."""
        with self._database.writing() as connection:
            added = 0
            for told in found:
                turn = told.turn
                if connection.scalar(select(t.turns.c.id).where(t.turns.c.id == turn.id)) is not None:
                    continue
                row = {"id": turn.id, "at": turn.at, "kind": turn.kind.value, "body": _body(told)}
                connection.execute(insert(t.turns), row)
                texts = [{"turn_id": turn.id, "revision_id": revision} for revision in turn.revisions]
                if texts:
                    connection.execute(insert(t.turn_texts), texts)
                added += 1
            last = connection.scalar(select(t.noticed.c.at))
            connection.execute(delete(t.noticed))
            connection.execute(insert(t.noticed), {"at": at if last is None else max(at, last)})
            return added

    def turns(
        self,
        *,
        only: Collection[str] | None = None,
        ids: Collection[str] | None = None,
        after: datetime | None = None,
        limit: int | None = None,
    ) -> tuple[Told, ...]:
        """The turns that were noticed, the newest first; `only` those that rest on some revisions."""
        u = t.turns.c
        query = select(u.id, u.at, u.body).order_by(u.at.desc(), u.id)
        query = query if after is None else query.where(u.at > after)
        with self._database.reading() as connection:
            named = ids
            if only is not None:
                x = t.turn_texts.c
                named = {row.turn_id for row in rows_for(connection, select(x.turn_id), x.revision_id, only)}
            if named is None:
                rows: Sequence[Any] = connection.execute(query if limit is None else query.limit(limit)).all()
            else:
                unordered = rows_for(connection, query.order_by(None), u.id, named)
                rows = sorted(sorted(unordered, key=lambda row: str(row.id)), key=lambda row: row.at, reverse=True)
                rows = rows[:limit]
            return tuple(_told(row.body) for row in rows)

    # What waits to be sent

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

    def forget_done(self, before: datetime) -> int:
        """Drops what was sent or withdrawn before a moment, and is needed no more; what failed stays."""
        d = t.deliveries.c
        with self._database.writing() as connection:
            gone = delete(t.deliveries).where(d.state.in_((DONE, WITHDRAWN)), d.created_at < before)
            return int(connection.execute(gone).rowcount)


def _keep(
    writer: Any,
    kind: EntryKind,
    action: str,
    record: object,
    author: str,
    more: dict[str, Json] | None = None,
    *,
    supersedes: EntryId | None = None,
) -> EntryId:
    """Writes an entry of a person. It changes no account, so tables that are up to date stay so."""
    size = last_seq(writer.connection)
    body: dict[str, Json] = {
        "action": action,
        "content": writer.contents.put_record(kind.value, record),
        **(more or {}),
    }
    by = f"person:{find_person(writer.connection, writer.contents, author)}"
    entry: EntryId = writer.append(kind, body, recorded_by=by, supersedes=supersedes)
    carry_over_checkpoint(writer.connection, size)
    return entry


def _entries(connection: Connection, kind: EntryKind, as_of: AsOf) -> Iterator[Any]:
    e = t.entries.c
    query = select(t.entries).where(e.kind == kind.value).order_by(e.seq)
    if as_of.recorded is not None:
        query = query.where(e.recorded_at <= as_of.recorded)
    return map(parse_entry, connection.execute(query).all())


def _short_id(letter: str, entry_id: str) -> str:
    return f"{letter}{entry_id[:32]}"


def _one(found: Sequence[Any], what: str) -> Any:
    if len(found) != 1:
        raise LedgerError(f"there {'are several' if found else 'is no'} {what}: give the id, or list them first")
    return found[0]


def _body(told: Told) -> str:
    return canonical_json(to_json(told)).decode()


def _told(body: str) -> Told:
    return from_json(Told, json.loads(body))


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


__all__ = ["DEAD", "DONE", "HELD", "PENDING", "WITHDRAWN", "Delivery", "HeldEnquiry", "HeldWatch", "Watching"]
