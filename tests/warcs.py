"""Web archives for tests, made by hand: the bytes that a crawler would have written."""

import base64
import gzip
import hashlib
import uuid
from collections.abc import Iterable


def warc_record(
    address: str,
    body: bytes,
    *,
    status: str = "200 OK",
    content_type: str = "text/html; charset=utf-8",
    date: str = "2026-03-01T10:00:00Z",
    headers: Iterable[tuple[str, str]] = (),
    kind: str = "response",
) -> bytes:
    """One record, uncompressed, with the digest of its block."""
    block = body
    if kind == "response":
        lines = [f"HTTP/1.1 {status}", f"Content-Type: {content_type}", *(f"{n}: {v}" for n, v in headers)]
        block = "\r\n".join([*lines, "", ""]).encode() + body
    digest = base64.b32encode(hashlib.sha1(block).digest()).decode()
    named = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, address + date)}>",
        "WARC-Target-URI": address,
        "WARC-Date": date,
        "WARC-Block-Digest": f"sha1:{digest}",
        "Content-Type": "application/http; msgtype=response" if kind == "response" else content_type,
        "Content-Length": str(len(block)),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in named.items())
    return b"WARC/1.0\r\n" + head.encode() + b"\r\n" + block + b"\r\n\r\n"


def warc_gz(records: Iterable[bytes]) -> bytes:
    """Records as `.warc.gz`: each compressed for itself."""
    return b"".join(gzip.compress(record, mtime=0) for record in records)
