"""Several processes: writers take turns, readers see whole states, a killed writer leaves nothing half done."""

import multiprocessing
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from counterclaim.ledger import AddOutcome, Ledger
from counterclaim.locations import Location
from tests.unit.ledger.test_adding import report

spawn = multiprocessing.get_context("spawn")


def write(path: Location, name: str, count: int) -> None:
    with Ledger.open(path) as ledger:
        for number in range(count):
            ledger.add(*report(f"Report {number}\n\nIt rained.", address=f"https://{name}.example/{number}"))


def write_until_killed(path: Location, acknowledged: Path) -> None:
    with Ledger.open(path) as ledger, acknowledged.open("a") as log:
        for number in range(100_000):
            result = ledger.add(*report(f"Report {number}\n\nIt rained.", address=f"https://k.example/{number}"))
            log.write(f"{result.revision_id}\n")
            log.flush()


def test_two_writers_starting_at_once_take_turns_and_a_reader_sees_whole_additions(path: Location) -> None:
    """Both create the file if it is not there; no number is used twice or left out."""
    writers = [spawn.Process(target=write, args=(path, name, 15)) for name in ("a", "b")]
    for writer in writers:
        writer.start()
    with Ledger.open(path) as reader:
        while any(writer.is_alive() for writer in writers):
            kinds = dict(reader.stats().by_kind)
            assert kinds.get("capture") == kinds.get("revision") == kinds.get("reading")
            time.sleep(0.01)
        assert [writer.exitcode for writer in writers] == [0, 0]
        assert [entry.seq for entry in reader.entries()] == list(range(1, 91))
        assert reader.verify().ok


def test_a_writer_that_is_killed_loses_nothing_that_it_acknowledged(path: Location, tmp_path: Path) -> None:
    acknowledged = tmp_path / "acknowledged"
    acknowledged.touch()
    writer = spawn.Process(target=write_until_killed, args=(path, acknowledged))
    writer.start()
    while acknowledged.read_text().count("\n") < 5 and writer.is_alive():
        time.sleep(0.01)
    assert writer.pid is not None
    os.kill(writer.pid, signal.SIGKILL)
    writer.join()
    told = set(acknowledged.read_text().splitlines()[:-1])
    with Ledger.open(path) as ledger:
        assert told <= {revision.id for revision in ledger.revisions()}
        kinds = dict(ledger.stats().by_kind)
        assert kinds["capture"] == kinds["revision"] == kinds["reading"]
        assert ledger.verify().ok


def test_threads_share_one_ledger(path: Location) -> None:
    """A desk serves requests from a pool of threads: readers and a writer use the same object."""
    with Ledger.open(path) as ledger, ThreadPoolExecutor(4) as pool:
        reports = [
            report(f"Report {number}\n\nIt rained.", address=f"https://t.example/{number}") for number in range(12)
        ]
        added = [pool.submit(ledger.add, *one) for one in reports]
        seen = [pool.submit(ledger.analyses) for _ in range(12)]
        assert {result.result().outcome for result in added} == {AddOutcome.NEW}
        assert all(len(result.result()) <= 12 for result in seen)
        assert len(ledger.analyses()) == 12
        assert ledger.verify().ok
