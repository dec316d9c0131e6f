"""What the user named, one item a report: a capture, or the error that stands in its place."""

import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from counterclaim.collect._captures import HTML, PLAIN, Clock, capture_page, make_capture, sniffed
from counterclaim.collect._http import Fetched, checked_url, fetch
from counterclaim.collect._limits import Limits
from counterclaim.errors import FetchError, InputError, ItemError
from counterclaim.records.revisions import Capture

ROWS = "application/jsonl"
MEDIA_TYPES = {
    ".html": HTML, ".htm": HTML, ".xhtml": HTML, ".shtml": HTML, ".txt": PLAIN, ".text": PLAIN, ".md": PLAIN,
    ".jsonl": ROWS, ".ndjson": ROWS,
}  # fmt: skip
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]+):")
#: Files that speak about a folder are no reports.
ABOUT = re.compile(r"(?:readme|licen[cs]e|notice|changelog)\b", re.I)
#: Fields of a row that travel with its capture.
DECLARED = ("title", "published", "updated", "outlet")

DEFAULT_LIMITS = Limits()

Fetch = Callable[[str, Limits], Fetched]


def _too_large(subject: str, limits: Limits) -> InputError:
    return InputError(f"{subject}: larger than {limits.max_bytes:,} bytes", subject=subject)


def _read_all(stream: BinaryIO, subject: str, limits: Limits) -> bytes:
    body = stream.read(limits.max_bytes + 1)
    if len(body) > limits.max_bytes:
        raise _too_large(subject, limits)
    return body


def _row(line: bytes, subject: str, where: str, clock: Clock) -> Capture:
    """The capture of one JSON Lines row."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{subject}: not JSON ({error})", subject=subject) from error
    if not isinstance(row, dict):
        raise InputError(f"{subject}: a row is an object with url, title, published and text or html", subject=subject)
    field = "html" if row.get("html") else "text"
    words = row.get(field)
    if not isinstance(words, str) or not words.strip():
        raise InputError(f"{subject}: the row has no text and no html", subject=subject)
    for name in ("url", *DECLARED):
        if row.get(name) is not None and not isinstance(row[name], str):
            raise InputError(f"{subject}: “{name}” is not a string", subject=subject)
    address = row.get("url") or where
    if row.get("url"):
        try:
            checked_url(address)
        except FetchError as error:
            raise InputError(f"{subject}: {error}", subject=subject) from error
    declared = [(name, row[name]) for name in DECLARED if row.get(name)]
    try:
        body = words.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(f"{subject}: “{field}” holds half a surrogate pair", subject=subject) from error
    return make_capture(address, HTML if field == "html" else PLAIN, body, clock, [*declared, ("charset", "utf-8")])


def _rows(stream: BinaryIO, name: str, where: str, limits: Limits, clock: Clock) -> Iterator[Capture | ItemError]:
    """One item a line; `name` is shown to the user, `where` is the address that rows without a URL get."""
    number = 0
    empty = True
    while line := stream.readline(limits.max_bytes + 1):
        number += 1
        subject = f"{name}:{number}"
        if len(line) > limits.max_bytes:
            yield _too_large(subject, limits)
            while line and not line.endswith(b"\n"):
                line = stream.readline(1 << 20)
            empty = False
        elif line.strip():
            empty = False
            try:
                yield _row(line.strip().removeprefix(b"\xef\xbb\xbf"), subject, f"{where}#L{number}", clock)
            except ItemError as error:
                yield error
    if empty:
        yield InputError(f"{name}: empty", subject=name)


def _file(path: Path, name: str, limits: Limits, clock: Clock) -> Iterator[Capture | ItemError]:
    try:
        where = Path(os.path.realpath(path)).as_uri()  # unlike Path.resolve it ends on links that form a circle
        if not path.is_file():
            what = "neither a file nor a folder" if path.exists() else "no such file"
            if path.is_symlink() and not path.exists():
                what = "a link that leads to no file"
            raise InputError(f"{name}: {what}", subject=name)
        media_type = MEDIA_TYPES.get(path.suffix.lower(), "")
        with path.open("rb") as stream:
            if media_type == ROWS:
                yield from _rows(stream, name, where, limits, clock)
                return
            body = _read_all(stream, name, limits)
    except ItemError as error:
        yield error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        yield InputError(f"{name}: cannot be read ({reason})", subject=name)
    else:
        yield make_capture(where, sniffed(body, media_type), body, clock)


def _folder(root: Path, name: str, limits: Limits, clock: Clock) -> Iterator[Capture | ItemError]:
    """The reports in a folder, in the order of their paths. Hidden files, files of other kinds, a
    README and its like, and links that lead out of the folder are left alone."""
    inside = os.path.realpath(root)
    found: list[Path] = []
    closed: list[OSError] = []
    for folder, folders, files in os.walk(root, onerror=closed.append, followlinks=False):
        folders[:] = [one for one in folders if not one.startswith(".")]
        for one in files:
            path = Path(folder, one)
            if one.startswith(".") or path.suffix.lower() not in MEDIA_TYPES or ABOUT.match(one):
                continue
            if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(inside):
                continue
            found.append(path)
    for error in closed:
        yield InputError(f"{error.filename}: cannot be read ({error.strerror})", subject=str(error.filename))
    if not found and not closed:
        kinds = ", ".join(sorted(MEDIA_TYPES))
        yield InputError(f"{name}: no reports in this folder (files ending in {kinds})", subject=name)
    for path in sorted(found):
        yield from _file(path, str(path), limits, clock)


def _address(address: str, limits: Limits, clock: Clock, fetch_page: Fetch) -> Capture | ItemError:
    try:
        checked_url(address)
        page = fetch_page(address, limits)
    except ItemError as error:
        return error
    try:
        return capture_page(page, address, clock)
    except FetchError as error:
        return error


def _standard_input(stream: BinaryIO | None, limits: Limits, clock: Clock) -> Iterator[Capture | ItemError]:
    if stream is None:
        yield InputError("-: there is no standard input to read", subject="-")
        return
    try:
        body = _read_all(stream, "-", limits)
    except ItemError as error:
        yield error
    else:
        yield make_capture("-", sniffed(body), body, clock)


def _looks_like_address(address: str) -> bool:
    """Whether an input that is no file looks like an address of another scheme (`ftp://…`, `javascript:…`)."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return True
    return bool(parts.scheme) and (bool(parts.netloc) or address[len(parts.scheme) + 1 :][:1] not in ("", " "))


def _path(name: str, limits: Limits, clock: Clock) -> Iterator[Capture | ItemError]:
    try:
        path = Path(name)
        is_folder = path.is_dir()
    except (OSError, ValueError) as error:
        yield InputError(f"{name!r}: cannot be read ({error})", subject=name)
        return
    yield from (_folder if is_folder else _file)(path, name, limits, clock)


def open_inputs(
    inputs: Sequence[str],
    *,
    limits: Limits = DEFAULT_LIMITS,
    stdin: BinaryIO | None,
    clock: Clock,
    fetch_page: Fetch = fetch,
) -> Iterator[Capture | ItemError]:
    """One item a report, in the order given: a capture, or the error of an input that cannot be one.

    An input is a file, a folder (searched to its depth), a JSON Lines file, an http(s) address, or `-` for `stdin`.
    `fetch_page` is the client; tests pass one that may reach their own machine.
    """
    for one in inputs:
        scheme = SCHEME.match(one)
        if one == "-":
            yield from _standard_input(stdin, limits, clock)
        elif scheme and (
            scheme[1].lower() in ("http", "https") or (_looks_like_address(one) and not Path(one).exists())
        ):
            yield _address(one, limits, clock, fetch_page)
        elif not one:
            yield InputError("an empty name is no input", subject=one)
        else:
            yield from _path(one, limits, clock)
