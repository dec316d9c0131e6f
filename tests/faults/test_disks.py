"""Disks that are full or may not be written, and clocks that step back: what was acknowledged stays, what could not be
kept is named in one line, and the batch goes on once there is room."""

import errno
import multiprocessing
import os
import resource
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from counterclaim.errors import LedgerError
from counterclaim.ledger import AsOf, Ledger, _segments
from tests.factories import make_analysis, make_capture
from tests.faults.killing import Told, check, processes, readings, small_segments, whole, work

Message = tuple[str, object]


def in_process(target: Callable[[Connection, str], None], where: str) -> list[Message]:
    """What a function says that runs in a process of its own, with limits and rights of its own."""
    receive, send = multiprocessing.Pipe(duplex=False)
    process = processes.Process(target=target, args=(send, where))
    process.start()
    send.close()
    said: list[Message] = []
    try:
        while True:
            said.append(receive.recv())
    except EOFError:
        process.join()
    assert process.exitcode == 0
    return said


def add_until_it_fails(send: Connection, where: str) -> None:
    def say(**message: object) -> None:
        for one in message.items():
            send.send(one)

    try:
        work(Path(where), say)
    except LedgerError as error:
        send.send(("error", str(error)))


def add_with_little_room(send: Connection, where: str) -> None:
    """No file may become longer than the limit: what a quota does."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limit = int(Path(where).with_name("limit").read_text())
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    add_until_it_fails(send, where)


def told_by(said: list[Message]) -> Told:
    told = Told()
    for name, value in said:
        if name in ("added", "judged", "decided", "checkpoint"):
            told.hear({name: value, "steps": 0}, 0.0)
    return told


@pytest.mark.parametrize("limit", [20_000, 300_000, 500_000, 700_000, 900_000, 1_100_000])
def test_no_room(tmp_path: Path, limit: int) -> None:
    path = tmp_path / "war.db"
    (tmp_path / "limit").write_text(str(limit))
    said = in_process(add_with_little_room, str(path))
    assert said[-1][0] == "error"
    assert "no space left" in str(said[-1][1])
    resumes(path, told_by(said))


def resumes(path: Path, told: Told) -> None:
    """What was acknowledged is there, and the batch ends as it should once there is room."""
    with Ledger.open(path) as ledger:
        check(ledger, told, tables=True)
    work(path, lambda **_: None)
    with Ledger.open(path) as ledger:
        kinds = {"capture": 6, "context": 1, "decision": 1, "enquiry": 2, "reading": 6, "revision": 6, "watch": 1}
        assert whole(ledger).kinds == kinds


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[None]:
    """A file system in memory of a size; the test is skipped where that may not be made."""
    mount = shutil.which("mount")
    if os.geteuid() or not mount:
        pytest.skip("only root may mount a small file system")
    options = f"size={kilobytes}k"
    if subprocess.run([mount, "-t", "tmpfs", "-o", options, "tmpfs", folder], capture_output=True).returncode:
        pytest.skip("no file system may be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


@pytest.mark.parametrize("kilobytes", [64, 400, 800, 1200])
def test_a_disk_that_is_full(tmp_path: Path, kilobytes: int) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    with small_disk(disk, kilobytes):
        said = in_process(add_until_it_fails, str(disk / "war.db"))
        assert said[-1][0] == "error"
        assert "no space left" in str(said[-1][1])
        assert not list(disk.rglob("*.part"))
        shutil.copytree(disk, tmp_path / "larger")
    resumes(tmp_path / "larger" / "war.db", told_by(said))


def test_segments_that_cannot_be_written_cost_nothing_but_themselves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk fills up while a segment is written: that is said, no part of it stays, and reports are found."""
    path = tmp_path / "war.db"
    work(path, lambda **_: None)
    shutil.rmtree(_segments.folder_of(path))

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with small_segments(), Ledger.open(path) as ledger:
        with monkeypatch.context() as patch:
            patch.setattr("os.fsync", full)
            with pytest.raises(LedgerError, match=r"no space left.*-neighbours"):
                ledger.tidy()
        assert list(_segments.folder_of(path).iterdir()) == []
        check(ledger, Told(), tables=False)
        assert ledger.tidy()
        whole(ledger)


def read_and_try_to_write(send: Connection, where: str) -> None:
    """What somebody can do who may not write, neither the file nor beside it."""
    if os.geteuid() == 0:
        os.setuid(65534)
    for attempt in ("found", "new"):
        try:
            with Ledger.open(where if attempt == "found" else f"{where}.new") as ledger:
                send.send(("read", len(ledger.revisions())))
                send.send(("sound", ledger.verify().ok))
                ledger.add(make_capture(), make_analysis())
        except LedgerError as error:
            send.send(("error", str(error)))


def test_a_folder_that_may_not_be_written() -> None:
    """Reading needs no right to write; whoever tries to write is told what is missing, and no file is left."""
    folder = Path(tempfile.mkdtemp())  # not in pytest's, which others may not enter
    try:
        path = folder / "war.db"
        work(path, lambda **_: None)
        before = sorted(folder.iterdir())
        path.chmod(0o444)
        folder.chmod(0o555)
        said = in_process(read_and_try_to_write, str(path))
        assert said[:2] == [("read", len(readings())), ("sound", True)]
        assert [name for name, _ in said[2:]] == ["error", "error"]
        assert "read-only" in str(said[2][1])
        assert "cannot be opened" in str(said[3][1])
        assert sorted(folder.iterdir()) == before
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


def test_a_clock_that_steps_back(tmp_path: Path) -> None:
    """The log's own times never fall, in one process or the next, and what was visible as of a moment stays so."""
    start = datetime(2024, 5, 4, 8, 0, tzinfo=UTC)
    times = [start, start - timedelta(hours=5), start - timedelta(days=9000), start + timedelta(seconds=1)]
    seen: list[tuple[datetime, int]] = []
    for number, (moment, report) in enumerate(zip(times, readings(), strict=False)):
        with Ledger.open(tmp_path / "war.db", clock=lambda moment=moment: moment) as ledger:  # type: ignore[misc]
            ledger.add(*report)
            ledger.checkpoint()
            assert ledger.verify().ok
            *_, last = ledger.entries()
            seen.append((last.recorded_at, number + 1))
            for then, count in seen:
                assert len(ledger.revisions(AsOf(recorded=then))) == count
    recorded = [then for then, _ in seen]
    assert recorded == sorted(set(recorded))
    assert recorded[-1] == times[-1] + timedelta(microseconds=1), "the clock that is right again is taken again"
