"""Whether two statements of a sentence or two say the same: additive evidence from meaning, words and numbers."""

import math
from dataclasses import dataclass

from counterclaim.lexicons.word_ranks import word_weight
from counterclaim.matching._known import WORD, clean, plain_word
from counterclaim.records.accounts import Reason
from counterclaim.taggers import Encoder

# Log-odds, set by hand; the base was chosen on the training part of a public set of paraphrases (docs/decisions/0028).
BASE = -7.4
MEANING = 8.0
#: Of the telling words of each the share that the other has: of the one with fewer of its own, and of the other.
SHARED, SHARED_LEAST = 1.6, 1.6
#: A number that the other lacks.
OTHER_NUMBER = -0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How probably two statements say the same, from one half on that they do, and why."""

    score: float
    reasons: tuple[Reason, ...]


def compare_statements(a: str, b: str, encoder: Encoder) -> Likeness:
    """How probably `a` and `b` say the same; the order of the two does not matter."""
    one, other = sorted((clean(a), clean(b)))
    vectors = encoder.embed([one, other])
    cosine = max(0.0, float(vectors[0] @ vectors[1]))
    shares = sorted((_share(one, other), _share(other, one)))
    missing = sorted(_numbers(one) ^ _numbers(other))
    reasons = [
        Reason(name="base", weight=BASE, detail="two statements on one matter mostly say different things of it"),
        Reason(name="meaning", weight=MEANING * cosine, detail=f"the encoder finds them alike ({cosine:.2f})"),
        Reason(
            name="words",
            weight=SHARED_LEAST * shares[0] + SHARED * shares[1],
            detail=f"{shares[0]:.0%} of the telling words of one, {shares[1]:.0%} of those of the other in common",
        ),
    ]
    sides = sum(bool(own - theirs) for own, theirs in _both_ways(_numbers(one), _numbers(other)))
    if sides:
        detail = f"only one of them has {', '.join(missing[:4])}"
        reasons.append(Reason(name="numbers", weight=OTHER_NUMBER * sides, detail=detail))
    score = 1 / (1 + math.exp(-math.fsum(reason.weight for reason in reasons)))
    return Likeness(score=score, reasons=tuple(reasons))


def _both_ways(a: frozenset[str], b: frozenset[str]) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    return (a, b), (b, a)


def _share(a: str, b: str) -> float:
    """The share of the telling words of `a`, by weight, that stand in `b`."""
    theirs = {plain_word(word.lower()) for word in WORD.findall(b)}
    weights = {plain_word(word.lower()): word_weight(word.lower()) for word in WORD.findall(a)}
    total = math.fsum(weights.values())
    return math.fsum(weight for word, weight in weights.items() if word in theirs) / total if total else 0.0


def _numbers(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in WORD.findall(text) if word[0].isdigit())
