"""Which claims of other reports say what one claim says."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from counterclaim.differences._words import bag, likeness, numbers, tokens

T = TypeVar("T")

#: Contents this alike, with the same numbers, are one matter told in nearly the same words.
ALIKE = 0.6


def find_alike(words: str, others: Iterable[tuple[T, str]]) -> Iterator[T]:
    """Those among `others` (claims, or what stands for them), given with the words of their contents, that say nearly
    what `words` say."""
    said = tokens(words)
    counted, figures = bag(said), sorted(numbers(said))
    for claim, other in others:
        told = tokens(other)
        if sorted(numbers(told)) == figures and likeness(counted, bag(told)) >= ALIKE:
            yield claim
