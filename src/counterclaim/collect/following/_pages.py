"""What a page says of its own address."""

from urllib.parse import urljoin, urlsplit

from courlan import extract_domain
from lxml import etree, html

from counterclaim.collect._http import Fetched

#: The link stands in the head of a page.
_HEAD = 300_000


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


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one site: on one host, or under one registered domain."""
    try:
        hosts = {urlsplit(address).hostname for address in (one, other)}
    except ValueError:
        return False
    domains = {extract_domain(address) for address in (one, other)}
    return None not in hosts and (len(hosts) == 1 or (len(domains) == 1 and None not in domains))
