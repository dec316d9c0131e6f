"""An open ledger on this machine or its database server."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Self, TypeVar

from counterclaim import __version__
from counterclaim.client import _lists as lists
from counterclaim.client._adding import keep_report, make_given
from counterclaim.client._deciding import say
from counterclaim.client._exporting import make_export
from counterclaim.client._interface import OpenLedger, Wanted
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
from counterclaim.deciding import Bench
from counterclaim.errors import LedgerError
from counterclaim.ledger import NOW, AsOf, Ledger, format_checkpoint
from counterclaim.presentation import ClaimView, DisputeView, DocumentView, PropositionView, ReportView
from counterclaim.records.decisions import Decision
from counterclaim.records.ids import EntryId, Json
from counterclaim.records.revisions import Capture
from counterclaim.settings import Settings
from counterclaim.views import Lookup, Sight

T = TypeVar("T")


class LocalLedger(OpenLedger):
    """An open ledger whose tables this process reads itself. A desk gives its own ways to see, read and follow."""

    def __init__(
        self,
        ledger: Ledger,
        settings: Settings,
        *,
        sight: Sight | None = None,
        author: str = "",
        read: Callable[[Capture, str | None], AddedReport] | None = None,
        follow: Callable[[], None] | None = None,
    ) -> None:
        self._ledger, self._settings, self._author = ledger, settings, author
        self._sight = sight or Sight(ledger)
        self._read, self._follow = read, follow
        self._models: Any = None

    def at(self, *, as_of: datetime | None = None, recorded: datetime | None = None) -> Self:
        sight = Sight(self._ledger, AsOf(published=_aware(as_of), recorded=_aware(recorded)))
        other = type(self)(
            self._ledger, self._settings, sight=sight, author=self._author, read=self._read, follow=self._follow
        )
        other._models = self._models
        return other

    def close(self) -> None:
        self._ledger.close()

    # Reading

    def state(self) -> LedgerState:
        accounts = Sight(self._ledger).accounts() if self._sight.moment != NOW else self._sight.accounts()
        revisions = Sight(self._ledger).revisions() if self._sight.moment != NOW else self._sight.revisions()
        return LedgerState(
            version=__version__,
            entries=self._ledger.size(),
            followed=self._ledger.followed(),
            reports=sum(held.current for held in revisions),
            stories=len(accounts.stories),
            propositions=len(accounts.propositions),
            disputes=len(accounts.disputes),
        )

    def stories(self, *, search: str | None = None) -> Iterator[StorySummary]:
        return (one for _, one in lists.list_stories(self._sight, search=search))

    def claims(
        self,
        *,
        story: str | None = None,
        search: str | None = None,
        actor: str | None = None,
        stance: str | None = None,
        kind: str | None = None,
    ) -> Iterator[ClaimView]:
        wanted = Wanted(story=story, search=search, actor=actor, stance=stance, kind=kind)
        return (one for _, one in lists.list_claims(self._sight, wanted))

    def propositions(self, *, story: str | None = None) -> Iterator[PropositionView]:
        return (one for _, one in lists.list_propositions(self._sight, story=story))

    def disputes(self, *, story: str | None = None) -> Iterator[DisputeView]:
        return (one for _, one in lists.list_disputes(self._sight, story=story))

    def reports(self, *, story: str | None = None) -> Iterator[ReportSummary]:
        return (one for _, one in lists.list_reports(self._sight, story=story))

    def actors(self, *, search: str | None = None) -> Iterator[ActorSummary]:
        return (one for _, one in lists.list_actors(self._sight, search=search))

    def show(self, id_: str) -> DocumentView:
        return self._sight.view(id_).document

    def claim(self, id_: str) -> ClaimView:
        return self._one(id_, "claim", ClaimView)

    def proposition(self, id_: str) -> PropositionView:
        return self._one(id_, "proposition", PropositionView)

    def dispute(self, id_: str) -> DisputeView:
        return self._one(id_, "dispute", DisputeView)

    def report(self, id_: str) -> ReportView:
        return self._one(id_, "report", ReportView)

    def _one(self, id_: str, kind: str, type_: type[T]) -> T:
        """The record that an id names, or what it is called as of the moment."""
        view = self._sight.view(id_)
        lookup = Lookup(view.document)
        named = dict.fromkeys(lookup.find(about) for about in view.about)
        if not named:
            why = "; ".join(missing.reason for missing in view.not_held) or "nothing of it was held then"
            raise LedgerError(f"as of then no {kind} has an id that starts with {id_!r}: {why}")
        if len(named) > 1:
            raise LedgerError(f"as of then {id_!r} names several things: {', '.join(found for _, found in named)}")
        ((found, full),) = named
        record = lookup.record(found, full)
        if not isinstance(record, type_):
            raise LedgerError(f"no {kind} has an id that starts with {id_!r}: it names a {found}")
        return record

    # Adding and deciding

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
        capture = make_given(
            self._settings,
            text=text,
            html=html,
            url=url,
            address=address,
            title=title,
            published=published,
            outlet=outlet,
        )
        if self._read is not None:
            return self._read(capture, self._author or None)
        if self._models is None:
            from counterclaim.pipeline import load_models

            self._models = load_models(self._settings)
        return keep_report(self._ledger, capture, self._models, self._settings, author=self._author or None)

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
        name = " ".join((author or self._author or self._settings.author).split())
        if not name:
            raise LedgerError("a decision has an author: give one, or set COUNTERCLAIM_AUTHOR")
        kept: list[str] = []

        def told(entry: EntryId, _decision: Decision) -> None:
            kept.append(entry)

        bench = Bench(self._ledger, name, reason, told=told)
        try:
            say(bench, action, list(ids), others=list(others), value=value, into=list(into), reading=reading or {})
        finally:
            if kept and self._follow is not None:
                self._follow()
            elif kept:
                bench.follow()
        return tuple(kept)

    def decisions(self) -> Iterator[KeptDecision]:
        for held in self._ledger.decisions(self._sight.moment, undone=True):
            decision = held.decision
            yield KeptDecision(
                entry=held.entry_id,
                recorded_at=held.recorded_at.isoformat(),
                author=decision.author,
                action=decision.action.value,
                revision=decision.revision_id,
                claim=decision.claim_id,
                reason=decision.reason,
                value=decision.value,
                undone_by=held.undone_by,
            )

    # Proving

    def entries(self, *, after: int = 0) -> Iterator[LogEntry]:
        for entry in self._ledger.entries(after=after):
            yield LogEntry(
                seq=entry.seq,
                id=entry.id,
                kind=entry.kind.value,
                recorded_at=entry.recorded_at.isoformat(),
                recorded_by=entry.recorded_by,
                supersedes=entry.supersedes,
            )

    def checkpoint(self) -> str:
        return format_checkpoint(self._ledger.checkpoint())

    def prove_inclusion(self, entry: str, *, size: int | None = None) -> dict[str, Json]:
        known = self._ledger.last_checkpoint() if size is None else self._ledger.checkpoint_of_size(size)
        if known is None:
            raise LedgerError("there is no checkpoint to prove it against: take one first")
        return self._ledger.prove_inclusion(entry, known)

    def prove_consistency(self, old: int, new: int) -> dict[str, Json]:
        ledger = self._ledger
        return ledger.prove_consistency(ledger.checkpoint_of_size(old), ledger.checkpoint_of_size(new))

    # Leaving

    def export(self, format_: str, *, story: str | None = None) -> Exported:
        where = f"the desk, for {self._author}" if self._author else "a program"
        return make_export(
            self._ledger, self._settings, format_, story, self._sight.moment, now=datetime.now(UTC), destination=where
        )


def _aware(moment: datetime | None) -> datetime | None:
    """A moment without a zone is UTC, as everywhere."""
    return moment.replace(tzinfo=UTC) if moment is not None and moment.utcoffset() is None else moment
