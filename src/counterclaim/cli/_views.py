"""What the commands show: the document of some analyses, or of what a ledger held as of a moment."""

from collections.abc import Sequence

from counterclaim import __version__
from counterclaim.exports import SCHEMA, DocumentView, build_document
from counterclaim.records.accounts import Accounts
from counterclaim.records.analyses import Analysis


def document_of(analyses: Sequence[Analysis], accounts: Accounts) -> DocumentView:
    return build_document(analyses, accounts, schema=SCHEMA, version=__version__)
