"""What waits for a person, what was decided, and a claim beside its machine's reading."""

from collections.abc import Mapping, Sequence

import click

from counterclaim.cli._deciding import SHORT, WHOLE, shortened
from counterclaim.cli._output import print_json, write_csv
from counterclaim.cli._sides import standings_in
from counterclaim.cli._visible import say
from counterclaim.disputes import build_accounts
from counterclaim.errors import LedgerError
from counterclaim.ledger import NOW, HeldDecision, Ledger
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim
from counterclaim.records.decisions import Decision, DecisionAction
from counterclaim.records.ids import ClaimId, Json, RevisionId
from counterclaim.records.revisions import Revision
from counterclaim.records.spans import words_at
from counterclaim.review import (
    REVIEW,
    Conflict,
    annotate,
    find_claim,
    find_constraints,
    outcome_of,
    review_reading,
)
from counterclaim.views import find_stories

Row = dict[str, Json]

#: What people say of where a party stands.
PLACING = (DecisionAction.SIDE, DecisionAction.OBSERVER)


def print_rows(rows: Sequence[Row], format_: str, *, empty: str) -> None:
    """The rows as asked for; as text one line each, columns with a tab between."""
    if format_ == "json":
        print_json(list(rows))
    elif format_ == "csv":
        write_csv(rows)
    elif rows:
        for row in rows:
            say("\t".join("" if value is None else str(value) for value in row.values()))
    else:
        click.echo(empty, err=True)


def build_queue(ledger: Ledger, about: str | None = None) -> list[Row]:
    """The rows of `review queue`; with `about` those of the stories that an id belongs to, and nothing else is read."""
    only: set[str] | None = None
    if about is not None:
        only = {str(r) for story in find_stories(ledger, about, NOW).chosen for r in story.revisions}
    here = None if only is None else {text.id for text in ledger.revisions(only=only)}
    carried = [one for one in ledger.carried() if here is None or one[0].decision.revision_id in here]
    machine = {analysis.revision.id: analysis for analysis in ledger.analyses(only=only, machine=True)}
    decided = {str(held.decision.revision_id) for held, _ in carried}
    texts = {analysis.revision.id: analysis.revision for analysis in ledger.analyses(current=False, only=decided)}
    entry_of: dict[Decision, HeldDecision] = {}
    current: list[Decision] = []
    rows: list[Row] = []
    for held, moved in carried:
        entry_of[held.decision] = held
        if moved is None:
            rows.append(_row("lost", held, texts, "its words are gone from the newest text of the report"))
        else:
            entry_of.setdefault(moved, held)
            current.append(moved)
    conflicts: list[Conflict] = []
    read_anew: list[Row] = []
    reviewed: list[Analysis] = []
    for revision_id, analysis in machine.items():
        result = review_reading(analysis, [d for d in current if d.revision_id == revision_id])
        reviewed.append(result.analysis)
        for decision in result.lost:
            rows.append(
                _row("lost", entry_of[decision], texts, "no claim of the newest reading holds half of its words")
            )
        conflicts += result.conflicts
        read_anew += _read_anew(analysis, result.decisions, entry_of, texts)
    found = find_constraints(reviewed, current)
    rows += [
        _row("lost", entry_of[decision], texts, "not all of its words are claims of their own any more")
        for decision in found.lost
    ]
    accounts = ledger.accounts(build_accounts, only=only)
    placed = {decision.revision_id for decision in current if decision.action in PLACING}
    for story in accounts.stories:
        if not placed.isdisjoint(story.revisions):
            conflicts += standings_in(story, reviewed, current)[1]
    for conflict in (*conflicts, *found.conflicts):
        other = conflict.in_force
        why = f"{other.author} decided otherwise later: {other.action.value} ({entry_of[other].entry_id[:SHORT]})"
        rows.append(_row("conflict", entry_of[conflict.overruled], texts, why))
    disputed = {claim for dispute in accounts.disputes for claim in (*dispute.sides_for, *dispute.sides_against)}
    return list({tuple(row.items()): row for row in (*rows, *read_anew, *_unreviewed(reviewed, disputed))}.values())


def _read_anew(
    analysis: Analysis,
    decisions: Mapping[ClaimId, Sequence[Decision]],
    entry_of: Mapping[Decision, HeldDecision],
    texts: Mapping[RevisionId, Revision],
) -> list[Row]:
    """The claims that are read otherwise than when they were accepted."""
    rows = []
    for claim in analysis.claims:
        accepted = [d for d in decisions.get(claim.id, ()) if d.action is DecisionAction.ACCEPT and d.claims]
        if accepted and outcome_of(accepted[-1].claims[0]) != outcome_of(claim):
            now = ", ".join(_differences(accepted[-1].claims[0], claim, analysis.revision.text))
            rows.append(_row("read anew", entry_of[accepted[-1]], texts, f"the newest reading has: {now}"))
    return rows


def _unreviewed(reviewed: Sequence[Analysis], disputed: set[ClaimId]) -> list[Row]:
    """The claims that nobody decided on: the disputed first, then the least sure."""
    ranked = [
        (claim.id not in disputed, claim.score if claim.score is not None else 0.5, claim.id, claim, analysis)
        for analysis in reviewed
        for claim in analysis.claims
        if not any(evidence.field == REVIEW for evidence in claim.evidence)
    ]
    return [
        {
            "what": "unreviewed",
            "id": claim.id[:SHORT],
            "entry": None,
            "author": None,
            "words": f"{claim.actor.name} {claim.stance.value}: {_said(claim, analysis)}",
            "why": "in dispute" if not calm else "" if claim.score is None else f"score {claim.score:.2f}",
        }
        for calm, _, _, claim, analysis in sorted(ranked, key=lambda row: row[:3])
    ]


def _said(claim: Claim, analysis: Analysis) -> str:
    return shortened(words_at(analysis.revision.text, claim.content))


def _row(what: str, held: HeldDecision, texts: Mapping[RevisionId, Revision], why: str) -> Row:
    decision = held.decision
    return {
        "what": what,
        "id": (decision.claim_id or decision.revision_id)[:SHORT],
        "entry": held.entry_id[:SHORT],
        "author": decision.author,
        "words": f"{decision.action.value}: {_words(decision, texts)}",
        "why": why,
    }


def _words(decision: Decision, texts: Mapping[RevisionId, Revision]) -> str:
    revision = texts.get(decision.revision_id)
    if revision is None:
        return ""
    if decision.action in WHOLE:
        return " ".join(revision.title.split())
    return shortened(words_at(revision.text, decision.spans))


def list_decisions(ledger: Ledger) -> list[Row]:
    """The rows of `review log`."""
    decisions = ledger.decisions(undone=True)
    only = {str(held.decision.revision_id) for held in decisions}
    texts = {analysis.revision.id: analysis.revision for analysis in ledger.analyses(current=False, only=only)}
    return [
        {
            "entry": held.entry_id[:SHORT],
            "recorded": held.recorded_at.isoformat(timespec="seconds"),
            "author": held.decision.author,
            "action": held.decision.action.value,
            "id": (held.decision.claim_id or held.decision.revision_id)[:SHORT],
            "words": _words(held.decision, texts),
            "reason": held.decision.reason,
            "undone_by": held.undone_by[:SHORT] if held.undone_by else None,
        }
        for held in decisions
    ]


def list_sides(ledger: Ledger) -> list[Row]:
    """The rows of `review sides`."""
    rows: list[Row] = []
    placed = {str(held.decision.revision_id) for held in ledger.decisions() if held.decision.action in PLACING}
    stories = ledger.accounts(build_accounts, only=placed).stories
    only = {str(revision) for story in stories for revision in story.revisions}
    analyses, decisions = ledger.analyses(only=only), ledger.judgements(only=only).decisions
    for story in stories:
        for standing in standings_in(story, analyses, decisions)[0]:
            rows.append(
                {
                    "story": story.id[:SHORT],
                    "actor": standing.actor,
                    "side": standing.side,
                    "from": standing.first.isoformat() if standing.first else None,
                    "to": standing.last.isoformat() if standing.last else None,
                    "author": standing.decision.author,
                    "reason": standing.decision.reason,
                }
            )
    return rows


def print_beside(ledger: Ledger, id_: str) -> None:
    """The machine's reading of a claim, the one in force, and who decided what."""
    found = ledger.find(id_)
    if not isinstance(found.record, Claim) or found.analysis is None:
        raise LedgerError(f"{id_!r} names a {found.kind}, not a claim")
    claim, revision = found.record, found.analysis.revision
    (machine,) = ledger.analyses(current=False, only={revision.id}, machine=True)
    read = next((c for c in machine.claims if c.id == claim.id), None) or find_claim(machine.claims, claim.content)
    (standing,) = ledger.analyses(current=False, only={revision.id})
    in_force = next((c for c in standing.claims if c.id == claim.id), None)
    say(f"{claim.id}  {' '.join(revision.title.split())}")
    _print_reading("the machine reads", read, revision.text)
    if in_force is not None and any(evidence.field == REVIEW for evidence in in_force.evidence):
        _print_reading("in force", in_force, revision.text)
    elif in_force is None:
        say("in force: nothing; withdrawn, or split into parts")
    about = {claim.id, *([read.id] if read else [])}
    for held in ledger.decisions(undone=True):
        decision = held.decision
        if decision.revision_id != revision.id or decision.action in WHOLE:
            continue
        if decision.claim_id in about or find_claim([claim], decision.spans) is not None:
            undone = f"  undone by {held.undone_by[:SHORT]}" if held.undone_by else ""
            said = f"{decision.author}: {decision.action.value}, {decision.reason}{undone}"
            say(f"  {held.entry_id[:SHORT]}  {held.recorded_at.isoformat(timespec='minutes')}  {said}")
    for evidence in in_force.evidence if in_force else ():
        if evidence.field == REVIEW and evidence.rule == "conflict":
            say(f"  conflict: {evidence.detail}; overruled by the later decision")


def _print_reading(label: str, claim: Claim | None, text: str) -> None:
    if claim is None:
        say(f"{label}: no claim in these words")
        return
    say(f"{label}: {claim.actor.name} {claim.stance.value}, {claim.form.value}, {claim.kind.value}")
    for role in ("source", "cue", "content", "figure", "place", "time"):
        marked = [m for m in annotate(claim, text).words if m.role == role]
        if marked:
            said = (f"“{m.span.of(text)}”" + (f" = {m.value}" if m.value else "") for m in marked)
            say(f"    {role}  {'; '.join(' '.join(words.split()) for words in said)}")


def _differences(a: Claim, b: Claim, text: str) -> list[str]:
    """What the second reading has otherwise than the first, in words."""
    one, other = annotate(a, text), annotate(b, text)
    fields = [
        f"{name} {getattr(other, name)}"
        for name in ("actor", "stance", "form", "kind")
        if getattr(one, name) != getattr(other, name)
    ]
    roles = ("content", "source", "figure", "place", "time")
    moved = [r for r in roles if [m for m in one.words if m.role == r] != [m for m in other.words if m.role == r]]
    return fields + [f"other {role}" for role in moved]
