"""A story's texts with the earlier ones, read from a ledger as of a moment, and what follows from them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from counterclaim.cli._moments import absences, documents_of, ids_of, same_then
from counterclaim.differences import find_differences
from counterclaim.disputes import build_accounts
from counterclaim.errors import LedgerError
from counterclaim.ledger import AsOf, HeldRevision, Ledger, NotHeld
from counterclaim.records.accounts import Accounts, Dispute, Proposition, Story
from counterclaim.records.analyses import Analysis
from counterclaim.records.differences import RevisionDifference
from counterclaim.records.ids import DocumentId, RevisionId
from counterclaim.records.timelines import TextTimes, Timeline
from counterclaim.timelines import build_timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryHistory:
    """The timelines of the stories that an id names as of a moment: more than one where they were merged later, none
    where nothing of them was held. `not_held` tells what is missing."""

    timelines: tuple[Timeline, ...]
    not_held: tuple[NotHeld, ...]


def view_history(
    path: Path, about: str, *, as_of: datetime | None = None, recorded: datetime | None = None
) -> StoryHistory:
    """What was claimed when in the story that `about` (the start of an id) names or belongs to.

    Raises:
        LedgerError: the ledger is missing or cannot be read, or holds nothing that `about` names.
    """
    moment = AsOf(published=as_of, recorded=recorded)
    with Ledger.open(path, create=False) as ledger:
        accounts = ledger.accounts(build_accounts, moment)
        analyses = ledger.analyses(moment)
        stories, documents = find_stories(ledger, about, accounts, analyses)
        missing = [one for one in ledger.not_held(moment) if one.document_id in documents]
        return StoryHistory(
            timelines=tuple(_timeline(ledger, story, moment) for story in stories),
            not_held=tuple(missing) if stories else absences(ledger, documents, moment),
        )


def find_stories(
    ledger: Ledger, about: str, accounts: Accounts, analyses: Sequence[Analysis]
) -> tuple[list[Story], frozenset[DocumentId]]:
    """The stories that an id belongs to in a view, and the documents that it is about today."""
    try:
        found = ledger.find(about)
    except LedgerError:  # an id of that moment, which the tables of today do not have
        if sum(one.startswith(about) for one in ids_of(accounts, analyses)) != 1:
            raise
        named, documents = {one for one in ids_of(accounts, analyses) if one.startswith(about)}, None
    else:
        named, documents = {found.id, *same_then(ledger, found, accounts, analyses)}, documents_of(ledger, found)
    held = {analysis.revision.id for analysis in analyses}
    owner = {str(claim.id): analysis.revision.id for analysis in analyses for claim in analysis.claims}
    revisions = {owner[one] for one in named if one in owner} | (held & named)
    inside = {record.story_id for record in _records(accounts) if record.id in named}
    chosen = [s for s in accounts.stories if s.id in named or s.id in inside or revisions & set(s.revisions)]
    if documents is None:
        document_of = {analysis.revision.id: analysis.revision.document_id for analysis in analyses}
        documents = frozenset(document_of[revision] for story in chosen for revision in story.revisions)
    return chosen, documents


def _records(accounts: Accounts) -> Iterable[Proposition | Dispute]:
    yield from accounts.propositions
    yield from accounts.disputes


def _timeline(ledger: Ledger, story: Story, moment: AsOf) -> Timeline:
    held = ledger.revisions(moment)
    documents = {revision.document_id for revision in held if revision.id in story.revisions}
    texts = [revision for revision in held if revision.document_id in documents]
    analyses = {a.revision.id: a for a in ledger.analyses(moment, current=False, only={str(t.id) for t in texts})}
    accounts = _accounts_of_all(ledger, analyses, moment)
    return build_timeline(
        story,
        [text_times(text, analyses[text.id]) for text in texts if text.id in analyses],
        analyses,
        accounts,
        differences(texts, analyses),
    )


def _accounts_of_all(ledger: Ledger, analyses: dict[RevisionId, Analysis], moment: AsOf) -> Accounts:
    """The accounts over earlier texts too: claims that only an earlier text makes have a matter as well."""
    judgements = ledger.judgements(moment, current=False)
    claims = {claim.id for analysis in analyses.values() for claim in analysis.claims}
    return build_accounts(
        list(analyses.values()),
        replace(
            judgements,
            links=tuple(link for link in judgements.links if link.a in analyses and link.b in analyses),
            matches=tuple(match for match in judgements.matches if match.a in claims and match.b in claims),
        ),
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
