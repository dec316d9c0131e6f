"""Backups are taken while others write, are whole or not there, and can be put back."""

import os
import shutil
import signal
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from counterclaim.errors import LedgerError
from counterclaim.ledger import Ledger, _backups, _segments
from counterclaim.ledger._verifying import verify
from tests.faults.killing import Told, check, processes, readings, whole, work
from tests.ledgers import project_simply
from tests.unit.ledger.test_adding import report


def write_on(where: Path, ready: Any, stop: Any) -> None:
    """Adds one report after another until it is told to stop."""
    number = 0
    with Ledger.open(where) as ledger:
        while not stop.is_set():
            number += 1
            ledger.add(*report(f"Report {number}\n\nIt rained on day {number}.", address=f"https://w.example/{number}"))
            ready.set()


def held(path: Path) -> tuple[set[str], list[str]]:
    with Ledger.open(path, create=False) as ledger:
        assert ledger.verify(project=project_simply).ok
        return {revision.id for revision in ledger.revisions()}, [entry.id for entry in ledger.entries()]


def test_a_backup_while_others_write(tmp_path: Path) -> None:
    """It has all that was there when it began, and is the beginning of the log; writers do not make it begin anew."""
    path = tmp_path / "war.db"
    work(path, lambda **_: None)
    ready, stop = processes.Event(), processes.Event()
    writer = processes.Process(target=write_on, args=(path, ready, stop))
    writer.start()
    assert ready.wait(60)
    targets = [tmp_path / f"backup-{number}.db" for number in range(3)]
    before: list[set[str]] = []
    steps: list[tuple[str, int, int]] = []
    with pytest.MonkeyPatch.context() as patch, Ledger.open(path) as ledger:
        patch.setattr(_backups, "_PAGES", 5)  # many chances for the writer to come between
        for target in targets:
            before.append({revision.id for revision in ledger.revisions()})
            ledger.record_export("backup", str(target))
            _backups.copy_database(path, target, progress=lambda *step: steps.append(step))
    stop.set()
    writer.join()
    assert writer.exitcode == 0
    copied = [step for step in steps if step[0] == "pages copied"]
    assert copied[-1][1] == copied[-1][2] > 50
    assert len(copied) < 3 * copied[-1][2], "the copying began anew"
    _, log = held(path)
    for target, revisions in zip(targets, before, strict=True):
        assert [file.name for file in target.parent.glob(f"{target.name}*")] == [target.name]
        there, entries = held(target)
        assert revisions <= there
        assert entries == log[: len(entries)]


def test_a_backup_is_put_back_and_goes_on(tmp_path: Path) -> None:
    path, backup, restored = (tmp_path / name for name in ("war.db", "saved.db", "again.db"))
    said: list[dict[str, object]] = []
    work(path, lambda **message: said.append(message))
    told = Told()
    for message in said:
        told.hear({**message, "steps": 0}, 0.0)
    with Ledger.open(path) as ledger:
        ended = whole(ledger)
        ledger.backup(backup)
    for file in tmp_path.glob("war.db*"):
        shutil.rmtree(file) if file.is_dir() else file.unlink()
    Ledger.restore(backup, restored).close()
    raw = sqlite3.connect(restored)
    assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    raw.close()
    with Ledger.open(restored) as ledger:
        check(ledger, told, tables=True)
        ledger.add(*readings()[0])
        assert not _segments.folder_of(restored).exists(), "the index is not part of a backup"
    work(restored, lambda **_: None)
    with Ledger.open(restored) as ledger:
        again = whole(ledger)
        assert (again.accounts, again.analyses) == (ended.accounts, ended.analyses)
        assert {**again.kinds, "export": 1} == again.kinds


def test_a_backup_never_takes_the_place_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, target = tmp_path / "war.db", tmp_path / "saved.db"
    with Ledger.open(path) as ledger:
        ledger.add(*readings()[0])
        target.write_text("mine")
        with pytest.raises(LedgerError, match="exists"):
            ledger.backup(target)
        target.unlink()

        def meanwhile(*arguments: Any) -> Any:
            target.write_text("somebody else's")
            return verify(*arguments)

        monkeypatch.setattr("counterclaim.ledger._backups.verify", meanwhile)
        with pytest.raises(LedgerError, match="exists"):
            _backups.copy_database(path, target)
        assert target.read_text() == "somebody else's"
    with pytest.raises(LedgerError, match="exists"):
        Ledger.restore(path, target)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["saved.db", "war.db"]


def test_what_is_not_sound_is_not_taken_for_a_backup(tmp_path: Path) -> None:
    path, target = tmp_path / "war.db", tmp_path / "saved.db"
    with Ledger.open(path) as ledger:
        ledger.add(*readings()[0])
    raw = sqlite3.connect(path)
    raw.execute("DELETE FROM contents WHERE kind = 'revision'")
    raw.commit()
    raw.close()
    with pytest.raises(LedgerError, match="not sound"):
        _backups.copy_database(path, target)
    with pytest.raises(LedgerError, match="not sound"):
        _backups.put_back(path, target, [])
    path.write_bytes(b"Dear diary" * 500)
    with pytest.raises(LedgerError, match="could not be copied"):
        _backups.copy_database(path, target)
    with pytest.raises(LedgerError, match="cannot be written"):
        _backups.copy_database(path, tmp_path / "none" / "saved.db")
    assert [file.name for file in tmp_path.iterdir()] == ["war.db"]


def back_up_and_die(path: Path, target: Path, point: str) -> None:
    def die(*_: Any, **__: Any) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    with pytest.MonkeyPatch.context() as patch, Ledger.open(path) as ledger:
        patch.setattr(point, die)
        ledger.backup(target)


@pytest.mark.parametrize("point", ["os.close", "counterclaim.ledger._backups.verify", "os.fsync", "os.link"])
def test_a_backup_that_is_killed_is_not_there(tmp_path: Path, point: str) -> None:
    """What is left has another name, and the next backup does not stumble over it."""
    path, target = tmp_path / "war.db", tmp_path / "saved.db"
    with Ledger.open(path) as ledger:
        ledger.add(*readings()[0])
    process = processes.Process(target=back_up_and_die, args=(path, target, point))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert not target.exists()
    with Ledger.open(path) as ledger:
        assert ledger.verify().ok
        ledger.backup(target)
    assert held(target)[0] == {readings()[0][1].revision.id}
