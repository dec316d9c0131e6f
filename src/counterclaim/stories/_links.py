"""Whether two reports are about the same contested event.

Each report is reduced to weighted words (rare words weigh more, by a fixed background; the opening counts more) and
to the encoder's vector of its opening. Pairs that share telling words are scored; the score adds up evidence that
a reader can check.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from counterclaim.lexicons.word_ranks import word_weight
from counterclaim.records.accounts import Reason, ReportLink
from counterclaim.records.analyses import Analysis
from counterclaim.records.ids import RevisionId
from counterclaim.taggers import Encoder

WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
#: Characters read for words, for the opening, and for the encoder.
READ_CHARS, OPENING_CHARS, ENCODED_CHARS = 6_000, 400, 800
OPENING_FACTOR = 1.5
#: A word that stands in more than a fifth of all reports tells nothing.
LEAST_WEIGHT = 1.5
#: Two reports are compared when they share one of their most telling words.
BLOCKING_WORDS = 40
BLOCKING_SHARED = 3
#: Judgements below this score are not worth an entry.
LEAST_SCORE = 0.1

# Log-odds, set by hand on 2026-11-23 so that a score of one half stands where grouping was best (docs/decisions/0011;
# rerun `python -m benchmarks group`).
BIAS = -6.0
WORDS_WEIGHT = 12.0
MEANING_WEIGHT = 5.0
#: Reports months apart rarely tell of one event.
FAR_DAYS, FAR_WEIGHT = 30, -1.5
NEAR_DAYS, NEAR_WEIGHT = 3, 0.3


@dataclass(frozen=True, slots=True)
class _Sketch:
    id: RevisionId
    text: str
    words: dict[str, float]  # unit length
    key: frozenset[str]
    published: datetime | None


def link_reports(new: Sequence[Analysis], known: Sequence[Analysis], encoder: Encoder) -> tuple[ReportLink, ...]:
    """The judgements that `new` reports add: on pairs of them, and of each with a known one. By ids."""
    sketches = {analysis.revision.id: _sketch(analysis) for analysis in (*known, *new)}
    pairs = _block(list(sketches.values()), {analysis.revision.id for analysis in new})
    # The encoder is the dear part: known reports that share nothing with a new one are not encoded.
    seen = sorted({revision for pair in pairs for revision in pair})
    vectors = dict(zip(seen, encoder.embed([sketches[r].text[:ENCODED_CHARS] for r in seen]), strict=True))
    links = (_judge(sketches[a], sketches[b], float(vectors[a] @ vectors[b])) for a, b in pairs)
    return tuple(link for link in links if link.score >= LEAST_SCORE)


def _block(sketches: Sequence[_Sketch], fresh: Set[RevisionId]) -> list[tuple[RevisionId, RevisionId]]:
    """The pairs worth comparing, at least one of each fresh: those that share some of their most telling words."""
    postings: dict[str, list[_Sketch]] = defaultdict(list)
    shared: Counter[tuple[RevisionId, RevisionId]] = Counter()
    for sketch in sketches:
        for word in sketch.key:
            for other in postings[word]:
                if sketch.id in fresh or other.id in fresh:
                    shared[min(sketch.id, other.id), max(sketch.id, other.id)] += 1
            postings[word].append(sketch)
    return sorted(pair for pair, count in shared.items() if count >= BLOCKING_SHARED)


def _judge(a: _Sketch, b: _Sketch, cosine: float) -> ReportLink:
    shared = {word: weight * b.words[word] for word, weight in a.words.items() if word in b.words}
    overlap = sum(shared.values())
    telling = sorted(shared, key=lambda word: (-shared[word], word))[:8]
    meaning = max(0.0, cosine)
    reasons = [
        Reason(name="base", weight=BIAS, detail="most pairs of reports have nothing to do with each other"),
        Reason(name="words", weight=WORDS_WEIGHT * overlap, detail="both use " + ", ".join(telling)),
        Reason(name="meaning", weight=MEANING_WEIGHT * meaning, detail=f"their openings are alike ({meaning:.2f})"),
    ]
    if a.published and b.published:
        days = abs((a.published - b.published).total_seconds()) / 86_400
        if days > FAR_DAYS:
            reasons.append(Reason(name="time", weight=FAR_WEIGHT, detail=f"published {days:.0f} days apart"))
        elif days <= NEAR_DAYS:
            reasons.append(Reason(name="time", weight=NEAR_WEIGHT, detail=f"published within {NEAR_DAYS} days"))
    score = 1 / (1 + math.exp(-sum(reason.weight for reason in reasons)))
    return ReportLink(a=a.id, b=b.id, score=score, reasons=tuple(reasons))


def _sketch(analysis: Analysis) -> _Sketch:
    text = _body(analysis)
    words = _weighted(text)
    published = analysis.revision.published
    return _Sketch(
        id=analysis.revision.id,
        text=text,
        words=words,
        key=frozenset(sorted(words, key=lambda word: (-words[word], word))[:BLOCKING_WORDS]),
        published=published.earliest if published else None,
    )


def _body(analysis: Analysis) -> str:
    """The words of the blocks that are read, as far as they are looked at."""
    revision, parts, length = analysis.revision, [], 0
    for span in revision.read_spans:
        parts.append(revision.text[span.start : min(span.end, span.start + READ_CHARS - length)])
        length += len(parts[-1]) + 1
        if length >= READ_CHARS:
            break
    return "\n".join(parts)


def _weighted(text: str) -> dict[str, float]:
    """Each telling word's share in the report, as a vector of unit length."""
    counts = Counter(word.lower() for word in WORD.findall(text))
    opening = {word.lower() for word in WORD.findall(text[:OPENING_CHARS])}
    weights = {
        word: (1 + math.log(count)) * word_weight(word) * (OPENING_FACTOR if word in opening else 1)
        for word, count in counts.items()
        if len(word) > 1 and word_weight(word) > LEAST_WEIGHT
    }
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {word: weight / length for word, weight in weights.items()}
