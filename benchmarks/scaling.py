"""How reading archives scales over workers: local processes and Ray's actors, on the same shards.

    python -m benchmarks.scaling FOLDER-OF-PAGES [--local 1 2] [--ray 1 2 4] [--shards 8] [--repeat 1]
    python -m benchmarks.scaling --month [--rate W] [--pages-rate P]

The first measures. For each crew and number of workers, over the step that reads: words per second of the processor
that all workers together had, per worker; the share of the time between the first and the last task in which workers
had one; the words per second of wall time; peak memory of a worker; and how long one took to load its models. The
processor's time is what a machine with cores to spare gives; wall time is that of this machine as it was, whose load is
printed beside it. Ray's own start is told apart.

The second computes what a month of CC-NEWS costs from rates that were measured and from figures that others state.
"""

import argparse
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from counterclaim.archive import Crew, LocalCrew, Outcome, Plan, RayCrew, Shard, find_shards, run_archive
from counterclaim.settings import load_settings

WORD = re.compile(r"\w+")

#: What a month of CC-NEWS holds. Pages: CC-NEWS-2024-03 as counted by the data set FineNews (11,723,542 documents; the
#: two months behind it 11.5 and 11.7 million). The other three are assumptions: change them with the options.
PAGES = 11_700_000
ENGLISH = 0.40  # share of pages in English
WORDS = 450  # words of an English report
COPIES = 0.15  # share of English reports that only repeat an earlier one


@dataclass(frozen=True)
class Measured:
    """One run. Rates are words per second; `busy` is a share of the time of all workers."""

    name: str
    workers: int
    cpu_rate: float
    busy: float
    wall_rate: float
    pages_ms: float
    peak_mb: float
    loading_s: float
    start_s: float


def make_shards(pages: Path, folder: Path, number: int) -> int:
    """Writes pages as Parquet shards of equal size; returns how many words their paragraphs hold."""
    files = sorted(pages.glob("*.html"))
    words = 0
    for k in range(number):
        rows = []
        for file in files[k::number]:
            html = file.read_bytes()
            words += len(WORD.findall(re.sub(r"<[^<>]*>", " ", html.decode("utf-8").partition("<article>")[2])))
            address = f"https://site{int(file.stem) % 97}.example/{file.stem}"
            rows.append({"url": address, "html": html, "captured_at": "2026-09-01T10:00:00+00:00"})
        pq.write_table(pa.Table.from_pylist(rows), folder / f"part-{k:03d}.parquet")
    return words


@contextmanager
def crew_of(name: str, plan: Plan, workers: int) -> Iterator[Crew]:
    if name == "local":
        yield LocalCrew(plan)
        return
    crew = RayCrew(plan, "local", workers=workers)
    try:
        yield crew
    finally:
        crew.close()


def measure(name: str, workers: int, shards: list[Shard], words: int) -> Measured:
    """Reads the shards once into a new folder."""
    done: dict[str, list[tuple[float, float, float, float, float]]] = {"pages": [], "readings": []}

    def tell(outcome: Outcome) -> None:
        assert outcome.done is not None, outcome.errors
        cost = outcome.done
        now = time.perf_counter()
        done[outcome.task.step].append((now, cost.wall_s, cost.cpu_s, cost.peak_mb, cost.loading_s))

    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as out:
        plan = Plan(out=out, settings=load_settings({}), every_copy=True)
        with crew_of(name, plan, workers) as crew:
            started = time.perf_counter() - begun
            totals = run_archive(plan, shards, crew, workers=workers, tell=tell)
    read = done["readings"]
    span = max(end for end, *_ in read) - min(end - wall for end, wall, *_ in read)
    wall, cpu = sum(row[1] for row in read), sum(row[2] for row in read)
    return Measured(
        name=name,
        workers=workers,
        cpu_rate=words / cpu,
        busy=wall / (span * workers),
        wall_rate=words / span,
        pages_ms=1000 * sum(row[2] for row in done["pages"]) / totals.kept,
        peak_mb=max(row[3] for row in read),
        loading_s=statistics.median([row[4] for row in read if row[4] > 0.5] or [0.0]),
        start_s=started,
    )


def month(options: argparse.Namespace) -> None:
    """Prints the computation for a month of CC-NEWS, each line with where its figure comes from."""
    english = options.pages * options.english
    read = english * (1 - options.copies)
    taking = english * options.pages_ms / 1000
    sifting = (options.pages - english) * options.foreign_ms / 1000
    reading = read * options.words / options.rate
    total = (taking + sifting + reading) / 3600
    hours = total / (options.cores * options.efficiency)
    lines = [
        ("stated", "pages in a month", f"{options.pages:,.0f}"),
        ("assumed", "of these in English", f"{options.english:.0%}"),
        ("assumed", "words of a report", f"{options.words:,.0f}"),
        ("assumed", "reports that only repeat an earlier one", f"{options.copies:.0%}"),
        ("measured", "words read per second of a core", f"{options.rate:,.0f}"),
        ("measured", "milliseconds to take a page apart", f"{options.pages_ms:.1f}"),
        ("measured", "milliseconds to pass over a page in another language", f"{options.foreign_ms:.2f}"),
        ("extrapolated", f"share of {options.cores} cores that is kept busy", f"{options.efficiency:.0%}"),
        ("computed", "core-hours: taking English pages apart", f"{taking / 3600:,.0f}"),
        ("computed", "core-hours: passing over the others", f"{sifting / 3600:,.0f}"),
        ("computed", "core-hours: reading", f"{reading / 3600:,.0f}"),
        ("computed", "core-hours in all", f"{total:,.0f}"),
        ("computed", f"hours on {options.cores} cores", f"{hours:,.1f}"),
    ]
    print("| | | |\n| --- | --- | ---: |")
    for kind, name, value in lines:
        print(f"| {kind} | {name} | {value} |")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", help="pages of `python -m benchmarks.generate`")
    parser.add_argument("--local", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--ray", type=int, nargs="*", default=[1, 2, 4])
    parser.add_argument("--shards", type=int, default=8)
    parser.add_argument("--repeat", type=int, default=1, help="runs of each; the median is printed")
    parser.add_argument("--month", action="store_true", help="compute what a month of CC-NEWS costs")
    parser.add_argument("--pages", type=float, default=PAGES)
    parser.add_argument("--english", type=float, default=ENGLISH)
    parser.add_argument("--words", type=float, default=WORDS)
    parser.add_argument("--copies", type=float, default=COPIES)
    parser.add_argument("--rate", type=float, default=2_000.0)
    parser.add_argument("--pages-ms", type=float, default=20.0)
    parser.add_argument("--foreign-ms", type=float, default=1.0)
    parser.add_argument("--cores", type=int, default=100)
    parser.add_argument("--efficiency", type=float, default=0.95)
    options = parser.parse_args()
    if options.month:
        month(options)
        return 0
    if options.folder is None:
        parser.error("a folder of pages is needed")
    with tempfile.TemporaryDirectory() as folder:
        words = make_shards(options.folder, Path(folder), options.shards)
        shards = find_shards([folder])
        print(f"{words} words in {len(shards)} shards; {os.cpu_count()} cores")
        print("crew workers | words/CPU-s | busy | words/s | pages ms | peak MB | loading s | start s | load")
        for crew, numbers in (("local", options.local), ("ray", options.ray)):
            for workers in numbers:
                runs = [measure(crew, workers, shards, words) for _ in range(options.repeat)]
                run = sorted(runs, key=lambda one: one.cpu_rate)[len(runs) // 2]
                print(
                    f"{run.name:5} {run.workers} | {run.cpu_rate:,.0f} | {run.busy:.3f} | {run.wall_rate:,.0f} "
                    f"| {run.pages_ms:.1f} | {run.peak_mb:.0f} | {run.loading_s:.1f} | {run.start_s:.1f} "
                    f"| {os.getloadavg()[0]:.1f}",
                    flush=True,
                )
    return 0


if __name__ == "__main__":
    sys.exit(main())
