"""Run the product's own stages over rows and write what a scorer reads.

    python -m benchmarks NAME --in INPUT --out OUTPUT [--bodies BODIES] [--profile fast|accurate|rules]

Each NAME is a module of this package with `run(rows, options)`: an iterator of input rows (dicts) in, an iterator of
output rows out; a module that sets `WHOLE = True` gets the file as one JSON object and returns one. Gold fields of
the input are never read. Files that end in .gz are compressed. On stderr: rows, words, words per CPU-second, wall
seconds and peak memory. Exit status 2 for a name whose stage is not built yet.
"""

import argparse
import gzip
import importlib
import importlib.util
import json
import re
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast

from counterclaim.settings import PROFILES

NAMES = (
    "attribution", "stories", "geo", "time", "figures", "dispute", "stance", "entail", "same-claim",
    "origin", "group", "coref", "factuality", "match", "speed", "growth", "peers",
)  # fmt: skip
STANDALONE = ("speed", "growth", "peers")  # read a folder, print what they measured
WORD = re.compile(r"\w+")


def opened(path: Path, mode: str) -> IO[str]:
    if path.suffix == ".gz":
        return cast(IO[str], gzip.open(path, mode + "t", encoding="utf-8"))
    return path.open(mode, encoding="utf-8")


TEXT_FIELDS = {"text", "a", "b", "claim", "headline", "body_a", "body_b", "premise", "hypothesis", "query"}


def counted_words(row: dict[str, Any]) -> int:
    return sum(len(WORD.findall(v)) for k, v in row.items() if k in TEXT_FIELDS and isinstance(v, str))


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("name", choices=NAMES)
    parser.add_argument("--in", dest="input", type=Path, required=True)
    parser.add_argument("--out", dest="output", type=Path)
    parser.add_argument("--bodies", type=Path)
    parser.add_argument("--profile", choices=PROFILES, default="fast")
    parser.add_argument(
        "--claims", type=int, nargs="+", default=[10_000, 1_000_000], help="growth: ledgers of this size"
    )
    parser.add_argument("--adds", type=int, default=7, help="growth: cold adds to each")
    parser.add_argument("--orders", action="store_true", help="growth: compare two orders of the same reports")
    parser.add_argument("--rounds", type=int, default=5, help="peers: so often each")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    module_name = f"benchmarks.{options.name.replace('-', '_')}"
    if importlib.util.find_spec(module_name) is None:
        print(f"{options.name}: the stage that this measures is not built yet", file=sys.stderr)
        return 2
    module: Any = importlib.import_module(module_name)
    if options.name not in STANDALONE and options.output is None:
        parser.error("--out is needed")
    wall, cpu = time.perf_counter(), time.process_time()
    n_rows = n_words = 0

    def rows() -> Iterator[dict[str, Any]]:
        nonlocal n_rows, n_words
        with opened(options.input, "r") as lines:
            for line in lines:
                if line.strip():
                    row = json.loads(line)
                    n_rows += 1
                    n_words += counted_words(row)
                    yield row

    if options.name in STANDALONE:
        module.run(options)
        return 0
    if getattr(module, "WHOLE", False):
        with opened(options.input, "r") as whole:
            document = json.load(whole)
        n_rows = len(document)
        n_words = sum(len(WORD.findall(t)) for t in document.values() if isinstance(t, str))
        result = module.run(document, options)
        with opened(options.output, "w") as out:
            json.dump(result, out, ensure_ascii=False)
    else:
        with opened(options.output, "w") as out:
            for row in module.run(rows(), options):
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{n_rows} rows, {n_words} words, {n_words / max(cpu, 1e-9):.0f} words per CPU-second, "
        f"{wall:.1f} s wall, {peak_mb:.0f} MB peak",
        file=sys.stderr,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
