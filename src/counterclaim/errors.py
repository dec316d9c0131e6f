"""The exceptions of Counterclaim.

    CounterclaimError
    ├── ItemError            this report is skipped and named; the rest goes on
    │   ├── InputError       the bytes are not a report we can read
    │   │   └── WallError            a page that stands in the place of an article
    │   └── FetchError       a URL could not be fetched, or must not be
    │       └── UnreachableError     it may be fetched later: no connection, no answer in time
    └── RunError             the whole run stops
        ├── ModelError       a model is missing or its digest is wrong
        ├── LedgerError      the ledger cannot be opened, or refuses a change
        │   └── UnknownIdError       nothing has such an id
        └── SettingsError    a setting is unknown or out of range

Messages say what happened, where, and what to try.
"""

from collections.abc import Iterable
from functools import partial
from typing import ClassVar


class CounterclaimError(Exception):
    """Root of every error that Counterclaim raises on purpose."""


class ItemError(CounterclaimError):
    """One input failed. `subject` names it (a path, a URL, `-`)."""

    def __init__(self, message: str, *, subject: str) -> None:
        super().__init__(message)
        self.subject = subject

    def __reduce__(self) -> tuple[object, ...]:
        return partial(type(self), subject=self.subject), self.args  # or no other process could raise it


class InputError(ItemError):
    """The bytes of one input are not a report that can be read."""


class WallError(InputError):
    """A page stands in the place of an article: a question for consent, a check for robots, an invitation to pay."""


class FetchError(ItemError):
    """A URL could not be fetched, or is of a kind that is never fetched."""


class UnreachableError(FetchError):
    """The server could not be reached or understood now; it may be later."""


class RunError(CounterclaimError):
    """The run cannot go on."""


class ModelError(RunError):
    """A model or data file is missing, or is not the one whose digest is recorded."""


class LedgerError(RunError):
    """The ledger cannot be opened or read, or refuses a change."""


class UnknownIdError(LedgerError):
    """Nothing has an id that starts so; the message says what is near, and which command lists such ids."""

    #: By the letter that an id begins with: what it names, and the command that lists those.
    LISTED: ClassVar = {
        "s": ("stories", "counterclaim stories"),
        "d": ("disputes", "counterclaim disputes"),
        "c": ("claims", "counterclaim claims"),
        "p": ("propositions", "counterclaim show STORY-ID"),
        "r": ("reports", "counterclaim show STORY-ID"),
    }

    def __init__(self, prefix: str, near: Iterable[str] = ()) -> None:
        found = ", ".join(id_[:9] for id_ in near)
        names, command = self.LISTED.get(prefix[:1], ("stories", "counterclaim stories"))
        super().__init__(
            f"nothing has an id that starts with {prefix[:40] + '…' if len(prefix) > 40 else prefix!r}"
            f"{f'; near it is {found}' if found else ''}: `{command}` lists the ids of {names}"
        )


class ErasedError(LedgerError):
    """Something was taken down since what is to be kept was found, perhaps this."""


class SettingsError(RunError):
    """A setting is unknown or has a value out of range."""
