"""Adding reports: their bytes, their text, and what was read in them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import select

from counterclaim.errors import ErasedError, LedgerError
from counterclaim.ledger import _tables as t
from counterclaim.ledger._entries import Contents, EntryKind, erased_after
from counterclaim.ledger._evidence import bytes_held
from counterclaim.ledger._interface.session import Session
from counterclaim.ledger._views import last_reading, revision_row
from counterclaim.ledger._writer import Writer, kept
from counterclaim.records.analyses import Analysis
from counterclaim.records.ids import DocumentId, RevisionId, digest
from counterclaim.records.revisions import Capture, Revision


class AddOutcome(StrEnum):
    NEW = "new"  # a document that the ledger did not know
    REVISED = "revised"  # another text of a known document, kept beside the earlier ones
    UNCHANGED = "unchanged"  # the same bytes or the same text: nothing was added


@dataclass(frozen=True, slots=True, kw_only=True)
class AddResult:
    """What `add` did. `revision_id` is the revision that the ledger now holds for the capture."""

    outcome: AddOutcome
    document_id: DocumentId
    revision_id: RevisionId


class Adding(Session):
    """The part of a `Ledger` that reports come in by."""

    def held(self, capture: Capture) -> RevisionId | None:
        """The revision that these very bytes gave at this address, if the ledger has them: no need to read again."""
        with self._database.reading() as connection:
            found = connection.scalar(
                select(t.revisions.c.id)
                .where(t.revisions.c.address == capture.address, t.revisions.c.body_sha256 == digest(capture.body))
                .limit(1)
            )
        return None if found is None else RevisionId(found)

    def last_text(self, document_id: DocumentId) -> Revision | None:
        """The text of a document that was added last, if any is held."""
        r = t.revisions.c
        with self._database.reading() as connection:
            query = select(r.content).where(r.document_id == document_id).order_by(r.seq.desc()).limit(1)
            content = connection.scalar(query)
            found: Revision | None = None if content is None else Contents(connection).record(Revision, content)
        return found

    def add(
        self, capture: Capture, analysis: Analysis, *, author: str | None = None, seen: int | None = None
    ) -> AddResult:
        """Keeps a report: its bytes, its text and what was read in it. The same again adds nothing.

        `author` is the person who brought it, where one did; the log then says so of the capture. Who adds without
        being asked to says as `seen` up to which entry they know what was taken down.

        Raises:
            ErasedError: something was taken down behind entry `seen`, perhaps this.
            LedgerError: the records do not belong together, or cannot be written.
        """
        return self.add_all([(capture, analysis)], author=author, seen=seen)[0]

    def add_all(
        self, reports: Iterable[tuple[Capture, Analysis]], *, author: str | None = None, seen: int | None = None
    ) -> tuple[AddResult, ...]:
        """Keeps several reports in one transaction, in order: all of them or none. Faster than one by one."""
        with self._writing() as writer:
            if seen is not None and erased_after(writer.connection, seen):
                raise ErasedError("something was taken down meanwhile, perhaps this")
            by = None if author is None else writer.person(author)
            results: list[AddResult] = []
            for capture, analysis in reports:
                results.append(self._add(writer, capture, analysis, by))
                writer.contents.forget()
            return tuple(results)

    def _add(self, writer: Writer, capture: Capture, analysis: Analysis, by: str | None) -> AddResult:
        revision = analysis.revision
        if revision.capture_id != capture.id:
            raise LedgerError(f"{revision.address}: the reading is of another capture than the one given")
        r = t.revisions.c
        known = writer.connection.execute(select(t.revisions).where(r.document_id == revision.document_id)).all()
        same_bytes, same_text = digest(capture.body), digest(revision.text.encode(errors="surrogatepass"))
        for row in known:
            if same_bytes == row.body_sha256 or same_text == row.text_sha256:
                return AddResult(
                    outcome=AddOutcome.UNCHANGED, document_id=revision.document_id, revision_id=RevisionId(row.id)
                )
        if writer.connection.scalar(select(r.seq).where(r.id == revision.id)) is not None:
            raise LedgerError(f"{revision.address}: its revision id {revision.id} is that of another document")
        with kept(revision.address):
            body = bytes_held(writer.connection, same_bytes) or writer.contents.put("bytes", capture.body)
            content = writer.contents.put_record("capture", replace(capture, body=b""))
            captured = writer.append(EntryKind.CAPTURE, {"content": content, "bytes": body}, recorded_by=by)
            content = writer.contents.put_record("revision", revision)
            text_entry = writer.append(EntryKind.REVISION, {"capture": captured, "bytes": body, "content": content})
            writer.append_reading(analysis, text_entry)
        return AddResult(
            outcome=AddOutcome.REVISED if known else AddOutcome.NEW,
            document_id=revision.document_id,
            revision_id=revision.id,
        )

    def add_reading(self, analysis: Analysis) -> bool:
        """Keeps a new reading of a revision that is held; it takes the place of the last one, which stays in the log.

        Returns whether it was added: the same reading again adds nothing.

        Raises:
            LedgerError: the ledger does not hold the revision, or holds another text under its id.
        """
        revision = analysis.revision
        with self._writing() as writer, kept(revision.address):
            row = revision_row(writer.connection, revision.id)
            if writer.contents.record(Revision, row.content) != revision:
                raise LedgerError(f"{revision.address}: the ledger holds another text or metadata of {revision.id}")
            last = last_reading(writer.connection, revision.id)
            if last is not None and writer.contents.analysis(last.content, revision) == analysis:
                return False
            writer.append_reading(analysis, row.entry_id, None if last is None else last.entry_id)
            return True
