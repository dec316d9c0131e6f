"""The sheet that one shift hands to the next: what changed since a moment, and what is still open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from counterclaim.ledger import AsOf, HeldEnquiry, Ledger
from counterclaim.records.turns import Told, TurnKind
from counterclaim.watching._notice import turns_between


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """What a ledger held at `until` and not at `since`, by why somebody should know. `removals` are claims that a
    report dropped without saying why; `corrections` those that it dropped, reworded or told with another count and a
    note of its own. `enquiries` are those open at `until`; `answered` those answered in between."""

    since: datetime
    until: datetime
    denials: tuple[Told, ...]
    tolls: tuple[Told, ...]
    removals: tuple[Told, ...]
    contested: tuple[Told, ...]
    corrections: tuple[Told, ...]
    others: tuple[Told, ...]
    enquiries: tuple[HeldEnquiry, ...]
    answered: tuple[HeldEnquiry, ...]


def hand_over(ledger: Ledger, since: datetime, until: datetime) -> Handover:
    """The sheet for a shift that ends at `until`; the same for the same two moments, whenever it is made."""
    turns = turns_between(ledger, since, until)
    enquiries = ledger.enquiries(AsOf(recorded=until))
    then = {q.id for q in ledger.enquiries(AsOf(recorded=since)) if q.reply is not None}

    def of(kind: TurnKind, *, corrected: bool | None = None) -> tuple[Told, ...]:
        return tuple(t for t in turns if t.turn.kind is kind and corrected in (None, t.turn.corrected))

    told = {
        "denials": of(TurnKind.DENIED),
        "tolls": of(TurnKind.TOLL, corrected=False),
        "removals": (*of(TurnKind.DROPPED, corrected=False), *of(TurnKind.VANISHED)),
        "contested": of(TurnKind.CONTESTED),
        "corrections": tuple(
            turn for kind in (TurnKind.TOLL, TurnKind.DROPPED, TurnKind.REWORDED) for turn in of(kind, corrected=True)
        ),
    }
    named = {t.turn.id for group in told.values() for t in group}
    return Handover(
        since=since,
        until=until,
        others=tuple(t for t in turns if t.turn.id not in named),
        enquiries=tuple(q for q in enquiries if q.reply is None),
        answered=tuple(q for q in enquiries if q.reply is not None and q.id not in then),
        **told,
    )


#: The parts of a sheet in the order in which it is read, with what heads them.
PARTS = (
    ("denials", "New denials"),
    ("tolls", "Changed figures"),
    ("removals", "Removed without a word"),
    ("contested", "Newly contested"),
    ("corrections", "Corrected by the outlet"),
    ("others", "Also changed"),
)


def parts_of(sheet: Handover) -> Sequence[tuple[str, str, tuple[Told, ...]]]:
    """The turns of a sheet by part: its name, what heads it, and what is in it."""
    return [(name, title, getattr(sheet, name)) for name, title in PARTS]
