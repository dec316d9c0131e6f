"""What commands do before reports leave as they are: hold back whom people must look at first, and record what goes."""

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from counterclaim.cli._visible import say
from counterclaim.records.ids import RevisionId

if TYPE_CHECKING:
    from counterclaim.ledger import Ledger
    from counterclaim.records.analyses import Analysis


def may_leave(held: "Ledger", analyses: Iterable["Analysis"], *, entitled: str | None) -> set[RevisionId]:
    """The reports that may leave as they are. The others are named on stderr; nobody who is entitled to all of it goes
    short of them."""
    from counterclaim.presentation import build_document
    from counterclaim.protection import held_reports
    from counterclaim.records.accounts import Accounts
    from counterclaim.review import find_protected

    analyses = list(analyses)
    everything = {analysis.revision.id for analysis in analyses}
    if entitled is not None:
        return everything
    nothing = Accounts(stories=(), propositions=(), disputes=(), answers=(), origins=())
    decisions = [one.decision for one in held.decisions()]
    back = held_reports(build_document(analyses, nothing).reports, find_protected(analyses, decisions))
    for revision, why in back.items():
        say(f"held back: {revision[:12]} {why}", err=True)
    if back:
        say("look at them with `counterclaim review protect`, or say with --for who is entitled to all of it", err=True)
    return {revision for revision in everything if revision not in back}


def record(
    held: "Ledger", format_: str, out: Path | None, revisions: Collection[RevisionId], *, entitled: str | None = None
) -> None:
    """Keeps in the ledger that something leaves; to be called before it does."""
    destination = "stdout" if out is None else str(out.absolute())
    held.record_export(format_, f"{destination} for {entitled}" if entitled else destination, revisions=revisions)
