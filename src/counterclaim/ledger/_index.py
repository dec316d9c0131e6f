"""The projections that follow the log entry by entry: replaying the log fills them with the same rows."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from counterclaim.ledger import _tables as t
from counterclaim.ledger._context_rows import index_context
from counterclaim.ledger._entries import Contents, Entry, EntryKind, read_entries
from counterclaim.ledger._rows import rows_for
from counterclaim.ledger._search import SearchRow, add_to_search, drop_from_search
from counterclaim.records.accounts import JOINING, Judgements
from counterclaim.records.claims import Claim
from counterclaim.records.decisions import JOINING_REPORTS, ON_CLAIMS, REWRITING, Decision
from counterclaim.records.ids import ClaimId, RevisionId, digest
from counterclaim.records.revisions import Revision
from counterclaim.records.spans import words_at
from counterclaim.review import written_claims

Pair = tuple[RevisionId, RevisionId]


def decided_ties(decision: Decision, owners: Mapping[ClaimId, RevisionId]) -> Iterator[Pair]:
    """The revisions that one decision ties, both ways round; `owners` are those of the claims that it names."""
    named = {words.revision_id for words in decision.elsewhere}
    named |= {owners[claim] for claim in decision.others if claim in owners}
    for other in sorted(named - {decision.revision_id}):
        yield decision.revision_id, other
        yield other, decision.revision_id


def index_entry(connection: Connection, entry: Entry, contents: Contents) -> None:
    """Adds the rows that follow from one entry. Contents that were erased leave no rows."""
    if entry.kind is EntryKind.REVISION:
        _index_revision(connection, entry, contents)
    elif entry.kind is EntryKind.READING:
        _index_reading(connection, entry, contents)
    elif entry.kind is EntryKind.JUDGEMENT:
        _index_judgement(connection, entry, contents)
    elif entry.kind is EntryKind.DECISION:
        _index_decision(connection, entry, contents)
    elif entry.kind is EntryKind.CONTEXT:
        index_context(connection, entry, contents)
    elif entry.kind is EntryKind.ABSENCE:
        _index_absence(connection, entry, contents)


def reindex(connection: Connection) -> None:
    """Drops what follows from the log and replays the log."""
    t.recreate(connection, t.index)
    for entry in list(read_entries(connection)):
        index_entry(connection, entry, Contents(connection))


def _index_revision(connection: Connection, entry: Entry, contents: Contents) -> None:
    content, bytes_digest = str(entry.body["content"]), str(entry.body["bytes"])
    revision: Revision | None = contents.record(Revision, content)
    body = contents.data(bytes_digest)
    if revision is None:
        return
    published, updated = revision.published, revision.updated
    stated = updated or published
    if not connection.scalar(select(t.documents.c.id).where(t.documents.c.id == revision.document_id)):
        row = {"id": revision.document_id, "address": revision.address, "first_seq": entry.seq}
        connection.execute(insert(t.documents), row)
    connection.execute(
        insert(t.revisions),
        {
            "seq": entry.seq,
            "id": revision.id,
            "entry_id": entry.id,
            "document_id": revision.document_id,
            "content": content,
            "address": revision.address,
            "title": revision.title,
            "text_sha256": digest(revision.text.encode()),
            "body_sha256": "" if body is None else digest(body),
            "published_at": published.latest if published else None,
            "updated_at": updated.latest if updated else None,
            "stated_from": stated.earliest if stated else None,
            "captured_at": revision.captured_at,
            "recorded_at": entry.recorded_at,
        },
    )
    earlier = [text for text in _siblings(connection, [revision.id])[revision.id] if text != revision.id]
    decided = select(t.ties).join(t.decisions, t.decisions.c.seq == t.ties.c.seq)
    # What people decided outlives an update.
    for seq, other in sorted({(tie.seq, tie.b) for tie in rows_for(connection, decided, t.ties.c.a, earlier)}):
        _tie(connection, seq, [(revision.id, RevisionId(other)), (RevisionId(other), revision.id)])


def _revision_of(connection: Connection, entry_id: object) -> Any:
    """The row of the revision that another entry refers to; None where its contents were erased."""
    return connection.execute(select(t.revisions).where(t.revisions.c.entry_id == entry_id)).first()


def _index_reading(connection: Connection, entry: Entry, contents: Contents) -> None:
    row = _revision_of(connection, entry.body["revision"])
    if row is None:
        return
    content = str(entry.body["content"])
    revision: Revision = contents.record(Revision, row.content)
    analysis = contents.analysis(content, revision)
    if analysis is None:
        return
    for earlier in connection.scalars(select(t.readings.c.seq).where(t.readings.c.revision_id == row.id)).all():
        drop_from_search(connection, earlier)
    connection.execute(delete(t.unjudged).where(t.unjudged.c.revision_id == row.id))
    connection.execute(insert(t.unjudged), {"revision_id": row.id})
    connection.execute(delete(t.unimprinted).where(t.unimprinted.c.revision_id == row.id))
    made = select(t.imprints.c.number).where(t.imprints.c.revision_id == row.id, t.imprints.c.reading == entry.seq)
    if connection.scalar(made) is None:
        connection.execute(insert(t.unimprinted), {"revision_id": row.id})
    connection.execute(
        insert(t.readings),
        {
            "seq": entry.seq,
            "entry_id": entry.id,
            "revision_id": row.id,
            "content": content,
            "code_version": analysis.code_version,
            "recorded_at": entry.recorded_at,
        },
    )
    _index_claims(connection, entry.seq, revision, analysis.claims)


def _index_claims(connection: Connection, seq: int, revision: Revision, claims: Iterable[Claim]) -> None:
    """Makes claims known and found under the entry, a reading or a decision, that holds them."""
    rows: list[dict[str, Any]] = [
        {
            "reading": seq,
            "ordinal": ordinal,
            "id": claim.id,
            "revision_id": revision.id,
            "actor": claim.actor.name,
            "stance": claim.stance.value,
            "words": words_at(revision.text, claim.content),
        }
        for ordinal, claim in enumerate(claims)
    ]
    if rows:
        connection.execute(insert(t.claims), rows)
        found = (SearchRow(ordinal=r["ordinal"], claim_id=r["id"], actor=r["actor"], words=r["words"]) for r in rows)
        add_to_search(connection, seq, found)


def _siblings(connection: Connection, revisions: Iterable[str]) -> dict[str, list[str]]:
    """For each revision all texts of its document."""
    r = t.revisions.c
    documents = {row.id: row.document_id for row in rows_for(connection, select(r.id, r.document_id), r.id, revisions)}
    texts: dict[str, list[str]] = {}
    for row in rows_for(connection, select(r.id, r.document_id), r.document_id, set(documents.values())):
        texts.setdefault(row.document_id, []).append(row.id)
    return {revision: texts[document] for revision, document in documents.items()}


def _index_judgement(connection: Connection, entry: Entry, contents: Contents) -> None:
    ends = entry.body["revisions"]
    rows = [_revision_of(connection, end) for end in ends] if isinstance(ends, list) else []
    content = str(entry.body["content"])
    judged: Judgements | None = contents.record(Judgements, content)
    if len(rows) != 2 or None in rows or judged is None:
        return
    a, b = sorted(row.id for row in rows)
    if a == b:
        connection.execute(delete(t.unjudged).where(t.unjudged.c.revision_id == a))
    if entry.supersedes is not None:
        replaced = select(t.judgements.c.seq).where(t.judgements.c.entry_id == entry.supersedes, t.judgements.c.a == a)
        connection.execute(delete(t.ties).where(t.ties.c.seq == replaced.scalar_subquery()))
    if any(link.score >= JOINING for link in judged.links):
        _tie(connection, entry.seq, [(a, b), (b, a)])
    connection.execute(
        insert(t.judgements),
        {
            "seq": entry.seq,
            "entry_id": entry.id,
            "a": a,
            "b": b,
            "content": content,
            "recorded_at": entry.recorded_at,
        },
    )


def _index_decision(connection: Connection, entry: Entry, contents: Contents) -> None:
    row = _revision_of(connection, entry.body["revision"])
    content = str(entry.body["content"])
    decision: Decision | None = contents.record(Decision, content)
    if row is None or decision is None:
        return
    owners = owners_of_claims(connection, set(decision.others))
    pairs = set(decided_ties(decision, owners))
    texts = _siblings(connection, {revision for pair in pairs for revision in pair})
    _tie(
        connection,
        entry.seq,
        sorted({(RevisionId(a), RevisionId(b)) for x, y in pairs for a in texts[x] for b in texts[y]}),
    )
    if decision.action in ON_CLAIMS:
        revision: Revision = contents.record(Revision, row.content)
        _index_claims(connection, entry.seq, revision, written_claims(decision))
    anew: set[str] = set()  # whose claims are to be compared anew
    if decision.action in REWRITING or decision.undoes is not None:
        anew = {row.id}
    elif decision.action in JOINING_REPORTS and pairs:  # what no judgement linked was not compared claim by claim
        anew = set(texts[row.id])
    for text in sorted(anew):
        connection.execute(delete(t.unjudged).where(t.unjudged.c.revision_id == text))
        connection.execute(insert(t.unjudged), {"revision_id": text})
    connection.execute(
        insert(t.decisions),
        {
            "seq": entry.seq,
            "entry_id": entry.id,
            "revision_id": row.id,
            "content": content,
            "undoes": entry.supersedes,
            "recorded_at": entry.recorded_at,
        },
    )


def _index_absence(connection: Connection, entry: Entry, contents: Contents) -> None:
    row = _revision_of(connection, entry.body["revision"])
    content = str(entry.body["content"])
    if row is None or not contents.has(content):
        return
    connection.execute(
        insert(t.absences),
        {
            "seq": entry.seq,
            "entry_id": entry.id,
            "document_id": row.document_id,
            "action": str(entry.body["action"]),
            "content": content,
            "recorded_at": entry.recorded_at,
            "recorded_by": entry.recorded_by,
        },
    )


def _tie(connection: Connection, seq: int, pairs: Iterable[Pair]) -> None:
    if rows := [{"a": a, "b": b, "seq": seq} for a, b in pairs]:
        connection.execute(insert(t.ties), rows)


def owners_of_claims(connection: Connection, claim_ids: set[ClaimId]) -> dict[ClaimId, RevisionId]:
    """The revision in which each claim was read, by any reading; claims that the ledger does not hold are left out."""
    c = t.claims.c
    rows = rows_for(connection, select(c.id, c.revision_id), c.id, claim_ids)
    return {ClaimId(row.id): RevisionId(row.revision_id) for row in rows}
