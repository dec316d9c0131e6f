"""Whether two claims of one proposition tell of one thing, by their own words.

A proposition also holds what only touches its matter: a denial of the deed beside the toll of it. What a status says of
two claims at once (taken back, turned round, said by both sides) needs more than that they are held together.
"""

import re
from collections.abc import Iterator

from counterclaim.disputes._words import telling_words
from counterclaim.lexicons.opposites import STEM, load_kindred
from counterclaim.records.claims import Claim
from counterclaim.records.mentions import Figure, FigureChange

#: Share of the fewer telling words that both have; and where the two tell it of different deeds.
SHARED, OF_OTHER_DEEDS = 0.5, 0.8
NUMBER = re.compile(r"\d")


def tell_of_one_thing(a: Claim, a_words: str, b: Claim, b_words: str) -> bool:
    """Whether the words of two claims are of one thing, whatever each says of it; numbers alone tell of none."""
    if b.id == a.refers_to or a.id == b.refers_to:
        return True
    one, other = _stems(a_words), _stems(b_words)
    share = len(one & other) / min(len(one), len(other)) if one and other else 0.0
    return share >= (SHARED if _one_deed(a, b) else OF_OTHER_DEEDS)


def count_otherwise(a: Claim, b: Claim) -> bool:
    """Whether two claims count one thing, and no number can be both counts."""
    pairs = list(counts_of_one_thing(a, b))
    return bool(pairs) and all(_exclude(one, other) for one, other in pairs)


def counts_of_one_thing(a: Claim, b: Claim) -> Iterator[tuple[Figure, Figure]]:
    """The totals of two claims that count the same."""
    for one in filter(_is_total, a.figures):
        for other in filter(_is_total, b.figures):
            if one.unit is other.unit and one.side == other.side and one.currency == other.currency:
                yield one, other


def _is_total(figure: Figure) -> bool:
    """A part of a total, or what comes on top of an earlier count, replaces no count."""
    return figure.part_of is None and figure.change not in (FigureChange.ADDED, FigureChange.FORMER)


def _exclude(a: Figure, b: Figure) -> bool:
    if a.convention or b.convention:
        return False
    low, high = max(_low(a), _low(b)), min(_high(a), _high(b))
    return low > high


def _low(figure: Figure) -> float:
    return float("-inf") if figure.low is None else figure.low


def _high(figure: Figure) -> float:
    return float("inf") if figure.high is None else figure.high


def _stems(words: str) -> frozenset[str]:
    return frozenset(word[:STEM] for word in telling_words(words) if not NUMBER.search(word))


def _one_deed(a: Claim, b: Claim) -> bool:
    deeds = a.frame.predicate, b.frame.predicate
    if deeds[0] is None or deeds[1] is None or deeds[0] == deeds[1]:
        return True
    return deeds[1] in load_kindred().get(deeds[0], ()) or deeds[0] in load_kindred().get(deeds[1], ())
