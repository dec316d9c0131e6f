"""Turns: what was found between two moments of recording. They are projections: what finds them computes them from the
log again."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select

from counterclaim.ledger import _tables as t
from counterclaim.ledger._entries import EntryKind, erased_after, parse_entry
from counterclaim.ledger._interface.session import Session
from counterclaim.ledger._parts import ever_tied, tied_groups
from counterclaim.ledger._readings import read_texts
from counterclaim.ledger._rows import rows_for
from counterclaim.ledger._timeline import NOW, HeldRevision, view_texts
from counterclaim.ledger._turns import read_turn, turn_row
from counterclaim.records.ids import RevisionId
from counterclaim.records.turns import Told


class Turning(Session):
    """The part of a `Ledger` that turns are found by, and kept in."""

    def settled(self, after: datetime | None = None) -> tuple[datetime, ...]:
        """The moments of recording behind `after` at which every text that was held had been compared with the others,
        in order. Between two of them the accounts are work in progress."""
        kinds = [k.value for k in (EntryKind.READING, EntryKind.JUDGEMENT, EntryKind.DECISION, EntryKind.ABSENCE)]
        e = t.entries.c
        query = select(t.entries).where(e.kind.in_(kinds)).order_by(e.seq)
        waiting: set[str] = set()
        found: list[datetime] = []
        with self._database.reading() as connection:
            last: datetime | None = None
            for row in connection.execute(query if after is None else query.where(e.recorded_at > after)):
                entry = parse_entry(row)
                if last is not None and entry.recorded_at != last and not waiting:
                    found.append(last)
                last = entry.recorded_at
                if entry.kind is EntryKind.READING:
                    waiting.add(str(entry.body["revision"]))
                elif entry.kind is EntryKind.JUDGEMENT:
                    ends = entry.body["revisions"]
                    if isinstance(ends, list) and len({str(end) for end in ends}) == 1:
                        waiting.discard(str(ends[0]))
            if last is not None and not waiting:
                found.append(last)
        return tuple(found)

    def news(self, since: datetime | None, at: datetime | None) -> tuple[frozenset[RevisionId], frozenset[RevisionId]]:
        """The texts that were recorded in `(since, at]`, and those that people decided on then."""

        def within(table: Any, column: Any) -> Iterator[RevisionId]:
            query = select(column)
            query = query if since is None else query.where(table.c.recorded_at > since)
            query = query if at is None else query.where(table.c.recorded_at <= at)
            return (RevisionId(one) for one in connection.scalars(query))

        with self._database.reading() as connection:
            fresh = frozenset(within(t.revisions, t.revisions.c.id))
            return fresh, frozenset(within(t.decisions, t.decisions.c.revision_id))

    def groups_of(self, revisions: Collection[str]) -> list[list[RevisionId]]:
        """The groups that some revisions fall into by whatever was ever tied to them, each with its revisions alone."""
        with self._database.reading() as connection:
            groups = tied_groups(connection, ever_tied(connection, revisions))
            documents = t.revisions.c
            rows = rows_for(
                connection, select(documents.id, documents.document_id), documents.id, {r for g in groups for r in g}
            )
            document_of = {row.id: row.document_id for row in rows}
        joined: list[tuple[set[str], set[RevisionId]]] = []
        for group in groups:  # texts of one document belong together, tied or not
            own: tuple[set[str], set[RevisionId]] = ({document_of[r] for r in group if r in document_of}, set(group))
            apart = []
            for other in joined:
                if other[0] & own[0]:
                    own = (own[0] | other[0], own[1] | other[1])
                else:
                    apart.append(other)
            joined = [*apart, own]
        wanted = set(revisions)
        return [sorted(group & wanted) for _, group in joined if group & wanted]

    def tied_texts(self, revisions: Collection[str]) -> tuple[HeldRevision, ...]:
        """What some texts were ever tied to, with themselves and the other texts of their documents."""
        with self._database.reading() as connection:
            near = ever_tied(connection, revisions)
            return tuple(view_texts(read_texts(connection, only=near), NOW)[0])

    def noticed(self) -> datetime | None:
        """Up to which moment of recording turns were looked for."""
        with self._database.reading() as connection:
            return connection.scalar(select(t.noticed.c.at))

    def add_turns(self, found: Iterable[Told], at: datetime, *, seen: int | None = None) -> int | None:
        """Keeps what was found up to a moment of recording; returns how many were new.

        `seen` is the number of the last entry when it began to be looked for. Where something was taken down since,
        nothing is kept and None returned: it may hold words that are gone, and turns are to be looked for anew.
        """
        with self._database.writing() as connection:
            if seen is not None and erased_after(connection, seen):
                return None
            added = 0
            for told in found:
                turn = told.turn
                if connection.scalar(select(t.turns.c.id).where(t.turns.c.id == turn.id)) is not None:
                    continue
                connection.execute(insert(t.turns), [turn_row(told)])
                texts = [{"turn_id": turn.id, "revision_id": revision} for revision in turn.revisions]
                if texts:
                    connection.execute(insert(t.turn_texts), texts)
                added += 1
            last = connection.scalar(select(t.noticed.c.at))
            connection.execute(delete(t.noticed))
            connection.execute(insert(t.noticed), {"at": at if last is None else max(at, last)})
            return added

    def turns(
        self,
        *,
        only: Collection[str] | None = None,
        ids: Collection[str] | None = None,
        after: datetime | None = None,
        limit: int | None = None,
    ) -> tuple[Told, ...]:
        """The turns that were noticed, the newest first; `only` those that rest on some revisions."""
        u = t.turns.c
        query = select(u.id, u.at, u.body).order_by(u.at.desc(), u.id)
        query = query if after is None else query.where(u.at > after)
        with self._database.reading() as connection:
            named = ids
            if only is not None:
                x = t.turn_texts.c
                named = {row.turn_id for row in rows_for(connection, select(x.turn_id), x.revision_id, only)}
            if named is None:
                rows: Sequence[Any] = connection.execute(query if limit is None else query.limit(limit)).all()
            else:
                unordered = rows_for(connection, query.order_by(None), u.id, named)
                rows = sorted(sorted(unordered, key=lambda row: str(row.id)), key=lambda row: row.at, reverse=True)
                rows = rows[:limit]
            return tuple(read_turn(row.body) for row in rows)
