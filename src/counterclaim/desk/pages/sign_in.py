"""The door of a desk with accounts."""

import hmac
import math
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from counterclaim.desk._access import Access
from counterclaim.desk._gate import cookie_name
from counterclaim.desk._reading import desk_of
from counterclaim.desk._refusals import refuse
from counterclaim.desk._rendering import page
from counterclaim.desk.people import People, Provider, Session

router = APIRouter()

#: The cookie that ties a sign-in elsewhere to the browser in which it began.
_START = "counterclaim-start"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInPage:
    """The form to sign in with. `next` is where to go then; `oidc` says whether a provider can be asked."""

    next: str
    failed: bool = False
    oidc: bool = False


@router.get("/sign-in")
def sign_in(request: Request, next: Annotated[str, Query()] = "/") -> Response:
    _people(request)
    return page(request, "sign_in.html", SignInPage(next=local(next), oidc=_oidc(request)))


@router.post("/sign-in")
def enter(
    request: Request,
    name: Annotated[str, Form(max_length=200)],
    password: Annotated[str, Form(max_length=500)],
    next: Annotated[str, Form()] = "/",
) -> Response:
    people = _people(request)
    place = request.client.host if request.client else ""
    if wait := desk_of(request).attempts.wait(place, name):
        raise refuse(429, "too many attempts: try again later", **{"Retry-After": str(math.ceil(wait))})
    session = people.sign_in(name, password)
    if session is None:
        people.note(" ".join(name.split())[:80], "sign-in refused", place)
        return page(request, "sign_in.html", SignInPage(next=local(next), failed=True, oidc=_oidc(request)), status=401)
    return let_in(desk_of(request).access, session, next)


@router.post("/sign-out")
def leave(request: Request) -> Response:
    access = desk_of(request).access
    people = _people(request)
    people.sign_out(request.cookies.get(cookie_name(access), ""))
    response = RedirectResponse("/sign-in", 303)
    response.delete_cookie(cookie_name(access), secure=access.secure, httponly=True, samesite="lax")
    return response


@router.get("/sign-in/oidc")
def go_elsewhere(request: Request, next: Annotated[str, Query()] = "/") -> Response:
    """Sends somebody to the OpenID provider."""
    access = desk_of(request).access
    place = request.client.host if request.client else ""
    if wait := desk_of(request).attempts.wait(place, "elsewhere"):
        raise refuse(429, "too many attempts: try again later", **{"Retry-After": str(math.ceil(wait))})
    started = _provider(access).begin(local(next))
    response = RedirectResponse(started.address, 303)
    response.set_cookie(_START, started.state, secure=access.secure, httponly=True, samesite="lax", max_age=600)
    return response


@router.get("/sign-in/oidc/back")
def come_back(request: Request, state: Annotated[str, Query()] = "", code: Annotated[str, Query()] = "") -> Response:
    """Lets in whom the provider vouches for, where this very browser began."""
    access = desk_of(request).access
    provider, people = _provider(access), _people(request)
    if not code or not state or not hmac.compare_digest(request.cookies.get(_START, "").encode(), state.encode()):
        raise refuse(403, "this sign-in was not begun in this browser, or was refused: begin again")
    identities, there = provider.finish(state, code)
    session = people.sign_in_as(identities)
    if session is None:
        people.note(identities[-1][:80], "sign-in refused", "OpenID Connect")
        raise refuse(403, "the provider knows you, but nobody let you into this desk")
    response = let_in(access, session, there)
    response.delete_cookie(_START)
    return response


def let_in(access: Access, session: Session, there: str) -> Response:
    """Gives the browser its session and sends it where it wanted to go."""
    response = RedirectResponse(local(there), 303)
    response.set_cookie(cookie_name(access), session.secret, secure=access.secure, httponly=True, samesite="lax")
    return response


def local(there: str) -> str:
    """`there` if it is a page of this desk; else the first one."""
    inside = there.startswith("/") and not there.startswith(("//", "/\\")) and there.isprintable()
    return there if inside and len(there) < 2000 else "/"


def _people(request: Request) -> People:
    people = desk_of(request).access.people
    if people is None:
        raise refuse(404, "nobody has to sign in to this desk")
    return people


def _provider(access: Access) -> Provider:
    if access.provider is None:
        raise refuse(404, "this desk knows no accounts from elsewhere")
    return access.provider


def _oidc(request: Request) -> bool:
    return desk_of(request).access.provider is not None
