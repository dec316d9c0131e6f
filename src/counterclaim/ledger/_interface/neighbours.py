"""Neighbours: which texts may tell of the same event as one, found without reading all that is held."""

from collections.abc import Collection, Iterable

from counterclaim.ledger._interface.session import Session
from counterclaim.ledger._neighbours import keep, missing, read_imprints, revisions_of, sharing_terms
from counterclaim.ledger._parts import tied_groups
from counterclaim.ledger._readings import decided_mates
from counterclaim.ledger._segments import nearest, sweep, tidy
from counterclaim.records.ids import RevisionId
from counterclaim.records.imprints import Imprint


class Neighbours(Session):
    """The part of a `Ledger` that finds the neighbours of a text."""

    def without_imprint(self, maker: str) -> tuple[RevisionId, ...]:
        """The revisions whose newest reading has no imprint by this maker, in the order of adding. Imprints of
        another maker are dropped: they cannot be compared with its own."""
        with self._database.writing() as connection:
            return missing(connection, maker)

    def add_imprints(self, imprints: Iterable[Imprint]) -> None:
        """Keeps the imprints of the newest readings of held revisions."""
        with self._database.writing() as connection:
            for imprint in imprints:
                keep(connection, imprint)

    def imprints(self, revisions: Collection[str]) -> dict[RevisionId, Imprint]:
        """The imprints of some revisions, without their terms; those that have none are left out."""
        with self._database.reading() as connection:
            return {imprint.revision_id: imprint for imprint in read_imprints(connection, revisions)}

    def near(self, imprint: Imprint) -> frozenset[RevisionId]:
        """The revisions that may be about the same event as one, among those with imprints: a bounded number."""
        with self._database.reading() as connection:
            numbers = sharing_terms(connection, imprint.terms, imprint.day)
            numbers += nearest(connection, self.path, imprint.vector)
            return frozenset(revisions_of(connection, numbers)) - {imprint.revision_id}

    def tied(self, revisions: Collection[str]) -> list[list[RevisionId]]:
        """The groups that links and decisions tie some revisions into, directly or through others."""
        with self._database.reading() as connection:
            return tied_groups(connection, revisions)

    def put_together(self, revision: RevisionId) -> frozenset[RevisionId]:
        """The revisions that people's decisions in force put into one story with one, by name."""
        with self._database.reading() as connection:
            return decided_mates(connection, revision)

    def tidy(self) -> int:
        """Brings the files of the neighbour index into order. Returns how many vectors were written; mostly 0."""
        with self._database.writing() as connection:
            written = tidy(connection, self.path)
        if written:
            with self._database.reading() as connection:
                sweep(connection, self.path)
        return written
