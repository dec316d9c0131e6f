"""HTML to paragraphs: the headline, and the body as trafilatura finds it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import trafilatura
from lxml import etree, html
from trafilatura.settings import use_config

from counterclaim._shown import shown_lines
from counterclaim.articles._instalments import Told, parts_in_data, parts_in_lines, parts_on_page, place_lines
from counterclaim.articles._metadata import Metadata, read_metadata
from counterclaim.articles._tables import Layout
from counterclaim.articles._walls import START, find_doubts, refuse_wall
from counterclaim.errors import InputError
from counterclaim.lexicons.walls import MOST_WORDS, said_share
from counterclaim.records.notes import Note

#: Library, and our own rules here: raise their number when they change the text of any page.
EXTRACTOR = f"trafilatura {trafilatura.__version__}, pages 2"
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
REFERENCE = re.compile(r"&#(?:[xX]0{0,6}(?P<hex>[\da-fA-F]{1,6})|0{0,6}(?P<decimal>\d{1,7}));?")
SPACES = re.compile(r"[ \t\r\n\f]+")
XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>", re.I)
MAX_ATTRIBUTES = 2_000
#: A page whose text is shorter than this is no article, unless its metadata says that it is one.
MIN_WORDS, MIN_WORDS_DECLARED = 40, 8
TAG_MARK = re.compile(r"=\s{0,9}[\"']|>")
_BLOCKS = ("p", "head", "item", "quote", "cell", "ab")
SITE_SUFFIX = re.compile(r"\s+[|\-–—»:]\s+[^|\-–—»:]{2,40}$")


@dataclass(frozen=True, slots=True)
class Page:
    """The paragraphs of an article, which of them are subheadings and which quotations, its headline and metadata."""

    headline: str | None
    paragraphs: tuple[str, ...]
    heads: frozenset[int]
    quoted: frozenset[int]
    metadata: Metadata
    notes: tuple[Note, ...]
    parts: tuple[Told, ...] = ()  # of a live blog
    homes: tuple[int | None, ...] = ()  # the part that each paragraph stands in


def _has_monstrous_tag(text: str) -> bool:
    """Whether a tag has so many attributes that the parser, which compares each with each, would take minutes."""
    at = text.find("<")
    while at >= 0:
        end = at + 1
        while (mark := TAG_MARK.search(text, end)) and not mark.group().endswith(">"):
            # Within a quoted value a closing bracket closes nothing.
            closing = text.find(mark.group()[-1], mark.end())
            end = closing + 1 if closing >= 0 else len(text)
        end = mark.end() if mark else len(text)
        if end - at > 2 * MAX_ATTRIBUTES and len(text[at:end].split()) > MAX_ATTRIBUTES:
            return True
        at = text.find("<", end)
    return False


def _referred(reference: re.Match[str]) -> str:
    """A numeric reference as browsers read it: old pages number the quotation marks of Windows-1252 (`&#147;`), and
    a reference to a control or to no character, at which the parser's tree fails, is a space."""
    code = int(reference["hex"], 16) if reference["hex"] else int(reference["decimal"])
    if 0x80 <= code < 0xA0:
        return CONTROL.sub(" ", bytes([code]).decode("cp1252", "ignore")) or " "
    if code > 0x10FFFF or 0xD800 <= code < 0xE000 or CONTROL.match(chr(code)):
        return " "
    return reference.group()


def _parse(text: str, subject: str, max_tags: int) -> tuple[etree._Element, list[Note]]:
    """The tree of a page, and a note where the parser gave up before its end."""
    if text.count("<") > max_tags:
        message = f"{subject}: a page of more than {max_tags:,} tags; save the article alone, or raise max_tags"
        raise InputError(message, subject=subject)
    if _has_monstrous_tag(text):
        raise InputError(f"{subject}: a tag of more than {MAX_ATTRIBUTES} attributes", subject=subject)
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    source = XML_DECLARATION.sub("", text).encode("utf-8", "replace")
    try:
        tree = html.document_fromstring(source, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise InputError(f"{subject}: no readable HTML ({error})", subject=subject) from error
    # Its own bounds (256 elements deep, ten million characters in one) keep time and memory small: they stay.
    fatal = next((entry for entry in parser.error_log if entry.level_name == "FATAL"), None)
    if fatal is None:
        return tree, []
    reason = "it is nested too deep" if "depth" in fatal.message.lower() else fatal.message.strip()
    message = f"the page was read up to its line {fatal.line} and no further: {reason}"
    return tree, [Note(code="page.cut", message=message)]


def _flat(words: str) -> str:
    return SPACES.sub(" ", words).strip(" ")


def _pieces(element: etree._Element) -> list[str]:
    """The text of one block element, cut where an empty line was drawn with line breaks."""
    parts: list[str] = [element.text or ""]
    breaks = 0
    for child in element.iterdescendants():
        if child.tag == "lb":
            breaks += 1
            # Two breaks in a row, or one after a full stop, part paragraphs.
            if parts[-1].rstrip().endswith((".", "!", "?", "”", '"')) or (breaks > 1 and not parts[-1].strip()):
                parts.append("")
            else:
                parts[-1] += " "
        elif isinstance(child.tag, str):
            parts[-1] += child.text or ""
        if child.tail and child is not element:
            breaks = 0 if child.tail.strip() else breaks
            parts[-1] += child.tail
    return [flat for part in parts if (flat := _flat(part))]


def _signature(element: etree._Element) -> list[str]:
    """The words that follow a block inside its container up to the next block: who signed an embedded post."""
    parent = element.getparent()
    if parent is None or parent.tag not in _BLOCKS:
        return []
    parts = [element.tail or ""]
    for sibling in element.itersiblings():
        if not isinstance(sibling.tag, str) or sibling.tag in _BLOCKS:
            break
        parts += [*sibling.itertext(), sibling.tail or ""]
    return [flat] if (flat := _flat("".join(parts))) else []


def _paragraphs(body: etree._Element) -> tuple[list[str], set[int], set[int]]:
    """The paragraphs, which of them are subheadings, and which are set off as quotations."""
    found: list[str] = []
    heads: set[int] = set()
    quoted: set[int] = set()
    for element in body.iter(*_BLOCKS):
        if next(element.iterdescendants(*_BLOCKS), None) is not None:
            # A container: its blocks come by themselves; words of its own stand before the first.
            pieces = [flat] if (flat := _flat(element.text or "")) else []
        else:
            pieces = [*_pieces(element), *_signature(element)]
        for piece in pieces:
            if element.tag == "head":
                heads.add(len(found))
            elif element.tag == "quote" or next(element.iterancestors("quote"), None) is not None:
                quoted.add(len(found))
            found.append(piece)
    return found, heads, quoted


def _extracted(tree: etree._Element) -> tuple[list[str], set[int], set[int]]:
    """The paragraphs of what the extractor takes for the article, as `_paragraphs` has them."""
    config = use_config()
    config.set("DEFAULT", "EXTRACTION_TIMEOUT", "0")
    document = trafilatura.bare_extraction(
        tree,
        favor_precision=True,
        include_comments=False,
        include_tables=False,
        include_images=False,
        include_links=False,
        deduplicate=False,
        with_metadata=False,
        config=config,
    )
    body = getattr(document, "body", None)
    return _paragraphs(body) if body is not None else ([], set(), set())


def _count_prose(paragraphs: Sequence[str], heads: set[int]) -> int:
    return sum(len(words.split()) for i, words in enumerate(paragraphs) if i not in heads)


def _same(a: str, b: str) -> bool:
    def key(words: str) -> str:
        return re.sub(r"\W+", "", words).casefold()

    return key(a) == key(b)


def _title(tree: etree._Element) -> str:
    return next((_flat("".join(element.itertext())) for element in tree.iter("title")), "")


def _headline(tree: etree._Element, metadata: Metadata) -> str | None:
    """The words that stand on the page as its headline, else those that its metadata give."""
    title = _title(tree)
    stripped = SITE_SUFFIX.sub("", title)
    told = [*metadata.titles, *filter(None, (title, stripped))]
    shown = [words for element in tree.iter("h1") if (words := _flat("".join(element.itertext())))]
    if not shown and not metadata.titles:
        second = next(tree.iter("h2"), None)
        shown = [_flat("".join(second.itertext()))] if second is not None else []
        shown = [words for words in shown if len(words.split()) >= 4]
    for words in shown:
        if any(_same(words, other) or (len(words) > 20 and other.startswith(words)) for other in told):
            # What the title adds to the headline is the name of the site.
            if not metadata.outlet and title != stripped and _same(stripped, words):
                metadata.outlet = title[len(stripped) :].strip(" |-–—»:")
            return words
    if metadata.titles:
        first = metadata.titles[0]
        site = metadata.outlet
        return first[: -len(site)].rstrip(" |-–—:") if site and first.endswith(site) and first != site else first
    return shown[0] if len(shown) == 1 else stripped or None


def _parts(
    shown: Sequence[Told], metadata: Metadata, paragraphs: Sequence[str]
) -> tuple[Sequence[Told], Sequence[int | None]]:
    """The parts of a live blog with where paragraphs stand: as its data say, else as it shows, else by lines."""
    for told in (parts_in_data(metadata.updates), shown):
        homes = place_lines(told, paragraphs) if len(told) > 1 else []
        if len({home for home in homes if home is not None}) > 1:
            return told, homes
    return parts_in_lines(paragraphs)


def _clean(words: str) -> str:
    return _flat(CONTROL.sub(" ", words))


def read_page(text: str, subject: str, *, max_tags: int) -> Page:
    """The article of an HTML page.

    Raises:
        InputError: the page is too large, no HTML, or holds no article.
    """
    tree, notes = _parse(REFERENCE.sub(_referred, CONTROL.sub(" ", text)), subject, max_tags)
    try:
        metadata = read_metadata(tree)
        headline = _headline(tree, metadata)
        shown_parts = parts_on_page(tree)
        paragraphs, heads, quoted = _extracted(tree)
        layout = Layout(tree)
        if _count_prose(paragraphs, heads) < MIN_WORDS or layout.holds_headline():
            unfolded = _extracted(tree) if layout.unfold() else None
            if unfolded and _count_prose(*unfolded[:2]) > _count_prose(paragraphs, heads):
                paragraphs, heads, quoted = unfolded
    except (RecursionError, etree.LxmlError, ValueError, AttributeError) as error:
        raise InputError(f"{subject}: the page could not be taken apart ({error})", subject=subject) from error
    if CONTROL.search(text) or any(CONTROL.search(words) for words in (*paragraphs, headline or "")):
        notes.append(Note(code="text.control", message="control characters were replaced by spaces"))
    read = [(i, words) for i, raw in enumerate(paragraphs) if (words := _clean(raw))]
    kept = [(i in heads, words) for i, words in read]
    headline = _clean(headline) if headline else None
    # The headline stands in front already.
    while kept and headline and _same(kept[0][1], headline):
        kept.pop(0)
    prose = [words for head, words in kept if not head]
    count = sum(len(words.split()) for words in prose)
    if count <= MOST_WORDS:
        titles = [words for words in (headline, *metadata.titles, _title(tree)) if words]
        refuse_wall(titles, prose, subject)
    if count <= START:
        shown = [_clean(line) for line in shown_lines(tree)]
        notes += find_doubts(shown, prose, metadata)
    if count < (MIN_WORDS_DECLARED if metadata.is_article else MIN_WORDS):
        if not prose or said_share("\n".join(prose))[0]:
            refuse_wall(titles, shown, subject)
        cut = f" ({notes[0].message})" if notes and notes[0].code == "page.cut" else ""
        message = f"{subject}: no article found on the page{cut}; save the article's own page, or its text as .txt"
        raise InputError(message, subject=subject)
    parts, homes = _parts(shown_parts, metadata, [words for _, words in kept])
    return Page(
        parts=tuple(parts),
        homes=tuple(homes),
        headline=headline,
        paragraphs=tuple(words for _, words in kept),
        heads=frozenset(i for i, (head, _) in enumerate(kept) if head),
        quoted=frozenset(at for at, (i, _) in enumerate(read[len(read) - len(kept) :]) if i in quoted),
        metadata=metadata,
        notes=tuple(notes),
    )
