"""Fingerprints: what is kept of a report so that later ones can be held against it without its text."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from counterclaim.origins._carriers import carrier_key, carriers_of, outlets_of
from counterclaim.origins._words import Hashes, read_runs
from counterclaim.records.analyses import Analysis
from counterclaim.records.ids import RevisionId

#: Of so many runs in a row the least is a block key: two texts that share 12 words in a row share a key.
WINDOW = 8


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


def block_keys(report: Fingerprint) -> tuple[int, ...]:
    """Signed 64-bit keys to store and look a report up by, sorted: reports that share 12 words in a row share one.

    Only reports that share a key, or that belong to one story, need be given to `link_origins`. About one run in
    four and a half is a key (winnowing: Schleimer, Wilkerson, Aiken, SIGMOD 2003).
    """
    keys: set[int] = set()
    for packed in (report.narrated, report.quoted):
        hashes = unpacked(packed)
        if len(hashes):
            windows = np.lib.stride_tricks.sliding_window_view(hashes, min(WINDOW, len(hashes)))
            keys.update(windows.min(axis=1).tolist())
    return tuple(sorted(keys))


def unpacked(packed: bytes) -> Hashes:
    return np.frombuffer(packed, "<i8").astype(np.int64, copy=False)


def _packed(hashes: Hashes) -> bytes:
    return hashes.astype("<i8", copy=False).tobytes()
