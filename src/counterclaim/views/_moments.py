"""What an id of today names in a ledger as of another moment, and why something is not there then."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager

from counterclaim.ledger import NOW, AsOf, Found, HeldRevision, Ledger, NotHeld
from counterclaim.locations import Location
from counterclaim.records.accounts import Accounts, Dispute, Proposition, Story
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim
from counterclaim.records.ids import ClaimId, DocumentId, RevisionId
from counterclaim.records.revisions import Revision
from counterclaim.records.spans import words_at
from counterclaim.views._phrases import moment_words

Key = tuple[str, str, str, str]


@contextmanager
def opened(place: Location | Ledger) -> Iterator[Ledger]:
    """One state of the ledger at a place; a ledger that is open already stays open."""
    if isinstance(place, Ledger):
        with place.snapshot() as one_state:
            yield one_state
    else:
        with Ledger.open(place, create=False) as ledger, ledger.snapshot() as one_state:
            yield one_state


def ids_of(accounts: Accounts, analyses: Iterable[Analysis]) -> list[str]:
    """Every id that `show` and `explain` accept in a view."""
    found: list[str] = [story.id for story in accounts.stories]
    found += [proposition.id for proposition in accounts.propositions]
    found += [dispute.id for dispute in accounts.disputes]
    for analysis in analyses:
        found += [analysis.revision.id, *(claim.id for claim in analysis.claims)]
    return found


def texts_of(ledger: Ledger, found: Found) -> frozenset[RevisionId]:
    """The texts whose claims a record of today is about."""
    if isinstance(found.record, Story):
        return frozenset(found.record.revisions)
    if found.analysis is not None:
        return frozenset({found.analysis.revision.id})
    return ledger.revisions_with(_claim_ids(found.record))


def _claim_ids(record: object) -> set[ClaimId]:
    if isinstance(record, Proposition):
        return set(record.claims)
    return {*record.sides_for, *record.sides_against} if isinstance(record, Dispute) else set()


def same_then(ledger: Ledger, found: Found, accounts: Accounts, analyses: Sequence[Analysis]) -> tuple[str, ...]:
    """The ids under which a view as of another moment has what an id of today names.

    Groups of reports and of claims go by what they hold: a story by its documents, a proposition or a dispute by its
    claims, a text by its document. A claim of another text is the same where party, stance and words are.
    """
    record = found.record
    if isinstance(record, Story):
        documents = {revision.document_id for revision in ledger.revisions(only=texts_of(ledger, found))}
        then = {a.revision.id for a in analyses if a.revision.document_id in documents}
        return tuple(story.id for story in accounts.stories if then & set(story.revisions))
    if isinstance(record, Revision):
        return tuple(a.revision.id for a in analyses if a.revision.document_id == record.document_id)
    if isinstance(record, Claim):
        keys = {_key(found.analysis, record)} if found.analysis else set()
    else:
        now = ledger.analyses(only=ledger.revisions_with(_claim_ids(record)))
        wanted = _claim_ids(record)
        keys = {_key(analysis, claim) for analysis in now for claim in analysis.claims if claim.id in wanted}
    claims = {claim.id for a in analyses for claim in a.claims if _key(a, claim) in keys}
    if isinstance(record, Proposition):
        return tuple(p.id for p in accounts.propositions if claims & set(p.claims))
    if isinstance(record, Dispute):
        return tuple(d.id for d in accounts.disputes if claims & set(d.sides_for) and claims & set(d.sides_against))
    return tuple(sorted(claims))


def _key(analysis: Analysis | None, claim: Claim) -> Key:
    assert analysis is not None
    words = " ".join(words_at(analysis.revision.text, claim.content).casefold().split())
    return analysis.revision.document_id, claim.actor.name.casefold(), claim.stance.value, words


def absences(ledger: Ledger, texts: Collection[RevisionId], moment: AsOf) -> tuple[NotHeld, ...]:
    """Why the documents of some texts show none as of a moment: the text of then is not held, the ledger had nothing of
    it yet, or nothing was published yet."""
    missing = {one.document_id: one for one in ledger.not_held(moment, only=texts)}
    recorded = _first(ledger.revisions(AsOf(recorded=moment.recorded), only=texts))
    visible = {revision.document_id for revision in ledger.revisions(moment, only=texts)}
    found = []
    for document_id, first in _first(ledger.revisions(NOW, only=texts)).items():
        if document_id in visible:
            continue
        if document_id in missing:
            found.append(missing[document_id])
            continue
        if document_id in recorded:
            reason = f"nothing that is held of it was published by then; the first text is of {_at(first)}"
        else:
            reason = f"this ledger had nothing of it by then; it was first recorded {moment_words(first.recorded_at)}"
        found.append(
            NotHeld(
                document_id=document_id,
                address=first.address,
                published=first.published or first.held_from,
                held_from=first.held_from,
                reason=reason,
            )
        )
    return tuple(sorted(found, key=lambda one: (one.published, one.address)))


def _first(revisions: Iterable[HeldRevision]) -> dict[DocumentId, HeldRevision]:
    """The first text of each document; `revisions` are in the order of time within one."""
    found: dict[DocumentId, HeldRevision] = {}
    for revision in revisions:
        found.setdefault(revision.document_id, revision)
    return found


def _at(revision: HeldRevision) -> str:
    return moment_words(revision.held_from)
