"""Which reports say nothing that an earlier one did not say word for word: these need not be read again.

A report is a copy of an earlier one if every sentence of it stands there. One changed figure, one added denial, and it
is none: then it is read. A document of which the archive holds several texts is followed, not copied: each is read.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from counterclaim.records.revisions import Revision

SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+|\n+")
WORD = re.compile(r"\w+")
#: Earlier reports that are looked at for one that may be a copy; beyond that it is simply read.
MOST = 200

Hashes = npt.NDArray[np.uint64]


def hash_sentences(revision: Revision) -> list[int]:
    """The sentences of what is read of a report, each as a number, without regard to case and marks; sorted."""
    found = set()
    for span in revision.read_spans:
        for sentence in SENTENCE_END.split(span.of(revision.text)):
            words = " ".join(WORD.findall(sentence.casefold()))
            if words:
                found.add(int.from_bytes(blake2b(words.encode(errors="replace"), digest_size=8).digest(), "big"))
    return sorted(found)


@dataclass(frozen=True, slots=True)
class Print:
    """A report as it is compared. `moment` is when it was published, or else captured."""

    revision_id: str
    document_id: str
    moment: datetime
    address: str
    sentences: Hashes


def find_copies(reports: Sequence[Print]) -> dict[int, str]:
    """By place in `reports`, the revision that a report is a copy of. That one is never itself a copy.

    Does not depend on the order of `reports`, except that the same text captured twice is read where it stands first.
    """
    order = sorted(
        range(len(reports)), key=lambda i: (reports[i].moment, reports[i].address, reports[i].revision_id, i)
    )
    rank = np.empty(len(reports), dtype=np.int64)
    rank[order] = np.arange(len(reports))
    texts: dict[str, set[str]] = {}
    for report in reports:
        texts.setdefault(report.document_id, set()).add(report.revision_id)
    copies: dict[int, str] = {}
    first: dict[str, int] = {}
    for i in order:  # the same text of the same document, captured again
        kept = first.setdefault(reports[i].revision_id, i)
        if kept != i:
            copies[i] = reports[i].revision_id
    postings, rarest = _rarest(reports)
    for i in order:
        report, shared = reports[i], rarest[i]
        if i in copies or shared is None or len(texts[report.document_id]) > 1:
            continue
        earlier = sorted((rank[j], j) for j in postings[shared] if rank[j] < rank[i] and j not in copies)
        for _, j in earlier[:MOST]:
            if np.isin(report.sentences, reports[j].sentences, assume_unique=True).all():
                copies[i] = reports[j].revision_id
                break
    return copies


def _rarest(reports: Sequence[Print]) -> tuple[dict[int, list[int]], list[int | None]]:
    """For each report its rarest sentence, None where that stands in no other report; and by sentence the reports that
    hold it, for those sentences."""
    sizes = [len(report.sentences) for report in reports]
    if not sum(sizes):
        return {}, [None] * len(reports)
    every = np.concatenate([report.sentences for report in reports])
    owner = np.repeat(np.arange(len(reports)), sizes)
    known, place, counts = np.unique(every, return_inverse=True, return_counts=True)
    rarest: list[int | None] = []
    at = 0
    for size in sizes:
        own = place[at : at + size]
        at += size
        least = own[np.argmin(counts[own])] if size else None
        rarest.append(int(least) if least is not None and counts[least] > 1 else None)
    wanted = np.zeros(len(known), dtype=bool)
    wanted[[sentence for sentence in rarest if sentence is not None]] = True
    postings: dict[int, list[int]] = {}
    kept = wanted[place]
    for sentence, report in zip(place[kept].tolist(), owner[kept].tolist(), strict=True):
        postings.setdefault(sentence, []).append(report)
    return postings, rarest


def as_hashes(values: Iterable[int]) -> Hashes:
    return np.fromiter(values, dtype=np.uint64)
