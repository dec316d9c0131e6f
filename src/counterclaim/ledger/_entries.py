"""Entries and the contents they refer to: how the log is written and read (docs/decisions/0002 and 0005)."""

import hashlib
import json
import secrets
import threading
import zlib
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, func, insert, select

from counterclaim.errors import LedgerError
from counterclaim.ledger import _tables as t
from counterclaim.ledger._forgetting import forget_words
from counterclaim.ledger._tree import grow
from counterclaim.records.analyses import Analysis
from counterclaim.records.codec import RecordError, from_json, to_json
from counterclaim.records.ids import EntryId, Json, canonical_json, digest
from counterclaim.records.revisions import Revision

SALT_BYTES = 32


class EntryKind(StrEnum):
    """What an entry records. The strings are part of the ledger's format and never change."""

    CAPTURE = "capture"  # bytes came in
    REVISION = "revision"  # a text of a document, extracted from a capture
    READING = "reading"  # what a machine read in a revision
    JUDGEMENT = "judgement"  # how a machine relates two revisions and their claims
    DECISION = "decision"  # what a person says of a reading
    CHECKPOINT = "checkpoint"  # the root of the log in front of it was taken, to be kept elsewhere
    EXPORT = "export"  # something left the ledger: in which format, and which texts
    TAKEDOWN = "takedown"  # contents were erased: those of which texts, and by which digests
    WATCH = "watch"  # somebody keeps a search, or no longer wants it
    CONTEXT = "context"  # rows of other people's event data came in, to compare with
    ENQUIRY = "enquiry"  # somebody was asked about what is claimed, or answered
    ABSENCE = "absence"  # the page of a text that is held was gone when it was visited, or was there again


#: The version of each kind's body that this code writes. Older bodies are brought up to it when read (none yet).
SCHEMA_VERSIONS = dict.fromkeys(EntryKind, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the log. `body` holds ids, digests and vocabulary; never words of a report, names or comments."""

    seq: int
    id: EntryId
    kind: EntryKind
    schema_version: int
    recorded_at: datetime
    recorded_by: str
    body: dict[str, Json]
    supersedes: EntryId | None = None


def entry_fields(entry: Entry) -> dict[str, Json]:
    """What the entry's id is made of: all its other fields."""
    return {
        "seq": entry.seq,
        "kind": entry.kind.value,
        "schema_version": entry.schema_version,
        "recorded_at": t.utc_text(entry.recorded_at),
        "recorded_by": entry.recorded_by,
        "body": entry.body,
        "supersedes": entry.supersedes,
    }


def entry_id(entry: Entry) -> EntryId:
    """The id that the entry's other fields give it: SHA-256 over their canonical JSON, in hexadecimal."""
    return EntryId(digest(canonical_json(entry_fields(entry))))


def salted_digest(salt: bytes, data: bytes) -> str:
    """What an entry says of contents: nobody can guess the data from it once the salt is gone."""
    return hashlib.sha256(salt + data).hexdigest()


def pack(data: bytes) -> bytes:
    """The form in which contents are kept."""
    return zlib.compress(data)


def unpack(packed: bytes, size: int) -> bytes:
    """The `size` bytes that were packed. Raises ValueError for anything that `pack` does not give."""
    unpacker = zlib.decompressobj()
    try:
        data = unpacker.decompress(packed, size + 1)
    except (zlib.error, TypeError) as error:
        raise ValueError(str(error)) from error
    if len(data) != size or not unpacker.eof or unpacker.unused_data:
        raise ValueError(f"not {size} bytes, or something behind them")
    return data


#: Under which name a connection's options hold its `Decoded`.
DECODED = "counterclaim_decoded"


class Shelf:
    """The records that were decoded last, by the digests of contents, which never change, or by the words of a row:
    to decode a large story takes longer than all else that a page needs. A removal empties it, since nothing that was
    erased stays in memory, here or in the caches of functions: what is here is still there, and need not be read to be
    sure of it."""

    def __init__(self, most_bytes: int) -> None:
        self._most = self._left = most_bytes
        self._held: OrderedDict[str, tuple[Any, int]] = OrderedDict()
        self._removal = 0
        self._lock = threading.Lock()

    def after(self, removal: int) -> "Decoded":
        """What a transaction may use that sees removals up to the entry `removal`. Where that is a new one, all is
        forgotten first; a transaction that began before it finds nothing and leaves nothing."""
        with self._lock:
            if removal > self._removal:
                self._removal, self._left = removal, self._most
                self._held.clear()
                forget_words()
        return Decoded(self, removal)

    def find(self, names: Iterable[str], removal: int) -> dict[str, Any]:
        """The records of those names that are here."""
        with self._lock:
            found = [name for name in names if name in self._held] if removal == self._removal else []
            for name in found:
                self._held.move_to_end(name)
            return {name: self._held[name][0] for name in found}

    def put(self, name: str, record: object, size: int, removal: int) -> None:
        """Keeps a record that was decoded from `size` bytes."""
        with self._lock:
            if name not in self._held and removal == self._removal:
                self._held[name] = record, size
                self._left -= size
            while self._left < 0:
                self._left += self._held.popitem(last=False)[1][1]


@dataclass(frozen=True, slots=True)
class Decoded:
    """The records decoded last, as one transaction may use them."""

    shelf: Shelf
    removal: int

    def find(self, names: Iterable[str]) -> dict[str, Any]:
        return self.shelf.find(names, self.removal)

    def get(self, name: str) -> Any:
        return self.find((name,)).get(name)

    def put(self, name: str, record: object, size: int) -> None:
        self.shelf.put(name, record, size, self.removal)


class Contents:
    """The erasable rows, seen through one connection. What went through it is remembered until it forgets."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._records: dict[str, Any] = {}
        self._bytes: dict[str, bytes] = {}
        self._rows: dict[str, Any] = {}
        self._shared: dict[str, Any] = {}  # decoded before, by another connection
        self._decoded: Decoded | None = connection.get_execution_options().get(DECODED)

    def forget(self) -> None:
        """Frees what is remembered."""
        self._records.clear()
        self._bytes.clear()
        self._rows.clear()
        self._shared.clear()

    def fetch(self, names: Iterable[str]) -> None:
        """Reads many rows at once, for `record` and `analysis` to decode."""
        c = t.contents.c
        wanted = set(names) - self._records.keys()
        if self._decoded is not None:
            self._shared |= self._decoded.find(wanted)
            wanted -= self._shared.keys()
        ordered = sorted(wanted)
        for first in range(0, len(ordered), 500):  # engines limit the parameters of a statement
            found = select(c.digest, c.data, c.size).where(c.digest.in_(ordered[first : first + 500]))
            self._rows.update((row.digest, row) for row in self._connection.execute(found))

    def put(self, kind: str, data: bytes, record: object = None) -> str:
        """Keeps `data` under a fresh salt; returns the digest that entries refer to."""
        salt = secrets.token_bytes(SALT_BYTES)
        name = salted_digest(salt, data)
        row = {"digest": name, "kind": kind, "salt": salt, "size": len(data), "data": pack(data)}
        self._connection.execute(insert(t.contents), row)
        if record is None:
            self._bytes[name] = data
        else:
            self._records[name] = record
        return name

    def put_record(self, kind: str, record: object) -> str:
        """Keeps a record as canonical JSON."""
        written = to_json(record)
        if isinstance(record, Analysis) and isinstance(written, dict):
            del written["revision"]  # kept once, with the revision's own entry
        return self.put(kind, canonical_json(written), record)

    def has(self, name: str) -> bool:
        """Whether there is something under a digest."""
        return self._connection.scalar(select(t.contents.c.digest).where(t.contents.c.digest == name)) is not None

    def data(self, name: str) -> bytes | None:
        """The data under a digest; None where it was removed."""
        if name in self._bytes:
            return self._bytes[name]
        c = t.contents.c
        row = self._rows.get(name)
        if row is None:
            row = self._connection.execute(select(c.data, c.size).where(c.digest == name)).first()
        try:
            return None if row is None else unpack(row.data, row.size)
        except (ValueError, TypeError) as error:
            raise _damaged(name) from error

    def record(self, type_: type[Any], name: str) -> Any:
        """The record under a digest; None where it was removed."""
        if name not in self._records:
            record = self._shared.get(name)
            if record is None and (data := self.data(name)) is not None:
                record = _decode(type_, _parse(data, name), name)
                self._keep(name, record, len(data))
            self._records[name] = record
        return self._records[name]

    def _keep(self, name: str, record: object, size: int) -> None:
        if self._decoded is not None and name in self._rows:
            self._decoded.put(name, record, size)

    def analysis(self, name: str, revision: Revision) -> Analysis | None:
        """The reading under a digest, with the revision that it reads; None where it was removed."""
        if name in self._records:
            held: Analysis = self._records[name]
            return held
        known: Analysis | None = self._shared.get(name)
        if known is not None and known.revision == revision:
            return known
        data = self.data(name)
        if data is None:
            return None
        # The codec needs a revision; it gets one without its text, which the caller has decoded already.
        blank = replace(revision, text="", blocks=(), notes=())
        read: Analysis = _decode(Analysis, {**_parse(data, name), "revision": to_json(blank)}, name)
        analysis = replace(read, revision=revision)
        self._keep(name, analysis, len(data) + len(revision.text))
        return analysis


def _damaged(name: str) -> LedgerError:
    return LedgerError(f"contents {name[:12]} are damaged: run `counterclaim ledger verify`, and restore a backup")


def _parse(data: bytes, name: str) -> dict[str, Json]:
    try:
        value = json.loads(data)
    except ValueError as error:
        raise _damaged(name) from error
    if not isinstance(value, dict):
        raise _damaged(name)
    return value


def _decode(type_: type[Any], value: object, name: str) -> Any:
    try:
        return from_json(type_, value)
    except RecordError as error:
        raise LedgerError(
            f"the ledger holds a {type_.__name__} that this version cannot read ({error}; contents {name[:12]}): "
            "use the newest version of counterclaim, and run `counterclaim ledger verify`"
        ) from error


def find_person(connection: Connection, contents: Contents, name: str) -> str:
    """The digest that stands for a person in the log; the name itself is kept once, in an erasable row."""
    data = canonical_json({"name": name})
    for held in connection.scalars(select(t.contents.c.digest).where(t.contents.c.kind == "person")):
        if contents.data(held) == data:
            return str(held)
    return contents.put("person", data)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An entry before it has a place in the log."""

    kind: EntryKind
    body: dict[str, Json]
    recorded_by: str
    supersedes: EntryId | None = None


def next_moment(connection: Connection, now: datetime) -> datetime:
    """The time that the entries of a new transaction bear: `now`, but always later than what is in the log.

    A clock that stepped back is answered by the next microsecond, so that “as of this recording time” cuts the log
    between two transactions, and what was visible as of a moment stays so.
    """
    last = connection.scalar(select(t.entries.c.recorded_at).order_by(t.entries.c.seq.desc()).limit(1))
    return t.to_utc(now) if last is None else max(t.to_utc(now), last + timedelta(microseconds=1))


# Built once: SQLAlchemy takes longer to build a statement than SQLite to run it.
_INSERT = insert(t.entries)
_LAST_SEQ = select(func.max(t.entries.c.seq))


def append(connection: Connection, draft: Draft, recorded_at: datetime, *, after: int | None = None) -> Entry:
    """Writes the draft at the end of the log, inside the caller's transaction, which holds the write lock.

    `after` is the number of the last entry, where the caller knows it; it stays so as long as the transaction lasts.
    """
    entry = Entry(
        seq=(last_seq(connection) if after is None else after) + 1,
        id=EntryId(""),
        kind=draft.kind,
        schema_version=SCHEMA_VERSIONS[draft.kind],
        recorded_at=recorded_at,
        recorded_by=draft.recorded_by,
        body=draft.body,
        supersedes=draft.supersedes,
    )
    entry = replace(entry, id=entry_id(entry))
    connection.execute(_INSERT, _row(entry))
    grow(connection, entry.seq)
    return entry


def _row(entry: Entry) -> dict[str, Any]:
    return {
        "seq": entry.seq,
        "id": entry.id,
        "kind": entry.kind.value,
        "schema_version": entry.schema_version,
        "recorded_at": entry.recorded_at,
        "recorded_by": entry.recorded_by,
        "body": canonical_json(entry.body).decode(),
        "supersedes": entry.supersedes,
    }


def parse_entry(row: Any) -> Entry:
    """The entry that a row of the log holds. Raises LedgerError where this version cannot read it."""
    try:
        kind = EntryKind(row.kind)
    except ValueError as error:
        raise LedgerError(
            f"entry {row.seq} is of kind {row.kind!r}, which this version does not know: use a newer version"
        ) from error
    if row.schema_version > SCHEMA_VERSIONS[kind]:
        raise LedgerError(
            f"entry {row.seq} ({kind}) has version {row.schema_version}, which this version cannot read: "
            "use a newer version"
        )
    try:
        body = json.loads(row.body)
    except ValueError as error:
        raise LedgerError(f"the body of entry {row.seq} is damaged: run `counterclaim ledger verify`") from error
    if not isinstance(body, dict):
        raise LedgerError(f"the body of entry {row.seq} is damaged: run `counterclaim ledger verify`")
    return Entry(
        seq=row.seq,
        id=EntryId(row.id),
        kind=kind,
        schema_version=row.schema_version,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by,
        body=body,
        supersedes=row.supersedes,
    )


def read_entries(connection: Connection, *, after: int = 0) -> Iterator[Entry]:
    """The entries in order, from the one behind `after`."""
    rows = connection.execute(select(t.entries).where(t.entries.c.seq > after).order_by(t.entries.c.seq))
    for row in rows:
        yield parse_entry(row)


def last_seq(connection: Connection) -> int:
    """The number of the last entry; 0 in an empty ledger."""
    return connection.scalar(_LAST_SEQ) or 0


def erased_after(connection: Connection, seq: int) -> bool:
    """Whether something was taken down behind entry `seq`: what was read before may hold words that are gone."""
    e = t.entries.c
    found = select(e.seq).where(e.seq > seq, e.kind == EntryKind.TAKEDOWN.value).limit(1)
    return connection.scalar(found) is not None
