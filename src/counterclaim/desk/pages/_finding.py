"""What the id in an address names, as of the moment of the page."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import Request
from starlette.responses import RedirectResponse, Response

from counterclaim.desk._reading import Reading
from counterclaim.desk._refusals import refuse
from counterclaim.desk._rendering import Links, page, wants_json
from counterclaim.disputes import build_accounts
from counterclaim.ledger import NOW, NotHeld
from counterclaim.records.accounts import Dispute, Proposition
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


def find(request: Request, reading: Reading, kind: str, asked: str) -> Named | Response:
    """The records of a kind that the start of an id names; else the answer to give: the way to the page of what it
    does name, or why nothing of it is there."""
    about, name = _where(reading, asked)
    view = reading.view(about)
    lookup = reading.kept(("lookup", about), lambda: Lookup(view.document), of=view)
    names = (name,) if name is not None and _holds(lookup, name) else view.about
    if name is not None and not _holds(lookup, name):  # an earlier text, or what stands in one
        view = reading.view(asked)
        lookup = reading.kept(("lookup", asked), lambda: Lookup(view.document), of=view)
        names = view.about
    if not names:
        return page(request, "absent.html", absent(view.not_held), status=404)
    found = [lookup.find(one) for one in names]
    ids = tuple(name for its, name in found if its == kind)
    if ids:
        return Named(view=view, lookup=lookup, ids=ids)
    its, name = found[0]
    if wants_json(request):
        raise refuse(404, f"{asked} is a {its}: see /{PATHS[its]}/{name}.json")
    return RedirectResponse(Links(request)(f"/{PATHS[its]}/{name}"), 307)


def _where(reading: Reading, asked: str) -> tuple[str, str | None]:
    """The id whose view holds what is asked for, and its own whole id: now that is its story's, so that all pages of a
    story share one view. As of another moment groups may have been others: then `asked` alone is known."""
    if reading.moment != NOW:
        return asked, None
    found = reading.ledger.find(asked)
    if isinstance(found.record, Proposition | Dispute):
        return found.record.story_id, found.id
    if found.kind == "story" or found.analysis is None:
        return found.id if found.id.startswith(asked) else asked, None
    stories: dict[str, str] = reading.kept("story of each text", lambda: _stories(reading))
    story = stories.get(found.analysis.revision.id)
    return (asked, None) if story is None else (story, found.id)


def _stories(reading: Reading) -> dict[str, str]:
    accounts = reading.ledger.accounts(build_accounts)
    return {str(revision): story.id for story in accounts.stories for revision in story.revisions}


def _holds(lookup: Lookup, name: str) -> bool:
    return any(
        name in table for table in (lookup.claims, lookup.reports, lookup.propositions, lookup.disputes, lookup.stories)
    )


#: Where each kind of record has its page.
PATHS = {"story": "story", "report": "report", "proposition": "matter", "dispute": "dispute", "claim": "claim"}


def absent(missing: Sequence[NotHeld]) -> AbsentPage:
    return AbsentPage(
        title="Not held as of then",
        missing=tuple(Absence(address=one.address, reason=one.reason) for one in missing),
    )
