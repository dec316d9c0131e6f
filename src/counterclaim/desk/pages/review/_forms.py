"""What the forms of review send."""

from typing import Annotated

from fastapi import Depends, Request
from fastapi import Form as Fields
from pydantic import BaseModel
from pydantic import Field as Limit

from counterclaim.deciding import ROLES
from counterclaim.errors import InputError
from counterclaim.records.claims import Form, Stance
from counterclaim.records.claims import Kind as ClaimKind

_Line = Annotated[str, Limit(max_length=2_000)]
_Text = Annotated[str, Limit(max_length=20_000)]


class Given(BaseModel):
    """What a form sends. Words are lines of the report's own, or START:END in code points of its text; figures, places
    and times have =VALUE behind them. `seen` is the last entry that the page showed."""

    reason: _Text = ""
    seen: int | None = None
    next: _Line = ""
    content: _Text | None = None
    source: _Text | None = None
    cue: _Text | None = None
    figure: _Text | None = None
    place: _Text | None = None
    time: _Text | None = None
    actor: _Line | None = None
    stance: Stance | None = None
    form: Form | None = None
    kind: ClaimKind | None = None
    into: _Text = ""
    other: _Line = ""
    side: _Line = ""
    rating: _Line = ""
    scale: _Line = ""
    url: _Line = ""
    publisher: _Line = ""
    at: _Line = ""
    claims: list[_Line] = []
    words: _Line = ""
    why: _Line = ""


async def given_in(request: Request, given: Annotated[Given, Fields()]) -> Given:
    """What a form sends, with the fields that somebody emptied, which are not the same as those that it lacks."""
    sent = set(await request.form())
    return given.model_copy(update={role: "" for role in ROLES if role in sent and getattr(given, role) is None})


GivenOf = Annotated[Given, Depends(given_in)]


def draft_of(given: Given) -> tuple[tuple[str, str], ...]:
    """What somebody typed, so that it is there again where it could not be kept."""
    sent = given.model_dump(exclude_none=True, exclude={"seen", "next", "claims"}, mode="json")
    return tuple((name, str(value)) for name, value in sent.items() if value)


def lines_of(typed: str) -> list[str]:
    return [line.strip() for line in typed.splitlines() if line.strip()]


def other_of(given: Given) -> str:
    if not given.other.strip():
        raise InputError("choose what it is to be put together with, or parted from", subject="other")
    return given.other.strip()
