"""What the commands show of a ledger: the document of what it held as of a moment."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from counterclaim.disputes import add_histories, build_accounts
from counterclaim.errors import LedgerError
from counterclaim.ledger import NOW, AsOf, Found, HeldRevision, Ledger, NotHeld
from counterclaim.locations import Location
from counterclaim.presentation import DocumentView, build_document
from counterclaim.records.accounts import Accounts, Dispute, Judgements, Proposition, Story
from counterclaim.records.analyses import Analysis
from counterclaim.views._histories import differences
from counterclaim.views._moments import absences, ids_of, opened, same_then, texts_of

_NONE = Accounts(stories=(), propositions=(), disputes=(), answers=(), origins=())
SEARCHED = 100_000  # claims that a search may find


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerView:
    """A ledger as of a moment. `earlier` are texts of documents that a later visible text has taken the place of.

    `about` are the ids under which the view has what was `asked` for: other ones than today where groups were others,
    none where nothing of it was held. `judgements` are there where they were asked for. `replaced` says that the
    document is one of the earlier texts. Where the view is one of a few stories `texts` are theirs: what is recorded of
    texts that are not tied to one of these leaves it as it is.
    """

    document: DocumentView
    judgements: Judgements
    replaced: bool
    earlier: tuple[HeldRevision, ...]
    not_held: tuple[NotHeld, ...]
    about: tuple[str, ...] = ()
    asked: str | None = None
    texts: frozenset[str] | None = None


def view_ledger(
    place: Location | Ledger,
    *,
    as_of: datetime | None = None,
    recorded: datetime | None = None,
    about: str | None = None,
    search: str | None = None,
    disputed: bool = False,
    judged: bool = False,
) -> LedgerView:
    """The accounts that a ledger, open or at a place, gives as of a publication and a recording time (None: now).

    Reports are read only as far as they are wanted: those of the story that `about`, the start of an id, belongs to;
    those with claims that hold the words of `search`; those of stories with disputes, if `disputed`. With `judged` the
    judgements between them are read too.

    Raises:
        LedgerError: the ledger is missing or cannot be read, or holds nothing that `about` names.
    """
    moment = AsOf(published=as_of, recorded=recorded)
    with opened(place) as ledger:
        found = None if about is None else _find(ledger, about, moment)
        known = found is not None
        texts = None if found is None else texts_of(ledger, found)
        accounts = ledger.accounts(build_accounts, moment, only=texts)
        only: set[str] | None = None
        if search is not None:
            only = {str(revision) for revision in ledger.revisions_with(ledger.search(search, limit=SEARCHED))}
        elif disputed:
            stories = {dispute.story_id for dispute in accounts.disputes}
            only = {str(revision) for story in accounts.stories if story.id in stories for revision in story.revisions}
        elif found is not None and moment == NOW:
            only = _revisions_about(found, accounts)
        elif found is not None:  # which of these stories it was in is to be found out
            only = {str(revision) for story in accounts.stories for revision in story.revisions}
        analyses = ledger.analyses(moment, only=only)
        not_held = ledger.not_held(moment, only=texts)
        named: tuple[str, ...] = () if about is None else (about,)
        if about is not None and moment != NOW and not any(i.startswith(about) for i in ids_of(accounts, analyses)):
            if found is None or texts is None:
                found = ledger.find(about)  # says that nothing has this id
                texts = texts_of(ledger, found)
            text = _text_of(ledger, found, moment)
            if text is not None:
                only, named, analyses = text, (found.id,), ()
            else:
                named = same_then(ledger, found, accounts, analyses)
            if not named:
                not_held = absences(ledger, texts, moment)
                if not not_held:
                    raise LedgerError(f"as of then no text of its reports held {found.kind} {found.id[:9]}")
        replaced = about is not None and bool(only) and not analyses
        if replaced:
            analyses, accounts = ledger.analyses(moment, current=False, only=only), _NONE
        accounts = _with_histories(ledger, accounts, analyses, moment)
        earlier = tuple(revision for revision in ledger.revisions(moment, only=only) if not revision.current)
        shown = frozenset(str(one) for one in (*(a.revision.id for a in analyses), *(text.id for text in earlier)))
        return LedgerView(
            document=build_document(analyses, accounts if only is None else _between(accounts, analyses)),
            judgements=ledger.judgements(moment, only=only) if judged else Judgements(),
            replaced=replaced,
            earlier=earlier,
            not_held=not_held,
            about=named,
            asked=about,
            texts=shown if known and shown else None,
        )


def _find(ledger: Ledger, about: str, moment: AsOf) -> Found | None:
    """What an id names today; None where it may be an id of the moment asked for alone."""
    try:
        return ledger.find(about)
    except LedgerError:
        if moment == NOW:
            raise
        return None


def _text_of(ledger: Ledger, found: Found, moment: AsOf) -> set[str] | None:
    """The text that a revision or claim stands in, if it was visible then: a later one had taken its place."""
    revision = None if found.analysis is None else found.analysis.revision.id
    return (
        {revision}
        if revision is not None and revision in {r.id for r in ledger.revisions(moment, only={revision})}
        else None
    )


def _with_histories(ledger: Ledger, accounts: Accounts, analyses: Sequence[Analysis], moment: AsOf) -> Accounts:
    """The accounts with what earlier texts of the reports add, where there are any."""
    texts: Sequence[HeldRevision] = ledger.revisions(moment, only={analysis.revision.id for analysis in analyses})
    revised = {revision.document_id for revision in texts if not revision.current}
    if not revised or not accounts.propositions:
        return accounts
    texts = [revision for revision in texts if revision.document_id in revised]
    earlier = ledger.analyses(moment, current=False, only={str(revision.id) for revision in texts})
    reports = {analysis.revision.id: analysis for analysis in (*analyses, *earlier)}
    return add_histories(accounts, reports.values(), differences(texts, reports))


def _revisions_about(found: Found, accounts: Accounts) -> set[str]:
    """The reports of the story that a record belongs to; the report alone where it belongs to none."""
    record = found.record
    for story in accounts.stories:
        if isinstance(record, Story | Proposition | Dispute):
            holds = story.id == (record.id if isinstance(record, Story) else record.story_id)
        else:
            holds = found.analysis is not None and found.analysis.revision.id in story.revisions
        if holds:
            return set(story.revisions)
    return {found.analysis.revision.id} if found.analysis else set()


def _between(accounts: Accounts, analyses: Sequence[Analysis]) -> Accounts:
    """The accounts without the pairs of claims of which one stands in a report that was not read."""
    held = {claim.id for analysis in analyses for claim in analysis.claims}
    return replace(
        accounts,
        answers=tuple(answer for answer in accounts.answers if {answer.denial, answer.claim} <= held),
        quotations=tuple(pair for pair in accounts.quotations if {pair.a, pair.b} <= held),
        utterances=tuple(act for act in accounts.utterances if held.issuperset(act.claims)),
    )
