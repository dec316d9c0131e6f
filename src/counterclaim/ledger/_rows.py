"""Rows by many values at once, in statements that every engine takes."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Select

#: Values of one statement: engines limit its parameters.
CHUNK = 500


def chunked(values: Iterable[str]) -> Iterator[list[str]]:
    """The values in order, in groups that fit a statement."""
    ordered = sorted(values)
    for first in range(0, len(ordered), CHUNK):
        yield ordered[first : first + CHUNK]


def rows_for(connection: Connection, query: Select[Any], column: Any, values: Iterable[str]) -> Iterator[Any]:
    """The rows of `query` whose `column` holds one of the values."""
    for some in chunked(values):
        yield from connection.execute(query.where(column.in_(some)))
