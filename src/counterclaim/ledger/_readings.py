"""What was read, judged and decided, as it stands as of a moment: in the whole ledger, or in a few of its revisions."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, select

from counterclaim.ledger import _tables as t
from counterclaim.ledger._entries import Contents
from counterclaim.ledger._rows import rows_for
from counterclaim.ledger._timeline import NOW, AsOf, Text, view_texts
from counterclaim.records.accounts import Judgements
from counterclaim.records.analyses import Analysis
from counterclaim.records.decisions import Decision
from counterclaim.records.ids import DocumentId, EntryId, RevisionId
from counterclaim.records.revisions import Revision
from counterclaim.review import carry, find_constraints, review_reading


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldDecision:
    """A person's decision with the entry that records it (`seq` is its number in the log), and the entry that undid
    it, if one did."""

    entry_id: EntryId
    recorded_at: datetime
    decision: Decision
    undone_by: EntryId | None = None
    seq: int = 0


def _recorded_by_then(
    connection: Connection, table: Table, as_of: AsOf, column: Any = None, values: Collection[str] | None = None
) -> list[Any]:
    """The rows of a table that were recorded by the moment asked for, in the order of the log; with `values` those
    alone whose `column` holds one of them."""
    query = select(table)
    if as_of.recorded is not None:
        query = query.where(table.c.recorded_at <= as_of.recorded)
    if values is None:
        return list(connection.execute(query.order_by(table.c.seq)))
    return sorted(rows_for(connection, query, column, values), key=lambda row: row.seq)


def read_texts(connection: Connection, *, only: Collection[str] | None = None) -> list[Text]:
    """What the index knows of every revision; with `only` of these, and of the other texts of their documents."""
    r = t.revisions.c
    if only is None:
        rows = list(connection.execute(select(t.revisions).order_by(r.seq)))
    else:
        documents = {row.document_id for row in rows_for(connection, select(r.document_id), r.id, only)}
        found = rows_for(connection, select(t.revisions), r.document_id, documents)
        rows = sorted(found, key=lambda row: row.seq)
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


def _visible_readings(
    connection: Connection, as_of: AsOf, *, current: bool, only: Collection[str] | None = None
) -> dict[RevisionId, Any]:
    """The newest visible reading's row for each visible revision, in the order of `view_texts`."""
    rows = _recorded_by_then(connection, t.readings, as_of, t.readings.c.revision_id, only)
    newest = {row.revision_id: row for row in rows}
    held = view_texts(read_texts(connection, only=only), as_of)[0]
    return {
        revision.id: newest[revision.id]
        for revision in held
        if revision.id in newest and (revision.current or not current)
    }


def _contents_of(connection: Connection, only: Collection[str] | None) -> dict[str, str]:
    """The digest of each revision's contents."""
    r = t.revisions.c
    query = select(r.id, r.content)
    rows: Iterable[Any] = connection.execute(query) if only is None else rows_for(connection, query, r.id, only)
    return {row.id: row.content for row in rows}


def read_revisions(connection: Connection, as_of: AsOf) -> tuple[Revision, ...]:
    contents = Contents(connection)
    content_of = _contents_of(connection, None)
    held = view_texts(read_texts(connection), as_of)[0]
    contents.fetch(content_of[revision.id] for revision in held if revision.current)
    kept = (contents.record(Revision, content_of[revision.id]) for revision in held if revision.current)
    return tuple(revision for revision in kept if revision is not None)


def read_analyses(
    connection: Connection, as_of: AsOf, *, current: bool, only: Collection[str] | None = None, machine: bool = False
) -> tuple[Analysis, ...]:
    """The newest visible readings as people left them; with `machine` as they were read."""
    contents = Contents(connection)
    content_of = _contents_of(connection, only)
    found: list[Analysis] = []
    readings = _visible_readings(connection, as_of, current=current, only=only)
    contents.fetch([row.content for row in readings.values()] + [content_of[revision] for revision in readings])
    for revision_id, row in readings.items():
        revision: Revision | None = contents.record(Revision, content_of[revision_id])
        analysis = None if revision is None else contents.analysis(row.content, revision)
        if analysis is not None:
            found.append(analysis)
    if machine:
        return tuple(found)
    decided: defaultdict[RevisionId, list[Decision]] = defaultdict(list)
    for decision in _in_force(connection, as_of, only=only):
        decided[decision.revision_id].append(decision)
    return tuple(
        review_reading(analysis, decided[analysis.revision.id]).analysis
        if analysis.revision.id in decided
        else analysis
        for analysis in found
    )


def read_judgements(
    connection: Connection, as_of: AsOf, *, current: bool, only: Collection[str] | None = None
) -> Judgements:
    """The newest visible judgements between visible revisions; with `only`, between these."""
    visible = _visible_readings(connection, as_of, current=current, only=only)
    shown = {row.seq for row in visible.values()}
    # Claims that people wrote stand in the index under their decision.
    shown |= {row.seq for row in _recorded_by_then(connection, t.decisions, as_of, t.decisions.c.revision_id, only)}
    c = t.claims.c
    query = select(c.reading, c.id)
    claims: Iterable[Any] = (
        connection.execute(query) if only is None else rows_for(connection, query, c.revision_id, only)
    )
    claim_ids = {claim_id for reading, claim_id in claims if reading in shown}
    newest = {
        (row.a, row.b): row.content
        for row in _recorded_by_then(connection, t.judgements, as_of, t.judgements.c.a, only)
        if row.a in visible and row.b in visible
    }
    contents = Contents(connection)
    contents.fetch(newest.values())
    kept = (contents.record(Judgements, content) for content in newest.values())
    held: list[Judgements] = [judgements for judgements in kept if judgements is not None]
    links = [link for judgements in held for link in judgements.links]
    matches = [m for judgements in held for m in judgements.matches if m.a in claim_ids and m.b in claim_ids]
    return Judgements(
        links=tuple(sorted(links, key=lambda link: (link.a, link.b))),
        matches=tuple(sorted(matches, key=lambda match: (match.a, match.b, match.label))),
        models=tuple(sorted({model for judgements in held for model in judgements.models}, key=repr)),
        decisions=_in_force(connection, as_of, only=only),
    )


def read_ground(
    connection: Connection, as_of: AsOf, *, only: Collection[str] | None = None
) -> tuple[tuple[Analysis, ...], Judgements]:
    """What accounts are computed from: the readings of the current texts, and the judgements between them with the
    earlier texts of their documents. With `only`, those of these revisions."""
    analyses = read_analyses(connection, as_of, current=True, only=only)
    judgements = read_judgements(connection, as_of, current=True, only=only)
    held = view_texts(read_texts(connection, only=only), as_of)[0]
    replaced = [text.id for text in held if not text.current]
    if not replaced:
        return analyses, judgements
    contents, content_of = Contents(connection), _contents_of(connection, replaced)
    contents.fetch(content_of.values())
    texts: Iterable[Revision | None] = (contents.record(Revision, content_of[text]) for text in replaced)
    return analyses, replace(judgements, earlier=tuple(text for text in texts if text is not None))


def read_decisions(
    connection: Connection, as_of: AsOf, *, only: Collection[str] | None = None, undone: bool = False
) -> tuple[HeldDecision, ...]:
    """What people said of the visible revisions, in the order recorded; with `only`, of these. What was undone by then
    is left out unless `undone` asks for it; who undoes an undoing puts back what it had undone."""
    visible = {revision.id for revision in view_texts(read_texts(connection, only=only), as_of)[0]}
    rows = _recorded_by_then(connection, t.decisions, as_of, t.decisions.c.revision_id, only)
    undone_by: dict[str, str] = {}
    for row in reversed(rows):
        if row.undoes is not None and row.entry_id not in undone_by:
            undone_by.setdefault(row.undoes, row.entry_id)
    contents = Contents(connection)
    held: list[HeldDecision] = []
    for row in rows:
        if row.revision_id not in visible or (row.entry_id in undone_by and not undone):
            continue
        decision: Decision | None = contents.record(Decision, row.content)
        if decision is not None:
            by = undone_by.get(row.entry_id)
            held.append(
                HeldDecision(
                    entry_id=EntryId(row.entry_id),
                    recorded_at=row.recorded_at,
                    decision=decision,
                    undone_by=None if by is None else EntryId(by),
                    seq=row.seq,
                )
            )
    return tuple(held)


def read_carried(
    connection: Connection, as_of: AsOf, *, only: Collection[str] | None = None
) -> tuple[tuple[HeldDecision, Decision | None], ...]:
    """The decisions in force, each as it holds for the current texts of its documents: itself where it was made on
    one, None where its words are gone from the current text. With `only`, those on any text of these documents."""
    if only is not None:
        only = {text.id for text in read_texts(connection, only=only)}
    held = read_decisions(connection, as_of, only=only)
    if not held:
        return ()
    named = {r for one in held for r in (one.decision.revision_id, *(w.revision_id for w in one.decision.elsewhere))}
    texts = view_texts(read_texts(connection, only=named), as_of)[0]
    newest = {text.document_id: text.id for text in texts if text.current}
    current = {text.id: newest[text.document_id] for text in texts}
    contents, content_of = Contents(connection), _contents_of(connection, {*named, *current.values()})

    def revision(identity: RevisionId) -> Revision | None:
        found: Revision | None = contents.record(Revision, content_of[identity]) if identity in content_of else None
        return found

    return tuple((one, carry(one.decision, current, revision)) for one in held)


def decided_mates(connection: Connection, revision: RevisionId) -> frozenset[RevisionId]:
    """The revisions that decisions in force put together with one, directly: merged claims stand in one story."""
    ties = t.ties.c
    named = select(ties.b).join(t.decisions, t.decisions.c.seq == ties.seq).where(ties.a == revision)
    near = {revision, *connection.scalars(named)}
    if len(near) == 1:
        return frozenset()
    found = find_constraints(
        read_analyses(connection, NOW, current=False, only=near), _in_force(connection, NOW, only=near)
    )
    return frozenset(end for pair in found.reports.together if revision in pair for end in pair) - {revision}


def _in_force(connection: Connection, as_of: AsOf, *, only: Collection[str] | None) -> tuple[Decision, ...]:
    """The decisions in force as they were made, and besides as they hold for later texts, in the order recorded."""
    found: list[Decision] = []
    for one, carried in read_carried(connection, as_of, only=only):
        found.append(one.decision)
        if carried is not None and carried != one.decision:
            found.append(carried)
    return tuple(found)
