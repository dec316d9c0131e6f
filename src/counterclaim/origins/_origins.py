"""Which reports derive from one: by runs of words that two texts share.

Quoted and narrated words are kept apart. Reports that share narrated runs derive from one text; reports that share
only what stands in quotation marks quote one interview or statement, and report it on their own.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from counterclaim._clusters import average_link
from counterclaim.records.accounts import Origin, OriginKind, Reason
from counterclaim.records.analyses import Analysis
from counterclaim.records.ids import OriginId, RevisionId, make_id

WORD = re.compile(r"[^\W_]+")
QUOTED = re.compile(r"“[^“”]{1,2000}”|\"[^\"]{1,2000}\"|‘‘[^‘’]{1,2000}’’|''[^']{1,2000}''")
#: Single marks may be apostrophes (one inside a word surely is): what stands in them counts as quoted and as narrated.
SINGLE = re.compile(
    r"(?<![\w'])'(?=\w)(?:[^'\n]|(?<=\w)'(?=\w)){20,2000}'(?!\w)"
    r"|‘(?=\w)(?:[^‘’\n]|(?<=\w)’(?=\w)){20,2000}’(?!\w)"
)
#: Words a run: five in a row are rarely shared by chance.
RUN_WORDS = 5
#: Share of the shorter text's runs that the other has: a copy, and a rewritten copy (docs/decisions/0011).
COPY, REWRITE = 0.6, 0.1
#: So many runs at least: one sentence in common, as reports of one event have, is no derivation.
LEAST_RUNS = 12
#: The same for quoted runs.
QUOTED_SHARE = 0.3
#: A run in more reports than this is furniture or a set phrase and joins nothing: it bounds the cost, far above the
#: number of outlets that print one dispatch.
COMMON = 1_000


@dataclass(frozen=True, slots=True)
class _Print:
    id: RevisionId
    narrated: frozenset[tuple[str, ...]]
    quoted: frozenset[tuple[str, ...]]
    credits: frozenset[str]


def find_origins(analyses: Sequence[Analysis]) -> tuple[Origin, ...]:
    """The groups of two or more reports that derive from one text, and those that quote one statement. By ids."""
    prints = sorted((_print(analysis) for analysis in analyses), key=lambda p: p.id)
    narrated = _shares(prints, [p.narrated for p in prints])
    origins, joined = [], set()
    for group in average_link(len(prints), narrated, threshold=REWRITE):
        if len(group) > 1:
            pairs = [(a, b) for i, a in enumerate(group) for b in group[i + 1 :]]
            joined.update(pairs)
            share = sum(narrated.get(pair, 0.0) for pair in pairs) / len(pairs)
            kind = OriginKind.COPY if share >= COPY else OriginKind.REWRITE
            origins.append(_origin(kind, [prints[i] for i in group], share, "narrated"))
    quoted = {pair: share for pair, share in _shares(prints, [p.quoted for p in prints]).items() if pair not in joined}
    for group in average_link(len(prints), quoted, threshold=QUOTED_SHARE):
        if len(group) > 1:
            pairs = [(a, b) for i, a in enumerate(group) for b in group[i + 1 :]]
            share = sum(quoted.get(pair, 0.0) for pair in pairs) / len(pairs)
            origins.append(_origin(OriginKind.SHARED_INTERVIEW, [prints[i] for i in group], share, "quoted"))
    return tuple(sorted(origins, key=lambda origin: origin.id))


def _origin(kind: OriginKind, prints: Sequence[_Print], share: float, words: str) -> Origin:
    revisions = tuple(p.id for p in prints)
    reasons = [Reason(name=f"shared {words} words", weight=share, detail=f"{share:.0%} of the shorter text's runs")]
    credits = frozenset.intersection(*(p.credits for p in prints))
    if credits:
        reasons.append(Reason(name="credit", weight=0.0, detail="all credit " + ", ".join(sorted(credits))))
    identity = make_id("o", {"kind": kind.value, "revisions": list(revisions)})
    return Origin(id=OriginId(identity), kind=kind, revisions=revisions, reasons=tuple(reasons))


def _shares(prints: Sequence[_Print], runs: Sequence[frozenset[tuple[str, ...]]]) -> dict[tuple[int, int], float]:
    """For each pair that shares a run: the share of the shorter one's runs that the other has."""
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, own in enumerate(runs):
        for run in own:
            holders[run].append(i)
    telling = {run: np.array(held) for run, held in holders.items() if 1 < len(held) <= COMMON}
    shares: dict[tuple[int, int], float] = {}
    for b, own in enumerate(runs):
        held = [telling[run] for run in own if run in telling]
        if held:
            shared = np.bincount(np.concatenate(held), minlength=b)[:b]
            for a in np.flatnonzero(shared >= LEAST_RUNS).tolist():
                shares[a, b] = int(shared[a]) / min(len(runs[a]), len(own))
    return shares


def _print(analysis: Analysis) -> _Print:
    revision = analysis.revision
    narrated: set[tuple[str, ...]] = set()
    quoted: set[tuple[str, ...]] = set()
    for span in revision.read_spans:
        for text, inside in _parts(revision.text[span.start : span.end]):
            (quoted if inside else narrated).update(_runs(text))
            if not inside:
                quoted.update(run for match in SINGLE.finditer(text) for run in _runs(match.group()))
    return _Print(
        id=revision.id,
        narrated=frozenset(narrated),
        quoted=frozenset(quoted),
        credits=frozenset(revision.credits),
    )


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = [word.lower() for word in WORD.findall(text)]
    return (tuple(words[i : i + RUN_WORDS]) for i in range(len(words) - RUN_WORDS + 1))


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """The runs of `text` outside and inside quotation marks."""
    last = 0
    for match in QUOTED.finditer(text):
        yield text[last : match.start()], False
        yield match.group(), True
        last = match.end()
    yield text[last:], False
