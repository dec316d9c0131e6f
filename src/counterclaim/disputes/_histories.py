"""What the earlier texts of reports add to the statuses of propositions: removed without notice, corrected.

Accounts rest on the current text of each document. What a report said before is no position any more, but that it said
so, and stopped, is told with the matter.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from counterclaim.differences import find_alike
from counterclaim.disputes._statuses import keep, tell
from counterclaim.disputes._words import telling_words
from counterclaim.records.accounts import Accounts, Status, StatusBasis
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim
from counterclaim.records.differences import ChangeKind, ClaimChange, RevisionDifference
from counterclaim.records.ids import ClaimId, PropositionId, RevisionId
from counterclaim.records.mentions import ARTICLE, UNNAMED
from counterclaim.records.revisions import Revision
from counterclaim.records.spans import words_at

QUOTED = 120


def add_histories(
    accounts: Accounts, analyses: Iterable[Analysis], differences: Sequence[RevisionDifference]
) -> Accounts:
    """The accounts with the statuses that follow from differences between texts of one document.

    `analyses` are those of the accounts and of the earlier texts that `differences` name. A claim that is gone counts
    for the propositions that other reports, or this one, still speak of in nearly the same words; one that a later
    text of the document makes again is not gone. Words that are only alike tell of one matter where the same party says
    them, or they name the same doer.
    """
    reports = {analysis.revision.id: analysis for analysis in analyses}
    home = {claim: p.id for p in accounts.propositions for claim in p.claims}
    names = {c: position.actor for p in accounts.propositions for position in p.positions for c in position.claims}
    found: defaultdict[PropositionId, list[StatusBasis]] = defaultdict(list)
    for difference in differences:
        if difference.before in reports and difference.after in reports:
            for identity, basis in _bases(difference, reports, home, names):
                found[identity].append(basis)
    propositions = []
    for proposition in accounts.propositions:
        if proposition.id in found:
            told = {(b.status, b.words) for b in proposition.status_bases}
            new = [b for b in found[proposition.id] if (b.status, b.words) not in told]
            bases = keep([*proposition.status_bases, *new])
            statuses, reasons = tell(bases)
            proposition = replace(proposition, status_bases=bases, statuses=statuses, status_reasons=reasons)
        propositions.append(proposition)
    return replace(accounts, propositions=tuple(propositions))


def _bases(
    difference: RevisionDifference,
    reports: Mapping[RevisionId, Analysis],
    home: Mapping[ClaimId, PropositionId],
    names: Mapping[ClaimId, str],
) -> Iterator[tuple[PropositionId, StatusBasis]]:
    before, after = (reports[revision].revision for revision in (difference.before, difference.after))
    claims = {claim.id: claim for claim in reports[before.id].claims}
    current = [
        (claim, _words(claim, reports)) for report in reports.values() for claim in report.claims if claim.id in home
    ]
    for change in difference.changes:
        if change.correction is not None and change.after is not None and change.after in home:
            yield home[change.after], _corrected(change, before, after)
        if change.before is None or change.kind is not ChangeKind.DROPPED:
            continue
        gone = claims[change.before]
        words = words_at(before.text, gone.content)
        alike = list(find_alike(words, current))
        if any(reports[claim.revision_id].revision.document_id == before.document_id for claim in alike):
            continue
        alike = [claim for claim in alike if _are_of_one(gone, words, claim, _words(claim, reports), names[claim.id])]
        for identity in dict.fromkeys(home[claim.id] for claim in alike):
            yield identity, _gone(gone, change, before, after)


def _are_of_one(gone: Claim, words: str, claim: Claim, others: str, party: str) -> bool:
    """Whether one party makes both claims, both tell of one doer, or both tell the same and one names no doer."""
    own = {name.casefold() for name in (gone.actor.name, *gone.actor.aliases)} - {ARTICLE, UNNAMED}
    theirs = {name.casefold() for name in (party, claim.actor.name, *claim.actor.aliases)} - {ARTICLE, UNNAMED}
    doer, other = (telling_words(one.frame.subject or "") for one in (gone, claim))
    same = telling_words(words) == telling_words(others)
    return not own.isdisjoint(theirs) or not doer.isdisjoint(other) or (same and not (doer and other))


def _words(claim: Claim, reports: Mapping[RevisionId, Analysis]) -> str:
    return words_at(reports[claim.revision_id].revision.text, claim.content)


def _gone(claim: Claim, change: ClaimChange, before: Revision, after: Revision) -> StatusBasis:
    words = _short(words_at(before.text, claim.content))
    party = None if claim.actor.name in (ARTICLE, UNNAMED) else claim.actor.name
    said = f"“{words}”" if party is None else f"that {party} {claim.stance.value} “{words}”"
    if change.correction is not None:
        note = _short(change.correction.of(after.text))
        status, reason = Status.CORRECTED, f"{_outlet(after)} no longer tells {said}, and says: “{note}”"
    else:
        status, reason = Status.REMOVED, f"{_outlet(after)} no longer tells {said}, and does not say why"
    return StatusBasis(
        status=status,
        reason=reason,
        claims=(claim.id,),
        revisions=(before.id, after.id),
        parties=() if party is None else (party,),
        words=words,
    )


def _corrected(change: ClaimChange, before: Revision, after: Revision) -> StatusBasis:
    assert change.correction is not None
    words = " ".join(change.correction.of(after.text).split())
    return StatusBasis(
        status=Status.CORRECTED,
        reason=f"{_outlet(after)} corrected its report: “{words}”",
        claims=tuple(claim for claim in (change.before, change.after) if claim is not None),
        revisions=(before.id, after.id),
        words=words,
    )


def _outlet(revision: Revision) -> str:
    return revision.outlet or revision.address.rsplit("/", 1)[-1]


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= QUOTED else f"{words[: QUOTED - 1].rsplit(' ', 1)[0]} …"
