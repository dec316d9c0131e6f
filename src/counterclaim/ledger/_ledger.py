"""The ledger: all that a user of it calls, put together."""

from counterclaim.ledger._interface.absences import Absences
from counterclaim.ledger._interface.adding import Adding
from counterclaim.ledger._interface.context import Surrounding
from counterclaim.ledger._interface.deciding import Deciding
from counterclaim.ledger._interface.following import Following
from counterclaim.ledger._interface.judging import Judging
from counterclaim.ledger._interface.neighbours import Neighbours
from counterclaim.ledger._interface.proving import Proving
from counterclaim.ledger._interface.reading import Reading
from counterclaim.ledger._interface.removing import Removing
from counterclaim.ledger._interface.sending import Sending
from counterclaim.ledger._interface.turning import Turning
from counterclaim.ledger._interface.watching import Watching


class Ledger(
    Adding,
    Judging,
    Neighbours,
    Deciding,
    Reading,
    Following,
    Absences,
    Surrounding,
    Watching,
    Turning,
    Sending,
    Removing,
    Proving,
):
    """An append-only record of captures, revisions, readings, judgements and decisions, and what follows from it.

    Every method that changes something is one transaction: when it returns, all of it is durable; when it raises,
    none of it is there. Use it as a context manager, or `close` it.
    """
