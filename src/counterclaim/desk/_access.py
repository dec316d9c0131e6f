"""Who may reach a desk: one person on this machine without a password, or people with accounts from anywhere."""

import getpass
import ipaddress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from counterclaim.desk.people import People, Person, Provider, Role, people_file
from counterclaim.errors import SettingsError
from counterclaim.settings import Settings

#: Names under which a machine reaches itself.
LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Who may reach a desk. `names` are the hosts that a request may be addressed to; `people` is None where one person
    works alone, who is then `alone`. `url` is the address at which a desk with accounts is reached, `provider` where
    people may sign in with accounts from elsewhere."""

    names: frozenset[str] = LOCAL_NAMES
    people: People | None = None
    alone: Person = field(default_factory=lambda: Person(name=user_name(), role=Role.ADMIN, rights=Role.ADMIN.rights))
    url: str = ""
    provider: Provider | None = None

    @property
    def secure(self) -> bool:
        """Whether cookies may be kept from connections that can be read on their way."""
        return self.url.startswith("https://")


def make_access(settings: Settings, *, host: str = "127.0.0.1", sign_in: bool = False) -> Access:
    """Who may reach a desk that listens at `host`. With `sign_in` there are accounts on this machine too.

    Raises:
        SettingsError: it could be reached from elsewhere, and nobody has an account or it has no address.
    """
    name = " ".join(settings.author.split()) or user_name()
    alone = Person(name=name, role=Role.ADMIN, rights=Role.ADMIN.rights)
    public = _host_of(settings.url) if settings.url else None
    if not sign_in and is_loopback(host) and (public is None or public in LOCAL_NAMES):
        return Access(names=LOCAL_NAMES | {_bracketed(host)}, alone=alone)
    people = People(people_file(settings.ledger))
    if not people.anybody():
        raise SettingsError(
            f"a desk at {settings.url or host} can be reached by others, and nobody has an account: let somebody in "
            "with `counterclaim people add NAME --role admin`, or listen at 127.0.0.1"
        )
    if public is None and not is_loopback(host):
        raise SettingsError(
            f"a desk at {host} needs the address at which people reach it: give --url https://NAME (the name decides "
            "which requests are meant for it, and https keeps passwords from being read on their way)"
        )
    names = LOCAL_NAMES | {_bracketed(host)} if public is None else frozenset({public})
    url = settings.url.rstrip("/")
    return Access(names=names, people=people, alone=alone, url=url, provider=_provider(settings, url))


def _provider(settings: Settings, url: str) -> Provider | None:
    if not settings.oidc_issuer:
        return None
    if not url:
        raise SettingsError("OpenID Connect needs the address of this desk, to come back to: give --url")
    return Provider(
        issuer=settings.oidc_issuer,
        client=settings.oidc_client,
        secret=settings.oidc_secret,
        back=f"{url}/sign-in/oidc/back",
    )


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach what listens at `host`."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def user_name() -> str:
    """The name of the system's user."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # a container may have a number for a user, and no name
        return "local user"


def _host_of(url: str) -> str:
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https") or parts.path not in ("", "/"):
        raise SettingsError(f"url: {url!r} is no address of a desk such as https://desk.example.org")
    return _bracketed(host)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host.lower()
