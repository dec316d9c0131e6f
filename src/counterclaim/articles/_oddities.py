"""Notes on characters that a person would not see, or would take for others. The text itself is never changed."""

import re
from collections.abc import Iterable, Iterator

from counterclaim.lexicons.scripts import DIRECTION, odd_words
from counterclaim.records.notes import Note
from counterclaim.records.spans import Span

#: So many odd words are named one by one.
NAMED = 20
_DIRECTION = re.compile(f"[{DIRECTION}]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")


def find_oddities(text: str, beside: Iterable[str]) -> Iterator[Note]:
    """What is odd in the letters of a report's text, and of what stands `beside` it (title, authors, outlet)."""
    if text.isascii() and not _CONTROL.search(text) and all(words.isascii() for words in beside):
        return
    yield from _counted(text, _CONTROL, "text.control", "control characters, shown as other ones")
    yield from _counted(text, _DIRECTION, "text.direction", "characters that turn the direction of text, shown as �")
    seen: set[str] = set()
    left = 0
    for words in (text, *beside):
        for odd in odd_words(words):
            word = words[odd.start : odd.end]
            if word in seen:
                continue
            seen.add(word)
            if len(seen) > NAMED:
                left += 1
                continue
            span = Span(odd.start, odd.end) if words is text else None
            message = f"“{word[:60]}” may look like another word: {odd.letters}"
            yield Note(code="text.lookalike", message=message, span=span)
    if left:
        yield Note(code="text.lookalike", message=f"{left} more words may look like other ones")


def _counted(text: str, pattern: re.Pattern[str], code: str, what: str) -> Iterator[Note]:
    first = pattern.search(text)
    if first:
        count = sum(1 for _ in pattern.finditer(text))
        message = f"{count} {what}; the first is U+{ord(first[0]):04X}"
        yield Note(code=code, message=message, span=Span(*first.span()))
