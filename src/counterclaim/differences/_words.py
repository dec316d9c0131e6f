"""Words as they are compared: folded, with numbers apart, weighed by how telling they are."""

import re
from collections import Counter
from collections.abc import Iterable

from counterclaim.lexicons.word_ranks import word_weight

WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+(?:['’][^\W_]+)*")
#: Words that are shared by chance more often than not weigh this little, so that they decide only between equals.
LEAST = 0.2
#: What any number weighs: “12 killed” and “19 killed” are one matter, told twice.
NUMBER = "#"
#: Endings that do not make another word of it (“killed”, “killing”).
ENDING = re.compile(r"(?<=\w{3})(?:ing|ied|ies|ed|es|s|d|e)$")

Bag = Counter[str]


def tokens(words: str) -> list[str]:
    """The words in order, in lower case, with one kind of apostrophe and no commas in numbers."""
    return [word.lower().replace("’", "'").replace(",", "") for word in WORD.findall(words)]


def bag(words: Iterable[str]) -> Bag:
    """How often each word stem is there, all numbers counting as one."""
    return Counter(NUMBER if word[0].isdigit() else ENDING.sub("", word) for word in words)


def weigh(stem: str) -> float:
    return 2.0 if stem == NUMBER else max(LEAST, word_weight(stem))


def total(counted: Bag) -> float:
    return sum(weigh(stem) * count for stem, count in counted.items())


def likeness(a: Bag, b: Bag) -> float:
    """The weight that both share as a part of the mean of their weights, in [0, 1]; the same either way round."""
    both = total(a) + total(b)
    return 2 * total(a & b) / both if both else 1.0


def share_in(a: Bag, b: Bag) -> float:
    """The part of `a`'s weight that `b` holds too."""
    return total(a & b) / total(a) if a else 0.0


def numbers(words: Iterable[str]) -> list[str]:
    return [word for word in words if word[0].isdigit()]
