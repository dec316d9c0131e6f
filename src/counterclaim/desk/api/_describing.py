"""The description of the API (OpenAPI 3.1): what FastAPI knows of the requests, what the records' codec knows of the
answers. So the schemas are those that `counterclaim schema` prints."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from counterclaim import __version__
from counterclaim.desk._errors import PROBLEM, Problem
from counterclaim.records.codec import json_schema

#: Where the API is.
ROOT = "/api/v1"
#: What any request may be refused with, besides what a route says of itself.
REFUSALS = {
    400: "The body cannot be read.",
    401: "Nobody is signed in, and no token was sent.",
    403: "Whoever asks may not do this.",
    404: "Nothing has this id.",
    409: "The ledger refuses this.",
    413: "The body is too large.",
    422: "Parts of the request cannot be used.",
    429: "Too many requests at once; `Retry-After` says when.",
    503: "Another process is writing to the ledger; try again.",
}
_described: dict[str, type] = {}


def record(type_: type) -> dict[str, Any]:
    """The schema of a record, by its name."""
    _described[type_.__name__] = type_
    return {"$ref": f"#/components/schemas/{type_.__name__}"}


def answers(schema: dict[str, Any], words: str, *, status: int = 200, media_type: str = "application/json") -> Any:
    """The answers of a route that succeeds with `schema`."""
    described: dict[int | str, dict[str, Any]] = {
        status: {"description": words, "content": {media_type: {"schema": schema}}}
    }
    problem = {"content": {PROBLEM: {"schema": record(Problem)}}}
    described |= {refusal: {"description": why, **problem} for refusal, why in REFUSALS.items()}
    return described


def listed(type_: type, words: str) -> Any:
    """The answers of a route that lists records, piece by piece."""
    schema = {
        "type": "object",
        "properties": {
            "items": {"type": "array", "items": record(type_)},
            "next": {
                "type": ["string", "null"],
                "description": "The `cursor` of the next piece; null where this is the last.",
            },
        },
        "required": ["items", "next"],
        "additionalProperties": False,
    }
    return {**answers(schema, words), 304: UNCHANGED}


def one(type_: type, words: str) -> Any:
    """The answers of a route that gives one record."""
    return {**answers(record(type_), words), 304: UNCHANGED}


UNCHANGED = {"description": "What `If-None-Match` names is still what there is."}


def describe(app: FastAPI) -> dict[str, Any]:
    """The whole description."""
    description = get_openapi(
        title="Counterclaim",
        version=__version__,
        summary="A ledger of attributed claims: who says what, who denies it, and on how many origins it rests.",
        description=(
            "Everything is as of a moment: `as_of` bounds what was published, `recorded` what the ledger had by then. "
            "Ids may be given by their start. Lists come in pieces: send `next` as `cursor` until it is null. Answers "
            "to GET bear an `ETag`. Errors are problem details (RFC 9457). The records are those of `counterclaim "
            "read --format json`, and of the Python client `counterclaim.open`."
        ),
        routes=app.routes,
    )
    schemas: dict[str, Any] = {
        name: schema
        for name, schema in description.get("components", {}).get("schemas", {}).items()
        if name not in ("HTTPValidationError", "ValidationError")
    }
    for name, type_ in sorted(_described.items()):
        for inner, schema in json_schema(type_)["$defs"].items():  # type: ignore[union-attr]
            schemas[inner] = _moved(schema)
        schemas.setdefault(name, {})
    description["components"] = {
        "schemas": dict(sorted(schemas.items())),
        "securitySchemes": {
            "token": {"type": "http", "scheme": "bearer", "description": "`counterclaim people token`"}
        },
    }
    description["security"] = [{"token": []}, {}]
    return description


def _moved(schema: Any) -> Any:
    """A schema with its references where OpenAPI has them."""
    if isinstance(schema, dict):
        return {
            key: value.replace("#/$defs/", "#/components/schemas/")
            if key == "$ref" and isinstance(value, str)
            else _moved(value)
            for key, value in schema.items()
        }
    return [_moved(part) for part in schema] if isinstance(schema, list) else schema
