"""The reference of the API as a page, from the description that programs read: nothing runs, nothing is fetched."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from counterclaim.desk._rendering import render

router = APIRouter()

_REF = "#/components/schemas/"
#: What heads the routes of each tag, in the order in which a reader needs them.
HEADS = {
    "reading": "Read what a ledger holds",
    "changing": "Add and decide",
    "leaving": "Take along",
    "proving": "Prove",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A piece of a type in words; `record` is the name of the record that it names."""

    text: str
    record: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A parameter, or a field of a record."""

    name: str
    where: str
    type: tuple[Word, ...]
    needed: bool
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    status: str
    words: str
    type: tuple[Word, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    id: str
    method: str
    path: str
    words: str
    parameters: tuple[Value, ...]
    body: tuple[Word, ...]
    answers: tuple[Answer, ...]
    refusals: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    name: str
    title: str
    routes: tuple[Route, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    name: str
    words: str
    values: tuple[str, ...]
    fields: tuple[Value, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferencePage:
    """The whole reference. What a route may be refused with is said once, in `refusals`."""

    title: str
    version: str
    summary: str
    words: str
    groups: tuple[Group, ...]
    refusals: tuple[tuple[str, str], ...]
    records: tuple[Record, ...]


@router.get("/docs")
def reference(request: Request) -> Response:
    return render(request, "reference.html", _reference(request.app.openapi))


@router.get("/docs.json")
@router.get("/api/v1/docs.json")
def described(request: Request) -> Response:
    return RedirectResponse("/api/v1/openapi.json", 307)


@router.get("/api/v1/docs")
def elsewhere(request: Request) -> Response:
    return RedirectResponse("/docs", 307)


@lru_cache(maxsize=4)
def _reference(describe: Any) -> ReferencePage:
    return build_reference(describe())


def build_reference(description: Mapping[str, Any]) -> ReferencePage:
    """The reference of an OpenAPI description."""
    routes: dict[str, list[Route]] = {name: [] for name in HEADS}
    refusals: dict[str, str] = {}
    for path, methods in description["paths"].items():
        for method, told in methods.items():
            tag = (told.get("tags") or ["other"])[0]
            routes.setdefault(tag, []).append(_route(method, path, told))
            refusals |= {status: one["description"] for status, one in told["responses"].items() if _is_refusal(status)}
    info = description["info"]
    return ReferencePage(
        title=info["title"],
        version=info["version"],
        summary=info["summary"],
        words=info["description"],
        groups=tuple(
            Group(name=name, title=HEADS.get(name, name.capitalize()), routes=tuple(own))
            for name, own in routes.items()
            if own
        ),
        refusals=tuple(sorted(refusals.items())),
        records=tuple(_record(name, schema) for name, schema in description["components"]["schemas"].items()),
    )


def _route(method: str, path: str, told: Mapping[str, Any]) -> Route:
    body = told.get("requestBody", {}).get("content", {})
    return Route(
        id=told["operationId"],
        method=method.upper(),
        path=path,
        words=told.get("description") or told.get("summary", ""),
        parameters=tuple(
            Value(
                name=one["name"],
                where=one["in"],
                type=tuple(words_of(one["schema"])),
                needed=one.get("required", False),
                words=one.get("description", ""),
            )
            for one in told.get("parameters", ())
        ),
        body=_content(body),
        answers=tuple(
            Answer(status=status, words=one["description"], type=_content(one.get("content", {})))
            for status, one in told["responses"].items()
            if not _is_refusal(status)
        ),
        refusals=tuple(sorted(status for status in told["responses"] if _is_refusal(status))),
    )


def _is_refusal(status: str) -> bool:
    return status.startswith(("4", "5"))


def _content(content: Mapping[str, Any]) -> tuple[Word, ...]:
    """The type of a body, with its media type where that is not JSON."""
    words: list[Word] = []
    for media, one in content.items():
        words += [Word(text=" or ")] if words else []
        plain = media in ("application/json", "application/problem+json")
        words += words_of(one.get("schema", {})) if plain else [Word(text=media)]
    return tuple(words)


def _record(name: str, schema: Mapping[str, Any]) -> Record:
    needed = set(schema.get("required", ()))
    return Record(
        name=name,
        words=schema.get("description", ""),
        values=tuple(str(value) for value in schema.get("enum", ())),
        fields=tuple(
            Value(
                name=field,
                where="",
                type=tuple(words_of(one)),
                needed=field in needed,
                words=one.get("description", ""),
            )
            for field, one in schema.get("properties", {}).items()
        ),
    )


def words_of(schema: Any) -> Iterator[Word]:
    """A type in words: “list of ClaimView”, “string or null”."""
    if not isinstance(schema, Mapping) or not schema:
        yield Word(text="anything")
    elif "$ref" in schema:
        yield Word(text=schema["$ref"].removeprefix(_REF), record=True)
    elif "enum" in schema:
        yield Word(text=" | ".join(map(str, schema["enum"])))
    elif "const" in schema:
        yield Word(text=str(schema["const"]))
    elif found := schema.get("anyOf") or schema.get("oneOf"):
        yield from _joined(map(words_of, found), " or ")
    elif schema.get("type") == "array":
        if "prefixItems" in schema:
            yield Word(text="[")
            yield from _joined(map(words_of, schema["prefixItems"]), ", ")
            yield Word(text="]")
        else:
            yield Word(text="list of ")
            yield from words_of(schema.get("items", {}))
    elif schema.get("type") == "object" and schema.get("properties"):
        fields = (_field(name, one) for name, one in schema["properties"].items())
        yield Word(text="{ ")
        yield from _joined(fields, ", ")
        yield Word(text=" }")
    else:
        kind = schema.get("type", "anything")
        yield Word(text=" or ".join(kind) if isinstance(kind, list) else kind)


def _field(name: str, schema: Any) -> Iterator[Word]:
    yield Word(text=f"{name}: ")
    yield from words_of(schema)


def _joined(parts: Iterable[Iterable[Word]], between: str) -> Iterator[Word]:
    for number, part in enumerate(parts):
        if number:
            yield Word(text=between)
        yield from part
