"""What is kept of a report so that its neighbours are found, and compared with it, without reading it again."""

from dataclasses import dataclass

from counterclaim.records.ids import RevisionId


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """One report as others are compared with it. Everything here follows from its reading and can be made again.

    `maker` names the versions of all that made it: imprints of two makers are never compared. `terms` are its most
    telling words and pairs of words, each with its weight. `vector` is that of its opening (float32, little-endian,
    of unit length), `sketch` what the stories stage compares, `said` the vectors of its claims' words by digest.
    """

    revision_id: RevisionId
    maker: str
    day: int  # the ordinal of the day of publication, or else of capture
    terms: tuple[tuple[str, float], ...]
    vector: bytes
    sketch: bytes
    said: bytes
