"""How the API answers: records as JSON, lists in pieces, and nothing where the caller has it already."""

import base64
import binascii
import hashlib
import json
from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import Depends, Query, Request
from starlette.responses import Response

from counterclaim import __version__
from counterclaim.client import LocalLedger
from counterclaim.desk._gate import person_of
from counterclaim.desk._reading import Reading, desk_of, read_moment
from counterclaim.desk._refusals import refuse
from counterclaim.records.codec import to_json

Key = tuple[str | int, ...]

CursorOf = Annotated[str | None, Query(max_length=4000, description="Where to go on: `next` of the last piece.")]
LimitOf = Annotated[int, Query(ge=1, le=500, description="So many items at the most.")]


def read_changed(request: Request, reading: Annotated[Reading, Depends(read_moment)]) -> Reading:
    """What the request reads; it is answered at once where nothing changed since the caller asked last."""
    asked = [__version__, reading.state, reading.ledger.size(), str(request.url.query), request.url.path]
    tag = f'W/"{hashlib.sha256(json.dumps(asked).encode()).hexdigest()[:32]}"'
    request.state.tag = tag
    known = {one.strip() for one in request.headers.get("if-none-match", "").split(",")}
    if tag in known or "*" in known:
        raise refuse(304, "", ETag=tag)
    return reading


SeenOf = Annotated[Reading, Depends(read_changed)]


def open_here(request: Request, sight: Reading | None = None) -> LocalLedger:
    """The desk's ledger for whoever asks, through the public interface."""
    desk = desk_of(request)
    return LocalLedger(
        desk.ledger,
        desk.settings,
        sight=sight,
        author=person_of(request).name,
        read=desk.adder.read,
        follow=desk.follow,
    )


def answer(request: Request, value: Any, *, status: int = 200) -> Response:
    """A record, or plain JSON values, as the answer."""
    plain = value if isinstance(value, dict | list) else to_json(value)
    headers = {"ETag": request.state.tag} if hasattr(request.state, "tag") else None
    return Response(json.dumps(plain, separators=(",", ":")), status, headers, media_type="application/json")


def answer_list(
    request: Request,
    items: Iterable[tuple[Key, Any]],
    *,
    cursor: str | None,
    limit: int,
    newest_first: bool = False,
) -> Response:
    """The next piece of a list whose items come with their places in it, in order."""
    after = None if cursor is None else read_cursor(cursor)
    chosen: list[tuple[Key, Any]] = []
    try:
        for key, item in items:
            if after is not None and (key >= after if newest_first else key <= after):
                continue
            chosen.append((key, item))
            if len(chosen) > limit:
                break
    except TypeError as error:  # places of another list
        if after is None:
            raise
        raise refuse(422, "this cursor is of another list") from error
    more = len(chosen) > limit
    chosen = chosen[:limit]
    return answer(
        request,
        {
            "items": [to_json(item) for _, item in chosen],
            "next": make_cursor(chosen[-1][0]) if more else None,
        },
    )


def make_cursor(key: Key) -> str:
    return base64.urlsafe_b64encode(json.dumps(key, separators=(",", ":")).encode()).decode().rstrip("=")


def read_cursor(cursor: str) -> Key:
    """The place that a cursor stands for."""
    try:
        key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        key = None
    if not isinstance(key, list) or not key or not all(type(part) in (str, int) for part in key):
        raise refuse(422, "this is no cursor: send back what `next` was")
    return tuple(key)
