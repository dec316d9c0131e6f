"""Which mentions tell of one event, in one report and across the reports of a story.

Pairs of mentions are scored by a small logistic model over what they share (docs/cards/coreference.md): the word for
the deed, who and what, where, when, how many, the words around, and how alike clause and sentence are to the encoder;
and over products of two of these. Weights are apart for pairs with one word for the deed and pairs with two. Groups
follow by average link.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from counterclaim._clusters import average_link
from counterclaim.errors import ModelError
from counterclaim.events._mentions import EventMention, Words
from counterclaim.lexicons.cues import load_cues
from counterclaim.lexicons.word_ranks import word_weight
from counterclaim.records.analyses import ModelDigest
from counterclaim.records.ids import RevisionId, digest
from counterclaim.taggers import Encoder

WEIGHTS = Path(__file__).with_name("coreference.tsv")
#: SHA-256 of the weights, made 2026-11-23 by training/fit_coreference.py.
SHA256 = "0e20da5a431fd89b73ff870cb9f7d18b2cad6e823bbd9f06e93605d32efda671"
DIGEST = ModelDigest(name="coreference", version="2026.11", sha256=SHA256)
#: Mean score between two groups of mentions that makes them one event.
THRESHOLD = 0.45
#: Scores below this count as nothing.
LEAST_SCORE = 0.02
#: Sentences at the head of a report, which tell what it is about.
LEAD = 2
#: Features that tell more together than each for itself: a word that all reports use says something of two mentions
#: only where their clauses are alike as well.
PRODUCTS = (
    ("spread", "spread"), ("spread", "clause"), ("spread", "object"), ("spread", "both at the head"),
    ("clause", "clause"), ("clause", "object"), ("clause", "other object"), ("clause", "other subject"),
    ("sentence", "sentence"), ("meaning", "meaning"), ("meaning", "clause"), ("meaning", "spread"),
    ("meaning", "object"), ("one report", "spread"), ("one report", "clause"),
)  # fmt: skip

Vectors = Mapping[str, npt.NDArray[np.float32]]


def group_mentions(
    mentions: Sequence[EventMention], story_of: Mapping[RevisionId, int], encoder: Encoder
) -> list[list[int]]:
    """The mentions of each event, as numbers into `mentions`; every mention stands in exactly one.

    Only mentions in reports of one story are compared; `story_of` tells it. The result does not depend on the order of
    `mentions`.

    Raises:
        ModelError: the weights are not those whose digest is recorded here.
    """
    weights = load_weights()
    stories: dict[int, list[int]] = defaultdict(list)
    for number, mention in enumerate(mentions):
        stories[story_of[mention.revision_id]].append(number)
    groups: list[list[int]] = []
    for _, numbers in sorted(stories.items()):
        numbers.sort(key=lambda n: (mentions[n].revision_id, mentions[n].span.start, mentions[n].span.end))
        own = [mentions[n] for n in numbers]
        scores = {}
        for i, j, features in compare_mentions(own, embed_mentions(own, encoder)):
            score = 1 / (1 + math.exp(-sum(weights.get(name, 0.0) * value for name, value in features.items())))
            if score >= LEAST_SCORE:
                scores[i, j] = score
        groups += [sorted(numbers[i] for i in group) for group in average_link(len(own), scores, threshold=THRESHOLD)]
    return sorted(groups)


def embed_mentions(mentions: Sequence[EventMention], encoder: Encoder) -> Vectors:
    """The vectors of all that is compared by meaning, by its words."""
    words = sorted({words for m in mentions for words in (m.lemma, m.clause, m.sentence)})
    return dict(zip(words, encoder.embed(words), strict=True))


def compare_mentions(mentions: Sequence[EventMention], vectors: Vectors) -> Iterator[tuple[int, int, dict[str, float]]]:
    """Each pair i < j of the mentions of one story, with its features by name."""
    reports = len({mention.revision_id for mention in mentions})
    holders: dict[str, set[RevisionId]] = defaultdict(set)
    for mention in mentions:
        holders[mention.stem].add(mention.revision_id)
    spread = {stem: len(found) / reports for stem, found in holders.items()}
    for i, a in enumerate(mentions):
        for j in range(i + 1, len(mentions)):
            yield i, j, _features(a, mentions[j], vectors, spread)


def _features(a: EventMention, b: EventMention, vectors: Vectors, spread: Mapping[str, float]) -> dict[str, float]:
    one_word = a.lemma == b.lemma or a.stem == b.stem
    found: dict[str, float] = {
        "base": 1.0,
        "clause": _cosine(vectors, a.clause, b.clause),
        "sentence": _cosine(vectors, a.sentence, b.sentence),
        "words around": _share(a.around, b.around),
        "names": _share(a.names, b.names),
        "spread": (spread[a.stem] + spread[b.stem]) / 2,
        "one report": float(a.revision_id == b.revision_id),
        "both at the head": float(max(a.order, b.order) < LEAD),
        "both nouns": float(a.nominal and b.nominal),
        "noun and verb": float(a.nominal != b.nominal),
        "one sentence": float(a.revision_id == b.revision_id and a.order == b.order),
        "order apart": math.log1p(abs(a.order - b.order)),
        "telling": word_weight(a.lemma) + word_weight(b.lemma),
    }
    found |= _agreement("subject", a.subject, b.subject)
    found |= _agreement("object", a.object, b.object)
    found |= _agreement("place", a.places, b.places)
    found |= _agreement("time", a.times, b.times)
    found |= _agreement("number", a.numbers, b.numbers)
    found["crossed"] = float(not (a.subject.isdisjoint(b.object) and a.object.isdisjoint(b.subject)))
    if a.event and b.event:
        found["event" if a.event == b.event else "other event"] = 1.0
    if not one_word:
        found["meaning"] = _cosine(vectors, a.lemma, b.lemma)
        found["kindred"] = float(b.lemma in a.kindred)
        found["beside"] = float(b.lemma in a.around or a.lemma in b.around)
        found["opposed"] = float(b.lemma in a.opposed)
        found["one in the other"] = float(a.lemma in b.lemma or b.lemma in a.lemma)
    else:
        found["lemma"] = float(a.lemma == b.lemma)
    speech = [mention.lemma in _speech() for mention in (a, b)]
    found["speech"] = sum(speech) / 2
    found["one speaker"] = float(all(speech) and "subject" in found)
    for one, other in PRODUCTS:
        found[f"{one} × {other}"] = found.get(one, 0.0) * found.get(other, 0.0)
    kind = "one word" if one_word else "two words"
    return {f"{kind}: {name}": value for name, value in found.items() if value}


@cache
def _speech() -> frozenset[str]:
    """Words by which somebody is said to say, think or report something."""
    return frozenset(lemma for lemma, _ in load_cues())


def _cosine(vectors: Vectors, a: str, b: str) -> float:
    return float(vectors[a] @ vectors[b])


def _share(a: Words, b: Words) -> float:
    """The telling words in common by those of the one that has fewer."""
    least = min(sum(map(word_weight, sorted(a))), sum(map(word_weight, sorted(b))))
    return min(1.0, sum(map(word_weight, sorted(a & b))) / least) if least > 0 else 0.0


def _agreement(name: str, a: Words, b: Words) -> dict[str, float]:
    if not a or not b:
        return {}
    return {name: 1.0} if not a.isdisjoint(b) else {f"other {name}": 1.0}


@cache
def load_weights() -> Mapping[str, float]:
    """The weight of each feature.

    Raises:
        ModelError: the weights are not those whose digest is recorded here.
    """
    content = WEIGHTS.read_bytes()
    if digest(content) != SHA256:
        raise ModelError(f"{WEIGHTS.name} has SHA-256 {digest(content)}, not the recorded {SHA256}")
    lines = (line for line in content.decode().splitlines() if line and not line.startswith("#"))
    return {name: float(weight) for name, weight in (line.split("\t") for line in lines)}
