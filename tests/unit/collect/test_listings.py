"""Feeds and sitemaps: what they list, in every form, and what hostile ones may not do."""

import json
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from counterclaim.collect.following._listings import MAX_BYTES, Listing, read_date, read_listing
from counterclaim.errors import InputError
from tests.site import atom, rss, sitemap, sitemap_index, zipped

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
HOME = "https://news.example/list"


def read(body: bytes) -> Listing:
    listing = read_listing(body, HOME)
    assert listing is not None
    return listing


JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [
            {"id": "1", "url": "https://news.example/1", "title": "One", "date_published": AT.isoformat()},
            {"id": "https://news.example/2", "date_modified": "2026-03-02T10:00:00Z"},
            {"id": 7}, "no item", {"url": ["odd"]},
        ],
    }
).encode()  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("rss", rss([("https://news.example/1", "One & two", AT), ("https://news.example/2", "Two", AT)])),
        ("rss", b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' "
                b"xmlns:dc='http://purl.org/dc/elements/1.1/'><item rdf:about='a'><title>One &amp; two</title>"
                b"<link>https://news.example/1</link><dc:date>2026-03-02T09:30:00Z</dc:date></item>"
                b"<item><link>/2</link></item></rdf:RDF>"),
        ("atom", atom([("https://news.example/1", "One & two", AT), ("/2", "Two", AT)])),
        ("json feed", JSON_FEED),
        ("sitemap", sitemap([("https://news.example/1", AT), ("https://news.example/2", AT)])),
        ("sitemap", zipped(sitemap([("https://news.example/1", AT), ("https://news.example/2", AT)], news=False))),
        ("sitemap index", sitemap_index(["https://news.example/1", "https://news.example/2"])),
    ],
)  # fmt: skip
def test_every_form_lists_the_same_addresses(kind: str, body: bytes) -> None:
    """Absolute, in order, dated where the listing says when."""
    listing = read(b"\xef\xbb\xbf \n" + body if body[:1] == b"<" and b"<?xml" not in body else body)
    assert listing.kind == kind
    assert [item.address for item in listing.items] == ["https://news.example/1", "https://news.example/2"]
    if kind != "sitemap index":
        assert listing.items[0].dated_at == AT.timestamp()
    assert {item.is_list for item in listing.items} == {kind == "sitemap index"}


@pytest.mark.parametrize("body", [b"", b"<!doctype html><html></html>", b"{}", b"plain", b"[1]", b"<p>x</p>", b"\x00"])
def test_what_lists_nothing_is_no_listing(body: bytes) -> None:
    """It may be a report."""
    assert read_listing(body, HOME) is None


def test_what_a_feed_asks_for() -> None:
    """Its `ttl`, in minutes, and the address before a click counter's."""
    feed = (
        b"<rss version='2.0' xmlns:feedburner='http://rssnamespace.org/feedburner/ext/1.0'><channel><ttl>90</ttl><item>"
        b"<link>https://counter.example/x</link><feedburner:origLink>https://news.example/1</feedburner:origLink>"
        b"</item></channel></rss>"
    )
    listing = read(feed)
    assert listing.ttl_s == 5400
    assert [item.address for item in listing.items] == ["https://news.example/1"]


def test_only_web_addresses_are_listed() -> None:
    """No files, no scripts, nothing monstrous."""
    odd = [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://[broken",
        "https://news.example/" + "x" * 3000,
        "//ok.example/a",
    ]
    listing = read(rss([(address, "x", AT) for address in odd]))
    assert [item.address for item in listing.items] == ["https://ok.example/a"]


ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><item><title>&b;&c;</title>
<link>https://a.example/</link>
</item></channel></rss>"""


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (ENTITIES, "defines entities"),
        (ENTITIES.replace(b"<rss", b"<urlset").replace(b"</rss", b"</urlset"), "defines entities"),
        (zipped(b" " * (MAX_BYTES + 10)), "more than"),
        (zipped(rss([]))[:-9], "end before their end"),
        (b"\x1f\x8bnothing", "broken gzip"),
        (b"<rss>" + b"<item>" * 70_000, "tags"),
        (b"<urlset>" + b"<url>" * 500_000, "tags"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": ', "cannot be read"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": 3}', "cannot be read"),
        (b'{"version": "https://jsonfeed.org/version/1", "a": ' + b"[" * 100_000, "cannot be read"),
    ],
)
def test_a_hostile_listing_is_refused_at_once(body: bytes, why: str) -> None:
    """With one line that names it."""
    started = time.process_time()
    with pytest.raises(InputError, match=why) as caught:
        read_listing(body, HOME)
    assert caught.value.subject == HOME
    assert "\n" not in str(caught.value)
    assert time.process_time() - started < 5


def test_a_feed_names_no_file_of_ours(tmp_path: Path) -> None:
    """The library would open a file of the name that it is given as a feed."""
    secret = tmp_path / "secret.xml"
    secret.write_bytes(rss([("https://secret.example/", "x", AT)]))
    assert read_listing(str(secret).encode(), HOME) is None


def test_a_torn_feed_gives_what_it_has() -> None:
    """Half a feed is half a feed."""
    whole = rss([(f"https://news.example/{i}", "x", AT) for i in range(10)])
    assert 3 <= len(read(whole[: len(whole) // 2]).items) <= 6
    whole = sitemap([(f"https://news.example/{i}", AT) for i in range(10)])
    assert 3 <= len(read(whole[: len(whole) // 2]).items) <= 6


def test_a_long_listing_keeps_the_newest() -> None:
    """And says how many it left out."""
    dated = [(f"https://news.example/{i}", datetime.fromtimestamp(AT.timestamp() + i, UTC)) for i in range(6_000)]
    listing = read(sitemap(dated))
    assert len(listing.items) == 5_000
    assert listing.left_out == 1_000
    assert listing.items[-1].address == "https://news.example/5999"


@pytest.mark.parametrize(
    ("words", "seconds"),
    [("2026-03-02", 1772409600.0), ("2026-03-02T09:30:00Z", 1772443800.0),
     ("Mon, 02 Mar 2026 10:30:00 +0100", 1772443800.0), ("", None), ("yesterday", None), ("9" * 5000, None)],
)  # fmt: skip
def test_dates_of_feeds(words: str, seconds: float | None) -> None:
    """ISO 8601 and RFC 822; nothing is guessed."""
    assert read_date(words) == seconds
