"""The server ends the connection in mid-batch: nothing of that step is kept, all before it is, and it goes on again."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine as SqlEngine
from sqlalchemy import event

from counterclaim.errors import LedgerError
from counterclaim.ledger import Ledger
from counterclaim.locations import Location
from tests.engines import Engine, raw
from tests.faults.killing import Told, Whole, check, whole, work

pytestmark = pytest.mark.postgres


@contextmanager
def statements(where: Location, cut_at: int | None = None) -> Iterator[list[int]]:
    """Counts the statements that are sent meanwhile, and has the server end the connection of one of them."""
    count = [0]

    def look(connection: Any, cursor: Any, statement: str, *_: object) -> None:
        if "pg_terminate_backend" in statement:
            return
        count[0] += 1
        if count[0] == cut_at:
            cursor.execute("SELECT pg_backend_pid()")
            (pid,) = cursor.fetchone()
            with raw(where) as other:
                other.exec_driver_sql(f"SELECT pg_terminate_backend({pid}, 5000)")

    event.listen(SqlEngine, "before_cursor_execute", look)
    try:
        yield count
    finally:
        event.remove(SqlEngine, "before_cursor_execute", look)


@pytest.fixture(scope="module")
def alone(postgres: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[int, Whole]:
    """How many statements a batch is that nobody interrupts, and what it comes to."""
    where = Engine("postgres", postgres).place(tmp_path_factory.mktemp("alone"))
    with statements(where) as count:
        work(where, lambda **_: None)
    with Ledger.open(where) as ledger:
        return count[0], whole(ledger)


@pytest.mark.parametrize("seed", range(8))
def test_a_lost_connection(alone: tuple[int, Whole], postgres: str, tmp_path: Path, seed: int) -> None:
    number, expected = alone
    where, told = Engine("postgres", postgres).place(tmp_path), Told()
    with (
        statements(where, random.Random(seed).randrange(1, number)),
        pytest.raises(LedgerError, match=r"lost|broke off|no server answers"),
    ):
        work(where, lambda **message: told.hear({**message, "steps": 0}, 0.0))
    with Ledger.open(where) as ledger:
        check(ledger, told, tables=True)
    work(where, lambda **_: None)
    with Ledger.open(where) as ledger:
        ended = whole(ledger)
    assert (ended.kinds, ended.accounts, ended.analyses) == (expected.kinds, expected.accounts, expected.analyses)
