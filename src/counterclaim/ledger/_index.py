"""The projections that follow the log entry by entry: replaying the log fills them with the same rows."""

from typing import Any

from sqlalchemy import Connection, insert, select, text

from counterclaim.ledger import _tables as t
from counterclaim.ledger._entries import Contents, Entry, EntryKind, read_entries
from counterclaim.records.accounts import Judgements
from counterclaim.records.decisions import Decision
from counterclaim.records.ids import ClaimId, RevisionId, digest
from counterclaim.records.revisions import Revision
from counterclaim.records.spans import words_at

#: Rows of the search index are numbered by reading and ordinal, so that a newer reading finds the older one's rows.
_STRIDE = 2**20

_ADD_TO_SEARCH = text("INSERT INTO claim_search (rowid, claim_id, actor, words) VALUES (:rowid, :id, :actor, :words)")
_DROP_FROM_SEARCH = text("DELETE FROM claim_search WHERE rowid >= :first AND rowid < :last")


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
        bounds = {"first": earlier * _STRIDE, "last": (earlier + 1) * _STRIDE}
        connection.execute(_DROP_FROM_SEARCH, bounds)
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
    rows = [
        {
            "reading": entry.seq,
            "ordinal": ordinal,
            "id": claim.id,
            "revision_id": row.id,
            "actor": claim.actor.name,
            "stance": claim.stance.value,
            "words": words_at(revision.text, claim.content),
        }
        for ordinal, claim in enumerate(analysis.claims)
    ]
    if rows:
        connection.execute(insert(t.claims), rows)
        first = entry.seq * _STRIDE
        connection.execute(
            _ADD_TO_SEARCH,
            [{"rowid": first + r["ordinal"], "id": r["id"], "actor": r["actor"], "words": r["words"]} for r in rows],
        )


def _index_judgement(connection: Connection, entry: Entry, contents: Contents) -> None:
    ends = entry.body["revisions"]
    rows = [_revision_of(connection, end) for end in ends] if isinstance(ends, list) else []
    content = str(entry.body["content"])
    if len(rows) != 2 or None in rows or contents.record(Judgements, content) is None:
        return
    a, b = sorted(row.id for row in rows)
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
    if row is None or contents.record(Decision, content) is None:
        return
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


def owners_of_claims(connection: Connection, claim_ids: set[ClaimId]) -> dict[ClaimId, RevisionId]:
    """The revision in which each claim was read, by any reading; claims that the ledger does not hold are left out."""
    owners: dict[ClaimId, RevisionId] = {}
    wanted = sorted(claim_ids)
    for first in range(0, len(wanted), 500):  # engines limit the parameters of a statement
        some = wanted[first : first + 500]
        rows = connection.execute(select(t.claims.c.id, t.claims.c.revision_id).where(t.claims.c.id.in_(some)))
        owners.update((ClaimId(row.id), RevisionId(row.revision_id)) for row in rows)
    return owners


__all__ = ["index_entry", "owners_of_claims", "reindex"]
