"""Who may do what: people, their roles and rights, sessions and tokens."""

from dataclasses import dataclass
from enum import StrEnum


class Right(StrEnum):
    """What somebody may do; also the scopes that a token can have."""

    READ = "read"
    ADD = "add"  # bring reports in
    REVIEW = "review"  # decide on what was read, keep enquiries and watches
    ADMIN = "admin"  # checkpoints, exports that hold evidence, and whatever cannot be taken back


class Role(StrEnum):
    READER = "reader"
    REVIEWER = "reviewer"
    ADMIN = "admin"

    @property
    def rights(self) -> frozenset[Right]:
        return _RIGHTS[self]


_RIGHTS = {
    Role.READER: frozenset({Right.READ}),
    Role.REVIEWER: frozenset({Right.READ, Right.ADD, Right.REVIEW}),
    Role.ADMIN: frozenset(Right),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody at the desk. `rights` are what this request may do: with a token not all that the role has."""

    name: str
    role: Role
    rights: frozenset[Right]


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Somebody who signed in. `secret` is what their browser sends back."""

    person: Person
    secret: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token for a program, without its secret."""

    id: str
    person: str
    label: str
    scopes: tuple[Right, ...]
    added_at: str
    ends_at: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """Somebody who may enter, as a list shows them."""

    name: str
    role: Role
    signs_in: str  # by password, OpenID Connect, both or neither
    added_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Who changed what about whom; signing in counts."""

    at: str
    who: str
    what: str
    whom: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A sign-in that began elsewhere: where to go, and what the browser has to bring back."""

    address: str
    state: str
