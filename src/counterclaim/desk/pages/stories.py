"""The stories in the ledger, the newest report first."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from counterclaim.desk._reading import ReadingOf
from counterclaim.desk._rendering import page

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRow:
    """One story in the list."""

    id: str
    title: str
    reports: int
    origins: int
    disputes: int
    propositions: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoriesPage:
    """The stories in the ledger as of a moment."""

    stories: tuple[StoryRow, ...]


@router.get("/")
@router.get("/stories")
@router.get("/stories.json")
def stories(request: Request, reading: ReadingOf) -> Response:
    rows = reading.stories()
    return page(request, "stories.html", StoriesPage(stories=tuple(StoryRow(**row) for row in rows)))  # type: ignore[arg-type]
