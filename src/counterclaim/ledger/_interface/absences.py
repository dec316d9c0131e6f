"""Pages that are gone, in the ledger: an entry when one is, another when it is there again.

An entry names the text that was the newest when the page was missed, and goes with it in a takedown. A page that is
gone changes no account: what it said was said.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from counterclaim.ledger import _tables as t
from counterclaim.ledger._entries import Contents, EntryKind
from counterclaim.ledger._interface.session import Session
from counterclaim.ledger._rows import rows_for
from counterclaim.ledger._timeline import NOW, AsOf
from counterclaim.ledger._writer import Writer
from counterclaim.records.absences import Absence, Presence
from counterclaim.records.ids import DocumentId, EntryId, Json, RevisionId

#: What an entry of this kind says.
GONE, BACK = "gone", "back"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldAbsence:
    """An absence with the entry that keeps it. `revision_id` is the text that was the newest when the page was missed,
    `last_captured` when it was captured."""

    entry_id: EntryId
    recorded_at: datetime
    recorded_by: str
    document_id: DocumentId
    revision_id: RevisionId
    last_captured: datetime
    absence: Absence


class Absences(Session):
    """The part of a `Ledger` that keeps which pages are gone."""

    def add_absence(self, absence: Absence, *, also: Collection[str] = ()) -> EntryId | None:
        """Keeps that a page is gone; None where the ledger holds no text of its address (nor of the addresses `also`
        that it went by), or says so already."""
        with self._writing() as writer:
            text = _newest(writer.connection, t.revisions.c.address.in_({absence.address, *also}))
            if text is None or _open(writer.connection, text) is not None:
                return None
            return _keep(writer, GONE, text, absence)

    def add_presence(self, presence: Presence, *, also: Collection[str] = ()) -> EntryId | None:
        """Keeps that a page which was gone is there again; None where the ledger does not say that it is gone."""
        with self._writing() as writer:
            text = _newest(writer.connection, t.revisions.c.address.in_({presence.address, *also}))
            gone = None if text is None else _open(writer.connection, text)
            if gone is None:
                return None
            return _keep(writer, BACK, text, presence, supersedes=EntryId(gone))

    def absences(
        self,
        as_of: AsOf = NOW,
        *,
        only: Collection[str] | None = None,
        after: datetime | None = None,
    ) -> tuple[HeldAbsence, ...]:
        """The pages that were gone as of a moment, in the order recorded: of some documents alone with `only`, recorded
        behind `after`. One that was there again, or of which a later text was captured, is not gone."""
        a = t.absences.c
        query = select(t.absences)
        query = query if as_of.recorded is None else query.where(a.recorded_at <= as_of.recorded)
        with self._database.reading() as connection:
            rows = (
                connection.execute(query).all()
                if only is None
                else list(rows_for(connection, query, a.document_id, only))
            )
            last = {row.document_id: row for row in sorted(rows, key=lambda row: row.seq)}
            contents = Contents(connection)
            found = []
            for row in sorted(last.values(), key=lambda row: row.seq):
                if row.action != GONE or (after is not None and row.recorded_at <= after):
                    continue
                absence: Absence | None = contents.record(Absence, row.content)
                text = _newest(connection, t.revisions.c.document_id == row.document_id, as_of.recorded)
                if absence is None or text is None or text.captured_at > absence.last_visit:
                    continue
                if as_of.published is None or absence.since <= as_of.published:
                    found.append(
                        HeldAbsence(
                            entry_id=EntryId(row.entry_id),
                            recorded_at=row.recorded_at,
                            recorded_by=row.recorded_by,
                            document_id=DocumentId(row.document_id),
                            revision_id=RevisionId(text.id),
                            last_captured=text.captured_at,
                            absence=absence,
                        )
                    )
            return tuple(found)


def _newest(connection: Connection, texts: Any, recorded: datetime | None = None) -> Any:
    """The row of the text that was captured last, among those of `texts` (a condition) recorded by a moment."""
    query = select(t.revisions).where(texts)
    if recorded is not None:
        query = query.where(t.revisions.c.recorded_at <= recorded)
    rows = connection.execute(query).all()
    return max(rows, key=lambda row: (row.captured_at, row.seq), default=None)


def _open(connection: Connection, text: Any) -> str | None:
    """The entry that says that the page of a document, whose newest text is given, is gone."""
    a = t.absences.c
    last = connection.execute(
        select(t.absences).where(a.document_id == text.document_id).order_by(a.seq.desc()).limit(1)
    ).first()
    if last is None or last.action != GONE:
        return None
    absence: Absence | None = Contents(connection).record(Absence, last.content)
    return None if absence is None or text.captured_at > absence.last_visit else str(last.entry_id)


def _keep(
    writer: Writer, action: str, text: Any, record: Absence | Presence, *, supersedes: EntryId | None = None
) -> EntryId:
    body: dict[str, Json] = {
        "action": action,
        "revision": text.entry_id,
        "content": writer.contents.put_record(EntryKind.ABSENCE.value, record),
    }
    return writer.append_aside(EntryKind.ABSENCE, body, supersedes=supersedes)
