"""Settings: flags, then COUNTERCLAIM_* variables, then ./counterclaim.toml, then defaults, merged once at the edge."""

import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from counterclaim.errors import SettingsError
from counterclaim.locations import LedgerUrl, Location, parse_location
from counterclaim.records.figure_conventions import CONVENTIONS

#: Who finds attributions.
PROFILES = ("fast", "accurate", "rules")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a run can be told.

    `ledger` is the path of the ledger file, or the address of a PostgreSQL database; `data` is the folder for the files
    that lie beside such a ledger (default: the folder of this user for data). `max_bytes` bounds one input after
    decompression, `timeout_s` one fetch, `max_chars` the text of one report and `max_tags` its page: what is larger is
    refused by name, never cut in silence.
    `convention` names the bounds shown for words such as “dozens” (floor, reach, ucdp, acled, none).
    `actors` are lists of actors that every reading uses. `profile` says who finds attributions: the bundled model
    (fast), several models together (accurate, whose further weights lie in the folder `weights`), or rules alone
    (rules); an attribution that is less probable than `threshold` is left out. `author` is who decides in `review`,
    `contact` where the owners of the sites that `collect` visits can write to.
    `position_hours` is the age from which claimed positions of forces leave the desk as they were claimed.
    `url` is the address at which people reach a desk that others may use. There they sign in with the OpenID Connect
    provider `oidc_issuer`, to which this desk is `oidc_client` with `oidc_secret` (from the environment alone).
    `webhook_secret` signs webhooks. Letters go from `mail_from` through the server `smtp`, secured as `smtp_security`
    says (starttls, tls, none), for `smtp_user` with `smtp_password`; both secrets come from the environment alone.
    What was sent is listed for `sent_days`, then dropped from the queue.
    """

    ledger: Location = Path("counterclaim.db")
    data: Path | None = None
    max_bytes: int = 20_000_000
    timeout_s: float = 30.0
    max_chars: int = 1_000_000
    max_tags: int = 150_000
    convention: str = "floor"
    actors: tuple[Path, ...] = ()
    profile: str = "fast"
    weights: Path = Path("weights")
    threshold: float = 0.3
    author: str = ""
    contact: str = ""
    position_hours: float = 72.0
    url: str = ""
    oidc_issuer: str = ""
    oidc_client: str = ""
    oidc_secret: str = field(default="", repr=False)
    webhook_secret: str = field(default="", repr=False)
    smtp: str = ""
    smtp_security: str = "starttls"
    smtp_user: str = ""
    smtp_password: str = field(default="", repr=False)
    mail_from: str = ""
    sent_days: float = 90.0

    def __post_init__(self) -> None:
        for name in ("max_bytes", "timeout_s", "max_chars", "max_tags"):
            if getattr(self, name) <= 0:
                raise SettingsError(f"{name} must be greater than 0")
        if not self.position_hours >= 0:
            raise SettingsError("position_hours must not be negative")
        if not 1 <= self.sent_days <= 36_500:
            raise SettingsError("sent_days must be from 1 to 36500")
        if self.convention not in CONVENTIONS:
            raise SettingsError(f"convention must be one of {', '.join(CONVENTIONS)}, not {self.convention!r}")
        if self.profile not in PROFILES:
            raise SettingsError(f"profile must be one of {', '.join(PROFILES)}, not {self.profile!r}")
        if not 0 <= self.threshold < 1:
            raise SettingsError("threshold must be at least 0 and less than 1")


def _paths(value: Any) -> tuple[Path, ...]:
    """Paths from a list of them, or from one string with the system's separator between."""
    parts = value.split(os.pathsep) if isinstance(value, str) else value
    if not isinstance(parts, list | tuple):
        raise TypeError("not a list of paths")
    return tuple(Path(part) for part in parts if part != "")


_READ: dict[str, Callable[[Any], object]] = {
    "ledger": parse_location,
    "data": Path,
    "max_bytes": int,
    "timeout_s": float,
    "max_chars": int,
    "max_tags": int,
    "convention": str,
    "actors": _paths,
    "profile": str,
    "weights": Path,
    "threshold": float,
    "author": str,
    "contact": str,
    "position_hours": float,
    "url": str,
    "oidc_issuer": str,
    "oidc_client": str,
    "oidc_secret": str,
    "webhook_secret": str,
    "smtp": str,
    "smtp_security": str,
    "smtp_user": str,
    "smtp_password": str,
    "mail_from": str,
    "sent_days": float,
}
#: Settings that stand in no file.
_SECRET = frozenset({"oidc_secret", "webhook_secret", "smtp_password"})


def load_settings(
    flags: Mapping[str, object], *, environment: Mapping[str, str] | None = None, folder: Path | None = None
) -> Settings:
    """The settings in force. Flags that are None do not count.

    Raises:
        SettingsError: an unknown key in counterclaim.toml, or a value that cannot be read.
    """
    environment = os.environ if environment is None else environment
    names = [field.name for field in fields(Settings)]
    merged: dict[str, object] = {}
    file = (folder or Path()) / "counterclaim.toml"
    if file.is_file():
        try:
            stated = tomllib.loads(file.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsError(f"{file}: {error}") from error
        if unknown := sorted(set(stated) - set(names)):
            raise SettingsError(f"{file}: unknown setting {', '.join(unknown)}; known are {', '.join(names)}")
        if secret := sorted(_SECRET & set(stated)):
            raise SettingsError(f"{file}: {secret[0]} is a secret: set COUNTERCLAIM_{secret[0].upper()} instead")
        merged |= stated
    for name in names:
        variable = f"COUNTERCLAIM_{name.upper()}"
        if variable in environment:
            merged[name] = environment[variable]
    merged |= {name: value for name, value in flags.items() if value is not None}
    values: dict[str, object] = {}
    for name, value in merged.items():
        try:
            values[name] = _READ[name](value)
        except (TypeError, ValueError) as error:
            raise SettingsError(f"{name}: cannot read {value!r}") from error
    ledger, data = values.get("ledger"), values.get("data")
    if isinstance(ledger, LedgerUrl) and isinstance(data, Path):
        values["ledger"] = replace(ledger, data=data)
    return Settings(**values)  # type: ignore[arg-type]
