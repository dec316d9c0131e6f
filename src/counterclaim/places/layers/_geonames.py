"""A GeoNames dump: allCountries.txt, one country's file, or either packed (geonames.org/export; CC BY 4.0)."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

from counterclaim.errors import InputError
from counterclaim.places._tables import PlaceRow
from counterclaim.places.layers._rows import lines_of, point, problem, row_of

#: As GeoNames' readme.txt lists them.
COLUMNS = 19
_WIDE_LAND = frozenset("ISL ISLS ISLT MTS PEN PLAT PLN DSRT DLTA UPLD VAL VALS VALX GRGE".split())
_CLASSES = {"P": "town", "H": "water", "U": "water", "L": "region", "V": "region"}


def read_geonames(path: Path, raw: IO[bytes]) -> Iterator[PlaceRow | InputError]:
    """Its places. The file is read twice: a first-level division may stand after the towns that it holds."""
    divisions: dict[str, int] = {}
    for _, line in lines_of(path, raw):
        if isinstance(line, str) and "\tADM1\t" in line:
            parts = line.split("\t")
            if len(parts) == COLUMNS and parts[7] == "ADM1" and parts[0].isdecimal():
                divisions[f"{parts[8]}.{parts[10]}"] = int(parts[0])
    for number, line in lines_of(path, raw):
        if isinstance(line, InputError):
            yield line
        elif line.strip():
            try:
                row = _row(line.split("\t"), divisions)
            except ValueError as error:
                yield problem(path, f"line {number}", str(error))
            else:
                if row is not None:
                    yield row


def _row(parts: list[str], divisions: Mapping[str, int]) -> PlaceRow | None:
    if len(parts) != COLUMNS:
        raise ValueError(f"{len(parts)} columns instead of {COLUMNS}")
    if not re.fullmatch(r"\d{1,12}", parts[0], re.ASCII):
        raise ValueError(f"{parts[0][:40]!r} is no GeoNames id")
    kind = _kind(parts[6], parts[7])
    country = parts[8] if re.fullmatch("[A-Z]{2}", parts[8]) else None
    aliases = [n for n in parts[3].split(",") if n[:1].isupper() and not (n.isupper() and len(n) <= 5)]  # no “KBL”
    population = int(parts[14]) if re.fullmatch(r"\d{1,12}", parts[14], re.ASCII) else 0
    where = point(parts[4], parts[5])
    row = row_of(int(parts[0]), [parts[1], parts[2], *aliases], kind, where, country=country, population=population)
    if row is not None and kind not in {"country", "province"}:
        row.admin1 = divisions.get(f"{country}.{parts[10]}")
    return row


def _kind(feature_class: str, code: str) -> str:
    """Our kind of a GeoNames feature. Source: geonames.org/export/codes.html."""
    if feature_class == "A":
        if code.startswith("PCL"):
            return "country"
        return "province" if code.startswith("ADM1") else "district" if code.startswith("ADM") else "region"
    if feature_class == "T":
        return "region" if code in _WIDE_LAND else "site"
    return _CLASSES.get(feature_class, "site")
