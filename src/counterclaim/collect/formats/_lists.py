"""Lists of addresses, with or without what is known of each: CSV of any tool, Media Cloud's, GDELT's, plain lines."""

import csv
import re
import zlib
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from counterclaim.collect._captures import capture_page
from counterclaim.collect._fetched import checked_url
from counterclaim.collect._side_by_side import side_by_side
from counterclaim.collect.formats._opened import Items, Opened
from counterclaim.errors import FetchError, InputError, ItemError
from counterclaim.records.revisions import Capture

#: Column names in lower case, best first. Source: exports of Media Cloud (`url`, `publish_date`, `media_name`) and of
#: GDELT's DOC API (`URL`, `Date`, `Title`), and what people call them.
_COLUMNS = {
    "url": ("url", "link", "address", "article_url", "sourceurl", "source_url", "uri", "href"),
    "title": ("title", "headline"),
    "published": ("publish_date", "published", "date", "seendate", "date_publish", "datetime"),
    "outlet": ("media_name", "outlet", "source", "domain", "publisher"),
}
#: A line is cut there, in bytes.
_LONGEST = 1 << 20
_ADDRESS = re.compile(r"https?://\S{3,}", re.I)


def read_list(opened: Opened) -> Items:
    """The pages that a list names, fetched politely: of each host in order, hosts side by side."""

    def fetched(row: tuple[str, str, Mapping[str, Any]]) -> Capture | ItemError:
        subject, address, listed = row
        try:
            return capture_listed(address, listed, subject, opened)
        except ItemError as error:
            return error

    yield from side_by_side(read_addresses(opened), lambda row: _host(row[1]), fetched)


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


def read_addresses(opened: Opened) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """For each row where it stands, its address, and what the list says of it.

    Raises:
        InputError: there is no address in it.
    """
    rows = _cells(opened)
    head = next(rows, None)
    if head is None:
        raise InputError(f"{opened.name}: empty", subject=opened.name)
    names = [cell.strip().lower() for cell in head[1]]
    at = {field: names.index(one) for field, known in _COLUMNS.items() for one in reversed(known) if one in names}
    if "url" not in at:
        column = next((i for i, cell in enumerate(head[1]) if _ADDRESS.match(cell.strip())), None)
        if column is None:
            raise InputError(f"{opened.name}: no column of addresses (url, link, …)", subject=opened.name)
        at = {"url": column}
        yield from _row(opened, *head, at)
    for number, cells in rows:
        yield from _row(opened, number, cells, at)


def _lines(opened: Opened) -> Iterator[str]:
    while line := opened.stream.readline(_LONGEST):
        yield line.decode("utf-8", "replace").removeprefix("\ufeff").replace("\0", "")


def _cells(opened: Opened) -> Iterator[tuple[int, list[str]]]:
    line = opened.head.partition(b"\n")[0]
    delimiter = max((",", "\t", ";"), key=lambda mark: line.count(mark.encode()))
    reader = csv.reader(_lines(opened), delimiter=delimiter)
    number = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, OSError, EOFError, zlib.error) as error:
            raise InputError(f"{opened.name}: no CSV behind row {number} ({error})", subject=opened.name) from error
        number += 1
        if any(cell.strip() for cell in cells):
            yield number, cells


def _row(
    opened: Opened, number: int, cells: list[str], at: Mapping[str, int]
) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    told = {field: cells[column].strip() for field, column in at.items() if column < len(cells)}
    address = told.pop("url", "")
    if address and not address.startswith("#"):
        yield f"{opened.name}:{number}", address, told


def capture_listed(address: str, listed: Mapping[str, Any], subject: str, opened: Opened) -> Capture:
    """The page at an address of a list. What the list says of it goes with the capture, but counts for nothing: the
    page itself says it better."""
    try:
        checked_url(address)
    except FetchError as error:
        raise InputError(f"{subject}: {' '.join(str(error).split())}", subject=subject) from error
    page = opened.fetch(address, opened.limits)
    said = [(f"listed-{name}", value[:500]) for name, value in listed.items() if isinstance(value, str) and value]
    return capture_page(page, address, opened.clock, said)
