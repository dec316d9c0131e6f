"""Accounts: projections that follow the log, part by part, and can be computed from it again at any time."""

from collections.abc import Collection

from counterclaim.ledger import _tables as t
from counterclaim.ledger._accounts import Totals, are_fresh, follow, followed, plan_step, read_accounts, take_step
from counterclaim.ledger._entries import last_seq
from counterclaim.ledger._index import reindex
from counterclaim.ledger._interface.session import Session
from counterclaim.ledger._parts import Project, ever_tied, project_parts, told_after
from counterclaim.ledger._readings import read_ground
from counterclaim.ledger._timeline import NOW, AsOf
from counterclaim.ledger._tree import regrow
from counterclaim.records.accounts import Accounts
from counterclaim.records.ids import RevisionId

#: How often accounts are computed beside others who may be faster, before they are computed under the lock.
ATTEMPTS = 3


class Following(Session):
    """The part of a `Ledger` that keeps accounts up to the log."""

    def accounts(self, project: Project, as_of: AsOf = NOW, *, only: Collection[str] | None = None) -> Accounts:
        """The rival accounts as of a moment; for now, from the tables if they reflect the whole log.

        With `only` those of the stories that these revisions, other texts of their documents or what is tied to them
        stand in: whole stories, at the cost of what was ever tied to them.
        """
        with self._database.reading() as connection:
            near = None if only is None else ever_tied(connection, only)
            if as_of == NOW and are_fresh(connection, behind=self._behind):
                return read_accounts(connection, only=near)
            as_of = self._state(connection, as_of)
            return project_parts(*read_ground(connection, as_of, only=near), project)

    def follow(self, project: Project) -> Totals:
        """Brings the tables of accounts up to the end that the log has now. What the new entries do not touch stays as
        it is, so this costs what the stories cost that they touch. Returns how much the tables hold.

        Nobody who writes waits while the accounts are computed. Where somebody else was faster, what they left is
        computed; who is overtaken again and again computes under the lock.
        """
        for _ in range(ATTEMPTS):
            with self._database.reading() as connection:
                step = plan_step(connection, project)
                if step.start == step.end and (held := take_step(connection, step)) is not None:
                    return held  # nothing to write
            with self._database.writing() as connection:
                done = take_step(connection, step)
            if done is not None:
                return done
        with self._database.writing() as connection:
            return follow(connection, project)

    def refresh(self, project: Project) -> Accounts:
        """Brings the tables of accounts up to the end of the log, and returns all that they hold."""
        with self._database.writing() as connection:
            follow(connection, project)
            return read_accounts(connection)

    def rebuild(self, project: Project) -> Totals:
        """Drops every projection and computes it from the log again; the result is what `follow` keeps."""
        with self._database.writing() as connection:
            regrow(connection)
            reindex(connection)
            t.recreate(connection, t.accounts, t.turning)
            return follow(connection, project)

    def is_followed(self) -> bool:
        """Whether the tables of accounts reflect the whole log, by the rules of this version."""
        with self._database.reading() as connection:
            return are_fresh(connection)

    def followed(self) -> int:
        """The number of the entry up to which the tables of accounts were brought; 0 before they first were."""
        with self._database.reading() as connection:
            return followed(connection)

    def reflected(self) -> int:
        """The number of the last entry that what is read as of now reflects. It never goes back."""
        with self._database.reading() as connection:
            return followed(connection) if are_fresh(connection, behind=self._behind) else last_seq(connection)

    def told_after(self, seq: int) -> frozenset[RevisionId] | None:
        """The texts whose stories may read otherwise for what was recorded behind entry `seq`: those that the entries
        tell of, and all that was ever tied to them. None where that may be anything, since something was erased."""
        with self._database.reading() as connection:
            return told_after(connection, seq)
