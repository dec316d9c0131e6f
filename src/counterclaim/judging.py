"""Comparing what is new in a ledger with its neighbours there: the cost is theirs, however much else is held.

For a new report the ledger proposes reports that may be about the same event. These are scored as `link_reports` would
score them, from what is kept of them. Where a score could put two into one story, the whole groups that both stand in
are compared, so that what is known of a group does not depend on the order in which its reports came.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
import numpy.typing as npt

from counterclaim import __version__
from counterclaim.errors import LedgerError
from counterclaim.ledger import Ledger
from counterclaim.matching import match_claims
from counterclaim.records.accounts import JOINING, Judgements, Match, MatchLabel, ReportLink
from counterclaim.records.analyses import Analysis, ModelDigest
from counterclaim.records.ids import RevisionId
from counterclaim.records.imprints import Imprint
from counterclaim.stories import Sketch, judge_sketches, pack_sketch, sketch_report, telling_terms, unpack_sketch
from counterclaim.taggers import Encoder, PairReader

Vectors = npt.NDArray[np.float32]

#: A report that joins two groups with more pairs between them than this leaves the other pairs unjudged.
MOST_PAIRS = 20_000
#: Reasons that are kept of a judgement that two claims are unrelated.
MOST_REASONS = 2
#: Bytes of the digest that stands for the words of a vector.
KEY = 12


def judge_new(
    ledger: Ledger,
    encoder: Encoder,
    reader: PairReader | None = None,
    *,
    done: Callable[[RevisionId], None] | None = None,
) -> int:
    """Compares every revision that was not yet compared, and keeps what is judged. Returns how many there were.

    What is done is durable report by report: a run that was stopped goes on where it was. `done` is told of each.
    """
    maker = make_maker(encoder)
    pending = ledger.unjudged()
    waiting = set(pending)
    for revision in ledger.without_imprint(maker):
        if revision not in waiting:  # judged by a version that kept no imprints, or by another model
            for analysis in ledger.analyses(current=False, only={revision}):
                ledger.add_imprints([make_imprint(analysis, encoder, maker)])
    for revision in pending:
        seen = ledger.size()
        while found := ledger.analyses(current=False, only={revision}):
            try:
                judge_report(ledger, found[0], encoder, maker, reader)
            except (LedgerError, LookupError):
                if not ledger.erased_after(seen):
                    raise
                seen = ledger.size()  # it was taken down, or what it was compared with: what is left is compared
            else:
                break
        if done:
            done(revision)
    return len(pending)


def judge_report(
    ledger: Ledger, analysis: Analysis, encoder: Encoder, maker: str, reader: PairReader | None = None
) -> Judgements:
    """Compares one held report with its neighbours, and keeps the judgements and its imprint."""
    imprint = make_imprint(analysis, encoder, maker)
    pool = _Pool(ledger, imprint)
    links = tuple(_link(ledger, pool, imprint).values())
    compared = (*links, *_decided(ledger, imprint.revision_id))
    near = {revision for link in compared if link.score >= JOINING for revision in (link.a, link.b)}
    near |= {imprint.revision_id}
    pool.read(sorted(near))
    remembering = Remembering(encoder, [pool.imprints[revision].said for revision in near & pool.imprints.keys()])
    matches = _match(ledger, analysis, near, compared, remembering, reader)
    models = (*encoder.digests, *(reader.digests if reader else ()))
    judgements = Judgements(links=links, matches=matches, models=models)
    ledger.add_judgements(judgements, judged=[imprint.revision_id])
    ledger.add_imprints([replace(imprint, said=remembering.fresh())])
    return judgements


def _decided(ledger: Ledger, own: RevisionId) -> Iterator[ReportLink]:
    """Links that nobody judged: to the reports that people put together with one, whose claims are compared with its
    own as if a judgement had linked them. They are not kept; the decision is."""
    for other in sorted(ledger.put_together(own)):
        yield ReportLink(a=min(own, other), b=max(own, other), score=1.0)


def make_maker(encoder: Encoder) -> str:
    """The name of what makes imprints: this version with this encoder."""
    models = "".join(digest.sha256 for digest in encoder.digests)
    return f"{__version__}/{hashlib.sha256(models.encode()).hexdigest()[:16]}"


def make_imprint(analysis: Analysis, encoder: Encoder, maker: str) -> Imprint:
    """The imprint of a report, without the vectors of its claims' words."""
    sketch = sketch_report(analysis)
    published = analysis.revision.published
    return Imprint(
        revision_id=analysis.revision.id,
        maker=maker,
        day=(published.earliest if published else analysis.revision.captured_at).toordinal(),
        terms=telling_terms(sketch),
        vector=encoder.embed([sketch.opening])[0].astype("<f4").tobytes(),
        sketch=pack_sketch(sketch),
        said=b"",
    )


@dataclass(frozen=True, slots=True)
class _Known:
    sketch: Sketch
    vector: Vectors


class _Pool:
    """The imprints that are looked at for one report, read once."""

    def __init__(self, ledger: Ledger, own: Imprint) -> None:
        self._ledger = ledger
        self.imprints: dict[RevisionId, Imprint] = {own.revision_id: own}
        self._known: dict[RevisionId, _Known] = {}

    def read(self, revisions: Sequence[RevisionId]) -> None:
        self.imprints |= self._ledger.imprints(set(revisions) - self.imprints.keys())

    def judge(self, a: RevisionId, b: RevisionId) -> ReportLink | None:
        """How two reports are linked; None where they are not, or nothing is kept of one."""
        if a not in self.imprints or b not in self.imprints:
            return None
        one, other = (self._get(revision) for revision in sorted((a, b)))
        return judge_sketches(one.sketch, other.sketch, float(one.vector @ other.vector))

    def _get(self, revision: RevisionId) -> _Known:
        if revision not in self._known:
            kept = self.imprints[revision]
            vector: Vectors = np.frombuffer(kept.vector, dtype="<f4")
            self._known[revision] = _Known(replace(unpack_sketch(kept.sketch), id=revision), vector)
        return self._known[revision]


def _link(ledger: Ledger, pool: _Pool, own: Imprint) -> dict[tuple[RevisionId, RevisionId], ReportLink]:
    """The links that a report adds: its own inside the group that it belongs to, and those between the members of the
    groups that it brings together."""
    proposed = sorted(ledger.near(own))
    pool.read(proposed)
    scored = {revision: pool.judge(own.revision_id, revision) for revision in proposed}
    joined = [revision for revision, link in scored.items() if link is not None and link.score >= JOINING]
    groups = ledger.tied(joined)
    for group in groups:
        pool.read(group)
        for revision in group:
            if revision not in scored and revision != own.revision_id:
                scored[revision] = pool.judge(own.revision_id, revision)
    members = {revision for group in groups for revision in group}
    links = {(link.a, link.b): link for revision, link in scored.items() if link is not None and revision in members}
    for link in _between(groups, pool):
        links[link.a, link.b] = link
    return links


def _between(groups: Sequence[Sequence[RevisionId]], pool: _Pool) -> Iterator[ReportLink]:
    """The links between members of different groups, the smallest groups first, as far as there is room."""
    left = MOST_PAIRS
    ordered = sorted(groups, key=lambda group: (len(group), group))
    for i, group in enumerate(ordered):
        for other in ordered[:i]:
            left -= len(group) * len(other)
            if left < 0:
                return
            for a, b in product(group, other):
                link = pool.judge(a, b)
                if link is not None:
                    yield link


def _match(
    ledger: Ledger,
    analysis: Analysis,
    near: set[RevisionId],
    links: Sequence[ReportLink],
    encoder: Encoder,
    reader: PairReader | None,
) -> tuple[Match, ...]:
    """The judgements on claims that the links ask for; of the reasons for what is unrelated the heaviest."""
    own = analysis.revision.id
    known = ledger.analyses(current=False, only=near - {own})
    found = {*match_claims([analysis], known, links, encoder, reader)}
    for link in links:  # two groups that were found to be one through this report
        if link.score >= JOINING and own not in (link.a, link.b):
            pair = [other for other in known if other.revision.id in (link.a, link.b)]
            ends = {claim.id: other.revision.id for other in pair for claim in other.claims}
            matches = match_claims(pair[:1], pair[1:], [link], encoder, reader)
            found |= {match for match in matches if ends[match.a] != ends[match.b]}
    return tuple(sorted(map(_slim, found), key=lambda match: (match.a, match.b)))


def _slim(match: Match) -> Match:
    """The judgement as it is kept: most are that two claims are unrelated, and need few words."""
    if match.label is not MatchLabel.UNRELATED:
        return match
    heaviest = sorted(match.reasons, key=lambda reason: (-abs(reason.weight), reason.name))
    return replace(match, reasons=tuple(heaviest[:MOST_REASONS]))


class Remembering:
    """An encoder that knows the vectors of words it has met, each kept in one byte a number."""

    def __init__(self, encoder: Encoder, kept: Sequence[bytes]) -> None:
        self._encoder = encoder
        self._vectors: dict[bytes, bytes] = {}
        self._fresh: dict[bytes, bytes] = {}
        for data in kept:
            self._vectors.update(_unpack(data))

    @property
    def digests(self) -> tuple[ModelDigest, ...]:
        return self._encoder.digests

    def embed(self, texts: Sequence[str]) -> Vectors:
        """As the encoder's, up to what rounding to one byte changes: the same whether known or new."""
        keys = [hashlib.sha256(text.encode(errors="surrogatepass")).digest()[:KEY] for text in texts]
        new: Mapping[bytes, str] = {
            key: text for key, text in zip(keys, texts, strict=True) if key not in self._vectors
        }
        for key, vector in zip(new, self._encoder.embed(list(new.values())), strict=True):
            self._fresh[key] = self._vectors[key] = _round(vector)
        if not texts:
            return self._encoder.embed([])
        rounded = np.stack([np.frombuffer(self._vectors[key], dtype=np.int8) for key in keys]).astype(np.float32)
        vectors: Vectors = rounded / np.linalg.norm(rounded, axis=1, keepdims=True)
        return vectors

    def fresh(self) -> bytes:
        """The vectors that were new, for keeping."""
        return b"".join(key + vector for key, vector in sorted(self._fresh.items()))


def _round(vector: Vectors) -> bytes:
    rounded: npt.NDArray[np.int8] = np.round(vector * (127 / np.abs(vector).max())).astype(np.int8)
    return rounded.tobytes()


def _unpack(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    size = KEY + 384
    for start in range(0, len(data), size):
        yield data[start : start + KEY], data[start + KEY : start + size]
