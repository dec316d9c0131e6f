"""Fetching what a list names: as robots.txt allows, one request at a time to a host, with a pause between two."""

import threading
from typing import TYPE_CHECKING

from counterclaim.collect._fetched import Fetched
from counterclaim.collect._limits import Limits
from counterclaim.errors import FetchError

if TYPE_CHECKING:
    from counterclaim.collect._http import Client

#: Between two requests to one host.
PAUSE_S = 2.0


class PoliteFetch:
    """A client for many addresses, which threads may share. For more than a list by hand there is `counterclaim
    collect`: it goes on where it was stopped, and visits again."""

    def __init__(self, client: "Client | None" = None, *, pause_s: float = PAUSE_S) -> None:
        self._client, self._pause_s = client, pause_s
        self._visitor: object = None
        self._lock = threading.Lock()

    def __call__(self, address: str, limits: Limits) -> Fetched:
        """The page at an address.

        Raises:
            FetchError: as the client, or robots.txt does not allow it.
        """
        # Reading a file must not wait for the libraries that following needs.
        from counterclaim.collect._http import Client
        from counterclaim.collect.following import Hosts, Robots, Visitor
        from counterclaim.collect.following._visits import Errand

        with self._lock:
            if not isinstance(self._visitor, Visitor):
                client = self._client or Client(limits=limits)
                self._visitor = Visitor(client, Robots(client), Hosts(self._pause_s, patience_s=60.0))
            visitor = self._visitor
        visit = visitor.visit(Errand(address=address))
        if visit.page is None:
            raise FetchError(visit.message, subject=address)
        return visit.page
