"""Which outlet a report has each of its claims from."""

from collections import defaultdict
from collections.abc import Iterable

from counterclaim.origins._carriers import carrier_key, carriers_of
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim
from counterclaim.records.ids import ClaimId
from counterclaim.records.mentions import ARTICLE, UNNAMED
from counterclaim.records.spans import Span, hull


def carriers_by_claim(analysis: Analysis) -> dict[ClaimId, str]:
    """For each claim that came through a named outlet the name of it.

    Where all that a party says in the report with an outlet named has one outlet, the rest that it says there came
    through it too: “told Xxx” stands once.
    """
    own = {claim.id: names[0] for claim in analysis.claims if (names := carriers_of(claim))}
    through: dict[str, dict[str, str]] = defaultdict(dict)
    for claim in analysis.claims:
        if claim.id in own and (key := carrier_key(own[claim.id])):
            through[claim.actor.name][key] = own[claim.id]
    for claim in analysis.claims:
        named = through[claim.actor.name]
        if claim.id not in own and len(named) == 1 and claim.actor.name not in (ARTICLE, UNNAMED):
            own[claim.id] = next(iter(named.values()))
    return own


def claims_at(claims: Iterable[Claim], passages: Iterable[Span]) -> list[Claim]:
    """The claims of which words stand in one of the passages."""
    places = list(passages)
    return [claim for claim in claims if any(span.overlaps(place) for span in claim.content for place in places)]


def place_of(claim: Claim) -> Span:
    """The passage that a claim takes up with its source and cue."""
    return hull((*claim.content, *claim.cue, *claim.source))
