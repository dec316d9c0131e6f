"""Check a proof from a Counterclaim ledger with Python alone: no ledger, no network, no other library.

    python verify_proof.py INCLUSION.json CHECKPOINT
    python verify_proof.py CONSISTENCY.json OLD_CHECKPOINT NEW_CHECKPOINT

Exit status 0: it holds against the checkpoints, which you kept; 1: it does not. Signatures are not looked at.
"""
import base64, hashlib, json, pathlib, sys

def check(holds: bool, message: str) -> None:
    if not holds: sys.exit(f"NOT PROVEN: {message}")
def sha(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()

def checkpoint(path: str) -> tuple[str, int, bytes]:
    origin, size, root = pathlib.Path(path).read_text(encoding="utf-8").split("\n")[:3]
    return origin, int(size), base64.b64decode(root)

def climb(leaf: int, last: int, hashes: list[bytes]) -> tuple[bytes, bytes]:
    """RFC 9162, 2.1.3.2 and 2.1.4.2: the root of the older tree and that of the newer one that a path leads to."""
    old = new = hashes[0]
    for sibling in hashes[1:]:
        check(last > 0, "the path is too long")
        if leaf & 1 or leaf == last:
            old, new = sha(b"\1", sibling, old), sha(b"\1", sibling, new)
            while leaf and not leaf & 1: leaf, last = leaf >> 1, last >> 1
        else: new = sha(b"\1", new, sibling)
        leaf, last = leaf >> 1, last >> 1
    check(last == 0, "the path is too short")
    return old, new
proof = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
(origin, old_size, old_root), (ledger, size, root) = checkpoint(sys.argv[2]), checkpoint(sys.argv[-1])
path = [bytes.fromhex(hash_) for hash_ in proof["path"]]
check(origin == ledger and 0 < old_size <= size, "these are not an older and a newer checkpoint of one ledger")
if proof["proof"] == "inclusion":
    entry, seq = proof["entry"], proof["entry"]["seq"]
    written = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    leaf = sha(b"\0", sha(written).hex().encode())  # a leaf is the entry's id: the SHA-256 of its fields
    check(0 < seq <= size and climb(seq - 1, size - 1, [leaf, *path])[1] == root, "the entry is not in the log")
    for name, kept in proof.get("contents", {}).items():  # what the entry names by a salted digest
        opened = sha(bytes.fromhex(kept["salt"]), base64.b64decode(kept["data"])).hex()
        check(opened == name and name in entry["body"].values(), "the contents are not those that the entry names")
    gone = "".join(f"; its contents went with takedown {n}" for n in sorted(set(proof.get("removed", {}).values())))
    print(f"{ledger}: {entry['kind']} {seq} of {size}, recorded {entry['recorded_at']}, is in the log{gone}")
else:
    level = (old_size & -old_size).bit_length() - 1  # of the old tree's last perfect subtree, where the path starts
    hashes = [old_root, *path] if old_size == 1 << level else path or [old_root]
    roots = climb((old_size - 1) >> level, (size - 1) >> level, hashes) if old_size < size else (root, old_root)
    check(roots == (old_root, root), "the newer log does not begin with the older one")
    print(f"{ledger}: the log of {size} entries begins with that of {old_size}")
