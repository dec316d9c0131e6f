"""One input that is open for reading, whatever it turns out to hold."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO, cast

from counterclaim.collect._captures import Clock
from counterclaim.collect._fetched import Fetched
from counterclaim.collect._limits import Limits
from counterclaim.errors import InputError, ItemError
from counterclaim.records.revisions import Capture

#: What is looked at to tell a format.
HEAD = 65_536

Fetch = Callable[[str, Limits], Fetched]
Items = Iterator[Capture | ItemError]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """Bytes to read once, from the front. `name` is shown to the user, `where` is the address of what has none of its
    own; `head` is how the bytes begin. `beside` reads a small file that lies beside this one, where there is one."""

    name: str
    where: str
    stream: BinaryIO
    head: bytes
    limits: Limits
    clock: Clock
    fetch: Fetch
    beside: Callable[[str], bytes | None] = lambda name: None
    named: bool = True  # by the user: what is only found in a folder or an archive may be something else
    within: bool = False  # an archive

    def whole(self) -> bytes:
        """All bytes. Raises InputError where they are more than the limit."""
        return read_whole(self.stream, self.name, self.limits)

    def part(self, name: str, stream: BinaryIO, beside: Callable[[str], bytes | None] = lambda name: None) -> "Opened":
        """A file in an archive."""
        stream, head = with_head(stream)
        return replace(
            self, name=f"{self.name}!{name}", where=f"{self.where}#{name}", stream=stream, head=head, beside=beside,
            named=False, within=True,
        )  # fmt: skip


def read_whole(stream: BinaryIO, name: str, limits: Limits) -> bytes:
    body = stream.read(limits.max_bytes + 1)
    if len(body) > limits.max_bytes:
        raise too_large(name, limits)
    return body


def too_large(subject: str, limits: Limits) -> InputError:
    return InputError(f"{subject}: larger than {limits.max_bytes:,} bytes", subject=subject)


def with_head(stream: BinaryIO) -> tuple[BinaryIO, bytes]:
    """The stream from its front again, and how it begins."""
    head = b""
    while len(head) < HEAD and (more := stream.read(HEAD - len(head))):
        head += more
    if stream.seekable():
        stream.seek(0)
        return stream, head
    return io.BufferedReader(cast(io.RawIOBase, _Again(head, stream)), 1 << 16), head


class _Again(io.RawIOBase):
    """What was read already, then the rest."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        data = self._head[: len(buffer)] or self._rest.read(len(buffer))
        self._head = self._head[len(data) :] if self._head else b""
        buffer[: len(data)] = data
        return len(data)
