"""What reading one report gives: everything later stages and the ledger need."""

from dataclasses import dataclass

from counterclaim.records.attributions import Attribution
from counterclaim.records.claims import Claim
from counterclaim.records.mentions import Actor, Figure, Place, Timex
from counterclaim.records.notes import Note
from counterclaim.records.revisions import Revision


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelDigest:
    """A model or data file that took part in a reading, with the SHA-256 of its bytes; `credit` is whom its licence
    wants named wherever the reading is shown."""

    name: str
    version: str
    sha256: str
    credit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """The reading of one revision. `actors` are the parties of the report with their aliases."""

    revision: Revision
    attributions: tuple[Attribution, ...]
    claims: tuple[Claim, ...]
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    timexes: tuple[Timex, ...] = ()
    figures: tuple[Figure, ...] = ()
    models: tuple[ModelDigest, ...] = ()
    code_version: str = ""
    notes: tuple[Note, ...] = ()
