"""Stories from judgements on pairs of reports."""

from collections.abc import Sequence, Set

from counterclaim._clusters import average_link, hold_pairs
from counterclaim.records.accounts import ReportLink
from counterclaim.records.ids import RevisionId

#: Mean score between two groups of reports that makes them one story (docs/decisions/0011).
THRESHOLD = 0.5


def group_reports(
    revisions: Sequence[RevisionId],
    links: Sequence[ReportLink],
    *,
    together: Set[tuple[RevisionId, RevisionId]] = frozenset(),
    apart: Set[tuple[RevisionId, RevisionId]] = frozenset(),
) -> list[list[RevisionId]]:
    """The reports of each story, in the order of `revisions`; every report stands in exactly one.

    `together` and `apart` are pairs that people decided on: they hold whatever was judged.
    """
    order = sorted(set(revisions))
    index = {revision: i for i, revision in enumerate(order)}
    scores = {(index[link.a], index[link.b]): link.score for link in links if link.a in index and link.b in index}
    position = {revision: i for i, revision in reversed(list(enumerate(revisions)))}
    judged = [[order[i] for i in group] for group in average_link(len(order), scores, threshold=THRESHOLD)]
    by_report = {(link.a, link.b): link.score for link in links}
    held = hold_pairs(judged, together=together, apart=apart, scores=by_report)
    groups = [sorted(group, key=position.__getitem__) for group in held]
    return sorted(groups, key=lambda group: position[group[0]])
