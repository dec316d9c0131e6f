"""What a story's own reports claim of the place and days of a row of other people's data, to stand beside it."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from counterclaim.context._near import ContextNear, distance_km
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim, Stance
from counterclaim.records.ids import ClaimId
from counterclaim.records.mentions import ARTICLE, FigureUnit
from counterclaim.records.spans import words_at

#: Claims that stand beside one row.
MOST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimBeside:
    """A claim with its claimant, its words and the dead that it states, each as the report has it. The narrator's are
    its outlet's."""

    claim: ClaimId
    claimant: str
    stance: Stance
    words: str
    outlet: str
    killed: tuple[str, ...]


def claims_beside(near: ContextNear, analyses: Sequence[Analysis], *, days: int) -> tuple[ClaimBeside, ...]:
    """The claims that name the place nearest to a row, or whose report the row cites, and that tell of its days or of
    no day: those that state dead first, then by publication. The same words of one claimant stand once."""
    found: dict[tuple[str, Stance, str], tuple[tuple[bool, float], ClaimBeside]] = {}
    for analysis in analyses:
        cited = analysis.revision.address in near.record.sources
        for claim in analysis.claims:
            if not _meets(claim, near, days) or not (cited or _is_there(claim, near)):
                continue
            told = _told(claim, analysis)
            stamp = analysis.revision.published
            rank = (not told.killed, stamp.earliest.timestamp() if stamp else math.inf)
            key = (told.claimant, told.stance, told.words.casefold())
            if key not in found or rank < found[key][0]:
                found[key] = (rank, told)
    ordered = sorted(found.values(), key=lambda one: (one[0], one[1].claim))
    return tuple(told for _, told in ordered[:MOST])


def _told(claim: Claim, analysis: Analysis) -> ClaimBeside:
    outlet = analysis.revision.outlet or analysis.revision.address
    return ClaimBeside(
        claim=claim.id,
        claimant=outlet if claim.actor.name == ARTICLE else claim.actor.name,
        stance=claim.stance,
        words=" ".join(words_at(analysis.revision.text, claim.content).split()),
        outlet=outlet,
        killed=tuple(dict.fromkeys(_killed(claim))),
    )


def _killed(claim: Claim) -> Iterable[str]:
    return (figure.words for figure in claim.figures if figure.unit is FigureUnit.KILLED)


def _is_there(claim: Claim, near: ContextNear) -> bool:
    """Whether a claim names the place that the row is nearest to."""
    record = near.record
    if near.km is None or record.lat is None or record.lon is None:
        return False
    return any(
        max(0.0, distance_km(lat, lon, record.lat, record.lon) - reach) <= near.km + 0.001
        for lat, lon, reach in _points(claim)
    )


def _points(claim: Claim) -> Iterator[tuple[float, float, float]]:
    for place in claim.places:
        if place.lat is not None and place.lon is not None and not place.attributive:
            yield place.lat, place.lon, place.radius_km or 0.0


def _meets(claim: Claim, near: ContextNear, days: int) -> bool:
    """Whether a claim may tell of the row's days: what has no time may."""
    time, record = claim.event_time, near.record
    if time is None or time.first is None or time.last is None or record.first is None or record.last is None:
        return True
    margin = timedelta(days=days)
    return time.first.date() - margin <= record.last and record.first <= time.last.date() + margin
