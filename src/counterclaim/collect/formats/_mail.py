"""Mail from newswires: single messages, mailboxes in one file (mbox), and folders of messages (Maildir)."""

import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr

from counterclaim.collect._captures import HTML, PLAIN, make_capture
from counterclaim.collect.formats._opened import Items, Opened, too_large
from counterclaim.errors import InputError, ItemError
from counterclaim.records.revisions import Capture

#: Parts of one message that are looked at.
_PARTS = 200
_ID = re.compile(r"<([^<>\s]{3,200})>")
_POLICY = policy.default


def read_message(opened: Opened) -> Items:
    """One message."""
    try:
        yield capture_message(opened.whole(), opened.name, opened.where, opened)
    except ItemError as error:
        yield error


def read_mbox(opened: Opened) -> Items:
    """The messages of a mailbox, one after another."""
    for number, message in enumerate(_messages(opened), 1):
        subject = f"{opened.name}#{number}"
        if message is None:
            yield too_large(subject, opened.limits)
            continue
        try:
            yield capture_message(message, subject, f"{opened.where}#{number}", opened)
        except ItemError as error:
            yield error


def _messages(opened: Opened) -> Iterator[bytes | None]:
    """The bytes of each message; None for one that is larger than the limit. A line that begins with `From ` behind
    an empty one begins a message."""
    parts: list[bytes] = []
    size, blank, begun = 0, True, False
    while line := opened.stream.readline(1 << 16):
        if blank and line.startswith(b"From "):
            if begun:
                yield _message(parts) if size <= opened.limits.max_bytes else None
            parts, size, begun, blank = [], 0, True, False
            continue
        blank = not line.strip()
        size += len(line)
        if size <= opened.limits.max_bytes:
            parts.append(line[1:] if re.match(rb">+From ", line) else line)
    if begun:
        yield _message(parts) if size <= opened.limits.max_bytes else None


def _message(lines: list[bytes]) -> bytes:
    """A message, without the empty line that a mailbox puts behind it."""
    return b"".join(lines[:-1] if lines and not lines[-1].strip() else lines)


def capture_message(raw: bytes, subject: str, where: str, opened: Opened) -> Capture:
    """The text of a message, or else its HTML, under its own identity, with its subject, date and sender."""
    try:
        message = BytesParser(_class, policy=_POLICY).parsebytes(raw)
        part = _text(message)
        body = part.get_payload(decode=True) if part is not None else None
        charset = part.get_content_charset() if part is not None else None
        declared = _declared(message)
        found = _ID.search(str(message.get("Message-ID", "")))
    except (ValueError, LookupError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise InputError(f"{subject}: a message that cannot be read ({error})", subject=subject) from error
    if part is None or not isinstance(body, bytes) or not body.strip():
        raise InputError(f"{subject}: a message without text", subject=subject)
    media_type = HTML if part.get_content_type() == "text/html" else PLAIN
    address = f"mid:{found[1]}" if found and found[1].isascii() else where
    said = [*declared, *([("charset", charset)] if charset else [])]
    return make_capture(address, media_type, body, opened.clock, said)


def _class(policy: object = None) -> EmailMessage:
    return EmailMessage(policy=_POLICY)


def _text(message: EmailMessage) -> EmailMessage | None:
    """The first part of plain text that is no attachment, else of HTML."""
    first: dict[str, EmailMessage] = {}
    for number, part in enumerate(message.walk()):
        if number >= _PARTS:
            break
        if not part.is_multipart() and part.get_content_disposition() != "attachment":
            first.setdefault(part.get_content_type(), part)
    return first.get("text/plain") or first.get("text/html")


def _declared(message: EmailMessage) -> list[tuple[str, str]]:
    title = " ".join(str(message.get("Subject", "")).split())
    name, address = parseaddr(str(message.get("From", "")))
    date = message["Date"]
    moment = getattr(date, "datetime", None)
    declared = (
        ("title", title[:500]),
        ("published", moment.isoformat() if moment is not None else ""),
        ("outlet", (name or address.partition("@")[2])[:200]),
    )
    return [(field, value.encode("utf-8", "replace").decode()) for field, value in declared if value]
