"""One name a party across the reports of a story, as the reports show it and as people decided."""

import re
from collections.abc import Mapping, Sequence

from counterclaim.actors import join_actors
from counterclaim.records.analyses import Analysis
from counterclaim.records.ids import ClaimId
from counterclaim.review import Pairs, Party

ARTICLE = re.compile(r"^(?:the|an?) ", re.IGNORECASE)


def join_names(analyses: Sequence[Analysis], decided: Pairs[Party] | None = None) -> Mapping[ClaimId, str]:
    """For each claim the name, without its article, that its actor goes by in all the reports.

    Equal names are one party within a story, even where they are too plain to be joined across stories (“army”), unless
    a person has parted them.
    """
    decided = decided or Pairs()
    joined = join_actors(
        [
            (analysis.revision.id, [*analysis.actors, *(claim.actor for claim in analysis.claims)])
            for analysis in analyses
        ],
        decided=[
            *((a, b, True) for a, b in sorted(decided.together)),
            *((a, b, False) for a, b in sorted(decided.apart)),
        ],
    )
    return {
        claim.id: ARTICLE.sub("", joined[analysis.revision.id, claim.actor.name].name)
        for analysis in analyses
        for claim in analysis.claims
    }
