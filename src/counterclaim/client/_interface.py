"""What one can do with an open ledger, wherever it is: the public interface of Counterclaim."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Self

from counterclaim.client._records import (
    ActorSummary,
    AddedReport,
    Exported,
    KeptDecision,
    LedgerState,
    LogEntry,
    ReportSummary,
    StorySummary,
)
from counterclaim.presentation import ClaimView, DisputeView, DocumentView, PropositionView, ReportView
from counterclaim.records.ids import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which of the records of a list are wanted. None leaves a field open.

    `story` is (the start of) an id; `search` words that all stand in a claim's words or actor; `actor` words that all
    stand in the actor's name; `stance` and `kind` as claims have them.
    """

    story: str | None = None
    search: str | None = None
    actor: str | None = None
    stance: str | None = None
    kind: str | None = None


class OpenLedger(ABC):
    """A ledger that `counterclaim.open` opened: a file, a PostgreSQL database, or one that a desk serves.

    With `at` it is seen as of a publication and a recording time. Lists come in pieces as they are walked. Ids may be
    given by their start. Every method raises a `CounterclaimError` where it cannot do what is asked.

        with counterclaim.open("war.db") as ledger:
            for claim in ledger.claims(actor="ministry", stance="denies"):
                print(claim.actor, claim.words)
    """

    @abstractmethod
    def at(self, *, as_of: datetime | None = None, recorded: datetime | None = None) -> Self:
        """The same ledger as of a publication time and a recording time (None: now)."""

    @abstractmethod
    def close(self) -> None: ...

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Reading

    @abstractmethod
    def state(self) -> LedgerState:
        """How much the ledger holds now."""

    @abstractmethod
    def stories(self, *, search: str | None = None) -> Iterator[StorySummary]:
        """The stories, the newest report first; with `search` those with claims that hold the words."""

    @abstractmethod
    def claims(
        self,
        *,
        story: str | None = None,
        search: str | None = None,
        actor: str | None = None,
        stance: str | None = None,
        kind: str | None = None,
    ) -> Iterator[ClaimView]:
        """The claims, story by story, by report and place in its text."""

    @abstractmethod
    def propositions(self, *, story: str | None = None) -> Iterator[PropositionView]:
        """What is claimed, free of who says it."""

    @abstractmethod
    def disputes(self, *, story: str | None = None) -> Iterator[DisputeView]:
        """What is disputed."""

    @abstractmethod
    def reports(self, *, story: str | None = None) -> Iterator[ReportSummary]:
        """The newest text of each document, by address."""

    @abstractmethod
    def actors(self, *, search: str | None = None) -> Iterator[ActorSummary]:
        """Who takes positions, by name."""

    @abstractmethod
    def show(self, id_: str) -> DocumentView:
        """The document about whatever an id names: that of its story. What `counterclaim show --format json` prints."""

    @abstractmethod
    def claim(self, id_: str) -> ClaimView: ...

    @abstractmethod
    def proposition(self, id_: str) -> PropositionView: ...

    @abstractmethod
    def dispute(self, id_: str) -> DisputeView: ...

    @abstractmethod
    def report(self, id_: str) -> ReportView: ...

    # Adding and deciding

    @abstractmethod
    def add(
        self,
        *,
        text: str | None = None,
        html: bytes | None = None,
        url: str | None = None,
        address: str | None = None,
        title: str | None = None,
        published: str | None = None,
        outlet: str | None = None,
    ) -> AddedReport:
        """Reads a report and keeps it: a text or a page that was found at `address`, or what is at `url` now."""

    @abstractmethod
    def decide(
        self,
        action: str,
        ids: Sequence[str],
        *,
        reason: str,
        author: str | None = None,
        others: Sequence[str] = (),
        value: str | None = None,
        into: Sequence[str] = (),
        reading: Mapping[str, object] | None = None,
    ) -> tuple[str, ...]:
        """Keeps what a person says, as `counterclaim review ACTION` does; returns the ids of the entries.

        `ids` are what it is about, `others` what that is parted from, `value` a side, the words of a name or an entry,
        `into` the parts of a split, `reading` what of a claim should read otherwise. At a desk the author is whoever
        signed in.
        """

    @abstractmethod
    def decisions(self) -> Iterator[KeptDecision]:
        """Every decision in the order recorded, also those undone."""

    # Proving

    @abstractmethod
    def entries(self, *, after: int = 0) -> Iterator[LogEntry]:
        """The log, from the entry behind number `after`."""

    @abstractmethod
    def checkpoint(self) -> str:
        """The newest checkpoint of the log as a note to be kept elsewhere; takes one where the log has grown."""

    @abstractmethod
    def prove_inclusion(self, entry: str, *, size: int | None = None) -> dict[str, Json]:
        """What proves that an entry, or what a revision or claim brought in, is among the first `size` entries."""

    @abstractmethod
    def prove_consistency(self, old: int, new: int) -> dict[str, Json]:
        """What proves that the first `old` entries are the beginning of the first `new`."""

    # Leaving

    @abstractmethod
    def export(self, format_: str, *, story: str | None = None) -> Exported:
        """What may leave, in the format of another tool (see `counterclaim export`). It is recorded that it left."""
