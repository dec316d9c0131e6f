"""Quotations: what stands in quotation marks, paragraph by paragraph.

Double marks (“ ” " `` '' « » „) and single ones (‘ ’ ') are read in one pass. A mark that is never closed ends with
its paragraph; where the next paragraph opens with a mark again, the quotation runs on (`continues`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from counterclaim.records.spans import Span

_MARK = re.compile(r"[“”\"„«»]|''|``|’’|‘‘|['‘’]")
_OPENING = frozenset({"“", "„", "«", "``", "‘‘"})
_CLOSING = frozenset({"”", "»", "’’"})
_BEFORE_OPEN = frozenset("([{—–-/:'‘“\"")
_AFTER_CLOSE = frozenset(".,;:!?)]}—–-/'’”\"…")
#: A single mark that closes must come this soon (characters); longer ones are apostrophes that went astray.
_LONGEST_SINGLE = 1_500


@dataclass(frozen=True, slots=True)
class Quote:
    """One quotation within a paragraph. `span` includes the marks; `closed` is False where the end was never marked."""

    span: Span
    paragraph: int
    closed: bool
    continues: bool
    single: bool


def find_quotes(text: str, paragraphs: Sequence[Span]) -> list[Quote]:
    """The quotations of the paragraphs, in order, without overlap. Linear in the length of the paragraphs."""
    quotes: list[Quote] = []
    running = False  # whether the last paragraph ended inside a quotation
    for number, paragraph in enumerate(paragraphs):
        found = _in_paragraph(text, paragraph)
        for i, (start, end, closed, single) in enumerate(found):
            first = i == 0 and not text[paragraph.start : start].strip()
            quotes.append(Quote(Span(start, end), number, closed, running and first, single))
        running = bool(found) and not found[-1][2] and not found[-1][3]
    return quotes


def _in_paragraph(text: str, paragraph: Span) -> list[tuple[int, int, bool, bool]]:
    marks = list(_MARK.finditer(text, paragraph.start, paragraph.end))
    found: list[tuple[int, int, bool, bool]] = []
    open_at: int | None = None
    i = 0
    while i < len(marks):
        mark = marks[i]
        sign, start, end = mark.group(), mark.start(), mark.end()
        i += 1
        before = text[start - 1] if start > paragraph.start else " "
        after = text[end] if end < paragraph.end else " "
        if sign in "'‘’" and len(sign) == 1:
            if open_at is not None or not _opens_single(sign, before, after):
                continue
            closer = _closer_of_single(text, marks, i, start, paragraph)
            if closer is not None:
                found.append((start, marks[closer].end(), True, True))
                i = closer + 1
            continue
        role = _role(sign, before, after, open_at is not None)
        if role == "open":
            if open_at is not None:
                if sign in _OPENING:
                    continue  # nested or stray: the outer quotation goes on
                found.append((open_at, start, False, False))
            open_at = start
        elif open_at is not None:
            found.append((open_at, end, True, False))
            open_at = None
    if open_at is not None:
        found.append((open_at, paragraph.end, False, False))
    return found


def _role(sign: str, before: str, after: str, is_open: bool) -> str:
    if sign in _OPENING:
        # An opening mark after a letter or a comma and before a space was meant to close.
        return "close" if is_open and not before.isspace() and (after.isspace() or after in _AFTER_CLOSE) else "open"
    if sign in _CLOSING:
        # A closing mark at the head of a paragraph or after a space, before a letter, was meant to open.
        return "open" if not is_open and before.isspace() and not after.isspace() else "close"
    left_free = before.isspace() or before in _BEFORE_OPEN
    right_free = after.isspace() or after in _AFTER_CLOSE
    if left_free and not right_free:
        return "open"
    if right_free and not left_free:
        return "close"
    return "close" if is_open else "open"


def _opens_single(sign: str, before: str, after: str) -> bool:
    return sign != "’" and (before.isspace() or before in "([—–-:") and (after.isalnum() or after in "[…#@")


def _closer_of_single(text: str, marks: list[re.Match[str]], first: int, start: int, paragraph: Span) -> int | None:
    """The index of the mark that closes a single quotation: not inside a word; an s before it may be a possessive."""
    possible: int | None = None
    for i in range(first, min(len(marks), first + 40)):
        sign, at, end = marks[i].group(), marks[i].start(), marks[i].end()
        if at - start > _LONGEST_SINGLE:
            break
        after = text[end] if end < paragraph.end else " "
        if sign not in ("'", "’"):
            if sign in _OPENING or sign == '"':
                if possible is not None:
                    break
            continue
        before = text[at - 1]
        if before.isspace() or not (after.isspace() or after in _AFTER_CLOSE):
            continue
        if before in ".,!?…" or (before != "s" and before.isalnum()) or after in ".,;:!?)":
            return i
        possible = i if possible is None else possible
    return possible


def is_speech(text: str, quote: Quote) -> bool:
    """Whether a quotation may be speech by its shape alone, rather than a scare quotation or a title."""
    inner = text[quote.span.start : quote.span.end].strip("“”\"'`‘’«»„ ")
    return not quote.closed or inner[-1:] in ".,!?…—-" or len(inner.split()) >= 6
