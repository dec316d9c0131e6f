"""One visit to one address: allowed by robots.txt at every hop, in each host's turn, conditional where it was held."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlsplit

from counterclaim.collect._http import Client, Fetched, checked_url
from counterclaim.collect.following._hosts import Hosts, TooLongError
from counterclaim.collect.following._robots import Robots, Rules
from counterclaim.collect.following._schedule import read_retry_after
from counterclaim.errors import FetchError, UnreachableError
from counterclaim.records.revisions import Exchange

ACCEPT = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, "
    "application/xml;q=0.9, text/plain;q=0.8, application/json;q=0.7, application/gzip;q=0.5"
)
#: Answers of a server that may be another one later.
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})


class Came(StrEnum):
    """What a visit came to, as the log of fetches says it."""

    PAGE = "page"
    NOT_MODIFIED = "not modified"
    DISALLOWED = "disallowed"  # by robots.txt
    GONE = "gone"  # 410
    FAILED = "failed"  # not there, forbidden, no address that may be fetched
    TROUBLE = "trouble"  # may be better later
    POSTPONED = "postponed"  # the host's turn comes later


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What to fetch. `etag` and `modified` are what the server said of the answer that is held from `validated`."""

    address: str
    etag: str | None = None
    modified: str | None = None
    validated: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What came of an errand. `again_s` is the wait that the server asks for."""

    errand: Errand
    came: Came
    page: Fetched | None = None
    exchanges: tuple[Exchange, ...] = ()
    etag: str | None = None
    modified: str | None = None
    again_s: float | None = None
    message: str = ""
    seconds: float = 0.0

    @property
    def status(self) -> int | None:
        """Of the last answer."""
        return self.exchanges[-1].status if self.exchanges else None


def host_of(address: str) -> str:
    """The host of an address, by which requests take turns."""
    return (urlsplit(address).hostname or "").lower()


class Visitor:
    """Makes visits; threads may share it."""

    def __init__(self, client: Client, robots: Robots, hosts: Hosts, *, now: Callable[[], float] = time.time) -> None:
        self._client, self._robots, self._hosts, self._now = client, robots, hosts, now

    def visit(self, errand: Errand) -> Visit:
        """Fetches what an errand names, whatever happens."""
        exchanges: list[Exchange] = []
        started = time.monotonic()
        try:
            visit = self._visit(errand, exchanges)
        except TooLongError as error:
            visit = Visit(errand=errand, came=Came.POSTPONED, again_s=error.wait_s, message=str(error))
        except UnreachableError as error:
            visit = Visit(errand=errand, came=Came.TROUBLE, message=str(error))
        except FetchError as error:
            visit = Visit(errand=errand, came=Came.FAILED, message=str(error))
        return replace(visit, exchanges=tuple(exchanges), seconds=time.monotonic() - started)

    def _visit(self, errand: Errand, exchanges: list[Exchange]) -> Visit:
        url = errand.address
        for _ in range(self._client.limits.redirects + 1):
            checked_url(url)
            rules = self._rules(url)
            if refusal := rules.refusal(url):
                message = f"{errand.address}: {refusal}" + (f" (redirected to {url})" if url != errand.address else "")
                wait_s = max(0.0, rules.until - self._now())
                return Visit(errand=errand, came=Came.DISALLOWED, again_s=wait_s, message=message)
            with self._hosts.turn(host_of(url)):
                answer = self._client.ask(url, accept=ACCEPT, headers=_validators(errand, url))
            exchanges.append(answer.exchange)
            if answer.location is None:
                break
            url = answer.location
        else:
            raise FetchError(f"{errand.address}: more than {self._client.limits.redirects} redirects", subject=url)
        again_s = read_retry_after(answer.header("retry-after"), self._now())
        if again_s:
            self._hosts.keep_away(host_of(url), self._now() + again_s)
        if answer.status == 200:
            return Visit(
                errand=errand,
                came=Came.PAGE,
                page=replace(answer.page, exchanges=tuple(exchanges)),
                etag=answer.header("etag"),
                modified=answer.header("last-modified"),
            )
        if answer.status == 304 and (errand.etag or errand.modified):
            return Visit(errand=errand, came=Came.NOT_MODIFIED)
        came = Came.TROUBLE if answer.status in _PASSING else Came.GONE if answer.status == 410 else Came.FAILED
        message = f"{errand.address}: the server answered with status {answer.status}"
        return Visit(errand=errand, came=came, again_s=again_s, message=message)

    def _rules(self, url: str) -> Rules:
        """What the robots.txt of an address's site says."""
        rules = self._robots.known(url)
        if rules is None:
            with self._hosts.turn(host_of(url)):
                rules = self._robots.read(url)
                self._hosts.slow_down(host_of(url), rules.delay_s)
        return rules


def _validators(errand: Errand, url: str) -> list[tuple[str, str]]:
    """The headers that ask for a page only if it changed: for the address alone that the page held came from."""
    if url != errand.validated:
        return []
    pairs = (("If-None-Match", errand.etag), ("If-Modified-Since", errand.modified))
    return [(name, value) for name, value in pairs if value]
