"""Removal for good: in this ledger, in what lies beside it, and in its backups where they can be reached."""

from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import select

from counterclaim.errors import LedgerError
from counterclaim.ledger import _tables as t
from counterclaim.ledger import _takedown as takedown
from counterclaim.ledger._entries import EntryKind, erased_after, last_seq
from counterclaim.ledger._exported import BACKUP, Exported, read_exports
from counterclaim.ledger._forgetting import forget_words
from counterclaim.ledger._interface.leaving import Leaving
from counterclaim.ledger._rows import rows_for
from counterclaim.ledger._segments import sweep
from counterclaim.ledger._takedown import TakenDown
from counterclaim.ledger._traces import keep_again
from counterclaim.ledger._writer import kept
from counterclaim.records.takedowns import Removal


class Removing(Leaving):
    """The part of a `Ledger` that erases."""

    def take_down(self, names: Iterable[str], *, author: str, reason: str, legal_basis: str | None = None) -> TakenDown:
        """Erases texts for good, with their bytes, readings, judgements, decisions and all that was computed of them,
        in this ledger and in its backups where they can be reached; the log keeps that there were some.

        `names` are (the starts of) ids of revisions or documents, or addresses; of context, the start of the entry's id
        or the name of the file. Accounts are computed anew by the next
        `follow`.

        Raises:
            LedgerError: a name means nothing or several things, or the reason repeats words of what is removed; or
                everything was erased, but traces stay in the files until another process lets go of them.
        """
        removal = Removal(author=author, reason=reason, legal_basis=legal_basis)
        with self._writing() as writer, kept("takedown"):
            connection, contents = writer.connection, writer.contents
            taken = takedown.find_texts(connection, names)
            takedown.require_own_words(connection, removal, taken)
            planned = takedown.plan(connection, taken)
            body = {**planned.body, "content": contents.put_record("takedown", removal)}
            entry_id = writer.append(EntryKind.TAKEDOWN, body, recorded_by=writer.person(author))
            seq = last_seq(connection)
            contents.forget()
            recalls = tuple(export for export in read_exports(connection) if seq in export.recalled_by)
            takedown.erase(connection, planned, seq)
            keep_again(writer, planned.again)
        purged = self._finish()
        return TakenDown(
            seq=seq,
            entry_id=entry_id,
            revisions=planned.revisions,
            erased=len(planned.contents),
            also_held=planned.also_held,
            decisions_on_others=planned.decisions_on_others,
            recalls=recalls,
            purged=purged,
        )

    def addresses_of(self, names: Iterable[str]) -> frozenset[str]:
        """The addresses whose newest text goes if these names are taken down: what is there now goes with it.

        Raises:
            LedgerError: a name means nothing, or several things.
        """
        with self._database.reading() as connection:
            taken = takedown.find_texts(connection, names)
            r = t.revisions.c
            going = {row.address for row in rows_for(connection, select(r.address), r.id, taken)}
            held = sorted(
                rows_for(connection, select(r.id, r.address, r.seq), r.address, going), key=lambda row: row.seq
            )
            newest = {row.address: row.id for row in held}
            return frozenset(address for address in going if newest[address] in taken)

    def erased_after(self, seq: int) -> bool:
        """Whether something was taken down behind entry `seq`: who keeps anything that was read before lets it go."""
        with self._database.reading() as connection:
            return erased_after(connection, seq)

    def _purge(self) -> None:
        """Erases what was taken down elsewhere or since this copy was made, and finishes what was interrupted."""
        file = takedown.list_of(self.path)
        with self._database.reading() as connection:
            again = list(takedown.listed(connection, file))
            waiting = takedown.unfinished(connection)
        for original, texts in again:
            with self._writing() as writer:
                planned = takedown.plan(writer.connection, texts)
                writer.append(EntryKind.TAKEDOWN, {**planned.body, "again": original})
                takedown.erase(writer.connection, planned, last_seq(writer.connection))
                keep_again(writer, planned.again)
        if again or waiting:
            self._finish()

    def _finish(self) -> tuple[int, ...]:
        """Removes the traces of takedowns from all files; the numbers of the exports that were backups and purged."""
        file = takedown.list_of(self.path)
        with self._database.reading() as connection:
            waiting = takedown.unfinished(connection)
            takedown.extend_list(file, takedown.list_lines(connection, waiting))
            sweep(connection, self.path)
        try:
            self._database.scrub()
        finally:
            forget_words()  # after the readers of before have ended, for which scrubbing waits
        with self._database.writing() as connection:
            takedown.finish(connection, waiting)
        numbers = {entry.seq for entry in waiting}
        return tuple(
            export.seq
            for export in self.exports()
            if export.format == BACKUP and numbers & set(export.recalled_by) and self._purge_backup(export, file)
        )

    def _purge_backup(self, export: Exported, file: Path) -> bool:
        """Erases in a backup what was taken down here; False where that is not possible."""
        backup = Path(export.destination)
        try:
            if not backup.is_file() or backup.samefile(self.path):
                return False
            takedown.extend_list(takedown.list_of(backup), file.read_text(encoding="utf-8").splitlines())
            type(self).open(backup, create=False, clock=self._clock).close()
        except (LedgerError, OSError):
            return False
        return True
