"""What waits for a person."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from counterclaim.desk._rendering import page
from counterclaim.desk.pages.review._asked import AskedOf, Id, NowOf, Number
from counterclaim.desk.pages.review._log import kept_line
from counterclaim.desk.pages.review._queue import build_queue_page, read_waits

router = APIRouter()


@router.get("/review")
@router.get("/review.json")
def queue(request: Request, reading: NowOf, asked: AskedOf, number: Number = 1, kept: Id = None) -> Response:
    waits = read_waits(reading, asked.story)
    shown = build_queue_page(waits, asked, number=number, seen=reading.state, kept=kept_line(reading, kept))
    return page(request, "review.html", shown)
