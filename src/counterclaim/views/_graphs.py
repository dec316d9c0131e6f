"""Where the claims of a story or a proposition come from."""

from collections.abc import Iterable

from counterclaim.origins import draw_origins
from counterclaim.records.accounts import OriginGraph
from counterclaim.records.ids import ClaimId, RevisionId
from counterclaim.views._lookup import Lookup


def graph_of(kind: str, found: str, lookup: Lookup) -> OriginGraph:
    """The origin graph of a story or a proposition, of the claims that are shown."""
    ids: Iterable[str]
    if kind == "story":
        ids = [c for p in lookup.stories[found].propositions for c in lookup.propositions[p].claims]
    else:
        ids = lookup.propositions[found].claims
    claims = [lookup.claims[id_] for id_ in ids if id_ in lookup.claims]
    return draw_origins(
        found,
        {ClaimId(claim.id): (RevisionId(claim.revision), claim.actor) for claim in claims},
        lookup.document.origins,
        {RevisionId(r): report.outlet or report.title or r for r, report in lookup.reports.items()},
    )
