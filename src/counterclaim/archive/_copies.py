"""Which reports say nothing that an earlier one did not say word for word: these need not be read again.

A report is a copy of an earlier one if every sentence of it stands there. One changed figure, one added denial, and it
is none: then it is read. A document of which the archive holds several texts is followed, not copied: each is read.
"""

import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from types import TracebackType
from typing import IO, Self

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from counterclaim.records.revisions import Revision

SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+|\n+")
WORD = re.compile(r"\w+")
#: Earlier reports that are looked at for one that may be a copy; beyond that it is simply read.
MOST = 200

Hashes = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int64]
Names = npt.NDArray[np.bytes_]


def hash_sentences(revision: Revision) -> list[int]:
    """The sentences of what is read of a report, each as a number, without regard to case and marks; sorted."""
    found = set()
    for span in revision.read_spans:
        for sentence in SENTENCE_END.split(span.of(revision.text)):
            words = " ".join(WORD.findall(sentence.casefold()))
            if words:
                found.add(int.from_bytes(blake2b(words.encode(errors="replace"), digest_size=8).digest(), "big"))
    return sorted(found)


class Prints:
    """All reports of an archive as they are compared: some two hundred bytes each in memory, their sentences in a file
    that goes with this. `at_once` is how many sentences are counted at a time."""

    def __init__(self, *, at_once: int = 1_000_000) -> None:
        self._at_once = at_once
        self._file = tempfile.TemporaryFile()
        self._parts: list[tuple[Names, Hashes, Hashes, Numbers, Numbers]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, revisions: Sequence[str], documents: Sequence[str], moments: Numbers, sentences: "_Lists") -> None:
        """Takes reports up, behind those that it has: their revisions, documents, when they were published (or else
        captured) as numbers, and their sentences as `hash_sentences` gives them."""
        sentences.values.astype(np.uint64).tofile(self._file)
        names = np.array([revision.encode() for revision in revisions], dtype=np.bytes_)
        self._parts.append(
            (
                names,
                _digests(revisions),
                _digests(documents),
                moments.astype(np.int64),
                sentences.sizes.astype(np.int64),
            )
        )

    def copies(self) -> dict[int, str]:
        """By number, in the order in which they were taken up, the revision that a report is a copy of. That one is
        never itself a copy.

        Does not depend on the order, except that the same text captured twice is read where it stands first.
        """
        if not self._parts:
            return {}
        names, revisions, documents, moments, sizes = (np.concatenate(one) for one in zip(*self._parts, strict=True))
        order = np.lexsort((names, moments))
        rank = np.empty(len(order), dtype=np.int64)
        rank[order] = np.arange(len(order))
        _, firsts = np.unique(revisions[order], return_index=True)
        is_copy = np.ones(len(order), dtype=bool)  # the same text of the same document, captured again
        is_copy[order[firsts]] = False
        found = _again(revisions, is_copy, order[firsts])
        followed = _several(documents, revisions)
        held = _Sentences(self._file, sizes, self._at_once)
        rarest, shared = held.rarest()
        postings = held.postings(rarest[shared], rank)
        for i in order:
            if is_copy[i] or not shared[i] or followed[i]:
                continue
            own = held.of(i)
            for j in islice(_originals(postings.earlier(rarest[i], rank[i]), is_copy), MOST):
                if np.isin(own, held.of(j), assume_unique=True).all():
                    found[int(i)], is_copy[i] = int(j), True
                    break
        return {i: names[j].decode() for i, j in found.items()}


@dataclass(frozen=True, slots=True)
class _Lists:
    """Lists of numbers, one after the other."""

    values: Hashes
    sizes: Numbers


def as_lists(lists: Iterable[Sequence[int]]) -> _Lists:
    """Lists of sentences, as `Prints` takes them."""
    held = [np.asarray(one, dtype=np.uint64) for one in lists]
    return _Lists(
        np.concatenate(held or [np.empty(0, np.uint64)]), np.array([len(one) for one in held], dtype=np.int64)
    )


def column_lists(column: pa.ChunkedArray) -> _Lists:
    """The same from a column of a table, without an object for each number."""
    parts = [chunk for chunk in column.chunks if len(chunk)]
    values = [part.flatten().to_numpy(zero_copy_only=False).astype(np.uint64) for part in parts]
    sizes = [part.value_lengths().to_numpy(zero_copy_only=False) for part in parts]
    return _Lists(
        np.concatenate([*values, np.empty(0, np.uint64)]),
        np.concatenate([*sizes, np.empty(0, np.int64)]).astype(np.int64),
    )


class _Sentences:
    """The sentences of all reports, in a file, gone through a part at a time."""

    def __init__(self, file: IO[bytes], sizes: Numbers, at_once: int) -> None:
        self._starts = np.concatenate([[0], np.cumsum(sizes)])
        self._at_once = at_once
        total = int(self._starts[-1])
        file.flush()
        self._all: Hashes = np.memmap(file, np.uint64, "r", shape=(total,)) if total else np.empty(0, np.uint64)
        self._bits = max(0, (total // at_once).bit_length())

    def of(self, i: int) -> Hashes:
        """Those of one report, sorted."""
        return self._all[self._starts[i] : self._starts[i + 1]]

    def rarest(self) -> tuple[Hashes, npt.NDArray[np.bool_]]:
        """For each report its rarest sentence, the smallest of several; and whether that stands in another one."""
        n = len(self._starts) - 1
        least, rarest = np.full(n, np.iinfo(np.int64).max), np.zeros(n, np.uint64)
        for sentences, owners in self._buckets():
            _, place, counts = np.unique(sentences, return_inverse=True, return_counts=True)
            count = counts[place]
            order = np.lexsort((sentences, count, owners))
            first = order[np.concatenate([[True], np.diff(owners[order]) > 0])] if len(order) else order
            better = first[count[first] < least[owners[first]]]
            least[owners[better]], rarest[owners[better]] = count[better], sentences[better]
        return rarest, (least > 1) & (least < np.iinfo(np.int64).max)

    def postings(self, wanted: Hashes, rank: Numbers) -> "_Postings":
        """Which reports hold the sentences that are wanted."""
        wanted = np.unique(wanted)
        parts = []
        for sentences, owners in self._buckets():
            kept = np.isin(sentences, wanted)
            parts.append((sentences[kept], owners[kept]))
        sentences, owners = (np.concatenate(one) for one in zip(*parts, strict=True))
        order = np.lexsort((rank[owners], sentences))
        return _Postings(sentences[order], owners[order], rank)

    def _buckets(self) -> Iterator[tuple[Hashes, npt.NDArray[np.uint32]]]:
        """All sentences with the reports that hold them, those alike together, ascending from part to part."""
        shift = np.uint64(64 - self._bits)
        blocks = np.searchsorted(self._starts, np.arange(0, max(1, len(self._all)), self._at_once))
        ends = [*blocks[1:], len(self._starts) - 1]
        for bucket in range(1 << self._bits):
            sentences, owners = [np.empty(0, np.uint64)], [np.empty(0, np.uint32)]
            for a, b in zip(blocks, ends, strict=True):
                block = self._all[self._starts[a] : self._starts[b]]
                kept = block >> shift == bucket if self._bits else np.ones(len(block), bool)
                owner = np.repeat(np.arange(a, b, dtype=np.uint32), np.diff(self._starts[a : b + 1]))
                sentences.append(block[kept])
                owners.append(owner[kept])
            yield np.concatenate(sentences), np.concatenate(owners)


@dataclass(frozen=True, slots=True)
class _Postings:
    """Sentences, sorted, with the reports that hold them, the first published first."""

    sentences: Hashes
    owners: npt.NDArray[np.uint32]
    rank: Numbers

    def earlier(self, sentence: np.uint64, rank: int) -> npt.NDArray[np.uint32]:
        """The reports before one that hold a sentence."""
        a, b = (int(np.searchsorted(self.sentences, sentence, side)) for side in ("left", "right"))
        owners = self.owners[a:b]
        return owners[: int(np.searchsorted(self.rank[owners], rank))]


def _originals(reports: npt.NDArray[np.uint32], is_copy: npt.NDArray[np.bool_]) -> Iterator[int]:
    """Of some reports those that are no copies; beyond many copies nobody looks."""
    return (int(j) for j in reports[: 20 * MOST] if not is_copy[j])


def _again(revisions: Hashes, is_copy: npt.NDArray[np.bool_], firsts: Numbers) -> dict[int, int]:
    """For each text that was captured again where it stands first."""
    known = revisions[firsts]  # ascending, as `np.unique` gives them
    again = np.flatnonzero(is_copy)
    return dict(zip(again.tolist(), firsts[np.searchsorted(known, revisions[again])].tolist(), strict=True))


def _several(documents: Hashes, revisions: Hashes) -> npt.NDArray[np.bool_]:
    """Whether a report is of a document of which there are several texts."""
    order = np.lexsort((revisions, documents))
    new_document = np.concatenate([[True], np.diff(documents[order]) != 0])
    new_text = new_document | np.concatenate([[True], np.diff(revisions[order]) != 0])
    number = np.cumsum(new_document) - 1
    several = np.bincount(number, weights=new_text) > 1
    result = np.empty(len(documents), dtype=bool)
    result[order] = several[number]
    return result


def _digests(names: Sequence[str]) -> Hashes:
    """Names as numbers, alike where they are."""
    return np.array(
        [int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big") for name in names], dtype=np.uint64
    )
