"""Letters: what a watch found in a day or a week, as an e-mail in plain text and HTML."""

import html
import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from counterclaim.errors import FetchError, SettingsError, UnreachableError
from counterclaim.feeds import make_item, writable
from counterclaim.records.turns import Told

SECURITY = ("starttls", "tls", "none")
#: Below every letter, so that nobody takes silence for peace.
FOOTER = (
    "Counterclaim tells who claims what, and never what is true. Machine readings are marked as such. What the rules "
    "that protect people hold back is not in this letter; the desk lists it."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostOffice:
    """The server that takes letters. `host` may have a port behind a colon; the password is never shown."""

    host: str
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    security: str = "starttls"
    timeout_s: float = 30.0

    def __post_init__(self) -> None:
        if self.security not in SECURITY:
            raise SettingsError(f"smtp_security must be one of {', '.join(SECURITY)}, not {self.security!r}")
        if "@" not in parseaddr(self.sender)[1]:
            raise SettingsError("letters need a sender: set mail_from to an address such as desk@example.org")

    def send(self, letter: EmailMessage) -> None:
        """Hands a letter over.

        Raises:
            FetchError: the server will not take it; an UnreachableError where it may take it later.
        """
        host, _, port = self.host.rpartition(":") if ":" in self.host else (self.host, "", "")
        usual = {"tls": 465, "starttls": 587, "none": 25}[self.security]
        number = int(port) if port.isdigit() else usual
        try:
            if self.security == "tls":
                context = ssl.create_default_context()
                with smtplib.SMTP_SSL(host, number, timeout=self.timeout_s, context=context) as server:
                    self._hand_over(server, letter)
            else:
                with smtplib.SMTP(host, number, timeout=self.timeout_s) as server:
                    if self.security == "starttls":
                        server.starttls(context=ssl.create_default_context())
                    self._hand_over(server, letter)
        except smtplib.SMTPRecipientsRefused as error:
            code = max((code for code, _ in error.recipients.values()), default=0)
            kind = FetchError if code >= 500 else UnreachableError
            raise kind(f"{self.host}: the mailbox was refused ({code})", subject=self.host) from error
        except (smtplib.SMTPException, OSError) as error:
            message = f"{self.host}: the letter was not taken ({type(error).__name__})"
            raise UnreachableError(message, subject=self.host) from error

    def _hand_over(self, server: smtplib.SMTP, letter: EmailMessage) -> None:
        if self.user:
            server.login(self.user, self.password)
        server.send_message(letter)


def write_letter(
    told: Sequence[Told], *, name: str, to: str, sender: str, id_: str, now: datetime, feed: str = ""
) -> EmailMessage:
    """The letter with what a watch of this name found. `id_` is the same however often it is sent."""
    items = [make_item(one) for one in told]
    title = f"{len(items)} {'turn' if len(items) == 1 else 'turns'} for the watch {writable(name)}"
    letter = EmailMessage()
    letter["Subject"] = f"Counterclaim: {title}"
    letter["From"] = writable(sender)
    letter["To"] = writable(to)
    letter["Date"] = format_datetime(now)
    letter["Message-ID"] = f"<{id_}@{parseaddr(sender)[1].rpartition('@')[2]}>"
    letter["Auto-Submitted"] = "auto-generated"
    more = f"\nFeed: {feed}\n" if feed else ""
    letter.set_content("\n\n".join([title, *(item.text for item in items), FOOTER]) + "\n" + more)
    rows = "".join(f"<li>{item.html}</li>" for item in items)
    link = f'<p><a href="{html.escape(feed)}">Feed</a></p>' if feed else ""
    letter.add_alternative(
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>'
        f"{html.escape(title)}</title></head><body><h1>{html.escape(title)}</h1><ol>{rows}</ol>"
        f"<p>{html.escape(FOOTER)}</p>{link}</body></html>\n",
        subtype="html",
    )
    return letter
