"""The pages of a matter and of a story's sides, and what is decided of more than one claim: which are about one thing,
who stands where, that nothing is in dispute, who is protected."""

from typing import Literal

from fastapi import APIRouter, Request
from starlette.responses import Response

from counterclaim.deciding import Bench
from counterclaim.desk._gate import PersonOf, needs
from counterclaim.desk._reading import desk_of
from counterclaim.desk._refusals import refuse
from counterclaim.desk._rendering import page
from counterclaim.desk.pages.review._asked import Id, NowOf
from counterclaim.desk.pages.review._forms import GivenOf, other_of
from counterclaim.desk.pages.review._groups import build_matter_review, build_sides
from counterclaim.desk.pages.review._keeping import keep
from counterclaim.desk.pages.review._log import kept_line
from counterclaim.desk.pages.review._queue import read_waits
from counterclaim.desk.people import Right
from counterclaim.errors import InputError

router = APIRouter()


@router.get("/review/matter/{id_}")
@router.get("/review/matter/{id_}.json")
def matter(request: Request, reading: NowOf, id_: str, kept: Id = None) -> Response:
    found = reading.ledger.find(id_)
    if found.kind != "proposition":
        raise refuse(404, f"{id_} is a {found.kind}, not a matter")
    shown = build_matter_review(
        found.id, read_waits(reading, found.id), seen=reading.state, kept=kept_line(reading, kept)
    )
    return page(request, "review_matter.html", shown)


@router.get("/review/sides/{id_}")
@router.get("/review/sides/{id_}.json")
def sides(request: Request, reading: NowOf, id_: str, kept: Id = None) -> Response:
    found = reading.ledger.find(id_)
    if found.kind != "story":
        raise refuse(404, f"{id_} is a {found.kind}, not a story")
    shown = build_sides(found.id, read_waits(reading, found.id), seen=reading.state, kept=kept_line(reading, kept))
    return page(request, "review_sides.html", shown)


@router.post("/review/matter/{id_}/{action}", dependencies=[needs(Right.REVIEW)])
def decide_matter(
    request: Request, person: PersonOf, id_: str, action: Literal["merge", "part"], given: GivenOf
) -> Response:
    """Puts a matter together with another, or takes claims out of it."""

    def say(bench: Bench) -> None:
        if action == "merge":
            bench.merge([id_, other_of(given)])
        elif not given.claims:
            raise InputError("choose the claims that are about something else", subject=id_)
        else:
            bench.part(given.claims)

    return keep(request, person, given, "/review", say)


@router.post("/review/dispute/{id_}/none", dependencies=[needs(Right.REVIEW)])
def say_undisputed(request: Request, person: PersonOf, id_: str, given: GivenOf) -> Response:
    return keep(request, person, given, "/review", lambda bench: bench.say_undisputed(id_))


@router.post("/review/sides/{id_}", dependencies=[needs(Right.REVIEW)])
def place(request: Request, person: PersonOf, id_: str, given: GivenOf) -> Response:
    """Says on which side parties stand, each by one of its claims; without a name they are observers."""

    def say(bench: Bench) -> None:
        if not given.claims:
            raise InputError("choose who stands there", subject=id_)
        for one in given.claims:
            bench.place(one, " ".join(given.side.split()) or None)

    return keep(request, person, given, f"/review/sides/{id_}", say)


@router.post("/review/protect/{id_}", dependencies=[needs(Right.REVIEW)])
def protect(request: Request, person: PersonOf, id_: str, given: GivenOf) -> Response:
    """Says whether somebody named in a report is protected."""

    def say(bench: Bench) -> None:
        if not given.words.strip() or not given.why.strip():
            raise InputError("give the name as the report has it, and why, or “cleared”", subject=id_)
        bench.protect(id_, given.words.strip(), given.why.strip())

    kept = keep(request, person, given, f"/report/{id_}", say)
    desk_of(request).follower.wait()  # nothing leaves any more, or may leave: at once, for everybody
    return kept
