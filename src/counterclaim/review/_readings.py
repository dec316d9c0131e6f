"""The reading of a report as people left it. The machine's reading stays what it is; this one stands beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim
from counterclaim.records.decisions import ON_CLAIMS, Decision, DecisionAction
from counterclaim.records.ids import ClaimId, make_id
from counterclaim.records.notes import Evidence
from counterclaim.review._anchors import SHARED, find_claim, share

#: The fields of the evidence that say what people did with a claim (views mark claims without the first as unreviewed)
#: and what they remarked.
REVIEW, COMMENT = "review", "comment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two people decided differently of one thing: the later decision is in force, the earlier one overruled."""

    in_force: Decision
    overruled: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedReading:
    """One report after review.

    `analysis` holds the claims as they stand: accepted, corrected, split, without those withdrawn, and the machine's
    own where nobody said anything. `decisions` are those on each claim, in the order said, under the claim of the
    machine's reading, or under the claim that a person saw where this reading has none in those words any more: such
    decisions are in `lost` too, for somebody to look at. `conflicts` are between different people.
    """

    analysis: Analysis
    decisions: Mapping[ClaimId, tuple[Decision, ...]]
    lost: tuple[Decision, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


def review_reading(analysis: Analysis, decisions: Sequence[Decision]) -> ReviewedReading:
    """The reading with the decisions of people on its claims, the later before the earlier.

    A decision stays with the claim that shares at least half of its words, whatever reading it was made on. Where no
    claim does, what a person accepted or wrote stays in force in that person's words: a later run takes nothing back.
    """
    standing: dict[ClaimId, tuple[Claim, ...]] = {claim.id: (claim,) for claim in analysis.claims}
    machine = {claim.id: claim for claim in analysis.claims}
    heard: dict[ClaimId, list[Decision]] = {}
    remarks: dict[ClaimId, list[Decision]] = {}
    lost: list[Decision] = []
    for decision in decisions:
        if decision.revision_id != analysis.revision.id:
            continue
        if decision.action is DecisionAction.COMMENT:
            about, part = _target(decision, analysis.claims, standing, heard)
            if about is not None:
                remarks.setdefault(part or about, []).append(decision)
            elif decision.claim_id is not None:
                lost.append(decision)
            continue
        if decision.action not in ON_CLAIMS:
            continue
        root, part = _target(decision, analysis.claims, standing, heard)
        if root is None:
            root = decision.claims[0].id if decision.action is DecisionAction.ADD else decision.claim_id
            root = root or _claim_id(decision)
            standing.setdefault(root, ())
        if root not in machine:
            added = [*heard.get(root, ()), decision][0].action is DecisionAction.ADD  # nobody expects to read it
            lost += [] if added else [decision]
        standing[root] = _after(decision, root, part, standing[root], machine.get(root))
        heard.setdefault(root, []).append(decision)
    found = [conflict for own in heard.values() for conflict in find_conflicts(own)]
    overruled = {id(conflict.in_force): conflict.overruled for conflict in found}
    claims: dict[ClaimId, Claim] = {}
    for root, own in standing.items():
        for claim in own:
            said = [*heard.get(root, ()), *remarks.get(claim.id, ())]
            claims.setdefault(claim.id, _marked(claim, said, overruled))
    ordered = sorted(claims.values(), key=lambda claim: (claim.content[0].start, claim.content[-1].end, claim.id))
    changed = bool(heard or remarks)
    return ReviewedReading(
        analysis=replace(analysis, claims=tuple(_referring(c, claims) for c in ordered)) if changed else analysis,
        decisions={root: tuple(own) for root, own in heard.items()},
        lost=tuple(lost),
        conflicts=tuple(found),
    )


def _target(
    decision: Decision,
    machine: Sequence[Claim],
    standing: Mapping[ClaimId, tuple[Claim, ...]],
    heard: Mapping[ClaimId, Sequence[Decision]],
) -> tuple[ClaimId | None, ClaimId | None]:
    """The machine's claim (or a lost one) that a decision is about, and the part of it where it was split."""
    for root, own in standing.items():
        if root == decision.claim_id:
            return root, None
        for claim in own:
            if claim.id == decision.claim_id:
                return root, claim.id
    speaker = decision.speaker or (decision.claims[0].actor.name if len(decision.claims) == 1 else None)
    found = find_claim(machine, decision.spans, speaker=speaker)
    if found is not None:
        return found.id, None
    read = {id(claim) for claim in machine}
    written = {claim.id: root for root, own in standing.items() for claim in own if id(claim) not in read}
    other = [claim for own in standing.values() for claim in own if id(claim) not in read]
    part = find_claim(other, decision.spans, speaker=speaker)
    if part is not None:
        return written[part.id], part.id
    for root, earlier in heard.items():
        if any(share(decision.spans, other.spans) >= SHARED for other in earlier):
            return root, None
    return None, None


def _after(
    decision: Decision,
    root: ClaimId,
    part: ClaimId | None,
    standing: tuple[Claim, ...],
    machine: Claim | None,
) -> tuple[Claim, ...]:
    """The claims that stand in the place of one claim once a decision on it, or on a part of it, is heard."""
    is_part = part is not None and part != root and len(standing) > 1
    now = next((claim for claim in standing if claim.id == part), None) if is_part else machine
    if decision.action is DecisionAction.WITHDRAW:
        new: tuple[Claim, ...] = ()
    elif decision.action is DecisionAction.SPLIT:
        new = written_claims(decision)
    elif decision.claims:
        kept = part if is_part and part is not None else root
        new = (replace(decision.claims[0], id=kept),)
    else:
        new = (now,) if now is not None else ()
    if not is_part:
        return new
    return tuple(claim for other in standing for claim in (new if other.id == part else (other,)))


def written_claims(decision: Decision) -> tuple[Claim, ...]:
    """The claims that a decision writes, under the ids that they go by where no reading holds them."""
    if decision.action is DecisionAction.SPLIT:
        return tuple(replace(claim, id=_part_id(claim)) for claim in decision.claims)
    if decision.action is DecisionAction.ADD or decision.claim_id is None:
        return decision.claims
    return tuple(replace(claim, id=decision.claim_id) for claim in decision.claims)


def _claim_id(decision: Decision) -> ClaimId:
    """A name for a claim that nobody's reading holds any more."""
    return ClaimId(make_id("c", [decision.revision_id, [[span.start, span.end] for span in decision.spans]]))


def _part_id(claim: Claim) -> ClaimId:
    """The id of a part: what it says decides, so that judgements on it outlive a new reading."""
    spans = [[[span.start, span.end] for span in own] for own in (claim.content, claim.cue)]
    return ClaimId(make_id("c", [claim.revision_id, claim.actor.name, claim.stance.value, *spans]))


def find_conflicts(decisions: Sequence[Decision]) -> list[Conflict]:
    """The decisions on one claim that another person's later one contradicts. Who changes their own mind contradicts
    nobody, and a comment decides nothing."""
    latest = {decision.author: decision for decision in decisions}
    last = decisions[-1]
    return [
        Conflict(in_force=last, overruled=other)
        for other in decisions
        if other.author != last.author and latest[other.author] is other and _outcome(other) != _outcome(last)
    ]


def _outcome(decision: Decision) -> object:
    """What a decision makes of a claim, whoever read it first."""
    if decision.action is DecisionAction.WITHDRAW:
        return "withdrawn"
    if not decision.claims:
        return "as read"
    return tuple(outcome_of(claim) for claim in decision.claims)


def outcome_of(claim: Claim) -> object:
    """What a claim says: what two people must agree on for their readings to be one."""
    return (
        claim.content,
        claim.source,
        claim.actor.name,
        claim.stance,
        claim.kind,
        claim.form,
        claim.hedged,
        claim.via,
        tuple((f.span, f.low, f.high, f.unit) for f in claim.figures),
        tuple((p.span, p.name, p.lat, p.lon) for p in claim.places),
        (claim.event_time.value, claim.event_time.first, claim.event_time.last) if claim.event_time else None,
    )


def _marked(claim: Claim, decisions: Sequence[Decision], overruled: Mapping[int, Decision]) -> Claim:
    """The claim with what people decided of it among its evidence."""
    if not decisions:
        return claim
    said: list[Evidence] = [evidence for evidence in claim.evidence if evidence.field not in (REVIEW, COMMENT)]
    for decision in decisions:
        detail = f"{decision.author}: {decision.reason}"
        field = COMMENT if decision.action is DecisionAction.COMMENT else REVIEW
        said.append(Evidence(field=field, rule=decision.action.value, detail=detail))
        if id(decision) in overruled:
            other = overruled[id(decision)]
            said.append(
                Evidence(field=REVIEW, rule="conflict", detail=f"{other.author} said: {other.action}, {other.reason}")
            )
    return replace(claim, evidence=tuple(said))


def _referring(claim: Claim, claims: Mapping[ClaimId, Claim]) -> Claim:
    """The claim without references to what is no claim any more."""
    refers_to = claim.refers_to if claim.refers_to in claims else None
    withheld = claim.withheld if claim.withheld in claims else None
    return replace(claim, refers_to=refers_to, withheld=withheld)
