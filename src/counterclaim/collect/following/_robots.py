"""Where a site allows us to go (RFC 9309): read before its first page, obeyed always."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from protego import Protego

from counterclaim.collect._http import Client
from counterclaim.collect._limits import Limits
from counterclaim.errors import FetchError

#: The name by which robots.txt may speak of us.
TOKEN = "counterclaim"
#: What is read of a file; RFC 9309 asks for at least so much.
MOST_BYTES = 512_000
#: How long rules hold, and how long the answer of a server in trouble.
HOLDS_S, TROUBLE_HOLDS_S = 86_400.0, 900.0


@dataclass(frozen=True, slots=True)
class Rules:
    """What a site's robots.txt says. Without rules everything is allowed, or where `closed` says why, nothing."""

    parsed: Protego | None
    closed: str = ""
    until: float = 0.0

    def refusal(self, address: str) -> str:
        """Why an address must not be fetched; empty where it may be."""
        if self.closed:
            return self.closed
        if self.parsed is not None and not self.parsed.can_fetch(address, TOKEN):
            return "robots.txt does not allow it"
        return ""

    @property
    def delay_s(self) -> float:
        """The seconds between two requests that the site asks for."""
        if self.parsed is None:
            return 0.0
        delay = self.parsed.crawl_delay(TOKEN) or 0.0
        rate = self.parsed.request_rate(TOKEN)
        return max(float(delay), rate.seconds / max(1, rate.requests) if rate else 0.0)


class Robots:
    """The rules of the sites that are visited, each read once a day. Threads may share it."""

    def __init__(self, client: Client, *, now: Callable[[], float] = time.time) -> None:
        self._client = replace(client, limits=replace(client.limits, max_bytes=max(4 * MOST_BYTES, 1)))
        self._now = now
        self._rules: dict[str, Rules] = {}
        self._lock = threading.Lock()

    def known(self, address: str) -> Rules | None:
        """The rules of an address's site, if they were read and still hold."""
        with self._lock:
            rules = self._rules.get(site_of(address))
        return rules if rules is not None and rules.until > self._now() else None

    def read(self, address: str) -> Rules:
        """The rules of an address's site, fetched."""
        rules = self._fetched(f"{site_of(address)}/robots.txt")
        with self._lock:
            self._rules[site_of(address)] = rules
        return rules

    def _fetched(self, address: str) -> Rules:
        now = self._now()
        try:
            for _ in range(Limits().redirects + 1):
                answer = self._client.ask(address, accept="text/plain, */*;q=0.5")
                if answer.location is None:
                    break
                address = answer.location
        except FetchError as error:
            return Rules(None, f"robots.txt could not be read ({error})", now + TROUBLE_HOLDS_S)
        if answer.status == 200:
            words = answer.page.body[:MOST_BYTES].decode("utf-8", "replace")
            return Rules(Protego.parse(words), "", now + HOLDS_S)
        if 400 <= answer.status < 500 and answer.status != 429:
            return Rules(None, "", now + HOLDS_S)  # there is none
        message = f"robots.txt could not be read (status {answer.status})"
        return Rules(None, message, now + TROUBLE_HOLDS_S)


def site_of(address: str) -> str:
    """Scheme, host and port of an address."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}".lower()
