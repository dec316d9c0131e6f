"""A writer that is killed loses nothing that it acknowledged, leaves nothing by half, and goes on where it was.

`make faults` does this a thousand times; here a few of the same runs.
"""

import json
import os
import signal
import tempfile
from pathlib import Path
from typing import Any

import pytest

from counterclaim.ledger import Ledger, _segments
from tests.engines import Engine
from tests.faults.killing import Told, check, memory, processes, readings, run_all, small_segments, whole, work
from tests.ledgers import project_simply

#: Fifty in all; each on PostgreSQL costs more.
KILLS = {"sqlite": 30, "postgres": 20}


def test_killed_writers(engine: Engine) -> None:
    lines: list[str] = []
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        while_ = run_all(engine, KILLS[engine.name], 0, Path(folder), lines.append)
    assert sum(while_.values()) >= KILLS[engine.name]
    assert len(while_) >= 4, f"the kills did not reach far into the work: {while_}"
    assert all(json.loads(line)["found"] >= json.loads(line)["acknowledged"] for line in lines[1:])


#: Where a segment can be left that is being written: begun, written, in place but not named, named with the old ones.
POINTS = ("os.fdopen", "os.fsync", "pathlib.Path.replace", "os.open", "counterclaim.ledger._interface.neighbours.sweep")


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


#: Where a takedown can be left: erased but not committed; committed; listed; swept; scrubbed.
TAKING_DOWN = (
    "counterclaim.ledger._takedown.reindex",
    "counterclaim.ledger._takedown.extend_list",
    "counterclaim.ledger._interface.removing.sweep",
    "counterclaim.ledger._database.Database.scrub",
    "counterclaim.ledger._takedown.finish",
)


def take_down_and_die(where: Path, point: str, name: str) -> None:
    def die(*_: Any, **__: Any) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    with Ledger.open(where) as ledger, pytest.MonkeyPatch.context() as patch:
        patch.setattr(point, die)
        ledger.take_down([name], author="Ada Reviewer", reason="a court so ordered")


@pytest.mark.parametrize("point", TAKING_DOWN)
def test_a_takedown_that_is_killed(tmp_path: Path, point: str) -> None:
    """Opening the ledger finishes it once it is in the log; before that, nothing was taken down."""
    path = tmp_path / "war.db"
    work(path, lambda **_: None)
    analysis = readings()[5][1]
    name = analysis.revision.id
    words = analysis.claims[0].content[0].of(analysis.revision.text).encode()
    process = processes.Process(target=take_down_and_die, args=(path, point, name))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    with Ledger.open(path) as ledger:
        taken = dict(ledger.stats().by_kind).get("takedown", 0)
        assert taken == (point != TAKING_DOWN[0])
        if not taken:
            check(ledger, Told(added={name}), tables=True)
            ledger.take_down([name], author="Ada Reviewer", reason="a court so ordered")
        assert name not in {revision.id for revision in ledger.revisions()}
        ledger.follow(project_simply)
        assert ledger.verify(project=project_simply).ok
        assert dict(ledger.stats().by_kind)["takedown"] == 1
    for file in tmp_path.rglob("*"):
        assert not file.is_file() or words not in file.read_bytes(), file.name
