"""A process that brings a ledger to a newer format, or copies it, is killed: afterwards there is the old one or the new
one, whole, and doing the same again ends as if nothing had happened."""

import gzip
import json
import os
import random
import signal
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine as SqlEngine
from sqlalchemy import event, inspect

from counterclaim.errors import LedgerError
from counterclaim.ledger import Ledger, copy_ledger
from counterclaim.ledger import _tables as t
from counterclaim.locations import Location
from tests.engines import Engine, dump, raw, rows
from tests.faults.killing import processes, work
from tests.ledgers import project_simply

RELEASED = Path(__file__).parents[1] / "unit" / "ledger" / "released" / "format-2.db.gz"
KILLS = 12


def die_at(statement: int | None, say: Connection) -> None:
    """Counts the statements and commits of every connection made from now on, and ends the process before one."""
    count = 0

    def look(*_: Any, **__: Any) -> None:
        nonlocal count
        count += 1
        if count == statement:
            os.kill(os.getpid(), signal.SIGKILL)
        if statement is None:
            say.send_bytes(json.dumps(count).encode())

    event.listen(SqlEngine, "before_cursor_execute", look)
    event.listen(SqlEngine, "commit", look)


def open_it(where: Location, statement: int | None, say: Connection) -> None:
    die_at(statement, say)
    Ledger.open(where).close()


def copy_it(where: Location, target: Location, statement: int | None, say: Connection) -> None:
    with Ledger.open(where) as ledger:
        die_at(statement, say)
        copy_ledger(ledger, target)


def run(task: Any, *arguments: Any) -> tuple[int, int | None]:
    """How many statements a process said that it came to, and how it ended."""
    receive, send = processes.Pipe(duplex=False)
    process = processes.Process(target=task, args=(*arguments, send))
    process.start()
    send.close()
    last = 0
    try:
        while True:
            last = json.loads(receive.recv_bytes())
    except EOFError:
        process.join()
    return last, process.exitcode


def place_old(engine: Engine, folder: Path) -> Location:
    """A ledger of the second format with reports in it."""
    file = folder / "old.db"
    file.write_bytes(gzip.decompress(RELEASED.read_bytes()))
    if engine.name == "sqlite":
        return file
    held = {name for (name,) in rows(file, "SELECT name FROM sqlite_master WHERE type = 'table'")}
    with Ledger.open(file) as ledger:
        copy_ledger(ledger, place := engine.place(folder))
    with raw(place) as connection:
        for name in set(inspect(connection).get_table_names()) - held:
            connection.exec_driver_sql(f"DROP TABLE {name}")
        connection.execute(t.ledger_format.update().values(schema_version=2))
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0002'")
    return place


def log(where: Location) -> list[tuple[Any, ...]]:
    return rows(where, "SELECT seq, id, body FROM entries ORDER BY seq")


def test_an_interrupted_migration(engine: Engine, tmp_path: Path) -> None:
    """Opening it once more ends it. Before that it is of the old format or of this one, and its log is the same."""
    rng = random.Random(f"migration {engine.name}")
    where = place_old(engine, tmp_path)
    before = log(where)
    steps, ended = run(open_it, where, None)
    assert ended == 0
    whole = dump(where)
    formats = set()
    for at in sorted(rng.sample(range(1, steps + 1), KILLS)):
        folder = tmp_path / str(at)
        folder.mkdir()
        where = place_old(engine, folder)
        assert run(open_it, where, at)[1] == -signal.SIGKILL
        ((version,),) = rows(where, "SELECT schema_version FROM ledger_format")
        formats.add(version)
        assert log(where) == before
        with Ledger.open(where) as ledger:
            assert ledger.verify(project=project_simply).faults == ()
        assert dump(where).keys() == whole.keys()
        assert rows(where, "SELECT schema_version FROM ledger_format") == [(t.SCHEMA_VERSION,)]
    assert formats == {2, t.SCHEMA_VERSION}


def test_an_interrupted_copy(engine: Engine, tmp_path: Path) -> None:
    """There is nothing at the target, and copying once more works; or all of it, and that is said."""
    rng = random.Random(f"copy {engine.name}")
    path = tmp_path / "war.db"
    work(path, lambda **_: None)
    with Ledger.open(path) as ledger:
        root = ledger.checkpoint_of_size(ledger.size())
    steps, ended = run(copy_it, path, engine.place(tmp_path, "whole"), None)
    assert ended == 0
    for at in [*sorted(rng.sample(range(1, steps), KILLS - 1)), steps]:
        target = engine.place(tmp_path, f"copy{at}")
        assert run(copy_it, path, target, at)[1] == -signal.SIGKILL
        there = at == steps  # the copy is whole, and the process was about to say so
        if not there:
            with pytest.raises(LedgerError, match="`counterclaim add` starts"):
                Ledger.open(target, create=False)
        with Ledger.open(path) as ledger:
            if not there:
                assert copy_ledger(ledger, target).root == root.root
            with pytest.raises(LedgerError, match=r"something at .* already"):
                copy_ledger(ledger, target)
        with Ledger.open(target, create=False) as held:
            checked = held.verify([root], project=project_simply)
            assert (checked.covered, checked.faults) == (root.size, ())
