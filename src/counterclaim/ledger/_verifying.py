"""Checking a ledger against its own digests and against checkpoints that were kept elsewhere."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, String, func, inspect, select, type_coerce

from counterclaim.errors import LedgerError
from counterclaim.ledger import _tables as t
from counterclaim.ledger._checkpoints import Checkpoint, origin_of
from counterclaim.ledger._entries import Entry, EntryKind, entry_id, parse_entry, salted_digest, unpack
from counterclaim.ledger._guards import guard_faults
from counterclaim.ledger._merkle import Frontier
from counterclaim.ledger._tree import STEP, hash_of_entry, tree_nodes
from counterclaim.ledger._unproved import Unproved
from counterclaim.records.ids import canonical_json

#: Called now and then with what is being checked, how much of it is done, and how much there is.
Progress = Callable[[str, int, int], None]


def no_progress(what: str, done: int, total: int) -> None:
    """Shows nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something in the ledger that is not as it was written. `seq` is the entry's number where one is concerned."""

    seq: int | None
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """The outcome of a check. `notes` say what could not be checked; they are no faults.

    `covered` is the number of entries that an outside checkpoint vouches for. Of all others the check proves that the
    log agrees with itself, not that nobody wrote it anew. `removed` says which takedowns, by number, erased contents.
    `unproved` is what the ledger holds besides, that no entry decides; it is there where the tables were checked.
    """

    entries: int
    contents: int
    faults: tuple[Fault, ...]
    covered: int = 0
    notes: tuple[Fault, ...] = ()
    removed: tuple[Fault, ...] = ()
    unproved: tuple[Unproved, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.faults


def verify(
    connection: Connection, checkpoints: Sequence[Checkpoint] = (), progress: Progress = no_progress
) -> Verification:
    """Checks the log and its contents: every entry's id computed again, the numbers without gaps, times that never
    fall, every row of contents under its own digest and named by an entry, every reference to another entry answered,
    the kept nodes of the tree, and the checkpoints, those in the log as well as those given."""
    faults = list(_format_faults(connection))
    kinds = _check_contents(connection, faults, progress)
    log = _Log(kinds, faults, checkpoints, origin_of(connection))
    total = connection.scalar(select(func.count()).select_from(t.entries)) or 0
    for done, row in enumerate(connection.execute(_ROWS, execution_options={"yield_per": 1000}), start=1):
        log.take(row)
        if done % 1000 == 0 or done == total:
            progress("entries", done, total)
    log.end()
    faults += _node_faults(connection, log.frontier)
    return Verification(
        entries=log.last,
        contents=len(kinds),
        faults=tuple(faults),
        covered=log.covered,
        removed=tuple(log.removed()),
    )


#: The log as the database has it: what is no time must not keep the rows behind it from being read.
_ROWS = select(
    *(column for column in t.entries.c if column.name != "recorded_at"),
    type_coerce(t.entries.c.recorded_at, String).label("recorded_at"),
).order_by(t.entries.c.seq)


class _Log:
    """The entries one after another, with what was seen of those in front. Faults go to the list given."""

    def __init__(
        self, kinds: dict[str, str], faults: list[Fault], checkpoints: Sequence[Checkpoint], origin: str
    ) -> None:
        self.last = 0
        self.covered = 0
        self.frontier = Frontier(step=STEP)
        self._faults = faults
        self._kinds = kinds
        self._named: set[str] = set()
        self._gone: list[tuple[int, str, str]] = []  # entry, what of it, digest
        self._erased: dict[str, int] = {}  # by digest, the takedown that says so
        self._ids: set[str] = set()
        self._before: datetime | None = None
        self._covered_at: datetime | None = None
        self._outside = sorted(checkpoints, key=lambda checkpoint: (checkpoint.size, checkpoint.time))
        self._origin = origin
        self._compare()

    def _say(self, seq: int | None, message: str) -> None:
        self._faults.append(Fault(seq=seq, message=message))

    def take(self, row: Any) -> None:
        """Checks the next row of the log."""
        if row.seq != self.last + 1:
            self._say(row.seq, f"entries {self.last + 1} to {row.seq - 1} are missing")
        self.last = row.seq
        try:
            entry = _as_written(row)
        except (LedgerError, ValueError, TypeError, RecursionError) as error:
            self._say(row.seq, f"cannot be read: {error}")
        else:
            for message in self._entry_faults(entry):
                self._say(row.seq, message)
            self._before = entry.recorded_at
        self._ids.add(str(row.id))
        self.frontier.append(hash_of_entry(str(row.id)))
        self._compare()

    def _entry_faults(self, entry: Entry) -> Iterator[str]:
        """What is wrong with one entry, given the contents that are there and the entries in front of it."""
        if entry_id(entry) != entry.id:
            yield "the entry is not what its id says: it was altered"
        if self._before is not None and entry.recorded_at < self._before:
            yield "recorded before the entry in front of it"
        if self._covered_at is not None and entry.recorded_at < self._covered_at:
            yield f"recorded before the checkpoint of {self.covered} entries, which does not hold it: it was back-dated"
        if entry.kind is EntryKind.CHECKPOINT:
            said = entry.body.get("size"), entry.body.get("root")
            if said != (entry.seq - 1, self.frontier.root().hex()):
                yield "the log in front of this checkpoint is not the one that it was taken of"
        for field, name, kind in _named_contents(entry):
            self._named.add(name)
            if name not in self._kinds:
                self._gone.append((entry.seq, field, name))
            elif self._kinds[name] != kind:
                yield f"its {field} are marked as {self._kinds[name]!r}"
        erased = entry.body.get("erased")
        for one in map(str, erased if isinstance(erased, list) else ()):
            self._erased.setdefault(one, entry.seq)
            if one not in self._named:
                yield f"it erases contents that no earlier entry names ({one[:12]})"
        ends = entry.body.get("revisions")
        others = ends if isinstance(ends, list) else []
        for other in (*others, entry.body.get("revision"), entry.body.get("capture"), entry.supersedes):
            if other is not None and other not in self._ids:
                yield f"no earlier entry has the id {str(other)[:12]}"

    def _compare(self) -> None:
        """Checks the outside checkpoints of the size that the log has reached."""
        while self._outside and self._outside[0].size <= self.frontier.size:
            checkpoint = self._outside.pop(0)
            if checkpoint.origin != self._origin:
                message = "is of another ledger, or the record of this one's creation was altered"
            elif checkpoint.root != self.frontier.root().hex():
                fits = f", while the first {self.covered} fit an older one" if self.covered else ""
                message = f"does not fit: the log was rewritten up to there{fits}"
            elif self._before is not None and checkpoint.time < self._before:
                message = "is dated before an entry that it holds: its time was altered"
            else:
                self.covered, self._covered_at = checkpoint.size, checkpoint.time
                continue
            self._say(None, f"the checkpoint of {checkpoint.size} entries {message}")

    def end(self) -> None:
        """Says what only the end of the log tells."""
        for checkpoint in self._outside:
            held = f"the log holds {self.frontier.size}"
            self._say(None, f"the checkpoint of {checkpoint.size} entries does not fit: {held}, the rest was removed")
        for seq, field, name in self._gone:
            if name not in self._erased:
                self._say(seq, f"its {field} are gone ({name[:12]}), and no takedown says so")
        for name in sorted(self._kinds.keys() & self._erased.keys()):
            self._say(self._erased[name], f"contents {name[:12]}, which this takedown erased, are there again")
        for name in sorted(self._kinds.keys() - self._named):
            self._say(None, f"contents {name[:12]} are named by no entry: they were put there behind the log's back")

    def removed(self) -> Iterator[Fault]:
        """What was erased lawfully, by takedown."""
        entries: dict[int, set[int]] = {}
        for seq, _, name in self._gone:
            if name in self._erased:
                entries.setdefault(self._erased[name], set()).add(seq)
        for takedown, seqs in sorted(entries.items()):
            listed = ", ".join(map(str, sorted(seqs)[:10])) + (", …" if len(seqs) > 10 else "")
            yield Fault(seq=takedown, message=f"this takedown removed contents of {len(seqs)} entries ({listed})")


def _as_written(row: Any) -> Entry:
    """The entry of a row; an error where the row is not in the one form in which entries are written."""
    if not all(isinstance(value, str) for value in (row.id, row.kind, row.recorded_by, row.body)):
        raise ValueError("a field is not text")
    written = row.recorded_at
    moment = written if isinstance(written, datetime) else datetime.fromisoformat(written)
    if moment.tzinfo is None or (moment is not written and t.utc_text(moment) != written):
        raise ValueError(f"{written!r} is not how a time is written")
    entry = parse_entry(SimpleNamespace(**{**row._mapping, "recorded_at": moment}))
    if canonical_json(entry.body).decode() != row.body:
        raise ValueError("its body is not how one is written")
    return entry


def _named_contents(entry: Entry) -> Iterator[tuple[str, str, str]]:
    """The contents that an entry names: as what, by which digest, and of which kind they must be."""
    if "content" in entry.body:
        yield "content", str(entry.body["content"]), entry.kind.value
    if "bytes" in entry.body:
        yield "bytes", str(entry.body["bytes"]), "bytes"
    role, _, person = entry.recorded_by.partition(":")
    if role == "person":
        yield "author's name", person, "person"


def _check_contents(connection: Connection, faults: list[Fault], progress: Progress) -> dict[str, str]:
    """The kind of every row of contents by its digest; what is wrong with one goes to `faults`."""
    kinds: dict[str, str] = {}
    total = connection.scalar(select(func.count()).select_from(t.contents)) or 0
    for done, row in enumerate(connection.execute(select(t.contents), execution_options={"yield_per": 100}), start=1):
        kinds[str(row.digest)] = row.kind
        if message := _content_fault(row):
            faults.append(Fault(seq=None, message=f"contents {str(row.digest)[:12]} are {message}"))
        if done % 100 == 0 or done == total:
            progress("contents", done, total)
    return kinds


def _content_fault(row: Any) -> str | None:
    try:
        data = unpack(row.data, row.size)
        altered = salted_digest(row.salt, data) != row.digest
    except (ValueError, TypeError) as error:
        return f"damaged, or were altered ({error})"
    return "not what their digest says: they were altered" if altered else None


def _format_faults(connection: Connection) -> Iterator[Fault]:
    """What is wrong with the record of the ledger's creation and with what guards its tables."""
    f, e = t.ledger_format.c, t.entries.c
    at = type_coerce(f.created_at, String).label("at")
    rows = connection.execute(select(f.product, f.schema_version, at)).all()
    first = connection.scalar(select(type_coerce(e.recorded_at, String)).order_by(e.seq).limit(1))
    for row in rows:
        if row.product != "counterclaim" or row.schema_version not in range(1, t.SCHEMA_VERSION + 1):
            yield Fault(seq=None, message=f"format {row.product!r} {row.schema_version!r} never was that of a ledger")
        if not isinstance(row.at, str | datetime):
            yield Fault(seq=None, message="the time of its creation is none")
        elif first is not None and str(row.at) > str(first):
            yield Fault(seq=None, message="created after its first entry: the record of its creation was altered")
    if len(rows) != 1:
        yield Fault(seq=None, message="the record of its creation is not the only one")
    named = list(connection.scalars(select(t.revision)))
    if named != [f"{row.schema_version:04}" for row in rows]:
        yield Fault(seq=None, message=f"its format is another one than the table {t.revision.name} says")
    if connection.dialect.name == "sqlite":
        for (words,) in connection.exec_driver_sql("PRAGMA integrity_check(20)").all():
            if words != "ok":
                yield Fault(seq=None, message=f"the database is damaged: {words}")
    for message in guard_faults(connection):
        yield Fault(seq=None, message=message)


def _node_faults(connection: Connection, frontier: Frontier) -> Iterator[Fault]:
    """The kept nodes of the tree that are not those of the log."""
    if not inspect(connection).has_table(tree_nodes.name):
        return
    for row in connection.execute(select(tree_nodes), execution_options={"yield_per": 1000}):
        if frontier.nodes.get((row.level, row.number)) != row.hash:
            place = f"node {row.number} of level {row.level}"
            yield Fault(seq=None, message=f"{place} of the tree is not that of the log: `counterclaim ledger rebuild`")
