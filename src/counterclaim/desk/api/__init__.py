"""The API under `/api/v1`: the public interface of `counterclaim.client` over HTTP."""

from fastapi import APIRouter, FastAPI, Request
from starlette.responses import JSONResponse, Response

from counterclaim.desk.api import changing, leaving, proving, reading
from counterclaim.desk.api._describing import ROOT, describe

ROUTERS = (reading.router, changing.router, proving.router, leaving.router)


def install(app: FastAPI) -> None:
    """Adds the API and its description to the desk."""
    for router in ROUTERS:
        app.include_router(router, prefix=ROOT)
    own = APIRouter()

    @own.get("/openapi.json", include_in_schema=False)
    def openapi(request: Request) -> Response:
        return JSONResponse(app.openapi())

    app.include_router(own, prefix=ROOT)
    described: list[dict[str, object]] = []

    def once() -> dict[str, object]:
        if not described:
            described.append(describe(app))
        return described[0]

    app.openapi = once  # type: ignore[method-assign]
