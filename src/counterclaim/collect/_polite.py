"""Fetching what a list names: as robots.txt allows, one request at a time to a host, with a pause between two."""

from counterclaim.collect._http import Client, Fetched
from counterclaim.collect._limits import Limits
from counterclaim.errors import FetchError

#: Between two requests to one host.
PAUSE_S = 2.0


class PoliteFetch:
    """A client for many addresses. For more than a list by hand there is `counterclaim collect`: it goes on where it
    was stopped, and asks hosts side by side."""

    def __init__(self, client: Client | None = None, *, pause_s: float = PAUSE_S) -> None:
        self._client, self._pause_s = client, pause_s
        self._visitor: object = None

    def __call__(self, address: str, limits: Limits) -> Fetched:
        """The page at an address.

        Raises:
            FetchError: as the client, or robots.txt does not allow it.
        """
        # Reading a file must not wait for the libraries that following needs.
        from counterclaim.collect.following import Hosts, Robots, Visitor
        from counterclaim.collect.following._visits import Errand

        if not isinstance(self._visitor, Visitor):
            client = self._client or Client(limits=limits)
            self._visitor = Visitor(client, Robots(client), Hosts(self._pause_s, patience_s=60.0))
        visit = self._visitor.visit(Errand(address=address))
        if visit.page is None:
            raise FetchError(visit.message, subject=address)
        return visit.page
