"""What may leave, in the formats of other tools."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from counterclaim.client._formats import FORMATS
from counterclaim.desk._gate import needs
from counterclaim.desk._reading import ReadingOf
from counterclaim.desk.api._answering import open_here
from counterclaim.desk.api._describing import answers
from counterclaim.desk.people import Right

router = APIRouter(tags=["leaving"])

_FILES = {
    **answers({}, ""),
    200: {
        "description": "The file.",
        "content": {
            one.media_type: {"schema": {"type": "object" if one.media_type.endswith("+json") else "string"}}
            for one in FORMATS.values()
        },
    },
}


@router.post("/exports/{format}", responses=_FILES, dependencies=[needs(Right.REVIEW)])
def export(
    request: Request,
    reading: ReadingOf,
    format: Literal[tuple(FORMATS)],  # type: ignore[valid-type]
    story: Annotated[str | None, Query(min_length=3, max_length=100)] = None,
) -> Response:
    """Make a file for others. It passes every rule that protects people, and the ledger records that it left."""
    made = open_here(request, reading).export(format, story=story)
    headers = {"Content-Disposition": f'attachment; filename="{made.name}"', "Content-Security-Policy": "sandbox"}
    return Response(made.content, 200, headers, media_type=made.media_type)
