"""The ledger: what a user of it calls."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, func, select

from counterclaim import __version__
from counterclaim.errors import InputError, LedgerError
from counterclaim.ledger import _tables as t
from counterclaim.ledger import _takedown as takedown
from counterclaim.ledger._absences import Absences
from counterclaim.ledger._accounts import Totals, are_fresh, follow, followed, read_accounts
from counterclaim.ledger._backups import copy_database, put_back
from counterclaim.ledger._checking import Stats, count
from counterclaim.ledger._checkpoints import Checkpoint, last_checkpoint
from counterclaim.ledger._context import Surrounding
from counterclaim.ledger._database import Database, Snapshot
from counterclaim.ledger._entries import (
    Contents,
    Draft,
    Entry,
    EntryKind,
    append,
    find_person,
    last_seq,
    next_moment,
    read_entries,
)
from counterclaim.ledger._evidence import HeldCapture, bytes_held, read_captures
from counterclaim.ledger._exported import BACKUP, Exported, export_body, read_exports
from counterclaim.ledger._index import index_entry, owners_of_claims, reindex, rows_for
from counterclaim.ledger._neighbours import keep, missing, read_imprints, revisions_of, sharing_terms
from counterclaim.ledger._parts import Project, ever_tied, project_parts, tied_groups
from counterclaim.ledger._proofs import checkpoint_of_size, prove_consistency, prove_inclusion
from counterclaim.ledger._readings import (
    HeldDecision,
    decided_mates,
    read_analyses,
    read_carried,
    read_decisions,
    read_judgements,
    read_revisions,
    read_texts,
)
from counterclaim.ledger._recomputing import Extract, carry_over_checkpoint, verify_all
from counterclaim.ledger._segments import nearest, sweep, tidy
from counterclaim.ledger._takedown import TakenDown
from counterclaim.ledger._timeline import NOW, AsOf, HeldRevision, NotHeld, view_texts
from counterclaim.ledger._traces import keep_again
from counterclaim.ledger._tree import Tree, regrow
from counterclaim.ledger._verifying import Progress, Verification, no_progress
from counterclaim.ledger._views import Found, find_record, last_reading, read_capture, revision_row, search_claims
from counterclaim.ledger._watching import Watching
from counterclaim.locations import LedgerUrl, Location, parse_location
from counterclaim.records.accounts import Accounts, Judgements
from counterclaim.records.analyses import Analysis
from counterclaim.records.codec import RecordError, to_json
from counterclaim.records.decisions import Decision
from counterclaim.records.ids import ClaimId, DocumentId, EntryId, Json, RevisionId, digest
from counterclaim.records.imprints import Imprint
from counterclaim.records.revisions import Capture, Revision
from counterclaim.records.takedowns import Issue, Removal

SOFTWARE = f"software:counterclaim/{__version__}"


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


def utc_now() -> datetime:
    return datetime.now(UTC)


class _Writer:
    """One change of the ledger: a transaction that holds the write lock, and the one time that its entries bear."""

    def __init__(self, connection: Connection, *, now: datetime, software: str) -> None:
        self.connection = connection
        self.contents = Contents(connection)
        self.recorded_at = next_moment(connection, now)
        self._software = software
        self._last: int | None = None

    def append(
        self,
        kind: EntryKind,
        body: dict[str, Json],
        *,
        recorded_by: str | None = None,
        supersedes: EntryId | None = None,
    ) -> EntryId:
        """Writes one entry and the rows that follow from it."""
        draft = Draft(kind=kind, body=body, recorded_by=recorded_by or self._software, supersedes=supersedes)
        entry = append(self.connection, draft, self.recorded_at, after=self._last)
        self._last = entry.seq
        index_entry(self.connection, entry, self.contents)
        return entry.id

    def append_reading(self, analysis: Analysis, revision: EntryId, supersedes: EntryId | None = None) -> None:
        body: dict[str, Json] = {
            "revision": revision,
            "content": self.contents.put_record("reading", analysis),
            "code_version": analysis.code_version,
            "models": [to_json(model) for model in analysis.models],
        }
        self.append(EntryKind.READING, body, supersedes=supersedes)


class Ledger(Watching, Surrounding, Absences):
    """An append-only record of captures, revisions, readings, judgements and decisions, and what follows from it.

    Every method that changes something is one transaction: when it returns, all of it is durable; when it raises,
    none of it is there. Use it as a context manager, or `close` it.
    """

    def __init__(
        self, database: Database, *, clock: Callable[[], datetime], recorded_by: str, behind: bool = False
    ) -> None:
        self._database = database
        self._clock = clock
        self._recorded_by = recorded_by
        self._behind = behind

    @classmethod
    def open(
        cls,
        path: str | Path | LedgerUrl,
        *,
        create: bool = True,
        clock: Callable[[], datetime] = utc_now,
        recorded_by: str = SOFTWARE,
        wait_s: float = 10.0,
        behind: bool = False,
    ) -> Self:
        """Opens the ledger at `path`, starting an empty one there if `create` and there is none.

        `path` is that of a file, or the address of a PostgreSQL database: `postgresql://HOST/DATABASE?schema=NAME`.
        `recorded_by` names the software that writes; `wait_s` is how long to wait for another writer. With `behind` the
        accounts of now are those that were computed last, also while somebody else adds what they do not reflect yet.

        Raises:
            LedgerError: the file is missing, not a ledger, of a newer version, locked, damaged or may not be read.
        """
        database = Database(parse_location(path), wait_s=wait_s)
        try:
            database.prepare(create=create, now=clock())
            _complete(database)
            ledger = cls(database, clock=clock, recorded_by=recorded_by, behind=behind)
            ledger._purge()
        except BaseException:
            database.close()
            raise
        return ledger

    @classmethod
    def restore(cls, backup: Path, path: Path, *, lists: Iterable[Path] = (), **options: Any) -> Self:
        """Puts a backup back at `path`, where there is no file, and opens it as `open` does with `options`.

        What was taken down since is erased again before anything can be read: what the lists of takedowns beside the
        backup, beside `path` and in `lists` name.
        """
        put_back(backup, path, lists)
        return cls.open(path, create=False, **options)

    @property
    def location(self) -> Location:
        """Where the ledger is."""
        return self._database.location

    @property
    def path(self) -> Path:
        """The path that files beside the ledger are named after: that of the ledger where it is a file."""
        return self._database.path

    def close(self) -> None:
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def snapshot(self) -> Iterator["Ledger"]:
        """The ledger as it is now, for several questions that must fit each other. It cannot be written to."""
        with self._database.reading() as connection:
            pinned = Snapshot(self._database, connection)
            yield Ledger(pinned, clock=self._clock, recorded_by=self._recorded_by, behind=self._behind)

    # Adding

    def held(self, capture: Capture) -> RevisionId | None:
        """The revision that these very bytes gave at this address, if the ledger has them: no need to read again."""
        with self._database.reading() as connection:
            found = connection.scalar(
                select(t.revisions.c.id)
                .where(t.revisions.c.address == capture.address, t.revisions.c.body_sha256 == digest(capture.body))
                .limit(1)
            )
        return None if found is None else RevisionId(found)

    def add(self, capture: Capture, analysis: Analysis, *, author: str | None = None) -> AddResult:
        """Keeps a report: its bytes, its text and what was read in it. The same again adds nothing.

        `author` is the person who brought it, where one did; the log then says so of the capture.

        Raises:
            LedgerError: the records do not belong together, or cannot be written.
        """
        return self.add_all([(capture, analysis)], author=author)[0]

    def add_all(
        self, reports: Iterable[tuple[Capture, Analysis]], *, author: str | None = None
    ) -> tuple[AddResult, ...]:
        """Keeps several reports in one transaction, in order: all of them or none. Faster than one by one."""
        with self._writing() as writer:
            by = None if author is None else f"person:{find_person(writer.connection, writer.contents, author)}"
            results: list[AddResult] = []
            for capture, analysis in reports:
                results.append(self._add(writer, capture, analysis, by))
                writer.contents.forget()
            return tuple(results)

    @contextmanager
    def _writing(self) -> Iterator[_Writer]:
        with self._database.writing() as connection:
            yield _Writer(connection, now=self._clock(), software=self._recorded_by)

    def _add(self, writer: _Writer, capture: Capture, analysis: Analysis, by: str | None) -> AddResult:
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
        with _kept(revision.address):
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
        with self._writing() as writer, _kept(revision.address):
            row = revision_row(writer.connection, revision.id)
            if writer.contents.record(Revision, row.content) != revision:
                raise LedgerError(f"{revision.address}: the ledger holds another text or metadata of {revision.id}")
            last = last_reading(writer.connection, revision.id)
            if last is not None and writer.contents.analysis(last.content, revision) == analysis:
                return False
            writer.append_reading(analysis, row.entry_id, None if last is None else last.entry_id)
            return True

    def add_judgements(self, judgements: Judgements, *, judged: Iterable[RevisionId] = ()) -> int:
        """Keeps pairwise judgements: one entry for each pair of revisions that they relate. Returns how many.

        What one call says of two revisions replaces what an earlier call said of them, which stays in the log;
        saying the same again of the same readings adds nothing. `judged` are the revisions that were compared with
        all others held: they get an entry of their own even where nothing relates them to anything, so that the
        method `judged` can tell.

        Raises:
            LedgerError: a judgement names a claim or a revision that the ledger does not hold.
        """
        j = t.judgements.c
        with self._writing() as writer, _kept("judgements"):
            added = 0
            by_pair = {(revision, revision): Judgements(models=judgements.models) for revision in judged}
            by_pair |= _by_pair(writer.connection, judgements)
            for (a, b), own in sorted(by_pair.items()):
                earlier = select(t.judgements).where(j.a == a, j.b == b).order_by(j.seq.desc()).limit(1)
                last = writer.connection.execute(earlier).first()
                read = select(func.max(t.readings.c.seq)).where(t.readings.c.revision_id.in_((a, b)))
                said = None if last is None else writer.contents.record(Judgements, last.content)
                if last is not None and said == own and last.seq > (writer.connection.scalar(read) or 0):
                    continue
                ends: list[Json] = [revision_row(writer.connection, end).entry_id for end in (a, b)]
                writer.append(
                    EntryKind.JUDGEMENT,
                    {
                        "revisions": ends,
                        "content": writer.contents.put_record("judgement", own),
                        "models": [to_json(model) for model in own.models],
                    },
                    supersedes=None if last is None else last.entry_id,
                )
                added += 1
            return added

    def judged(self) -> frozenset[RevisionId]:
        """The revisions whose newest reading was compared with all others held at the time."""
        with self._database.reading() as connection:
            read = connection.scalars(select(t.readings.c.revision_id))
            return frozenset(map(RevisionId, read)) - set(connection.scalars(select(t.unjudged.c.revision_id)))

    def unjudged(self) -> tuple[RevisionId, ...]:
        """The revisions whose newest reading was not yet compared with all others, in the order of adding."""
        r = t.revisions.c
        ordered = select(r.id).join(t.unjudged, t.unjudged.c.revision_id == r.id).order_by(r.seq)
        with self._database.reading() as connection:
            return tuple(map(RevisionId, connection.scalars(ordered)))

    # Neighbours

    def without_imprint(self, maker: str) -> tuple[RevisionId, ...]:
        """The revisions whose newest reading has no imprint by this maker, in the order of adding. Imprints of
        another maker are dropped: they cannot be compared with its own."""
        with self._database.writing() as connection:
            return missing(connection, maker)

    def add_imprints(self, imprints: Iterable[Imprint]) -> None:
        """Keeps the imprints of the newest readings of held revisions."""
        with self._database.writing() as connection:
            for imprint in imprints:
                keep(connection, imprint)

    def imprints(self, revisions: Collection[str]) -> dict[RevisionId, Imprint]:
        """The imprints of some revisions, without their terms; those that have none are left out."""
        with self._database.reading() as connection:
            return {imprint.revision_id: imprint for imprint in read_imprints(connection, revisions)}

    def near(self, imprint: Imprint) -> frozenset[RevisionId]:
        """The revisions that may be about the same event as one, among those with imprints: a bounded number."""
        with self._database.reading() as connection:
            numbers = sharing_terms(connection, imprint.terms, imprint.day)
            numbers += nearest(connection, self.path, imprint.vector)
            return frozenset(revisions_of(connection, numbers)) - {imprint.revision_id}

    def tied(self, revisions: Collection[str]) -> list[list[RevisionId]]:
        """The groups that links and decisions tie some revisions into, directly or through others."""
        with self._database.reading() as connection:
            return tied_groups(connection, revisions)

    def put_together(self, revision: RevisionId) -> frozenset[RevisionId]:
        """The revisions that people's decisions in force put into one story with one, by name."""
        with self._database.reading() as connection:
            return decided_mates(connection, revision)

    def tidy(self) -> int:
        """Brings the files of the neighbour index into order. Returns how many vectors were written; mostly 0."""
        with self._database.writing() as connection:
            written = tidy(connection, self.path)
        if written:
            with self._database.reading() as connection:
                sweep(connection, self.path)
        return written

    # Deciding

    def add_decision(self, decision: Decision) -> EntryId:
        """Keeps what a person says of a reading, beside it.

        Raises:
            LedgerError: the ledger does not hold the words, the claim or the decision that it names.
        """
        with self._writing() as writer, _kept("decision"):
            connection, contents = writer.connection, writer.contents
            row = revision_row(connection, decision.revision_id)
            revision: Revision = contents.record(Revision, row.content)
            written = (span for claim in decision.claims for span in (*claim.content, *claim.source, *claim.cue))
            if max(span.end for span in (*decision.spans, *written)) > len(revision.text):
                raise LedgerError(f"the decision binds to words beyond the end of {revision.id}")
            if any(claim.revision_id != revision.id for claim in decision.claims):
                raise LedgerError(f"the decision on {revision.id} holds a claim of another revision")
            for words in decision.elsewhere:
                revision_row(connection, words.revision_id)
            named = {claim_id for claim_id in (decision.claim_id, *decision.others) if claim_id is not None}
            if unknown := named - owners_of_claims(connection, named).keys():
                raise LedgerError(f"the ledger holds no claim {', '.join(sorted(unknown))}")
            undone = select(t.decisions.c.revision_id).where(t.decisions.c.entry_id == decision.undoes)
            if decision.undoes is not None and connection.scalar(undone) != revision.id:
                raise LedgerError(f"the ledger holds no decision {decision.undoes} on {revision.id}")
            return writer.append(
                EntryKind.DECISION,
                {
                    "revision": row.entry_id,
                    "content": contents.put_record("decision", decision),
                    "action": decision.action.value,
                },
                recorded_by=f"person:{find_person(connection, contents, decision.author)}",
                supersedes=decision.undoes,
            )

    # Reading

    def analyses(
        self,
        as_of: AsOf = NOW,
        *,
        current: bool = True,
        only: Collection[str] | None = None,
        machine: bool = False,
    ) -> tuple[Analysis, ...]:
        """The newest visible reading of each visible revision, ordered by address and time.

        Claims that people accepted, corrected, split, added or withdrew are as they left them, and their evidence says
        so; with `machine` all are as they were read. With `current` only the last visible text of each document;
        without, the earlier texts too. `only` names the revisions that are wanted (None: all); the others cost nothing.
        """
        with self._database.reading() as connection:
            return read_analyses(
                connection, self._state(connection, as_of), current=current, only=only, machine=machine
            )

    def texts(self, as_of: AsOf = NOW) -> tuple[Revision, ...]:
        """The last visible text of each document, without what was read in it, ordered by address."""
        with self._database.reading() as connection:
            return read_revisions(connection, self._state(connection, as_of))

    def judgements(self, as_of: AsOf = NOW, *, current: bool = True, only: Collection[str] | None = None) -> Judgements:
        """The newest visible judgements between revisions that `analyses` shows for the same arguments, and the
        decisions on these.

        A judgement on claims that the visible readings do not hold is left out.
        """
        with self._database.reading() as connection:
            return read_judgements(connection, self._state(connection, as_of), current=current, only=only)

    def revisions(self, as_of: AsOf = NOW, *, only: Collection[str] | None = None) -> tuple[HeldRevision, ...]:
        """The visible texts of every document, by address and time, the last of each document marked as current; with
        `only` those of the documents that these are texts of."""
        with self._database.reading() as connection:
            return tuple(view_texts(read_texts(connection, only=only), self._state(connection, as_of))[0])

    def not_held(self, as_of: AsOf, *, only: Collection[str] | None = None) -> tuple[NotHeld, ...]:
        """The documents that were out as of a moment, but whose text of that moment the ledger does not hold; with
        `only` among the documents that these are texts of."""
        with self._database.reading() as connection:
            return tuple(view_texts(read_texts(connection, only=only), self._state(connection, as_of))[1])

    def decisions(self, as_of: AsOf = NOW, *, undone: bool = False) -> tuple[HeldDecision, ...]:
        """What people said of the visible revisions, in the order recorded; what was undone by then if `undone`."""
        with self._database.reading() as connection:
            return read_decisions(connection, self._state(connection, as_of), undone=undone)

    def carried(self, as_of: AsOf = NOW) -> tuple[tuple[HeldDecision, Decision | None], ...]:
        """The decisions in force, each as it holds for the current texts of its documents; None where the words that
        it is about are gone from them."""
        with self._database.reading() as connection:
            return read_carried(connection, self._state(connection, as_of))

    def capture(self, revision_id: RevisionId) -> Capture:
        """The bytes that a revision was read from, and how they came."""
        with self._database.reading() as connection:
            return read_capture(connection, revision_id)

    def captures(self, only: Collection[RevisionId] | None = None) -> Iterator[HeldCapture]:
        """The captures of revisions (None: of all) with their texts, in the order of adding."""
        with self._database.reading() as connection:
            yield from read_captures(connection, only)

    def size(self) -> int:
        """The number of entries in the log, which is the number of the last one."""
        with self._database.reading() as connection:
            return last_seq(connection)

    def _state(self, connection: Connection, as_of: AsOf) -> AsOf:
        """The moment to read as of: with `behind` not beyond the entry that the tables of accounts reflect."""
        if not self._behind or as_of.recorded is not None or not are_fresh(connection, behind=True):
            return as_of
        seq = followed(connection)
        if seq == last_seq(connection):
            return as_of
        reflected = connection.scalar(select(t.entries.c.recorded_at).where(t.entries.c.seq == seq))
        return replace(as_of, recorded=reflected)

    def followed(self) -> int:
        """The number of the entry up to which the tables of accounts were brought; 0 before they first were."""
        with self._database.reading() as connection:
            return followed(connection)

    def entries(self, *, after: int = 0) -> Iterator[Entry]:
        """The log in order, from the entry behind number `after`."""
        with self._database.reading() as connection:
            yield from read_entries(connection, after=after)

    def find(self, prefix: str) -> Found:
        """The claim, revision, proposition, story or dispute whose id starts with `prefix`.

        Raises:
            LedgerError: nothing has such an id, or several things have.
        """
        with self._database.reading() as connection:
            return find_record(connection, prefix)

    def search(self, words: str, *, limit: int = 50) -> tuple[ClaimId, ...]:
        """The claims whose words or actor hold all of `words`, best first. Each word may be the start of one."""
        with self._database.reading() as connection:
            return search_claims(connection, words, limit)

    def revisions_with(self, claim_ids: Iterable[ClaimId]) -> frozenset[RevisionId]:
        """The revisions in which claims were read."""
        with self._database.reading() as connection:
            return frozenset(owners_of_claims(connection, set(claim_ids)).values())

    # Projections

    def accounts(self, project: Project, as_of: AsOf = NOW, *, only: Collection[str] | None = None) -> Accounts:
        """The rival accounts as of a moment; for now, from the tables if they reflect the whole log.

        With `only` those of the stories that these revisions, other texts of their documents or what is tied to them
        stand in: whole stories, at the cost of what was ever tied to them.
        """
        with self._database.reading() as connection:
            near = None if only is None else ever_tied(connection, only)
            if as_of == NOW and are_fresh(connection, behind=self._behind):
                return read_accounts(connection, only=near)
            as_of = self._state(connection, as_of)
            analyses = read_analyses(connection, as_of, current=True, only=near)
            return project_parts(analyses, read_judgements(connection, as_of, current=True, only=near), project)

    def follow(self, project: Project) -> Totals:
        """Brings the tables of accounts up to the end of the log. What the new entries do not touch stays as it is,
        so this costs what the stories cost that they touch. Returns how much the tables hold."""
        with self._database.writing() as connection:
            return follow(connection, project)

    def refresh(self, project: Project) -> Accounts:
        """Brings the tables of accounts up to the end of the log, and returns all that they hold."""
        with self._database.writing() as connection:
            follow(connection, project)
            return read_accounts(connection)

    def rebuild(self, project: Project) -> Totals:
        """Drops every projection and computes it from the log again; the result is what `follow` keeps."""
        with self._database.writing() as connection:
            regrow(connection)
            reindex(connection)
            t.recreate(connection, t.accounts, t.turning)
            return follow(connection, project)

    def is_followed(self) -> bool:
        """Whether the tables of accounts reflect the whole log, by the rules of this version."""
        with self._database.reading() as connection:
            return are_fresh(connection)

    # Leaving, and being removed

    def record_export(
        self, format_: str, destination: str, *, revisions: Collection[RevisionId] | None = None
    ) -> EntryId:
        """Keeps that something left the ledger, so that it can be called back. `revisions` are the texts in it, None
        means all. To be called before the first byte leaves: what cannot be recorded must not go.
        """
        with self._writing() as writer:
            size = last_seq(writer.connection)
            content = writer.contents.put_record("export", Issue(destination=destination))
            entry = writer.append(EntryKind.EXPORT, export_body(writer.connection, format_, content, revisions))
            carry_over_checkpoint(writer.connection, size)
            return entry

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
        with self._writing() as writer, _kept("takedown"):
            connection, contents = writer.connection, writer.contents
            taken = takedown.find_texts(connection, names)
            takedown.require_own_words(connection, removal, taken)
            planned = takedown.plan(connection, taken)
            by = f"person:{find_person(connection, contents, author)}"
            body = {**planned.body, "content": contents.put_record("takedown", removal)}
            entry_id = writer.append(EntryKind.TAKEDOWN, body, recorded_by=by)
            seq = last_seq(connection)
            contents.forget()
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
            recalls=tuple(export for export in self.exports() if seq in export.recalled_by),
            purged=purged,
        )

    def addresses_of(self, names: Iterable[str]) -> frozenset[str]:
        """The addresses of which no text stays if these names are taken down.

        Raises:
            LedgerError: a name means nothing, or several things.
        """
        with self._database.reading() as connection:
            taken = takedown.find_texts(connection, names)
            r = t.revisions.c
            going = {row.address for row in rows_for(connection, select(r.address), r.id, taken)}
            held = rows_for(connection, select(r.id, r.address), r.address, going)
            return frozenset(going - {row.address for row in held if row.id not in taken})

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
        self._database.scrub()
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
            Ledger.open(backup, create=False, clock=self._clock).close()
        except (LedgerError, OSError):
            return False
        return True

    # Checking

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
        progress: Progress = no_progress,
    ) -> Verification:
        """Checks the log and its contents against their digests and against checkpoints, and lists every fault.

        With `project` the computed tables are computed again and compared, with `extract` the texts are taken from
        their bytes again. Without a checkpoint that was kept elsewhere the ledger is only shown to agree with itself.
        """
        with self._database.reading() as connection:
            return verify_all(connection, checkpoints, project=project, extract=extract, progress=progress)

    # Proving

    def checkpoint(self) -> Checkpoint:
        """The root over the log, recorded as an entry; if nothing was added since the last one, that one again."""
        with self._writing() as writer:
            size = last_seq(writer.connection)
            last = last_checkpoint(writer.connection)
            if last is None or last.size != size - 1:
                root = Tree(writer.connection).root(size).hex()
                writer.append(EntryKind.CHECKPOINT, {"size": size, "root": root})
                carry_over_checkpoint(writer.connection, size)
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


def _complete(database: Database) -> None:
    """Makes the computed tables that an earlier version did not have, and fills them from the log."""
    wanted = {name for tables in (t.index, t.neighbours, t.accounts) for name in tables.tables}
    with database.reading() as connection:
        lacking = wanted - t.table_names(connection)
    if lacking:
        with database.writing() as connection:
            t.neighbours.create_all(connection)
            t.recreate(connection, t.accounts)
            reindex(connection)


@contextmanager
def _kept(subject: str) -> Iterator[None]:
    """Records that no reader could read back fail as one item; the transaction around keeps nothing of them."""
    try:
        yield
    except RecordError as error:
        raise InputError(f"cannot be kept in the ledger: {error}", subject=subject) from error


def _by_pair(connection: Connection, judgements: Judgements) -> dict[tuple[RevisionId, RevisionId], Judgements]:
    """The judgements by the two revisions that they relate (a <= b by id), each group in a fixed order."""
    links: defaultdict[tuple[RevisionId, RevisionId], set[Any]] = defaultdict(set)
    matches: defaultdict[tuple[RevisionId, RevisionId], set[Any]] = defaultdict(set)
    owners = owners_of_claims(connection, {claim for match in judgements.matches for claim in (match.a, match.b)})
    for link in judgements.links:
        links[min(link.a, link.b), max(link.a, link.b)].add(link)
    for match in judgements.matches:
        for claim_id in (match.a, match.b):
            if claim_id not in owners:
                raise LedgerError(f"the ledger holds no claim {claim_id}: add its report before its judgements")
        a, b = sorted((owners[match.a], owners[match.b]))
        matches[a, b].add(match)
    return {
        pair: Judgements(
            links=tuple(sorted(links[pair], key=lambda link: link.score)),
            matches=tuple(sorted(matches[pair], key=lambda match: (match.a, match.b, match.label, match.score))),
            models=judgements.models,
        )
        for pair in {*links, *matches}
    }
