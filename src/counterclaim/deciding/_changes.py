"""What a decision changed in a claim: how it read before, and how it reads since, field by field."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from counterclaim.ledger import HeldDecision
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim
from counterclaim.records.decisions import DecisionAction
from counterclaim.records.ids import ClaimId, EntryId
from counterclaim.review import annotate, find_claim, review_reading

#: The fields of a claim that a person can write, in the order in which they are compared.
FIELDS = ("actor", "stance", "form", "kind")
ROLES = ("content", "source", "cue", "figure", "place", "time")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field before and after a decision, in words; None: there was, or is, nothing."""

    field: str
    before: str | None
    after: str | None


def fields_of(claim: Claim | None, text: str) -> dict[str, str]:
    """What can be written of a claim, by field, in words; words of the report stand in quotation marks."""
    if claim is None:
        return {}
    shown = annotate(claim)
    values = {"actor": claim.actor.name} | {name: getattr(shown, name).value for name in FIELDS[1:]}
    for role in ROLES:
        values[role] = "; ".join(
            f"“{' '.join(marked.span.of(text).split())}”" + (f" = {marked.value}" if marked.value is not None else "")
            for marked in shown.words
            if marked.role == role
        )
    return values


def changes_by(machine: Analysis, held: Sequence[HeldDecision]) -> Mapping[EntryId, tuple[Change, ...]]:
    """What each decision that writes a claim changed, by its entry. `machine` is a report as a machine reads it, `held`
    all decisions on it in the order of the log, also those undone."""
    own = [one for one in held if one.decision.revision_id == machine.revision.id]
    number = {one.entry_id: one.seq for one in own}
    found = {}
    for one in own:
        if one.decision.claims and one.decision.action is not DecisionAction.ACCEPT:
            then = [o.decision for o in own if o.seq < one.seq and _undone(o, number) > one.seq]
            before = _claim_before(one, review_reading(machine, then).analysis.claims)
            found[one.entry_id] = tuple(_changes(one, before, machine.revision.text))
    return found


def _undone(held: HeldDecision, number: Mapping[EntryId, int]) -> float:
    """The place in the log from which a decision no longer holds."""
    return float("inf") if held.undone_by is None else number.get(held.undone_by, 0)


def _claim_before(held: HeldDecision, claims: Sequence[Claim]) -> Claim | None:
    """The claim that a decision is about, as it stood before."""
    decision = held.decision
    if decision.action is DecisionAction.ADD:
        return None
    seen: ClaimId | None = decision.claim_id
    same = next((claim for claim in claims if claim.id == seen), None)
    return same or find_claim(claims, decision.spans, speaker=decision.speaker)


def _changes(held: HeldDecision, before: Claim | None, text: str) -> Iterable[Change]:
    old = fields_of(before, text)
    if held.decision.action is DecisionAction.SPLIT:
        for part in held.decision.claims:
            yield Change(field="part", before=None, after=f"{part.stance.value} {fields_of(part, text)['content']}")
        return
    new = fields_of(held.decision.claims[0], text)
    for name in (*FIELDS, *ROLES):
        if old.get(name, "") != new[name]:
            yield Change(field=name, before=old.get(name) or None, after=new[name] or None)
