"""The status of a proposition by rule, each with its reason in words. Never true or false."""

import re
from collections.abc import Mapping, Sequence, Set
from itertools import combinations

from counterclaim.disputes._counts import count_origins
from counterclaim.records.accounts import Origin, Position, Status
from counterclaim.records.claims import Claim, Polarity, Stance
from counterclaim.records.ids import ClaimId, RevisionId
from counterclaim.records.mentions import ARTICLE, UNNAMED
from counterclaim.records.spans import words_at

#: What the words of an open claim say is missing, in this order.
OPEN = (
    (Status.NOT_VERIFIED, re.compile(r"\bverif", re.IGNORECASE)),
    (Status.NO_COMMENT, re.compile(r"\b(?:comment|respon[ds]|repl(?:y|ied)|declin)", re.IGNORECASE)),
    (Status.NO_CONFIRMATION, re.compile(r"\bconfirm", re.IGNORECASE)),
)


def derive_statuses(
    claims: Sequence[Claim],
    positions: Sequence[Position],
    texts: Mapping[RevisionId, str],
    names: Mapping[ClaimId, str],
    origins: Sequence[Origin],
    *,
    contested: bool,
    rivals: Set[frozenset[str]],
) -> list[tuple[Status, str]]:
    """The statuses of one proposition with their reasons, in the order of `Status`.

    `rivals` holds the pairs of parties that stand against each other anywhere in the story.
    """
    found: dict[Status, str] = {}
    backing = [claim for claim in claims if claim.polarity is Polarity.FOR]
    count, reports = count_origins(backing, origins), len({claim.revision_id for claim in backing})
    if count == 1:
        found[Status.ONE_ORIGIN] = "one report" if reports == 1 else f"{reports} reports that go back to one origin"
    elif count > 1 and reports == 1:
        found[Status.INDEPENDENT] = f"{count} origins cited in one report"
    elif count > 1:
        found[Status.INDEPENDENT] = f"{count} origins in {reports} reports that share no text and no carrier"
    # Only parties can oppose each other: neither the report itself nor nobody is one.
    backers = [p.actor for p in positions if p.polarity is Polarity.FOR and p.actor not in (ARTICLE, UNNAMED)]
    opposing = [pair for pair in combinations(backers, 2) if frozenset(pair) in rivals]
    if opposing:
        found[Status.OPPOSING_SIDES] = f"{opposing[0][0]} and {opposing[0][1]}, who differ elsewhere, both say so"
    if contested:
        against = sorted({position.actor for position in positions if position.polarity is Polarity.AGAINST})
        found[Status.CONTESTED] = (
            "denied by " + ", ".join(against) if against else "another account cannot hold together with it"
        )
    for claim in claims:
        if claim.stance is Stance.CONFIRMS and any(frozenset((names[claim.id], actor)) in rivals for actor in backers):
            found.setdefault(
                Status.CONCEDED,
                f"{names[claim.id]} confirms “{words_at(texts[claim.revision_id], claim.content)}”",
            )
        if claim.polarity is Polarity.OPEN:
            said = words_at(texts[claim.revision_id], (*claim.cue, *claim.content))
            status = next((status for status, pattern in OPEN if pattern.search(said)), None)
            if status is not None:
                who = names[claim.id]
                who = "the report" if who in (ARTICLE, UNNAMED) else who
                found.setdefault(status, f"{who}: “{words_at(texts[claim.revision_id], claim.cue or claim.content)}”")
    return [(status, found[status]) for status in Status if status in found]
