"""Pieces of content that a model took from a sentence which says something else, left out again.

A content may go on in whole sentences before or after that of its cue. A few words out of the middle of another
sentence are none of it: “…, she added. ¶ The council raised *its estimate to ninety*” is the council's.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from counterclaim.attributions._quotes import Quote
from counterclaim.records.attributions import Attribution
from counterclaim.records.parses import Parse
from counterclaim.records.spans import Span, Spans

_END = re.compile(r"[.!?…][”\"’')\]]*\s|\n")


def without_strays(
    parse: Parse, quotes: Sequence[Quote], marked: Iterable[Attribution], ruled: Sequence[Attribution]
) -> list[Attribution]:
    """`marked` without the strays among their pieces, and without those that hold nothing else; what the rules found
    inside a stray (“a man who claims to be the heir”) stays, as nobody else's words."""
    spoken = [quote.span for quote in quotes]
    kept: list[Attribution] = []
    strays: list[Span] = []
    for attribution in marked:
        own = {parse.sentence_index(t) for span in attribution.cue for t in parse.tokens_in(span)}
        content: list[Span] = []
        for piece in attribution.content:
            stray = _is_stray(parse, spoken, own, piece) and _apart(parse.text, piece, attribution.cue)
            (strays if stray else content).append(piece)
        if content:
            kept.append(replace(attribution, content=tuple(content)))
    strays.sort()
    return [*kept, *(rule for rule in ruled if rule.cue and rule.source and _stands_in(strays, rule))]


def _stands_in(strays: Sequence[Span], rule: Attribution) -> bool:
    i = bisect_right(strays, rule.cue[0].start, key=lambda span: span.start) - 1
    return i >= 0 and all(strays[i].contains(span) for span in (*rule.source, *rule.cue, *rule.content))


def _is_stray(parse: Parse, spoken: Sequence[Span], own: set[int], piece: Span) -> bool:
    """Whether a piece, quoted by nobody, stands outside the cue's `own` sentence and in none that it says itself."""
    tokens = parse.tokens_in(piece)
    if (
        not own
        or not tokens
        or not own.isdisjoint(range(parse.sentence_index(tokens[0]), parse.sentence_index(tokens[-1]) + 1))
    ):
        return False
    i = bisect_left(spoken, piece.end, key=lambda span: span.start)
    if i and spoken[i - 1].end > piece.start:
        return False
    return all(parse.heads[token] != token for token in tokens)


def _apart(text: str, piece: Span, cue: Spans) -> bool:
    """Whether a sentence ends, or a paragraph, between a piece and the cue: parsers also part what is one sentence."""
    if piece.end <= cue[0].start:
        return _END.search(text, piece.end - 1, cue[0].start) is not None
    return _END.search(text, cue[-1].end - 1, piece.start) is not None
