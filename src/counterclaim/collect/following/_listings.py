"""Feeds and sitemaps: what an address lists. RSS, Atom, JSON Feed, sitemaps and their indexes, plain or gzipped.

Whoever writes these may be hostile: nothing that they name is opened, entities are not expanded, and what they may cost
is bounded before a parser sees them.
"""

import calendar
import json
import re
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree

from counterclaim.errors import InputError

#: After decompression. The largest sitemaps are 50 MB; those of news have at most a thousand entries.
MAX_BYTES = 10_000_000
#: Tags of one listing, and entries that are taken of it: the newest. Feedparser needs about 10 s for so many tags.
MAX_TAGS, MAX_ITEMS = 400_000, 5_000
_FEED_TAGS = 60_000
_START = re.compile(rb"<([A-Za-z_][\w.\-]{0,30}:)?([A-Za-z]{1,20})[\s>/]")
_ENTITY = re.compile(rb"<!ENTITY", re.I)
_FEEDS, _SITEMAPS = (b"rss", b"feed", b"rdf"), (b"urlset", b"sitemapindex")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A report that a listing names. `dated_at` is its date there, in seconds since 1970; `stamp` is whatever the
    listing says changes when the report does. `is_list` marks a listing of its own."""

    address: str
    title: str = ""
    dated_at: float | None = None
    stamp: str = ""
    is_list: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What an address lists. `ttl_s` is how seldom it asks to be asked."""

    kind: str  # rss, atom, json feed, sitemap, sitemap index
    items: tuple[Item, ...]
    ttl_s: float | None = None
    left_out: int = 0


def read_listing(body: bytes, address: str) -> Listing | None:
    """What the bytes at `address` list; None where they are no listing, but perhaps a report.

    Raises:
        InputError: they are a listing that cannot be read, or that costs too much.
    """
    body = _unpacked(body, address)
    start = body[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"{") and b"jsonfeed.org/version" in body[:4096].replace(b"\\/", b"/"):
        return _listing(address, "json feed", _json_items(body, address))
    root = _root(start)
    if root not in _FEEDS + _SITEMAPS:
        return None
    if _ENTITY.search(body):
        raise InputError(f"{address}: a listing that defines entities is not read", subject=address)
    most = _FEED_TAGS if root in _FEEDS else MAX_TAGS
    if body.count(b"<") > most:
        raise InputError(f"{address}: a listing of more than {most:,} tags", subject=address)
    if root in _SITEMAPS:
        kind = "sitemap" if root == b"urlset" else "sitemap index"
        return _listing(address, kind, _sitemap_items(body, address))
    return _feed(body, address)


def _unpacked(body: bytes, address: str) -> bytes:
    """The bytes, decompressed where they are gzip, up to the limit."""
    if body.startswith(b"\x1f\x8b"):
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            body = unpacker.decompress(body, MAX_BYTES + 1)
        except zlib.error as error:
            raise InputError(f"{address}: broken gzip data ({error})", subject=address) from error
        if len(body) <= MAX_BYTES and not unpacker.eof:
            raise InputError(f"{address}: the gzip data end before their end", subject=address)
    if len(body) > MAX_BYTES:
        raise InputError(f"{address}: a listing of more than {MAX_BYTES:,} bytes", subject=address)
    return body


def _root(start: bytes) -> bytes:
    """The name of the first element, in lower case."""
    if not start.startswith(b"<"):
        return b""
    found = _START.search(start)
    return found[2].lower() if found else b""


def _listing(address: str, kind: str, items: Iterator[Item], ttl_s: float | None = None) -> Listing:
    """The listing with the newest of its items, each once, in the order given."""
    unique: dict[str, Item] = {}
    for item in items:
        try:
            whole = urljoin(address, item.address.strip())
            usable = item.address.strip() and urlsplit(whole).scheme in ("http", "https") and len(whole) <= 2_000
        except ValueError:
            continue
        if usable and whole not in unique:
            unique[whole] = Item(
                address=whole, title=item.title[:500], dated_at=item.dated_at, stamp=item.stamp[:100],
                is_list=item.is_list,
            )  # fmt: skip
    newest = sorted(unique.values(), key=lambda item: -(item.dated_at or 0.0))[:MAX_ITEMS]
    kept = {item.address for item in newest}
    items_kept = tuple(item for item in unique.values() if item.address in kept)
    return Listing(kind=kind, items=items_kept, ttl_s=ttl_s, left_out=len(unique) - len(items_kept))


def _feed(body: bytes, address: str) -> Listing:
    import feedparser

    # Given bytes instead of a stream it would open a file of that name.
    try:
        found = feedparser.parse(BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # it has raised nearly everything on odd feeds
        reason = " ".join(str(error).split())[:200]
        raise InputError(f"{address}: a feed that cannot be read ({reason})", subject=address) from error
    if not found.get("version") and not found.entries:
        reason = " ".join(str(found.get("bozo_exception", "")).split())
        raise InputError(f"{address}: a feed that cannot be read ({reason[:200]})", subject=address)
    kind = "atom" if str(found.get("version")).startswith("atom") else "rss"
    ttl = str(found.feed.get("ttl") or "")
    ttl_s = float(ttl[:6]) * 60 if ttl.isascii() and ttl.isdigit() else None
    return _listing(address, kind, (item for entry in found.entries if (item := _entry(entry))), ttl_s)


def _entry(entry: Any) -> Item | None:
    told = dict.get  # as the feed has it: the library's own look-up takes other fields for what is missing
    link = told(entry, "feedburner_origlink") or told(entry, "link")
    if not link and str(told(entry, "id", "")).startswith(("http:", "https:")):
        link = told(entry, "id")
    if not link:
        return None
    return Item(
        address=str(link),
        title=str(told(entry, "title") or ""),
        dated_at=_seconds(told(entry, "published_parsed") or told(entry, "updated_parsed")),
        stamp=str(told(entry, "updated") or told(entry, "published") or ""),
    )


def _seconds(parsed: time.struct_time | None) -> float | None:
    try:
        return float(calendar.timegm(parsed)) if parsed else None
    except (ValueError, OverflowError, TypeError):
        return None


def _json_items(body: bytes, address: str) -> Iterator[Item]:
    try:
        feed = json.loads(body)
        items = feed["items"]
        if not isinstance(items, list):
            raise TypeError("items is no list")
    except (ValueError, RecursionError, TypeError, KeyError) as error:
        raise InputError(f"{address}: a JSON Feed that cannot be read ({error})", subject=address) from error
    for item in items:
        if isinstance(item, dict):
            link = next((v for v in (item.get("url"), item.get("id")) if isinstance(v, str) and v), "")
            published, updated = (str(item.get(f"date_{name}") or "") for name in ("published", "modified"))
            stamp = updated or published
            yield Item(address=link, title=str(item.get("title") or ""), dated_at=read_date(published), stamp=stamp)


def _sitemap_items(body: bytes, address: str) -> Iterator[Item]:
    """The entries of a sitemap (`url`) or of an index of sitemaps (`sitemap`), one after another."""
    events = etree.iterparse(
        BytesIO(body), events=("end",), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True, recover=True,
    )  # fmt: skip
    try:
        for _, element in events:
            name = etree.QName(element).localname.lower()
            if name in ("url", "sitemap"):
                told: dict[str, str] = {}
                for part in element.iter(etree.Element):
                    told.setdefault(etree.QName(part).localname.lower(), " ".join((part.text or "").split()))
                if told.get("loc"):
                    stamp = told.get("lastmod") or told.get("publication_date") or ""
                    dated = read_date(told.get("publication_date") or "") or read_date(stamp)
                    yield Item(
                        address=told["loc"],
                        title=told.get("title", ""),
                        dated_at=dated,
                        stamp=stamp,
                        is_list=name == "sitemap",
                    )
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except (etree.LxmlError, ValueError) as error:
        raise InputError(f"{address}: a sitemap that cannot be read ({error})", subject=address) from error


def read_date(words: str) -> float | None:
    """A date as feeds write it (ISO 8601, RFC 822), in seconds since 1970; None where it is none."""
    words = words.strip()[:64]
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(words)
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
    return None
