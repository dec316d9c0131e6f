"""Where proofs lead, as RFC 9162 has an outsider follow them. A ledger only makes them."""

from collections.abc import Iterable, Sequence

from counterclaim.ledger._merkle import node_hash


def follow_inclusion(leaf: int, size: int, hash_: bytes, path: Iterable[bytes]) -> bytes | None:
    """The root that a leaf's hash and its path lead to (RFC 9162, 2.1.3.2); None for a path of the wrong length."""
    last = size - 1
    if not 0 <= leaf <= last:
        return None
    for sibling in path:
        if last == 0:
            return None
        if leaf & 1 or leaf == last:
            hash_ = node_hash(sibling, hash_)
            while leaf and not leaf & 1:
                leaf, last = leaf >> 1, last >> 1
        else:
            hash_ = node_hash(hash_, sibling)
        leaf, last = leaf >> 1, last >> 1
    return hash_ if last == 0 else None


def follow_consistency(old: int, new: int, old_root: bytes, path: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """The two roots that a path leads to (RFC 9162, 2.1.4.2), which must be the old and the new one; None for a path
    of the wrong length."""
    if not 0 < old <= new:
        return None
    if old == new:
        return None if path else (old_root, old_root)
    hashes = [old_root, *path] if old & (old - 1) == 0 else list(path)
    if not hashes:
        return None
    leaf, last = old - 1, new - 1
    while leaf & 1:
        leaf, last = leaf >> 1, last >> 1
    first = second = hashes[0]
    for sibling in hashes[1:]:
        if last == 0:
            return None
        if leaf & 1 or leaf == last:
            first, second = node_hash(sibling, first), node_hash(sibling, second)
            while leaf and not leaf & 1:
                leaf, last = leaf >> 1, last >> 1
        else:
            second = node_hash(second, sibling)
        leaf, last = leaf >> 1, last >> 1
    return (first, second) if last == 0 else None
