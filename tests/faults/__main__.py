"""`python -m tests.faults 1000 --log out/faults.jsonl`: kills so many writers, and says while what they were killed."""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

from tests.engines import Engine, server
from tests.faults.killing import memory, run_all


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kills", type=int, nargs="?", default=1000)
    parser.add_argument("--seed", type=int, default=0, help="of the first run")
    parser.add_argument("--log", type=Path, help="write a line of JSON for each run here")
    parser.add_argument("--in", dest="parent", type=Path, help="keep the ledgers here (default: in memory)")
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL server instead of files")
    options = parser.parse_args(arguments)
    start = time.monotonic()
    parent = Path(tempfile.mkdtemp(prefix="killed-", dir=options.parent or memory()))
    if options.log:
        options.log.parent.mkdir(parents=True, exist_ok=True)
        options.log.write_text("")

    def log(line: str) -> None:
        if options.log:
            with options.log.open("a") as file:
                file.write(f"{line}\n")

    with server() if options.postgres else nullcontext() as url:
        engine = Engine("postgres", url) if url else Engine("sqlite")
        counted = run_all(engine, options.kills, options.seed, parent, log)
    parent.rmdir()
    summary = {"killed": sum(counted.values()), "while": dict(counted.most_common())}
    summary["seconds"] = round(time.monotonic() - start)
    log(json.dumps(summary))
    sys.stdout.write(f"{json.dumps(summary, indent=2)}\n")


if __name__ == "__main__":
    main()
