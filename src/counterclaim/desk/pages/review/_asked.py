"""What the pages of review are asked for. All show what stands now: that is what is decided on."""

from typing import Annotated

from fastapi import Depends, Query, Request

from counterclaim.desk._reading import Reading, desk_of
from counterclaim.desk._refusals import refuse
from counterclaim.desk.pages.review._queue import Asked, Kind
from counterclaim.ledger import NOW
from counterclaim.records.claims import Stance


def now_of(request: Request) -> Reading:
    """What is decided on is what stands now, with what anybody decided."""
    request.state.late = not desk_of(request).follower.wait()
    return Reading(desk_of(request), NOW)


def at_once_of(request: Request) -> Reading:
    """What stands now, whose accounts may not reflect yet what was decided last."""
    return Reading(desk_of(request), NOW)


NowOf = Annotated[Reading, Depends(now_of)]
AtOnceOf = Annotated[Reading, Depends(at_once_of)]
Number = Annotated[int, Query(alias="page", ge=1, le=100_000)]
Id = Annotated[str | None, Query(max_length=100)]


def asked_for(
    what: Annotated[str | None, Query(description="Only this kind.")] = None,
    story: Annotated[str | None, Query(max_length=100)] = None,
    actor: Annotated[str | None, Query(max_length=300)] = None,
    stance: Annotated[str | None, Query(description="Only claims with this stance.")] = None,
    report: Annotated[str | None, Query(max_length=100)] = None,
) -> Asked:
    try:
        return Asked(
            what=Kind(what) if what else None,
            story=story or None,
            actor=" ".join(actor.split()) or None if actor else None,
            stance=Stance(stance) if stance else None,
            report=report or None,
        )
    except ValueError:
        raise refuse(422, f"what is one of {', '.join(Kind)}; stance one of {', '.join(Stance)}") from None


AskedOf = Annotated[Asked, Depends(asked_for)]
