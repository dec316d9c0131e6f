"""Parts of a ledger: current revisions that are tied together, whose accounts can be computed apart from all others.

Two revisions are tied by a link that could put them into one story and by a person's decision that names both. What
stands in no part with a report has no influence on its accounts, so a change of the log costs what the parts that it
touches cost, however many others there are.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from counterclaim.ledger import _tables as t
from counterclaim.ledger._entries import Contents, EntryKind
from counterclaim.ledger._index import decided_ties
from counterclaim.ledger._readings import read_analyses, read_texts
from counterclaim.ledger._rows import rows_for
from counterclaim.ledger._timeline import NOW, AsOf, view_texts
from counterclaim.records.accounts import JOINING, Accounts, Judgements
from counterclaim.records.analyses import Analysis
from counterclaim.records.decisions import Decision, DecisionAction
from counterclaim.records.ids import DocumentId, RevisionId
from counterclaim.records.revisions import Revision
from counterclaim.review import unmarked

#: From visible analyses and judgements to accounts: a pure function of its arguments.
Project = Callable[[Sequence[Analysis], Judgements], Accounts]

Pair = tuple[RevisionId, RevisionId]


def ties_between(analyses: Sequence[Analysis], judgements: Judgements) -> Iterator[Pair]:
    """The ties that judgements and decisions make between these analyses."""
    held = {analysis.revision.id for analysis in analyses}
    owners = {claim.id: analysis.revision.id for analysis in analyses for claim in analysis.claims}
    pairs = [(link.a, link.b) for link in judgements.links if link.score >= JOINING]
    pairs += [pair for decision in judgements.decisions for pair in decided_ties(decision, owners)]
    return ((a, b) for a, b in pairs if a in held and b in held)


def connect(revisions: Iterable[RevisionId], ties: Iterable[Pair]) -> list[list[RevisionId]]:
    """The groups that ties connect, each by id."""
    above = {revision: revision for revision in revisions}

    def root(revision: RevisionId) -> RevisionId:
        while above[revision] != revision:
            above[revision] = revision = above[above[revision]]
        return revision

    for a, b in ties:
        if a in above and b in above:
            low, high = sorted((root(a), root(b)))
            above[high] = low
    groups: defaultdict[RevisionId, list[RevisionId]] = defaultdict(list)
    for revision in sorted(above):
        groups[root(revision)].append(revision)
    return list(groups.values())


def first_report(analyses: Sequence[Analysis]) -> tuple[datetime, RevisionId]:
    """When the first of some reports was published, or else captured, and which it is: the order of parts."""

    def when(analysis: Analysis) -> tuple[datetime, RevisionId]:
        published = analysis.revision.published
        return t.to_utc(published.earliest if published else analysis.revision.captured_at), analysis.revision.id

    return min(map(when, analyses))


def project_parts(analyses: Sequence[Analysis], judgements: Judgements, project: Project) -> Accounts:
    """The accounts of every part, by its first report: what following the log gives."""
    reports = {analysis.revision.id: analysis for analysis in analyses}
    groups = connect(reports, ties_between(analyses, judgements))
    number = {revision: i for i, group in enumerate(groups) for revision in group}
    owners = {claim.id: number[revision] for revision, analysis in reports.items() for claim in analysis.claims}
    links: defaultdict[int, list[Any]] = defaultdict(list)
    for link in judgements.links:
        if number.get(link.a) is not None and number.get(link.a) == number.get(link.b):
            links[number[link.a]].append(link)
    matches: defaultdict[int, list[Any]] = defaultdict(list)
    for match in judgements.matches:
        if owners.get(match.a) is not None and owners.get(match.a) == owners.get(match.b):
            matches[owners[match.a]].append(match)
    decisions: defaultdict[int, list[Decision]] = defaultdict(list)
    for decision in judgements.decisions:
        if decision.revision_id in number:
            decisions[number[decision.revision_id]].append(decision)
    document = {revision: analysis.revision.document_id for revision, analysis in reports.items()}
    earlier: defaultdict[DocumentId, list[Revision]] = defaultdict(list)
    for text in judgements.earlier:
        earlier[text.document_id].append(text)
    done = []
    order = {analysis.revision.id: place for place, analysis in enumerate(analyses)}
    for i, group in enumerate(groups):
        own = [reports[revision] for revision in sorted(group, key=order.__getitem__)]
        told = Judgements(
            links=tuple(links[i]),
            matches=tuple(matches[i]),
            models=judgements.models,
            decisions=tuple(decisions[i]),
            earlier=tuple(text for revision in group for text in earlier[document[revision]]),
        )
        done.append((first_report(own), project(own, told)))
    return join_accounts([accounts for _, accounts in sorted(done, key=lambda pair: pair[0])])


def join_accounts(parts: Sequence[Accounts]) -> Accounts:
    """The accounts of several parts as one."""
    return Accounts(
        stories=tuple(story for part in parts for story in part.stories),
        propositions=tuple(proposition for part in parts for proposition in part.propositions),
        disputes=tuple(dispute for part in parts for dispute in part.disputes),
        answers=tuple(answer for part in parts for answer in part.answers),
        origins=tuple(origin for part in parts for origin in part.origins),
        quotations=tuple(quotation for part in parts for quotation in part.quotations),
        utterances=tuple(utterance for part in parts for utterance in part.utterances),
    )


def affected(connection: Connection, touched: Iterable[str]) -> tuple[set[int], set[str], list[Pair]]:
    """What must be computed again where `touched` revisions changed: the parts that stand now, all revisions in them
    or tied to them, and the ties among these."""
    p, ties = t.part_members.c, t.ties.c
    labels: set[int] = set()
    seen: set[str] = set()
    pairs: list[Pair] = []
    queue = set(touched)
    while queue:
        seen |= queue
        found = {row.part for row in rows_for(connection, select(p.part), p.revision_id, queue)} - labels
        labels |= found
        near = list(rows_for(connection, select(ties.a, ties.b), ties.a, queue))
        pairs += [(RevisionId(row.a), RevisionId(row.b)) for row in near]
        mates = {
            revision for label in found for revision in connection.scalars(select(p.revision_id).where(p.part == label))
        }
        queue = (mates | {row.b for row in near}) - seen
    return labels, seen, pairs


def tied_groups(connection: Connection, revisions: Collection[str]) -> list[list[RevisionId]]:
    """The groups that ties connect `revisions` into, with whatever else is tied to them."""
    ties = t.ties.c
    seen: set[RevisionId] = set()
    pairs: list[Pair] = []
    queue = {RevisionId(revision) for revision in revisions}
    while queue:
        seen |= queue
        rows = rows_for(connection, select(ties.a, ties.b), ties.a, queue)
        near = [(RevisionId(row.a), RevisionId(row.b)) for row in rows]
        pairs += near
        queue = {b for _, b in near} - seen
    return connect(seen, pairs)


def ever_tied(connection: Connection, revisions: Iterable[str]) -> set[str]:
    """Some revisions with the other texts of their documents, and all that was ever tied to one of these, directly or
    through others: what their accounts can depend on as of any moment."""
    r, ties, j = t.revisions.c, t.ties.c, t.judgements.c
    documents = {row.document_id for row in rows_for(connection, select(r.document_id), r.id, revisions)}
    queue: set[str] = {row.id for row in rows_for(connection, select(r.id), r.document_id, documents)}
    seen: set[str] = set()
    while queue:
        seen |= queue
        near = {row.b for row in rows_for(connection, select(ties.b).distinct(), ties.a, queue)}
        # What a later judgement took the place of may have tied as of an earlier moment.
        near |= {row.b for row in rows_for(connection, select(j.b).distinct(), j.a, queue)}
        near |= {row.a for row in rows_for(connection, select(j.a).distinct(), j.b, queue)}
        queue = near - seen
    return seen


def told_after(connection: Connection, seq: int) -> frozenset[RevisionId] | None:
    """The revisions that what was recorded behind entry `seq` tells of, with all that was ever tied to them; None where
    something was erased."""
    e, d, a, r = t.entries.c, t.decisions.c, t.absences.c, t.revisions.c
    kinds = set(connection.scalars(select(e.kind).where(e.seq > seq).distinct()))
    if EntryKind.TAKEDOWN.value in kinds:
        return None
    found = _recorded_after(connection, seq) | set(connection.scalars(select(d.revision_id).where(d.seq > seq)))
    gone = set(connection.scalars(select(a.document_id).where(a.seq > seq)))
    found |= {row.id for row in rows_for(connection, select(r.id), r.document_id, gone)}
    return frozenset(map(RevisionId, ever_tied(connection, found)))


def _recorded_after(connection: Connection, seq: int) -> set[str]:
    """The revisions that are new behind entry `seq`, were read anew, or were compared."""
    r, j = t.revisions.c, t.judgements.c
    found = set(connection.scalars(select(r.id).where(r.seq > seq)))
    found |= set(connection.scalars(select(t.readings.c.revision_id).where(t.readings.c.seq > seq)))
    for row in connection.execute(select(j.a, j.b).where(j.seq > seq)):
        found |= {row.a, row.b}
    return found


def touched_after(connection: Connection, seq: int) -> set[str]:
    """The revisions whose accounts may be others for what was recorded behind entry `seq`: those that the entries
    tell of, and the other texts of their documents, of which one may have been the current one."""
    r, d = t.revisions.c, t.decisions.c
    found = _recorded_after(connection, seq)
    undone = []
    decided = list(connection.execute(select(d.revision_id, d.undoes, d.content).where(d.seq > seq)))
    idle = _left_alone(connection, seq, decided)
    for one in decided:
        if one.revision_id in idle:
            continue
        found.add(one.revision_id)
        undone += [one.undoes] if one.undoes else []
    found |= {row.revision_id for row in rows_for(connection, select(d.revision_id), d.entry_id, undone)}
    documents = {row.document_id for row in rows_for(connection, select(r.document_id), r.id, found)}
    return found | {row.id for row in rows_for(connection, select(r.id), r.document_id, documents)}


#: What a person can say of a claim without changing what anybody claims.
_IDLE = frozenset({DecisionAction.ACCEPT, DecisionAction.COMMENT, DecisionAction.EVENT, DecisionAction.VERDICT})


def _left_alone(connection: Connection, seq: int, decided: Sequence[Any]) -> set[str]:
    """The revisions of which people said something behind entry `seq`, and still every claim reads as it did before.
    Most of what a reviewer does is to accept, and the accounts of a large story take seconds."""
    contents, d = Contents(connection), t.decisions.c
    actions: dict[str, set[DecisionAction]] = {}
    for row in decided:
        rows: Iterable[Any] = rows_for(connection, select(d.content), d.entry_id, [row.undoes]) if row.undoes else [row]
        said = [contents.record(Decision, one.content) for one in rows]
        told = {decision.action for decision in said if decision is not None}
        actions.setdefault(row.revision_id, set()).update(told if said and all(said) else {DecisionAction.CORRECT})
    idle = {revision for revision, said in actions.items() if said <= _IDLE}
    before = connection.scalar(select(t.entries.c.recorded_at).where(t.entries.c.seq == seq))
    if not idle or before is None:
        return set()
    r = t.revisions.c
    documents = {row.document_id: row.id for row in rows_for(connection, select(r.id, r.document_id), r.id, idle)}
    texts = {row.id for row in rows_for(connection, select(r.id), r.document_id, documents)}
    then = {a.revision.id: a for a in read_analyses(connection, AsOf(recorded=before), current=False, only=texts)}
    now = {a.revision.id: a for a in read_analyses(connection, NOW, current=False, only=texts)}
    changed = {
        revision
        for revision in texts
        if (one := then.get(RevisionId(revision))) is None
        or (other := now.get(RevisionId(revision))) is None
        or tuple(map(unmarked, one.claims)) != tuple(map(unmarked, other.claims))
    }
    touched = {row.document_id for row in rows_for(connection, select(r.document_id), r.id, changed)}
    return idle - {row.id for row in rows_for(connection, select(r.id), r.document_id, touched)}


def current_parts(
    connection: Connection, revisions: Collection[str], ties: Iterable[Pair]
) -> Iterator[tuple[int, list[RevisionId]]]:
    """The parts that the current ones among `revisions` fall into, each with its number."""
    held = view_texts(read_texts(connection, only=revisions), NOW)[0]
    current = {revision.id for revision in held if revision.current} & set(revisions)
    r = t.revisions.c
    numbers = {row.id: row.seq for row in rows_for(connection, select(r.id, r.seq), r.id, current)}
    for group in connect(current, ties):
        yield min(numbers[revision] for revision in group), group
