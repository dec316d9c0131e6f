"""A writer that is killed loses nothing that it acknowledged, leaves nothing by half, and goes on where it was.

`make faults` does this a thousand times; here a few of the same runs.
"""

import json
from pathlib import Path

import pytest

from tests.faults.killing import Engine, Sqlite, run_all

KILLS = 50


@pytest.mark.parametrize("engine", [Sqlite()], ids=lambda engine: engine.name)
def test_killed_writers(engine: Engine, tmp_path: Path) -> None:
    lines: list[str] = []
    while_ = run_all(engine, KILLS, 0, tmp_path, lines.append)
    assert sum(while_.values()) >= KILLS
    assert len(while_) >= 4, f"the kills did not reach far into the work: {while_}"
    assert all(json.loads(line)["found"] >= json.loads(line)["acknowledged"] for line in lines[1:])
