"""Which two reports have something from one origin: judged on their fingerprints alone."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from counterclaim._memo import Memo
from counterclaim.origins._prints import Fingerprint, unpacked
from counterclaim.origins._words import Hashes
from counterclaim.records.accounts import OriginKind, OriginLink, Reason
from counterclaim.records.ids import digest

#: Share of the shorter text's runs that the other has: a copy, and a rewritten copy (docs/decisions/0022).
COPY, REWRITE = 0.6, 0.05
#: So many runs at least, in two places unless they are so many more: a sentence in common, as reports of one event
#: have, is no derivation.
LEAST_RUNS, LEAST_IN_ROW = 8, 12
#: A copy has some of the news; where less of what is shared stands in this part of one of the texts, it is background.
CORE, LEAST_CORE = 0.75, 0.15
#: Told anew around the same quotations: shares of pairs of telling words and of quoted runs, and the least of each.
RETOLD, LEAST_PAIRS, REQUOTED, LEAST_QUOTED, LEAST_TOLD = 0.15, 6, 0.4, 6, 2
#: Told anew after an outlet that both cite, or that one cites and the other is from.
RETOLD_CITED = 0.065
#: A text less than so long as the other is a passage of it, if it is a copy.
PASSAGE = 1 / 3
#: A run in more reports than this is furniture or a set phrase and joins nothing: it bounds the cost, far above the
#: number of outlets that print one dispatch.
COMMON = 1_000
#: Links of one kind that a report keeps to those before it, the strongest: the rest say no more.
MOST_LINKS = 10
#: Reports held against one report word for word, those first that share most: bounds the cost among many copies.
MOST_JUDGED = 40
#: Pairs of reports that stay judged: those of a story of a thousand reports.
MOST_DERIVED = 40_000

_DERIVED: Memo[bool] = Memo(MOST_DERIVED)


@dataclass(frozen=True, slots=True)
class _Index:
    """Who holds a hash: `hashes` sorted, `owners[i]` the number of the report that holds `hashes[i]`."""

    hashes: Hashes
    owners: NDArray[np.int64]
    sizes: NDArray[np.int64]

    @classmethod
    def of(cls, held: Sequence[Hashes]) -> "_Index":
        sizes = np.array([len(own) for own in held], np.int64)
        hashes = np.concatenate(held) if held else np.empty(0, np.int64)
        owners = np.repeat(np.arange(len(held)), sizes)
        order = np.argsort(hashes, kind="stable")
        return cls(hashes=hashes[order], owners=owners[order], sizes=sizes)

    def shared(self, own: Hashes) -> NDArray[np.int64]:
        """How many of the hashes each report holds, but for those that very many hold."""
        first, last = np.searchsorted(self.hashes, own, "left"), np.searchsorted(self.hashes, own, "right")
        counts = last - first
        first, counts = first[(counts > 0) & (counts <= COMMON)], counts[(counts > 0) & (counts <= COMMON)]
        ends = np.cumsum(counts)
        places = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - counts, counts) + np.repeat(first, counts)
        return np.bincount(self.owners[places], minlength=len(self.sizes))


@dataclass(frozen=True, slots=True)
class _Told:
    """The runs that each report tells, in text order, by number; `seen` notes which of them stand in one report."""

    runs: Sequence[NDArray[np.int64]]
    names: Sequence[str]
    seen: NDArray[np.bool_]

    @classmethod
    def of(cls, told: Sequence[bytes]) -> "_Told":
        hashes = [unpacked(packed) for packed in told]
        found, numbers = np.unique(np.concatenate([np.empty(0, np.int64), *hashes]), return_inverse=True)
        ends = np.cumsum([len(own) for own in hashes], dtype=np.int64)
        return cls(
            runs=np.split(numbers, ends[:-1]),
            names=[digest(packed) for packed in told],
            seen=np.zeros(len(found), np.bool_),
        )

    def is_derived(self, a: int, b: int, shared: int) -> bool:
        """Whether the words that two reports share stand in the news of both, not in the background behind it alone,
        and in two places. `shared` are so many runs."""
        return _DERIVED.get((self.names[a], self.names[b], shared), lambda: self._is_derived(a, b, shared))

    def _is_derived(self, a: int, b: int, shared: int) -> bool:
        for own, other in ((self.runs[a], self.runs[b]), (self.runs[b], self.runs[a])):
            self.seen[other] = True
            found = self.seen[own]
            self.seen[other] = False
            early = np.count_nonzero(found[: math.ceil(CORE * len(own))])
            if int(early) / max(1, int(np.count_nonzero(found))) < LEAST_CORE:
                return False
            if shared < LEAST_IN_ROW and np.count_nonzero(found[1:] > found[:-1]) + int(found[0]) < 2:
                return False
        return True


@dataclass(frozen=True, slots=True)
class _Shared:
    """What two reports share: runs told, runs quoted and pairs of telling words, as counts and as shares."""

    runs: int
    told: float
    quoted_runs: int
    quoted: float
    pairs: int
    retold: float


def link_origins(new: Sequence[Fingerprint], known: Sequence[Fingerprint] = ()) -> tuple[OriginLink, ...]:
    """The links of new reports to one another and to known ones, by the ids of the two and kind.

    A judgement depends on the two reports alone. Of each kind a report keeps its ten strongest links to those before
    it: `new` by id, all of `known` before them.
    """
    fresh = {report.id: report for report in sorted(new, key=lambda report: report.id)}
    held = [report for report in sorted(known, key=lambda report: report.id) if report.id not in fresh]
    reports = [*held, *fresh.values()]
    narrated, quoted, retold = (
        [np.unique(unpacked(packed)) for packed in column]
        for column in (
            [report.narrated for report in reports],
            [report.quoted for report in reports],
            [report.retold for report in reports],
        )
    )
    indices = [_Index.of(column) for column in (narrated, quoted, retold)]
    told = _Told.of([report.narrated for report in reports])
    links: list[OriginLink] = []
    for b in range(len(held), len(reports)):
        counts = [
            index.shared(column[b])[:b] for index, column in zip(indices, (narrated, quoted, retold), strict=True)
        ]
        shares = [
            count / np.maximum(1, np.minimum(index.sizes[:b], index.sizes[b]))
            for count, index in zip(counts, indices, strict=True)
        ]
        near = (counts[0] >= LEAST_RUNS) | (counts[1] >= LEAST_QUOTED) | (counts[2] >= LEAST_PAIRS)
        kinds: dict[OriginKind, list[OriginLink]] = {}
        for a in _strongest(np.flatnonzero(near), shares):
            shared = _Shared(
                int(counts[0][a]),
                float(shares[0][a]),
                int(counts[1][a]),
                float(shares[1][a]),
                int(counts[2][a]),
                float(shares[2][a]),
            )
            derived = shared.runs >= LEAST_RUNS and shared.told >= REWRITE and told.is_derived(a, b, shared.runs)
            carriers = _common_carriers(reports[a], reports[b])
            agencies = _common_agencies(reports[a], reports[b])
            for kind, score in _judge(shared, derived, cited=bool(carriers), credited=bool(agencies)):
                kept = kinds.setdefault(kind, [])
                if len(kept) < MOST_LINKS:
                    reasons = _reasons(shared, sorted({*carriers, *agencies}))
                    kept.append(_link(reports[a], reports[b], kind, score, reasons))
        links += [link for kept in kinds.values() for link in kept]
    return tuple(sorted(links, key=lambda link: (link.a, link.b, link.kind)))


def _strongest(near: NDArray[np.int64], shares: Sequence[NDArray[np.float64]]) -> list[int]:
    """The candidates that one of the shares may link, by what they share in all, the strongest first."""
    total = sum(share[near] for share in shares)
    order: list[int] = near[np.argsort(-np.asarray(total), kind="stable")][:MOST_JUDGED].tolist()
    return order


def _judge(
    shared: _Shared, derived: bool, *, cited: bool, credited: bool = False
) -> Iterator[tuple[OriginKind, float]]:
    """How two reports are linked, and how strongly. `derived` says that what they share is the news of both, `cited`
    that they rest on one outlet, `credited` that both name one agency as their author or contributor."""
    telling = shared.pairs >= LEAST_PAIRS
    requoted = shared.quoted_runs >= LEAST_QUOTED and shared.quoted >= REQUOTED and shared.runs >= LEAST_TOLD
    if derived and shared.told >= COPY:
        yield OriginKind.COPY, shared.told
        return
    if derived or (telling and (requoted or credited) and shared.retold >= RETOLD):
        yield OriginKind.REWRITE, max(shared.told, shared.retold)
        return
    if cited and telling and shared.retold >= RETOLD_CITED:
        yield OriginKind.CITED, shared.retold
    if shared.quoted_runs >= LEAST_RUNS:
        yield OriginKind.SHARED_INTERVIEW, shared.quoted
    if shared.runs >= LEAST_IN_ROW:
        yield OriginKind.SHARED_BACKGROUND, shared.told


def _link(a: Fingerprint, b: Fingerprint, kind: OriginKind, score: float, reasons: tuple[Reason, ...]) -> OriginLink:
    first, second = sorted((a, b), key=lambda report: report.id)
    earlier = _earlier(first, second)
    partly = _longer(a, b) if kind in (OriginKind.COPY, OriginKind.REWRITE) else None
    return OriginLink(
        a=first.id,
        b=second.id,
        kind=kind,
        score=round(min(1.0, score), 4),
        earlier=earlier.id if earlier else None,
        partly=partly.id if partly else None,
        reasons=reasons,
    )


def _reasons(shared: _Shared, carriers: Sequence[str]) -> tuple[Reason, ...]:
    found = [
        Reason(
            name="shared narrated words", weight=shared.told, detail=f"{shared.told:.0%} of the shorter text's runs"
        ),
        Reason(name="shared quoted words", weight=shared.quoted, detail=f"{shared.quoted:.0%} of the shorter one's"),
        Reason(name="retold", weight=shared.retold, detail=f"{shared.retold:.0%} of its pairs of telling words"),
    ]
    kept = [
        Reason(name=reason.name, weight=round(reason.weight, 4), detail=reason.detail)
        for reason in found
        if reason.weight
    ]
    if carriers:
        kept.append(Reason(name="carrier", weight=0.0, detail="both rest on " + ", ".join(carriers)))
    return tuple(kept)


def _common_carriers(a: Fingerprint, b: Fingerprint) -> list[str]:
    """The outlets that both cite, or that one cites and the other is from; two reports of one outlet are two."""
    return sorted({*a.cites, *a.made_by} & {*b.cites, *b.made_by} - ({*a.made_by} & {*b.made_by}))


def _common_agencies(a: Fingerprint, b: Fingerprint) -> list[str]:
    """The agencies that two outlets both credit; what one outlet makes twice is no agency's for that."""
    both = len(a.made_by) > 1 and len(b.made_by) > 1 and a.made_by != b.made_by
    return sorted({*a.made_by} & {*b.made_by}) if both else []


def _earlier(a: Fingerprint, b: Fingerprint) -> Fingerprint | None:
    """The likely root of the two: the outlet that the other cites, else what was surely published first."""
    from_a, from_b = bool({*a.made_by} & {*b.cites}), bool({*b.made_by} & {*a.cites})
    if from_a != from_b:
        return a if from_a else b
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return None
    return a if a.last < b.first else b if b.last < a.first else None


def _longer(a: Fingerprint, b: Fingerprint) -> Fingerprint | None:
    """The one that can only hold the other as a passage, being so much longer."""
    short, long = sorted((a, b), key=lambda report: len(report.narrated) + len(report.quoted))
    sizes = [len(report.narrated) + len(report.quoted) for report in (short, long)]
    return long if sizes[0] < PASSAGE * sizes[1] else None
