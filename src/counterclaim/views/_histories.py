"""A story's texts with the earlier ones, read from a ledger as of a moment, and what follows from them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from counterclaim.differences import find_differences
from counterclaim.disputes import build_accounts
from counterclaim.errors import LedgerError
from counterclaim.ledger import AsOf, HeldRevision, Ledger, NotHeld
from counterclaim.locations import Location
from counterclaim.records.accounts import Accounts, Dispute, Proposition, Story
from counterclaim.records.analyses import Analysis
from counterclaim.records.differences import RevisionDifference
from counterclaim.records.ids import DocumentId, RevisionId
from counterclaim.records.timelines import TextTimes, Timeline
from counterclaim.timelines import build_timeline
from counterclaim.views._moments import absences, ids_of, opened, same_then, texts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryHistory:
    """The timelines of the stories that an id names as of a moment: more than one where they were merged later, none
    where nothing of them was held. `not_held` tells what is missing."""

    timelines: tuple[Timeline, ...]
    not_held: tuple[NotHeld, ...]


def view_history(
    place: Location | Ledger, about: str, *, as_of: datetime | None = None, recorded: datetime | None = None
) -> StoryHistory:
    """What was claimed when in the story that `about` (the start of an id) names or belongs to.

    Raises:
        LedgerError: the ledger is missing or cannot be read, or holds nothing that `about` names.
    """
    moment = AsOf(published=as_of, recorded=recorded)
    with opened(place) as ledger:
        stories = find_stories(ledger, about, moment)
        return StoryHistory(
            timelines=tuple(_timeline(ledger, story, moment, stories.accounts) for story in stories.chosen),
            not_held=stories.not_held,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundStories:
    """The stories that an id belongs to as of a moment, in the accounts and reports of all that they are tied to."""

    chosen: tuple[Story, ...]
    accounts: Accounts
    analyses: tuple[Analysis, ...]
    not_held: tuple[NotHeld, ...]


def find_stories(ledger: Ledger, about: str, moment: AsOf) -> FoundStories:
    """The stories that an id belongs to as of a moment. Reads what today's record of that id is tied to; everything
    where only the tables of then would know it."""
    found, texts, unknown = None, None, None
    try:
        found = ledger.find(about)
        texts = texts_of(ledger, found)
    except LedgerError as error:
        unknown = error
    accounts = ledger.accounts(build_accounts, moment, only=texts)
    told = None if texts is None else {revision for story in accounts.stories for revision in story.revisions}
    analyses = ledger.analyses(moment, only=told)
    if found is not None:
        named = {found.id, *same_then(ledger, found, accounts, analyses)}
    else:
        named = {one for one in ids_of(accounts, analyses) if one.startswith(about)}
        if len(named) != 1 and unknown is not None:
            raise unknown
    held = {analysis.revision.id for analysis in analyses}
    owner = {str(claim.id): analysis.revision.id for analysis in analyses for claim in analysis.claims}
    revisions = {owner[one] for one in named if one in owner} | (held & named)
    inside = {record.story_id for record in _records(accounts) if record.id in named}
    chosen = [s for s in accounts.stories if s.id in named or s.id in inside or revisions & set(s.revisions)]
    if texts is None:
        texts = frozenset(revision for story in chosen for revision in story.revisions)
    return FoundStories(
        chosen=tuple(chosen),
        accounts=accounts,
        analyses=analyses,
        not_held=ledger.not_held(moment, only=texts) if chosen else absences(ledger, texts, moment),
    )


def _records(accounts: Accounts) -> Iterable[Proposition | Dispute]:
    yield from accounts.propositions
    yield from accounts.disputes


def _timeline(ledger: Ledger, story: Story, moment: AsOf, accounts: Accounts) -> Timeline:
    texts = ledger.revisions(moment, only=story.revisions)
    only = {str(text.id) for text in texts}
    analyses = {a.revision.id: a for a in ledger.analyses(moment, current=False, only=only)}
    if any(not text.current for text in texts):
        # Over earlier texts too: claims that only an earlier text makes have a matter as well.
        accounts = build_accounts(list(analyses.values()), ledger.judgements(moment, current=False, only=only))
    return build_timeline(
        story,
        [text_times(text, analyses[text.id]) for text in texts if text.id in analyses],
        analyses,
        accounts,
        differences(texts, analyses),
    )


def differences(texts: Iterable[HeldRevision], analyses: dict[RevisionId, Analysis]) -> tuple[RevisionDifference, ...]:
    """What changed between each text of a document and the next; `texts` in the order of time within a document."""
    by_document: defaultdict[DocumentId, list[HeldRevision]] = defaultdict(list)
    for text in texts:
        if text.id in analyses:
            by_document[text.document_id].append(text)
    return tuple(
        find_differences(analyses[before.id], analyses[after.id])
        for own in by_document.values()
        for before, after in pairwise(own)
    )


def text_times(held: HeldRevision, analysis: Analysis) -> TextTimes:
    return TextTimes(
        revision_id=held.id,
        document_id=held.document_id,
        address=held.address,
        outlet=analysis.revision.outlet or held.address.rsplit("/", 1)[-1],
        title=held.title,
        published=held.published,
        updated=held.updated,
        held_from=held.held_from,
        captured_at=held.captured_at,
        recorded_at=held.recorded_at,
    )
