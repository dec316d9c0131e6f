"""Rows of articles: JSON Lines and JSON arrays, of our own fields, of news-please and of Fundus."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from counterclaim.collect._captures import HTML, PLAIN, Clock, make_capture
from counterclaim.collect._fetched import checked_url
from counterclaim.collect.formats._opened import Items, Opened, too_large
from counterclaim.errors import FetchError, InputError, ItemError
from counterclaim.records.revisions import Capture

#: Fields of a row that travel with its capture.
DECLARED = ("title", "published", "updated", "outlet", "author", "channel")

Row = Mapping[str, Any]


def read_rows(opened: Opened) -> Items:
    """One item a line."""
    number, empty = 0, True
    while line := opened.stream.readline(opened.limits.max_bytes + 1):
        number += 1
        subject = f"{opened.name}:{number}"
        if len(line) > opened.limits.max_bytes:
            yield too_large(subject, opened.limits)
            while line and not line.endswith(b"\n"):
                line = opened.stream.readline(1 << 20)
            empty = False
        elif line.strip():
            empty = False
            try:
                row = parse_row(line.strip().removeprefix(b"\xef\xbb\xbf"), subject)
                capture = capture_row(row, subject, f"{opened.where}#L{number}", opened.clock)
            except ItemError as error:
                yield error
            else:
                yield capture
    if empty:
        yield InputError(f"{opened.name}: empty", subject=opened.name)


def parse_row(line: bytes, subject: str) -> Row:
    """The object that a line holds."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{subject}: not JSON ({error})", subject=subject) from error
    return require_object(row, subject)


def require_object(row: object, subject: str) -> Row:
    if not isinstance(row, dict):
        raise InputError(f"{subject}: a row is an object with url, title, published and text or html", subject=subject)
    return row


def capture_row(row: Row, subject: str, where: str, clock: Clock) -> Capture:
    """The capture of one row. Raises InputError where it holds no text."""
    for is_of, turned in _KINDS:
        if is_of(row):
            row = turned(row)
            break
    field = "html" if row.get("html") else "text"
    words = row.get(field)
    if not isinstance(words, str) or not words.strip():
        raise InputError(f"{subject}: the row has no text and no html", subject=subject)
    for name in ("url", *DECLARED):
        if row.get(name) is not None and not isinstance(row[name], str):
            raise InputError(f"{subject}: “{name}” is not a string", subject=subject)
    address = row.get("url") or where
    if row.get("url"):
        try:
            checked_url(address)
        except FetchError as error:
            raise InputError(f"{subject}: {' '.join(str(error).split())}", subject=subject) from error
    declared = [(name, row[name]) for name in DECLARED if row.get(name)]
    if row.get("channel") and row.get("author") and not row.get("title"):
        declared.insert(0, ("title", post_title(row["author"], row.get("published"))))
    return text_capture(address, HTML if field == "html" else PLAIN, words, declared, subject, clock)


def post_title(author: str, published: str | None) -> str:
    """The title of a post, which is no words of it: what it claims is claimed by its author."""
    day = f", {published[:16].replace('T', ' ')}" if published else ""
    return f"Post by {' '.join(author.split())}{day}"


def text_capture(
    address: str, media_type: str, words: str, declared: list[tuple[str, str]], subject: str, clock: Clock
) -> Capture:
    """Words as a capture: their UTF-8 bytes."""
    try:
        body = words.encode("utf-8")
        for _, value in declared:
            value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(f"{subject}: the text holds half a surrogate pair", subject=subject) from error
    return make_capture(address, media_type, body, clock, [*declared, ("charset", "utf-8")])


# What other tools write. Source: news-please 1.6 (NewsArticle), Fundus 0.5 (Article.to_json).


def _from_news_please(row: Row) -> Row:
    return {
        "url": row.get("url"),
        "title": row.get("title") or row.get("title_page"),
        "published": row.get("date_publish"),
        "updated": row.get("date_modify"),
        "outlet": row.get("source_domain"),
        "author": _byline(row.get("authors")),
        "text": row.get("maintext"),
    }


def _from_fundus(row: Row) -> Row:
    page = row.get("html") if isinstance(row.get("html"), dict) else {}
    assert isinstance(page, dict)
    body = row.get("body")
    words = row.get("plaintext")
    if not words and isinstance(body, dict):
        parts: list[str] = list(_strings(body.get("summary")))
        for section in body.get("sections") or ():
            if isinstance(section, dict):
                parts += [*_strings(section.get("headline")), *_strings(section.get("paragraphs"))]
        words = "\n\n".join(parts)
    return {
        "url": row.get("url") or page.get("responded_url") or page.get("requested_url"),
        "title": row.get("title"),
        "published": row.get("publishing_date"),
        "outlet": row.get("publisher"),
        "author": _byline(row.get("authors")),
        "html": page.get("content"),
        "text": words,
    }


def _byline(value: object) -> str | None:
    """Who wrote an article: one of several would be shown as the only one."""
    return ", ".join(name.strip() for name in _strings(value) if name.strip()) or None


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


_KINDS: tuple[tuple[Callable[[Row], bool], Callable[[Row], Row]], ...] = (
    (lambda row: "maintext" in row and "text" not in row, _from_news_please),
    (lambda row: "publishing_date" in row and ("body" in row or "plaintext" in row), _from_fundus),
)
