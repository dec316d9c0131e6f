"""Decisions: what people say of a reading, beside it."""

from sqlalchemy import select

from counterclaim.errors import LedgerError
from counterclaim.ledger import _tables as t
from counterclaim.ledger._entries import EntryKind
from counterclaim.ledger._index import owners_of_claims
from counterclaim.ledger._interface.session import Session
from counterclaim.ledger._readings import HeldDecision, read_carried, read_decisions
from counterclaim.ledger._timeline import NOW, AsOf
from counterclaim.ledger._views import revision_row
from counterclaim.ledger._writer import kept
from counterclaim.records.decisions import Decision
from counterclaim.records.ids import EntryId
from counterclaim.records.revisions import Revision


class Deciding(Session):
    """The part of a `Ledger` that keeps decisions."""

    def add_decision(self, decision: Decision) -> EntryId:
        """Keeps what a person says of a reading, beside it.

        Raises:
            LedgerError: the ledger does not hold the words, the claim or the decision that it names.
        """
        with self._writing() as writer, kept("decision"):
            connection, contents = writer.connection, writer.contents
            row = revision_row(connection, decision.revision_id)
            revision: Revision = contents.record(Revision, row.content)
            written = (span for claim in decision.claims for span in (*claim.content, *claim.source, *claim.cue))
            if max(span.end for span in (*decision.spans, *written)) > len(revision.text):
                raise LedgerError(f"the decision binds to words beyond the end of {revision.id}")
            if any(claim.revision_id != revision.id for claim in decision.claims):
                raise LedgerError(f"the decision on {revision.id} holds a claim of another revision")
            for words in decision.elsewhere:
                revision_row(connection, words.revision_id)
            named = {claim_id for claim_id in (decision.claim_id, *decision.others) if claim_id is not None}
            if unknown := named - owners_of_claims(connection, named).keys():
                raise LedgerError(f"the ledger holds no claim {', '.join(sorted(unknown))}")
            undone = select(t.decisions.c.revision_id).where(t.decisions.c.entry_id == decision.undoes)
            if decision.undoes is not None and connection.scalar(undone) != revision.id:
                raise LedgerError(f"the ledger holds no decision {decision.undoes} on {revision.id}")
            return writer.append(
                EntryKind.DECISION,
                {
                    "revision": row.entry_id,
                    "content": contents.put_record("decision", decision),
                    "action": decision.action.value,
                },
                recorded_by=writer.person(decision.author),
                supersedes=decision.undoes,
            )

    def decisions(self, as_of: AsOf = NOW, *, undone: bool = False) -> tuple[HeldDecision, ...]:
        """What people said of the visible revisions, in the order recorded; what was undone by then if `undone`."""
        with self._database.reading() as connection:
            return read_decisions(connection, self._state(connection, as_of), undone=undone)

    def carried(self, as_of: AsOf = NOW) -> tuple[tuple[HeldDecision, Decision | None], ...]:
        """The decisions in force, each as it holds for the current texts of its documents; None where the words that
        it is about are gone from them."""
        with self._database.reading() as connection:
            return read_carried(connection, self._state(connection, as_of))
