"""The words of a report as runs that can be compared: narrated, quoted and retold, each with where it stands."""

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from counterclaim.lexicons.word_ranks import word_weight
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
#: Odd 64-bit numbers that spread the sums of word hashes (the second and third are those of SplitMix64).
_BASE, _MIX_1, _MIX_2 = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs of words in text order: `hashes[i]` stands at `[starts[i], ends[i])` in code points of the text."""

    hashes: Hashes
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]


def read_runs(revision: Revision) -> tuple[Runs, Runs, Hashes]:
    """The runs that a report tells in its own words, those inside quotation marks, and its pairs of telling words."""
    told: list[tuple[Hashes, list[int], list[int]]] = []
    quoted: list[tuple[Hashes, list[int], list[int]]] = []
    pairs: list[Hashes] = []
    for span in revision.read_spans:
        for start, end, inside in _parts(revision.text, span.start, span.end):
            words = list(WORD.finditer(revision.text, start, end))
            (quoted if inside else told).append(_runs(words))
            if not inside:
                pairs.append(_pairs(words))
    return _joined(told), _joined(quoted), np.concatenate(pairs) if pairs else np.empty(0, np.int64)


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


def _runs(words: Sequence[re.Match[str]]) -> tuple[Hashes, list[int], list[int]]:
    hashes = _hash([word[0].lower() for word in words], RUN_WORDS)
    count = len(hashes)
    return hashes, [w.start() for w in words[:count]], [w.end() for w in words[RUN_WORDS - 1 :]]


def _pairs(words: Sequence[re.Match[str]]) -> Hashes:
    telling = [w[0][:STEM] for w in words if not w[0][0].isupper() and word_weight(w[0].lower()) > TELLING]
    return _hash([word.lower() for word in telling], 2)


def _hash(words: Sequence[str], length: int) -> Hashes:
    """One hash for each run of `length` words: the same on every machine, for the same words."""
    if len(words) < length:
        return np.empty(0, np.int64)
    codes = np.array([zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in words], np.uint64)
    total = np.zeros(len(words) - length + 1, np.uint64)
    for i in range(length):
        total = total * np.uint64(_BASE) + codes[i : len(codes) - length + 1 + i]
    total ^= total >> np.uint64(30)
    total *= np.uint64(_MIX_1)
    total ^= total >> np.uint64(27)
    total *= np.uint64(_MIX_2)
    return (total ^ (total >> np.uint64(31))).view(np.int64)


def _joined(parts: Sequence[tuple[Hashes, list[int], list[int]]]) -> Runs:
    hashes = [part[0] for part in parts]
    return Runs(
        hashes=np.concatenate(hashes) if hashes else np.empty(0, np.int64),
        starts=np.array([at for part in parts for at in part[1]], np.int64),
        ends=np.array([at for part in parts for at in part[2]], np.int64),
    )
