"""Accounts kept as tables: written whole after each change of the log, read back equal."""

import json
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, delete, insert, select

from counterclaim import __version__
from counterclaim.errors import LedgerError
from counterclaim.ledger import _tables as t
from counterclaim.ledger._entries import last_seq
from counterclaim.records.accounts import (
    Accounts,
    Answer,
    Dispute,
    Match,
    Origin,
    Proposition,
    QuotationDiffers,
    SharedUtterance,
    Story,
)
from counterclaim.records.analyses import Analysis
from counterclaim.records.codec import from_json, to_json
from counterclaim.records.ids import canonical_json
from counterclaim.records.mentions import Actor

R = TypeVar("R")


def write_accounts(connection: Connection, accounts: Accounts, analyses: tuple[Analysis, ...], seq: int) -> None:
    """Replaces the tables by these accounts, which reflect the log up to entry `seq`."""
    for table in t.accounts.tables.values():
        connection.execute(delete(table))
    parties: dict[str, Actor] = {}
    for analysis in analyses:
        for actor in analysis.actors:
            parties.setdefault(actor.name, actor)
    _write(connection, t.actors, [(actor, {"name": name, "kind": actor.kind.value}) for name, actor in parties.items()])
    _write(connection, t.stories, [(s, {"id": s.id, "title": s.title}) for s in accounts.stories])
    _write(
        connection,
        t.propositions,
        [(p, {"id": p.id, "story_id": p.story_id, "words": p.words}) for p in accounts.propositions],
    )
    positions = [
        {
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
    if positions:
        connection.execute(insert(t.positions), positions)
    _write(
        connection,
        t.disputes,
        [
            (d, {"id": d.id, "story_id": d.story_id, "kind": d.kind.value, "between_propositions": d.b is not None})
            for d in accounts.disputes
        ],
    )
    _write(connection, t.origins, [(o, {"id": o.id, "kind": o.kind.value}) for o in accounts.origins])
    _write(connection, t.answers, [(a, {"denial": a.denial, "claim": a.claim}) for a in accounts.answers])
    _write(connection, t.quotations, [(q, {"a": q.a, "b": q.b}) for q in accounts.quotations])
    _write(connection, t.matches, [(m, {"a": m.a, "b": m.b}) for m in accounts.matches])
    _write(connection, t.shared_utterances, [(u, {"id": u.id, "actor": u.actor}) for u in accounts.utterances])
    connection.execute(insert(t.projected), {"seq": seq, "code_version": __version__})


def _write(connection: Connection, table: Table, rows: list[tuple[Any, dict[str, Any]]]) -> None:
    if rows:
        connection.execute(
            insert(table),
            [
                {"ordinal": ordinal, **columns, "body": canonical_json(to_json(record)).decode()}
                for ordinal, (record, columns) in enumerate(rows)
            ],
        )


def are_fresh(connection: Connection) -> bool:
    """Whether the tables reflect the whole log, by the rules of this version."""
    projected = connection.execute(select(t.projected)).first()
    return projected is not None and tuple(projected) == (last_seq(connection), __version__)


def read_accounts(connection: Connection) -> Accounts:
    """The accounts that the tables hold."""
    return Accounts(
        stories=_read(connection, t.stories, Story),
        propositions=_read(connection, t.propositions, Proposition),
        disputes=_read(connection, t.disputes, Dispute),
        answers=_read(connection, t.answers, Answer),
        origins=_read(connection, t.origins, Origin),
        quotations=_read(connection, t.quotations, QuotationDiffers),
        matches=_read(connection, t.matches, Match),
        utterances=_read(connection, t.shared_utterances, SharedUtterance),
    )


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


def _read(connection: Connection, table: Table, type_: type[R]) -> tuple[R, ...]:
    bodies = connection.scalars(select(table.c.body).order_by(table.c.ordinal))
    try:
        return tuple(from_json(type_, json.loads(body)) for body in bodies)
    except ValueError as error:
        raise LedgerError(
            f"the table {table.name} does not fit this version ({error}): run `counterclaim ledger rebuild`"
        ) from error
