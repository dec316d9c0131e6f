"""What a page shows to its readers, without a browser: its lines, in the order of its source."""

from collections.abc import Iterator

from lxml import etree

_SILENT = frozenset({"script", "style", "template", "svg", "head", "title"})
_INLINE = frozenset(
    "a abbr b bdi bdo cite code data del dfn em font i ins kbd label mark q s samp small span strong sub sup time u var"
    " wbr".split()
)


def shown_lines(page: etree._Element, *, most_chars: int = 400_000) -> Iterator[str]:
    """The lines of a page, without recursion. What is shown only without scripts (`noscript`) is no part of them,
    unless there is next to nothing else."""
    lines, without = _lines(page, most_chars)
    yield from lines
    if sum(map(len, lines)) < 400:
        yield from without


def _lines(page: etree._Element, most_chars: int) -> tuple[list[str], list[str]]:
    shown: list[str] = []
    without: list[str] = []
    parts: list[str] = []
    silent = noscript = 0

    def end_line() -> None:
        if line := " ".join("".join(parts).split()):
            (without if noscript else shown).append(line)
        parts.clear()

    left = most_chars
    for event, one in etree.iterwalk(page, events=("start", "end", "comment", "pi")):
        if event in ("start", "end"):
            if one.tag in _SILENT:
                silent += 1 if event == "start" else -1
            elif one.tag not in _INLINE:
                end_line()
            if one.tag == "noscript":
                noscript += 1 if event == "start" else -1
        words = one.text if event == "start" else one.tail
        if words and not silent:
            parts.append(words)
            left -= len(words)
            if left < 0:
                break
    end_line()
    return shown, without
