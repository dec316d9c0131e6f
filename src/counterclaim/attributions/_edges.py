"""Where paragraphs and contents begin and end."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from counterclaim.attributions._quotes import Quote
from counterclaim.records.revisions import Revision
from counterclaim.records.spans import Span, Spans

_OPENING = re.compile(
    r"(?:Earlier|Later|Previously|Separately|Meanwhile|Afterwards?|Yesterday|Today|Subsequently)\s+(?=[A-Z]|the\s|an?\s)"
)
_BEFORE_SENTENCE = ("", "\n", ".", "!", "?", "”", ":")


def paragraphs_of(revision: Revision) -> tuple[Span, ...]:
    """The read blocks, cut at line breaks that stand alone for a paragraph."""
    found: list[Span] = []
    for block in revision.read_spans:
        start = block.start
        for line in block.of(revision.text).splitlines(keepends=True):
            words = line.strip()
            if words:
                first = start + line.index(words[0])
                found.append(Span(first, first + len(words)))
            start += len(line)
    return tuple(found)


def snapped(content: Spans, quotes: Sequence[Quote], cue: int) -> Spans:
    """Content whose edges respect quotation marks: a quotation that it reaches into, and that the cue does not stand
    in, is taken whole where it is sentence-like; a mark next to the edge belongs to it."""
    found: list[Span] = []
    for span in content:
        start, end = span.start, span.end
        first = max(0, bisect_right(quotes, start, key=lambda q: q.span.start) - 1)
        for quote in quotes[first:]:
            if quote.span.start >= end:
                break
            if not quote.span.overlaps(span) or quote.span.start <= cue < quote.span.end:
                continue
            start, end = min(start, quote.span.start), max(end, quote.span.end)
        found.append(Span(start, end))
    return joined(found)


def without_closing(text: str, content: Spans) -> Spans:
    """A content without the mark that closes a quotation which is opened before it: “not able to say *who fired*”."""
    if not content or text[content[-1].end - 1] not in "”»" or len(content[-1]) < 2:
        return content
    if any(mark in text[span.start : span.end] for span in content for mark in "“«"):
        return content
    *others, last = content
    return (*others, Span(last.start, last.end - 1))


def without_opening(text: str, source: Spans) -> Spans:
    """A source without the adverb of time that its sentence opens with: “Earlier Radio Nova said …”."""
    if not source:
        return source
    first, *rest = source
    opening = _OPENING.match(text, first.start, first.end)
    if opening is None or text[max(0, first.start - 3) : first.start].rstrip(' \xa0“"')[-1:] not in _BEFORE_SENTENCE:
        return source
    return (Span(opening.end(), first.end), *rest)


def joined(spans: Iterable[Span]) -> Spans:
    """Overlapping spans as one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(span.end, joined[-1].end))
        else:
            joined.append(span)
    return tuple(joined)


def closed_up(text: str, spans: Iterable[Span]) -> Spans:
    """Spans as one where no letter stands between them and the later one does not open a quotation of its own."""
    closed: list[Span] = []
    for span in joined(spans):
        between = text[closed[-1].end : span.start] if closed else "x"
        if closed and not between.strip(" ,:—–-"):
            closed[-1] = Span(closed[-1].start, span.end)
        else:
            closed.append(span)
    return tuple(closed)
