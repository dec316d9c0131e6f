"""Reading back: texts and what was read in them, as of a moment."""

from collections.abc import Collection, Iterable, Iterator

from counterclaim.ledger._evidence import HeldCapture, read_captures
from counterclaim.ledger._index import owners_of_claims
from counterclaim.ledger._interface.session import Session
from counterclaim.ledger._readings import read_analyses, read_judgements, read_revisions, read_texts
from counterclaim.ledger._timeline import NOW, AsOf, HeldRevision, NotHeld, view_texts
from counterclaim.ledger._views import Found, find_record, read_capture, search_claims
from counterclaim.records.accounts import Judgements
from counterclaim.records.analyses import Analysis
from counterclaim.records.ids import ClaimId, RevisionId
from counterclaim.records.revisions import Capture, Revision


class Reading(Session):
    """The part of a `Ledger` that answers what it holds."""

    def analyses(
        self,
        as_of: AsOf = NOW,
        *,
        current: bool = True,
        only: Collection[str] | None = None,
        machine: bool = False,
    ) -> tuple[Analysis, ...]:
        """The newest visible reading of each visible revision, ordered by address and time.

        Claims that people accepted, corrected, split, added or withdrew are as they left them, and their evidence says
        so; with `machine` all are as they were read. With `current` only the last visible text of each document;
        without, the earlier texts too. `only` names the revisions that are wanted (None: all); the others cost nothing.
        """
        with self._database.reading() as connection:
            return read_analyses(
                connection, self._state(connection, as_of), current=current, only=only, machine=machine
            )

    def texts(self, as_of: AsOf = NOW) -> tuple[Revision, ...]:
        """The last visible text of each document, without what was read in it, ordered by address."""
        with self._database.reading() as connection:
            return read_revisions(connection, self._state(connection, as_of))

    def judgements(self, as_of: AsOf = NOW, *, current: bool = True, only: Collection[str] | None = None) -> Judgements:
        """The newest visible judgements between revisions that `analyses` shows for the same arguments, and the
        decisions on these.

        A judgement on claims that the visible readings do not hold is left out.
        """
        with self._database.reading() as connection:
            return read_judgements(connection, self._state(connection, as_of), current=current, only=only)

    def revisions(self, as_of: AsOf = NOW, *, only: Collection[str] | None = None) -> tuple[HeldRevision, ...]:
        """The visible texts of every document, by address and time, the last of each document marked as current; with
        `only` those of the documents that these are texts of."""
        with self._database.reading() as connection:
            return tuple(view_texts(read_texts(connection, only=only), self._state(connection, as_of))[0])

    def not_held(self, as_of: AsOf, *, only: Collection[str] | None = None) -> tuple[NotHeld, ...]:
        """The documents that were out as of a moment, but whose text of that moment the ledger does not hold; with
        `only` among the documents that these are texts of."""
        with self._database.reading() as connection:
            return tuple(view_texts(read_texts(connection, only=only), self._state(connection, as_of))[1])

    def capture(self, revision_id: RevisionId) -> Capture:
        """The bytes that a revision was read from, and how they came."""
        with self._database.reading() as connection:
            return read_capture(connection, revision_id)

    def captures(self, only: Collection[RevisionId] | None = None) -> Iterator[HeldCapture]:
        """The captures of revisions (None: of all) with their texts, in the order of adding."""
        with self._database.reading() as connection:
            yield from read_captures(connection, only)

    def find(self, prefix: str) -> Found:
        """The claim, revision, proposition, story or dispute whose id starts with `prefix`.

        Raises:
            LedgerError: nothing has such an id, or several things have.
        """
        with self._database.reading() as connection:
            return find_record(connection, prefix)

    def search(self, words: str, *, limit: int = 50) -> tuple[ClaimId, ...]:
        """The claims whose words or actor hold all of `words`, best first. Each word may be the start of one."""
        with self._database.reading() as connection:
            return search_claims(connection, words, limit)

    def revisions_with(self, claim_ids: Iterable[ClaimId]) -> frozenset[RevisionId]:
        """The revisions in which claims were read."""
        with self._database.reading() as connection:
            return frozenset(owners_of_claims(connection, set(claim_ids)).values())
