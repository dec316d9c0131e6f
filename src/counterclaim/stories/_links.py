"""Whether two reports are about the same contested event.

Each report is reduced to weighted words, pairs of words and names (rare ones weigh more, by a fixed background; the
opening counts more) and to the encoder's vector of its opening. The score adds up evidence that a reader can check.
Reports that name others and elsewhere at their tops tell of two events, however alike their wording.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set

import numpy as np
import numpy.typing as npt

from counterclaim.records.accounts import Reason, ReportLink
from counterclaim.records.analyses import Analysis
from counterclaim.records.ids import RevisionId
from counterclaim.stories._sketches import Sketch, Terms, likeness, sketch_report
from counterclaim.taggers import Encoder

Row = npt.NDArray[np.float64]

#: Reports whose words are less alike are not compared, and judgements below this score are not worth an entry.
LEAST_LIKENESS = 0.03
LEAST_SCORE = 0.1

# Log-odds, rounded from the best of some 500 random settings on ECB+ train and FNC-1 (docs/decisions/0028; rerun
# `python -m benchmarks group`), for a grouping that takes off what reports are linked by anyway.
BIAS = -2.8
WORDS, PAIRS = 15.0, 3.0
#: Words that are more alike than this are those of copies, or of one mould: that adds nothing.
ALIKE = 0.4
MEANING = 0.5
#: Below this share of the names at the top of one report that stand anywhere in the other, names count against: hardly
#: where a few are missing (the weight grows with the cube), and outweighing all else where none is there.
BORNE_OUT, OTHER_NAMES = 0.8, -9.0
#: So many names at the top tell who and where; with fewer, names are no evidence against.
ENOUGH_NAMES = 2
#: Reports months apart rarely tell of one event; the first day that they name is mostly the event's.
FAR_DAYS, FAR = 30, -1.0
NEAR_DAYS, NEAR = 3, 0.2
SAME_DAY, OTHER_DAY = 0.3, -0.3
#: The most that times can add, and a little less than the log-odds of the least score, for what rounding may change.
TIMES = NEAR + SAME_DAY
LEAST_LOGIT = math.log(LEAST_SCORE / (1 - LEAST_SCORE)) - 0.01


def link_reports(new: Sequence[Analysis], known: Sequence[Analysis], encoder: Encoder) -> tuple[ReportLink, ...]:
    """The judgements that `new` reports add: on pairs of them, and of each with a known one. By ids."""
    analyses = {analysis.revision.id: analysis for analysis in (*known, *new)}
    sketches = [sketch_report(analyses[revision]) for revision in sorted(analyses)]
    fresh = {analysis.revision.id for analysis in new}
    pairs = sorted(_block(sketches, fresh))
    # The encoder is the dear part: known reports that have nothing in common with a new one are not encoded.
    seen = sorted({i for pair in pairs for i in pair[:2]})
    vectors = dict(zip(seen, encoder.embed([sketches[i].opening for i in seen]), strict=True))
    links = []
    for i, j, logit in pairs:
        cosine = float(vectors[i] @ vectors[j])
        if logit + MEANING * cosine >= LEAST_LOGIT:
            links.append(_judge(sketches[i], sketches[j], cosine))
    return tuple(link for link in links if link.score >= LEAST_SCORE)


def _block(sketches: Sequence[Sketch], fresh: Set[RevisionId]) -> Iterator[tuple[int, int, float]]:
    """The pairs i < j, at least one of each fresh, whose score could be worth an entry, with the most that all but
    the encoder can give.

    Each fresh report is compared with all others at once, by postings: the time grows with the terms shared.
    """
    words = _Postings([sketch.words for sketch in sketches])
    pairs = _Postings([sketch.pairs for sketch in sketches])
    present = _Postings([sketch.present for sketch in sketches])
    chief = _Postings([sketch.chief for sketch in sketches])
    is_fresh = np.array([sketch.id in fresh for sketch in sketches], dtype=bool)
    enough = np.array([len(sketch.chief) >= ENOUGH_NAMES for sketch in sketches], dtype=bool)
    for j in np.flatnonzero(is_fresh).tolist():
        sketch = sketches[j]
        alike = words.compare(sketch.words)
        borne_out = np.maximum(present.compare(sketch.chief), chief.compare(sketch.present))
        against = np.where(enough & enough[j], np.maximum(0.0, 1 - borne_out / BORNE_OUT), 0.0)
        logits = BIAS + WORDS * np.minimum(ALIKE, alike) + PAIRS * pairs.compare(sketch.pairs)
        logits += OTHER_NAMES * against**3
        logits += TIMES
        worth = (logits + MEANING >= LEAST_LOGIT) & (alike >= LEAST_LIKENESS)
        worth[j:] &= ~is_fresh[j:]  # two fresh ones are compared once
        for i in np.flatnonzero(worth).tolist():
            yield min(i, j), max(i, j), float(logits[i])


class _Postings:
    """For each term the reports that have it, with their weights."""

    def __init__(self, reports: Sequence[Terms]) -> None:
        found: dict[str, tuple[list[int], list[float]]] = defaultdict(lambda: ([], []))
        for number, terms in enumerate(reports):
            for term, weight in terms.items():
                numbers, weights = found[term]
                numbers.append(number)
                weights.append(weight)
        self._size = len(reports)
        self._holders = {term: (np.array(numbers), np.array(weights)) for term, (numbers, weights) in found.items()}

    def compare(self, terms: Terms) -> Row:
        """The likeness of `terms` to those of each report."""
        total = np.zeros(self._size)
        for term, weight in terms.items():
            if term in self._holders:
                numbers, weights = self._holders[term]
                total[numbers] += weight * weights
        return total


def judge_sketches(a: Sketch, b: Sketch, cosine: float) -> ReportLink | None:
    """The judgement on two reports (a < b by id) whose openings' vectors have this cosine; None where they have
    nothing to do with each other. What `link_reports` says of the same two."""
    if likeness(a.words, b.words) < LEAST_LIKENESS:
        return None
    link = _judge(a, b, cosine)
    return link if link.score >= LEAST_SCORE else None


def _judge(a: Sketch, b: Sketch, cosine: float) -> ReportLink:
    meaning = max(0.0, cosine)
    reasons = [
        Reason(name="base", weight=BIAS, detail="most pairs of reports have nothing to do with each other"),
        Reason(
            name="words",
            weight=WORDS * min(ALIKE, likeness(a.words, b.words)),
            detail=_both("use", a.words, b.words),
        ),
        Reason(name="pairs", weight=PAIRS * likeness(a.pairs, b.pairs), detail=_both("say", a.pairs, b.pairs)),
        Reason(name="meaning", weight=MEANING * meaning, detail=f"their openings are alike ({meaning:.2f})"),
    ]
    borne_out = max(likeness(a.chief, b.present), likeness(b.chief, a.present))
    if borne_out < BORNE_OUT and min(len(a.chief), len(b.chief)) >= ENOUGH_NAMES:
        detail = f"{borne_out:.0%} of the names at the top in common: {_apart(a, b)}"
        reasons.append(Reason(name="names", weight=OTHER_NAMES * (1 - borne_out / BORNE_OUT) ** 3, detail=detail))
    if a.published and b.published:
        days = abs((a.published - b.published).total_seconds()) / 86_400
        if days > FAR_DAYS:
            reasons.append(Reason(name="time", weight=FAR, detail=f"published {days:.0f} days apart"))
        elif days <= NEAR_DAYS:
            reasons.append(Reason(name="time", weight=NEAR, detail=f"published within {NEAR_DAYS} days"))
    if a.day and b.day:
        one, other = sorted((a.day.date(), b.day.date()))
        detail = f"both name {one}" if one == other else f"one names {one}, the other {other}"
        reasons.append(Reason(name="day", weight=SAME_DAY if one == other else OTHER_DAY, detail=detail))
    score = 1 / (1 + math.exp(-sum(reason.weight for reason in reasons)))
    return ReportLink(a=a.id, b=b.id, score=score, reasons=tuple(reasons))


def _both(verb: str, a: Terms, b: Terms) -> str:
    """The most telling terms in common, in words."""
    shared = {term: weight * b[term] for term, weight in a.items() if term in b}
    return f"both {verb} " + (", ".join(sorted(shared, key=lambda term: (-shared[term], term))[:8]) or "nothing alike")


def _apart(a: Sketch, b: Sketch) -> str:
    """The chief names of each that the other lacks."""
    own = (
        sorted(one.chief.keys() - other.present.keys(), key=lambda name: (-one.chief[name], name))[:3]
        for one, other in ((a, b), (b, a))
    )
    return " against ".join(", ".join(names) or "none" for names in own)
