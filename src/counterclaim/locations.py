"""Where a ledger is: a file, or a database on a PostgreSQL server."""

import hashlib
import os
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit

from counterclaim.errors import SettingsError

SCHEMES = ("postgresql", "postgres")
#: How a connection is kept from being read on its way, in the words of PostgreSQL's own tools.
SSL_MODES = ("disable", "prefer", "require", "verify-full")
#: What an address may say behind its question mark.
_OPTIONS = ("host", "schema", "sslmode")


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerUrl:
    """A ledger in a PostgreSQL database: `postgresql://USER:PASSWORD@HOST:PORT/DATABASE?schema=NAME&sslmode=MODE`.

    `host` may be a folder with the server's socket. `schema` holds the tables of one ledger (default: the first of the
    server's search path), so that a database may hold several. `data` is the folder for files that lie beside a ledger.
    """

    user: str = ""
    password: str = field(default="", repr=False)
    host: str = "localhost"
    port: int = 5432
    database: str = ""
    schema: str = ""
    sslmode: str = "prefer"
    data: Path

    def __str__(self) -> str:
        """The address without the password."""
        user = f"{quote(self.user, safe='')}@" if self.user else ""
        folder = self.host.startswith("/")
        host = "" if folder else f"[{self.host}]" if ":" in self.host else self.host
        options = [f"host={quote(self.host)}"] if folder else []
        options += [f"schema={quote(self.schema)}"] if self.schema else []
        query = f"?{'&'.join(options)}" if options else ""
        port = "" if self.port == 5432 else f":{self.port}"
        return f"postgresql://{user}{host}{port}/{quote(self.database, safe='')}{query}"

    @property
    def stem(self) -> Path:
        """The path that stands for the ledger where files are kept beside it. It does not depend on who asks."""
        place = (self.host, str(self.port), self.database, self.schema)
        plain = re.sub(r"[^A-Za-z0-9-]+", "-", "-".join(part for part in (self.database, self.schema) if part))
        return self.data / f"{plain[:40]}-{hashlib.sha256(repr(place).encode()).hexdigest()[:12]}.db"


Location = Path | LedgerUrl


def parse_location(words: str | Path | LedgerUrl, data: Path | None = None) -> Location:
    """The location that a user names. `data` is the folder for files beside a ledger that is no file itself.

    Raises:
        SettingsError: it looks like an address, but is none of a PostgreSQL database.
    """
    if isinstance(words, LedgerUrl):
        return words
    text = os.fspath(words)
    if text.startswith(tuple(f"{scheme}:/" for scheme in SCHEMES)):
        # A path in between may have folded the slashes of an address.
        return _parse_url(re.sub(r"^(\w+):/+", r"\1://", text, count=1) if "://" not in text else text, data)
    if re.match(r"[a-z][a-z0-9+]+://", text):
        raise SettingsError(f"{_without_password(text)} is no ledger: give a path or postgresql://HOST/DATABASE")
    return Path(text)


def stem_of(location: Location) -> Path:
    """The path whose name the files beside a ledger begin with: the ledger's own where it is a file."""
    return location.stem if isinstance(location, LedgerUrl) else location


def default_data_folder() -> Path:
    """The folder of this user for data that programs keep."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "counterclaim"


def _without_password(text: str) -> str:
    return re.sub(r"(?<=://)([^/@:]*):[^/]*@", r"\1@", text)


def _parse_url(text: str, data: Path | None) -> LedgerUrl:
    shown = _without_password(text)
    try:
        parts: SplitResult = urlsplit(text)
        port = parts.port or 5432
        options = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
    except ValueError as error:
        raise SettingsError(f"{shown} is no address of a database ({error})") from error
    if unknown := sorted(set(options) - set(_OPTIONS)):
        raise SettingsError(f"{shown}: unknown option {', '.join(unknown)}; known are {', '.join(_OPTIONS)}")
    database = unquote(parts.path.removeprefix("/"))
    sslmode = options.get("sslmode", "prefer")
    if not database or "\0" in text:
        raise SettingsError(f"{shown} names no database: postgresql://HOST/DATABASE")
    if len(options.get("schema", "").encode()) > 63:
        raise SettingsError(f"{shown}: the name of a schema has at most 63 bytes")
    if sslmode not in SSL_MODES:
        raise SettingsError(f"{shown}: sslmode must be one of {', '.join(SSL_MODES)}")
    return LedgerUrl(
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        host=options.get("host") or parts.hostname or "localhost",
        port=port,
        database=database,
        schema=options.get("schema", ""),
        sslmode=sslmode,
        data=data or default_data_folder(),
    )
