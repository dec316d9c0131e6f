"""Opening: what is not a ledger, or cannot be used as one, is named with what to try."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Timer

import pytest
from sqlalchemy import Engine, event

from counterclaim.errors import LedgerError
from counterclaim.ledger import AddOutcome, Ledger
from tests.factories import make_analysis, make_capture, make_revision

pytestmark = pytest.mark.files


def test_a_new_file_becomes_an_empty_ledger_and_opens_again(path: Path) -> None:
    with Ledger.open(path) as ledger:
        assert ledger.stats().entries == 0
        assert ledger.verify().ok
    with Ledger.open(path, create=False) as ledger:
        assert ledger.analyses() == ()


def test_an_empty_file_becomes_a_ledger_only_when_asked(path: Path) -> None:
    path.touch()
    with pytest.raises(LedgerError, match="empty file"):
        Ledger.open(path, create=False)
    with Ledger.open(path) as ledger:
        assert ledger.stats().entries == 0


def test_a_missing_file_is_not_created_for_reading(path: Path) -> None:
    with pytest.raises(LedgerError, match=r"no ledger at .*counterclaim add"):
        Ledger.open(path, create=False)
    assert not path.exists()


def test_a_missing_folder_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="does not exist"):
        Ledger.open(tmp_path / "none" / "war.db")
    with pytest.raises(LedgerError, match="is a folder"):
        Ledger.open(tmp_path)


@pytest.mark.parametrize("data", [b"Dear diary", b"x" * 5000, b"SQLite format 3\0" + b"\0" * 3000])
def test_a_file_of_another_kind_is_refused_and_left_alone(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    with pytest.raises(LedgerError, match=r"not a ledger|damaged"):
        Ledger.open(path)
    assert path.read_bytes() == data


def test_a_database_of_another_program_is_refused_and_left_alone(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(LedgerError, match="not a ledger"):
        Ledger.open(path)
    assert path.read_bytes() == before


def test_a_ledger_of_a_newer_version_is_refused(path: Path) -> None:
    Ledger.open(path).close()
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE ledger_format SET schema_version = 99")
    raw.close()
    with pytest.raises(LedgerError, match=r"format 99.*newer version"):
        Ledger.open(path)


def test_a_locked_ledger_waits_and_then_says_so_while_readers_go_on(path: Path) -> None:
    with Ledger.open(path, wait_s=0.1) as ledger:
        ledger.add(make_capture(), make_analysis())
        writer = sqlite3.connect(path, isolation_level=None)
        writer.execute("BEGIN IMMEDIATE")
        revision = make_revision("Another", address="https://o.example/2")
        other, analysis = make_capture(revision.text, address=revision.address), make_analysis(revision)
        with pytest.raises(LedgerError, match=r"another process is writing.*0\.1 s"):
            ledger.add(other, analysis)
        assert len(ledger.analyses()) == 1
        writer.execute("ROLLBACK")
        writer.close()
        ledger.add(other, analysis)
        assert len(ledger.analyses()) == 2


def test_a_ledger_is_begun_once_another_process_lets_the_empty_file_go(path: Path) -> None:
    path.touch()
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LedgerError, match=r"another process is writing.*0\.1 s"):
        Ledger.open(path, wait_s=0.1)
    later = Timer(0.2, other.close)
    later.start()
    with Ledger.open(path, wait_s=60) as ledger:
        assert ledger.stats().entries == 0
    later.join()


@contextmanager
def every_connection(pragma: str) -> Iterator[None]:
    """Sets a pragma on the connections made meanwhile: the state of a disk that a test cannot bring about itself."""

    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(pragma)

    event.listen(Engine, "connect", prepare)
    yield
    event.remove(Engine, "connect", prepare)


def test_a_full_disk_keeps_nothing_of_the_step_and_all_before_it(path: Path) -> None:
    with Ledger.open(path) as ledger:
        ledger.add(make_capture(), make_analysis())
    revision = make_revision("Another", address="https://o.example/2")
    large = make_capture(random.Random(1).randbytes(2_000_000), address=revision.address)
    analysis = make_analysis(replace(revision, capture_id=large.id))
    with every_connection("PRAGMA max_page_count = 150"), Ledger.open(path) as ledger:
        with pytest.raises(LedgerError, match="no space left"):
            ledger.add(large, analysis)
        assert ledger.stats().entries == 3
        assert ledger.verify().ok
    with Ledger.open(path) as ledger:
        assert ledger.add(large, analysis).outcome is AddOutcome.NEW


def test_a_read_only_ledger_can_be_read_and_says_why_it_cannot_be_written(path: Path) -> None:
    Ledger.open(path).close()
    with every_connection("PRAGMA query_only = ON"), Ledger.open(path) as ledger:
        assert ledger.analyses() == ()
        with pytest.raises(LedgerError, match=r"read-only.*rights"):
            ledger.add(make_capture(), make_analysis())


def test_a_ledger_in_a_folder_that_may_not_be_written_can_be_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite is told that nobody writes: it leaves no file beside the ledger, and a change says what to do."""
    odd = path.with_name("100% #1?.db")
    with Ledger.open(odd) as ledger:
        ledger.add(make_capture(), make_analysis())
    assert sorted(file.name for file in path.parent.iterdir()) == [odd.name]
    monkeypatch.setattr("os.access", lambda *_: False)
    with Ledger.open(odd) as ledger:
        assert len(ledger.analyses()) == 1
        assert ledger.verify().ok
        assert sorted(file.name for file in path.parent.iterdir()) == [odd.name]
        with pytest.raises(LedgerError, match=r"read-only.*rights"):
            ledger.checkpoint()


def test_entries_that_are_in_the_write_ahead_log_alone_are_read_too(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Ledger.open(path) as writer:
        writer.add(make_capture(), make_analysis())
        monkeypatch.setattr("os.access", lambda *_: False)
        with Ledger.open(path) as reader:
            assert len(reader.analyses()) == 1
