"""Turns: what changed in a story between two moments of recording that is worth a person's time. Projections."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from counterclaim.records.accounts import Status
from counterclaim.records.ids import ClaimId, PropositionId, RevisionId, StoryId

TurnId = NewType("TurnId", str)


class TurnKind(StrEnum):
    """Why somebody is told. Copies and rewrites of what is held raise none of them."""

    DENIED = "claim denied"  # a party takes a position against a matter for the first time
    CONTESTED = "newly contested"  # rival accounts that cannot both hold, where there was one or none
    TOLL = "toll changed"  # a party's figure is another one than before
    STATUS = "status changed"
    DROPPED = "claim dropped"  # a revision no longer tells what its report told
    REWORDED = "claim reworded"  # a revision tells a claim with another meaning
    ADDED = "claim added"  # a revision tells what nobody had told
    VANISHED = "page gone"  # the page of a report that told what is contested is no longer there
    ORIGIN = "independent origin"  # one more origin for a contested matter


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One turn, by ids alone. `claims` are those that it rests on, `earlier` those that they answer or replace, and
    `revisions` the texts of both. It came between the recording times `since` (None: the ledger's beginning) and `at`.

    `id` follows from the kind and the claims, so that the same turn has the same id however it was found.
    `figures` are the words of a toll before and now; `aspects` what of a claim was reworded; `number` counts origins or
    the other claims of a group; `corrected` says that the outlet's own note of correction goes with it; `decided` that
    it rests on a person's decision.
    """

    id: TurnId
    kind: TurnKind
    since: datetime | None
    at: datetime
    story: StoryId | None
    proposition: PropositionId | None
    claims: tuple[ClaimId, ...]
    earlier: tuple[ClaimId, ...] = ()
    revisions: tuple[RevisionId, ...] = ()
    statuses: tuple[Status, ...] = ()
    statuses_before: tuple[Status, ...] = ()
    figures: tuple[str, str] | None = None
    aspects: tuple[str, ...] = ()
    number: int | None = None
    corrected: bool = False
    decided: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A turn in words: for the desk those of the reports, for others those that may leave.

    `sentence` names who claims or says “whether”; `before` and `after` are the words that changed; `answer` is there
    where a crime is alleged. The rest is what saved searches look at. `published` is the latest publication of the
    texts it rests on.
    """

    turn: Turn
    sentence: str
    before: str
    after: str
    answer: str | None
    actors: tuple[str, ...]
    outlets: tuple[str, ...]
    addresses: tuple[str, ...]
    places: tuple[str, ...]
    events: tuple[str, ...]
    published: datetime | None
    review: str
