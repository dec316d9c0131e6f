"""Web archives (WARC, also compressed) as a stream: one capture a page, in the order of the file."""

import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from counterclaim.collect._limits import Limits
from counterclaim.errors import InputError, ItemError
from counterclaim.records.ids import CaptureId, digest, make_id
from counterclaim.records.revisions import Capture, Exchange

HTML, PLAIN = "text/html", "text/plain"
#: What is read, and as what. A record's own `WARC-Identified-Payload-Type` is not asked: many archives have none.
READ_AS = {HTML: HTML, "application/xhtml+xml": HTML, PLAIN: PLAIN}
#: The block of a record is held in memory whole; one that is longer than this many times the limit for a page, which
#: counts after decompression, is passed over.
BLOCK = 2
#: What a stream raises that is broken or cut off, whatever unpacks it.
_TORN = (OSError, ValueError, EOFError, zlib.error)

Want = Callable[[str, datetime], bool]


def read_warc(
    stream: BinaryIO,
    name: str,
    limits: Limits,
    *,
    want: Want = lambda address, captured_at: True,
    passed: Counter[str] | None = None,
) -> Iterator[Capture | ItemError]:
    """The pages in a WARC file: web responses with status 200, and resources, of HTML or plain text.

    A page comes with the address, time and headers that the archive has of it. What is no page is counted in `passed`
    by what it is; pages of which `want` is false, by address and time, are counted as “not wanted” before they are
    unpacked. A page that cannot be read is an error in its place; so is the rest of a file that is torn.
    """
    passed = Counter() if passed is None else passed
    number = 0
    try:
        with _tamed():
            records = ArchiveIterator(stream, record_types=WarcRecordType.any_type, parse_http=False, fsspec_args=False)
        while (record := _next(records)) is not None:
            number += 1
            where = f"{name}#{number}"
            try:
                with _tamed():
                    capture = _page(record, where, limits, want, passed)
            except ItemError as error:
                yield error
            except (*_TORN, KeyError) as error:
                yield InputError(f"{where}: a damaged record ({_short(error)})", subject=where)
            else:
                if capture is not None:
                    yield capture
    except _TORN as error:
        message = f"{name}: no web archive, or torn behind record {number} ({_short(error)})"
        yield InputError(message, subject=name)
        return
    if not number:
        yield InputError(f"{name}: no web archive, or an empty one", subject=name)


def _next(records: ArchiveIterator) -> WarcRecord | None:
    with _tamed():
        return next(records, None)


@contextmanager
def _tamed() -> Iterator[None]:
    """Makes an ordinary error of a panic: the reader, written in Rust, raises it beside all of Python's errors, as if
    somebody wanted the program to end."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise ValueError(f"its reader gave up: {error}") from error


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:200]


def _page(record: WarcRecord, where: str, limits: Limits, want: Want, passed: Counter[str]) -> Capture | None:
    """The page in a record; None, counted, where there is none to read."""
    kind = record.record_type
    if kind not in (WarcRecordType.response, WarcRecordType.resource):
        passed[f"{(record.headers.get('WARC-Type') or 'unknown')[:20]} record"] += 1
        return None
    address = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    captured_at: datetime | None = record.record_date
    if not address or captured_at is None or captured_at.tzinfo is None:
        raise InputError(f"{where}: a record without address or time", subject=where)
    if not want(address, captured_at):
        passed["not wanted"] += 1
        return None
    if record.content_length > BLOCK * limits.max_bytes:
        raise _too_large(address, limits)
    record.freeze()
    if (record.headers.get("WARC-Block-Digest") or "").startswith("sha1:") and not record.verify_block_digest():
        raise InputError(f"{address}: the record's digest is not that of its bytes ({where})", subject=address)
    is_http, peer = kind is WarcRecordType.response, record.headers.get("WARC-IP-Address")
    if is_http and not (record.headers.get("Content-Type") or "").startswith("application/http"):
        passed["response of another protocol"] += 1
        return None
    exchanges: tuple[Exchange, ...] = ()
    declared: tuple[tuple[str, str], ...] = ()
    if is_http:
        # On a copy: where the body cannot be decoded, the record is lost, and with it would be all that follow.
        record = _copy(record)
        record.parse_http(auto_decode="all")
        if not record.is_http_parsed:
            raise InputError(f"{where}: no answer of a web server", subject=where)
        status = record.http_headers.status_code
        if status != 200:
            passed[f"status {status}"] += 1
            return None
        content_type, charset = record.http_content_type or "", record.http_charset
        exchanges = (_exchange(record, address, captured_at, peer),)
    else:
        content_type, _, rest = (record.headers.get("Content-Type") or "").partition(";")
        charset = rest.partition("charset=")[2].strip(" \"'") or None
    media_type = READ_AS.get(content_type.strip().lower())
    if media_type is None:
        passed[content_type.strip().lower()[:60] or "no content type"] += 1
        return None
    body = record.reader.read(limits.max_bytes + 1)
    if len(body) > limits.max_bytes:
        raise _too_large(address, limits)
    if charset:
        declared = (("charset", charset),)
    identity = {"address": address, "sha256": digest(body), "declared": [list(pair) for pair in declared]}
    return Capture(
        id=CaptureId(make_id("c", identity)),
        address=address,
        media_type=media_type,
        body=body,
        captured_at=captured_at,
        declared=declared,
        exchanges=exchanges,
    )


def _copy(record: WarcRecord) -> WarcRecord:
    """The block of a frozen record, as a record of its own."""
    own = WarcRecord()
    own.set_bytes_content(record.reader.read())
    own.is_http = True
    return own


def _exchange(record: WarcRecord, address: str, captured_at: datetime, peer: str | None) -> Exchange:
    """The head of the response. The archive gives one time, and the request in a record of its own, which is not
    looked for."""
    headers = record.http_headers
    return Exchange(
        url=address,
        method="GET",
        request_headers=(),
        sent_at=captured_at,
        received_at=captured_at,
        status=headers.status_code or 0,
        reason=headers.reason_phrase or "",
        response_headers=headers.to_tuples(),
        ip=peer,
    )


def _too_large(subject: str, limits: Limits) -> InputError:
    return InputError(f"{subject}: larger than {limits.max_bytes:,} bytes", subject=subject)
