"""Two processes add the same batch to one ledger at once, one of them is killed and begins again: each report is there
once, and what is known of it is what one process alone comes to."""

import json
import random
import signal
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from counterclaim.ledger import Ledger
from counterclaim.locations import Location
from tests.engines import Engine
from tests.faults.killing import Told, check, child, measure, processes, whole


def begin(where: Location) -> tuple[BaseProcess, Connection]:
    """Starts a process that adds the batch; it says through the pipe what is safe."""
    receive, send = processes.Pipe(duplex=False)
    process = processes.Process(target=child, args=(where, None, send))
    process.start()
    send.close()
    return process, receive


def hear(pipe: Connection, told: Told, *, messages: int | None = None) -> None:
    """Listens to so many messages, or to all that come."""
    try:
        while messages is None or len(told.marks) < messages:
            told.hear(json.loads(pipe.recv_bytes()), 0.0)
    except EOFError:
        pass


@pytest.mark.parametrize("seed", range(2))
def test_two_processes(engine: Engine, tmp_path: Path, seed: int) -> None:
    alone = measure(engine)
    where = engine.place(tmp_path)
    (one, one_says), (other, other_says) = begin(where), begin(where)
    told, other_told = Told(), Told()
    hear(other_says, other_told, messages=random.Random(seed).randrange(1, len(alone.marks)))
    other.kill()
    hear(other_says, other_told)
    other.join()
    again, again_says = begin(where)
    hear(one_says, told)
    hear(again_says, told)
    one.join()
    again.join()
    assert (one.exitcode, again.exitcode) == (0, 0)
    assert other.exitcode in (0, -signal.SIGKILL)
    with Ledger.open(where) as ledger:
        check(ledger, told, tables=True)
        check(ledger, other_told, tables=False)
        ended = whole(ledger)
    assert ended.accounts == alone.whole.accounts
    assert ended.analyses == alone.whole.analyses
    both = {"decision": 1, "watch": 1, "enquiry": 2}  # both may have said the same
    assert {**ended.kinds, **both} == alone.whole.kinds
