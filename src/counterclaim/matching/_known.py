"""Which of many known statements say what a new one says, best first.

Two rankings are put together: by telling words in common (BM25, weights from the known statements) and by the encoder.
Each alone misses what the other finds: names and numbers, and other words for the same thing.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from counterclaim.taggers import Encoder

Row = npt.NDArray[np.float64]

WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
#: Addresses, the signature under a copied post, and the marks of tags and names, which are no words of the statement.
ADDRESS = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/)\S+")
SIGNATURE = re.compile(r"\s[—–-]\s[^—–]{0,80}\(@\w+\)[^—–]{0,40}$")
JOINED = re.compile(r"(?<=[a-z])(?=[A-Z])")
#: BM25's usual constants: how soon repeating a word stops to count, and how much long statements are held back.
SATURATION, LENGTH = 1.2, 0.75
#: What a cosine of 1 counts beside all words in common, both in [0, 1] (docs/decisions/0028).
MEANING = 4.0
#: Characters of a statement that are read.
LONGEST_CHARS = 4_000
ENDINGS = ("ing", "ed", "es", "s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A known statement, by its number, with its score and the telling words in common."""

    number: int
    score: float
    cosine: float
    shared: tuple[str, ...]


class KnownStatements:
    """Statements among which others are looked for; made once, asked often."""

    def __init__(self, statements: Sequence[str], encoder: Encoder) -> None:
        self._encoder = encoder
        self._vectors = encoder.embed([clean(statement) for statement in statements])
        counts = [Counter(_terms(statement)) for statement in statements]
        lengths = np.array([sum(count.values()) for count in counts], dtype=float)
        usual = LENGTH * lengths / max(1.0, float(lengths.mean())) if len(counts) else lengths
        self._room = SATURATION * (1 - LENGTH + usual)
        holders: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, count in enumerate(counts):
            for term, times in count.items():
                holders[term].append((number, times))
        self._holders = {
            term: (np.array([n for n, _ in found]), np.array([t for _, t in found], dtype=float))
            for term, found in holders.items()
        }
        self._size = len(counts)

    def rank(self, statement: str, *, most: int = 20) -> list[Ranked]:
        """The known statements nearest to `statement`, best first; equal ones in their order."""
        if not self._size:
            return []
        words = self._words(statement)
        cosines = (self._vectors @ self._encoder.embed([clean(statement)])[0]).astype(float)
        best = float(words.max())
        scores = words / best if best > 0 else words
        scores = scores + MEANING * np.maximum(0.0, cosines)
        order = np.argsort(-scores, kind="stable")[:most]
        terms = dict.fromkeys(_terms(statement))
        return [
            Ranked(
                number=int(number),
                score=float(scores[number]),
                cosine=float(cosines[number]),
                shared=tuple(term for term in terms if term in self._holders and number in self._holders[term][0]),
            )
            for number in order
        ]

    def _words(self, statement: str) -> Row:
        """BM25 of each known statement."""
        total = np.zeros(self._size)
        for term in sorted(set(_terms(statement))):
            if term in self._holders:
                numbers, times = self._holders[term]
                rarity = math.log(1 + (self._size - len(numbers) + 0.5) / (len(numbers) + 0.5))
                total[numbers] += rarity * times * (SATURATION + 1) / (times + self._room[numbers])
        return total


def clean(statement: str) -> str:
    """The statement without addresses and signatures; what stands joined in a tag is parted."""
    words = ADDRESS.sub(" ", statement[:LONGEST_CHARS])
    words = SIGNATURE.sub("", words)
    return " ".join(JOINED.sub(" ", words.replace("#", " ").replace("@", " ")).split())


def _terms(statement: str) -> list[str]:
    """The words of a statement, without the endings of plurals and verbs."""
    return [plain_word(word.lower()) for word in WORD.findall(clean(statement))]


def plain_word(word: str) -> str:
    """The word without the ending of a plural or a verb."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > 3:
            return word[: -len(ending)]
    return word
