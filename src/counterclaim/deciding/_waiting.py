"""What waits for a person: decisions that want to be said again, readings that changed, and what nobody looked at."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from counterclaim.disputes import build_accounts, join_names
from counterclaim.ledger import NOW, HeldDecision, Ledger
from counterclaim.records.accounts import Accounts, Story
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim
from counterclaim.records.decisions import Decision, DecisionAction
from counterclaim.records.ids import ClaimId, RevisionId
from counterclaim.records.revisions import Revision
from counterclaim.review import (
    REVIEW,
    Conflict,
    Standing,
    annotate,
    find_constraints,
    find_standings,
    outcome_of,
    review_reading,
)
from counterclaim.views import find_stories

#: What people say of where a party stands.
PLACING = (DecisionAction.SIDE, DecisionAction.OBSERVER)


class Wait(StrEnum):
    """Why something waits, the most pressing first."""

    LOST = "lost"  # a decision whose words no reading holds any more
    CONFLICT = "conflict"  # people decided otherwise of one thing
    ANEW = "read anew"  # read otherwise than when it was accepted
    UNREVIEWED = "unreviewed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One thing that waits. `said` is the decision that is lost, overruled or overtaken by a new reading, `in_force`
    the one that overrules it; `claim` is what nobody reviewed, or what is read anew. `parties` counts those who speak
    of the claim's matter."""

    what: Wait
    revision: RevisionId
    why: str
    said: HeldDecision | None = None
    in_force: HeldDecision | None = None
    claim: Claim | None = None
    disputed: bool = False
    parties: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """What waits, in order. `readings` are the current texts as people left them, `texts` those that decisions are
    about (earlier ones too); of `claims` claims `reviewed` have been looked at."""

    waiting: tuple[Waiting, ...]
    readings: tuple[Analysis, ...]
    accounts: Accounts
    decisions: tuple[Decision, ...]
    texts: Mapping[RevisionId, Revision]
    claims: int
    reviewed: int


def build_queue(ledger: Ledger, about: str | None = None) -> Queue:
    """What waits in a ledger; with `about` in the stories that an id belongs to, and nothing else is read."""
    only: set[str] | None = None
    if about is not None:
        only = {str(r) for story in find_stories(ledger, about, NOW).chosen for r in story.revisions}
    here = None if only is None else {text.id for text in ledger.revisions(only=only)}
    carried = [one for one in ledger.carried() if here is None or one[0].decision.revision_id in here]
    machine = ledger.analyses(only=only, machine=True)
    decided = {str(held.decision.revision_id) for held, _ in carried}
    texts = {analysis.revision.id: analysis.revision for analysis in ledger.analyses(current=False, only=decided)}
    accounts = ledger.accounts(build_accounts, only=only)
    entry_of: dict[Decision, HeldDecision] = {}
    current: list[Decision] = []
    waiting: list[Waiting] = []

    def lose(held: HeldDecision, why: str) -> None:
        waiting.append(Waiting(what=Wait.LOST, revision=held.decision.revision_id, why=why, said=held))

    for held, moved in carried:
        entry_of[held.decision] = held
        if moved is None:
            lose(held, "its words are gone from the newest text of the report")
        else:
            entry_of.setdefault(moved, held)
            current.append(moved)
    conflicts: list[Conflict] = []
    read_anew: list[Waiting] = []
    reviewed: list[Analysis] = []
    for analysis in machine:
        result = review_reading(analysis, [d for d in current if d.revision_id == analysis.revision.id])
        reviewed.append(result.analysis)
        for decision in result.lost:
            lose(entry_of[decision], "no claim of the newest reading holds half of its words")
        conflicts += result.conflicts
        read_anew += _read_anew(analysis, result.decisions, entry_of)
    found = find_constraints(reviewed, current)
    for decision in found.lost:
        lose(entry_of[decision], "not all of its words are claims of their own any more")
    for story in accounts.stories:
        conflicts += standings_in(story, reviewed, current)[1]
    waiting += (
        Waiting(
            what=Wait.CONFLICT,
            revision=one.overruled.revision_id,
            why=f"{one.in_force.author} decided otherwise later: {one.in_force.action.value}",
            said=entry_of[one.overruled],
            in_force=entry_of[one.in_force],
        )
        for one in (*conflicts, *found.conflicts)
    )
    claims = [claim for analysis in reviewed for claim in analysis.claims]
    return Queue(
        waiting=(*dict.fromkeys(waiting), *read_anew, *_unreviewed(claims, accounts)),
        readings=tuple(reviewed),
        accounts=accounts,
        decisions=tuple(current),
        texts=texts | {analysis.revision.id: analysis.revision for analysis in reviewed},
        claims=len(claims),
        reviewed=sum(map(is_reviewed, claims)),
    )


def is_reviewed(claim: Claim) -> bool:
    """Whether a person decided on it."""
    return any(evidence.field == REVIEW for evidence in claim.evidence)


def _read_anew(
    analysis: Analysis, decisions: Mapping[ClaimId, Sequence[Decision]], entry_of: Mapping[Decision, HeldDecision]
) -> list[Waiting]:
    """The claims that are read otherwise than when they were accepted."""
    found = []
    for claim in analysis.claims:
        accepted = [d for d in decisions.get(claim.id, ()) if d.action is DecisionAction.ACCEPT and d.claims]
        if accepted and outcome_of(accepted[-1].claims[0]) != outcome_of(claim):
            now = ", ".join(differences(accepted[-1].claims[0], claim))
            found.append(
                Waiting(
                    what=Wait.ANEW,
                    revision=analysis.revision.id,
                    why=f"the newest reading has: {now}",
                    said=entry_of[accepted[-1]],
                    claim=claim,
                )
            )
    return found


def _unreviewed(claims: Iterable[Claim], accounts: Accounts) -> list[Waiting]:
    """The claims that nobody decided on: the disputed first, of these those of which most parties speak, then the
    least sure."""
    disputed = {claim for dispute in accounts.disputes for claim in (*dispute.sides_for, *dispute.sides_against)}
    parties = {
        claim: len({position.actor for position in proposition.positions})
        for proposition in accounts.propositions
        for claim in proposition.claims
    }
    ranked = sorted(
        (claim.id not in disputed, -parties.get(claim.id, 0), 0.5 if claim.score is None else claim.score, claim.id)
        for claim in claims
        if not is_reviewed(claim)
    )
    known = {claim.id: claim for claim in claims}
    return [
        Waiting(
            what=Wait.UNREVIEWED,
            revision=known[id_].revision_id,
            why="in dispute" if not calm else tell_sureness(known[id_].score),
            claim=known[id_],
            disputed=not calm,
            parties=-minus,
        )
        for calm, minus, _, id_ in ranked
    ]


def tell_sureness(score: float | None) -> str:
    """How sure a machine is of its own reading, in words. It is sure that somebody says so, never that it is so."""
    return "" if score is None else f"the machine is {min(score, 0.99):.0%} sure of this reading"


def standings_in(
    story: Story, analyses: Iterable[Analysis], decisions: Sequence[Decision]
) -> tuple[tuple[Standing, ...], tuple[Conflict, ...]]:
    """Where people said that the parties of a story stand, and which of these decisions contradict."""
    if not any(one.action in PLACING and one.revision_id in story.revisions for one in decisions):
        return (), ()  # names are joined over all reports of a story, which takes long
    inside = [analysis for analysis in analyses if analysis.revision.id in story.revisions]
    return find_standings(inside, decisions, names_in(inside, decisions))


def names_in(analyses: Sequence[Analysis], decisions: Sequence[Decision]) -> Mapping[ClaimId, str]:
    """The name that each claim's actor goes by across these reports."""
    return join_names(analyses, find_constraints(analyses, decisions).actors)


def differences(a: Claim, b: Claim) -> list[str]:
    """What the second reading has otherwise than the first, in words."""
    one, other = annotate(a), annotate(b)
    fields = [
        f"{name} {getattr(other, name)}"
        for name in ("actor", "stance", "form", "kind")
        if getattr(one, name) != getattr(other, name)
    ]
    roles = ("content", "source", "cue", "figure", "place", "time")
    moved = [r for r in roles if [m for m in one.words if m.role == r] != [m for m in other.words if m.role == r]]
    return fields + [f"other {role}" for role in moved]
