"""The Merkle tree of RFC 9162 over a list of leaves: its root, and what proves a leaf or an earlier root to be in it.

Nothing here knows the ledger. A tree is seen through `Subtree`: the hash of a perfect subtree by its level (0 for a
leaf) and its number on that level, which stays the same however much is appended.
"""

import hashlib
from collections.abc import Callable, Sequence

#: (level, number) -> the hash over leaves `number * 2**level` up to the next such number.
Subtree = Callable[[int, int], bytes]

EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf; its prefix keeps a leaf from being taken for an inner node."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def perfect_root(hashes: Sequence[bytes]) -> bytes:
    """The root over a power of two of hashes of one level."""
    while len(hashes) > 1:
        pairs = iter(hashes)
        hashes = [node_hash(left, right) for left, right in zip(pairs, pairs, strict=True)]
    return hashes[0]


class Frontier:
    """The root of a growing list, leaf by leaf: what is kept are the perfect subtrees, one at most of each size.

    `nodes` collects the hashes of every `step`-th level above the leaves, by level and number.
    """

    def __init__(self, *, step: int) -> None:
        self.size = 0
        self.nodes: dict[tuple[int, int], bytes] = {}
        self._step = step
        self._subtrees: list[bytes] = []  # the largest first

    def append(self, leaf: bytes) -> None:
        """Adds the hash of the next leaf."""
        level, number = 0, self.size
        self.size += 1
        while number & 1:
            leaf = node_hash(self._subtrees.pop(), leaf)
            level, number = level + 1, number >> 1
            if level % self._step == 0:
                self.nodes[level, number] = leaf
        self._subtrees.append(leaf)

    def root(self) -> bytes:
        """The root over the leaves so far."""
        if not self._subtrees:
            return EMPTY_ROOT
        root = self._subtrees[-1]
        for left in reversed(self._subtrees[:-1]):
            root = node_hash(left, root)
        return root


def root_of(size: int, subtree: Subtree) -> bytes:
    """The root over the first `size` leaves."""
    return EMPTY_ROOT if size == 0 else _range(0, size, subtree)


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def _range(start: int, end: int, subtree: Subtree) -> bytes:
    """The hash over leaves start..end-1, which the definition of the tree cuts so that `start` fits its length."""
    size = end - start
    if size & (size - 1) == 0:
        level = size.bit_length() - 1
        return subtree(level, start >> level)
    middle = start + _split(size)
    return node_hash(_range(start, middle, subtree), _range(middle, end, subtree))


def inclusion_path(leaf: int, size: int, subtree: Subtree) -> list[bytes]:
    """What proves leaf number `leaf` (from 0) to be in the tree of `size` leaves: the siblings, the lowest first."""
    start, end, siblings = 0, size, list[bytes]()
    while end - start > 1:
        middle = start + _split(end - start)
        if leaf < middle:
            siblings.append(_range(middle, end, subtree))
            end = middle
        else:
            siblings.append(_range(start, middle, subtree))
            start = middle
    return siblings[::-1]


def consistency_path(old: int, new: int, subtree: Subtree) -> list[bytes]:
    """What proves the tree of `old` leaves (0 < old <= new) to be the beginning of that of `new` leaves."""
    start, end, path, whole = 0, new, list[bytes](), True
    while old != end:
        middle = start + _split(end - start)
        if old <= middle:
            path.append(_range(middle, end, subtree))
            end = middle
        else:
            path.append(_range(start, middle, subtree))
            start, whole = middle, False
    if not whole:
        path.append(_range(start, end, subtree))
    return path[::-1]
