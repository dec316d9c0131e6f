"""Whatever is changed in a ledger behind the library's back is found: every column of every table of record, with the
triggers put back afterwards as somebody would who knows what he does."""

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, delete, insert
from sqlalchemy.exc import IntegrityError

from counterclaim.errors import LedgerError
from counterclaim.ledger import Checkpoint, Entry, EntryKind, Fault, Ledger
from counterclaim.ledger import _tables as t
from counterclaim.ledger._entries import _row, entry_id, read_entries
from counterclaim.ledger._merkle import Frontier
from counterclaim.ledger._tree import hash_of_entry
from counterclaim.ledger._verifying import verify
from counterclaim.records.absences import Absence, AbsenceReason
from counterclaim.records.decisions import Decision, DecisionAction
from counterclaim.records.enquiries import Enquiry
from counterclaim.records.ids import EntryId
from counterclaim.records.watches import Query, Watch
from tests.factories import CAPTURED, make_analysis, make_capture, make_context, make_revision
from tests.unit.ledger.conftest import Clock
from tests.unit.ledger.test_projections import fill

Held = tuple[Ledger, Checkpoint]


class _RolledBack(Exception):
    pass


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    """A small ledger with entries of every kind, and a checkpoint of it that is kept elsewhere."""
    with Ledger.open(tmp_path_factory.mktemp("mutations") / "war.db", clock=Clock()) as ledger:
        a, _ = fill(ledger)
        ledger.add_decision(
            Decision(
                action=DecisionAction.COMMENT,
                revision_id=a.revision.id,
                spans=a.claims[0].content,
                author="Ada Reviewer",
                reason="dubious",
            )
        )
        ledger.checkpoint()
        gone = make_revision("Fourth report\n\nThe mayor said nothing.", address="https://o.example/fourth")
        ledger.add(make_capture(gone.text, address=gone.address), make_analysis(gone, ()))
        ledger.record_export("wacz", "reports.wacz")
        ledger.take_down([gone.id], author="Ada Reviewer", reason="by order of a court")
        other = make_revision("Third report\n\nThe council said nothing.", address="https://o.example/third")
        ledger.add(make_capture(other.text, address=other.address), make_analysis(other, ()))
        ledger.add_context(make_context())
        ledger.add_watch(Watch(name="tolls", query=Query(words="killed"), author="Ada Reviewer"))
        ledger.add_enquiry(
            Enquiry(
                asked="the ministry",
                question="who counted?",
                asked_at=CAPTURED,
                about_kind="claim",
                about=a.claims[0].id,
                claims=(a.claims[0].id,),
                revisions=(a.revision.id,),
                author="Ada Reviewer",
            )
        )
        missed = Absence(
            address=other.address,
            reason=AbsenceReason.NOT_FOUND,
            since=CAPTURED,
            last_visit=CAPTURED,
            visits=2,
            exchanges=(),
        )
        assert ledger.add_absence(missed) is not None
        assert {entry.kind for entry in ledger.entries()} == set(EntryKind)
        yield ledger, ledger.checkpoint()


@contextmanager
def tampered(ledger: Ledger) -> Iterator[Connection]:
    """A connection that may change everything; all of it is undone in the end."""
    try:
        with ledger._database.writing() as connection:
            for guard in t.GUARDS:
                connection.exec_driver_sql(f"DROP TRIGGER {guard.statement.split()[2]}")
            yield connection
            raise _RolledBack
    except _RolledBack:
        pass


def faults(connection: Connection, *checkpoints: Checkpoint) -> tuple[Fault, ...]:
    """What a check finds once the triggers are back."""
    for guard in t.GUARDS:
        connection.exec_driver_sql(guard.statement)
    try:
        return verify(connection, checkpoints).faults
    except LedgerError as error:
        return (Fault(seq=None, message=str(error)),)


def test_the_ledger_is_sound_before(held: Held) -> None:
    ledger, checkpoint = held
    with tampered(ledger) as connection:
        assert faults(connection, checkpoint) == ()
        assert verify(connection, [checkpoint]).covered == checkpoint.size == 21


KEYS = {"entries": "seq", "contents": "digest", "ledger_format": "product"}
COLUMNS = [(table, column.name) for table in KEYS for column in t.record.tables[table].columns]

#: SQL for the value that takes the place of another, by the name of the mutation.
MUTATIONS = {
    "flip": "CASE typeof({c}) WHEN 'integer' THEN {c} + 1 WHEN 'null' THEN 'x' WHEN 'blob' THEN"
    " CAST(X'07' || substr({c}, 2) AS BLOB) ELSE char(unicode({c}) + 1) || substr({c}, 2) END",
    "flip last": "CASE typeof({c}) WHEN 'integer' THEN -{c} WHEN 'null' THEN '' WHEN 'blob' THEN"
    " CAST(substr({c}, 1, length({c}) - 1) || X'07' AS BLOB) ELSE substr({c}, 1, length({c}) - 1) || '~' END",
    "truncate": "CASE typeof({c}) WHEN 'integer' THEN 0 WHEN 'null' THEN 0 WHEN 'blob' THEN"
    " CAST(substr({c}, 1, length({c}) - 1) AS BLOB) ELSE substr({c}, 1, length({c}) - 1) END",
    "lengthen": "CASE typeof({c}) WHEN 'integer' THEN {c} + 1000 WHEN 'null' THEN ' ' WHEN 'blob' THEN"
    " CAST({c} || X'00' AS BLOB) ELSE {c} || ' ' END",
    "empty": "CASE typeof({c}) WHEN 'blob' THEN X'' WHEN 'integer' THEN -1 ELSE '' END",
    "other type": "CASE typeof({c}) WHEN 'integer' THEN 'one' WHEN 'blob' THEN 'text' ELSE CAST({c} || '' AS BLOB) END",
}


@pytest.mark.parametrize("mutation", MUTATIONS)
@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_every_column_is_covered(held: Held, table: str, column: str, mutation: str) -> None:
    """Each row in turn; without the checkpoint too, save for what only it can tell."""
    ledger, checkpoint = held
    value = MUTATIONS[mutation].format(c=column)
    only_outside = (table, column) == ("ledger_format", "created_at")
    with ledger._database.reading() as connection:
        keys = connection.exec_driver_sql(f"SELECT {KEYS[table]} FROM {table}").scalars().all()
    for key in keys:
        with tampered(ledger) as connection:
            values = f"SELECT group_concat(quote({column})) FROM {table}"
            before = connection.exec_driver_sql(values).scalar()
            try:
                connection.exec_driver_sql(f"UPDATE {table} SET {column} = {value} WHERE {KEYS[table]} = ?", (key,))
            except IntegrityError:
                continue  # the database itself will not have it
            if connection.exec_driver_sql(values).scalar() != before:
                assert faults(connection, *([checkpoint] if only_outside else [])), key


@pytest.mark.parametrize("table", ["entries", "contents"])
def test_every_row_is_missed_and_none_may_be_added(held: Held, table: str) -> None:
    ledger, _ = held
    key = KEYS[table]
    with ledger._database.reading() as connection:
        keys = connection.exec_driver_sql(f"SELECT {key} FROM {table}").scalars().all()
    for one in keys[:-1] if table == "entries" else keys:  # without its last entry a log is a shorter log
        with tampered(ledger) as connection:
            connection.exec_driver_sql(f"DELETE FROM {table} WHERE {key} = ?", (one,))
            assert faults(connection), one
    with tampered(ledger) as connection:
        added = {"digest": "0" * 64, "kind": "bytes", "salt": b"s" * 32, "size": 0, "data": b""}
        connection.execute(insert(t.contents), added)
        assert faults(connection)


@pytest.mark.parametrize("column", [column.name for column in t.entries.columns if column.name != "seq"])
def test_values_of_two_rows_do_not_change_places(held: Held, column: str) -> None:
    ledger, _ = held
    for first, second in ((1, 2), (3, 7), (2, 5)):
        with tampered(ledger) as connection:
            query = f"SELECT seq, {column} FROM entries WHERE seq IN (?, ?) ORDER BY seq"
            (_, a), (_, b) = connection.exec_driver_sql(query, (first, second)).all()
            if a == b:
                continue
            connection.exec_driver_sql("UPDATE entries SET id = 'aside' WHERE seq = ? AND ? = 'id'", (first, column))
            connection.exec_driver_sql(f"UPDATE entries SET {column} = ? WHERE seq = ?", (a, second))
            connection.exec_driver_sql(f"UPDATE entries SET {column} = ? WHERE seq = ?", (b, first))
            assert faults(connection), (first, second)


def rewrite(connection: Connection, entries: Sequence[Entry]) -> None:
    """Replaces the log by these entries, numbered anew, with ids, references and roots that fit: what somebody can do
    who may write to the ledger and knows everything about it."""
    new_ids: dict[str, str] = {}
    frontier = Frontier(step=8)
    connection.execute(delete(t.entries))

    def renamed(value: Any) -> Any:
        return [renamed(one) for one in value] if isinstance(value, list) else new_ids.get(str(value), value)

    for seq, entry in enumerate(entries, start=1):
        body = {name: renamed(value) for name, value in entry.body.items()}
        if entry.kind is EntryKind.CHECKPOINT:
            body = {"size": seq - 1, "root": frontier.root().hex()}
        forged = replace(entry, seq=seq, body=body, supersedes=renamed(entry.supersedes) if entry.supersedes else None)
        forged = replace(forged, id=EntryId(entry_id(forged)))
        new_ids[entry.id] = forged.id
        frontier.append(hash_of_entry(forged.id))
        connection.execute(insert(t.entries), _row(forged))


def _moved(entries: list[Entry], at: int, **changes: Any) -> list[Entry]:
    return [replace(entry, **changes) if entry.seq == at else entry for entry in entries]


FORGERIES: dict[str, Callable[[list[Entry]], list[Entry]]] = {
    "another author": lambda log: _moved(log, 3, recorded_by="software:other/1"),
    "back-dated": lambda log: [replace(entry, recorded_at=entry.recorded_at - timedelta(seconds=0.5)) for entry in log],
    "re-dated by a microsecond": lambda log: _moved(
        log, 17, recorded_at=log[16].recorded_at + timedelta(microseconds=1)
    ),
    "another kind of content": lambda log: _moved(log, 1, body={**log[0].body, "note": "x"}),
    "the end cut off": lambda log: log[:-4],
    "the end cut off and replaced": lambda log: [*log[:-4], *(_moved(log, 13, seq=10)[-1:])],
    "two reports exchanged": lambda log: [*log[3:6], *log[:3], *log[6:]],
    "a copy added in the middle": lambda log: [*log[:7], replace(log[6], id=EntryId("copy")), *log[7:]],
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_log_that_was_rewritten_as_a_whole_is_found_by_the_checkpoint_alone(held: Held, forgery: str) -> None:
    """Against it nothing inside the ledger helps: it agrees with itself, and the outside checkpoint tells."""
    ledger, checkpoint = held
    with tampered(ledger) as connection:
        rewrite(connection, FORGERIES[forgery](list(read_entries(connection))))
        inside = [fault for fault in faults(connection) if "are named by no entry" not in fault.message]
        unsorted = "recorded before the entry in front of it"
        assert [fault for fault in inside if fault.message != unsorted] == []
        found = verify(connection, [checkpoint])
        assert any("the checkpoint of 21 entries" in fault.message for fault in found.faults)
        assert found.covered == 0


def test_rewriting_without_a_change_is_none(held: Held) -> None:
    """The forger's tool itself leaves no trace, so what the test above finds is the forgery."""
    ledger, checkpoint = held
    with tampered(ledger) as connection:
        rewrite(connection, list(read_entries(connection)))
        assert faults(connection, checkpoint) == ()


def test_an_entry_dated_back_behind_a_checkpoint_is_found(held: Held) -> None:
    ledger, checkpoint = held
    with tampered(ledger) as connection:
        log = list(read_entries(connection))
        rewrite(connection, [*log[:-1], replace(log[-1], recorded_at=checkpoint.time - timedelta(microseconds=1))])
        assert any("back-dated" in fault.message for fault in faults(connection, checkpoint))


def test_a_checkpoint_that_was_altered_fits_no_more(held: Held) -> None:
    ledger, checkpoint = held
    for other in (
        replace(checkpoint, size=checkpoint.size - 1),
        replace(checkpoint, size=checkpoint.size + 100),
        replace(checkpoint, root="00" * 32),
        replace(checkpoint, origin="counterclaim-ledger/another"),
        replace(checkpoint, time=checkpoint.time - timedelta(days=400)),
    ):
        with ledger._database.reading() as connection:
            assert verify(connection, [other]).faults, other


def test_an_older_checkpoint_tells_how_far_the_log_is_sound(held: Held) -> None:
    ledger, checkpoint = held
    older = ledger.checkpoint_of_size(8)
    with tampered(ledger) as connection:
        rewrite(connection, _moved(list(read_entries(connection)), 11, recorded_by="software:other/1"))
        found = verify(connection, [older, checkpoint])
        assert found.covered == 8
        assert any("the first 8 fit an older one" in fault.message for fault in found.faults)


@pytest.mark.parametrize("seed", range(40))
def test_bytes_of_the_file(held: Held, tmp_path: Path, seed: int) -> None:
    """A byte anywhere in the file: found, or without meaning (free space, statistics)."""
    ledger, checkpoint = held
    with ledger._database.writing():
        pass
    raw = sqlite3.connect(ledger.path)
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    copy = tmp_path / "copy.db"
    shutil.copyfile(ledger.path, copy)
    at = random.Random(seed).randrange(copy.stat().st_size)
    data = bytearray(copy.read_bytes())
    data[at] ^= 1 << random.Random(seed + 1000).randrange(8)
    copy.write_bytes(data)
    try:
        with Ledger.open(copy, create=False) as other:
            if other.verify([checkpoint]).ok:
                assert dump(copy) == dump(ledger.path), at
    except LedgerError:
        pass


def dump(path: Path) -> list[Any]:
    """All that is on record."""
    raw = sqlite3.connect(path)
    try:
        return [raw.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in KEYS]
    finally:
        raw.close()
