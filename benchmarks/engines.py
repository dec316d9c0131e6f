"""What a ledger costs on each engine: `python -m benchmarks.engines [ENTRIES] [postgresql://…]`.

A log of made-up entries without contents, on SQLite and, where an address is given, in a new schema there: appended in
one transaction, appended in a transaction each, checked, and copied to a file. Wall-clock seconds, of which the disk's
part is the disk's; and the seconds of this process alone, which no neighbour on the machine changes.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from counterclaim.ledger import EntryKind, Ledger, copy_ledger
from counterclaim.ledger import _entries as entries
from counterclaim.locations import Location, parse_location
from counterclaim.records.ids import digest

NOW = datetime(2024, 5, 4, 8, 0, tzinfo=UTC)
#: Of the entries, how many are appended in a transaction each.
SINGLE = 20


def append(ledger: Ledger, first: int, count: int) -> None:
    """Appends some entries in one transaction."""
    with ledger._database.writing() as connection:
        for number in range(first, first + count):
            body = {"note": digest(str(number).encode())}
            draft = entries.Draft(kind=EntryKind.DECISION, body=dict(body), recorded_by="software:benchmark")
            entries.append(connection, draft, NOW, after=number)


@contextmanager
def timed(what: str, count: int) -> Iterator[None]:
    """Says how many a second there were."""
    wall, own = time.perf_counter(), time.process_time()
    yield
    wall, own = time.perf_counter() - wall, time.process_time() - own
    print(f"  {what}: {count / wall:.0f} a second, {count / own:.0f} a second of this process")


def run(name: str, location: Location, size: int, folder: Path) -> None:
    print(name)
    single = size // SINGLE
    with Ledger.open(location, clock=lambda: NOW) as ledger:
        with timed("entries appended in one transaction", size):
            append(ledger, 0, size)
        with timed("entries appended in a transaction each", single):
            for number in range(size, size + single):
                append(ledger, number, 1)
        with timed("entries checked", size + single):
            assert ledger.verify().ok
        with timed("entries copied to a file", size + single):
            copied = copy_ledger(ledger, folder / f"{name}-copy.db")
        print(f"  root {copied.root[:16]}…, {ledger.stats().file_bytes / copied.entries:.0f} bytes an entry")


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as made:
        run("SQLite", Path(made) / "file.db", wanted, Path(made))
        for address in sys.argv[2:]:
            mark = "&" if "?" in address else "?"
            place = parse_location(f"{address}{mark}schema=benchmark_{time.time_ns()}", Path(made))
            run("PostgreSQL", place, wanted, Path(made))
