"""The reading of a report as people left it. The machine's reading stays what it is; this one stands beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim
from counterclaim.records.decisions import ON_CLAIMS, Decision, DecisionAction
from counterclaim.records.ids import ClaimId, make_id
from counterclaim.records.notes import Evidence
from counterclaim.review._anchors import find_claim, share

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
    own = [d for d in decisions if d.revision_id == analysis.revision.id and (d.action in ON_CLAIMS or _remarks(d))]
    machine = {claim.id: claim for claim in analysis.claims}
    roots = _attach(own, analysis.claims)
    standing: dict[ClaimId, tuple[Claim, ...]] = {claim.id: (claim,) for claim in analysis.claims}
    heard: dict[ClaimId, list[Decision]] = {}
    remarks: dict[ClaimId, list[Decision]] = {}
    lost: list[Decision] = []
    for decision in own:
        root = roots[id(decision)]
        part = next((c.id for claims in standing.values() for c in claims if c.id == decision.claim_id), None)
        if part is not None and part not in machine:
            root = next(at for at, claims in standing.items() if any(claim.id == part for claim in claims))
        if _remarks(decision):
            remarks.setdefault(part or root, []).append(decision)
            lost += [] if root in standing else [decision]
            continue
        standing.setdefault(root, ())
        if root not in machine:
            added = [*heard.get(root, ()), decision][0].action is DecisionAction.ADD  # nobody expects to read it
            lost += [] if added else [decision]
        standing[root] = _after(decision, root, part, standing[root], machine.get(root))
        heard.setdefault(root, []).append(decision)
    found = [conflict for said in heard.values() for conflict in find_conflicts(said)]
    overruled = {id(conflict.in_force): conflict.overruled for conflict in found}
    claims: dict[ClaimId, Claim] = {}
    for root, left in standing.items():
        for claim in left:
            on_it = [*heard.get(root, ()), *remarks.get(claim.id, ())]
            claims.setdefault(claim.id, _marked(claim, on_it, overruled))
    ordered = sorted(claims.values(), key=lambda claim: (claim.content[0].start, claim.content[-1].end, claim.id))
    changed = bool(heard or remarks)
    return ReviewedReading(
        analysis=replace(analysis, claims=tuple(_referring(c, claims) for c in ordered)) if changed else analysis,
        decisions={root: tuple(said) for root, said in heard.items()},
        lost=tuple(lost),
        conflicts=tuple(found),
    )


def _remarks(decision: Decision) -> bool:
    """Whether it is a comment on a claim, not on a report."""
    return decision.action is DecisionAction.COMMENT and decision.claim_id is not None


def _attach(decisions: Sequence[Decision], machine: Sequence[Claim]) -> dict[int, ClaimId]:
    """For each decision (by identity) the claim of this reading that it is about, or where no claim shares half of its
    words the claim that was seen.

    What was said of one claim goes to one claim, and of two claims to two: one that a reading draws together from two
    takes over the decisions on that which it shares more words with.
    """
    groups: dict[object, list[Decision]] = {}
    for decision in decisions:
        seen: object = decision.claim_id or (decision.spans, decision.speaker)
        as_left = (decision.spans, decision.speaker)  # who decides on a claim as somebody left it means that claim
        group = groups.get(seen) or groups.get(("left", as_left)) or []
        group.append(decision)
        groups[seen] = group
        if len(decision.claims) == 1:
            groups[("left", (decision.claims[0].content, decision.claims[0].actor.name))] = group
    known = {claim.id for claim in machine}
    distinct = list({id(group): group for group in groups.values()}.values())
    exact = {id(g): next((d.claim_id for d in reversed(g) if d.claim_id in known), None) for g in distinct}
    free = [claim for claim in machine if claim.id not in set(exact.values())]

    def candidates(group: Sequence[Decision]) -> list[Claim]:
        """Who adds a claim beside those in the same words means none of other speakers."""
        alone = group[0].action is DecisionAction.ADD and group[0].others
        return [claim for claim in free if claim.actor.name == _speaker(group[0])] if alone else free

    def nearness(group: Sequence[Decision]) -> float:
        return max((share(d.spans, claim.content) for d in group for claim in candidates(group)), default=0.0)

    roots: dict[int, ClaimId] = {}
    for group in sorted(distinct, key=lambda g: 2.0 if exact[id(g)] else nearness(g), reverse=True):
        root = exact[id(group)]
        for decision in () if root else reversed(group):
            found = find_claim(candidates(group), decision.spans, speaker=_speaker(decision))
            if found is not None:
                root = found.id
                free = [claim for claim in free if claim.id != root]
                break
        roots.update((id(decision), root or _seen(group)) for decision in group)
    return roots


def _speaker(decision: Decision) -> str | None:
    return decision.speaker or (decision.claims[0].actor.name if len(decision.claims) == 1 else None)


def _seen(group: Sequence[Decision]) -> ClaimId:
    """The name of a claim that no reading holds any more: that under which somebody saw or wrote it."""
    first = group[0]
    written = first.claims[0].id if first.claims and first.action is DecisionAction.ADD else None
    return written or next((d.claim_id for d in group if d.claim_id is not None), None) or _claim_id(first)


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


def unmarked(claim: Claim) -> Claim:
    """The claim without what people said of it: as a decision keeps it."""
    said = tuple(evidence for evidence in claim.evidence if evidence.field not in (REVIEW, COMMENT))
    return replace(claim, evidence=said)


def _marked(claim: Claim, decisions: Sequence[Decision], overruled: Mapping[int, Decision]) -> Claim:
    """The claim with what people decided of it among its evidence."""
    if not decisions:
        return claim
    said = list(unmarked(claim).evidence)
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
