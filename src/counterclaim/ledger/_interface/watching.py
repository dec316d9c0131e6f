"""What people watch and ask: entries, whose words lie in erasable contents."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from counterclaim.errors import LedgerError
from counterclaim.ledger import _tables as t
from counterclaim.ledger._entries import Contents, EntryKind, parse_entry
from counterclaim.ledger._interface.session import Session
from counterclaim.ledger._queue import watch_id
from counterclaim.ledger._timeline import NOW, AsOf
from counterclaim.ledger._views import revision_row
from counterclaim.ledger._writer import Writer
from counterclaim.records.enquiries import Enquiry, Reply
from counterclaim.records.ids import EntryId, Json
from counterclaim.records.watches import Watch, WatchRemoval


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


class Watching(Session):
    """The part of a `Ledger` that keeps watches and enquiries."""

    def add_watch(self, watch: Watch) -> str:
        """Keeps a saved search; returns its id."""
        with self._writing() as writer:
            return watch_id(_keep(writer, EntryKind.WATCH, "keep", watch, watch.author))

    def remove_watch(self, name: str, *, author: str) -> HeldWatch:
        """Ends the watch that `name` names (its name, or the start of its id), by an entry of its own.

        Raises:
            LedgerError: there is no such watch, or there are several.
        """
        with self._writing() as writer:  # nobody else removes it meanwhile
            held: HeldWatch = _one(
                [w for w in self.watches() if w.id.startswith(name) or w.watch.name == name], "watch", name
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
                        id=watch_id(entry.id), entry_id=entry.id, recorded_at=entry.recorded_at, watch=watch
                    )
        return tuple(found.values())

    def add_enquiry(self, enquiry: Enquiry) -> str:
        """Keeps a question that somebody put; returns its id.

        Raises:
            LedgerError: the ledger does not hold a text that it is about.
        """
        with self._writing() as writer:
            texts: list[Json] = [revision_row(writer.connection, r).entry_id for r in sorted(enquiry.revisions)]
            kept = _keep(writer, EntryKind.ENQUIRY, "ask", enquiry, enquiry.author, {"revisions": texts})
            return _enquiry_id(kept)

    def answer_enquiry(self, name: str, reply: Reply) -> HeldEnquiry:
        """Keeps what came of the enquiry whose id starts with `name`.

        Raises:
            LedgerError: there is no such enquiry, or it was answered.
        """
        with self._writing() as writer:  # nobody else answers it meanwhile
            held: HeldEnquiry = _one([q for q in self.enquiries() if q.id.startswith(name)], "enquiry", name)
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
                            id=_enquiry_id(entry.id),
                            entry_id=entry.id,
                            recorded_at=entry.recorded_at,
                            enquiry=enquiry,
                        )
        return tuple(q for q in found.values() if not (only_open and q.reply is not None))


def _keep(
    writer: Writer,
    kind: EntryKind,
    action: str,
    record: object,
    author: str,
    more: dict[str, Json] | None = None,
    *,
    supersedes: EntryId | None = None,
) -> EntryId:
    body: dict[str, Json] = {
        "action": action,
        "content": writer.contents.put_record(kind.value, record),
        **(more or {}),
    }
    return writer.append_aside(kind, body, recorded_by=writer.person(author), supersedes=supersedes)


def _entries(connection: Connection, kind: EntryKind, as_of: AsOf) -> Iterator[Any]:
    e = t.entries.c
    query = select(t.entries).where(e.kind == kind.value).order_by(e.seq)
    if as_of.recorded is not None:
        query = query.where(e.recorded_at <= as_of.recorded)
    return map(parse_entry, connection.execute(query).all())


def _enquiry_id(entry_id: str) -> str:
    return f"q{entry_id[:32]}"


def _one(found: Sequence[Any], kind: str, name: str) -> Any:
    if len(found) != 1:
        there = "are several" if found else "is no"
        raise LedgerError(f"there {there} {kind} {name!r}: give an id that `counterclaim {kind} list` shows")
    return found[0]
