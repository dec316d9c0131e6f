"""Identifiers: SHA-256 over canonical JSON of the identifying fields, shortened, with a letter for the kind.

Two different records never share an id by accident of joining strings: the fields are encoded as JSON with sorted
keys. Sixteen bytes of the digest are kept (collisions are out of reach at any size a ledger can have).
"""

import hashlib
import json
from typing import NewType

CaptureId = NewType("CaptureId", str)
DocumentId = NewType("DocumentId", str)
RevisionId = NewType("RevisionId", str)
AttributionId = NewType("AttributionId", str)
ClaimId = NewType("ClaimId", str)
UtteranceId = NewType("UtteranceId", str)
PropositionId = NewType("PropositionId", str)
StoryId = NewType("StoryId", str)
DisputeId = NewType("DisputeId", str)
OriginId = NewType("OriginId", str)
EntryId = NewType("EntryId", str)

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


def canonical_json(value: object) -> bytes:
    """UTF-8 JSON with sorted keys, no spaces and no NaN: equal values give equal bytes."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def digest(data: bytes) -> str:
    """SHA-256 in lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def make_id(prefix: str, fields: object) -> str:
    """`prefix` + 32 hexadecimal digits that depend on `fields` alone."""
    return f"{prefix}{digest(canonical_json(fields))[:32]}"
