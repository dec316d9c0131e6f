"""Ed25519 signatures of checkpoints, as lines of a C2SP signed note. Keys are PEM files, as `openssl genpkey` makes
them: `openssl genpkey -algorithm ed25519 -out key.pem`, `openssl pkey -in key.pem -pubout -out public.pem`."""

import base64
import binascii
import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from counterclaim.errors import LedgerError
from counterclaim.ledger import Checkpoint

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

_ALGORITHM = b"\x01"  # Ed25519, in signed notes


def _serialization() -> Any:
    try:
        from cryptography.hazmat.primitives import serialization
    except ImportError as error:
        raise LedgerError("signatures need the extra `evidence`: pip install 'counterclaim[evidence]'") from error
    return serialization


def sign_checkpoint(checkpoint: Checkpoint, private_pem: bytes) -> Checkpoint:
    """The checkpoint with a signature by the key of a PEM file. Raises LedgerError where that is no Ed25519 key."""
    serialization = _serialization()
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    try:
        key = serialization.load_pem_private_key(private_pem, password=None)
    except (ValueError, TypeError) as error:
        raise LedgerError(f"no private key without a password: {error}") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise LedgerError("the key is not of the kind Ed25519: make one with `openssl genpkey -algorithm ed25519`")
    signature = _key_hash(checkpoint.origin, key.public_key()) + key.sign(checkpoint.signed_text.encode())
    line = f"— {checkpoint.origin} {base64.b64encode(signature).decode()}"
    return replace(checkpoint, signatures=(*checkpoint.signatures, line))


def is_signed(checkpoint: Checkpoint, public_pem: bytes) -> bool:
    """Whether the checkpoint bears a valid signature by the key of a PEM file."""
    serialization = _serialization()
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = serialization.load_pem_public_key(public_pem)
    except (ValueError, TypeError) as error:
        raise LedgerError(f"no public key: {error}") from error
    if not isinstance(key, Ed25519PublicKey):
        raise LedgerError("the public key is not of the kind Ed25519")
    for line in checkpoint.signatures:
        name, _, encoded = line.removeprefix("— ").partition(" ")
        try:
            signature = base64.b64decode(encoded, validate=True)
            if signature[:4] == _key_hash(name, key):
                key.verify(signature[4:], checkpoint.signed_text.encode())
                return True
        except (InvalidSignature, binascii.Error):
            continue
    return False


def _key_hash(name: str, key: "Ed25519PublicKey") -> bytes:
    """Which key a line is by, in four bytes."""
    return hashlib.sha256(f"{name}\n".encode() + _ALGORITHM + key.public_bytes_raw()).digest()[:4]
