"""The desk put together: pages, API, static files, and what stands around every request."""

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import Depends, FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from counterclaim import __version__, desk
from counterclaim.desk import _errors, api
from counterclaim.desk._access import Access, make_access
from counterclaim.desk._adding import Adder
from counterclaim.desk._forms import check_form
from counterclaim.desk._gate import Gate
from counterclaim.desk._headers import SafeHeaders
from counterclaim.desk._reading import DECODED_BYTES, Desk
from counterclaim.desk._rendering import make_templates
from counterclaim.desk._sample import fill_with_sample
from counterclaim.desk.pages import ROUTERS, sign_in
from counterclaim.ledger import Ledger
from counterclaim.settings import Settings


def make_desk(settings: Settings, *, access: Access | None = None, sample: bool = False) -> FastAPI:
    """The desk of the settings' ledger, as an ASGI application. With `sample` the bundled sample is read into it, and
    every page says that it is invented. Without `access` one person on this machine may reach it.

    Raises:
        LedgerError: the ledger cannot be opened.
    """
    ledger = Ledger.open(settings.ledger, behind=True, remember=DECODED_BYTES)
    adder = Adder(settings)
    access = access or make_access(settings)

    @asynccontextmanager
    async def lifespan(served: FastAPI) -> AsyncIterator[None]:
        threading.Thread(target=served.state.desk.begin, daemon=True).start()
        yield
        served.state.desk.follower.wait()
        adder.close()
        ledger.close()

    app = FastAPI(
        title="Counterclaim",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=lifespan,
    )
    app.state.desk = Desk(
        settings=settings,
        ledger=ledger,
        templates=make_templates(),
        adder=adder,
        access=access,
        sample=fill_with_sample(ledger, adder) if sample else None,
    )
    _errors.install(app)
    for router in (sign_in.router, *ROUTERS):
        app.include_router(router, include_in_schema=False, dependencies=[Depends(check_form)])
    api.install(app)
    app.mount("/static", StaticFiles(directory=Path(desk.__file__).parent / "static"), name="static")
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=6)
    app.add_middleware(Gate, access=access, max_bytes=settings.max_bytes)
    app.add_middleware(SafeHeaders)
    return app
