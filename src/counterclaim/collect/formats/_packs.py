"""Files in a file: ZIP (also WACZ and platforms' archives) and tar. Nothing is ever written to disk."""

import json
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from counterclaim.collect._warc import read_warc
from counterclaim.collect.formats._detect import ABOUT, is_report_name
from counterclaim.collect.formats._opened import Items, Opened
from counterclaim.errors import InputError

#: Files of one archive; how far one may expand, beyond what text ever does; and lines of a list of pages.
MOST_FILES, EXPANSION, MOST_PAGES = 200_000, 400, 1_000_000
_BROKEN = (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError, EOFError, ValueError)

ReadPart = Callable[[Opened], Items]


def read_zip(opened: Opened, read_part: ReadPart) -> Items:
    """The reports in the files of a ZIP archive; those of a WACZ are in its web archives, as far as it lists them."""
    try:
        pack = zipfile.ZipFile(opened.stream)
        members = [info for info in pack.infolist() if not info.is_dir()]
    except _BROKEN as error:
        yield InputError(f"{opened.name}: a broken ZIP archive ({error})", subject=opened.name)
        return
    if len(members) > MOST_FILES:
        yield InputError(f"{opened.name}: more than {MOST_FILES:,} files in it", subject=opened.name)
        return
    names = {info.filename for info in members}
    is_wacz = "datapackage.json" in names and any(name.startswith("archive/") for name in names)
    pages = _pages(pack, names) if is_wacz else frozenset()
    read = False
    for info in members:
        if not (_is_archive(info.filename) if is_wacz else wanted(info.filename)):
            continue
        read = True
        if (fault := _fault(info.filename)) or info.file_size > max(1 << 20, EXPANSION * info.compress_size):
            subject = f"{opened.name}!{info.filename}"
            yield InputError(f"{subject}: {fault or 'expands as no text does'}", subject=subject)
            continue

        try:
            with pack.open(info) as stream:
                part = opened.part(info.filename, cast(BinaryIO, stream), partial(_beside, pack, info.filename))
                if is_wacz:
                    yield from _web_archive(part, pages)
                else:
                    yield from read_part(part)
        except _BROKEN as error:
            subject = f"{opened.name}!{info.filename}"
            yield InputError(f"{subject}: cannot be unpacked ({error})", subject=subject)
    if not read:
        yield InputError(f"{opened.name}: no reports in this archive", subject=opened.name)


def read_tar(opened: Opened, read_part: ReadPart) -> Items:
    """The reports in the files of a tar archive, compressed or not, one after another; links are left alone."""
    read, number = False, 0
    try:
        with tarfile.open(fileobj=opened.stream, mode="r|*") as pack:
            for number, info in enumerate(pack, 1):
                if number > MOST_FILES:
                    raise ValueError(f"more than {MOST_FILES:,} files in it")
                if not info.isfile() or not wanted(info.name):
                    continue
                read = True
                if fault := _fault(info.name):
                    subject = f"{opened.name}!{info.name}"
                    yield InputError(f"{subject}: {fault}", subject=subject)
                    continue
                stream = pack.extractfile(info)
                if stream is not None:
                    part = opened.part(info.name, cast(BinaryIO, _NoSeeking(stream)))
                    yield from read_part(part)
    except (tarfile.TarError, *_BROKEN) as error:
        yield InputError(f"{opened.name}: broken behind file {number} ({error})", subject=opened.name)
        return
    if not read:
        yield InputError(f"{opened.name}: no reports in this archive", subject=opened.name)


class _NoSeeking:
    """A file of a tar that comes as a stream: it cannot go back."""

    def __init__(self, stream: object) -> None:
        self._stream = cast(BinaryIO, stream)

    def read(self, size: int = -1) -> bytes:
        return self._stream.read(size)

    def seekable(self) -> bool:
        return False


def wanted(name: str) -> bool:
    """Whether a file of an archive or folder is looked at: by the ending of its name."""
    path = PurePosixPath(name.replace("\\", "/"))
    hidden = any((part.startswith(".") and part not in (".", "..")) or part == "__MACOSX" for part in path.parts)
    return not hidden and not ABOUT.match(path.name) and is_report_name(path.name)


def _fault(name: str) -> str:
    """What is wrong with the name of a file in an archive."""
    path = name.replace("\\", "/")
    leads_out = path.startswith("/") or ".." in path.split("/") or ":" in path.partition("/")[0]
    return "a name that leads out of the archive" if leads_out else ""


def _is_archive(name: str) -> bool:
    return name.startswith("archive/") and name.endswith((".warc", ".warc.gz", ".warc.zst"))


def _web_archive(part: Opened, pages: frozenset[str]) -> Items:
    def want(address: str, captured_at: datetime) -> bool:
        return not pages or address in pages

    yield from read_warc(part.stream, part.name, part.limits, want=want)


def _pages(pack: zipfile.ZipFile, names: set[str]) -> frozenset[str]:
    """The addresses that a WACZ lists as its pages; nothing where it lists none."""
    found: set[str] = set()
    for name in sorted(names):
        if name.startswith("pages/") and name.endswith(".jsonl"):
            for line in (_small(pack, name) or b"").splitlines()[:MOST_PAGES]:
                try:
                    row = json.loads(line)
                except (ValueError, RecursionError):
                    continue
                if isinstance(row, dict) and isinstance(row.get("url"), str):
                    found.add(row["url"])
    return frozenset(found)


def _beside(pack: zipfile.ZipFile, member: str, name: str) -> bytes | None:
    """A small file in the same folder of an archive."""
    return _small(pack, str(PurePosixPath(member).parent / name))


def _small(pack: zipfile.ZipFile, name: str, limit: int = 50_000_000) -> bytes | None:
    """The bytes of a file of an archive, up to a limit."""
    try:
        with pack.open(name) as stream:
            return stream.read(limit)
    except (*_BROKEN, KeyError):
        return None
