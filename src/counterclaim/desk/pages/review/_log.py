"""The log of what people decided, as records."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from counterclaim.deciding import WHOLE, Change, changes_by
from counterclaim.desk._reading import Reading
from counterclaim.ledger import HeldDecision, Ledger
from counterclaim.records.decisions import DecisionAction
from counterclaim.records.ids import RevisionId
from counterclaim.records.spans import words_at

LONGEST = 160  # characters of a decision's words
PAGE = 40  # lines of a page


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLine:
    """A decision in the log. `entry` is the id of its entry, `number` its place in the log; `changes` are what it
    changed in a claim."""

    entry: str
    number: int
    at: datetime
    author: str
    action: DecisionAction
    claim: str | None
    report: str
    words: str
    reason: str
    value: str | None
    undoes: str | None
    undone_by: str | None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPage:
    """What people decided, the newest first."""

    person: str | None
    action: DecisionAction | None
    entry: str | None
    people: tuple[str, ...]
    actions: tuple[DecisionAction, ...]
    lines: tuple[DecisionLine, ...]
    total: int
    page: int
    pages: int


def tell_decision(held: HeldDecision, words: str, changes: Iterable[Change] = ()) -> DecisionLine:
    decision = held.decision
    return DecisionLine(
        entry=held.entry_id,
        number=held.seq,
        at=held.recorded_at,
        author=decision.author,
        action=decision.action,
        claim=decision.claim_id,
        report=decision.revision_id,
        words=words,
        reason=decision.reason,
        value=decision.value,
        undoes=decision.undoes,
        undone_by=held.undone_by,
        changes=tuple(changes),
    )


def words_of(held: HeldDecision, text: str, title: str) -> str:
    """The words that a decision is about, on one line."""
    if held.decision.action in WHOLE:
        return " ".join(title.split())
    words = " ".join(words_at(text, held.decision.spans).split())
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rsplit(" ", 1)[0] + " …"


def tell_decisions(ledger: Ledger, held: Sequence[HeldDecision]) -> tuple[DecisionLine, ...]:
    """Decisions with the words that they are about, and what they changed in these."""
    wanted = {str(one.decision.revision_id) for one in held}
    machine = {a.revision.id: a for a in ledger.analyses(current=False, only=wanted, machine=True)}
    every = ledger.decisions(undone=True) if any(one.decision.claims for one in held) else ()
    changes = {entry: own for a in machine.values() for entry, own in changes_by(a, every).items()}

    def told(one: HeldDecision) -> DecisionLine:
        found = machine.get(RevisionId(one.decision.revision_id))
        words = words_of(one, found.revision.text, found.revision.title) if found else ""
        return tell_decision(one, words, changes.get(one.entry_id, ()))

    return tuple(map(told, held))


def kept_line(reading: Reading, entry: str | None) -> DecisionLine | None:
    """The decision that an entry keeps, also where the accounts do not reflect it yet; None where there is no such
    entry."""
    if not entry or len(entry) < 8:
        return None
    with reading.ledger.snapshot(behind=False) as ledger:
        held = [one for one in ledger.decisions(undone=True) if one.entry_id.startswith(entry)]
        return tell_decisions(ledger, held)[0] if len(held) == 1 else None


def build_log(
    reading: Reading, *, person: str | None, action: DecisionAction | None, entry: str | None, number: int
) -> LogPage:
    """A page of the log, of one person, of one kind, or with one entry alone."""
    held = reading.ledger.decisions(undone=True)
    found = [
        one
        for one in reversed(held)
        if (person is None or one.decision.author == person)
        and (action is None or one.decision.action is action)
        and (entry is None or one.entry_id.startswith(entry))
    ]
    return LogPage(
        person=person,
        action=action,
        entry=entry,
        people=tuple(sorted({one.decision.author for one in held})),
        actions=tuple(action for action in DecisionAction if any(one.decision.action is action for one in held)),
        lines=tell_decisions(reading.ledger, found[(number - 1) * PAGE : number * PAGE]),
        total=len(found),
        page=number,
        pages=max(1, -(-len(found) // PAGE)),
    )
