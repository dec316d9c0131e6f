"""How single values are written to JSON and read back: text, numbers, moments, days and bytes, each refused by name."""

import base64
import binascii
import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from numbers import Real
from typing import Any

from counterclaim.records.ids import Json


class RecordError(ValueError):
    """A value does not fit its record type. `path` says where: `claims[3].actor.kind`."""

    def __init__(self, message: str, path: str = "") -> None:
        super().__init__(f"{path.removeprefix('.')}: {message}" if path else message)
        self.message = message
        self.path = path

    def inside(self, step: str) -> "RecordError":
        """The same error, seen from the container that holds the value at `step`."""
        return RecordError(self.message, step + self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Codec:
    """How values of one type are written, read and described. `schema` refers to named types by `$ref`."""

    encode: Callable[[Any], Json]
    decode: Callable[[Any], Any]
    schema: dict[str, Json]
    parts: tuple[Any, ...] = ()  # the types inside, for collecting definitions


def text(value: Any) -> str:
    if not isinstance(value, str):
        raise RecordError(f"expected text, not {type(value).__name__}")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise RecordError("the text holds half a surrogate pair, which no encoding can carry") from None
    return str(value)


def _integer(value: Any) -> int:
    if type(value) is not int:
        raise RecordError(f"expected an integer, not {type(value).__name__}")
    return value


def _number(value: Any) -> float:
    if not isinstance(value, Real) or isinstance(value, bool):
        raise RecordError(f"expected a number, not {type(value).__name__}")
    try:
        number = float(value)
    except OverflowError:
        raise RecordError("the number is too large") from None
    if not math.isfinite(number):
        raise RecordError("JSON holds no infinite or undefined numbers")
    return number


def _boolean(value: Any) -> bool:
    if type(value) is not bool:
        raise RecordError(f"expected true or false, not {type(value).__name__}")
    return value


def _encode_moment(value: Any) -> str:
    if not isinstance(value, datetime) or value.utcoffset() is None:
        raise RecordError(f"expected a datetime with its offset, not {value!r}")
    return value.isoformat()


def _decode_moment(value: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise RecordError(f"{value!r} is not an ISO 8601 moment") from None
    if moment.utcoffset() is None:
        raise RecordError(f"{value!r} has no offset")
    return moment


def _encode_day(value: Any) -> str:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise RecordError(f"expected a date, not {value!r}")
    return value.isoformat()


def _decode_day(value: Any) -> date:
    try:
        return date.fromisoformat(text(value))
    except ValueError:
        raise RecordError(f"{value!r} is not an ISO 8601 date") from None


def _encode_bytes(value: Any) -> str:
    if not isinstance(value, bytes):
        raise RecordError(f"expected bytes, not {type(value).__name__}")
    return base64.b64encode(value).decode()


def _decode_bytes(value: Any) -> bytes:
    try:
        return base64.b64decode(text(value), validate=True)
    except binascii.Error:
        raise RecordError("not base64") from None


PRIMITIVES: dict[Any, Codec] = {
    str: Codec(encode=text, decode=text, schema={"type": "string"}),
    int: Codec(encode=_integer, decode=_integer, schema={"type": "integer"}),
    float: Codec(encode=_number, decode=_number, schema={"type": "number"}),
    bool: Codec(encode=_boolean, decode=_boolean, schema={"type": "boolean"}),
    datetime: Codec(encode=_encode_moment, decode=_decode_moment, schema={"type": "string", "format": "date-time"}),
    date: Codec(encode=_encode_day, decode=_decode_day, schema={"type": "string", "format": "date"}),
    bytes: Codec(encode=_encode_bytes, decode=_decode_bytes, schema={"type": "string", "contentEncoding": "base64"}),
}
