"""Which answers say that a report's page is no longer there, or not for us, whatever status they come with."""

from collections.abc import Callable
from hashlib import sha256

from counterclaim.collect._http import Fetched
from counterclaim.collect.following._frontier import Frontier, Known
from counterclaim.collect.following._pages import is_front
from counterclaim.collect.following._placeholders import SAME, Look, leads_above, look_at
from counterclaim.collect.following._schedule import DAY
from counterclaim.collect.following._visits import Came, Visit
from counterclaim.lexicons.hosts import same_site
from counterclaim.lexicons.walls import leads_to_a_wall
from counterclaim.records.absences import AbsenceReason

#: In doubt a host is asked for a page that cannot exist, once in so long.
_ASK_AGAIN = DAY
#: What is told of an answer that came with status 200.
SAYS = {
    AbsenceReason.FRONT_PAGE: "it leads to a front page",
    AbsenceReason.PLACEHOLDER: "it answers with what its site says of missing pages",
}


def reason_of(known: Known, visit: Visit) -> AbsenceReason | None:
    """What an answer says by its status or address where there is no such page any more; None where it says something
    else."""
    if visit.came is Came.PAGE and visit.page is not None:
        was_report = known.kind == "report" or known.document is not None
        is_led = was_report and is_front(visit.page.address) and not is_front(known.address)
        return AbsenceReason.FRONT_PAGE if is_led else None
    if visit.came is Came.GONE:
        return AbsenceReason.GONE
    return AbsenceReason.NOT_FOUND if visit.came is Came.FAILED and visit.status == 404 else None


def wall_before(known: Known, look: Look) -> str:
    """What stands before a report that was read, where next to nothing of it is on the page; empty where nothing says
    that a reader is asked for something first, or led to another site."""
    wall = look.wall or leads_to_a_wall(look.address) if look.address != known.address else look.wall
    if wall is not None:
        return f"{wall.words} stands in the place of the report"
    if not same_site(look.address, known.address):
        return f"it leads to another site, with another text ({look.address})"
    return ""


class Doubts:
    """Whether a page of which next to nothing is left stands in the place of a report, or is the report, rewritten."""

    def __init__(self, frontier: Frontier, now: Callable[[], float]) -> None:
        self._frontier, self._now = frontier, now

    def look(self, known: Known, visit: Visit) -> Look | None:
        """What a page shows of which next to nothing is of the report that was read there; None for all others."""
        page = visit.page
        if page is None or known.sha256 is None or sha256(page.body).hexdigest() == known.sha256:
            return None
        sketch = self._frontier.sketch(known.address)
        if not sketch:
            return None
        look = look_at(page)
        return look if look.holds(sketch) < SAME else None

    def reason(self, known: Known, look: Look) -> AbsenceReason | None:
        """What such a page is, if it is no report; None where nothing says so, as far as its host was asked."""
        if leads_above(known.address, look.address):
            return AbsenceReason.FRONT_PAGE
        if look.says_missing:
            return AbsenceReason.PLACEHOLDER
        asked = self._asked(known)
        if asked is None or not asked[1]:
            return None
        page = Fetched(address=asked[0], media_type="", charset=None, body=asked[1])
        return AbsenceReason.PLACEHOLDER if look.is_like(look_at(page)) else None

    def has_asked(self, known: Known) -> bool:
        """Whether the host was asked lately for a page that cannot exist."""
        return self._asked(known) is not None

    def _asked(self, known: Known) -> tuple[str, bytes] | None:
        return self._frontier.probe(known.host, self._now() - _ASK_AGAIN)
