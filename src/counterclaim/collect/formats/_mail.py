"""Mail from newswires, and letters and statements: single messages, mailboxes in one file (mbox), and folders of
messages (Maildir)."""

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
#: What a list that mails many subscribers puts in its head.
_MAILINGS = ("List-Id", "List-Unsubscribe", "List-Post")
#: So much of a message is looked at to tell whether it speaks for its sender.
_LOOKED_AT = 20_000
_STATEMENT = re.compile(
    r"\b(?:for immediate release|(?:press|media) (?:release|statement)|statement (?:by|of|from)|communiqu[eé])\b", re.I
)
_GREETING = re.compile(r"^\s{0,3}(?:dear|hello|hi|to the editor)\b[^.\n]{0,60}[,:]\s*$", re.I | re.M)
_FIRST_PERSON = re.compile(r"\b(?:we|our|us|I|my|me)\b")
#: Quotations, which are others' words as well, and the lines of a message that is answered.
_NOT_OWN = re.compile(r"^[>|].*$|“[^”\n]{0,2000}”|\"[^\"]{0,2000}\"", re.M)
#: The desk of a body that sends what the body says.
_DESK = re.compile(
    r"[\s,|–—-]*\b(?:(?:press|media|news|communications?|information|public (?:affairs|relations))"
    r"(?:\s(?:and|&)\s\w+)?\s(?:office|service|team|department|desk|relations|centre|center|section|unit)|newsroom)$",
    re.I,
)


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
        declared = [*_declared(message), *_speaking(message, body)]
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


def _speaking(message: EmailMessage, body: object) -> list[tuple[str, str]]:
    """Who says all of a message that reports nothing but speaks for its sender: a statement, or a letter. A mailing to
    many subscribers, and the copy of a newswire, which says neither “we” nor whom it greets, is a report."""
    if not isinstance(body, bytes) or any(message.get(field) for field in _MAILINGS):
        return []
    sender, _ = parseaddr(str(message.get("From", "")))
    name = _DESK.sub("", " ".join(sender.split())).strip(" ,-–—|")
    text = body[:_LOOKED_AT].decode("utf-8", "replace")
    own = _NOT_OWN.sub(" ", text)
    is_statement = bool(_STATEMENT.search(f"{message.get('Subject', '')}\n{text[:400]}"))
    voice = len(_FIRST_PERSON.findall(own)) + 2 * bool(_GREETING.search(own)) + is_statement
    if voice < 2 or not name or "@" in name:
        return []
    return [("author", name[:200]), ("channel", "statement" if is_statement else "letter")]
