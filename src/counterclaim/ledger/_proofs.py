"""Proofs that an outsider checks without the ledger: `docs/verify_proof.py` is all that it takes."""

import base64
from typing import Any

from sqlalchemy import Connection, Row, select

from counterclaim.errors import LedgerError
from counterclaim.ledger import _tables as t
from counterclaim.ledger._checkpoints import Checkpoint, origin_of
from counterclaim.ledger._entries import Contents, Entry, entry_fields, last_seq, parse_entry
from counterclaim.ledger._takedown import erased_by
from counterclaim.ledger._tree import Tree
from counterclaim.records.ids import Json


def prove_inclusion(connection: Connection, name: str, checkpoint: Checkpoint, *, contents: bool) -> dict[str, Json]:
    """That an entry is in the log of a checkpoint, as JSON; with `contents`, also what the entry refers to.

    `name` is the entry's number, the start of its id, or the id of a revision or claim that it introduced.

    Raises:
        LedgerError: there is no such entry, it is younger than the checkpoint, or the checkpoint is not of this log.
    """
    entry = find_entry(connection, name)
    if entry.seq > checkpoint.size:
        raise LedgerError(
            f"entry {entry.seq} came after the checkpoint of {checkpoint.size} entries: "
            "make a new one with `counterclaim ledger checkpoint`"
        )
    tree = Tree(connection)
    _require(connection, tree, checkpoint)
    proof: dict[str, Json] = {
        "proof": "inclusion",
        "ledger": checkpoint.origin,
        "size": checkpoint.size,
        "root": checkpoint.root,
        "entry": entry_fields(entry),
        "path": [sibling.hex() for sibling in tree.inclusion(entry.seq, checkpoint.size)],
    }
    if contents:
        proof["contents"] = _opened(connection, entry)
    erased = erased_by(connection)
    named = sorted({str(entry.body[field]) for field in ("content", "bytes") if field in entry.body} & erased.keys())
    if named:
        proof["removed"] = {name: erased[name] for name in named}  # by which takedown
    return proof


def prove_consistency(connection: Connection, old: Checkpoint, new: Checkpoint) -> dict[str, Json]:
    """That the log of one checkpoint is the beginning of that of another, as JSON.

    Raises:
        LedgerError: the first is not the older one, or one of them is not of this log.
    """
    if not 0 < old.size <= new.size:
        raise LedgerError(f"the older checkpoint has {old.size} entries, the newer {new.size}: give the older first")
    tree = Tree(connection)
    for checkpoint in (old, new):
        _require(connection, tree, checkpoint)
    return {
        "proof": "consistency",
        "ledger": new.origin,
        "old_size": old.size,
        "old_root": old.root,
        "size": new.size,
        "root": new.root,
        "path": [hash_.hex() for hash_ in tree.consistency(old.size, new.size)],
    }


def checkpoint_of_size(connection: Connection, size: int) -> Checkpoint:
    """The log as it was at a size, by its present entries; the time is that of the last of them."""
    e = t.entries.c
    time = connection.scalar(select(e.recorded_at).where(e.seq == size))
    if time is None:
        raise LedgerError(f"the ledger has {last_seq(connection)} entries, so that it never had just {size}")
    return Checkpoint(origin=origin_of(connection), size=size, root=Tree(connection).root(size).hex(), time=time)


def find_entry(connection: Connection, name: str) -> Entry:
    """The entry of a number, of (the start of) an id, or that introduced a revision or a claim."""
    e = t.entries.c
    of_revision = name.startswith("r")
    of_claim = name.startswith("c") and len(name) == 33  # entry ids are hexadecimal, so shorter ones may be theirs
    if name.isdecimal() and len(name) < 10:
        where = e.seq == int(name)
    elif of_revision:
        entry_ids = select(t.revisions.c.entry_id).where(t.revisions.c.id.startswith(name, autoescape=True))
        where = e.id.in_(entry_ids)
    elif of_claim:
        where = e.seq.in_(select(t.claims.c.reading).where(t.claims.c.id == name))
    else:
        where = e.id.startswith(name, autoescape=True)
    rows: list[Row[Any]] = list(connection.execute(select(t.entries).where(where).order_by(e.seq).limit(2)))
    if not rows or (len(name) < 3 and not name.isdecimal()):
        raise LedgerError(f"no entry has the number or id {name!r}: `counterclaim ledger log` lists them")
    if len(rows) > 1 and not of_claim:  # of the readings of a claim the first is meant
        raise LedgerError(f"{name!r} names several entries ({rows[0].seq}, {rows[1].seq}): give more of the id")
    return parse_entry(rows[0])


def _require(connection: Connection, tree: Tree, checkpoint: Checkpoint) -> None:
    """Raises LedgerError unless the log begins as the checkpoint says."""
    if checkpoint.origin != origin_of(connection):
        raise LedgerError(f"the checkpoint is of another ledger ({checkpoint.origin})")
    if checkpoint.size > last_seq(connection) or tree.root(checkpoint.size).hex() != checkpoint.root:
        raise LedgerError(
            f"the log does not fit the checkpoint of {checkpoint.size} entries: run `counterclaim ledger verify`"
        )


def _opened(connection: Connection, entry: Entry) -> dict[str, Json]:
    """The salt and data behind every digest that the entry names and that were not removed."""
    named = {str(entry.body[field]) for field in ("content", "bytes") if field in entry.body}
    rows = connection.execute(select(t.contents).where(t.contents.c.digest.in_(named)).order_by(t.contents.c.digest))
    contents = Contents(connection)
    opened: dict[str, Json] = {}
    for row in rows:
        data = contents.data(row.digest)
        if data is not None:
            opened[row.digest] = {"salt": row.salt.hex(), "data": base64.b64encode(data).decode()}
    return opened
