"""A report held against a statement, as a few named measures: what the weights of the stage are for."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from counterclaim.checking._sentences import Sentence, Statement, read_sentences
from counterclaim.checking._words import tokens_of
from counterclaim.records.spans import Span
from counterclaim.taggers import Encoder

#: Sentences at the top of a report that say what it is about; it is they and the nearest others that are encoded.
LEAD, NEAREST = 5, 6
#: Cosines of two sentences that tell of different things, and of one thing.
COSINE_APART, COSINE_ONE = 0.3, 0.8


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with how near it comes to the statement, in [0, 1]: by words or by meaning."""

    sentence: Sentence
    cosine: float

    @property
    def nearness(self) -> float:
        by_meaning = (self.cosine - COSINE_APART) / (COSINE_ONE - COSINE_APART)
        return max(self.sentence.relevance, min(1.0, max(0.0, by_meaning)))


def find_passages(statement: Statement, text: str, spans: tuple[Span, ...], encoder: Encoder) -> list[Passage]:
    """The sentences at the report's top and those nearest to the statement, in text order."""
    sentences = read_sentences(text, spans, statement)
    ranked = sorted(range(len(sentences)), key=lambda i: (-sentences[i].relevance, i))
    chosen = sorted({*range(min(LEAD, len(sentences))), *ranked[:NEAREST]})
    vectors = encoder.embed([statement.text, *(sentences[i].span.of(text) for i in chosen)])
    return [Passage(sentences[i], float(vectors[0] @ vectors[number])) for number, i in enumerate(chosen, start=1)]


def measure(statement: Statement, passages: Sequence[Passage]) -> Mapping[str, float]:
    """The measures of a report that is about the statement's matter, by name, each in [0, 1]."""
    if not passages:
        return {}
    near = [passage.nearness for passage in passages]
    weight = math.fsum(near) or 1.0
    lead = passages[:LEAD]

    def share(name: str) -> float:
        """Of what the report says of the matter, how much is said with such words of stance."""
        return math.fsum(n * float(getattr(p.sentence, name)) for n, p in zip(near, passages, strict=True)) / weight

    def most(name: str) -> float:
        """How near the nearest sentence with such words comes."""
        return max(n * float(getattr(p.sentence, name)) for n, p in zip(near, passages, strict=True))

    def first(*names: str) -> float:
        return max(float(getattr(p.sentence, name)) for p in lead for name in names)

    plain = [
        n
        for n, p in zip(near, passages, strict=True)
        if not (p.sentence.hedged or p.sentence.reported or p.sentence.against)
    ]
    best = max(range(len(near)), key=lambda i: (near[i], -i))
    nearest = passages[best].sentence
    found = {
        "denied": most("denied"),
        "denied share": share("denied"),
        "false": most("false"),
        "false share": share("false"),
        "negated": most("negated"),
        "negated share": share("negated"),
        "opposed share": share("opposed"),
        "doubted": most("doubted"),
        "doubted share": share("doubted"),
        "doubted lead": first("doubted"),
        "against lead": first("denied", "false", "negated"),
        "false lead": first("false"),
        "denied lead": first("denied"),
        "against nearest": nearest.against,
        "hedged share": share("hedged"),
        "hedged lead": first("hedged"),
        "reported share": share("reported"),
        "confirmed share": share("confirmed"),
        "plain share": math.fsum(plain) / weight,
        "statement open": float(statement.open),
    }
    return found


def closeness(statement: Statement, text: str, passages: Sequence[Passage]) -> Mapping[str, float]:
    """Measures of whether the report is about the statement's matter at all."""
    if not passages:
        return {}
    cosines = sorted((p.cosine for p in passages), reverse=True)
    return {
        "words nearest": max(p.sentence.relevance for p in passages),
        "words anywhere": overlap(statement, text),
        "words lead": max(p.sentence.relevance for p in passages[:LEAD]),
        "meaning nearest": cosines[0],
        "meaning next": sum(cosines[:3]) / len(cosines[:3]),
        "meaning lead": max(p.cosine for p in passages[:LEAD]),
    }


def overlap(statement: Statement, words: str) -> float:
    """The share of the statement's words that stand in `words`."""
    stems = {stem for token in tokens_of(words) for stem in (token.stem, *token.parts)}
    return math.fsum(weight for stem, weight in statement.terms.items() if stem in stems)
