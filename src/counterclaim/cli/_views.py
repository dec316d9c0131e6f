"""What the commands show: the document of some analyses, or of what a ledger held as of a moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from counterclaim import __version__
from counterclaim.disputes import build_accounts
from counterclaim.exports import SCHEMA, DocumentView, build_document
from counterclaim.ledger import AsOf, HeldRevision, Ledger, NotHeld
from counterclaim.records.accounts import Accounts, Judgements
from counterclaim.records.analyses import Analysis


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerView:
    """A ledger as of a moment. `earlier` are texts of documents that a later visible text has taken the place of."""

    document: DocumentView
    judgements: Judgements
    earlier: tuple[HeldRevision, ...]
    not_held: tuple[NotHeld, ...]


def document_of(analyses: Sequence[Analysis], accounts: Accounts) -> DocumentView:
    return build_document(analyses, accounts, schema=SCHEMA, version=__version__)


def view_ledger(path: Path, *, as_of: datetime | None = None, recorded: datetime | None = None) -> LedgerView:
    """The accounts that a ledger gives as of a publication and a recording time (None: now).

    Raises:
        LedgerError: the ledger is missing or cannot be read.
    """
    moment = AsOf(published=as_of, recorded=recorded)
    with Ledger.open(path, create=False) as ledger:
        analyses = ledger.analyses(moment)
        accounts = ledger.accounts(build_accounts, moment)
        return LedgerView(
            document=document_of(analyses, accounts),
            judgements=ledger.judgements(moment),
            earlier=tuple(revision for revision in ledger.revisions(moment) if not revision.current),
            not_held=ledger.not_held(moment),
        )
