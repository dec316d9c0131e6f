"""Signatures of webhooks.

Source: Standard Webhooks specification 1.0.0 (standardwebhooks.com): the headers `webhook-id`, `webhook-timestamp` and
`webhook-signature`; HMAC-SHA256 over `id.timestamp.body`, in base64 behind `v1,`; secrets of 24 to 64 bytes written as
`whsec_` and base64; several secrets at once while one is replaced.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Sequence

from counterclaim.errors import SettingsError

PREFIX = "whsec_"
SHORTEST, LONGEST = 24, 64


def read_secrets(words: str) -> tuple[bytes, ...]:
    """The secrets that a setting holds, the present one first.

    Raises:
        SettingsError: one is not written as it should be; the message does not repeat it.
    """
    found = []
    for word in words.split():
        try:
            secret = base64.b64decode(word.removeprefix(PREFIX), validate=True)
        except binascii.Error as error:
            raise SettingsError("webhook_secret: not base64 behind whsec_") from error
        if not SHORTEST <= len(secret) <= LONGEST:
            raise SettingsError(f"webhook_secret: a secret has {SHORTEST} to {LONGEST} bytes, not {len(secret)}")
        found.append(secret)
    return tuple(found)


def sign(secrets: Sequence[bytes], id_: str, timestamp: int, body: bytes) -> str:
    """The signature header: one signature for each secret."""
    signed = f"{id_}.{timestamp}.".encode() + body
    return " ".join(
        f"v1,{base64.b64encode(hmac.digest(secret, signed, hashlib.sha256)).decode()}" for secret in secrets
    )
