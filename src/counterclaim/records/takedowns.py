"""What people say when contents are removed, and what has left the ledger: kept beside their entries, erasable."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """Why contents were removed, and who said so. It holds no words of what was removed."""

    author: str
    reason: str
    legal_basis: str | None = None

    def __post_init__(self) -> None:
        if not self.author.strip() or not self.reason.strip():
            raise ValueError("a removal has an author and a reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Where something went that left the ledger: a file's path, an address, or whom it was given to."""

    destination: str
