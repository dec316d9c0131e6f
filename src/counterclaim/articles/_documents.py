"""PDF to paragraphs, as pypdf finds its lines."""

import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from statistics import median

import pypdf
from pypdf.errors import PyPdfError

from counterclaim.articles._lines import ITEM
from counterclaim.errors import InputError
from counterclaim.records.notes import Note

#: Library, and our own rules here: raise their number when they change the text of any document.
EXTRACTOR = f"pypdf {pypdf.__version__}, documents 2"
#: Pages of one document, and bytes of what draws one page: more is no report, and costs minutes.
MOST_PAGES, MOST_DRAWN = 500, 8_000_000
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
NUMBER = re.compile(r"\d+")
#: A line this much shorter than most ends its paragraph, if a sentence ends with it; so does one that begins a
#: paragraph and leaves this much room: a headline.
SHORT, HEAD = 0.85, 0.7
#: A headline of so many characters may leave a word or two to the next line.
LONG_HEAD = 40
CONTACT = re.compile(r"(?:(?:media|press)\s)?contacts?\s?:", re.I)
DATED = re.compile(r"\d{4}$")
JOINING = frozenset("a an and at by for from in of on or the to with".split())
ENDS = (".", "!", "?", "”", "\"", ":", "’", ")")  # fmt: skip

# What is odd in a document is told by our own notes and errors.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Document:
    """The paragraphs of a document, and what it says of itself."""

    text: str
    title: str | None
    author: str | None
    notes: tuple[Note, ...]


def read_document(body: bytes, subject: str, *, max_chars: int) -> Document:
    """The text of a PDF.

    Raises:
        InputError: it is broken, closed by a password, too large, or holds images of text alone.
    """
    try:
        reader = pypdf.PdfReader(BytesIO(body), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError(f"{subject}: a PDF that is closed by a password", subject=subject)
        if len(reader.pages) > MOST_PAGES:
            raise InputError(f"{subject}: a PDF of more than {MOST_PAGES} pages; split it", subject=subject)
        pages = list(_pages(reader, subject, max_chars))
        told = reader.metadata
        title, author = (told.title, told.author) if told else (None, None)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, RecursionError,
            AssertionError, NotImplementedError, ZeroDivisionError, OverflowError, MemoryError) as error:  # fmt: skip
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise InputError(f"{subject}: a PDF that cannot be read ({reason})", subject=subject) from error
    lines, notes = _without_running_lines(pages)
    paragraphs = list(_paragraphs(lines))
    if not any(map(str.isalpha, "".join(paragraphs))):
        message = f"{subject}: a PDF without text, perhaps scanned; have its text recognised (OCR) first"
        raise InputError(message, subject=subject)
    return Document("\n\n".join(paragraphs), _said(title), _said(author), tuple(notes))


def _pages(reader: pypdf.PdfReader, subject: str, max_chars: int) -> Iterator[list[str]]:
    """The lines of each page."""
    left = max_chars
    for number, page in enumerate(reader.pages, 1):
        drawn = page.get_contents()
        if drawn is not None and len(drawn.get_data()) > MOST_DRAWN:
            raise InputError(f"{subject}: page {number} of the PDF is too large to be read", subject=subject)
        words = CONTROL.sub(" ", page.extract_text())
        left -= len(words)
        if left < 0:
            message = f"{subject}: more than {max_chars:,} characters of text; split it, or raise the setting max_chars"
            raise InputError(message, subject=subject)
        yield [" ".join(line.split()) for line in words.split("\n")]


def _without_running_lines(pages: Sequence[list[str]]) -> tuple[list[str], list[Note]]:
    """All lines, but those that stand at the top or foot of most pages, numbers aside."""
    seen = Counter(NUMBER.sub("#", line) for page in pages for line in {*_edges(page)} if line)
    running = {line for line, number in seen.items() if number >= 3 and number * 2 > len(pages)}
    kept: list[str] = []
    for page in pages:
        edges = {line for line in _edges(page) if NUMBER.sub("#", line) in running}
        kept += [line for line in page if line not in edges]
    if not running:
        return kept, []
    return kept, [Note(code="page.running", message=f"{len(running)} lines that head or foot the pages were left out")]


def _edges(page: list[str]) -> list[str]:
    lines = [line for line in page if line]
    return [*lines[:2], *lines[-2:]]


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    """Lines put together: a paragraph ends at an empty line, or with a short line that ends a sentence or is alone."""
    usual = median([len(line) for line in lines if len(line) > 20] or [0])
    parts: list[str] = []
    number = 0
    for line, following in pairwise([*lines, ""]):
        item = ITEM.match(line)
        if item is not None and int(item["number"]) == number + 1:
            number += 1
        else:
            item = None
        if parts and (item is not None or CONTACT.match(line)):
            yield _joined(parts)
            parts = []
        if line:
            parts.append(line)
        ends = (line.endswith(ENDS) and len(line) < SHORT * usual) or (len(parts) == 1 and len(line) < HEAD * usual)
        ends = ends and not (len(parts) == 1 and _goes_on(line, following))
        if parts and (not following or ends or not line):
            yield _joined(parts)
            parts = []


def _goes_on(line: str, following: str) -> bool:
    """Whether a headline goes on in the next line: it ends within a phrase, or leaves that line a last word or two."""
    if line.endswith(ENDS) or not following or DATED.search(line) or not following.isprintable():
        return False
    last = line.split()[-1].lower()
    left_over = len(line) >= LONG_HEAD and len(following.split()) <= 2 and following.replace(" ", "").isalpha()
    return last in JOINING or following[0].islower() or left_over


def _joined(parts: Sequence[str]) -> str:
    """Lines as one, a word that was parted at a line's end whole again."""
    words = parts[0]
    for part in parts[1:]:
        parted = len(words) > 2 and words.endswith("-") and words[-2].isalpha() and part[:1].islower()
        words = words[:-1] + part if parted else f"{words} {part}"
    return words


def _said(words: str | None) -> str | None:
    return " ".join(CONTROL.sub(" ", str(words)).split())[:300] or None if words else None
