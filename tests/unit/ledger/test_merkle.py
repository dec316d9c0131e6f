"""The tree of RFC 9162: its roots, and what proofs accept and refuse."""

import pytest

from counterclaim.ledger._merkle import (
    EMPTY_ROOT,
    Frontier,
    consistency_path,
    inclusion_path,
    leaf_hash,
    node_hash,
    perfect_root,
    root_of,
)
from tests.unit.ledger.following import follow_consistency, follow_inclusion

#: The leaves and roots that implementations of Certificate Transparency test themselves with.
KNOWN_LEAVES = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
KNOWN_ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
LEAVES = [leaf_hash(str(number).encode()) for number in range(70)]


def subtree(level: int, number: int) -> bytes:
    return perfect_root(LEAVES[number << level : (number + 1) << level])


def defined_root(leaves: list[bytes]) -> bytes:
    """The definition, word for word."""
    if not leaves:
        return EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return node_hash(defined_root(leaves[:k]), defined_root(leaves[k:]))


def test_roots_are_those_that_other_implementations_give() -> None:
    frontier = Frontier(step=8)
    for leaf, root in zip(KNOWN_LEAVES, KNOWN_ROOTS, strict=True):
        frontier.append(leaf_hash(bytes.fromhex(leaf)))
        assert frontier.root().hex() == root


def test_all_ways_to_a_root_agree_with_the_definition() -> None:
    frontier = Frontier(step=2)
    for size in range(len(LEAVES) + 1):
        assert root_of(size, subtree) == frontier.root() == defined_root(LEAVES[:size])
        if size < len(LEAVES):
            frontier.append(LEAVES[size])
    assert frontier.nodes == {
        (level, number): subtree(level, number) for level in (2, 4, 6) for number in range(len(LEAVES) >> level)
    }


def test_every_inclusion_is_proven_and_no_other() -> None:
    for size in range(1, len(LEAVES) + 1):
        root = root_of(size, subtree)
        for leaf in range(size):
            path = inclusion_path(leaf, size, subtree)
            assert len(path) <= (size - 1).bit_length()
            assert follow_inclusion(leaf, size, LEAVES[leaf], path) == root
            wrong = (
                follow_inclusion(leaf, size, LEAVES[leaf - 1], path) if size > 1 else None,
                follow_inclusion((leaf + 1) % size, size, LEAVES[leaf], path) if size > 1 else None,
                follow_inclusion(leaf, size, LEAVES[leaf], [*path, root]),
                follow_inclusion(leaf, size, LEAVES[leaf], path[:-1]) if path else None,
                follow_inclusion(size, size, LEAVES[leaf], path),
            )
            assert root not in wrong


def test_every_consistency_is_proven_and_no_other() -> None:
    for new in range(1, len(LEAVES) + 1):
        root = root_of(new, subtree)
        for old in range(1, new + 1):
            old_root = root_of(old, subtree)
            path = consistency_path(old, new, subtree)
            assert follow_consistency(old, new, old_root, path) == (old_root, root)
            for forged in ([*path, root], path[:-1] if path else [root], [EMPTY_ROOT, *path[1:]] if path else [root]):
                assert follow_consistency(old, new, old_root, forged) != (old_root, root)
            if old > 1:
                assert follow_consistency(old - 1, new, old_root, path) != (old_root, root)
    assert follow_consistency(0, 3, EMPTY_ROOT, []) is None
    assert follow_consistency(3, 2, EMPTY_ROOT, []) is None


@pytest.mark.parametrize("size", [1, 2, 3])
def test_a_leaf_is_no_inner_node(size: int) -> None:
    """Whoever passes a node's two children off as a leaf gets another hash."""
    left, right = LEAVES[:2]
    assert leaf_hash(left + right) != node_hash(left, right)
    assert root_of(size, subtree) != leaf_hash(b"".join(LEAVES[:size]))
