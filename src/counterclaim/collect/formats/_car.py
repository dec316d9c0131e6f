"""Bluesky's own export, `repo.car`: the blocks of one account, in any order, and the tree that names its records.

CAR version 1 holds sections of a length, a content identifier and a block of DAG-CBOR; the identifier is a digest of
the block. The header names a commit, which says whose account it is and where its tree begins (a Merkle search tree:
https://atproto.com/specs/repository). What the tree does not name was deleted, and is left alone.
"""

import re
from collections.abc import Generator, Iterator
from hashlib import sha256
from typing import Any

from counterclaim.collect.formats._opened import Items, Opened
from counterclaim.collect.formats._posts import bluesky_post, capture_post
from counterclaim.errors import InputError, ItemError

_POST, _PROFILE = "app.bsky.feed.post", "app.bsky.actor.profile/self"
#: The network allows blocks of 2 MB and keys of 1 kB.
LARGEST_BLOCK, LONGEST_KEY = 2_000_000, 1_024
#: What is kept of one account, and what each block costs besides its bytes.
MOST_KEPT, _PER_BLOCK = 400_000_000, 300
#: How an identifier begins as accounts use it: version 1, DAG-CBOR, SHA-256.
_CID = b"\x01\x71\x12\x20"
_CID_SIZE = len(_CID) + 32
_DID = re.compile(r"did:[a-z]+:[\w.:%-]{1,200}", re.ASCII)
_KEY = re.compile(r"[\w.~:-]{1,512}", re.ASCII)


def is_car(head: bytes) -> bool:
    """Whether bytes begin as a CAR file of version 1 or 2 does."""
    return head.startswith(b"\x0a\xa1gversion\x02") or b"\xa2eroots" in (head[1:8], head[2:9])


def read_car(opened: Opened) -> Items:
    """The posts of an account, the oldest key first; an error for each that is not there or cannot be read."""
    account = _Account(opened)
    yield from account.load()
    author = {"displayName": account.name}
    for number, (path, cid) in enumerate(account.records.items(), 1):
        collection, _, key = path.partition("/")
        if collection != _POST:
            continue
        subject = f"{opened.name}#{path}"
        record = account.block(cid)
        if record is None or not _KEY.fullmatch(key):
            yield InputError(f"{subject}: a post that is not in the file, or is damaged", subject=subject)
            continue
        try:
            post = bluesky_post({"uri": f"at://{account.did}/{path}", "record": record, "author": author})
            capture = capture_post(post, opened, number) if post else None
        except ItemError as error:
            yield error
        else:
            if capture is not None:
                yield capture


class _Account:
    """The blocks of a file that may be needed, as they came: commits, the tree, posts and profiles."""

    def __init__(self, opened: Opened) -> None:
        self._opened, self._name = opened, opened.name
        self._blocks: dict[bytes, bytes] = {}
        self.did = self.name = ""
        self.records: dict[str, bytes] = {}

    def load(self) -> Items:
        """Reads the file to its end. Gives an error for each block that is not what it is named after, and for a tree
        that is not whole.

        Raises:
            InputError: it is no account, or holds more than may be kept.
        """
        root = yield from self._read()
        commit = self.block(root) or {}
        did, tree = commit.get("did"), commit.get("data")
        if not isinstance(did, str) or not _DID.fullmatch(did) or not isinstance(tree, bytes):
            raise self._error("no account of Bluesky's network: the block that says whose it is is missing or damaged")
        self.did = did
        missing = 0
        for path, cid in self._walk(tree):
            missing += path is None
            if path is not None:
                self.records[path] = cid
        profile = self.block(self.records.get(_PROFILE, b"")) or {}
        name = profile.get("displayName")
        self.name = (isinstance(name, str) and name.strip()) or did
        if missing:
            parts = "a part" if missing == 1 else f"{missing} parts"
            yield self._error(f"{parts} of the list of its records missing or damaged; posts named there are not read")

    def block(self, cid: bytes) -> dict[str, Any] | None:
        """The map that a block holds; None where it is not there or holds something else."""
        data = self._blocks.get(cid)
        return None if data is None else _decoded(data)

    def _error(self, message: str) -> InputError:
        return InputError(f"{self._name}: {message}", subject=self._name)

    def _read(self) -> Generator[InputError, None, bytes]:
        """Keeps what may be needed. Returns the identifier of the commit."""
        stream, left = self._opened.stream, MOST_KEPT
        header = _decoded(stream.read(min(self._length() or 0, LARGEST_BLOCK))) or {}
        roots = header.get("roots")
        if header.get("version") != 1 or not isinstance(roots, list) or not roots or not isinstance(roots[0], bytes):
            raise self._error("not a CAR file of version 1 that names where it begins")
        number = 0
        while (size := self._length()) is not None:
            number += 1
            where = f"{self._name}#block{number}"
            if not _CID_SIZE <= size <= _CID_SIZE + LARGEST_BLOCK:
                while size and (skipped := len(stream.read(min(size, 1 << 20)))):
                    size -= skipped
                yield InputError(f"{where}: a block of a size that the network does not allow", subject=where)
                continue
            section = stream.read(size)
            if len(section) < size:
                yield self._error(f"ends in the middle of block {number}: what follows is missing")
                break
            cid, data = section[:_CID_SIZE], section[_CID_SIZE:]
            if not cid.startswith(_CID) or sha256(data).digest() != cid[len(_CID) :]:
                yield InputError(f"{where}: not the block that it says it is (its digest is another)", subject=where)
            elif cid not in self._blocks and _is_needed(data):
                self._blocks[cid] = data
                left -= len(data) + _PER_BLOCK
                if left < 0:
                    raise self._error("holds too many posts to be read at once; list the records as JSON instead")
        return roots[0]

    def _length(self) -> int | None:
        """The length of the next section; None at the end of the file.

        Raises:
            InputError: it is none.
        """
        value = 0
        for shift in range(0, 63, 7):
            byte = self._opened.stream.read(1)
            if not byte:
                return value or None
            value |= (byte[0] & 0x7F) << shift
            if byte[0] < 0x80:
                return value
        raise self._error("damaged: what should be the length of a block is none")

    def _walk(self, root: bytes) -> Iterator[tuple[str | None, bytes]]:
        """The paths that a tree names with what they lead to, in order; no path where a part of it is missing. Each
        part is visited once: one named again would not end, or not in time."""
        waiting: list[bytes | tuple[str, bytes]] = [root]
        seen: set[bytes] = set()
        while waiting:
            item = waiting.pop()
            if isinstance(item, tuple):
                yield item
                continue
            if item in seen:
                continue
            seen.add(item)
            parts = _parts(self.block(item))
            if parts is None:
                yield None, item
            else:
                waiting += reversed(parts)


def _parts(node: dict[str, Any] | None) -> list[bytes | tuple[str, bytes]] | None:
    """What a part of a tree holds, in order: further parts, and records that are needed; None where it is none."""
    if node is None or not isinstance(node.get("e"), list):
        return None
    found: list[bytes | tuple[str, bytes]] = [node["l"]] if isinstance(node.get("l"), bytes) else []
    key = b""
    for entry in node["e"]:
        match entry:
            case {"p": int(shared), "k": bytes(rest), "v": bytes(record)} if 0 <= shared <= len(key):
                key = key[:shared] + rest
            case _:
                return None
        if len(key) > LONGEST_KEY or not key.isascii():
            return None
        if key.startswith(_POST.encode() + b"/") or key == _PROFILE.encode():
            found.append((key.decode(), record))
        if isinstance(entry.get("t"), bytes):
            found.append(entry["t"])
    return found


def _decoded(data: bytes) -> dict[str, Any] | None:
    import libipld

    try:
        value = libipld.decode_dag_cbor(data)
    except (ValueError, RecursionError, OverflowError):
        return None
    return value if isinstance(value, dict) else None


def _is_needed(data: bytes) -> bool:
    value = _decoded(data)
    return value is not None and (
        value.get("$type") in (_POST, _PROFILE.partition("/")[0])
        or "e" in value
        or ("did" in value and "data" in value)
    )
