"""One captured report to its revision: decode, find the text, mark its blocks, settle its dates."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from counterclaim.articles._blocks import Marked, find_paragraphs, mark_blocks
from counterclaim.articles._datelines import CountryOf
from counterclaim.articles._decode import decode
from counterclaim.articles._instalments import Told, parts_in_lines, runs
from counterclaim.articles._language import require_english
from counterclaim.articles._lines import NAME
from counterclaim.articles._metadata import (
    Metadata,
    canonical_address,
    country_of_host,
    country_of_locale,
    host_of,
)
from counterclaim.articles._oddities import find_oddities
from counterclaim.articles._stamps import Clocks, Moment, read_moment, settle, settle_clock
from counterclaim.errors import InputError
from counterclaim.lexicons.hosts import same_site
from counterclaim.records.ids import DocumentId, RevisionId, digest, make_id
from counterclaim.records.notes import Note
from counterclaim.records.revisions import READ_BLOCKS, BlockKind, Capture, Instalment, Revision, Stamp
from counterclaim.records.spans import Span

#: Of the rules in `_blocks`; raise it when they change what is marked.
PLAIN_TEXT = "plain text 2"


#: The title of a document in which a body speaks for itself: “Preliminary Statement of the Tidal Observer Mission”.
STATEMENT_OF = re.compile(
    rf"(?:{NAME}\s){{0,4}}(?i:(?:press\s)?statement|communiqu[eé]|declaration)\s(?:of|by|from)\s(?:the\s)?"
    rf"(?P<name>{NAME}(?:\s(?:{NAME}|of|for|and|the|de|del|da)){{0,9}})"
    r"(?:\s(?:on|about|regarding|concerning)\s.{3,200})?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLimits:
    """Bounds for what one capture holds: characters of text (two novels), and tags of a page, since a page of more
    costs minutes."""

    max_chars: int = 1_000_000
    max_tags: int = 150_000


DEFAULT_LIMITS = TextLimits()


@dataclass(frozen=True, slots=True)
class _Text:
    """A report's text with its blocks, before its dates are settled."""

    text: str
    marked: Marked
    metadata: Metadata
    extractor: str
    notes: tuple[Note, ...]
    parts: tuple[tuple[Span, Told], ...] = ()
    channel: str | None = None  # where it is no report but an utterance of its author


def _plain(text: str, title: str | None, country_of: CountryOf | None) -> _Text:
    spans = find_paragraphs(text)
    marked = mark_blocks(text, spans, title=title, country_of=country_of)
    told, homes = parts_in_lines([span.of(text) for span in spans])
    return _Text(text, marked, Metadata(), PLAIN_TEXT, (), _placed(spans, told, homes))


def _pdf(body: bytes, title: str | None, country_of: CountryOf | None, subject: str, max_chars: int) -> _Text:
    # As with pages, only who reads such a document waits for its library.
    from counterclaim.articles._documents import EXTRACTOR, read_document

    document = read_document(body, subject, max_chars=max_chars)
    title = title or document.title
    marked = mark_blocks(document.text, find_paragraphs(document.text), title=title, country_of=country_of)
    metadata = Metadata(titles=[title] if title else [], authors=[document.author] if document.author else [])
    headline = marked.headline.of(document.text) if marked.headline else title or ""
    if issued := STATEMENT_OF.fullmatch(headline):
        metadata.authors[:] = [issued["name"]]
    return _Text(document.text, marked, metadata, EXTRACTOR, document.notes, channel="statement" if issued else None)


def _html(source: str, title: str | None, country_of: CountryOf | None, subject: str, max_tags: int) -> _Text:
    # Loading the extractor takes half a second, which plain text need not wait for.
    from counterclaim.articles._pages import EXTRACTOR, read_page

    page = read_page(source, subject, max_tags=max_tags)
    headline = page.headline or title
    parts = [headline, *page.paragraphs] if headline else list(page.paragraphs)
    spans, at = [], 0
    for part in parts:
        spans.append(Span(at, at + len(part)))
        at += len(part) + 2
    shift = 1 if headline else 0
    heads = frozenset(i + shift for i in page.heads)
    text = "\n\n".join(parts)
    quoted = frozenset(i + shift for i in page.quoted)
    marked = mark_blocks(text, spans, title=headline, heads=heads, quoted=quoted, country_of=country_of)
    placed = _placed(spans[shift:], page.parts, page.homes)
    return _Text(text, marked, page.metadata, EXTRACTOR, page.notes, placed)


def _placed(spans: Sequence[Span], told: Sequence[Told], homes: Sequence[int | None]) -> tuple[tuple[Span, Told], ...]:
    """The parts of a text that stand under times of their own, if there are several."""
    placed = tuple((span, told[home]) for span, home in runs(spans, homes))
    return placed if len({part for _, part in placed}) > 1 else ()


def _best(
    candidates: list[tuple[str, Moment, Span | None]], clocks: Clocks, capture: Capture
) -> tuple[Stamp | None, list[Note]]:
    """The stamp of the most trusted candidate; a later one on the same day that also gives the hour is preferred."""
    chosen: Stamp | None = None
    kept: tuple[Note, ...] = ()
    notes: list[Note] = []
    for method, moment, span in candidates:
        stamp, found = settle(moment, method=method, clocks=clocks, captured_at=capture.captured_at, span=span)
        if stamp is None:
            notes.extend(found)
        elif chosen is None or (
            chosen.precision == "day"
            and stamp.precision != "day"
            and stamp.earliest <= chosen.latest
            and chosen.earliest <= stamp.latest
        ):
            chosen, kept = stamp, found
    return chosen, [*notes, *kept]


def _stamps(read: _Text, capture: Capture, clocks: Clocks) -> tuple[Stamp | None, Stamp | None, list[Note]]:
    """When the report says it was published and updated."""
    declared = dict(capture.declared)
    published: list[tuple[str, Moment, Span | None]] = []
    updated: list[tuple[str, Moment, Span | None]] = []
    notes: list[Note] = []
    stated = [("declared", declared["published"])] if declared.get("published") else []
    late = [("declared", declared["updated"])] if declared.get("updated") else []
    for found, words in (
        (published, [*stated, *read.metadata.published]),
        (updated, [*late, *read.metadata.updated]),
    ):
        for method, value in words:
            if moment := read_moment(value.strip()):
                found.append((method, moment, None))
            elif method == "declared":
                notes.append(Note(code="date.unread", message=f"declared date “{value[:60]}” is not understood"))
    prose = [block.span for block in read.marked.blocks if block.kind is BlockKind.PARAGRAPH]
    bare: list[tuple[str, Moment, Span | None]] = []
    for moment, span in read.marked.moments:
        if moment.role:
            (updated if moment.role == "updated" else published).append(("furniture", moment, span))
        elif prose and (span.start < prose[0].start or span.start > prose[-1].end):
            # A bare date between paragraphs heads a part of the report.
            bare.append(("furniture", moment, span))
    first, more = _best(published + bare, clocks, capture)
    last, others = _best(updated, clocks, capture)
    notes += [*more, *others]
    if first and last and last.exact and first.earliest == last.earliest:
        # A page that was never updated states its publication twice.
        last = None
    if first and last and last.latest < first.earliest:
        notes.append(Note(code="stamp.order", message=f"updated ({last.words}) before published ({first.words})"))
    return first, last, list(dict.fromkeys(notes))


def _instalment(
    span: Span, told: Told, published: Stamp | None, updated: Stamp | None, clocks: Clocks, captured_at: datetime
) -> Instalment:
    stamp: Stamp | None
    if moment := read_moment(told.value):
        stamp, _ = settle(moment, method=told.method, clocks=clocks, captured_at=captured_at)
        stamp = None if stamp is None else replace(stamp, words=told.words)
    else:
        stamp = settle_clock(
            told.value,
            method=told.method,
            published=published,
            updated=updated,
            clocks=clocks,
            captured_at=captured_at,
        )
    return Instalment(span=span, words=told.words, stamp=stamp)


def _document_id(capture: Capture, read: _Text) -> DocumentId:
    """The document that a capture belongs to: its canonical address, else its file, else (stdin) its text."""
    own = canonical_address(capture.address)
    told = canonical_address(read.metadata.canonical or "", base=own or "")
    # A canonical address that is a home page is a mistake of the site, not the name of the report; and a page names no
    # report of another site, or anybody could put a text of his own beside it as its newest.
    if told and (told.rstrip("/").count("/") <= 2 or (own and not same_site(told, own))):
        told = None
    key = told or own or (capture.address if capture.address != "-" else digest(read.text.encode("utf-8")))
    return DocumentId(make_id("d", key))


def _title(read: _Text, declared: str | None) -> tuple[str, list[Note]]:
    if declared or read.marked.headline:
        return declared or read.marked.headline.of(read.text), []  # type: ignore[union-attr]
    first = next((block.span.of(read.text) for block in read.marked.blocks if block.kind in READ_BLOCKS), "")
    words = first.split()
    title = " ".join(words[:12]) + ("…" if len(words) > 12 else "")
    return title, [Note(code="title.none", message="no headline found; the title is the report's first words")]


def _dateline_country(dateline: str, country_of: CountryOf) -> str | None:
    """The country of a dateline: of its last part that is known (“London, Ontario”), of the first of two towns."""
    for town in reversed(dateline.partition("/")[0].split(",")):
        town = town.strip()
        if code := country_of(town.title() if town.isupper() else town):
            return code
    return None


def _refuse_long(text: str, subject: str, limits: TextLimits) -> None:
    if len(text) > limits.max_chars:
        message = (
            f"{subject}: more than {limits.max_chars:,} characters of text, which is no one report; split it, or raise "
            "the setting max_chars"
        )
        raise InputError(message, subject=subject)


def _read_text(
    capture: Capture, declared: dict[str, str], title: str | None, country_of: CountryOf | None, limits: TextLimits
) -> tuple[_Text, tuple[Note, ...]]:
    """The text of a capture, by its media type, with what there is to note of its bytes."""
    subject = capture.address
    if capture.media_type == "application/pdf":
        return _pdf(capture.body, title, country_of, subject, limits.max_chars), ()
    is_html = capture.media_type in ("text/html", "application/xhtml+xml")
    source, notes = decode(capture.body, declared=declared.get("charset"), html=is_html, subject=subject)
    # A bound for what is text from the start; that of a page is known when it has been taken apart.
    if not is_html:
        _refuse_long(source, subject, limits)
        return _plain(source, title, country_of), notes
    read = _html(source, title, country_of, subject, limits.max_tags)
    _refuse_long(read.text, subject, limits)
    return read, notes


def read_article(
    capture: Capture, *, country_of: CountryOf | None = None, limits: TextLimits = DEFAULT_LIMITS
) -> Revision:
    """The revision that a capture holds: exact text, marked blocks, title, people, places and times of publication.

    `country_of` gives the ISO 3166 code of the country of a town, or None; it settles which clocks a dateline's zone
    word means and which words before a colon are towns.

    Raises:
        InputError: the bytes are empty, binary, in no declared charset, not English, or hold no article.
    """
    subject = capture.address
    declared = dict(capture.declared)
    title = declared.get("title") or None
    read, notes = _read_text(capture, declared, title, country_of, limits)
    prose = "\n".join(block.span.of(read.text) for block in read.marked.blocks if block.kind in READ_BLOCKS)
    if not prose.strip():
        raise InputError(f"{subject}: no report in it, only page furniture", subject=subject)
    require_english(prose, read.metadata.language, subject)
    host = host_of(capture.address) or host_of(read.metadata.canonical)
    outlet_country = read.metadata.country or country_of_host(host) or country_of_locale(read.metadata.language)
    dateline = read.marked.dateline
    dateline_country = _dateline_country(dateline, country_of) if dateline and country_of else None
    clocks = Clocks(outlet_country, dateline_country)
    published, updated, more = _stamps(read, capture, clocks)
    name, untitled = _title(read, title)
    document_id = _document_id(capture, read)
    said_by = [declared["author"]] if declared.get("author") else read.metadata.authors or read.marked.authors
    authors = tuple(dict.fromkeys(said_by))
    outlet = declared.get("outlet") or read.metadata.outlet or host
    beside = [words for words in (name, outlet, *authors) if words and words not in read.text]
    return Revision(
        id=RevisionId(make_id("r", {"document": document_id, "text": read.text})),
        document_id=document_id,
        capture_id=capture.id,
        address=capture.address,
        text=read.text,
        title=name,
        blocks=tuple(read.marked.blocks),
        captured_at=capture.captured_at,
        outlet=outlet,
        outlet_country=outlet_country,
        authors=authors,
        channel=declared.get("channel") or read.channel,
        dateline=dateline,
        published=published,
        updated=updated,
        credits=tuple(dict.fromkeys([*read.marked.credits, *read.metadata.credits])),
        extractor=read.extractor,
        instalments=tuple(
            _instalment(span, told, published, updated, clocks, capture.captured_at) for span, told in read.parts
        ),
        notes=(*notes, *read.notes, *untitled, *more, *find_oddities(read.text, beside)),
    )
