"""What the ledger's proof costs: `python -m benchmarks.ledger [ENTRIES …]`.

A log of made-up entries without contents: entries appended per second with and without the Merkle tree, beside plain
inserts of the same rows; checking per second; time and size of proofs. Each number is one run over a fresh file, all
entries in one transaction, so that what is timed is the log and not the disk.
"""

import json
import resource
import sqlite3
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

from counterclaim.ledger import EntryKind, Ledger
from counterclaim.ledger import _entries as entries
from counterclaim.records.ids import Json, digest

NOW = datetime(2024, 5, 4, 8, 0, tzinfo=UTC)


def append_all(path: Path, size: int) -> float:
    """CPU seconds to append `size` entries."""
    with Ledger.open(path, clock=lambda: NOW) as ledger, ledger._database.writing() as connection:
        start = time.process_time()
        for number in range(size):
            body: dict[str, Json] = {"note": digest(str(number).encode())}
            draft = entries.Draft(kind=EntryKind.DECISION, body=body, recorded_by="software:benchmark")
            entries.append(connection, draft, NOW, after=number)
        return time.process_time() - start


def insert_all(source: Path, path: Path) -> float:
    """CPU seconds to insert the same rows into a table with the same columns and index, one by one."""
    read = sqlite3.connect(source)
    rows = read.execute("SELECT * FROM entries ORDER BY seq").fetchall()
    (statement,) = read.execute("SELECT sql FROM sqlite_master WHERE name = 'entries'").fetchone()
    read.close()
    plain = sqlite3.connect(path)
    plain.execute(statement)
    plain.execute("CREATE INDEX recorded ON entries (recorded_at)")
    start = time.process_time()
    with plain:
        for row in rows:
            plain.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    seconds = time.process_time() - start
    plain.close()
    return seconds


def run(size: int, folder: Path) -> None:
    with mock.patch.object(entries, "grow", return_value=None):
        without = append_all(folder / "without.db", size)
    with_tree = append_all(folder / "with.db", size)
    plain = insert_all(folder / "with.db", folder / "plain.db")
    print(
        f"{size} entries appended per CPU-second: {size / with_tree:.0f}, without the tree {size / without:.0f}, ",
        end="",
    )
    print(f"plain inserts {size / plain:.0f}")
    with Ledger.open(folder / "with.db") as ledger:
        start = time.process_time()
        checkpoint = ledger.checkpoint()
        print(f"  checkpoint {1000 * (time.process_time() - start):.1f} ms")
        start = time.process_time()
        result = ledger.verify([checkpoint])
        seconds = time.process_time() - start
        assert result.ok, result.faults[:3]
        print(f"  verified per CPU-second {result.entries / seconds:.0f}")
        places = range(1, size, max(1, size // 50))
        start = time.process_time()
        proofs = [ledger.prove_inclusion(str(seq), checkpoint) for seq in places]
        milliseconds = 1000 * (time.process_time() - start) / len(places)
        longest = max(proofs, key=lambda proof: len(str(proof["path"])))
        hashes = longest["path"]
        assert isinstance(hashes, list)
        print(f"  inclusion {milliseconds:.1f} ms, {len(hashes)} hashes, {len(json.dumps(longest))} bytes as JSON")
        start = time.process_time()
        grown = [ledger.prove_consistency(ledger.checkpoint_of_size(seq), checkpoint) for seq in places]
        milliseconds = 1000 * (time.process_time() - start) / len(places)
        most = max(len(json.dumps(proof)) for proof in grown)
        print(f"  consistency, with both roots {milliseconds:.1f} ms, {most} bytes as JSON")
    bytes_ = [(folder / name).stat().st_size / size for name in ("with.db", "without.db")]
    print(f"  {bytes_[0]:.0f} bytes an entry, {bytes_[0] - bytes_[1]:.2f} of them for the tree")
    print(f"  {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB peak")


if __name__ == "__main__":
    for wanted in map(int, sys.argv[1:] or ["10000", "100000"]):
        with tempfile.TemporaryDirectory() as made:
            run(wanted, Path(made))
