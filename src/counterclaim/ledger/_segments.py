"""The index of openings by meaning: files of an approximate nearest-neighbour index beside the ledger, and a tail.

Vectors are kept in the database. The newest ones, the tail, are compared one by one. When there are enough of them
they become a segment: a file that is written once, opened by mapping it into memory, and never changed. Enough
segments of one size become one of the next, so that a report is written into few segments in its life, and a search
looks into few. A file that is missing or not what its digest says counts as not there: its vectors are compared one by
one, and `tidy` writes it anew. The folder can be deleted at any time.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from errno import EDQUOT, EFBIG, ENOSPC
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, delete, insert, select, update

from counterclaim.errors import LedgerError
from counterclaim.ledger import _tables as t
from counterclaim.taggers import load_runtime

#: Vectors that are compared one by one before they become a segment, and segments that become one of the next size.
TAIL, FANOUT = 1_024, 8
#: Reports that are proposed.
BY_MEANING = 32
#: Length of a vector.
DIMENSIONS = 384
#: Of the graph: links of a vector, and candidates looked at when adding and when searching.
CONNECTIVITY, EXPANSION_ADD, EXPANSION_SEARCH = 16, 128, 96

Numbers = npt.NDArray[np.int64]
Vectors = npt.NDArray[np.float32]

_END = 2**31 - 1


def folder_of(path: Path) -> Path:
    """Where the segments of a ledger lie."""
    return path.with_name(f"{path.name}-neighbours")


def nearest(connection: Connection, path: Path, vector: bytes) -> list[int]:
    """The numbers of the reports whose openings are nearest, best first."""
    wanted = np.frombuffer(vector, dtype="<f4")
    found: dict[int, float] = {}
    held: list[Any] = []
    for row in connection.execute(select(t.segments).order_by(t.segments.c.first)):
        index = _open(row, folder_of(path))
        if index is None:
            continue
        held.append(row)
        matches = index.search(wanted, BY_MEANING)
        found.update(zip(matches.keys.tolist(), (1 - matches.distances).tolist(), strict=True))
    numbers, vectors = _read(connection, _gaps(held))
    if len(numbers):
        cosines = vectors @ wanted
        best = np.argsort(-cosines, kind="stable")[:BY_MEANING]
        found.update(zip(numbers[best].tolist(), cosines[best].tolist(), strict=True))
    return sorted(found, key=lambda number: (-found[number], number))[:BY_MEANING]


def tidy(connection: Connection, path: Path) -> int:
    """Makes segments of what is due: a tail that is long enough, segments that are lost or are enough to be one.

    Returns how many vectors were written; mostly 0. Needs the write lock, and costs about a millisecond a vector.

    Raises:
        LedgerError: a file cannot be written.
    """
    sweep(connection, path)  # what a writer left that was killed
    written = 0
    rows = list(connection.execute(select(t.segments).order_by(t.segments.c.first)))
    for row in rows:
        if not _is_whole(row, folder_of(path) / str(row.name)):
            connection.execute(delete(t.segments).where(t.segments.c.name == row.name))
        elif (seen := _signature(folder_of(path) / row.name)) != row.seen:
            connection.execute(update(t.segments).where(t.segments.c.name == row.name).values(seen=seen))
    while (span := _due(connection)) is not None:
        numbers, vectors = _read(connection, [span])
        try:
            name, sha256 = _write(folder_of(path), numbers, vectors)
        except OSError as error:
            what = "no space left for" if error.errno in (ENOSPC, EDQUOT, EFBIG) else "the index cannot be written to"
            raise LedgerError(
                f"{what} {folder_of(path)} ({error.strerror}): what was added is safe; mend it and run `add` again"
            ) from error
        s = t.segments.c
        replaced = list(connection.scalars(select(s.name).where(s.first >= span[0], s.last <= span[1])))
        connection.execute(delete(t.segments).where(s.name.in_(replaced)))
        made = {
            "name": name,
            "first": int(numbers[0]),
            "last": int(numbers[-1]),
            "size": len(numbers),
            "sha256": sha256,
        }
        connection.execute(insert(t.segments), {**made, "seen": _signature(folder_of(path) / name)})
        written += len(numbers)
    return written


def sweep(connection: Connection, path: Path) -> None:
    """Removes the files that no segment names, after the change that replaced them is durable."""
    named = set(connection.scalars(select(t.segments.c.name)))
    folder = folder_of(path)
    for file in folder.iterdir() if folder.is_dir() else ():
        if file.name not in named:
            file.unlink(missing_ok=True)


def _gaps(rows: Sequence[Any]) -> Iterator[tuple[int, int]]:
    """The ranges of numbers that no segment holds; the last one is the tail."""
    first = 0
    for row in rows:
        if row.first > first:
            yield first, row.first - 1
        first = row.last + 1
    yield first, _END


def _due(connection: Connection) -> tuple[int, int] | None:
    """The first and last number of the vectors that should become one segment now."""
    i = t.imprints.c
    rows = list(connection.execute(select(t.segments).order_by(t.segments.c.first)))
    for first, last in _gaps(rows):
        inside = select(i.number).where(i.number.between(first, last)).order_by(i.number)
        numbers = list(connection.scalars(inside.limit(TAIL)))
        if last == _END and len(numbers) == TAIL:
            return numbers[0], numbers[-1]
        if last != _END and numbers:  # a segment was lost
            return first, last
    run: list[Any] = []
    for row in rows:
        run = [*run, row] if run and _level(run[-1].size) == _level(row.size) else [row]
        if len(run) == FANOUT:
            return run[0].first, run[-1].last
    return None


def _level(size: int) -> int:
    level = 0
    while size >= TAIL * FANOUT ** (level + 1):
        level += 1
    return level


def _read(connection: Connection, ranges: Iterable[tuple[int, int]]) -> tuple[Numbers, Vectors]:
    """The vectors of the imprints with numbers in some ranges."""
    i = t.imprints.c
    query = select(i.number, i.vector).order_by(i.number)
    rows = [row for span in ranges for row in connection.execute(query.where(i.number.between(*span)))]
    if not rows:
        return np.zeros(0, dtype=np.int64), np.zeros((0, 0), dtype=np.float32)
    vectors = np.stack([np.frombuffer(row.vector, dtype="<f4") for row in rows])
    return np.array([row.number for row in rows], dtype=np.int64), vectors


def _empty() -> Any:
    load_runtime()  # before usearch, or the process crashes
    from usearch.index import Index

    return Index(
        ndim=DIMENSIONS,
        metric="cos",
        dtype="f16",
        connectivity=CONNECTIVITY,
        expansion_add=EXPANSION_ADD,
        expansion_search=EXPANSION_SEARCH,
    )


def _write(folder: Path, numbers: Numbers, vectors: Vectors) -> tuple[str, str]:
    """Writes a segment so that it is there whole or not at all; its name and digest."""
    index = _empty()
    index.add(numbers.astype(np.uint64), vectors, threads=1)
    data = bytes(index.save())
    sha256 = hashlib.sha256(data).hexdigest()
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{int(numbers[0]):010}-{int(numbers[-1]):010}-{sha256[:16]}.usearch"
    handle, temporary = tempfile.mkstemp(dir=folder, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(folder / name)
    except OSError:
        Path(temporary).unlink()
        raise
    entry = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(entry)
    finally:
        os.close(entry)
    return name, sha256


def _open(row: Any, folder: Path) -> Any:
    """The index in a segment's file, mapped into memory; None where the file is not the one that was written."""
    file = folder / str(row.name)
    if not _is_whole(row, file):
        return None
    index = _empty()
    try:
        index.view(str(file))
    except (OSError, ValueError, RuntimeError):
        return None
    return index


def _is_whole(row: Any, file: Path) -> bool:
    """Whether a file is the one that was written. Its digest is computed again only where its length or time of change
    is another than when it last was."""
    try:
        return bool(_signature(file) == row.seen or _digest(file) == row.sha256)
    except OSError:
        return False


def _signature(file: Path) -> str:
    stat = file.stat()
    return f"{stat.st_size} {stat.st_mtime_ns}"


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def segments(connection: Connection) -> Iterator[tuple[str, int]]:
    """The names of the segments with how many vectors each holds."""
    for row in connection.execute(select(t.segments).order_by(t.segments.c.first)):
        yield row.name, row.size
