"""From decisions on words to pairs of claims, reports, origins and parties that must or must not be one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim, Polarity
from counterclaim.records.decisions import RELATING, Decision, DecisionAction, Words
from counterclaim.records.ids import ClaimId, RevisionId
from counterclaim.review._anchors import find_claim
from counterclaim.review._pairs import Pairs, Statement, as_statements, settle, settle_singly
from counterclaim.review._readings import Conflict

#: A party of one report: the revision and the name there.
Party = tuple[RevisionId, str]

_ON_REPORTS = {
    DecisionAction.JOIN_REPORTS: True,
    DecisionAction.PART_REPORTS: False,
    DecisionAction.MERGE: True,  # claims about one matter stand in reports about one event
}
_ON_CLAIMS = {DecisionAction.MERGE: True, DecisionAction.PART: False}
_ON_ORIGINS = {DecisionAction.JOIN_ORIGINS: True, DecisionAction.PART_ORIGINS: False}
_ON_ACTORS = {DecisionAction.JOIN_ACTORS: True, DecisionAction.PART_ACTORS: False}
_ON_DISPUTES = {DecisionAction.DISPUTE: True, DecisionAction.NO_DISPUTE: False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraints:
    """What people's decisions demand of stories, propositions, origins, parties and disputes, free of contradictions.

    `disputes` pairs claims that dispute each other (`together`) or do not (`apart`). `lost` are decisions of which
    some words stand in no claim, or two of the words in the same one: they wait for a person. `conflicts` are those
    that other people's later decisions overrule.
    """

    claims: Pairs[ClaimId]
    reports: Pairs[RevisionId]
    origins: Pairs[RevisionId]
    actors: Pairs[Party]
    disputes: Pairs[ClaimId]
    lost: tuple[Decision, ...]
    conflicts: tuple[Conflict, ...]


class Places:
    """The claims of the readings at hand, by the words that decisions bind to."""

    def __init__(self, analyses: Iterable[Analysis]) -> None:
        self._reports: dict[RevisionId, Analysis] = {analysis.revision.id: analysis for analysis in analyses}
        self._claims: dict[ClaimId, Claim] = {c.id: c for analysis in self._reports.values() for c in analysis.claims}

    def holds(self, revision: RevisionId) -> bool:
        return revision in self._reports

    def claim(self, words: Words, claim_id: ClaimId | None = None, speaker: str | None = None) -> Claim | None:
        """The claim at the words; the one of that id where it still stands there."""
        analysis = self._reports.get(words.revision_id)
        if analysis is None:
            return None
        named = self._claims.get(claim_id) if claim_id is not None else None
        if named is not None and named.revision_id == words.revision_id:
            return named
        return find_claim(analysis.claims, words.spans, speaker=speaker)

    def by_id(self, claim_id: ClaimId) -> Claim | None:
        return self._claims.get(claim_id)

    def ends(self, decision: Decision) -> tuple[Claim | None, list[Claim | None]]:
        """The claim that a decision is about, and those that it relates it to; None for words that no claim holds."""
        here = self.claim(_here(decision), decision.claim_id, decision.speaker)
        others = [self.by_id(claim_id) for claim_id in decision.others]
        if not others:
            others = [self.claim(words) for words in decision.elsewhere]
        elif len(others) == len(decision.elsewhere):
            at = zip(others, decision.elsewhere, strict=True)
            others = [found if found is not None else self.claim(words) for found, words in at]
        return here, others


def _here(decision: Decision) -> Words:
    return Words(revision_id=decision.revision_id, spans=decision.spans)


def find_constraints(analyses: Sequence[Analysis], decisions: Sequence[Decision]) -> Constraints:
    """What the decisions, in the order said, demand of these readings. Decisions on other reports are idle."""
    places = Places(analyses)
    relating = [decision for decision in decisions if decision.action in RELATING]
    ends = {id(decision): places.ends(decision) for decision in relating}
    reports = settle([s for decision in relating for s in _on_reports(decision, places, ends)])
    disputes = settle_singly([s for decision in relating for s in _on_claims(decision, ends, _ON_DISPUTES)])
    claims = settle([s for decision in relating for s in _on_matters(decision, ends, disputes, reports)])
    origins = settle([s for decision in relating for s in _of_reports(decision, places, _ON_ORIGINS)])
    actors = settle([s for decision in relating for s in _on_actors(decision, ends)])
    conflicts = (c for pairs in (reports, claims, origins, actors, disputes) for c in pairs.conflicts)
    return Constraints(
        claims=claims,
        reports=reports,
        origins=origins,
        actors=actors,
        disputes=disputes,
        lost=tuple(decision for decision in relating if _is_lost(decision, places, ends)),
        conflicts=tuple(dict.fromkeys(conflicts)),
    )


Ends = Mapping[int, tuple[Claim | None, list[Claim | None]]]


def _on_reports(decision: Decision, places: Places, ends: Ends) -> Iterator[Statement[RevisionId]]:
    if decision.action is DecisionAction.MERGE:
        here, others = ends[id(decision)]
        revisions = [claim.revision_id if claim else None for claim in others]
        yield from as_statements(here.revision_id if here else None, revisions, decision, same=True)
    else:
        yield from _of_reports(decision, places, _ON_REPORTS)


def _of_reports(
    decision: Decision, places: Places, actions: Mapping[DecisionAction, bool]
) -> Iterator[Statement[RevisionId]]:
    if decision.action in actions:
        others = [words.revision_id if places.holds(words.revision_id) else None for words in decision.elsewhere]
        here = decision.revision_id if places.holds(decision.revision_id) else None
        yield from as_statements(here, others, decision, same=actions[decision.action])


def _on_claims(decision: Decision, ends: Ends, actions: Mapping[DecisionAction, bool]) -> Iterator[Statement[ClaimId]]:
    if decision.action in actions:
        here, others = ends[id(decision)]
        ids = [claim.id if claim else None for claim in others]
        yield from as_statements(here.id if here else None, ids, decision, same=actions[decision.action])


def _on_matters(
    decision: Decision, ends: Ends, disputes: Pairs[ClaimId], reports: Pairs[RevisionId]
) -> Iterator[Statement[ClaimId]]:
    """Merges and parts; and what a dispute between two claims demands: a denial shares the proposition that it denies,
    and two claims that cannot both hold are two propositions."""
    here, others = ends[id(decision)]
    if decision.action in _ON_CLAIMS:
        same = _ON_CLAIMS[decision.action]
        for other in others:
            parted = (
                here is not None and other is not None and _pair(here.revision_id, other.revision_id) in reports.apart
            )
            if not (same and parted):
                yield from as_statements(here.id if here else None, [other.id if other else None], decision, same=same)
    elif decision.action is DecisionAction.DISPUTE and here is not None:
        for other in others:
            if other is not None and _pair(here.id, other.id) in disputes.together:
                yield from as_statements(here.id, [other.id], decision, same=_says_no_to(here, other))


def _says_no_to(a: Claim, b: Claim) -> bool:
    """Whether one says no to what the other says, by a word of denying or by a “not” of its own: then they are two
    sides of one matter."""
    sides = {a.polarity, b.polarity}
    return sides == {Polarity.FOR, Polarity.AGAINST} or (sides == {Polarity.FOR} and a.frame.negated != b.frame.negated)


def _on_actors(decision: Decision, ends: Ends) -> Iterator[Statement[Party]]:
    if decision.action in _ON_ACTORS:
        here, others = ends[id(decision)]
        parties = [(claim.revision_id, claim.actor.name) if claim else None for claim in others]
        at: Party | None = (here.revision_id, here.actor.name) if here else None
        yield from as_statements(at, parties, decision, same=_ON_ACTORS[decision.action])


def _is_lost(decision: Decision, places: Places, ends: Ends) -> bool:
    """Whether a person has to say again what a decision is about: its report is at hand, but not its claim."""
    visible = [places.holds(words.revision_id) for words in (_here(decision), *decision.elsewhere)]
    if not all(visible):
        return False
    if decision.action in _ON_ORIGINS or decision.action in (DecisionAction.JOIN_REPORTS, DecisionAction.PART_REPORTS):
        return False
    here, others = ends[id(decision)]
    found = [here, *others]
    if any(claim is None for claim in found):
        return True
    if decision.action in _ON_ACTORS:
        return False
    return any(a is not None and b is not None and a.id == b.id for a, b in combinations(found, 2) if a is here)


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)
