"""HTML: headline, empty line, body; the page's own word on people, places and times before its furniture's."""

import json
import re

import pytest

from counterclaim.articles import read_article
from counterclaim.articles._metadata import canonical_address, country_of_host, country_of_locale
from counterclaim.errors import InputError
from counterclaim.records.revisions import BlockKind, Revision
from tests.unit.articles._captures import capture, page, words

PROSE = (
    "<p>The council said on Monday that the old bridge had been closed for good, and that two people had been hurt in "
    "the crush on Sunday.</p><p>The mayor denied that anybody had been hurt. “I shall walk across it myself,” she "
    "told the paper in a long interview at her home.</p><p>Talks on a new bridge are to go on in the capital on "
    "Thursday, according to two officials who know of the plans.</p>"
)


def html(head: str = "", body: str = PROSE, *, lang: str = "en") -> str:
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><title>Bridge closed after crush</title>{head}</head><body><article>'
        f"<h1>Bridge closed after crush</h1>{body}</article></body></html>"
    )


def read(source: str | bytes, **declared: str) -> Revision:
    address = declared.pop("address", "https://news.example.com/a/1")
    return read_article(capture(source, html=True, address=address, **declared))


def ld(**fields: object) -> str:
    data = {"@context": "https://schema.org", "@type": "NewsArticle", **fields}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def test_the_whole_page() -> None:
    """Body without navigation, banners, related links, figure, newsletter and footer; metadata from JSON-LD."""
    revision = read_article(page("dispatch.html"))
    assert revision.title == "Ardan Front says it holds the pass; ministry denies retreat"
    assert revision.text.startswith(revision.title + "\n\n")
    assert words(revision, BlockKind.HEADLINE) == [revision.title]
    assert words(revision, BlockKind.DATELINE) == ["SHIMLA:"]
    starts = [paragraph.split(",")[0][:30] for paragraph in words(revision, BlockKind.PARAGRAPH)]
    assert starts == [
        "The Ardan Front said on Monday",
        "“Not one post has been lost",
        "Residents reached by telephone",
        "There was no immediate confirm",
        "The Front is not a party to th",
    ]
    assert "three drivers & a nurse" in revision.text
    for outside in ("cookies", "newsletter", "Cricket", "Ten Things", "Home", "not text", "Snow on the road", "©"):
        assert outside not in revision.text
    assert revision.authors == ("Mira Tolan", "Jos Ek")
    assert (revision.outlet, revision.outlet_country) == ("The Hill Courier", "IN")
    assert revision.credits == ("agencies",)
    assert revision.published is not None
    assert revision.updated is not None
    assert (revision.published.earliest.isoformat(), revision.published.method) == (
        "2021-03-09T10:15:00+05:30",
        "json-ld",
    )
    assert revision.updated.earliest.isoformat() == "2021-03-09T14:40:00+05:30"
    assert revision.extractor.startswith("trafilatura ")


def test_a_saved_page_and_its_address_are_one_document() -> None:
    """The canonical address names the document, wherever the bytes lay."""
    saved = read_article(page("dispatch.html"))
    fetched = read_article(page("dispatch.html", "https://www.hillcourier.example.in/world/ardan-pass-2031?id=7"))
    amp = read_article(page("dispatch.html", "https://amp.hillcourier.example.in/x"))
    assert saved.document_id == fetched.document_id == amp.document_id
    assert saved.id == fetched.id


def test_a_page_of_another_site_is_another_document() -> None:
    """Whatever it says of itself: else anybody could put a text of his own beside another's as its newest."""
    saved = read_article(page("dispatch.html"))
    copied = read_article(page("dispatch.html", "https://mirror.example.net/ardan-pass-2031"))
    assert copied.document_id != saved.document_id


def test_an_old_page() -> None:
    """Line breaks for paragraphs, a declared eight-bit charset, a date of the day refined by the line on the page."""
    revision = read_article(page("old.html"))
    paragraphs = words(revision, BlockKind.PARAGRAPH)
    assert len(paragraphs) == 4
    assert paragraphs[2].startswith("“We have counted our members")
    assert revision.outlet == "Coast Telegraph"
    assert revision.published is not None
    assert revision.published.earliest.date().isoformat() == "2009-11-02"
    assert revision.updated is not None
    assert revision.updated.earliest.isoformat() == "2009-11-02T18:20:00+00:00"


def test_a_front_page_is_no_article() -> None:
    """Links and a footer: a clear refusal."""
    with pytest.raises(InputError, match="no article found"):
        read_article(page("front.html"))


@pytest.mark.parametrize(
    ("head", "method", "expected"),
    [
        (ld(datePublished="2021-03-09T10:15:00+05:30"), "json-ld", "2021-03-09T10:15:00+05:30"),
        (ld(datePublished="2021-03-09T10:15:00Z").replace("}", ",}", 1), "json-ld", "2021-03-09T10:15:00+00:00"),
        (
            '<script type="application/ld+json">[{"@type":"BreadcrumbList"},{"@graph":[{"@type":["Thing",'
            '"ReportageNewsArticle"],"datePublished":"2021-03-09T10:15:00Z"}]}]</script>',
            "json-ld",
            "2021-03-09T10:15:00+00:00",
        ),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle", broken</script>'
            '<meta property="article:published_time" content="2021-03-09T10:15:00-05:00">',
            "meta",
            "2021-03-09T10:15:00-05:00",
        ),
        ('<meta name="parsely-pub-date" content="2021-03-09T10:15:00Z">', "meta", "2021-03-09T10:15:00+00:00"),
        ('<meta name="DC.date.issued" content="Tue, 09 Mar 2021 10:15:00 GMT">', "meta", "2021-03-09T10:15:00+00:00"),
        (
            ld(datePublished="1970-01-01T00:00:00Z", dateModified="0001-01-01")
            + '<meta itemprop="datePublished" content="2021-03-09T10:15:00Z">',
            "meta",
            "2021-03-09T10:15:00+00:00",
        ),
        (
            ld(datePublished="2021-03-09") + '<meta name="pubdate" content="2021-03-09T10:15:00Z">',
            "meta",
            "2021-03-09T10:15:00+00:00",
        ),
    ],
)
def test_published_by_metadata(head: str, method: str, expected: str) -> None:
    """JSON-LD in its many shapes, then meta tags; a day gives way to the same day with its hour."""
    revision = read(html(head))
    assert revision.published is not None
    assert (revision.published.method, revision.published.earliest.isoformat()) == (method, expected)


@pytest.mark.parametrize(
    ("body", "method", "expected"),
    [
        ('<time datetime="2021-03-09T10:15:00Z">9 March</time>' + PROSE, "time-element", "2021-03-09T10:15:00+00:00"),
        (
            "<p>Published: 9 March 2021 10:15 GMT</p>" + PROSE,
            "furniture",
            "2021-03-09T10:15:00+00:00",
        ),
        (
            "<div><span>First published at 10.15 GMT on Tue 9 Mar 2021</span></div>" + PROSE,
            "furniture",
            "2021-03-09T10:15:00+00:00",
        ),
    ],
)
def test_published_by_the_page(body: str, method: str, expected: str) -> None:
    """Time elements above the prose, then the page's own line."""
    revision = read(html(body=body))
    assert revision.published is not None
    assert (revision.published.method, revision.published.earliest.isoformat()) == (method, expected)


def test_updated_by_the_page() -> None:
    """A time element that says so is the update, not the publication."""
    body = (
        '<p>Published <time datetime="2021-03-09T10:15:00Z">a</time> Updated <time datetime="2021-03-09T12:00:00Z">b'
        "</time></p>" + PROSE
    )
    revision = read(html(body=body))
    assert revision.published is not None
    assert revision.updated is not None
    assert revision.published.earliest.hour == 10
    assert revision.updated.earliest.hour == 12


def test_no_date_is_made_up() -> None:
    """A page without a date has none."""
    revision = read(html(body=PROSE.replace("Monday", "9 March 2021")))
    assert revision.published is None
    assert revision.updated is None


def test_the_outlet_country_settles_a_zone_word() -> None:
    """IST on a page under .in is India's."""
    body = "<p>Published : Mar 9, 2021, 10:15 AM IST</p>" + PROSE
    revision = read(html(body=body), address="https://news.example.co.in/a")
    assert revision.published is not None
    assert revision.published.earliest.isoformat() == "2021-03-09T10:15:00+05:30"
    assert revision.published.zone_evidence == "outlet country"


def test_a_line_under_the_headline_is_the_standfirst() -> None:
    """Without a full stop, as headlines are; it is read."""
    revision = read(html(body='<p class="deck">Council blames the crowd; mayor says nobody was hurt</p>' + PROSE))
    assert words(revision, BlockKind.STANDFIRST) == ["Council blames the crowd; mayor says nobody was hurt"]


def test_credits_are_kept_where_their_line_is_not() -> None:
    """An agency credit outside the extracted body still tells where the report comes from."""
    revision = read(html(body=PROSE + '<p class="footer">(With inputs from the Hill News Agency)</p>'))
    assert revision.credits == ("Hill News Agency",)


def test_a_page_without_a_first_heading_takes_its_second() -> None:
    """The title of such a page is the site's."""
    source = (
        f"<html><head><title>The Courier | Live</title></head><body><h2>Who closed the old bridge?</h2>{PROSE}</body>"
    )
    assert read(source).title == "Who closed the old bridge?"


def test_a_page_never_updated_has_no_update() -> None:
    """Though its metadata states one."""
    same = "2021-03-09T10:15:00Z"
    assert read(html(ld(datePublished=same, dateModified=same))).updated is None


def test_an_embedded_post_keeps_its_signature() -> None:
    post = "<blockquote><p>The dam holds.</p>&mdash; Orrel Water Board (@orrelwater) <a href='#'>May 3</a></blockquote>"
    revision = read(html(body=f"{PROSE}{post}<p>Nobody in the valley believed it, and many of them left.</p>"))
    lines = [line for line in revision.text.splitlines() if line]
    assert lines[lines.index("The dam holds.") + 1] == "— Orrel Water Board (@orrelwater) May 3"


def test_references_to_controls_become_spaces() -> None:
    """A tree cannot hold them: one such reference and no article was found."""
    revision = read(html(body=PROSE.replace("closed for", "closed&#8;&#x1B;&#27;&#xD800;&#x110000; for")))
    assert "had been closed for good" in revision.text


def test_references_of_old_pages_are_quotation_marks() -> None:
    """As browsers read them: 147 is a mark of Windows-1252, not a control."""
    revision = read(html(body=PROSE.replace("“", "&#147;").replace("”", "&#x94;")))
    assert "“I shall walk across it myself,” she" in revision.text


def test_control_characters_become_spaces() -> None:
    """With a note; offsets hold."""
    revision = read(html(body=PROSE.replace("old bridge", "old\x01bridge").replace("long inter", "long\x00inter")))
    assert "old bridge" in revision.text
    assert "long inter" in revision.text
    assert not re.search(r"[\x00-\x08]", revision.text)
    assert "text.control" in {note.code for note in revision.notes}


def test_charsets_of_pages() -> None:
    """The sender's first, then the page's own, then UTF-8; bytes that fit none are refused."""
    source = html('<meta charset="windows-1251">', PROSE.replace("mayor", "mayor Кот"))
    assert "mayor Кот" in read(source.encode("cp1251")).text
    assert "mayor Кот" in read(source.encode("utf-8"), charset="utf-8").text
    with pytest.raises(InputError, match="not valid utf-8"):
        read(html(body=PROSE.replace("mayor", "maire é")).encode("cp1252"))


def test_other_languages_name_the_page_language() -> None:
    """The page's own statement helps the user to see why."""
    french = (
        "<p>Le conseil a annoncé lundi que le vieux pont était fermé et que deux personnes avaient été blessées dans "
        "la bousculade de dimanche soir.</p><p>La mairie a démenti ces informations dans une lettre au journal et "
        "a promis de traverser le pont à pied.</p>"
    )
    with pytest.raises(InputError, match="it is fr"):
        read(html(body=french, lang="fr"))


@pytest.mark.parametrize(
    "source",
    [
        "<html><body>" + "<div>" * 100_000 + PROSE,
        "<html><body><p " + " ".join(f"a{i}=1" for i in range(50_000)) + ">" + PROSE,
        "<html><body><p " + " ".join(f'a{i}=">"' for i in range(50_000)) + ">" + PROSE,
        "<html><body>" + "<div>" * 100_000 + PROSE + "</div>" * 100_000,
    ],
)
def test_monstrous_pages_are_refused(source: str) -> None:
    """Instead of minutes of parsing."""
    with pytest.raises(InputError, match=r"more than|no article"):
        read(source)


@pytest.mark.parametrize(
    ("rest", "why"),
    [("<div>" * 300 + "<p>The mayor left.</p>", "nested too deep"), ("<p>" + "and so on " * 1_100_000, "limit")],
)
def test_what_the_parser_left_out_is_noted(rest: str, why: str) -> None:
    """What stands before is read; the record says where it ends."""
    source = html()
    revision = read(source[: source.rindex("</article>")] + rest)
    assert "The council said on Monday" in revision.text
    (note,) = [note for note in revision.notes if note.code == "page.cut"]
    assert why in note.message


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
        '<script type="application/ld+json">' + "[" * 900 + "]" * 900 + "</script>",
        '<script type="application/ld+json">"a"</script><script type="application/ld+json"></script>',
        ld(author=[None, 3, {"name": 5}], publisher=[1], headline=["x"], datePublished={"a": 1}, mainEntityOfPage=[2]),
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>&b;',
    ],
)
def test_hostile_metadata_is_passed_over(head: str) -> None:
    """The article is read all the same."""
    assert "The council said on Monday" in read(html(head)).text


def test_saved_before_any_declaration() -> None:
    """An XML declaration with an encoding does not trip the parser."""
    assert "The mayor denied" in read('<?xml version="1.0" encoding="utf-8"?>\n' + html()).text


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://A.example.com:443/x?utm_source=a&id=3&fbclid=z#top", "https://a.example.com/x?id=3"),
        ("http://a.example.com", "http://a.example.com/"),
        ("http://[2001:db8::1]:8080/a", "http://[2001:db8::1]:8080/a"),
        ("ftp://a.example.com/", None),
        ("http:///x", None),
        ("http://a.example.com:x/", None),
        ("nonsense", None),
    ],
)
def test_canonical_addresses(address: str, expected: str | None) -> None:
    """What does not change the report is no part of its name."""
    assert canonical_address(address) == expected


def test_countries_of_hosts_and_locales() -> None:
    """Domains sold as names and default locales tell nothing."""
    assert [country_of_host(h) for h in ("a.co.uk", "a.in", "a.tv", "a.com", None)] == ["GB", "IN", None, None, None]
    assert [country_of_locale(c) for c in ("en-IN", "en_PK", "en-US", "en", None)] == ["IN", "PK", None, None, None]
