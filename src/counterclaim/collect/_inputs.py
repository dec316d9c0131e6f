"""What the user named, one item a report: a capture, or the error that stands in its place."""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from counterclaim.collect._captures import Clock, capture_page
from counterclaim.collect._fetched import Fetched, checked_url
from counterclaim.collect._limits import Limits
from counterclaim.collect._polite import PoliteFetch
from counterclaim.collect.formats import ABOUT, Fetch, Opened, is_report_name, read_opened, with_head
from counterclaim.errors import InputError, ItemError
from counterclaim.records.revisions import Capture

SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]+):")
DEFAULT_LIMITS = Limits()


def _file(path: Path, name: str, sources: "_Sources", *, named: bool = True) -> Iterator[Capture | ItemError]:
    try:
        where = Path(os.path.realpath(path)).as_uri()  # unlike Path.resolve it ends on links that form a circle
        if not path.is_file():
            what = "neither a file nor a folder" if path.exists() else "no such file"
            if path.is_symlink() and not path.exists():
                what = "a link that leads to no file"
            raise InputError(f"{name}: {what}", subject=name)
        with path.open("rb") as stream:
            yield from read_opened(sources.opened(stream, name, where, path, named=named), sources.format_)
    except ItemError as error:
        yield error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        yield InputError(f"{name}: cannot be read ({reason})", subject=name)


def _folder(root: Path, name: str, sources: "_Sources") -> Iterator[Capture | ItemError]:
    """The reports in a folder, in the order of their paths. Hidden files, files of other kinds, a
    README and its like, and links that lead out of the folder are left alone. In a folder of mail every file is a
    message."""
    inside = os.path.realpath(root)
    found: list[Path] = []
    closed: list[OSError] = []
    for folder, folders, files in os.walk(root, onerror=closed.append, followlinks=False):
        folders[:] = [one for one in folders if not one.startswith(".")]
        is_mail = Path(folder).name in ("cur", "new") and Path(folder).parent.joinpath("tmp").is_dir()
        for one in files:
            path = Path(folder, one)
            if one.startswith(".") or (not is_mail and (not is_report_name(one) or ABOUT.match(one))):
                continue
            if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(inside):
                continue
            found.append(path)
    for error in closed:
        yield InputError(f"{error.filename}: cannot be read ({error.strerror})", subject=str(error.filename))
    if not found and not closed:
        yield InputError(f"{name}: no reports in this folder", subject=name)
    for path in sorted(found):
        yield from _file(path, str(path), sources, named=False)


def _fetch(address: str, limits: Limits) -> Fetched:
    from counterclaim.collect._http import fetch

    return fetch(address, limits)


def _address(address: str, limits: Limits, clock: Clock, fetch_page: Fetch) -> Capture | ItemError:
    try:
        checked_url(address)
        return capture_page(fetch_page(address, limits), address, clock)
    except ItemError as error:
        return error


def _standard_input(stream: BinaryIO | None, sources: "_Sources") -> Iterator[Capture | ItemError]:
    if stream is None:
        yield InputError("-: there is no standard input to read", subject="-")
        return
    yield from read_opened(sources.opened(stream, "-", "-", None), sources.format_)


def _looks_like_address(address: str) -> bool:
    """Whether an input that is no file looks like an address of another scheme (`ftp://…`, `javascript:…`)."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return True
    return bool(parts.scheme) and (bool(parts.netloc) or address[len(parts.scheme) + 1 :][:1] not in ("", " "))


def _path(name: str, sources: "_Sources") -> Iterator[Capture | ItemError]:
    try:
        path = Path(name)
        is_folder = path.is_dir()
    except (OSError, ValueError) as error:
        yield InputError(f"{name!r}: cannot be read ({error})", subject=name)
        return
    yield from (_folder if is_folder else _file)(path, name, sources)


@dataclass(frozen=True, slots=True)
class _Sources:
    """How inputs are read."""

    limits: Limits
    clock: Clock
    fetch_listed: Fetch
    format_: str | None

    def opened(self, stream: BinaryIO, name: str, where: str, path: Path | None, *, named: bool = True) -> Opened:
        stream, head = with_head(stream)
        return Opened(
            name=name, where=where, stream=stream, head=head, limits=self.limits, clock=self.clock,
            fetch=self.fetch_listed, beside=partial(_beside, path), named=named,
        )  # fmt: skip


def _beside(path: Path | None, name: str) -> bytes | None:
    """A small file in the folder of another."""
    try:
        with path.with_name(name).open("rb") as stream:  # type: ignore[union-attr]
            return stream.read(10_000_000)
    except (OSError, ValueError, AttributeError):
        return None


def open_inputs(
    inputs: Sequence[str],
    *,
    limits: Limits = DEFAULT_LIMITS,
    stdin: BinaryIO | None,
    clock: Clock,
    fetch_page: Fetch = _fetch,
    fetch_listed: Fetch | None = None,
    format_: str | None = None,
) -> Iterator[Capture | ItemError]:
    """One item a report, in the order given: a capture, or the error of an input that cannot be one.

    An input is a file of any format that `formats` reads, a folder (searched to its depth), an http(s) address, or
    `-` for `stdin`. What a file holds is told by its bytes, unless `format_` says. `fetch_page` is the client for the
    addresses given, `fetch_listed` for those that a list names (None: a polite one); tests pass clients that may reach
    their own machine.
    """
    sources = _Sources(limits, clock, fetch_listed or PoliteFetch(), format_)
    for one in inputs:
        scheme = SCHEME.match(one)
        if one == "-":
            yield from _standard_input(stdin, sources)
        elif scheme and (
            scheme[1].lower() in ("http", "https") or (_looks_like_address(one) and not Path(one).exists())
        ):
            yield _address(one, limits, clock, fetch_page)
        elif not one:
            yield InputError("an empty name is no input", subject=one)
        else:
            yield from _path(one, sources)
