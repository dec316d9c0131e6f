"""A user's own list: a CSV with the columns name, lat, lon.

If wanted also kind, country, aliases, population, radius_km. Separated by commas, semicolons or
tabs; several aliases by | or ;.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

from counterclaim.errors import InputError
from counterclaim.places._keys import in_latin
from counterclaim.places._tables import KINDS, PlaceRow
from counterclaim.places.layers._rows import lines_of, number_in, point, problem, row_of

WANTED = frozenset({"name", "lat", "lon"})


def columns_of(head: str) -> list[str]:
    """The names of the columns in the first line; none if it is no line of a CSV."""
    try:
        columns = next(csv.reader([head], delimiter=_separator(head)), [])
    except csv.Error:
        return []
    return [column.strip().lower() for column in columns]


def read_csv(path: Path, raw: IO[bytes]) -> Iterator[PlaceRow | InputError]:
    """Its places, numbered by line."""
    lines = lines_of(path, raw)
    head = str(next(lines)[1])
    columns, separator = columns_of(head), _separator(head)
    for number, line in lines:  # a line is a row: no name holds a line break
        if isinstance(line, InputError):
            yield line
            continue
        try:
            values = next(csv.reader([line], delimiter=separator), [])
            if any(map(str.strip, values)):
                yield _row(number, dict(zip(columns, map(str.strip, values), strict=False)))
        except (ValueError, csv.Error) as error:
            yield problem(path, f"line {number}", str(error))


def _separator(head: str) -> str:
    return max(",;\t", key=head.count)


def _row(number: int, values: Mapping[str, str]) -> PlaceRow:
    name = values.get("name", "")
    if not in_latin(name):
        raise ValueError(f"the name {name[:40]!r} is empty, too long or not in Latin script")
    kind = (values.get("kind") or "town").lower()
    if kind not in KINDS:
        raise ValueError(f"the kind {kind[:40]!r} is none of {', '.join(KINDS)}")
    country = values.get("country") or None
    if country and not re.fullmatch("[A-Za-z]{2}", country):
        raise ValueError(f"the country {country[:40]!r} is no code of two letters (ISO 3166)")
    radius = values.get("radius_km")
    row = row_of(
        number, [name, *re.split(r"[|;]", values.get("aliases") or "")], kind,
        point(values.get("lat"), values.get("lon")),
        country=country.upper() if country else None,
        population=number_in(values.get("population") or 0, "the population"),
        radius_km=number_in(radius, "the radius") if radius else None,
    )  # fmt: skip
    if row is None:
        raise ValueError(f"the name {name[:40]!r} cannot be used")
    return row
