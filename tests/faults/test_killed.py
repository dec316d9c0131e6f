"""A writer that is killed loses nothing that it acknowledged, leaves nothing by half, and goes on where it was.

`make faults` does this a thousand times; here a few of the same runs.
"""

import json
import os
import signal
from pathlib import Path
from typing import Any

import pytest

from counterclaim.ledger import Ledger, _segments
from tests.engines import Engine
from tests.faults.killing import Told, check, processes, run_all, small_segments, whole, work

KILLS = 50


def test_killed_writers(engine: Engine, tmp_path: Path) -> None:
    lines: list[str] = []
    while_ = run_all(engine, KILLS, 0, tmp_path, lines.append)
    assert sum(while_.values()) >= KILLS
    assert len(while_) >= 4, f"the kills did not reach far into the work: {while_}"
    assert all(json.loads(line)["found"] >= json.loads(line)["acknowledged"] for line in lines[1:])


#: Where a segment can be left that is being written: begun, written, in place but not named, named with the old ones.
POINTS = ("os.fdopen", "os.fsync", "pathlib.Path.replace", "os.open", "counterclaim.ledger._ledger.sweep")


def tidy_and_die(where: Path, point: str) -> None:
    def die(*_: Any, **__: Any) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    with small_segments(), Ledger.open(where) as ledger, pytest.MonkeyPatch.context() as patch:
        patch.setattr(point, die)
        ledger.tidy()


@pytest.mark.parametrize("point", POINTS)
def test_a_segment_whose_writer_is_killed(tmp_path: Path, point: str) -> None:
    """Reports are found without it, and the next `add` leaves the files that are named and no others."""
    path = tmp_path / "war.db"
    work(path, lambda **_: None)
    folder = _segments.folder_of(path)
    (folder / "stray.part").touch()
    for file in folder.glob("*.usearch"):
        file.unlink()
    process = processes.Process(target=tidy_and_die, args=(path, point))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    with small_segments(), Ledger.open(path) as ledger:
        check(ledger, Told(), tables=True)
        ledger.tidy()
        whole(ledger)
        check(ledger, Told(), tables=False)
