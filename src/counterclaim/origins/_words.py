"""The words of a report as runs that can be compared: narrated, quoted and retold, each with where it stands."""

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from counterclaim._memo import Memo
from counterclaim.lexicons.word_ranks import word_weight
from counterclaim.records.ids import digest
from counterclaim.records.revisions import Revision

Hashes = NDArray[np.int64]

WORD = re.compile(r"[^\W_]+")
QUOTED = re.compile(r"“[^“”]{1,2000}”|\"[^\"]{1,2000}\"|‘‘[^‘’]{1,2000}’’|''[^']{1,2000}''")
#: Single marks may be apostrophes: only a long stretch between a start and an end of words is a quotation.
SINGLE = re.compile(
    r"(?<![\w'])'(?=\w)(?:[^'\n]|(?<=\w)'(?=\w)){20,2000}'(?!\w)"
    r"|‘(?=\w)(?:[^‘’\n]|(?<=\w)’(?=\w)){20,2000}’(?!\w)"
)
#: Words a run: five in a row are rarely shared by chance.
RUN_WORDS = 5
#: Rewriters keep pairs of telling words in their order. Names are those of the event, whoever tells of it.
TELLING, STEM = 1.3, 5
#: Runs that stay in memory: those of a few thousand reports.
READ_BYTES = 64 << 20
#: Odd 64-bit numbers that spread the sums of word hashes (the second and third are those of SplitMix64).
_BASE, _MIX_1, _MIX_2 = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs of words in text order: `hashes[i]` stands at `[starts[i], ends[i])` in code points of the text."""

    hashes: Hashes
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]


def _bytes_of(read: tuple[Runs, Runs, Hashes]) -> int:
    told, quoted, pairs = read
    return (
        sum(array.nbytes for runs in (told, quoted) for array in (runs.hashes, runs.starts, runs.ends)) + pairs.nbytes
    )


_READ: Memo[tuple[Runs, Runs, Hashes]] = Memo(READ_BYTES, size=_bytes_of)


def read_runs(revision: Revision) -> tuple[Runs, Runs, Hashes]:
    """The runs that a report tells in its own words, those inside quotation marks, and its pairs of telling words."""
    return _READ.get(
        (digest(revision.text.encode("utf-8", "surrogatepass")), revision.read_spans), lambda: _read(revision)
    )


def _read(revision: Revision) -> tuple[Runs, Runs, Hashes]:
    parts = [part for span in revision.read_spans for part in _parts(revision.text, span.start, span.end)]
    found = [list(WORD.finditer(revision.text, start, end)) for start, end, _ in parts]
    words = [word for part in found for word in part]
    number = np.repeat(np.arange(len(parts)), [len(part) for part in found])
    quoted = np.array([inside for _, _, inside in parts], np.bool_)
    places = np.array([word.span() for word in words], np.int64).reshape(-1, 2)
    runs, of = _hash([word[0].lower() for word in words], number, RUN_WORDS)
    told, said = (
        Runs(hashes=runs[first], starts=places[of[first], 0], ends=places[of[first] + RUN_WORDS - 1, 1])
        for first in (~quoted[number[of]], quoted[number[of]])
    )
    telling = [i for i, word in enumerate(words) if not quoted[number[i]] and _is_telling(word[0])]
    pairs, _ = _hash([words[i][0][:STEM].lower() for i in telling], number[telling], 2)
    return told, said, pairs


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """The parts of `[start, end)` outside and inside quotation marks, in order."""
    marks = [match.span() for match in QUOTED.finditer(text, start, end)]
    at = start
    for first, last in (*marks, (end, end)):
        for match in SINGLE.finditer(text, at, first):
            yield at, match.start(), False
            yield match.start(), match.end(), True
            at = match.end()
        yield at, first, False
        if first < last:
            yield first, last, True
        at = last


def _is_telling(word: str) -> bool:
    return not word[0].isupper() and word_weight(word.lower()) > TELLING


def _hash(words: Sequence[str], parts: NDArray[np.int64], length: int) -> tuple[Hashes, NDArray[np.int64]]:
    """One hash for each run of `length` words of one part, and where the run starts: the same on every machine, for the
    same words."""
    count = max(0, len(words) - length + 1)
    codes = np.array([zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in words], np.uint64)
    total = np.zeros(count, np.uint64)
    for i in range(length):
        total = total * np.uint64(_BASE) + codes[i : count + i]
    total ^= total >> np.uint64(30)
    total *= np.uint64(_MIX_1)
    total ^= total >> np.uint64(27)
    total *= np.uint64(_MIX_2)
    total ^= total >> np.uint64(31)
    whole = np.flatnonzero(parts[:count] == parts[length - 1 :][:count])
    return total[whole].view(np.int64), whole
