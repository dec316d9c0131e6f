"""What the readers of all formats share: numbered lines of a file, and rows from what they hold."""

import gzip
import io
import math
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from counterclaim.errors import InputError
from counterclaim.places._keys import in_latin
from counterclaim.places._tables import PlaceRow

LONGEST_LINE = 1_000_000  # characters; GeoNames' longest is below 20,000
#: Radii of places that say nothing about theirs, in km; those of towns follow from the population.
RADII_KM = {"country": 300.0, "province": 60.0, "district": 15.0, "region": 20.0, "water": 10.0, "site": 1.0}
#: What reading a damaged archive raises.
UNPACKING_ERRORS = (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError)


def problem(path: Path, where: str, message: str) -> InputError:
    """The error of one row that cannot be used."""
    return InputError(message, subject=f"{path}, {where}")


def text_of(raw: IO[bytes], path: Path) -> IO[str]:
    """The text of an opened file, unpacked where it is gzip or a zip with one file of places in it.

    Raises:
        InputError: a zip that is broken or holds more than one file.
    """
    raw.seek(0)
    magic = raw.read(4)
    raw.seek(0)
    opened: IO[bytes] = raw
    if magic[:2] == b"\x1f\x8b":
        opened = gzip.open(raw)  # type: ignore[assignment]
    elif magic == b"PK\x03\x04":
        try:
            archive = zipfile.ZipFile(raw)
        except UNPACKING_ERRORS as error:
            raise InputError(f"a broken zip ({error})", subject=str(path)) from error
        members = [m for m in archive.namelist() if not m.endswith("/") and "readme" not in m.lower()]
        if len(members) != 1:
            raise InputError(f"a zip of {len(members)} files; one of places is wanted", subject=str(path))
        opened = archive.open(members[0])
    else:  # the wrapper below closes what it wraps; the caller's file stays open
        opened = io.BufferedReader(_Unclosed(raw))
    return io.TextIOWrapper(opened, encoding="utf-8-sig", errors="replace", newline="\n")


class _Unclosed(io.RawIOBase):
    """A file that another reads and does not close."""

    def __init__(self, raw: IO[bytes]) -> None:
        self._raw = raw

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        chunk = self._raw.read(len(buffer))
        buffer[: len(chunk)] = chunk
        return len(chunk)


def lines_of(path: Path, raw: IO[bytes]) -> Iterator[tuple[int, str | InputError]]:
    """Numbered lines; one that is far too long is an error and is passed over without being held."""
    stream = text_of(raw, path)
    number = 0
    while line := stream.readline(LONGEST_LINE):
        number += 1
        if line.endswith("\n") or len(line) < LONGEST_LINE:
            yield number, line.rstrip("\r\n")
            continue
        while (rest := stream.readline(LONGEST_LINE)) and not rest.endswith("\n"):
            pass
        yield number, problem(path, f"line {number}", f"longer than {LONGEST_LINE:,} characters")


def point(lat: object, lon: object) -> tuple[float, float]:
    """Degrees, checked."""
    y, x = number_in(lat, "the latitude"), number_in(lon, "the longitude")
    if not -90 <= y <= 90:
        raise ValueError(f"the latitude {lat} is not between -90 and 90")
    if not -180 <= x <= 180:
        raise ValueError(f"the longitude {lon} is not between -180 and 180")
    return y, x


def number_in(value: object, what: str) -> float:
    """The finite number that a text or a JSON value gives."""
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if isinstance(value, bool) or not math.isfinite(number):
        raise ValueError(f"{what} {str(value)[:40]!r} is no number")
    return number


def row_of(
    id_: int,
    names: Iterable[str],
    kind: str,
    where: tuple[float, float],
    *,
    country: str | None = None,
    population: float = 0,
    radius_km: float | None = None,
) -> PlaceRow | None:
    """A row; its first name in Latin script is shown. None if it has no such name."""
    held = [name for name in map(str.strip, names) if in_latin(name)]
    if not held:
        return None
    return PlaceRow(
        id=id_, name=held[0], kind=kind, lat=where[0], lon=where[1], country=country, names=set(held),
        population=max(0, min(round(population), 10**11)),
        radius_km=max(0.0, min(radius_km, 20_000)) if radius_km is not None else RADII_KM.get(kind),
    )  # fmt: skip
