"""What waits for a person, what was decided, and a claim beside its machine's reading."""

from collections.abc import Iterable, Mapping, Sequence

import click

from counterclaim.cli._deciding import SHORT, shortened
from counterclaim.cli._output import print_json, write_csv
from counterclaim.cli._visible import say
from counterclaim.deciding import PLACING, WHOLE, Change, Waiting, build_queue, changes_by, set_beside, standings_in
from counterclaim.disputes import build_accounts
from counterclaim.ledger import Ledger
from counterclaim.records.claims import Claim
from counterclaim.records.decisions import Decision
from counterclaim.records.ids import Json, RevisionId
from counterclaim.records.revisions import Revision
from counterclaim.records.spans import words_at
from counterclaim.review import REVIEW, annotate

Row = dict[str, Json]


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


def queue_rows(ledger: Ledger, about: str | None = None) -> list[Row]:
    """The rows of `review queue`; with `about` those of the stories that an id belongs to, and nothing else is read."""
    queue = build_queue(ledger, about)
    rows = [_row(one, queue.texts) for one in queue.waiting]
    return list({tuple(row.items()): row for row in rows}.values())


def _row(one: Waiting, texts: Mapping[RevisionId, Revision]) -> Row:
    if one.said is None:
        claim = one.claim
        assert claim is not None  # nobody said anything: it is the claim that waits
        words = shortened(words_at(texts[claim.revision_id].text, claim.content))
        about, entry, author = str(claim.id), None, None
        told = f"{claim.actor.name} {claim.stance.value}: {words}"
    else:
        decision = one.said.decision
        about, entry, author = decision.claim_id or decision.revision_id, one.said.entry_id[:SHORT], decision.author
        told = f"{decision.action.value}: {_words(decision, texts)}"
    why = one.why if one.in_force is None else f"{one.why} ({one.in_force.entry_id[:SHORT]})"
    return {"what": one.what.value, "id": about[:SHORT], "entry": entry, "author": author, "words": told, "why": why}


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
    read = ledger.analyses(current=False, only=only, machine=True)
    texts = {analysis.revision.id: analysis.revision for analysis in read}
    changes = {entry: own for analysis in read for entry, own in changes_by(analysis, decisions).items()}
    return [
        {
            "entry": held.entry_id[:SHORT],
            "recorded": held.recorded_at.isoformat(timespec="seconds"),
            "author": held.decision.author,
            "action": held.decision.action.value,
            "id": (held.decision.claim_id or held.decision.revision_id)[:SHORT],
            "words": _words(held.decision, texts),
            "changed": _told(changes.get(held.entry_id, ())),
            "reason": held.decision.reason,
            "undone_by": held.undone_by[:SHORT] if held.undone_by else None,
        }
        for held in decisions
    ]


def _told(changes: Iterable[Change]) -> str:
    """“stance: asserts → doubts”."""
    return "; ".join(f"{one.field}: {one.before or 'nothing'} → {one.after or 'nothing'}" for one in changes)


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
    beside = set_beside(ledger, id_)
    text, in_force = beside.revision.text, beside.in_force
    say(f"{beside.claim.id}  {' '.join(beside.revision.title.split())}")
    _print_reading("the machine reads", beside.machine, text)
    if in_force is None:
        say("in force: nothing; withdrawn, or split into parts")
    elif beside.reviewed:
        _print_reading("in force", in_force, text)
    for held in beside.decisions:
        decision = held.decision
        undone = f"  undone by {held.undone_by[:SHORT]}" if held.undone_by else ""
        said = f"{decision.author}: {decision.action.value}, {decision.reason}{undone}"
        say(f"  {held.entry_id[:SHORT]}  {held.recorded_at.isoformat(timespec='minutes')}  {said}")
        if changed := _told(beside.changes.get(held.entry_id, ())):
            say(f"    {changed}")
    for evidence in in_force.evidence if in_force else ():
        if evidence.field == REVIEW and evidence.rule == "conflict":
            say(f"  conflict: {evidence.detail}; overruled by the later decision")


def _print_reading(label: str, claim: Claim | None, text: str) -> None:
    if claim is None:
        say(f"{label}: no claim in these words")
        return
    say(f"{label}: {claim.actor.name} {claim.stance.value}, {claim.form.value}, {claim.kind.value}")
    for role in ("source", "cue", "content", "figure", "place", "time"):
        marked = [m for m in annotate(claim).words if m.role == role]
        if marked:
            said = (f"“{m.span.of(text)}”" + (f" = {m.value}" if m.value else "") for m in marked)
            say(f"    {role}  {'; '.join(' '.join(words.split()) for words in said)}")
