"""Tallies: what each party counts of one thing, and what the conventions of conflict data make of it. Projections."""

from dataclasses import dataclass

from counterclaim.records.ids import ClaimId
from counterclaim.records.mentions import FigureChange, FigureUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One party's count: its bounds as stated (None = open; both None for a vague word), its words, and the claims
    that state it. `replaced` says that the party has since counted anew (“rose to 19”), or that it is the count before.
    """

    actor: str
    low: float | None
    high: float | None
    words: str
    claims: tuple[ClaimId, ...]
    change: FigureChange | None = None
    convention: str | None = None  # the vague word, bounded only by a convention
    replaced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A number that a convention takes from the counts, and the claims that state it."""

    value: float
    claims: tuple[ClaimId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The counts of one thing within one proposition: people of one kind in one role, houses destroyed, a sum.

    Counts of several parties stand side by side and are never added, nor are those of a part and its total. The
    estimates are there for the killed alone, because the conventions are about them: `ucdp_low` and `ucdp_high` the
    least and the most that any party states, `ucdp_best` the number on which all agree (None where they differ: which
    source is the more reliable is a person's judgement), `acled` the most conservative number reported.
    """

    unit: FigureUnit
    counted: str | None
    side: str | None
    part: bool  # “including 12 children”: some of a total that is tallied apart
    added: bool  # “another 7”: on top of an earlier count that is tallied apart
    counts: tuple[Count, ...]
    ucdp_low: Estimate | None = None
    ucdp_best: Estimate | None = None
    ucdp_high: Estimate | None = None
    acled: Estimate | None = None
