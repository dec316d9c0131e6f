"""Accounts kept as tables: written part by part as the log changes, read back equal."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, delete, insert, select, update

from counterclaim import __version__
from counterclaim.errors import LedgerError
from counterclaim.ledger import _tables as t
from counterclaim.ledger._entries import DECODED, Decoded, erased_after, last_seq
from counterclaim.ledger._parts import Project, affected, current_parts, first_report, touched_after
from counterclaim.ledger._readings import read_ground
from counterclaim.ledger._rows import rows_for
from counterclaim.ledger._timeline import NOW
from counterclaim.records.accounts import (
    Accounts,
    Answer,
    Dispute,
    Origin,
    Proposition,
    QuotationDiffers,
    SharedUtterance,
    Story,
)
from counterclaim.records.analyses import Analysis
from counterclaim.records.codec import from_json, to_json
from counterclaim.records.ids import canonical_json

R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """How many stories, propositions and disputes the tables hold."""

    stories: int
    propositions: int
    disputes: int


#: Rows of one table.
Rows = tuple[Table, list[dict[str, Any]]]


def write_part(connection: Connection, part: int, analyses: Sequence[Analysis], accounts: Accounts) -> None:
    """Adds the accounts of one part, whose current revisions are those of `analyses`."""
    for table, rows in _rows_of(part, analyses, accounts):
        if rows:
            connection.execute(insert(table), rows)


def _rows_of(part: int, analyses: Sequence[Analysis], accounts: Accounts) -> Iterator[Rows]:
    moment, first = first_report(analyses)
    yield t.parts, [{"part": part, "moment": t.utc_text(moment), "first": first}]
    yield t.part_members, [{"revision_id": analysis.revision.id, "part": part} for analysis in analyses]

    def written(table: Table, rows: Iterable[tuple[Any, dict[str, Any]]]) -> Rows:
        return table, [
            {"part": part, "ordinal": ordinal, **columns, "body": canonical_json(to_json(record)).decode()}
            for ordinal, (record, columns) in enumerate(rows)
        ]

    yield written(t.stories, ((s, {"id": s.id, "title": s.title}) for s in accounts.stories))
    yield written(
        t.propositions, ((p, {"id": p.id, "story_id": p.story_id, "words": p.words}) for p in accounts.propositions)
    )
    positions = [
        {
            "part": part,
            "proposition_id": proposition.id,
            "ordinal": ordinal,
            "actor": position.actor,
            "polarity": position.polarity.value,
            "utterances": position.utterances,
            "origins": position.origins,
        }
        for proposition in accounts.propositions
        for ordinal, position in enumerate(proposition.positions)
    ]
    yield t.positions, positions
    yield written(
        t.disputes,
        (
            (d, {"id": d.id, "story_id": d.story_id, "kind": d.kind.value, "between_propositions": d.b is not None})
            for d in accounts.disputes
        ),
    )
    yield written(t.origins, ((o, {"id": o.id, "kind": o.kind.value}) for o in accounts.origins))
    yield written(t.answers, ((a, {"denial": a.denial, "claim": a.claim}) for a in accounts.answers))
    yield written(t.quotations, ((q, {"a": q.a, "b": q.b}) for q in accounts.quotations))
    yield written(t.shared_utterances, ((u, {"id": u.id, "actor": u.actor}) for u in accounts.utterances))


def _remove_parts(connection: Connection, parts: Collection[int]) -> Totals:
    """Removes the rows of some parts; returns how many there were of what is counted."""
    removed: dict[str, int] = {}
    for table in t.accounts.tables.values():
        if "part" in table.c:
            removed[table.name] = sum(
                connection.execute(delete(table).where(table.c.part == part)).rowcount for part in sorted(parts)
            )
    return Totals(**{name: removed[name] for name in ("stories", "propositions", "disputes")})


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What brings tables that reflect the log up to entry `start` (None: they reflect nothing that this version wrote)
    to entry `end`: the parts that go, and the rows that come."""

    start: int | None
    end: int
    parts: frozenset[int]
    rows: tuple[Rows, ...]
    added: Totals


def plan_step(connection: Connection, project: Project) -> Step:
    """What follows the log up to its end: the parts that entries behind the tables touch are computed again, all others
    stay. Where another version of the rules wrote the tables everything is computed again. Nothing is written."""
    end = last_seq(connection)
    start = _start(connection)
    if start == end:
        return Step(
            start=start, end=end, parts=frozenset(), rows=(), added=Totals(stories=0, propositions=0, disputes=0)
        )
    touched = set(connection.scalars(select(t.revisions.c.id))) if start is None else touched_after(connection, start)
    parts, revisions, ties = affected(connection, touched)
    rows: list[Rows] = []
    stories = propositions = disputes = 0
    for number, group in current_parts(connection, revisions, ties):
        analyses, judgements = read_ground(connection, NOW, only=group)
        if not analyses:
            continue
        accounts = project(analyses, judgements)
        rows += _rows_of(number, analyses, accounts)
        stories += len(accounts.stories)
        propositions += len(accounts.propositions)
        disputes += len(accounts.disputes)
    added = Totals(stories=stories, propositions=propositions, disputes=disputes)
    return Step(start=start, end=end, parts=frozenset(parts), rows=tuple(rows), added=added)


def take_step(connection: Connection, step: Step) -> Totals | None:
    """Writes a step that was planned on an earlier state of the ledger; None where the tables are no longer those that
    it starts from, or something was erased that it may hold. What was recorded meanwhile, they go on not to
    reflect."""
    state = connection.execute(select(t.projected)).first()
    if _start(connection) != step.start or erased_after(connection, step.end):
        return None
    if state is not None and step.start == step.end:
        return Totals(stories=state.stories, propositions=state.propositions, disputes=state.disputes)
    if step.start is None:
        for table in t.accounts.tables.values():
            connection.execute(delete(table))
    removed = _remove_parts(connection, step.parts)
    for table, rows in step.rows:
        if rows:
            connection.execute(insert(table), rows)
    held = {
        name: getattr(step.added, name)
        - getattr(removed, name)
        + (getattr(state, name) if step.start is not None else 0)
        for name in ("stories", "propositions", "disputes")
    }
    connection.execute(delete(t.projected))
    connection.execute(insert(t.projected), {"seq": step.end, "code_version": __version__, **held})
    return Totals(**held)


def _start(connection: Connection) -> int | None:
    """The last entry that the tables reflect by the rules of this version."""
    state = connection.execute(select(t.projected.c.seq, t.projected.c.code_version)).first()
    return None if state is None or state.code_version != __version__ else state.seq


def follow(connection: Connection, project: Project) -> Totals:
    """Brings the tables up to the end of the log, within one transaction that writes."""
    done = take_step(connection, plan_step(connection, project))
    assert done is not None  # nobody else writes meanwhile
    return done


def are_fresh(connection: Connection, *, behind: bool = False) -> bool:
    """Whether the tables reflect the whole log, or with `behind` any of it, by the rules of this version."""
    projected = connection.execute(select(t.projected.c.seq, t.projected.c.code_version)).first()
    if projected is None or projected.code_version != __version__:
        return False
    return behind or projected.seq == last_seq(connection)


def followed(connection: Connection) -> int:
    """The number of the last entry that the tables reflect."""
    return connection.scalar(select(t.projected.c.seq)) or 0


def carry_over(connection: Connection, seq: int) -> None:
    """Lets tables that reflect the log in front of entry `seq`, which changes no account, reflect that entry too."""
    connection.execute(update(t.projected).where(t.projected.c.seq == seq - 1).values(seq=seq))


def read_accounts(connection: Connection, *, only: Collection[str] | None = None) -> Accounts:
    """The accounts that the tables hold; with `only` those of the parts that these revisions stand in."""
    parts = None if only is None else _parts_of(connection, only)
    return Accounts(
        stories=_read(connection, t.stories, Story, parts),
        propositions=_read(connection, t.propositions, Proposition, parts),
        disputes=_read(connection, t.disputes, Dispute, parts),
        answers=_read(connection, t.answers, Answer, parts),
        origins=_read(connection, t.origins, Origin, parts),
        quotations=_read(connection, t.quotations, QuotationDiffers, parts),
        utterances=_read(connection, t.shared_utterances, SharedUtterance, parts),
    )


def _parts_of(connection: Connection, revisions: Collection[str]) -> list[int]:
    """The parts that some revisions stand in, in the order of parts."""
    m, p = t.part_members.c, t.parts.c
    query = select(p.moment, p.first, p.part).join(t.part_members, m.part == p.part)
    found = {tuple(row) for row in rows_for(connection, query, m.revision_id, revisions)}
    return [part for _, _, part in sorted(found)]


#: The accounts that have ids of their own: their tables and types by the kind that `find` reports.
NAMED: dict[str, tuple[Table, type[Story] | type[Proposition] | type[Dispute]]] = {
    "proposition": (t.propositions, Proposition),
    "story": (t.stories, Story),
    "dispute": (t.disputes, Dispute),
}


def read_account(connection: Connection, kind: str, found: str) -> Story | Proposition | Dispute:
    """The story, proposition or dispute of an id that its table holds."""
    table, type_ = NAMED[kind]
    return from_json(
        type_, json.loads(connection.execute(select(table.c.body).where(table.c.id == found)).scalar_one())
    )


def _read(connection: Connection, table: Table, type_: type[R], parts: Iterable[int] | None) -> tuple[R, ...]:
    p = t.parts.c
    ordered = select(table.c.body).join(t.parts, p.part == table.c.part).order_by(p.moment, p.first, table.c.ordinal)
    bodies: Iterable[Any] = (
        connection.scalars(ordered)
        if parts is None
        else (body for part in parts for body in connection.scalars(ordered.where(table.c.part == part)))
    )
    decoded: Decoded | None = connection.get_execution_options().get(DECODED)

    def decode(body: str) -> R:
        name = f"{table.name} {body}"
        known: R | None = None if decoded is None else decoded.get(name)
        if known is not None:
            return known
        record = from_json(type_, json.loads(body))
        if decoded is not None:
            decoded.put(name, record, len(name))
        return record

    try:
        return tuple(map(decode, bodies))
    except ValueError as error:
        raise LedgerError(
            f"the table {table.name} does not fit this version ({error}): run `counterclaim ledger rebuild`"
        ) from error
