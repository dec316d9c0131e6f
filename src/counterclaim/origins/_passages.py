"""The passages that two or more reports share, and the claims that stand in them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from counterclaim.origins._sets import Sets
from counterclaim.origins._words import Hashes, Runs, read_runs
from counterclaim.records.accounts import OriginLink
from counterclaim.records.analyses import Analysis
from counterclaim.records.ids import RevisionId
from counterclaim.records.revisions import Revision
from counterclaim.records.spans import Span

#: Shared runs with less between them are one passage: a rewriter puts words in.
GAP = 60


@dataclass(slots=True)
class Texts:
    """The runs of reports, read when first asked for."""

    reports: Mapping[RevisionId, Analysis]
    read: dict[RevisionId, tuple[Runs, Runs]]

    @classmethod
    def of(cls, reports: Mapping[RevisionId, Analysis]) -> "Texts":
        return cls(reports=reports, read={})

    def runs(self, revision: RevisionId, *, quoted: bool) -> Runs:
        if revision not in self.read:
            self.read[revision] = _read(self.reports[revision].revision)
        return self.read[revision][quoted]

    def shared(self, revision: RevisionId, others: Iterable[RevisionId]) -> list[Span]:
        """The passages of a report, told and quoted, that one of the others has too, in text order."""
        spans: list[Span] = []
        others = list(others)
        for quoted in (False, True):
            own = self.runs(revision, quoted=quoted)
            held = np.concatenate([self.runs(other, quoted=quoted).hashes for other in others])
            spans += (span for span, _ in _segments(own, held))
        return sorted(spans)


def shared_passages(
    links: Sequence[OriginLink], texts: Texts, *, quoted: bool
) -> Iterator[dict[RevisionId, list[Span]]]:
    """Each passage that linked reports share, with where it stands in each; what runs on is one passage."""
    sets: Sets[int] = Sets()
    places: dict[RevisionId, list[tuple[Span, int]]] = defaultdict(list)
    others: dict[RevisionId, list[RevisionId]] = defaultdict(list)
    for link in links:
        others[link.a].append(link.b)
        others[link.b].append(link.a)
    for revision, linked in sorted(others.items()):
        held = np.concatenate([texts.runs(other, quoted=quoted).hashes for other in linked])
        for span, hashes in _segments(texts.runs(revision, quoted=quoted), held):
            for value in hashes[1:]:
                sets.join(hashes[0], value)
            places[revision].append((span, hashes[0]))
    found: dict[int, dict[RevisionId, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for revision, spans in places.items():
        for span, value in spans:
            found[sets.root(value)][revision].append(span)
    for passage in found.values():
        if len(passage) > 1:
            yield dict(passage)


def _segments(own: Runs, held: Hashes) -> Iterator[tuple[Span, list[int]]]:
    """The passages of a report whose runs are held elsewhere, with the hashes in each."""
    start = end = -1
    hashes: list[int] = []
    for i in np.flatnonzero(np.isin(own.hashes, held)).tolist():
        first, last = int(own.starts[i]), int(own.ends[i])
        if hashes and first > end + GAP:
            yield Span(start, end), hashes
            hashes = []
        start, end = (first if not hashes else start), last
        hashes.append(int(own.hashes[i]))
    if hashes:
        yield Span(start, end), hashes


def _read(revision: Revision) -> tuple[Runs, Runs]:
    told, quoted, _ = read_runs(revision)
    return told, quoted
