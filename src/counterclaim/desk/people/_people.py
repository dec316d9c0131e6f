"""The people of a desk, kept in a SQLite file of their own."""

import hashlib
import secrets
import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from counterclaim.desk.people import _passwords as passwords
from counterclaim.desk.people._records import Act, Entered, Person, Right, Role, Session, Token
from counterclaim.errors import SettingsError
from counterclaim.locations import Location, stem_of

#: How long a session lasts that nobody uses, and how long one lasts at all.
IDLE = timedelta(hours=12)
LONGEST = timedelta(days=7)
#: A session is marked as used at most so often: each mark is a write.
MARKED = timedelta(minutes=5)
#: What a token begins with, so that scanners for secrets know one when they see it.
TOKEN_PREFIX = "ccl_"
LONGEST_NAME = 80

_SCHEMA = """
CREATE TABLE people (
    name TEXT PRIMARY KEY, role TEXT NOT NULL, password TEXT, identity TEXT UNIQUE,
    added_at TEXT NOT NULL, removed_at TEXT
);
CREATE TABLE tokens (
    id TEXT PRIMARY KEY, digest TEXT NOT NULL UNIQUE, person TEXT NOT NULL REFERENCES people, label TEXT NOT NULL,
    scopes TEXT NOT NULL, added_at TEXT NOT NULL, ends_at TEXT
);
CREATE TABLE sessions (
    digest TEXT PRIMARY KEY, person TEXT NOT NULL REFERENCES people, began_at TEXT NOT NULL, used_at TEXT NOT NULL
);
CREATE TABLE acts (
    number INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL,
    whom TEXT NOT NULL, detail TEXT NOT NULL
);
CREATE TRIGGER acts_stay BEFORE UPDATE ON acts BEGIN SELECT RAISE(ABORT, 'acts are only added'); END;
CREATE TRIGGER acts_remain BEFORE DELETE ON acts BEGIN SELECT RAISE(ABORT, 'acts are only added'); END;
"""
_VERSION = 1


def people_file(ledger: Location) -> Path:
    """Where the people of a ledger's desk are kept."""
    stem = stem_of(ledger)
    return stem.with_name(f"{stem.name}-people")


def _now() -> datetime:
    return datetime.now(UTC)


class People:
    """The people of one desk. Every method opens the file for itself, so that threads need not share anything."""

    def __init__(self, path: Path, *, clock: Callable[[], datetime] = _now) -> None:
        self.path = path
        self._clock = clock

    def anybody(self) -> bool:
        """Whether anybody may enter."""
        return bool(self.everybody())

    # Who there is

    def add(
        self, name: str, role: Role, *, password: str | None = None, identity: str | None = None, by: str = "local"
    ) -> None:
        """Lets somebody in, or back in. `identity` is their subject or verified address at the OpenID provider.

        Raises:
            SettingsError: they are in already, the name or the password cannot be used, or the identity is another's.
        """
        name = _clean(name)
        hashed = None if password is None else passwords.make_hash(password)
        with self._writing(create=True) as db:
            held = db.execute("SELECT removed_at FROM people WHERE name = ?", (name,)).fetchone()
            if held is not None and held[0] is None:
                raise SettingsError(f"{name!r} is in already: `counterclaim people change` sets role and password")
            try:
                db.execute("DELETE FROM people WHERE name = ?", (name,))
                values = (name, role.value, hashed, identity or None, self._stamp())
                db.execute("INSERT INTO people VALUES (?, ?, ?, ?, ?, NULL)", values)
            except sqlite3.IntegrityError as error:
                raise SettingsError(f"somebody else signs in as {identity}") from error
            self._note(db, by, "add", name, role.value)

    def change(
        self,
        name: str,
        *,
        role: Role | None = None,
        password: str | None = None,
        identity: str | None = None,
        by: str = "local",
    ) -> None:
        """Gives somebody another role, password or identity. Another password ends their sessions.

        Raises:
            SettingsError: there is nobody of that name, or the password cannot be used.
        """
        with self._writing() as db:
            name = self._known(db, name)
            if role is not None:
                db.execute("UPDATE people SET role = ? WHERE name = ?", (role.value, name))
                self._note(db, by, "role", name, role.value)
            if password is not None:
                db.execute("UPDATE people SET password = ? WHERE name = ?", (passwords.make_hash(password), name))
                db.execute("DELETE FROM sessions WHERE person = ?", (name,))
                self._note(db, by, "password", name)
            if identity is not None:
                try:
                    db.execute("UPDATE people SET identity = ? WHERE name = ?", (identity or None, name))
                except sqlite3.IntegrityError as error:
                    raise SettingsError(f"somebody else signs in as {identity}") from error
                self._note(db, by, "identity", name, identity)

    def remove(self, name: str, *, by: str = "local") -> None:
        """Lets somebody in no more; their sessions and tokens end at once. What they decided stays theirs.

        Raises:
            SettingsError: there is nobody of that name.
        """
        with self._writing() as db:
            name = self._known(db, name)
            db.execute(
                "UPDATE people SET removed_at = ?, password = NULL, identity = NULL WHERE name = ?",
                (self._stamp(), name),
            )
            db.execute("DELETE FROM sessions WHERE person = ?", (name,))
            db.execute("DELETE FROM tokens WHERE person = ?", (name,))
            self._note(db, by, "remove", name)

    def everybody(self) -> tuple[Entered, ...]:
        """Who may enter, by name."""
        query = "SELECT name, role, password, identity, added_at FROM people WHERE removed_at IS NULL ORDER BY name"
        return tuple(
            Entered(
                name=name,
                role=Role(role),
                signs_in=" and ".join(
                    way for way, there in (("password", password), ("OpenID Connect", identity)) if there
                )
                or "tokens only",
                added_at=added_at,
            )
            for name, role, password, identity, added_at in self._rows(query)
        )

    def acts(self) -> tuple[Act, ...]:
        """The log, oldest first."""
        rows = self._rows("SELECT at, who, what, whom, detail FROM acts ORDER BY number")
        return tuple(Act(at=at, who=who, what=what, whom=whom, detail=detail) for at, who, what, whom, detail in rows)

    # Signing in

    def sign_in(self, name: str, password: str) -> Session | None:
        """A session for who knows the password; None else. Takes as long where there is nobody of that name."""
        rows = self._rows("SELECT password FROM people WHERE name = ? AND removed_at IS NULL", (name.strip(),))
        held = rows[0][0] if rows else None
        right, renewed = passwords.check(held, password)
        if not right:
            return None
        if renewed is not None:
            with self._writing() as db:
                db.execute("UPDATE people SET password = ? WHERE name = ?", (renewed, name.strip()))
        return self._begin(name.strip(), "password")

    def sign_in_as(self, identities: Collection[str]) -> Session | None:
        """A session for whom the OpenID provider vouches under one of some identities; None for a stranger."""
        for identity in identities:
            rows = self._rows("SELECT name FROM people WHERE identity = ? AND removed_at IS NULL", (identity,))
            if rows:
                return self._begin(rows[0][0], "OpenID Connect")
        return None

    def _begin(self, name: str, way: str) -> Session:
        secret = secrets.token_urlsafe(32)
        now = self._stamp()
        with self._writing() as db:
            db.execute("INSERT INTO sessions VALUES (?, ?, ?, ?)", (_digest(secret), name, now, now))
            db.execute("DELETE FROM sessions WHERE began_at < ?", (self._stamp(-LONGEST),))
            self._note(db, name, "sign in", name, way)
            role = Role(db.execute("SELECT role FROM people WHERE name = ?", (name,)).fetchone()[0])
        return Session(person=Person(name=name, role=role, rights=role.rights), secret=secret)

    def session(self, secret: str) -> Person | None:
        """Whose session this is, if it still lasts."""
        query = (
            "SELECT name, role, used_at FROM sessions JOIN people ON name = person WHERE digest = ? AND began_at > ? "
            "AND used_at > ? AND removed_at IS NULL"
        )
        rows = self._rows(query, (_digest(secret), self._stamp(-LONGEST), self._stamp(-IDLE)))
        if not rows:
            return None
        name, role, used_at = rows[0]
        if used_at < self._stamp(-MARKED):
            with self._writing() as db:
                db.execute("UPDATE sessions SET used_at = ? WHERE digest = ?", (self._stamp(), _digest(secret)))
        return Person(name=name, role=Role(role), rights=Role(role).rights)

    def sign_out(self, secret: str) -> None:
        with self._writing() as db:
            db.execute("DELETE FROM sessions WHERE digest = ?", (_digest(secret),))

    # Tokens

    def make_token(
        self, name: str, scopes: Collection[Right], *, label: str, days: int | None = 90, by: str = "local"
    ) -> tuple[Token, str]:
        """A token for a program that acts for somebody, and its secret, which is not kept.

        Raises:
            SettingsError: there is nobody of that name, or their role has not all the scopes.
        """
        secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
        with self._writing() as db:
            name = self._known(db, name)
            role = Role(db.execute("SELECT role FROM people WHERE name = ?", (name,)).fetchone()[0])
            if beyond := set(scopes) - role.rights:
                raise SettingsError(f"a {role.value} may not {', '.join(sorted(beyond))}: give fewer scopes")
            token = Token(
                id=secrets.token_hex(4),
                person=name,
                label=label,
                scopes=tuple(sorted(scopes)),
                added_at=self._stamp(),
                ends_at=None if days is None else self._stamp(timedelta(days=days)),
            )
            db.execute(
                "INSERT INTO tokens VALUES (?, ?, ?, ?, ?, ?, ?)",
                (token.id, _digest(secret), name, label, " ".join(token.scopes), token.added_at, token.ends_at),
            )
            self._note(db, by, "token", name, f"{token.id} {' '.join(token.scopes)}")
        return token, secret

    def remove_token(self, id_: str, *, by: str = "local") -> None:
        """Ends a token. Raises SettingsError where there is none."""
        with self._writing() as db:
            row = db.execute("DELETE FROM tokens WHERE id = ? RETURNING person", (id_,)).fetchone()
            if row is None:
                raise SettingsError(f"there is no token {id_}: see `counterclaim people list`")
            self._note(db, by, "end token", row[0], id_)

    def tokens(self) -> tuple[Token, ...]:
        rows = self._rows("SELECT id, person, label, scopes, added_at, ends_at FROM tokens ORDER BY person, added_at")
        return tuple(
            Token(
                id=id_,
                person=person,
                label=label,
                scopes=tuple(map(Right, scopes.split())),
                added_at=added,
                ends_at=ends,
            )
            for id_, person, label, scopes, added, ends in rows
        )

    def bearer(self, secret: str) -> Person | None:
        """Whom a token acts for, with its scopes as far as the role still has them."""
        query = (
            "SELECT name, role, scopes FROM tokens JOIN people ON name = person WHERE digest = ? "
            "AND (ends_at IS NULL OR ends_at > ?) AND removed_at IS NULL"
        )
        rows = self._rows(query, (_digest(secret), self._stamp()))
        if not rows:
            return None
        name, role, scopes = rows[0]
        return Person(name=name, role=Role(role), rights=frozenset(map(Right, scopes.split())) & Role(role).rights)

    # The file

    def note(self, who: str, what: str, detail: str = "") -> None:
        """Adds to the log, such as a sign-in that failed."""
        if self.path.exists():
            with self._writing() as db:
                self._note(db, who, what, who, detail)

    def _note(self, db: sqlite3.Connection, who: str, what: str, whom: str, detail: str = "") -> None:
        db.execute(
            "INSERT INTO acts (at, who, what, whom, detail) VALUES (?, ?, ?, ?, ?)",
            (self._stamp(), who, what, whom, detail),
        )

    def _known(self, db: sqlite3.Connection, name: str) -> str:
        name = _clean(name)
        if db.execute("SELECT 1 FROM people WHERE name = ? AND removed_at IS NULL", (name,)).fetchone() is None:
            raise SettingsError(f"nobody here is called {name!r}: see `counterclaim people list`")
        return name

    def _stamp(self, later: timedelta = timedelta()) -> str:
        return (self._clock() + later).isoformat(timespec="milliseconds")

    def _rows(self, query: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        if not self.path.exists():
            return []
        with self._opened() as db:
            return db.execute(query, values).fetchall()

    @contextmanager
    def _writing(self, *, create: bool = False) -> Iterator[sqlite3.Connection]:
        if not create and not self.path.exists():
            raise SettingsError("nobody may enter this desk yet: `counterclaim people add NAME --role admin`")
        with self._opened() as db, db:
            db.execute("BEGIN IMMEDIATE")
            if create and db.execute("PRAGMA user_version").fetchone()[0] == 0:
                for statement in _statements(_SCHEMA):
                    db.execute(statement)
                db.execute(f"PRAGMA user_version = {_VERSION}")
            yield db

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        if not self.path.exists():
            self.path.touch(mode=0o600)
        try:
            with closing(sqlite3.connect(self.path, timeout=10, isolation_level=None)) as db:
                db.execute("PRAGMA foreign_keys = OFF")
                db.execute("PRAGMA secure_delete = ON")
                db.execute("PRAGMA trusted_schema = OFF")
                if db.execute("PRAGMA user_version").fetchone()[0] > _VERSION:
                    raise SettingsError(f"{self.path} is of a newer version of counterclaim")
                yield db
        except sqlite3.DatabaseError as error:
            raise SettingsError(f"{self.path}: the people of this desk cannot be read or written ({error})") from error


def _statements(script: str) -> Iterator[str]:
    """The statements of a script, each whole."""
    held = ""
    for line in script.splitlines():
        held += line + "\n"
        if sqlite3.complete_statement(held):
            yield held
            held = ""


def _clean(name: str) -> str:
    cleaned = " ".join(name.split())
    if not cleaned or len(cleaned) > LONGEST_NAME or not cleaned.isprintable():
        raise SettingsError(f"a name has 1 to {LONGEST_NAME} characters that can be seen")
    return cleaned


def _digest(secret: str) -> str:
    """What is kept of a secret. It has 256 bits of chance, so that a plain digest tells nothing."""
    return hashlib.sha256(secret.encode()).hexdigest()
