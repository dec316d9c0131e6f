"""Fuzzing that follows coverage: `python -m tests.fuzz.guided TARGET --seconds 60 --seed 1`; `make fuzz` runs them all.

With atheris (Apache-2.0; not a dependency, since it has no build for every platform) inputs are mutated towards new
branches. Without it a loop in Python alone does the same, more slowly: inputs that reach new branches are mutated on.
What fails is written to tests/fuzz/corpus/TARGET/ and stays there as a test once it is mended.
"""

import argparse
import hashlib
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).parent / "corpus"
#: Longer inputs find little that shorter ones do not.
LONGEST = 600


def keep(name: str, data: bytes) -> Path:
    """Writes an input that failed beside the others of its target."""
    folder = CORPUS / name
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{hashlib.sha256(data).hexdigest()[:12]}.bin"
    path.write_bytes(data)
    return path


def mutated(data: bytes, chance: random.Random, words: list[bytes]) -> bytes:
    """`data` with some words and bytes put in, taken out, doubled or moved."""
    for _ in range(chance.randint(1, 4)):
        at, to = sorted((chance.randint(0, len(data)), chance.randint(0, len(data))))
        what = chance.randrange(6)
        if what < 3:
            data = data[:at] + chance.choice(words) + data[at:]
        elif what == 3:
            data = data[:at] + data[min(to, at + 40) :]
        elif what == 4:
            data = data[:to] + data[at:to][:60] + data[to:]
        else:
            data = data[:at] + bytes([chance.randrange(256)]) + data[at:]
    return data[:LONGEST]


def with_atheris(name: str, seconds: int, seed: int) -> None:
    """Runs libFuzzer through atheris; it ends the process with status 77 where something fails."""
    import atheris  # type: ignore[import-not-found,import-untyped]

    with atheris.instrument_imports(include=["counterclaim"]):
        from tests.fuzz.targets import TARGETS, WORDS
    target = TARGETS[name]
    target(b"1")  # what is loaded once is loaded before the clock runs
    chance_words = [word.encode("utf-8", "replace") for word in WORDS]

    def one(data: bytes) -> None:
        try:
            target(data)
        except Exception:
            print(f"kept as {keep(name, data)}", file=sys.stderr)  # noqa: T201
            raise

    def mutate(data: bytes, size: int, number: int) -> bytes:
        chance = random.Random(number)
        if chance.random() < 0.4:
            data = atheris.Mutate(data, min(size, LONGEST))
        return mutated(data, chance, chance_words)[:size]

    (CORPUS / name).mkdir(parents=True, exist_ok=True)
    flags = [
        f"-max_total_time={seconds}",
        f"-seed={seed}",
        f"-max_len={LONGEST}",
        "-timeout=20",
        "-print_final_stats=1",
    ]
    found = Path(f"/tmp/counterclaim-fuzz-{name}")
    found.mkdir(exist_ok=True)
    arguments = [sys.argv[0], *flags, f"-artifact_prefix={found}/", str(found), str(CORPUS / name)]
    atheris.Setup(arguments, one, custom_mutator=mutate)
    atheris.Fuzz()


class Branches:
    """Which lines of ours follow which: what `sys.settrace` sees of one run."""

    def __init__(self) -> None:
        self.seen: set[tuple[str, int, int]] = set()
        self.new = 0

    def __call__(self, frame: Any, event: str, argument: object) -> "Callable[..., Any] | None":
        if "counterclaim" not in frame.f_code.co_filename:
            return None
        last = frame.f_lineno

        def line(frame: Any, event: str, argument: object) -> Any:
            nonlocal last
            pair = (frame.f_code.co_filename, last, frame.f_lineno)
            if pair not in self.seen:
                self.seen.add(pair)
                self.new += 1
            last = frame.f_lineno
            return line

        return line


def without_atheris(name: str, seconds: int, seed: int) -> int:
    """A loop in Python alone: inputs that reach a new branch join those that are mutated. Returns how many were run."""
    from tests.fuzz.targets import TARGETS, WORDS

    target, chance = TARGETS[name], random.Random(seed)
    words = [word.encode("utf-8", "replace") for word in WORDS]
    pool = [path.read_bytes() for path in sorted((CORPUS / name).glob("*"))] or [b""]
    branches, number, ends = Branches(), 0, time.monotonic() + seconds
    while time.monotonic() < ends:
        data = mutated(chance.choice(pool), chance, words)
        number, branches.new = number + 1, 0
        sys.settrace(branches)
        try:
            target(data)
        except Exception:
            sys.settrace(None)
            print(f"kept as {keep(name, data)}", file=sys.stderr)  # noqa: T201
            raise
        finally:
            sys.settrace(None)
        if branches.new:
            pool.append(data)
    print(f"{name}: {number} inputs, {len(branches.seen)} branches, {len(pool)} kept for mutation")  # noqa: T201
    return number


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plain", action="store_true", help="without atheris")
    options = parser.parse_args()
    if not options.plain:
        try:
            with_atheris(options.target, options.seconds, options.seed)
        except ModuleNotFoundError as error:
            if error.name != "atheris":
                raise
    without_atheris(options.target, options.seconds, options.seed)


if __name__ == "__main__":
    main()
