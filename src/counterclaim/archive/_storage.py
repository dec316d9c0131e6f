"""Where shards and results lie: folders of this machine, and object stores that pyarrow can reach (`s3://…`)."""

import fnmatch
import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast
from urllib.parse import unquote, urlsplit

from pyarrow import ArrowException
from pyarrow import fs as arrow_fs

from counterclaim.errors import InputError, SettingsError

#: What a shard's name ends in, the longest first, and what is inside.
KINDS = {".warc.gz": "warc", ".warc.zst": "warc", ".warc": "warc", ".wacz": "wacz", ".parquet": "parquet"}
_WILD = "*?["


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """One file of an archive. `name` is that of its results; `address` a URL or an absolute path."""

    address: str
    name: str
    kind: str
    size: int
    changed: int  # nanoseconds since 1970, as the file system says; 0 where it does not


def open_place(address: str) -> tuple[Any, str]:
    """The file system of a path or URL, and the path in it.

    Raises:
        SettingsError: nothing here can reach such an address.
    """
    if "://" not in address:
        return arrow_fs.LocalFileSystem(), str(Path(address).absolute())
    if address.startswith("file://"):
        return arrow_fs.LocalFileSystem(), unquote(urlsplit(address).path)
    try:
        system, path = arrow_fs.FileSystem.from_uri(address)
    except (ArrowException, ValueError, OSError) as error:
        raise SettingsError(f"{address}: cannot be reached ({error})") from error
    return system, path


def absolute(address: str) -> str:
    """The same place, for a worker that runs in another folder."""
    return address if "://" in address else str(Path(address).absolute())


def find_shards(patterns: Sequence[str]) -> list[Shard]:
    """The shards that patterns name, each once, by address. A folder stands for all shards in it.

    Raises:
        InputError: a pattern names none.
    """
    found: dict[str, tuple[str, Any]] = {}
    for pattern in patterns:
        own = dict(_matching(pattern))
        if not own:
            kinds = ", ".join(KINDS)
            raise InputError(f"{pattern}: no shards there (files ending in {kinds})", subject=pattern)
        found |= own
    stems: dict[str, int] = {}
    for address in found:
        stems[_stem(address)] = stems.get(_stem(address), 0) + 1
    shards = []
    for address, (kind, info) in sorted(found.items()):
        stem = _stem(address)
        if stems[stem] > 1:  # the same name in two folders, or with two endings
            stem = f"{stem}-{hashlib.sha256(address.encode(errors='surrogateescape')).hexdigest()[:8]}"
        shards.append(
            Shard(address=address, name=stem, kind=kind, size=info.size or 0, changed=getattr(info, "mtime_ns", 0) or 0)
        )
    return shards


def _kind(path: str) -> tuple[str, str] | None:
    return next(((ending, kind) for ending, kind in KINDS.items() if path.lower().endswith(ending)), None)


def _stem(address: str) -> str:
    path = urlsplit(address).path if "://" in address else address
    name = path.rstrip("/").rpartition("/")[2]
    known = _kind(name)
    return name[: -len(known[0])] if known else name


def _matching(pattern: str) -> Iterator[tuple[str, tuple[str, Any]]]:
    """Address, kind and file information of the files that a pattern names: `*`, `?` and `[…]` stand for anything,
    also across folders. In the address of an object store a `?` begins its options."""
    scheme, query = "", ""
    if pattern.startswith("file://"):
        pattern = open_place(pattern)[1]
    elif "://" in pattern:
        scheme = pattern[: pattern.index("://") + 3]
        pattern, mark, options = pattern.removeprefix(scheme).partition("?")
        query = mark + options
    else:
        pattern = str(Path(pattern).absolute())
    wild = min((pattern.find(character) for character in _WILD if character in pattern), default=-1)
    fixed = pattern if wild < 0 else pattern[: pattern.rindex("/", 0, wild)]
    system, base = open_place(f"{scheme}{fixed or '/'}{query}")
    info = system.get_file_info(base)
    if info.type == arrow_fs.FileType.File:
        infos = [info]
    elif info.type == arrow_fs.FileType.Directory:
        infos = system.get_file_info(arrow_fs.FileSelector(base, recursive=True))
    else:
        return
    for one in infos:
        kind = _kind(one.path)
        hidden = "/." in one.path[len(base) :]
        if one.type == arrow_fs.FileType.File and kind and not hidden:
            if wild < 0 or fnmatch.fnmatchcase(one.path, pattern):
                yield f"{scheme}{one.path}{query}", (kind[1], one)


class Folder:
    """The folder of results. A file in it is whole or not there, and is written once it is known whole."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._fs, self._base = open_place(address)
        self._local = isinstance(self._fs, arrow_fs.LocalFileSystem)

    def path(self, name: str) -> str:
        return f"{self._base}/{name}"

    @property
    def files(self) -> Any:
        """The file system, for reading tables."""
        return self._fs

    def size(self, name: str) -> int | None:
        """The size of a file; None where there is none."""
        info = self._fs.get_file_info(self.path(name))
        return int(info.size or 0) if info.type == arrow_fs.FileType.File else None

    def read(self, name: str) -> bytes | None:
        """A small file; None where there is none."""
        if self.size(name) is None:
            return None
        with self._fs.open_input_stream(self.path(name)) as stream:
            return bytes(stream.read())

    def sha256(self, name: str) -> str:
        with self._fs.open_input_stream(self.path(name)) as stream:
            return _hashed(cast(BinaryIO, stream))

    @contextmanager
    def writing(self, name: str) -> Iterator[Any]:
        """A stream whose bytes become the file at the end; an object store shows an object only when it is whole."""
        self._fs.create_dir(self.path(name).rpartition("/")[0], recursive=True)
        if not self._local:
            with self._fs.open_output_stream(self.path(name)) as stream:
                yield stream
            return
        part = Path(f"{self.path(name)}.{os.getpid()}.part")
        try:
            with part.open("wb") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            part.replace(self.path(name))
        except BaseException:
            part.unlink(missing_ok=True)
            raise

    def write(self, name: str, data: bytes) -> None:
        with self.writing(name) as stream:
            stream.write(data)

    @staticmethod
    def _clear(base: Path) -> None:
        for part in base.glob("*/*.part"):
            part.unlink(missing_ok=True)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Holds the folder against another run, and clears what killed workers left; on this machine only.

        Raises:
            SettingsError: another run writes there.
        """
        if not self._local:
            yield
            return
        import fcntl

        base = Path(self._base)
        try:
            base.mkdir(parents=True, exist_ok=True)
            lock = (base / ".lock").open("w")
        except OSError as error:
            raise SettingsError(f"{self.address}: cannot be written to ({error.strerror})") from error
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise SettingsError(f"{self.address}: another run writes there") from error
            self._clear(base)
            try:
                yield
            finally:
                self._clear(base)


class HashedStream:
    """A stream that knows the SHA-256 of what was read from it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._hash = hashlib.sha256()
        self._at = 0

    def tell(self) -> int:
        return self._at

    def read(self, size: int = -1) -> bytes:
        data = bytes(self._stream.read(size) if size >= 0 else self._stream.read())
        self._hash.update(data)
        self._at += len(data)
        return data

    def finish(self) -> str:
        """The digest of the whole, after reading what is left."""
        while self.read(1 << 20):
            pass
        return self._hash.hexdigest()


def _hashed(stream: BinaryIO) -> str:
    return HashedStream(stream).finish()


@contextmanager
def open_shard(shard: Shard) -> Iterator[tuple[BinaryIO, HashedStream | None, str]]:
    """The shard as a stream: with a digest that grows as it is read, or, where it is read out of order, with the
    digest taken before."""
    system, path = open_place(shard.address)
    if shard.kind == "warc":
        with system.open_input_stream(path, compression=None) as plain:
            hashed = HashedStream(cast(BinaryIO, plain))
            yield cast(BinaryIO, hashed), hashed, ""
        return
    with system.open_input_stream(path, compression=None) as plain:
        sha256 = _hashed(cast(BinaryIO, plain))
    with system.open_input_file(path) as stream:
        yield cast(BinaryIO, stream), None, sha256
