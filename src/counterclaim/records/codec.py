"""Records to JSON and back, without loss, and the JSON Schema that both follow.

One codec is derived from each record type's annotations, once. Types it knows: frozen dataclasses, `StrEnum`, `str`,
`int`, `float`, `bool`, `bytes` (base64), aware `datetime` (ISO 8601 with its offset), `date`, `X | None`, tuples of one
type (`tuple[X, ...]`) or of fixed length, `Mapping[str, X]` and `NewType`s of these. Anything else is an error when the
codec is built, not when data is lost.

Both directions are strict, because what is written to an append-only ledger must be readable for good: a value of the
wrong type is refused on the way out, an unknown field on the way in. A missing field takes its default, so that a
record gains optional fields without making what was written before unreadable.
"""

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from functools import cache
from inspect import cleandoc
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from counterclaim.records._values import PRIMITIVES, Codec, RecordError, text
from counterclaim.records.ids import Json

T = TypeVar("T")

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def to_json(record: object) -> Json:
    """The record as JSON values; `from_json(type(record), …)` gives an equal record.

    Raises:
        RecordError: a field holds a value of another type than it declares.
    """
    type_: Any = type(record)
    return _codec(type_).encode(record)


def from_json(type_: type[T], value: object) -> T:
    """The record that `value` (parsed JSON) stands for.

    Raises:
        RecordError: `value` does not fit `type_`, or a record refuses it; `path` says where.
    """
    wanted: Any = type_
    record: T = _codec(wanted).decode(value)
    return record


def json_schema(type_: type, *, schema_id: str | None = None, title: str | None = None) -> dict[str, Json]:
    """The JSON Schema (draft 2020-12) of what `to_json` writes for `type_`, with one definition a record type."""
    definitions: dict[str, Json] = {}
    owners: dict[str, Any] = {}
    stack: list[Any] = [type_]
    while stack:
        part = stack.pop()
        codec = _codec(part)
        if _is_named(part):
            if owners.setdefault(part.__name__, part) is not part:
                raise TypeError(f"two types are called {part.__name__}")
            if part.__name__ in definitions:
                continue
            definitions[part.__name__] = _definition(part)
        stack.extend(codec.parts)
    head: dict[str, Json] = {"$schema": DIALECT}
    if schema_id:
        head["$id"] = schema_id
    if title:
        head["title"] = title
    return {**head, **_codec(type_).schema, "$defs": dict(sorted(definitions.items()))}


def _is_named(type_: Any) -> bool:
    return isinstance(type_, type) and (is_dataclass(type_) or issubclass(type_, StrEnum))


def _definition(type_: Any) -> dict[str, Json]:
    """The schema of one dataclass or vocabulary, written once under `$defs`."""
    if issubclass(type_, StrEnum):
        definition: dict[str, Json] = {"type": "string", "enum": [member.value for member in type_]}
    else:
        hints = get_type_hints(type_)
        properties: dict[str, Json] = {field.name: _codec(hints[field.name]).schema for field in fields(type_)}
        definition = {
            "type": "object",
            "properties": properties,
            "required": list(properties),  # every field is written, also where it holds its default
            "additionalProperties": False,
        }
    own_words = type_.__doc__ and not type_.__doc__.startswith(f"{type_.__name__}(")  # not the generated signature
    return {"description": cleandoc(type_.__doc__), **definition} if own_words else definition


@cache
def _codec(type_: Any) -> Codec:
    """The codec of a type, built from its annotations."""
    if hasattr(type_, "__supertype__"):  # a NewType
        return _codec(type_.__supertype__)
    if type_ in PRIMITIVES:
        return PRIMITIVES[type_]
    if isinstance(type_, type) and is_dataclass(type_):
        return _dataclass_codec(type_)
    if isinstance(type_, type) and issubclass(type_, StrEnum):
        return _enum_codec(type_)
    origin, arguments = get_origin(type_), get_args(type_)
    if origin in (Union, types.UnionType) and len(arguments) == 2 and types.NoneType in arguments:
        return _optional_codec(next(argument for argument in arguments if argument is not types.NoneType))
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        return _sequence_codec(arguments[0])
    if origin is tuple and arguments:
        return _fixed_codec(arguments)
    if origin is Mapping and getattr(arguments[0], "__supertype__", arguments[0]) is str:
        return _mapping_codec(arguments[1])
    raise TypeError(f"records cannot hold {type_!r}")


def _dataclass_codec(type_: Any) -> Codec:
    hints = get_type_hints(type_)
    names = [field.name for field in fields(type_)]
    encoders = [(name, _codec(hints[name]).encode) for name in names]
    decoders = {name: _codec(hints[name]).decode for name in names}
    required = {f.name for f in fields(type_) if f.default is MISSING and f.default_factory is MISSING}

    def encode(record: Any) -> Json:
        if type(record) is not type_:
            raise RecordError(f"expected {type_.__name__}, not {type(record).__name__}")
        written: dict[str, Json] = {}
        name = ""
        try:
            for name, encode_field in encoders:
                written[name] = encode_field(getattr(record, name))
        except RecordError as error:
            raise error.inside(f".{name}") from None
        return written

    def decode(value: Any) -> Any:
        if type(value) is not dict:
            raise RecordError(f"expected an object for {type_.__name__}, not {type(value).__name__}")
        if missing := required - value.keys():
            raise RecordError(f"{type_.__name__} lacks {', '.join(sorted(missing))}")
        arguments: dict[str, Any] = {}
        name = ""
        try:
            for name, held in value.items():
                if name not in decoders:
                    raise RecordError(f"{type_.__name__} has no such field: written by a newer version?")
                arguments[name] = decoders[name](held)
        except RecordError as error:
            raise error.inside(f".{name}") from None
        try:
            return type_(**arguments)
        except ValueError as error:
            raise RecordError(str(error)) from error

    return Codec(
        encode=encode,
        decode=decode,
        schema={"$ref": f"#/$defs/{type_.__name__}"},
        parts=tuple(hints[name] for name in names),
    )


def _enum_codec(type_: Any) -> Codec:
    members = {member.value: member for member in type_}

    def encode(value: Any) -> Json:
        if type(value) is not type_:
            raise RecordError(f"expected {type_.__name__}, not {value!r}")
        text: str = value.value
        return text

    def decode(value: Any) -> Any:
        member = members.get(value) if isinstance(value, str) else None
        if member is None:
            raise RecordError(f"{value!r} is not one of {', '.join(members)}")
        return member

    return Codec(encode=encode, decode=decode, schema={"$ref": f"#/$defs/{type_.__name__}"})


def _optional_codec(part: Any) -> Codec:
    inner = _codec(part)
    encode_part, decode_part = inner.encode, inner.decode
    return Codec(
        encode=lambda value: None if value is None else encode_part(value),
        decode=lambda value: None if value is None else decode_part(value),
        schema={"anyOf": [inner.schema, {"type": "null"}]},
        parts=(part,),
    )


def _each(convert: Callable[[Any], Any], values: Any) -> list[Any]:
    """`convert` of every value; an error names the index."""
    done: list[Any] = []
    try:
        for value in values:
            done.append(convert(value))
    except RecordError as error:
        raise error.inside(f"[{len(done)}]") from None
    return done


def _sequence_codec(part: Any) -> Codec:
    inner = _codec(part)

    def encode(values: Any) -> Json:
        if type(values) is not tuple:
            raise RecordError(f"expected a tuple, not {type(values).__name__}")
        return _each(inner.encode, values)

    def decode(values: Any) -> Any:
        if type(values) is not list:
            raise RecordError(f"expected an array, not {type(values).__name__}")
        return tuple(_each(inner.decode, values))

    return Codec(encode=encode, decode=decode, schema={"type": "array", "items": inner.schema}, parts=(part,))


def _fixed_codec(parts: tuple[Any, ...]) -> Codec:
    inner = [_codec(part) for part in parts]

    def encode(values: Any) -> Json:
        if type(values) is not tuple or len(values) != len(inner):
            raise RecordError(f"expected a tuple of {len(inner)}")
        return [codec.encode(value) for codec, value in zip(inner, values, strict=True)]

    def decode(values: Any) -> Any:
        if type(values) is not list or len(values) != len(inner):
            raise RecordError(f"expected an array of {len(inner)}")
        return tuple(codec.decode(value) for codec, value in zip(inner, values, strict=True))

    schema: dict[str, Json] = {
        "type": "array",
        "prefixItems": [codec.schema for codec in inner],
        "minItems": len(inner),
        "maxItems": len(inner),
    }
    return Codec(encode=encode, decode=decode, schema=schema, parts=parts)


def _mapping_codec(part: Any) -> Codec:
    inner = _codec(part)

    def convert(values: Any, convert_one: Callable[[Any], Any]) -> dict[str, Any]:
        if not isinstance(values, Mapping):
            raise RecordError(f"expected an object, not {type(values).__name__}")
        return {text(key): convert_one(value) for key, value in values.items()}

    return Codec(
        encode=lambda values: convert(values, inner.encode),
        decode=lambda values: convert(values, inner.decode),
        schema={"type": "object", "additionalProperties": inner.schema},
        parts=(part,),
    )


__all__ = ["DIALECT", "RecordError", "from_json", "json_schema", "to_json"]
