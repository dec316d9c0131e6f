"""How telling a word is when two texts share it, from its rank by frequency in English.

A fixed background, so that a judgement on two reports never depends on which others happen to be in the ledger.
"""

import math
from functools import cache, lru_cache
from importlib.resources import files

#: Words in a report of usual length, for the share of reports that a word of some rank stands in.
REPORT_WORDS = 400
#: Zipf's constant for English: a word of rank r makes up about 0.1 / r of running text.
ZIPF = 0.1


@cache
def word_ranks() -> dict[str, int]:
    """Each word's rank, 1 for the commonest."""
    lines = files("counterclaim.lexicons").joinpath("word_ranks.txt").read_text(encoding="utf-8").splitlines()
    words = [line for line in lines if line and not line.startswith("#")]
    return {word: rank for rank, word in enumerate(words, start=1)}


@lru_cache(maxsize=65_536)
def word_weight(word: str) -> float:
    """Minus the logarithm of the share of reports that hold `word` (lower case): 0 for “the”, about 7 for a word
    that is not among the commonest twenty thousand."""
    ranks = word_ranks()
    rank = ranks.get(word)
    if rank is None and word.endswith("s"):
        rank = ranks.get(word[:-1])
    rank = rank or 2 * len(ranks)
    return -math.log(-math.expm1(-REPORT_WORDS * ZIPF / rank))
