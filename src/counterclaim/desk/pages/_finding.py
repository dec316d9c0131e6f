"""What the id in an address names, as of the moment of the page."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import Request
from starlette.responses import RedirectResponse, Response

from counterclaim.desk._reading import Reading
from counterclaim.desk._refusals import refuse
from counterclaim.desk._rendering import Links, page, wants_json
from counterclaim.ledger import NotHeld
from counterclaim.views import LedgerView, Lookup


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    address: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsentPage:
    """Why the ledger shows nothing of a record as of the moment asked for."""

    title: str
    missing: tuple[Absence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The records of one kind that an id names in a view: several where they were apart as of then."""

    view: LedgerView
    lookup: Lookup
    ids: tuple[str, ...]

    @property
    def id(self) -> str:
        return self.ids[0]


def find(request: Request, reading: Reading, kind: str, asked: str, *, judged: bool = False) -> Named | Response:
    """The records of a kind that the start of an id names; else the answer to give: the way to the page of what it
    does name, or why nothing of it is there."""
    view = reading.view(asked, judged=judged)
    lookup = reading.kept(("lookup", asked, judged), lambda: Lookup(view.document))
    if not view.about:
        return page(request, "absent.html", absent(view.not_held), status=404)
    found = [lookup.find(name) for name in view.about]
    ids = tuple(name for its, name in found if its == kind)
    if ids:
        return Named(view=view, lookup=lookup, ids=ids)
    its, name = found[0]
    if wants_json(request):
        raise refuse(404, f"{asked} is a {its}: see /{PATHS[its]}/{name}.json")
    return RedirectResponse(Links(request)(f"/{PATHS[its]}/{name}"), 307)


#: Where each kind of record has its page.
PATHS = {"story": "story", "report": "report", "proposition": "matter", "dispute": "dispute", "claim": "claim"}


def absent(missing: Sequence[NotHeld]) -> AbsentPage:
    return AbsentPage(
        title="Not held as of then",
        missing=tuple(Absence(address=one.address, reason=one.reason) for one in missing),
    )
