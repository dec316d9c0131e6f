"""Feeds of turns: of everything, of a story, of an actor, of a saved search. What is in them may leave the desk."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from counterclaim.desk._reading import Desk, Reading, desk_of
from counterclaim.desk._refusals import refuse
from counterclaim.errors import LedgerError
from counterclaim.feeds import MEDIA_TYPES, About, feed_state, make_feed, to_atom, to_json_feed
from counterclaim.ledger import NOW
from counterclaim.protection import ReleaseRules
from counterclaim.records.turns import Told

router = APIRouter()


class Form(StrEnum):
    ATOM = "atom"
    JSON = "json"


@router.get("/feeds/all.{form}")
def all_(request: Request, form: Form) -> Response:
    return _answer(request, About.ALL, "", form)


@router.get("/feeds/actor.{form}")
def actor(request: Request, form: Form, name: Annotated[str, Query(min_length=1, max_length=200)]) -> Response:
    return _answer(request, About.ACTOR, name, form)


@router.get("/feeds/story/{id_}.{form}")
def story(request: Request, id_: str, form: Form) -> Response:
    return _answer(request, About.STORY, id_, form)


@router.get("/feeds/watch/{id_}.{form}")
def watch(request: Request, id_: str, form: Form) -> Response:
    return _answer(request, About.WATCH, id_, form)


def _answer(request: Request, about: About, name: str, form: Form) -> Response:
    """The feed, or that it is as it was when the reader asked last."""
    desk, now = desk_of(request), datetime.now(UTC)
    state = feed_state(desk.ledger, about, name, now=now, form=form)
    headers = {"ETag": state.etag, "Last-Modified": state.last_modified, "Cache-Control": "private, no-cache"}
    if state.etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    reading = Reading(desk, NOW)
    page = reading.kept(("feed", state.etag), lambda: _write(request, desk, about, name, form, now))
    return Response(page, headers=headers, media_type=MEDIA_TYPES[form])


def _write(request: Request, desk: Desk, about: About, name: str, form: Form, now: datetime) -> str:
    base = desk.access.url or str(request.base_url).rstrip("/")
    rules = ReleaseRules(position_hours=desk.settings.position_hours)
    try:
        feed = make_feed(desk.ledger, about, name, now=now, rules=rules)
    except LedgerError as error:
        raise refuse(404, str(error)) from error

    def page_of(told: Told) -> str | None:
        claims = (*told.turn.claims, *told.turn.earlier)
        return f"{base}/claim/{claims[0]}" if claims else None

    query = f"?{request.url.query}" if request.url.query else ""
    write = to_atom if form is Form.ATOM else to_json_feed
    return write(feed, address=f"{base}{request.url.path}{query}", page_of=page_of)
