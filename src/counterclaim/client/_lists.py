"""Lists of what a ledger holds as of a moment, each in an order that outlives new entries, so that a walk through one
can go on where it was."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from counterclaim.client._interface import Wanted
from counterclaim.client._records import ActorSummary, ReportSummary, StorySummary
from counterclaim.errors import LedgerError
from counterclaim.ledger import HeldRevision
from counterclaim.presentation import ClaimView, DisputeView, PropositionView
from counterclaim.records.claims import Polarity
from counterclaim.views import SEARCHED, LedgerView, Lookup, Sight

#: Where an item stands in its list.
Key = tuple[str | int, ...]
#: So much later than any: what follows is walked from its beginning.
START: Key = ()


def list_stories(sight: Sight, *, search: str | None = None) -> Iterator[tuple[Key, StorySummary]]:
    """The stories, the newest report first."""
    found = None
    if search is not None:
        claims = sight.ledger.search(search, limit=SEARCHED)
        revisions = {str(revision) for revision in sight.ledger.revisions_with(claims)}
        found = {story.id for story in sight.accounts().stories if revisions & set(story.revisions)}
    for row in sight.stories():
        if found is None or row["id"] in found:
            yield (str(row["last"] or ""), str(row["id"])), StorySummary(**row)  # type: ignore[arg-type]


def list_claims(sight: Sight, wanted: Wanted, after: Key = START) -> Iterator[tuple[Key, ClaimView]]:
    """The claims, by story, address of the report, and place in its text."""
    words = None if wanted.actor is None else wanted.actor.casefold().split()
    found = None if wanted.search is None else set(sight.ledger.search(wanted.search, limit=SEARCHED))
    only = None
    if found is not None:
        only = {str(revision) for revision in sight.ledger.revisions_with(found)}
    for story, view in _stories(sight, wanted.story, after, only=only):
        lookup = Lookup(view.document)
        rows = []
        for claim in lookup.claims.values():
            if (
                (found is None or claim.id in found)
                and (wanted.stance is None or claim.stance == wanted.stance)
                and (wanted.kind is None or claim.kind == wanted.kind)
                and (words is None or all(word in claim.actor.casefold() for word in words))
            ):
                address = lookup.report_of(claim).address
                rows.append(((story, address, claim.content[0].start, claim.id), claim))
        yield from sorted(rows, key=lambda row: row[0])


def list_propositions(
    sight: Sight, *, story: str | None = None, after: Key = START
) -> Iterator[tuple[Key, PropositionView]]:
    """The propositions, by story and id."""
    for own, view in _stories(sight, story, after):
        for one in sorted(view.document.propositions, key=lambda p: p.id):
            yield (own, one.id), one


def list_disputes(sight: Sight, *, story: str | None = None, after: Key = START) -> Iterator[tuple[Key, DisputeView]]:
    """The disputes, by story and id."""
    disputed = {dispute.story_id for dispute in sight.accounts().disputes}
    for own, view in _stories(sight, story, after):
        if own in disputed or story is not None:
            for one in sorted(view.document.disputes, key=lambda d: d.id):
                yield (own, one.id), one


def list_reports(sight: Sight, *, story: str | None = None) -> Iterator[tuple[Key, ReportSummary]]:
    """The newest text of each document, by address."""
    only = None
    if story is not None:
        only = {report.revision for report in sight.view(story).document.reports}
    for held in sorted(sight.revisions(), key=lambda held: (held.address, held.id)):
        if held.current and (only is None or held.id in only):
            yield (held.address, held.id), _report(held)


@dataclass(slots=True)
class _Tally:
    stories: set[str] = field(default_factory=set)
    by: defaultdict[Polarity, int] = field(default_factory=lambda: defaultdict(int))


def list_actors(sight: Sight, *, search: str | None = None) -> Iterator[tuple[Key, ActorSummary]]:
    """Who takes positions, by name."""
    words = (search or "").casefold().split()
    tallies: defaultdict[str, _Tally] = defaultdict(_Tally)
    for proposition in sight.accounts().propositions:
        for position in proposition.positions:
            tally = tallies[position.actor]
            tally.stories.add(proposition.story_id)
            tally.by[position.polarity] += 1
    for name, tally in sorted(tallies.items()):
        if all(word in name.casefold() for word in words):
            yield (
                (name,),
                ActorSummary(
                    name=name,
                    stories=len(tally.stories),
                    asserts=tally.by[Polarity.FOR],
                    denies=tally.by[Polarity.AGAINST],
                    leaves_open=sum(tally.by.values()) - tally.by[Polarity.FOR] - tally.by[Polarity.AGAINST],
                ),
            )


def _stories(
    sight: Sight, story: str | None, after: Key, *, only: set[str] | None = None
) -> Iterator[tuple[str, LedgerView]]:
    """The stories with what is in each, by id, from the one in which a walk stopped."""
    if story is not None:
        yield story, sight.view(story)
        return
    for held in sorted(sight.accounts().stories, key=lambda held: held.id):
        if (not after or held.id >= str(after[0])) and (only is None or not only.isdisjoint(held.revisions)):
            try:
                view = sight.view(held.id)
            except LedgerError:  # it became part of another story since
                continue
            yield held.id, view


def _report(held: HeldRevision) -> ReportSummary:
    return ReportSummary(
        revision=held.id,
        document=held.document_id,
        address=held.address,
        title=held.title,
        published=_text(held.published),
        updated=_text(held.updated),
        captured_at=held.captured_at.isoformat(),
        recorded_at=held.recorded_at.isoformat(),
        held_from=held.held_from.isoformat(),
    )


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
