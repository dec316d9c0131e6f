"""Whatever is changed in a computed table is found by computing it again, or named as not proved by the log: every
column of every table that a ledger holds, rows that are taken away, and values that change places."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from sqlalchemy import Connection, inspect
from sqlalchemy.exc import IntegrityError

from counterclaim.alerts import fill_queue
from counterclaim.disputes import build_accounts
from counterclaim.ledger import Ledger, _segments
from counterclaim.ledger import _tables as t
from counterclaim.ledger._database import Snapshot
from counterclaim.ledger._unproved import UNPROVED
from counterclaim.records.absences import Absence, AbsenceReason
from counterclaim.records.accounts import Judgements
from counterclaim.records.claims import Stance
from counterclaim.records.decisions import Decision, DecisionAction, Words
from counterclaim.records.ids import RevisionId
from counterclaim.records.imprints import Imprint
from counterclaim.records.watches import Query, Watch
from counterclaim.watching import find_again
from tests.factories import make_context
from tests.unit.ledger.conftest import Clock
from tests.watching import add, make_report

HOLDS = ("Harrow Front", "it holds the bridge at Orsk", Stance.ASSERTS, "bridge")
FELL = ("Interior Ministry", "that the bridge at Orsk had fallen", Stance.DENIES, "bridge")
TOLL = ("Harrow Front", "12 soldiers were killed there", Stance.ASSERTS, "toll")
MORE = ("Harrow Front", "19 soldiers were killed there", Stance.ASSERTS, "toll")
COPY = ("Port Authority", "it holds the bridge at Orsk", Stance.ASSERTS, "bridge")

#: Of the engine, of the record (tests/faults/test_mutations.py), or shadows of the index for search.
ELSEWHERE = {"ledger_format", "entries", "contents", "tree_nodes"}
#: Tables of this ledger that may be empty, and why.
EMPTY = {"quotations", "shared_utterances", "unjudged", "answers", "origins"}


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A small ledger in which every table has something to say."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_segments, "TAIL", 3)
        clock = Clock()
        with Ledger.open(tmp_path_factory.mktemp("computed") / "war.db", clock=clock) as ledger:
            fill(ledger, clock)
            yield ledger


def fill(ledger: Ledger, clock: Clock) -> None:
    ledger.add_watch(Watch(name="all", query=Query(), author="Ada Reviewer", webhook="https://h.example/"))
    ledger.add_watch(Watch(name="tolls", query=Query(), author="Ada Reviewer", mail="ada@example.org"))
    gone = make_report("herald", [COPY], hours=0.5)
    reports = [
        make_report("wire", [HOLDS, TOLL]),
        gone,
        make_report("radio", [FELL], hours=1),
        make_report("wire", [HOLDS, MORE], updated=3),
        make_report("courier", [COPY, FELL], hours=4),
    ]
    for report in reports:
        add(ledger, report)
    first, _, second, *_ = reports
    base = Decision(
        action=DecisionAction.COMMENT,
        revision_id=first.revision.id,
        spans=first.claims[0].content,
        author="Ada Reviewer",
        reason="dubious",
    )
    ledger.add_decision(base)
    there = (Words(revision_id=second.revision.id, spans=second.claims[0].content),)
    ledger.add_decision(replace(base, action=DecisionAction.MERGE, elsewhere=there))
    ledger.add_context(make_context("XXX1", "XXX2", sources=("https://wire.example/1",)))
    missed = Absence(
        address="https://radio.example/1",
        reason=AbsenceReason.NOT_FOUND,
        since=clock.now + timedelta(days=400),
        last_visit=clock.now + timedelta(days=400),
        visits=2,
        exchanges=(),
    )
    assert ledger.add_absence(missed) is not None
    ledger.take_down([gone.revision.id], author="Ada Reviewer", reason="by order of a court")
    revisions = [analysis.revision.id for analysis in ledger.analyses(current=False)]
    ledger.add_imprints(imprint(one, seed) for seed, one in enumerate(revisions[:-1]))
    ledger.tidy()
    ledger.add_judgements(Judgements(), judged=revisions)
    ledger.follow(build_accounts)
    assert fill_queue(ledger, now=clock() + timedelta(days=2)) > 1


def imprint(revision: RevisionId, seed: int) -> Imprint:
    noise = np.random.default_rng(seed)
    vector = noise.normal(size=384)
    return Imprint(
        revision_id=revision,
        maker="test/1",
        day=100 + seed,
        terms=((f"term {seed}", 1.0), ("term", 0.5)),
        vector=(vector / np.linalg.norm(vector)).astype("<f4").tobytes(),
        sketch=noise.bytes(64),
        said=noise.bytes(64),
    )


class _RolledBack(Exception):
    pass


@contextmanager
def tampered(ledger: Ledger) -> Iterator[tuple[Connection, Ledger]]:
    """A connection that may change everything, and the ledger as it is then; all of it is undone in the end."""
    try:
        with ledger._database.writing() as connection:
            pinned = Snapshot(ledger._database, connection)
            yield connection, Ledger(pinned, clock=Clock(), recorded_by="software:test/1")
            raise _RolledBack
    except _RolledBack:
        pass


def said(ledger: Ledger, table: str) -> list[str]:
    """What a check finds, or says that it could not compare."""
    found = ledger.verify(project=build_accounts, turns=find_again if table in t.turning.tables else None)
    return [one.message for one in (*found.faults, *found.notes)]


def tables(ledger: Ledger) -> set[str]:
    with ledger._database.reading() as connection:
        names = set(inspect(connection).get_table_names())
    return {name for name in names if not name.startswith(("claim_search_", "sqlite_"))} - ELSEWHERE


def test_every_table_is_computed_again_or_named(held: Ledger) -> None:
    """So that no table is added of which nobody knows whether the log proves it."""
    known = {name for tables in (t.index, t.neighbours, t.accounts, t.turning, t.outbox) for name in tables.tables}
    assert tables(held) == known | {"claim_search", "takedowns", "alembic_version"}
    with held._database.reading() as connection:
        empty = {
            name for name in tables(held) if not connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar()
        }
    assert empty <= EMPTY
    found = held.verify(project=build_accounts, turns=find_again)
    assert (found.faults, found.notes) == ((), ())
    assert {one.table for one in found.unproved} == {one.table for one in UNPROVED}
    without = held.verify(project=build_accounts)
    assert {one.table for one in without.unproved} - {one.table for one in found.unproved} == set(t.turning.tables)


#: Values of another row or of none, by how SQLite stores them.
OTHER = (
    "CASE typeof({c}) WHEN 'integer' THEN {c} + 7 WHEN 'real' THEN {c} + 7 WHEN 'null' THEN '2020-01-01' WHEN 'blob'"
    " THEN CAST(X'07' || substr({c}, 2) AS BLOB) ELSE CASE WHEN {c} GLOB '20[0-9][0-9]-*' THEN '19' || substr({c}, 3)"
    " ELSE {c} || 'x' END END"
)
COMPARED = {*t.index.tables, *t.accounts.tables} - {"unimprinted", "projected"}
NAMES = sorted({*(n for m in (t.index, t.neighbours, t.accounts, t.turning, t.outbox) for n in m.tables), "takedowns"})


@pytest.mark.parametrize("table", [*NAMES, "claim_search", "alembic_version"])
def test_what_is_altered_taken_away_or_exchanged_is_found(held: Ledger, table: str) -> None:
    exempt = {column for one in UNPROVED if one.table == table for column in one.columns}
    with held._database.reading() as connection:
        columns = [column["name"] for column in inspect(connection).get_columns(table)]
        keys = inspect(connection).get_pk_constraint(table)["constrained_columns"] or ["rowid"]
        order = ", ".join(keys)
        rows = connection.exec_driver_sql(f"SELECT {order} FROM {table} ORDER BY {order}").all()
    if not rows:
        return
    one = " AND ".join(f"{key} = ?" for key in keys)
    if table in COMPARED:  # row by row, all columns alike: one of them tells
        columns = columns[-1:]
    for column in columns:
        with held._database.reading() as connection:
            query = f"SELECT {column}, {order} FROM {table} GROUP BY {column} LIMIT 2"
            pair = connection.exec_driver_sql(query).all()
        changes = {"altered": [(f"{column} = {OTHER.format(c=column)}", tuple(rows[-1]))]}
        if len(pair) == 2 and column not in keys and column not in exempt:
            (x, *a), (y, *b) = pair
            changes["exchanged"] = [(f"{column} = ?", (y, *a)), (f"{column} = ?", (x, *b))]
        for change, statements in changes.items():
            with tampered(held) as (connection, ledger):
                try:
                    for setting, values in statements:
                        connection.exec_driver_sql(f"UPDATE {table} SET {setting} WHERE {one}", values)
                except IntegrityError:
                    continue  # the database itself will not have it
                assert said(ledger, table) or column in exempt, (column, change)
    with tampered(held) as (connection, ledger):
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE {one}", tuple(rows[0]))
        lacking = any(one.table == table and one.lacking for one in UNPROVED)
        assert said(ledger, table) or lacking
