"""Errors in one shape: problem details (RFC 9457) for programs, the same words on a page for people."""

from dataclasses import dataclass
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from counterclaim.desk._headers import HEADERS
from counterclaim.desk._rendering import render, wants_json
from counterclaim.errors import CounterclaimError, FetchError, ItemError, LedgerError, SettingsError
from counterclaim.records.codec import RecordError, to_json

PROBLEM = "application/problem+json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One part of a request that cannot be used: where it stands, and what is wrong with it."""

    where: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What went wrong with a request, as RFC 9457 says it. `faults` are the parts of it that cannot be used."""

    title: str
    status: int
    detail: str
    type: str = "about:blank"
    faults: tuple[Fault, ...] = ()


def install(app: FastAPI) -> None:
    """Makes `app` answer every error in the one shape."""
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(CounterclaimError, _ours)
    app.add_exception_handler(RecordError, _ours)
    app.add_exception_handler(Exception, _bug)


def answer(request: Request, problem: Problem, headers: dict[str, str] | None = None) -> Response:
    """A problem as JSON, or as a page where a person asked for one."""
    if wants_json(request):
        return JSONResponse(to_json(problem), problem.status, headers, media_type=PROBLEM)
    return render(request, "error.html", problem, status=problem.status, headers=headers)


def make_problem(status: int, detail: str = "", faults: tuple[Fault, ...] = ()) -> Problem:
    phrase = HTTPStatus(status).phrase
    return Problem(title=phrase, status=status, detail=detail or phrase, faults=faults)


def answer_to(request: Request, refusal: HTTPException) -> Response:
    """What a refusal looks like."""
    headers = dict(refusal.headers or {})
    if refusal.status_code == HTTPStatus.NOT_MODIFIED:
        return Response(status_code=refusal.status_code, headers=headers)
    return answer(request, make_problem(refusal.status_code, str(refusal.detail)), headers)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return answer_to(request, error)


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    faults = tuple(
        Fault(where=".".join(str(step) for step in fault["loc"]), what=str(fault["msg"])) for fault in error.errors()
    )
    return answer(request, make_problem(422, "parts of the request cannot be used", faults))


def _ours(request: Request, error: Exception) -> Response:
    """What the ledger or a reader refuses: the request named something that is not there, or cannot be used."""
    status = 422
    if isinstance(error, LedgerError):
        status = 503 if "try again later" in str(error) else 404 if _names_nothing(str(error)) else 409
    elif isinstance(error, FetchError):
        status = 422
    elif isinstance(error, ItemError | RecordError | SettingsError):
        status = 422
    return answer(request, make_problem(status, str(error)))


def _names_nothing(message: str) -> bool:
    return any(sign in message for sign in ("has an id that", "too short for an id", "names several", "as of then no"))


def _bug(request: Request, error: Exception) -> Response:
    """A fault of this program. What it says stays in the log: it could hold anything. It is answered outside of all
    that stands around a request, so the headers are put on here."""
    return answer(request, make_problem(500, "a fault of this program; its log says more"), dict(HEADERS))
