"""One claim as it is compared."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from counterclaim.matching._blame import Blame, Side
from counterclaim.records.claims import Claim
from counterclaim.records.ids import ClaimId

WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
#: Words of this weight or less (in about a quarter of all reports) carry no matter of their own.
LEAST_WEIGHT = 1.3


@dataclass(frozen=True, slots=True)
class View:
    """One claim as it is compared. `stands_for` is the claim whose words are used where its own only point back."""

    claim: Claim
    said: str  # the content's words
    told: str  # what these words are of, where they wrap it: “stuffing” of “no evidence of stuffing”
    nameless: str  # the same with “someone” for every name: what is told, whoever it is told of
    deed: str | None  # the predicate's lemma, unless it only judges a statement (“is false”)
    thing: frozenset[str]  # the telling words of what the deed befell, or of who did it where it befell nothing
    blame: Blame | None  # what it tells of who did something
    terms: Mapping[str, float]  # telling lemmas and their weight in this report
    forms: frozenset[str]  # what the forms of these words have in common
    negated: bool  # whether the proposition itself is a negation
    depth: float  # where in the report it stands, 0 at the top and 1 at the end
    denied: frozenset[str] = frozenset()  # the forms of all that it says was not seen, or never was
    stands_for: ClaimId | None = None
    guessed: bool = False  # whether nothing in the words says that it is that claim which is meant

    @property
    def asks(self) -> bool:
        """Whether it only says that nobody knows who did something."""
        return self.blame is not None and self.blame.side is Side.ASKS
