"""What the ledger shows: records read back through the projections, as of a moment."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, func, select, text

from counterclaim.errors import LedgerError
from counterclaim.ledger import _tables as t
from counterclaim.ledger._accounts import NAMED, read_account
from counterclaim.ledger._entries import Contents, read_entries
from counterclaim.ledger._timeline import AsOf, Text, view_texts
from counterclaim.records.accounts import Dispute, Judgements, Proposition, Story
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim
from counterclaim.records.decisions import Decision
from counterclaim.records.ids import ClaimId, DocumentId, EntryId, RevisionId
from counterclaim.records.revisions import Capture, Revision


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldDecision:
    """A person's decision with the entry that records it."""

    entry_id: EntryId
    recorded_at: datetime
    decision: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What an id names. For a claim or a revision `analysis` is its newest reading."""

    kind: str  # claim, revision, proposition, story, dispute
    id: str
    record: Claim | Revision | Proposition | Story | Dispute
    analysis: Analysis | None = None


_SEARCH = text("SELECT claim_id FROM claim_search WHERE claim_search MATCH :terms ORDER BY rank, rowid LIMIT :limit")


def _recorded_by_then(table: Table, as_of: AsOf) -> Any:
    """The rows of a table that were recorded by the moment asked for, in the order of the log."""
    query = select(table).order_by(table.c.seq)
    return query if as_of.recorded is None else query.where(table.c.recorded_at <= as_of.recorded)


def read_texts(connection: Connection) -> list[Text]:
    r = t.revisions.c
    rows = connection.execute(select(t.revisions).order_by(r.seq))
    return [
        Text(
            id=RevisionId(row.id),
            document_id=DocumentId(row.document_id),
            address=row.address,
            title=row.title,
            published=row.published_at,
            updated=row.updated_at,
            stated_from=row.stated_from,
            captured_at=row.captured_at,
            recorded_at=row.recorded_at,
        )
        for row in rows
    ]


def _found(connection: Connection, kind: str, found: str) -> Found:
    """The record behind a full id that one of the tables holds."""
    if kind == "claim":
        newest = select(func.max(t.claims.c.reading)).where(t.claims.c.id == found)
        where = t.readings.c.seq == newest.scalar_subquery()
    elif kind == "revision":
        where = t.readings.c.revision_id == found
    else:
        return Found(kind=kind, id=found, record=read_account(connection, kind, found))
    query = select(t.readings.c.content, t.revisions.c.content.label("revision"))
    query = query.join(t.revisions, t.revisions.c.id == t.readings.c.revision_id)
    row = connection.execute(query.where(where).order_by(t.readings.c.seq.desc())).first()
    contents = Contents(connection)
    revision: Revision | None = None if row is None else contents.record(Revision, row.revision)
    analysis = None if row is None or revision is None else contents.analysis(row.content, revision)
    if analysis is None:
        raise LedgerError(f"what was read of {kind} {found} was removed from this ledger")
    record = analysis.revision if kind == "revision" else next(c for c in analysis.claims if c.id == found)
    return Found(kind=kind, id=found, record=record, analysis=analysis)


def _visible_readings(connection: Connection, as_of: AsOf, *, current: bool) -> dict[RevisionId, Any]:
    """The newest visible reading's row for each visible revision, in the order of `view_texts`."""
    newest = {row.revision_id: row for row in connection.execute(_recorded_by_then(t.readings, as_of))}
    held = view_texts(read_texts(connection), as_of)[0]
    return {
        revision.id: newest[revision.id]
        for revision in held
        if revision.id in newest and (revision.current or not current)
    }


def read_revisions(connection: Connection, as_of: AsOf) -> tuple[Revision, ...]:
    contents = Contents(connection)
    r = t.revisions.c
    content_of = {row.id: row.content for row in connection.execute(select(r.id, r.content))}
    held = view_texts(read_texts(connection), as_of)[0]
    kept = (contents.record(Revision, content_of[revision.id]) for revision in held if revision.current)
    return tuple(revision for revision in kept if revision is not None)


def read_analyses(
    connection: Connection, as_of: AsOf, *, current: bool, only: Collection[str] | None = None
) -> tuple[Analysis, ...]:
    contents = Contents(connection)
    r = t.revisions.c
    content_of = {row.id: row.content for row in connection.execute(select(r.id, r.content))}
    found: list[Analysis] = []
    for revision_id, row in _visible_readings(connection, as_of, current=current).items():
        if only is not None and revision_id not in only:
            continue
        revision: Revision | None = contents.record(Revision, content_of[revision_id])
        analysis = None if revision is None else contents.analysis(row.content, revision)
        if analysis is not None:
            found.append(analysis)
    return tuple(found)


def read_judgements(connection: Connection, as_of: AsOf, *, current: bool) -> Judgements:
    visible = _visible_readings(connection, as_of, current=current)
    shown = {row.seq for row in visible.values()}
    claims = connection.execute(select(t.claims.c.reading, t.claims.c.id))
    claim_ids = {claim_id for reading, claim_id in claims if reading in shown}
    newest = {
        (row.a, row.b): row.content
        for row in connection.execute(_recorded_by_then(t.judgements, as_of))
        if row.a in visible and row.b in visible
    }
    contents = Contents(connection)
    kept = (contents.record(Judgements, content) for content in newest.values())
    held: list[Judgements] = [judgements for judgements in kept if judgements is not None]
    links = [link for judgements in held for link in judgements.links]
    matches = [m for judgements in held for m in judgements.matches if m.a in claim_ids and m.b in claim_ids]
    return Judgements(
        links=tuple(sorted(links, key=lambda link: (link.a, link.b))),
        matches=tuple(sorted(matches, key=lambda match: (match.a, match.b, match.label))),
        models=tuple(sorted({model for judgements in held for model in judgements.models}, key=repr)),
        decisions=tuple(held_one.decision for held_one in read_decisions(connection, as_of)),
    )


def read_decisions(connection: Connection, as_of: AsOf) -> tuple[HeldDecision, ...]:
    """What people said of the visible revisions, in the order recorded, without what was undone by then."""
    visible = {revision.id for revision in view_texts(read_texts(connection), as_of)[0]}
    rows = connection.execute(_recorded_by_then(t.decisions, as_of)).all()
    undone = {row.undoes for row in rows}
    contents = Contents(connection)
    held: list[HeldDecision] = []
    for row in rows:
        decision: Decision | None = contents.record(Decision, row.content)
        if decision is not None and row.revision_id in visible and row.entry_id not in undone:
            held.append(HeldDecision(entry_id=EntryId(row.entry_id), recorded_at=row.recorded_at, decision=decision))
    return tuple(held)


def read_capture(connection: Connection, revision_id: RevisionId) -> Capture:
    """The bytes that a revision was read from, and how they came."""
    entry = next(read_entries(connection, after=revision_row(connection, revision_id).seq - 1))
    seq = connection.scalar(select(t.entries.c.seq).where(t.entries.c.id == str(entry.body["capture"])))
    captured = next(read_entries(connection, after=seq - 1)) if seq else None
    if captured is None:
        raise LedgerError(f"the log lacks the capture of {revision_id}: run `counterclaim ledger verify`")
    contents = Contents(connection)
    capture: Capture | None = contents.record(Capture, str(captured.body["content"]))
    body = contents.data(str(captured.body["bytes"]))
    if capture is None or body is None:
        raise LedgerError(f"the bytes of {revision_id} were removed from this ledger")
    return replace(capture, body=body)


def revision_row(connection: Connection, revision_id: RevisionId) -> Any:
    row = connection.execute(select(t.revisions).where(t.revisions.c.id == revision_id)).first()
    if row is None:
        raise LedgerError(f"the ledger holds no revision {revision_id}: add its report first")
    return row


def last_reading(connection: Connection, revision_id: RevisionId) -> Any:
    query = select(t.readings).where(t.readings.c.revision_id == revision_id).order_by(t.readings.c.seq.desc())
    return connection.execute(query.limit(1)).first()


def _encodable(words: str) -> str:
    """`words` with `?` for what UTF-8 cannot hold, such as bytes of a command line that are not text."""
    return words.encode(errors="replace").decode()


def find_record(connection: Connection, prefix: str) -> Found:
    """The one record whose id starts with `prefix`."""
    tables = {"claim": t.claims, "revision": t.revisions} | {kind: table for kind, (table, _) in NAMED.items()}
    prefix = _encodable(prefix)
    if len(prefix) < 3:
        raise LedgerError(f"{prefix!r} is too short for an id: give at least three characters")
    hits: list[tuple[str, str]] = []
    for kind, table in tables.items():
        ids = select(table.c.id).where(table.c.id >= prefix, table.c.id < prefix + "\U0010ffff").distinct()
        hits.extend((kind, found) for found in connection.scalars(ids.order_by(table.c.id).limit(6)))
    exact = [hit for hit in hits if hit[1] == prefix]
    if not hits:
        raise LedgerError(f"nothing in the ledger has an id that starts with {prefix!r}")
    if len(hits) > 1 and len(exact) != 1:
        named = ", ".join(f"{kind} {found[:12]}" for kind, found in hits[:5])
        more = " and more" if len(hits) > 5 else ""
        raise LedgerError(f"{prefix!r} names several things ({named}{more}): give more of the id")
    kind, found = (exact or hits)[0]
    return _found(connection, kind, found)


def search_claims(connection: Connection, words: str, limit: int) -> tuple[ClaimId, ...]:
    """The claims whose words or actor hold all of `words`, best first. Each word may be the start of one."""
    plain = _encodable(words).replace('"', " ").replace("\0", " ")  # what is left has no meaning in a query
    terms = " ".join(f'"{word}"*' for word in plain.split())
    if not terms:
        return ()
    found = connection.scalars(_SEARCH, {"terms": terms, "limit": limit})
    return tuple(ClaimId(claim_id) for claim_id in found)
