"""A page from a typed record: its template for people, the record itself as JSON at the address with `.json`."""

from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import jinja2
from fastapi import Request
from starlette.responses import Response

from counterclaim.desk._drawings import draw_charts
from counterclaim.desk._forms import make_form_token
from counterclaim.desk._reading import Desk, desk_of
from counterclaim.desk._words import FILTERS
from counterclaim.presentation import json_text
from counterclaim.records.codec import to_json

_FOLDER = Path(__file__).parent


def make_templates() -> jinja2.Environment:
    """The templates of all pages. Everything is escaped, and a name that a page does not have is an error."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= FILTERS | {"charts": draw_charts}
    return environment


def wants_json(request: Request) -> bool:
    path = request.url.path
    return path.startswith("/api/") or path.endswith(".json")


def page(request: Request, template: str, context: object, *, status: int = 200) -> Response:
    """The page of a record: through its template, or as JSON where the address asks for that.

    `context` is a frozen dataclass of what the codec knows; the template sees it as `page`.
    """
    if wants_json(request):
        return Response(json_text(to_json(context)), status, media_type="application/json")
    return render(request, template, context, status=status)


def render(
    request: Request, template: str, context: object, *, status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    """A template with `page` (the record), `desk` (what is served), `person` (who asks; None: nobody yet), `form_token`
    (for every form, see `form_token.html`), `link` and `request`."""
    desk: Desk = desk_of(request)
    names: dict[str, Any] = {
        "page": context,
        "desk": desk,
        "person": request.state.person,
        "form_token": make_form_token(request),
        "link": Links(request),
        "request": request,
    }
    return Response(
        desk.templates.get_template(template).render(names), status, headers, media_type="text/html; charset=utf-8"
    )


class Links:
    """Addresses that keep the moment of the page that they stand on."""

    #: What every link carries on.
    KEPT = ("as_of", "recorded")

    def __init__(self, request: Request) -> None:
        self._request = request
        self.kept = {name: request.query_params[name] for name in self.KEPT if name in request.query_params}

    def __call__(self, path: str, /, **query: str | int | None) -> str:
        """`path` with `query` and the moment; None leaves a name out."""
        merged = {name: value for name, value in {**self.kept, **query}.items() if value not in (None, "")}
        return f"{path}?{urlencode(merged)}" if merged else path

    def here(self, /, **query: str | int | None) -> str:
        """This page with other values in its query."""
        return self(self._path, **{**dict(self._request.query_params), **query})

    @property
    def _path(self) -> str:
        """The path of this page as a link has it: a name in it may hold anything."""
        return quote(self._request.url.path, safe="/:@")

    @property
    def twin(self) -> str:
        """The address of this page's record as JSON."""
        path = self._path
        return self("/stories.json" if path == "/" else f"{path}.json", **dict(self._request.query_params))
