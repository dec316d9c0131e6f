"""Sides of a story as a machine suggests them: from who denies and who backs whom. Projections; a person decides."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from counterclaim.records.ids import ClaimId, StoryId


class NoSide(StrEnum):
    """Why a machine suggests no side for a party."""

    PRIVATE = "private person"
    MEDIC = "medic"
    AID = "aid body"
    MEDIA = "media"
    OBSERVER = "observer"  # a person says so


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyTie:
    """What stands between two parties (a < b): `weight` below 0 where they dispute, above 0 where they back the same
    account of what is disputed. `fits` says whether it agrees with the sides suggested."""

    a: str
    b: str
    weight: float
    reasons: tuple[str, ...]
    claims: tuple[ClaimId, ...]
    fits: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestedSides:
    """The sides that a story's disputes suggest, for the time of publication from `first` to `last`; none where nobody
    disputes with anybody. `balance` in [0, 1] is the part of the ties' weight that agrees with them. `withheld` names
    the parties that take part in a dispute and for which no side is suggested, with the reason."""

    story: StoryId
    sides: tuple[tuple[str, ...], ...]
    balance: float
    first: datetime | None = None
    last: datetime | None = None
    ties: tuple[PartyTie, ...] = ()
    withheld: tuple[tuple[str, NoSide], ...] = ()
