"""RFC 3161 time stamps of checkpoints: somebody else's clock, beside the ledger's own.

What is stamped are the bytes of the checkpoint's file, so that `openssl ts -verify -data FILE -in FILE.tsr` works too.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from counterclaim.errors import LedgerError

#: Sends a request to a time-stamp authority, and returns its answer.
Ask = Callable[[bytes], bytes]


def _library() -> Any:
    try:
        import rfc3161_client
    except ImportError as error:
        raise LedgerError("time stamps need the extra `evidence`: pip install 'counterclaim[evidence]'") from error
    return rfc3161_client


def request_stamp(note: bytes, ask: Ask) -> bytes:
    """The answer of a time-stamp authority for the bytes of a checkpoint's file, to be kept beside it.

    Raises:
        LedgerError: the authority refused, or answered something else than what it was asked.
    """
    library = _library()
    builder = library.TimestampRequestBuilder().data(note).hash_algorithm(library.HashAlgorithm.SHA256)
    request = builder.cert_request(cert_request=True).build()
    answer = ask(request.as_bytes())
    info = _decode(answer).tst_info
    imprints = info.message_imprint.message, request.message_imprint.message
    if info.nonce != request.nonce or imprints[0] != imprints[1]:
        raise LedgerError("the time-stamp authority answered another request")
    return answer


def check_stamp(note: bytes, answer: bytes, roots: Sequence[bytes]) -> datetime:
    """When a time-stamp authority saw the bytes of a checkpoint's file. `roots` are PEM files of trusted roots.

    Raises:
        LedgerError: the stamp is not of these bytes, or not by an authority that the roots vouch for.
    """
    library = _library()
    from cryptography.x509 import load_pem_x509_certificates

    builder = library.VerifierBuilder()
    response = _decode(answer)
    try:
        for pem in roots:
            for certificate in load_pem_x509_certificates(pem):
                builder = builder.add_root_certificate(certificate)
        builder.build().verify_message(response, note)
    except (ValueError, library.VerificationError) as error:
        raise LedgerError(f"the time stamp does not hold: {error}") from error
    moment: datetime = response.tst_info.gen_time
    return moment


def _decode(answer: bytes) -> Any:
    library = _library()
    try:
        response = library.decode_timestamp_response(answer)
        if response.status not in (0, 1):
            raise ValueError(f"refused with status {response.status}")
        _ = response.tst_info
    except ValueError as error:
        raise LedgerError(f"no time stamp in the answer of the authority: {error}") from error
    return response
