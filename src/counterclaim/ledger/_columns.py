"""Types of columns that mean the same on SQLite and on PostgreSQL."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Dialect, String, Text
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeDecorator, TypeEngine

#: A moment in UTC with a fixed width, so that text order is time order.
_UTC_FORMAT = "%Y-%m-%dT%H:%M:%S.%fZ"


def to_utc(moment: datetime) -> datetime:
    """The same moment in UTC; what lies outside the years 1 to 9999 there becomes the nearest moment inside."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return datetime.min.replace(tzinfo=UTC) if moment.year < 5000 else datetime.max.replace(tzinfo=UTC)


def utc_text(moment: datetime) -> str:
    """ISO 8601 in UTC to the microsecond, always 27 characters: `2024-05-03T01:11:00.000000Z`."""
    utc = to_utc(moment)
    return f"{utc.year:04}-" + utc.strftime(_UTC_FORMAT.removeprefix("%Y-"))  # strftime does not pad years


class UtcTime(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC. SQLite keeps it as text (its `DateTime` loses the zone)."""

    impl = String(27)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.TIMESTAMP(timezone=True))
        return dialect.type_descriptor(String(27))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        return to_utc(value) if dialect.name == "postgresql" else utc_text(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return to_utc(value if isinstance(value, datetime) else datetime.fromisoformat(value))


class _PostgresText(TypeDecorator[str]):
    """Text on PostgreSQL as SQLite has it: of any length, in the order of its code points.

    PostgreSQL holds no NUL; U+FFFD stands for it. Only computed tables can be meant: the record holds JSON, which
    escapes it.
    """

    impl = postgresql.TEXT(collation="C")
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else value.replace("\0", "\N{REPLACEMENT CHARACTER}")


def words(length: int | None = None) -> TypeEngine[str]:
    """Text. `length` is a hint for people who read the schema: neither engine refuses what is longer."""
    plain: TypeEngine[str] = Text() if length is None else String(length)
    return plain.with_variant(_PostgresText(), "postgresql")


class StatedTime(TypeDecorator[datetime]):
    """An aware datetime as a page states it: ISO 8601 text that keeps the offset, on every engine."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)
