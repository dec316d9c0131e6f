"""Fingerprints: what is kept of a report so that later ones can be held against it without its text."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from counterclaim.origins._carriers import carrier_key, carriers_of, outlets_of
from counterclaim.origins._words import Hashes, read_runs
from counterclaim.records.analyses import Analysis
from counterclaim.records.ids import RevisionId


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """A report for comparison: hashes of its runs of words, in text order, as little-endian 64-bit integers; who
    made it and whom it cites, as keys; and between which moments it was published."""

    id: RevisionId
    narrated: bytes
    quoted: bytes
    retold: bytes
    made_by: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    first: datetime | None = None
    last: datetime | None = None


def fingerprint_report(analysis: Analysis) -> Fingerprint:
    """The fingerprint of a report; its outlets come from the claims read in it."""
    narrated, quoted, retold = read_runs(analysis.revision)
    made_by = {key for name in outlets_of(analysis) if (key := carrier_key(name))}
    cites = {key for claim in analysis.claims for name in carriers_of(claim) if (key := carrier_key(name))}
    stamp = analysis.revision.published
    return Fingerprint(
        id=analysis.revision.id,
        narrated=_packed(narrated.hashes),
        quoted=_packed(quoted.hashes),
        retold=_packed(np.unique(retold)),
        made_by=tuple(sorted(made_by)),
        cites=tuple(sorted(cites - made_by)),
        first=stamp.earliest if stamp else None,
        last=stamp.latest if stamp else None,
    )


def unpacked(packed: bytes) -> Hashes:
    return np.frombuffer(packed, "<i8").astype(np.int64, copy=False)


def _packed(hashes: Hashes) -> bytes:
    return hashes.astype("<i8", copy=False).tobytes()
