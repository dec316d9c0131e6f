"""The log itself: how long it is, whether it is sound, and what proves to an outsider what it holds."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Self

from sqlalchemy import select

from counterclaim.ledger import _tables as t
from counterclaim.ledger._checking import Stats, count
from counterclaim.ledger._checkpoints import Checkpoint, last_checkpoint, origin_of
from counterclaim.ledger._entries import Entry, EntryKind, last_seq, read_entries
from counterclaim.ledger._interface.session import Session
from counterclaim.ledger._parts import Project
from counterclaim.ledger._proofs import checkpoint_of_size, prove_consistency, prove_inclusion
from counterclaim.ledger._recomputing import Extract, Steps, verify_all
from counterclaim.ledger._tree import Tree
from counterclaim.ledger._verifying import Progress, Verification, no_progress
from counterclaim.records.ids import Json


class Proving(Session):
    """The part of a `Ledger` that is about its log."""

    def origin(self) -> str:
        """What names this ledger among all others, for as long as it lives."""
        with self._database.reading() as connection:
            return origin_of(connection)

    def size(self) -> int:
        """The number of entries in the log, which is the number of the last one."""
        with self._database.reading() as connection:
            return last_seq(connection)

    def entries(self, *, after: int = 0) -> Iterator[Entry]:
        """The log in order, from the entry behind number `after`."""
        with self._database.reading() as connection:
            yield from read_entries(connection, after=after)

    def last_recorded(self) -> datetime | None:
        """When the last entry was recorded."""
        with self._database.reading() as connection:
            return connection.scalar(select(t.entries.c.recorded_at).order_by(t.entries.c.seq.desc()).limit(1))

    def stats(self) -> Stats:
        """How much the ledger holds, and which models its readings used."""
        with self._database.reading() as connection:
            return count(connection, self.path)

    def verify(
        self,
        checkpoints: Sequence[Checkpoint] = (),
        *,
        project: Project | None = None,
        extract: Extract | None = None,
        turns: Callable[[Self], Steps] | None = None,
        progress: Progress = no_progress,
    ) -> Verification:
        """Checks the log and its contents against their digests and against checkpoints, and lists every fault.

        With `project` the computed tables are computed again and compared, with `extract` the texts are taken from
        their bytes again, with `turns` turns are looked for again (`watching.find_again`). Without a checkpoint that
        was kept elsewhere the ledger is only shown to agree with itself.
        """
        with self.snapshot() as held, held._database.reading() as connection:
            return verify_all(
                connection,
                checkpoints,
                project=project,
                extract=extract,
                steps=None if turns is None else turns(held),
                progress=progress,
            )

    def checkpoint(self) -> Checkpoint:
        """The root over the log, recorded as an entry; if nothing was added since the last one, that one again."""
        with self._writing() as writer:
            size = last_seq(writer.connection)
            last = last_checkpoint(writer.connection)
            if last is None or last.size != size - 1:
                root = Tree(writer.connection).root(size).hex()
                writer.append_aside(EntryKind.CHECKPOINT, {"size": size, "root": root})
                last = last_checkpoint(writer.connection)
            assert last is not None
            return last

    def last_checkpoint(self) -> Checkpoint | None:
        """The newest checkpoint that the log records."""
        with self._database.reading() as connection:
            return last_checkpoint(connection)

    def checkpoint_of_size(self, size: int) -> Checkpoint:
        """The root over the first `size` entries, without recording it."""
        with self._database.reading() as connection:
            return checkpoint_of_size(connection, size)

    def prove_inclusion(self, name: str, checkpoint: Checkpoint, *, contents: bool = False) -> dict[str, Json]:
        """What proves to an outsider that an entry is in the log of a checkpoint; with `contents`, what it holds too.

        `name` is the entry's number, the start of its id, or the id of the revision or claim that it brought in.

        Raises:
            LedgerError: there is no such entry, it is younger than the checkpoint, or the log does not fit it.
        """
        with self._database.reading() as connection:
            return prove_inclusion(connection, name, checkpoint, contents=contents)

    def prove_consistency(self, old: Checkpoint, new: Checkpoint) -> dict[str, Json]:
        """What proves to an outsider that the log of `new` begins with that of `old`.

        Raises:
            LedgerError: the first is not the older one, or the log does not fit them.
        """
        with self._database.reading() as connection:
            return prove_consistency(connection, old, new)
