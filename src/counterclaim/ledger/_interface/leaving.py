"""What leaves a ledger: exports, recorded before they go, and copies of the whole file."""

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any, Self

from counterclaim.errors import LedgerError
from counterclaim.ledger._backups import copy_database, put_back
from counterclaim.ledger._entries import EntryKind
from counterclaim.ledger._exported import BACKUP, Exported, export_body, read_exports
from counterclaim.ledger._interface.session import Session
from counterclaim.ledger._verifying import Progress, no_progress
from counterclaim.locations import LedgerUrl
from counterclaim.records.ids import EntryId, RevisionId
from counterclaim.records.takedowns import Issue


class Leaving(Session):
    """The part of a `Ledger` that knows what left it."""

    def record_export(
        self, format_: str, destination: str, *, revisions: Collection[RevisionId] | None = None
    ) -> EntryId:
        """Keeps that something left the ledger, so that it can be called back. `revisions` are the texts in it, None
        means all. To be called before the first byte leaves: what cannot be recorded must not go.
        """
        with self._writing() as writer:
            content = writer.contents.put_record("export", Issue(destination=destination))
            return writer.append_aside(EntryKind.EXPORT, export_body(writer.connection, format_, content, revisions))

    def exports(self) -> tuple[Exported, ...]:
        """What left the ledger, oldest first, with the takedowns for which it must be called back."""
        with self._database.reading() as connection:
            return tuple(read_exports(connection))

    def backup(self, target: Path, *, progress: Progress = no_progress) -> None:
        """Writes the whole ledger as of now into a new file, also while others write, and records that there is one.
        The files of the neighbour index are left out: they can be made again.

        Raises:
            LedgerError: there is such a file, it cannot be written, or the ledger is not sound or not a file.
        """
        if isinstance(self.location, LedgerUrl):
            raise LedgerError(
                f"{self.location} is not a file: `counterclaim ledger copy` takes it to one, or use pg_dump"
            )
        if target.exists():
            raise LedgerError(f"{target} exists: name another file")
        self.record_export(BACKUP, str(target.absolute()))
        copy_database(self.path, target, progress=progress)

    @classmethod
    def restore(cls, backup: Path, path: Path, *, lists: Iterable[Path] = (), **options: Any) -> Self:
        """Puts a backup back at `path`, where there is no file, and opens it as `open` does with `options`.

        What was taken down since is erased again before anything can be read: what the lists of takedowns beside the
        backup, beside `path` and in `lists` name.
        """
        put_back(backup, path, lists)
        return cls.open(path, create=False, **options)
