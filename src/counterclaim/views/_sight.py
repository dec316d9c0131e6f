"""A ledger as of one moment, for whoever asks it several things."""

from collections.abc import Callable, Hashable
from typing import TypeVar

from counterclaim.disputes import build_accounts
from counterclaim.ledger import NOW, AsOf, HeldRevision, Ledger
from counterclaim.records.accounts import Accounts
from counterclaim.records.ids import Json
from counterclaim.views._histories import StoryHistory, view_history
from counterclaim.views._ledger import LedgerView, view_ledger
from counterclaim.views._lookup import story_rows

T = TypeVar("T")


class Sight:
    """An open ledger as of one moment. Whoever keeps what was read overrides `kept`."""

    def __init__(self, ledger: Ledger, moment: AsOf = NOW) -> None:
        self.ledger = ledger
        self.moment = moment

    def kept(self, what: Hashable, make: Callable[[], T], *, of: LedgerView | None = None) -> T:
        """What `make` makes of the ledger as of this moment; `what` is its name among all that is made, and `of` the
        view of a story where it is made of that alone."""
        return make()

    def view(
        self, about: str | None = None, *, search: str | None = None, disputed: bool = False, judged: bool = False
    ) -> LedgerView:
        """`view_ledger` as of this moment."""
        return self.kept(
            ("view", about, search, disputed, judged),
            lambda: view_ledger(
                self.ledger,
                as_of=self.moment.published,
                recorded=self.moment.recorded,
                about=about,
                search=search,
                disputed=disputed,
                judged=judged,
            ),
        )

    def history(self, about: str, *, of: LedgerView | None = None) -> StoryHistory:
        """`view_history` as of this moment; `of` is the view of that story, if it is there."""
        return self.kept(
            ("history", about),
            lambda: view_history(self.ledger, about, as_of=self.moment.published, recorded=self.moment.recorded),
            of=of,
        )

    def accounts(self) -> Accounts:
        """The rival accounts in the whole ledger."""
        return self.kept("accounts", lambda: self.ledger.accounts(build_accounts, self.moment))

    def revisions(self) -> tuple[HeldRevision, ...]:
        """The texts in the whole ledger."""
        return self.kept("revisions", lambda: self.ledger.revisions(self.moment))

    def stories(self) -> list[dict[str, Json]]:
        """One row a story, the newest report first."""
        return self.kept("stories", self._stories)

    def _stories(self) -> list[dict[str, Json]]:
        with self.ledger.snapshot() as ledger:
            return story_rows(ledger.accounts(build_accounts, self.moment), ledger.texts(self.moment))
