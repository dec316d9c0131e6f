"""What every export says of a release: as of when it was made, who claims what, and which ids things go by."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from counterclaim.presentation import telling_words
from counterclaim.records.ids import Json

if TYPE_CHECKING:
    from counterclaim.protection import Released, ReleasedClaim

#: Terms of ours beside a standard's.
VOCABULARY = "urn:counterclaim:terms#"
OURS = "counterclaim:"
#: The beginning of how a release marks what a person has looked at.
_BY_PERSON = "reviewed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """When an export was made, of which version, and as of when: `as_of` is the time of publication, `recorded` that of
    recording (None: all that was there). `checkpoint` is the size and the root of the ledger's newest checkpoint,
    `not_held` what was out by then without its text being held, in words."""

    made_at: datetime
    version: str
    as_of: datetime | None = None
    recorded: datetime | None = None
    checkpoint: tuple[int, str] | None = None
    not_held: tuple[str, ...] = ()

    @property
    def until(self) -> datetime:
        """The moment that the export tells of."""
        return self.as_of or self.recorded or self.made_at

    def to_json(self, records: "Released") -> dict[str, Json]:
        """What an export in JSON says of itself."""
        reviewed, total = count_reviewed(records)
        return {
            "madeAt": self.made_at.isoformat(),
            "madeWith": f"counterclaim {self.version}",
            "asOf": self.as_of.isoformat() if self.as_of else None,
            "recorded": self.recorded.isoformat() if self.recorded else None,
            "checkpoint": {"size": self.checkpoint[0], "root": self.checkpoint[1]} if self.checkpoint else None,
            "textsNotHeld": list(self.not_held),
            "claims": total,
            "claimsReviewedByAPerson": reviewed,
            "note": "Claims of those named, never findings. What no person has reviewed is marked.",
        }


def is_reviewed(review: str) -> bool:
    """Whether a mark of a release says that a person has looked."""
    return review.startswith(_BY_PERSON)


def count_reviewed(records: "Released") -> tuple[int, int]:
    """On how many claims people decided, and how many there are."""
    return sum(is_reviewed(claim.review) for claim in records.claims), len(records.claims)


def told(claim: "ReleasedClaim") -> str:
    """A claim in one sentence, never without its claimant. A denial tells whether the words are what is denied, or are
    the denial."""
    through = f", via {', '.join(claim.via)}," if claim.via else ""
    telling = telling_words(claim.stance, claim.cue, claim.says_denial)
    return f"{claim.claimant}{through} {telling}: “{_bare(claim.words)}”"


def _bare(words: str) -> str:
    """`words` on one line without the marks around them and without a closing comma: our own marks go around."""
    return " ".join(words.split()).strip("\"'“”‘’`").rstrip(",").rstrip("\"'“”‘’`")


def urn(kind: str, id_: str) -> str:
    """The name that a thing of the ledger goes by in every export."""
    return f"urn:counterclaim:{kind}:{id_}"


def without_none(fields: Iterable[tuple[str, Json]]) -> dict[str, Json]:
    """The fields that have something in them."""
    return {name: value for name, value in fields if value not in (None, "", [], {})}


def utc(moment: datetime | str) -> str:
    """A moment in UTC as `xsd:dateTime` with a Z."""
    at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
