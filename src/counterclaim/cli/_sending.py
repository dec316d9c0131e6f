"""How `alerts send` sends, by the settings, and what it says of it."""

from counterclaim.alerts import Channels, PostOffice, Sent, read_secrets
from counterclaim.cli._visible import say
from counterclaim.collect import Client, Limits, Private
from counterclaim.settings import Settings


def channels_of(settings: Settings, *, allow_private: bool) -> Channels:
    """The channels that the settings open.

    Raises:
        SettingsError: a secret or an address cannot be read.
    """
    office = None
    if settings.smtp:
        office = PostOffice(
            host=settings.smtp,
            sender=settings.mail_from,
            user=settings.smtp_user,
            password=settings.smtp_password,
            security=settings.smtp_security,
            timeout_s=settings.timeout_s,
        )
    return Channels(
        client=Client(limits=Limits(timeout_s=settings.timeout_s), exempt=Private() if allow_private else ()),
        secrets=read_secrets(settings.webhook_secret),
        post_office=office,
        url=settings.url,
    )


def report(queued: int, done: Sent) -> None:
    """What came of one round, on stderr."""
    for failure in done.failures:
        say(failure, err=True)
    parts = [f"{queued} queued", f"{done.sent} sent"]
    parts += [f"{n} {name}" for name in ("failed", "dead", "held", "withdrawn") if (n := getattr(done, name))]
    say(", ".join(parts), err=True)
