"""Spans inside quotation marks: curly, straight, doubled single ('') and single marks."""

import re

from counterclaim.records.spans import Span

_MARK = re.compile(r"[“”«»\"]|''|``|(?<![\w'])['‘](?=\w)|(?<=[\w.,!?…%])['’](?![\w'])")
_OPENING = frozenset("“«") | {"``"}
_CLOSING = frozenset("”»")
_SINGLE = frozenset("'‘’")
#: A single mark closes a quotation only within this many characters: further off it is an apostrophe.
_LONGEST_SINGLE = 300


def find_quotations(text: str, blocks: tuple[Span, ...]) -> tuple[Span, ...]:
    """The outermost quotations of each block, marks included, in text order.

    A quotation still open at the end of its block ends there: speech over several paragraphs opens each of them anew.
    """
    found: list[Span] = []
    for block in blocks:
        opened: int | None = None
        single: int | None = None
        for mark in _MARK.finditer(text, block.start, block.end):
            sign = mark.group()
            if sign in _SINGLE:
                if opened is not None:
                    continue
                opens = mark.end() < block.end and text[mark.end()].isalnum() and not text[mark.start() - 1].isalnum()
                if single is None or mark.start() - single > _LONGEST_SINGLE:
                    single = mark.start() if opens or sign == "‘" else None
                elif not opens:
                    found.append(Span(single, mark.end()))
                    single = None
            elif opened is None:
                if sign not in _CLOSING:
                    opened, single = mark.start(), None
            elif sign not in _OPENING:
                found.append(Span(opened, mark.end()))
                opened = None
        if opened is not None and block.end > opened + 1:
            found.append(Span(opened, block.end))
    return tuple(sorted(found))
