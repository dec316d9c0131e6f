"""What a party says in the breath of its denial: how it was instead."""

from collections import defaultdict
from collections.abc import Iterator, Set

from counterclaim.disputes._holds import tells_nothing_of_own
from counterclaim.disputes._matters import Matters
from counterclaim.disputes._oppositions import are_two
from counterclaim.disputes._polarities import one_deed
from counterclaim.records.accounts import MatchLabel
from counterclaim.records.claims import Claim, Kind, Polarity
from counterclaim.records.ids import PropositionId
from counterclaim.records.spans import words_at

#: It is the party's own account where it is about one matter with the claim denied with at least this probability: it
#: is about what was denied, in its own words.
OWN_ACCOUNT = 0.25


def find_own_accounts(
    matters: Matters, denied: Set[PropositionId]
) -> Iterator[tuple[PropositionId, Claim, Claim, float]]:
    """The propositions in dispute, each with a denial, the denier's own account and how near that is.

    Of what the party claims there, that which is nearest to the claim denied is its own account of the matter. It tells
    of the same deed, and is not what was denied over again.
    """
    told: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in matters.claims.values():
        if claim.polarity is Polarity.FOR and claim.kind is Kind.FACT and claim.frame.predicate is not None:
            if not tells_nothing_of_own(words_at(matters.texts[claim.revision_id], claim.cue), matters.words(claim)):
                told[claim.revision_id, claim.utterance.id].append(claim)
    for identity in matters.groups:
        if identity not in denied:
            continue
        group = matters.groups[identity]
        claimed = [claim for claim in group if claim.polarity is Polarity.FOR]
        for denial in (claim for claim in group if claim.polarity is Polarity.AGAINST):
            rivals = [claim for claim in claimed if are_two(claim, denial, matters.names)]
            own = [
                claim
                for claim in told[denial.revision_id, denial.utterance.id]
                if matters.home[claim.id] != identity
                and matters.names[claim.id] == matters.names[denial.id]
                and not any(_again(claim, rival, matters) for rival in rivals)
                and any(one_deed(claim, rival) for rival in rivals)
            ]
            if not rivals or not own:
                continue
            score, _, account = max(
                (max(matters.nearness(claim, other) for other in (denial, *rivals)), claim.id, claim) for claim in own
            )
            if score >= OWN_ACCOUNT:
                yield identity, denial, account, score


def _again(claim: Claim, rival: Claim, matters: Matters) -> bool:
    match = matters.between(claim, rival)
    return match is not None and match.label is MatchLabel.SAME
