"""Lawful removal: what is erased with a text, and how it stays erased.

A takedown is an entry. It names the entries of the texts that were taken down and the digests of all contents that
went with them. The contents go with their salts, so nobody can show, or guess and check, what they were; the log, its
ids and its proofs stay as they are. A list beside the ledger (`NAME-takedowns`) names the same entries: a copy of the
ledger from before is purged of them as soon as it is opened.
"""

import json
import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Integer,
    MetaData,
    Table,
    delete,
    func,
    insert,
    inspect,
    or_,
    select,
    update,
)

from counterclaim.errors import LedgerError
from counterclaim.ledger import _tables as t
from counterclaim.ledger._checkpoints import origin_of
from counterclaim.ledger._context_rows import context_named, context_of
from counterclaim.ledger._entries import Contents, Entry, EntryKind, parse_entry, read_entries
from counterclaim.ledger._exported import BACKUP, Exported
from counterclaim.ledger._index import owners_of_claims, reindex
from counterclaim.ledger._queue import forget_told
from counterclaim.ledger._rows import chunked, rows_for
from counterclaim.ledger._traces import (
    SHORTEST_QUOTATION,
    Again,
    OnlyThere,
    citing,
    rest_of_context,
    rest_of_enquiry,
    rest_of_reply,
)
from counterclaim.records.context import ContextBatch
from counterclaim.records.decisions import Decision
from counterclaim.records.enquiries import Enquiry, Reply
from counterclaim.records.ids import EntryId, Json, RevisionId
from counterclaim.records.revisions import Revision
from counterclaim.records.takedowns import Removal

takedowns = Table(
    "takedowns",
    MetaData(),
    Column("seq", Integer, primary_key=True, autoincrement=False),  # of the entry
    Column("finished", Boolean, nullable=False),  # no file of the ledger holds traces any more
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenDown:
    """What a takedown did. `also_held` are other texts that hold the same words, or some of them: earlier and later
    ones of the same documents, and equal ones elsewhere; `decisions_on_others` counts the people's decisions that went
    although they were about other reports too. `recalls` left the ledger with what was removed; of these `purged` are
    backups that were reached and purged."""

    seq: int
    entry_id: EntryId
    revisions: tuple[RevisionId, ...]
    erased: int
    also_held: tuple[RevisionId, ...] = ()
    decisions_on_others: int = 0
    recalls: tuple[Exported, ...] = ()
    purged: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be erased with some texts."""

    entries: tuple[EntryId, ...]  # of the revisions
    revisions: tuple[RevisionId, ...]
    contents: tuple[str, ...]
    also_held: tuple[RevisionId, ...]
    decisions_on_others: int
    again: tuple[Again, ...]  # what is kept anew of contents that go

    @property
    def body(self) -> dict[str, Json]:
        return {"revisions": list(self.entries), "erased": list(self.contents)}


def find_texts(connection: Connection, names: Iterable[str]) -> set[RevisionId]:
    """What names mean: the revisions of the start of a revision's id, of that of a document's, or of its address; the
    entries of context of the start of an entry's id, or of a file's name.

    Raises:
        LedgerError: a name means nothing, or several things.
    """
    r = t.revisions.c
    found: set[RevisionId] = set()
    for name in names:
        start = name if len(name) >= 4 else "-"
        by_name = or_(
            r.id.startswith(start, autoescape=True), r.document_id.startswith(start, autoescape=True), r.address == name
        )
        rows = connection.execute(select(r.id, r.document_id).where(by_name)).all()
        if not rows and (kept := context_named(connection, name)):
            found |= {RevisionId(entry) for entry in kept}
            continue
        texts = [row for row in rows if row.id.startswith(start)]
        if not rows or (len({row.document_id for row in rows}) > 1 and len(texts) != 1) or len(texts) > 1:
            what = "several texts" if rows else "no revision or document"
            raise LedgerError(f"{name!r} names {what} of this ledger: give the whole id, or the address")
        found |= {RevisionId(row.id) for row in texts or rows}
    return found


def plan(connection: Connection, taken: Collection[RevisionId]) -> Plan:
    """What goes with some texts: their bytes unless another text was made of the same, what was captured with them, all
    readings, judgements of pairs in which they stand, every decision that binds to them or names them, whatever people
    wrote in words that stand there alone (names of files that were exported, too), and the rows of context that cite
    them. Entries of context among `taken` go
    with all their rows."""
    r = t.revisions.c
    rows = list(rows_for(connection, select(t.revisions), r.id, taken))
    entry_ids: set[str] = {row.entry_id for row in rows}
    context = context_of(connection, taken)
    contents = Contents(connection)
    captures: dict[str, Entry] = {}
    users: Counter[str] = Counter()  # of bytes, among the texts that stay
    doomed: set[str] = set()
    bytes_: set[str] = set()
    decisions: set[str] = set()
    enquiries: set[str] = set()
    again: dict[str, Again | None] = {}
    on_others = 0
    only_there = OnlyThere(connection, [row.content for row in rows])
    addresses = {row.address for row in rows}
    cited_in = citing(connection, addresses)
    for entry in read_entries(connection):
        content = str(entry.body.get("content"))
        if entry.kind is EntryKind.CAPTURE:
            captures[entry.id] = entry
        elif entry.kind is EntryKind.REVISION and entry.id in entry_ids:
            captured = captures[str(entry.body["capture"])]
            doomed |= {content, str(captured.body["content"])}
            bytes_.add(str(entry.body["bytes"]))
        elif entry.kind is EntryKind.REVISION:
            users[str(entry.body["bytes"])] += contents.has(content)
        elif entry.kind is EntryKind.READING and entry.body["revision"] in entry_ids:
            doomed.add(content)
        elif entry.kind is EntryKind.JUDGEMENT and entry_ids & set(_strings(entry.body["revisions"])):
            doomed.add(content)
        elif entry.kind is EntryKind.ABSENCE and entry.body["revision"] in entry_ids:
            doomed.add(content)
        elif entry.kind is EntryKind.DECISION:
            own = entry.body["revision"] in entry_ids
            tied = own or entry.supersedes in decisions
            tied = tied or _names(connection, contents.record(Decision, content), taken)
            if tied or only_there.repeats(content):
                decisions.add(entry.id)
                doomed.add(content)
                on_others += not own
        elif entry.kind is EntryKind.ENQUIRY:
            repeats = only_there.repeats(content)
            if repeats or entry.supersedes in enquiries or entry_ids & set(_strings(entry.body.get("revisions", []))):
                doomed.add(content)
                enquiries.add(entry.id)
                if entry.supersedes is None:
                    asked: Enquiry | None = None if repeats else contents.record(Enquiry, content)
                    again[entry.id] = rest_of_enquiry(connection, entry, asked, taken)
                elif again.get(entry.supersedes) is not None and not repeats:
                    reply: Reply | None = contents.record(Reply, content)
                    again[entry.id] = rest_of_reply(entry, reply)
        elif entry.kind is EntryKind.CONTEXT and (entry.id in context or entry.seq in cited_in):
            doomed.add(content)
            if entry.id not in context:
                batch: ContextBatch | None = contents.record(ContextBatch, content)
                again[entry.id] = rest_of_context(entry, batch, addresses)
        elif entry.kind is EntryKind.WATCH or (entry.kind is EntryKind.EXPORT and entry.body["format"] != BACKUP):
            if only_there.repeats(content):  # a backup must be found, to be purged
                doomed.add(content)
        contents.forget()
    doomed |= {name for name in bytes_ if not users[name]}
    there = {row.digest for row in rows_for(connection, select(t.contents.c.digest), t.contents.c.digest, doomed)}
    documents = {row.document_id for row in rows}
    same = {row.id for row in rows_for(connection, select(r.id), r.text_sha256, {row.text_sha256 for row in rows})}
    same |= {row.id for row in rows_for(connection, select(r.id), r.body_sha256, {row.body_sha256 for row in rows})}
    same |= {row.id for row in rows_for(connection, select(r.id), r.document_id, documents)}
    return Plan(
        entries=tuple(sorted(EntryId(one) for one in (*entry_ids, *context))),
        revisions=tuple(sorted(RevisionId(row.id) for row in rows)),
        contents=tuple(sorted(there)),
        also_held=tuple(sorted(same - set(taken))),
        decisions_on_others=on_others,
        again=tuple(one for one in again.values() if one is not None),
    )


def _names(connection: Connection, decision: Decision | None, taken: Collection[RevisionId]) -> bool:
    """Whether a decision names words or claims of texts that are taken down."""
    if decision is None:
        return False
    named = {words.revision_id for words in decision.elsewhere}
    named |= set(owners_of_claims(connection, set(decision.others)).values())
    return not named.isdisjoint(taken)


def _strings(value: Json) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def require_own_words(connection: Connection, removal: Removal, taken: Collection[RevisionId]) -> None:
    """Raises LedgerError where the reason or the legal basis quotes what is removed: it would stay."""
    contents = Contents(connection)
    said = " ".join(f"{removal.reason}\n{removal.legal_basis or ''}".casefold().split())
    runs = {said[i : i + SHORTEST_QUOTATION] for i in range(len(said) - SHORTEST_QUOTATION + 1)}
    for row in rows_for(connection, select(t.revisions.c.content), t.revisions.c.id, taken):
        revision: Revision | None = contents.record(Revision, row.content)
        text = "" if revision is None else " ".join(f"{revision.title} {revision.text}".casefold().split())
        if any(text[i : i + SHORTEST_QUOTATION] in runs for i in range(len(text))):
            raise LedgerError(
                "the reason repeats words of what is to be removed, and would keep them: say it otherwise"
            )


def erase(connection: Connection, planned: Plan, seq: int) -> None:
    """Erases what the takedown of entry `seq` names, and all that was computed from it."""
    numbers = [row.seq for row in rows_for(connection, select(t.revisions.c.seq), t.revisions.c.id, planned.revisions)]
    for some in chunked(planned.contents):
        connection.execute(delete(t.contents).where(t.contents.c.digest.in_(some)))
    s = t.segments.c
    for number in numbers:
        connection.execute(delete(t.imprints).where(t.imprints.c.number == number))
        connection.execute(delete(t.postings).where(t.postings.c.number == number))
        connection.execute(delete(t.segments).where(s.first <= number, s.last >= number))
    forget_told(connection, planned.revisions)
    reindex(connection)
    t.recreate(connection, t.accounts, t.turning)
    takedowns.create(connection, checkfirst=True)
    connection.execute(insert(takedowns), {"seq": seq, "finished": False})


def unfinished(connection: Connection) -> list[Entry]:
    """The takedowns whose traces may still be in the files."""
    if not inspect(connection).has_table(takedowns.name):
        return []
    query = select(t.entries).join(takedowns, takedowns.c.seq == t.entries.c.seq)
    return [parse_entry(row) for row in connection.execute(query.where(~takedowns.c.finished))]


def last_takedown(connection: Connection) -> int:
    """The number of the last takedown that a transaction sees; 0 where there was none."""
    if not inspect(connection).has_table(takedowns.name):
        return 0
    return connection.scalar(select(func.max(takedowns.c.seq))) or 0


def finish(connection: Connection, done: Iterable[Entry]) -> None:
    """Notes that no traces of some takedowns are left."""
    for entry in done:
        connection.execute(update(takedowns).where(takedowns.c.seq == entry.seq).values(finished=True))


# The list beside the ledger


def list_of(path: Path) -> Path:
    """Where the takedowns of a ledger are listed."""
    return path.with_name(f"{path.name}-takedowns")


def list_lines(connection: Connection, entries: Iterable[Entry]) -> list[str]:
    """What the list says of some takedowns: ids alone, which nobody can trace to words once the salts are gone."""
    origin = origin_of(connection)
    return [
        json.dumps(
            {
                "ledger": origin,
                "takedown": entry.body.get("again", entry.id),
                "recorded_at": t.utc_text(entry.recorded_at),
                "revisions": entry.body["revisions"],
            }
        )
        for entry in entries
    ]


def extend_list(file: Path, lines: Iterable[str]) -> None:
    """Adds the lines that a list does not hold, durably; takedowns are listed once."""
    known = {row["takedown"] for row in read_list(file)}
    new = [line for line in lines if json.loads(line)["takedown"] not in known]
    if new:
        file.parent.mkdir(parents=True, exist_ok=True)  # beside a ledger on a server there may be nothing yet
        with file.open("a", encoding="utf-8", newline="\n") as opened:
            opened.write("".join(f"{line}\n" for line in new))
            opened.flush()
            os.fsync(opened.fileno())


def read_list(file: Path) -> list[dict[str, Any]]:
    """The rows of a list; none where there is no file. A last line that a crash cut short counts for nothing.

    Raises:
        LedgerError: another line is none of a list.
    """
    if not file.is_file():
        return []
    rows = []
    lines = file.read_text(encoding="utf-8", errors="replace").split("\n")
    for number, line in enumerate(lines, start=1):
        try:
            row = json.loads(line)
            if not isinstance(row["takedown"], str) or not all(isinstance(i, str) for i in row["revisions"]):
                raise ValueError("not the ids of entries")
        except (ValueError, TypeError, KeyError) as error:
            if number == len(lines):
                continue
            raise LedgerError(f"{file}, line {number}: no list of takedowns; restore it, or mend the line") from error
        rows.append(row)
    return rows


def listed(connection: Connection, file: Path) -> Iterator[tuple[str, set[RevisionId]]]:
    """The takedowns of a list that texts in this ledger still fall under: their entries' ids and the texts."""
    for row in read_list(file):
        r = t.revisions.c
        found = {RevisionId(one.id) for one in rows_for(connection, select(r.id), r.entry_id, row["revisions"])}
        found |= {RevisionId(entry) for entry in context_of(connection, row["revisions"])}
        if found:
            yield row["takedown"], found


def erased_by(connection: Connection) -> dict[str, int]:
    """The number of the takedown that erased contents, by their digest."""
    rows = connection.execute(select(t.entries).where(t.entries.c.kind == EntryKind.TAKEDOWN.value))
    return {name: entry.seq for entry in map(parse_entry, rows) for name in _strings(entry.body["erased"])}
