"""Passwords: Argon2id with the library's current parameters, at most two computed at a time."""

import threading

from counterclaim.errors import SettingsError

SHORTEST, LONGEST = 12, 500  # NIST SP 800-63B-4 asks for 15 where there is nothing else, 8 beside something else
#: Each takes 64 MiB: many sign-ins at once must not take all of a machine.
_AT_ONCE = threading.Semaphore(2)


def make_hash(password: str) -> str:
    """The hash to keep.

    Raises:
        SettingsError: the password is too short or too long.
    """
    from argon2 import PasswordHasher

    if not SHORTEST <= len(password) <= LONGEST:
        raise SettingsError(f"a password has {SHORTEST} to {LONGEST} characters")
    with _AT_ONCE:
        return PasswordHasher().hash(password)


def check(held: str | None, password: str) -> tuple[bool, str | None]:
    """Whether a password is the one whose hash is held, and its new hash where the parameters are others now. Where
    none is held it takes as long."""
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    hasher = PasswordHasher()
    if len(password) > LONGEST:
        return False, None
    with _AT_ONCE:
        try:
            hasher.verify(held or _nobodys(), password)
        except (VerificationError, InvalidHashError):
            return False, None
        if held is None:
            return False, None
        return True, hasher.hash(password) if hasher.check_needs_rehash(held) else None


_hash_of_nobody: list[str] = []


def _nobodys() -> str:
    """A hash that no password fits, made once."""
    import secrets

    from argon2 import PasswordHasher

    if not _hash_of_nobody:
        _hash_of_nobody.append(PasswordHasher().hash(secrets.token_urlsafe(32)))
    return _hash_of_nobody[0]
