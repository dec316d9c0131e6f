"""What stands before every request: is it meant for this desk, who asks, may they, how often, how much do they send.

It stands outside the application, so that a body is not read before its sender is known.
"""

import math
import re
import secrets
from collections.abc import Callable
from typing import Annotated, Any, cast
from urllib.parse import quote, urlsplit

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from counterclaim.desk import _errors
from counterclaim.desk._access import Access
from counterclaim.desk._forms import HEADER, SAFE, check_form_token
from counterclaim.desk._rates import Rate
from counterclaim.desk._refusals import refuse
from counterclaim.desk._rendering import wants_json
from counterclaim.desk.people import Person, Right

#: What anybody may see: how a desk looks, and its door.
PUBLIC = re.compile(r"/static/.*|/sign-in(/.*)?|/sign-out|/favicon\.ico")
#: Bytes of a body; whoever brings a report may send as much as a report may have.
SMALL = 1_000_000
LARGE = re.compile(r"/api/v1/reports|/add")


class Gate:
    """Lets requests through to `app` with the person who asks in `request.state.person`."""

    def __init__(self, app: ASGIApp, *, access: Access, max_bytes: int) -> None:
        self._app, self._access = app, access
        self._large = max_bytes + SMALL
        self._key = secrets.token_urlsafe(32)  # stands for a session where nobody signs in
        self._rate = Rate(burst=200, per_minute=600)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        request = Request(scope)
        request.state.person, request.state.form_key = None, self._key
        limit = self._large if LARGE.fullmatch(request.url.path) else SMALL
        try:
            self._check_host(request)
            length = request.headers.get("content-length", "0")
            if not length.isdigit() or int(length) > limit:
                raise refuse(413, f"a body has at most {limit:,} bytes here")
            elsewhere = await self._identify(request)
            if elsewhere is not None:
                await elsewhere(scope, receive, send)
                return
        except HTTPException as refusal:
            response = _errors.answer_to(request, refusal)
            await response(scope, receive, send)
            return
        await self._app(scope, _at_most(receive, limit), send)

    def _check_host(self, request: Request) -> None:
        """A page elsewhere may make its own name point here; its requests still bear that name."""
        host = re.sub(r":\d{1,5}$", "", request.headers.get("host", "")).lower()
        if host not in self._access.names:
            raise refuse(421, "this desk does not answer to that name: see `counterclaim desk --url`")

    async def _identify(self, request: Request) -> Response | None:
        """Finds out who asks; a redirection where a person has to sign in first."""
        people, method = self._access.people, request.method
        scheme, _, secret = request.headers.get("authorization", "").partition(" ")
        if people is None:
            request.state.person = self._access.alone
        elif scheme.lower() == "bearer":
            request.state.person = await run_in_threadpool(people.bearer, secret.strip())
            if request.state.person is None:
                raise refuse(401, "this token is not known, or has ended", **_CHALLENGE)
        elif cookie := request.cookies.get(cookie_name(self._access)):
            request.state.person = await run_in_threadpool(people.session, cookie)
            request.state.form_key = cookie
        bearer = people is not None and scheme.lower() == "bearer"
        if method not in SAFE and not bearer:
            _check_origin(request)
        if PUBLIC.fullmatch(request.url.path):
            return None
        person: Person | None = request.state.person
        if person is None:
            if method in ("GET", "HEAD") and not wants_json(request):
                there = request.url.path + (f"?{request.url.query}" if request.url.query else "")
                return RedirectResponse(f"/sign-in?next={quote(there)}", 303)
            raise refuse(401, "sign in, or send a token", **_CHALLENGE)
        if people is not None and (wait := self._rate.wait(person.name)):
            raise refuse(429, "so many requests at once are not answered", **{"Retry-After": str(math.ceil(wait))})
        if Right.READ not in person.rights and method in SAFE:
            raise refuse(403, "this token may not read")
        if method not in SAFE and not person.rights & {Right.ADD, Right.REVIEW, Right.ADMIN}:
            raise refuse(403, f"{person.name} may read here, and change nothing")
        if method not in SAFE and people is not None and not bearer and request.url.path.startswith("/api/"):
            check_form_token(request, request.headers.get(HEADER, ""))
        return None


_CHALLENGE = {"WWW-Authenticate": 'Bearer realm="counterclaim"'}


def _check_origin(request: Request) -> None:
    """Refuses what a page elsewhere makes a browser send. Programs that are no browsers state neither header."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None:
        own = site in ("same-origin", "none")
    elif origin is not None:
        own = urlsplit(origin).netloc == request.headers.get("host", "")
    else:
        own = True
    if not own:
        raise refuse(403, "this request was made by a page of another site")


def _at_most(receive: Receive, limit: int) -> Receive:
    """`receive` that refuses a body once it is larger than it may be, whatever its sender said of its length."""
    size = 0

    async def counted() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > limit:
            raise refuse(413, f"a body has at most {limit:,} bytes here")
        return message

    return counted


def cookie_name(access: Access) -> str:
    """The session's cookie; its prefix keeps browsers from taking it from elsewhere."""
    return "__Host-counterclaim" if access.secure else "counterclaim"


# What a handler asks for


def person_of(request: Request) -> Person:
    """Who asks."""
    return cast(Person, request.state.person)


PersonOf = Annotated[Person, Depends(person_of)]


def needs(right: Right) -> Any:
    """A dependency: `dependencies=[needs(Right.REVIEW)]` lets in only who has the right."""

    def check(person: PersonOf) -> None:
        if right not in person.rights:
            raise refuse(403, f"{person.name} has not the right to {right.value} here")

    checked: Callable[..., None] = check
    return Depends(checked)
