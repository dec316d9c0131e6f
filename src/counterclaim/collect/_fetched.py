"""Pages as they were fetched, and addresses that may be: without the client, so that whoever reads a file need not wait
for its libraries."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counterclaim.errors import FetchError
from counterclaim.records.revisions import Exchange

if TYPE_CHECKING:
    import httpx2

HOST = re.compile(rb"[A-Za-z0-9._:\-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A page as it came: the address after redirects, its type and charset, its bytes, decompressed, and the requests
    that led to it."""

    address: str
    media_type: str
    charset: str | None
    body: bytes
    exchanges: tuple[Exchange, ...] = ()


def checked_url(address: str) -> "httpx2.URL":
    """The parsed address. Raises FetchError unless it is http or https with a host and without a password."""
    import httpx2

    try:
        url = httpx2.URL(address)
    except (httpx2.InvalidURL, ValueError, TypeError) as error:
        raise FetchError(f"{address}: not a web address ({error})", subject=address) from error
    if url.scheme not in ("http", "https"):
        message = f"{address}: only http and https addresses are fetched, not “{url.scheme}”"
        raise FetchError(message, subject=address)
    if not url.host:
        raise FetchError(f"{address}: the address names no host", subject=address)
    if not HOST.fullmatch(url.raw_host):
        raise FetchError(f"{address}: “{url.host}” is no host name", subject=address)
    if url.userinfo:
        raise FetchError(f"{address}: an address with a user name or password is not fetched", subject=address)
    return url
