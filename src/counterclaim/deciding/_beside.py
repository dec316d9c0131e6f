"""A claim as the machine reads it beside what people made of it, and who decided what."""

from collections.abc import Mapping
from dataclasses import dataclass

from counterclaim.deciding._changes import Change, changes_by
from counterclaim.deciding._waiting import is_reviewed
from counterclaim.errors import LedgerError
from counterclaim.ledger import HeldDecision, Ledger
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim
from counterclaim.records.decisions import ON_REPORTS, DecisionAction
from counterclaim.records.ids import EntryId
from counterclaim.records.revisions import Revision
from counterclaim.review import find_claim, review_reading, written_claims

#: Decisions on whole reports, or on parts of one that coders read.
WHOLE = frozenset({*ON_REPORTS, DecisionAction.CODE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A claim, `machine` as it was read (None: no machine read one in these words) and `in_force` as it stands (None:
    withdrawn, or in parts). `decisions` are all that people said of it, also what was undone, `changes` what they
    changed; `conflicts` are of the overruled decision and the one in force."""

    claim: Claim
    reading: Analysis
    machine: Claim | None
    in_force: Claim | None
    parts: tuple[Claim, ...]
    decisions: tuple[HeldDecision, ...]
    conflicts: tuple[tuple[HeldDecision, HeldDecision], ...]
    changes: Mapping[EntryId, tuple[Change, ...]]

    @property
    def revision(self) -> Revision:
        return self.reading.revision

    @property
    def reviewed(self) -> bool:
        return self.in_force is None or is_reviewed(self.in_force)


def set_beside(ledger: Ledger, id_: str) -> Beside:
    """The claim that the start of an id names, with both readings.

    Raises:
        LedgerError: it names no claim.
    """
    found = ledger.find(id_)
    if not isinstance(found.record, Claim) or found.analysis is None:
        raise LedgerError(f"{id_!r} names a {found.kind}, not a claim")
    claim, revision = found.record, found.analysis.revision
    (machine,) = ledger.analyses(current=False, only={revision.id}, machine=True)
    read = next((c for c in machine.claims if c.id == claim.id), None) or find_claim(machine.claims, claim.content)
    (standing,) = ledger.analyses(current=False, only={revision.id})
    in_force = next((c for c in standing.claims if c.id == claim.id), None)
    about = {claim.id, *([read.id] if read else [])}
    own = [
        held
        for held in ledger.decisions(undone=True)
        if held.decision.revision_id == revision.id and held.decision.action not in WHOLE
    ]
    said = [
        held for held in own if held.decision.claim_id in about or find_claim([claim], held.decision.spans) is not None
    ]
    ours = {id(held.decision): held for held in own}
    result = review_reading(machine, [held.decision for held in own if held.undone_by is None])
    conflicts = [(ours[id(one.overruled)], ours[id(one.in_force)]) for one in result.conflicts]
    split = next(
        (h.decision for h in reversed(said) if h.decision.action is DecisionAction.SPLIT and h.undone_by is None), None
    )
    parts = written_claims(split) if split is not None and in_force is None else ()
    return Beside(
        claim=claim,
        reading=standing,
        machine=read,
        in_force=in_force,
        parts=tuple(part for part in parts if any(c.id == part.id for c in standing.claims)),
        decisions=tuple(said),
        conflicts=tuple(pair for pair in conflicts if pair[0] in said or pair[1] in said),
        changes=changes_by(machine, own),
    )
