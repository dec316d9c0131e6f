"""Bytes that came in, as captures."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime

from counterclaim.collect._fetched import Fetched
from counterclaim.errors import FetchError
from counterclaim.records.ids import CaptureId, digest, make_id
from counterclaim.records.revisions import Capture, Exchange

HTML, XHTML, PLAIN, PDF = "text/html", "application/xhtml+xml", "text/plain", "application/pdf"
MARKUP = re.compile(
    rb"\s{0,200}(?:<!--.{0,500}?-->\s{0,50})?<(?:!doctype\s+html|html|head|body|article)\b", re.I | re.S
)

Clock = Callable[[], datetime]


def make_capture(
    address: str,
    media_type: str,
    body: bytes,
    clock: Clock,
    declared: Sequence[tuple[str, str]] = (),
    exchanges: tuple[Exchange, ...] = (),
) -> Capture:
    identity = {"address": address, "sha256": digest(body), "declared": [list(pair) for pair in declared]}
    return Capture(
        id=CaptureId(make_id("c", identity)),
        address=address,
        media_type=media_type,
        body=body,
        captured_at=clock(),
        declared=tuple(declared),
        exchanges=exchanges,
    )


def sniffed(body: bytes, media_type: str = "") -> str:
    """`media_type` if it is one that is read; else HTML or plain text, as the bytes begin."""
    if body.startswith(b"%PDF-"):
        return PDF
    if media_type in (HTML, XHTML, PLAIN):
        return HTML if media_type != PLAIN else PLAIN
    return HTML if MARKUP.match(body[:1024].removeprefix(b"\xef\xbb\xbf")) else PLAIN


def capture_page(page: Fetched, asked: str, clock: Clock, declared: Sequence[tuple[str, str]] = ()) -> Capture:
    """A page that was fetched, as a capture; `asked` is the address before redirects.

    Raises:
        FetchError: it is neither a page nor a text.
    """
    is_pdf = page.media_type == PDF and page.body.startswith(b"%PDF-")
    if page.media_type and not page.media_type.startswith("text/") and page.media_type != XHTML and not is_pdf:
        raise FetchError(f"{asked}: the server sent {page.media_type}, not a page of text", subject=asked)
    said = [*declared, *([("charset", page.charset)] if page.charset else [])]
    if page.address != asked:
        said.append(("requested", asked))
    media_type = sniffed(page.body, page.media_type)
    return make_capture(page.address, media_type, page.body, clock, said, page.exchanges)
