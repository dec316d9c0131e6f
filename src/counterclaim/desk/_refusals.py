"""How a handler refuses a request: `raise refuse(404, "why")`."""

from starlette.exceptions import HTTPException


def refuse(status: int, detail: str, **headers: str) -> HTTPException:
    return HTTPException(status, detail, headers or None)
