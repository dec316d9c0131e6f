"""Two statements as the pair reader takes them: pieces of both, each with what a small model hardly sees by itself."""

import re
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

LABELS = ("same", "contradicts", "unrelated")
#: Word pieces read of each text; a claim's content rarely has more.
LONGEST_PIECES = 96
CLS, SEP = 101, 102

# Properties of a piece; each is a row of one table, one column a property.
SIDE, MATCH, CASE, FIGURE = 0, 2, 6, 9
VALUES = 11
#: Endings under which two words are taken for forms of one.
ENDING = re.compile(r"(?:ing|ed|es|s|'s|’s|ly|d)$")
STEM = 4


def cut_pair(tokenizer: Any, a: str, b: str) -> tuple[Ints, Ints]:
    """The pieces `(n,)` of `[CLS] a [SEP] b [SEP]`, and their properties `(n, 4)`.

    Properties: which text; whether the piece's word stands in the other text (as it is, in another form, not, or no
    word); its case; whether it is a figure.
    """
    sides = [_words(tokenizer, text) for text in (a, b)]
    stems = [{_stem(word) for _, word in side} for side in sides]
    exact = [{word.lower() for _, word in side} for side in sides]
    ids, values = [CLS], [(SIDE, MATCH, CASE, FIGURE)]
    for number, side in enumerate(sides):
        other = 1 - number
        for piece, word in side:
            match = 1 if word.lower() in exact[other] else 2 if _stem(word) in stems[other] else 3
            case = 2 if word.isupper() and len(word) > 1 else 1 if word[:1].isupper() else 0
            ids.append(piece)
            values.append((SIDE + number, MATCH + match, CASE + case, FIGURE + word[:1].isdigit()))
        ids.append(SEP)
        values.append((SIDE + number, MATCH, CASE, FIGURE))
    return np.array(ids, dtype=np.int64), np.array(values, dtype=np.int64)


def _words(tokenizer: Any, text: str) -> list[tuple[int, str]]:
    """Pieces, each with the whole word that it is a part of."""
    text = text[: 12 * LONGEST_PIECES]
    encoded = tokenizer.encode(text, add_special_tokens=False)
    count = min(len(encoded.ids), LONGEST_PIECES)
    bounds: dict[int, tuple[int, int]] = {}
    for i in range(count):
        word, (start, end) = encoded.word_ids[i], encoded.offsets[i]
        first, last = bounds.get(word, (start, end))
        bounds[word] = (min(first, start), max(last, end))
    return [(encoded.ids[i], text[slice(*bounds[encoded.word_ids[i]])]) for i in range(count)]


def _stem(word: str) -> str:
    word = word.lower()
    short = ENDING.sub("", word)
    return short if len(short) >= STEM else word
