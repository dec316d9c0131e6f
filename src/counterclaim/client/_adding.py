"""Reports that somebody gives, as captures; and a capture read and kept."""

import base64
import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from counterclaim.client._records import AddedReport
from counterclaim.disputes import build_accounts
from counterclaim.errors import InputError, ItemError
from counterclaim.judging import judge_new
from counterclaim.ledger import Ledger
from counterclaim.records.revisions import Capture
from counterclaim.settings import Settings

if TYPE_CHECKING:
    from counterclaim.pipeline import Models


def make_given(
    settings: Settings,
    *,
    text: str | None = None,
    html: bytes | None = None,
    url: str | None = None,
    address: str | None = None,
    title: str | None = None,
    published: str | None = None,
    outlet: str | None = None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Capture:
    """The capture of what somebody gives: a text, a page, or what is at a public address.

    A text or page without the address at which it was found gets one that its digest names (RFC 6920).

    Raises:
        ItemError: not one of the three is given, it is empty or too large, or it cannot be fetched.
    """
    from counterclaim.collect import Limits, make_capture, open_inputs

    given = [one for one in (text, html, url) if one is not None]
    subject = url or address or "the report"
    if len(given) != 1:
        raise InputError("give one of text, html and url", subject=subject)
    limits = Limits(max_bytes=settings.max_bytes, timeout_s=settings.timeout_s)
    if url is not None:
        if not url.startswith(("http://", "https://")):
            raise InputError(f"{url}: only http and https addresses are fetched", subject=url)
        (item,) = open_inputs([url], limits=limits, stdin=None, clock=clock)
        if isinstance(item, ItemError):
            raise item
        return item
    try:
        body = html if html is not None else (text or "").encode()
    except UnicodeEncodeError as error:
        raise InputError("the text holds half a surrogate pair", subject=subject) from error
    if not body.strip():
        raise InputError("the report is empty", subject=subject)
    if len(body) > settings.max_bytes:
        raise InputError(f"the report is larger than {settings.max_bytes:,} bytes", subject=subject)
    if address is not None and not address.startswith(("http://", "https://")):
        raise InputError(f"{address}: an address begins with http:// or https://", subject=address)
    name = base64.urlsafe_b64encode(hashlib.sha256(body).digest()).decode().rstrip("=")
    said = [("title", title), ("published", published), ("outlet", outlet)]
    declared = [(field, value) for field, value in said if value]
    if text is not None:
        declared.append(("charset", "utf-8"))
    media_type = "text/plain" if html is None else "text/html"
    return make_capture(address or f"ni:///sha-256;{name}", media_type, body, clock, declared)


def keep_report(
    ledger: Ledger, capture: Capture, models: "Models", settings: Settings, *, author: str | None = None
) -> AddedReport:
    """Reads a capture, keeps it, compares it with what is held and brings the accounts up to date.

    Raises:
        InputError: the bytes are not a readable report.
    """
    from counterclaim.articles import TextLimits
    from counterclaim.pipeline import read_capture

    limits = TextLimits(max_chars=settings.max_chars, max_tags=settings.max_tags)
    analysis = read_capture(capture, models, limits)
    result = ledger.add(capture, analysis, author=author)
    judge_new(ledger, models.encoder, models.reader)
    ledger.follow(build_accounts)
    return AddedReport(
        outcome=result.outcome.value,
        document=result.document_id,
        revision=result.revision_id,
        title=analysis.revision.title,
        claims=len(analysis.claims),
    )
