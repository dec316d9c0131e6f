"""Pages that answer as if all were well, but stand in the place of a report: “page not found” with status 200.

Taken for a text of the report they would look as if the outlet had taken back all that it wrote. One is recognised only
where next to nothing is left of the report that stood there, and then by what it says of itself, by where it leads,
or because the site answers an address that cannot exist in the same way.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b, sha256
from itertools import islice
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from counterclaim._shown import shown_lines
from counterclaim.collect._http import Fetched
from counterclaim.lexicons.missing_pages import ADDRESS, SAID
from counterclaim.lexicons.walls import Wall, wall_of

#: Words in a row that are compared, and how many of the rows of a report are remembered of it.
_ROW, _REMEMBERED = 5, 200
#: A page that has this share of what stood there before is that report, whatever else it says.
SAME = 0.1
#: Two pages with more than this share of rows apart are not one page.
_APART = 0.1
#: A page never held is taken for a report, whatever its title, from so many words on.
SHORT = 200
_MOST_WORDS, _MOST_LINES = 20_000, 2_000
_WORD = re.compile(r"[^\W\d_]+")

#: Beside the addresses of a frontier: what its reports said, as numbers, how its hosts answer missing pages, and the
#: last page that came in the place of a report.
TABLES = (
    "CREATE TABLE IF NOT EXISTS sketches (address TEXT PRIMARY KEY, sketch BLOB NOT NULL)",
    "CREATE TABLE IF NOT EXISTS probes (host TEXT PRIMARY KEY, at REAL NOT NULL, address TEXT NOT NULL, body BLOB)",
    "CREATE TABLE IF NOT EXISTS walls (address TEXT PRIMARY KEY, at TEXT NOT NULL, final TEXT, why TEXT, body BLOB)",
)


def sketch_of(text: str) -> bytes:
    """Some of the rows of words in a report's text, as numbers of eight bytes; none where it is too short to tell."""
    rows = sorted(set(_rows(_words(text))))[:_REMEMBERED]
    return b"".join(row.to_bytes(8, "big") for row in rows) if len(rows) >= 2 * _ROW else b""


@dataclass(frozen=True, slots=True)
class Look:
    """A page as its readers see it: title and headings, and all words that it shows."""

    address: str
    titles: tuple[str, ...]
    words: tuple[str, ...]
    text: str = ""

    @property
    def wall(self) -> Wall | None:
        """What it asks of its readers first, if that is all that it says."""
        return wall_of(self.titles, self.text)

    def holds(self, sketch: bytes) -> float:
        """The share of a report's sketch that stands on the page."""
        parts = [int.from_bytes(sketch[at : at + 8], "big") for at in range(0, len(sketch), 8)]
        rows = set(_rows(self.words))
        return sum(part in rows for part in parts) / len(parts) if parts else 1.0

    @property
    def says_missing(self) -> bool:
        """Whether it says itself that it is not there: in its title, a heading, or its address."""
        last = urlsplit(self.address).path.rstrip("/").rpartition("/")[2]
        return any(SAID.search(title) for title in self.titles) or ADDRESS.fullmatch(last) is not None

    def is_like(self, other: "Look") -> bool:
        """Whether two pages say the same, but for numbers and the words of their addresses."""
        beside = _slugs(self.address) | _slugs(other.address)
        mine, theirs = ([w for w in look.words if w not in beside] for look in (self, other))
        a, b = set(_rows(mine)), set(_rows(theirs))
        titles = [[w for title in look.titles for w in _words(title) if w not in beside] for look in (self, other)]
        return titles[0] == titles[1] and bool(a | b) and len(a ^ b) <= _APART * len(a | b)


def look_at(page: Fetched) -> Look:
    """What a page shows; nothing where it is no page."""
    titles: list[str] = []
    lines: list[str] = []
    words: list[str] = []
    try:
        tree = html.document_fromstring(page.body, parser=html.HTMLParser(no_network=True, encoding=_charset(page)))
        for element in tree.iter("title", "h1", "h2"):
            if said := " ".join(str(element.text_content()).split()):
                titles.append(said[:200])
        lines = list(shown_lines(tree))
        for line in lines:
            words += _words(line)
            if len(words) > _MOST_WORDS:
                break
    except (etree.LxmlError, ValueError, AssertionError, LookupError):
        pass
    text = "\n".join(islice(lines, _MOST_LINES))
    return Look(page.address, tuple(titles[:8]), tuple(words[:_MOST_WORDS]), text)


def _charset(page: Fetched) -> str:
    """What the server says, or else what nearly all pages are in."""
    try:
        return codecs.lookup(page.charset or "utf-8").name
    except LookupError:
        return "utf-8"


def leads_above(address: str, came: str) -> bool:
    """Whether a redirect leads from a report to the section in which it stood: to a folder of its address."""
    a, b = urlsplit(address), urlsplit(came)
    folder = b.path.rstrip("/") + "/"
    return a.path.rstrip("/") != b.path.rstrip("/") and a.path.startswith(folder)


def probe_address(address: str) -> str:
    """An address beside a report's at which there can be no page."""
    return urljoin(address, f"no-such-page-{sha256(address.encode(errors='replace')).hexdigest()[:12]}")


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _slugs(address: str) -> frozenset[str]:
    return frozenset(_words(urlsplit(address).path))


def _rows(words: "list[str] | tuple[str, ...]") -> Iterator[int]:
    for at in range(len(words) - _ROW + 1):
        row = " ".join(words[at : at + _ROW])
        yield int.from_bytes(blake2b(row.encode(errors="replace"), digest_size=8).digest(), "big")
