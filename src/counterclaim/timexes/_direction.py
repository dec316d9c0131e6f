"""Which way the words around a date look: ahead of the anchor or back."""

import re
from bisect import bisect_left
from collections.abc import Sequence

#: Words that look ahead and words that look back: the nearer to a date, in its clause, decides on which side of the
#: anchor it lies. Weak clues (“would”, “may”, “by”, “next”) are left out: on TimeBank and AQUAINT they misled more
#: often than they helped.
AHEAD = re.compile(
    r"\b(?:will|won['’]t|shall|['’]ll|plan(?:s|ned)?|due|scheduled|slated|set to|is to|are to|going to|upcoming|"
    r"forthcoming)\b",
    re.IGNORECASE,
)
BEHIND = re.compile(
    r"\b(?:was|were|had|has|have|did|said|says|told|went|came|took|made|gave|held|left|met|saw|fell|rose|began|broke|"
    r"brought|shot|fought|fled|hit|since|last|[a-z]{2,20}ed)\b",
    re.IGNORECASE,
)
CLAUSE_END = re.compile(r"[,;:“”\"—()]| (?:that|which|who|after|before|while|and|but) ")
SENTENCE_END = re.compile(r"[.!?;]['\")”’]?\s+(?=[A-Z\"“'])|\n\s*\n")
#: How far a clue may stand from its date, in characters.
REACH = 40


def sentence_ends(text: str) -> list[int]:
    """Where the sentences of `text` end, in order."""
    return [m.end() for m in SENTENCE_END.finditer(text)]


def heads_forward(text: str, breaks: Sequence[int], start: int, end: int) -> bool:
    """Whether the nearest clue in the same clause looks ahead; `breaks` are the ends of sentences."""
    i = bisect_left(breaks, start + 1)
    low = max(start - REACH, breaks[i - 1] if i else 0)
    high = min(end + REACH, breaks[i] if i < len(breaks) else len(text))
    for m in CLAUSE_END.finditer(text, low, start):
        low = m.end()
    close = CLAUSE_END.search(text, end, high)
    high = close.start() if close else high
    return _nearest(AHEAD, text, low, start, end, high) < _nearest(BEHIND, text, low, start, end, high)


def _nearest(clue: re.Pattern[str], text: str, low: int, start: int, end: int, high: int) -> int:
    """The distance in characters from `[start, end)` to the nearest clue in `[low, high)`."""
    distances = [start - m.end() for m in clue.finditer(text, low, start)]
    after = clue.search(text, end, high)
    return min([*distances, after.start() - end] if after else distances, default=REACH * 2)
