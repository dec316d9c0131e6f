"""Counting what a ledger holds, and checking it against its own digests."""

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, func, select

from counterclaim.errors import LedgerError
from counterclaim.ledger import _tables as t
from counterclaim.ledger._entries import Entry, EntryKind, entry_id, parse_entry, salted_digest
from counterclaim.records.analyses import ModelDigest
from counterclaim.records.codec import from_json


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """How much a ledger holds. `file_bytes` is the size on disk with the write-ahead log."""

    entries: int
    by_kind: tuple[tuple[str, int], ...]
    documents: int
    revisions: int
    claims: int  # of all readings
    first_recorded_at: datetime | None
    last_recorded_at: datetime | None
    content_bytes: int  # before compression
    stored_bytes: int  # after
    file_bytes: int
    models: tuple[ModelDigest, ...]
    code_versions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something in the ledger that is not as it was written. `seq` is the entry's number where one is concerned."""

    seq: int | None
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """The outcome of a check. It proves that the log agrees with itself, not that nobody rewrote all of it."""

    entries: int
    contents: int
    faults: tuple[Fault, ...]

    @property
    def ok(self) -> bool:
        return not self.faults


_BY_KIND = select(t.entries.c.kind, func.count().label("n")).group_by(t.entries.c.kind)


def count(connection: Connection, path: Path) -> Stats:
    e, c = t.entries.c, t.contents.c
    by_kind: dict[str, int] = {row.kind: row.n for row in connection.execute(_BY_KIND)}
    first, last = connection.execute(select(func.min(e.recorded_at), func.max(e.recorded_at))).one()
    size, stored = connection.execute(select(func.sum(c.size), func.sum(func.length(c.data)))).one()
    models: set[ModelDigest] = set()
    by_machine = (EntryKind.READING.value, EntryKind.JUDGEMENT.value)
    for body in connection.scalars(select(e.body).where(e.kind.in_(by_machine))):
        models.update(from_json(ModelDigest, model) for model in json.loads(body)["models"])
    files = (path, path.with_name(f"{path.name}-wal"))
    return Stats(
        entries=sum(by_kind.values()),
        by_kind=tuple(sorted(by_kind.items())),
        documents=connection.scalar(select(func.count()).select_from(t.documents)) or 0,
        revisions=connection.scalar(select(func.count()).select_from(t.revisions)) or 0,
        claims=connection.scalar(select(func.count()).select_from(t.claims)) or 0,
        first_recorded_at=first,
        last_recorded_at=last,
        content_bytes=size or 0,
        stored_bytes=stored or 0,
        file_bytes=sum(file.stat().st_size for file in files if file.exists()),
        models=tuple(sorted(models, key=lambda model: (model.name, model.version, model.sha256))),
        code_versions=tuple(connection.scalars(select(t.readings.c.code_version).distinct().order_by("code_version"))),
    )


def verify(connection: Connection) -> Verification:
    """Every entry's id computed again, the numbers without gaps, times that never fall, every row of contents under
    its own digest, every digest that an entry names present, and every reference to another entry answered."""
    faults: list[Fault] = []
    digests = set[str]()
    for row in connection.execute(select(t.contents)):
        digests.add(row.digest)
        if message := _content_fault(row.digest, row.salt, row.data, row.size):
            faults.append(Fault(seq=None, message=message))
    ids: set[str] = set()
    expected, before = 0, None
    try:
        for row in connection.execute(select(t.entries).order_by(t.entries.c.seq)):
            expected += 1
            if row.seq != expected:
                faults.append(Fault(seq=row.seq, message=f"entries {expected} to {row.seq - 1} are missing"))
                expected = row.seq
            if before is not None and row.recorded_at < before:
                faults.append(Fault(seq=row.seq, message="recorded before the entry in front of it"))
            before = row.recorded_at
            try:
                faults.extend(Fault(seq=row.seq, message=m) for m in _entry_faults(parse_entry(row), digests, ids))
            except LedgerError as error:
                faults.append(Fault(seq=row.seq, message=f"cannot be read: {error}"))
            ids.add(row.id)
    except ValueError as error:  # a time that is none ends the reading of rows
        faults.append(Fault(seq=expected + 1, message=f"cannot be read: {error}"))
    return Verification(entries=expected, contents=len(digests), faults=tuple(faults))


def _entry_faults(entry: Entry, digests: set[str], earlier: set[str]) -> Iterator[str]:
    """What is wrong with one entry, given the contents that are there and the ids of the entries in front of it."""
    if entry_id(entry) != entry.id:
        yield "the entry is not what its id says: it was altered"
    for field in ("content", "bytes"):
        named = entry.body.get(field)
        if named is not None and named not in digests:
            yield f"its {field} are gone ({str(named)[:12]})"
    ends = entry.body.get("revisions")
    others = ends if isinstance(ends, list) else []
    for other in (*others, entry.body.get("revision"), entry.body.get("capture"), entry.supersedes):
        if other is not None and other not in earlier:
            yield f"no earlier entry has the id {str(other)[:12]}"


def _content_fault(name: str, salt: bytes, packed: bytes, size: int) -> str | None:
    try:
        data = zlib.decompress(packed)
    except zlib.error:
        return f"contents {name[:12]} are damaged"
    if salted_digest(salt, data) != name or len(data) != size:
        return f"contents {name[:12]} are not what their digest says: they were altered"
    return None
