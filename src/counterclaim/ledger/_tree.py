"""The Merkle tree over the log. A leaf is an entry's id; of the inner nodes every eighth level is kept.

Kept nodes are a cache, filled as the log grows: a row in 256 entries, and what is missing is computed from the level
below. Perfect subtrees never change, so the same rows serve the tree of every size that the log ever had.
"""

from sqlalchemy import Column, Connection, Integer, LargeBinary, MetaData, Table, delete, func, insert, inspect, select

from counterclaim.ledger import _tables as t
from counterclaim.ledger._merkle import consistency_path, inclusion_path, leaf_hash, perfect_root, root_of

#: Levels between two that are kept, and how many hashes of one go into one of the other.
STEP = 8
WIDTH = 1 << STEP

tree_nodes = Table(
    "tree_nodes",
    MetaData(),
    Column("level", Integer, primary_key=True, autoincrement=False),  # 8, 16, …: the height above the leaves
    Column("number", Integer, primary_key=True, autoincrement=False),  # from 0, on its level
    Column("hash", LargeBinary, nullable=False),
)


def hash_of_entry(entry_id: str) -> bytes:
    """The hash of an entry's leaf: what a leaf commits to is the id, as text."""
    return leaf_hash(entry_id.encode())


class Tree:
    """The tree of a log, seen through one connection; what it read is remembered."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._has_nodes = inspect(connection).has_table(tree_nodes.name)
        self._tiles: dict[tuple[int, int], list[bytes]] = {}

    def root(self, size: int) -> bytes:
        """The root over the first `size` entries."""
        return root_of(size, self.subtree)

    def inclusion(self, seq: int, size: int) -> list[bytes]:
        """The path from entry `seq` to the root over the first `size` entries."""
        return inclusion_path(seq - 1, size, self.subtree)

    def consistency(self, old: int, new: int) -> list[bytes]:
        """The path that proves the tree of `old` entries to be the beginning of that of `new`."""
        return consistency_path(old, new, self.subtree)

    def subtree(self, level: int, number: int) -> bytes:
        """The hash of a perfect subtree of the tree."""
        above = level % STEP
        first = number << above
        tile = self._tile(level - above, first // WIDTH)
        return perfect_root(tile[first % WIDTH : first % WIDTH + (1 << above)])

    def _tile(self, level: int, number: int) -> list[bytes]:
        """Up to 256 neighbouring hashes of a kept level, as far as the log reaches."""
        if (level, number) not in self._tiles:
            self._tiles[level, number] = self._read(level, number * WIDTH)
        return self._tiles[level, number]

    def _read(self, level: int, first: int) -> list[bytes]:
        e, n = t.entries.c, tree_nodes.c
        if level == 0:
            ids = select(e.id).where(e.seq > first, e.seq <= first + WIDTH).order_by(e.seq)
            return [hash_of_entry(entry_id) for entry_id in self._connection.scalars(ids)]
        kept: dict[int, bytes] = {}
        if self._has_nodes:
            rows = select(n.number, n.hash).where(n.level == level, n.number >= first, n.number < first + WIDTH)
            kept = {row.number: row.hash for row in self._connection.execute(rows)}
        size = self._connection.scalar(select(func.max(e.seq))) or 0
        hashes: list[bytes] = []
        for number in range(first, min(first + WIDTH, size >> level)):
            if number in kept:
                hashes.append(kept[number])
            else:
                hashes.append(self.node(level, number))
        return hashes

    def node(self, level: int, number: int) -> bytes:
        """The hash of a node on a level that is kept, computed from the level below."""
        hash_ = perfect_root(self._tile(level - STEP, number))
        self._tiles.pop((level - STEP, number), None)  # all of a lower level would not fit in memory
        return hash_


def grow(connection: Connection, size: int) -> None:
    """Keeps the nodes that the log's growth to `size` entries completed, and those since the last one kept."""
    if size % WIDTH:
        return  # no node of a kept level ends here
    n = tree_nodes.c
    tree_nodes.create(connection, checkfirst=True)  # a ledger of an earlier version has none
    tree = Tree(connection)
    for level in range(STEP, size.bit_length(), STEP):
        next_one = connection.scalar(select(func.max(n.number) + 1).where(n.level == level)) or 0
        rows = [
            {"level": level, "number": number, "hash": tree.node(level, number)}
            for number in range(next_one, size >> level)
        ]
        if rows:
            connection.execute(insert(tree_nodes), rows)


def regrow(connection: Connection) -> None:
    """Computes all kept nodes again."""
    size = connection.scalar(select(func.max(t.entries.c.seq))) or 0
    if inspect(connection).has_table(tree_nodes.name):
        connection.execute(delete(tree_nodes))
    if size >= WIDTH:
        grow(connection, size - size % WIDTH)
