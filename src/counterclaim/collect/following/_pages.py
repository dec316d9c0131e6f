"""What a page says of its own address, and what its address says."""

import re
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from counterclaim.collect._http import Fetched
from counterclaim.lexicons.hosts import same_site

#: The link stands in the head of a page.
_HEAD = 300_000
#: Paths of front pages: none, one for a language (`/en`, `/pt-br/`), or a file that stands for the folder.
_FRONT = re.compile(r"/?(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?(?:(?:index|default|home)(?:\.[a-z]{3,5})?/?)?", re.IGNORECASE)


def is_front(address: str) -> bool:
    """Whether an address is that of a site's front page."""
    parts = urlsplit(address)
    return not parts.query and _FRONT.fullmatch(parts.path) is not None


def stated_address(page: Fetched) -> str | None:
    """The address that a page calls its own (`rel=canonical`), if it is another one on the same site: a page speaks
    for no other site."""
    if b"canonical" not in page.body[:_HEAD]:
        return None
    try:
        tree = html.document_fromstring(page.body[:_HEAD], parser=html.HTMLParser(no_network=True))
        for link in tree.iter("link"):
            if "canonical" in (link.get("rel") or "").lower().split():
                stated = urljoin(page.address, (link.get("href") or "").strip())
                return stated if same_site(stated, page.address) else None
    except (etree.LxmlError, ValueError, AssertionError):
        pass
    return None
