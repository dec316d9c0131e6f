"""Stories from judgements on pairs of reports.

How alike two reports of one event are depends on the event: of a matter that is in the news for months, every report
says much the same, and two of different events look like two of one. So a link counts by how far it stands out from
what its two reports are linked by anyway.
"""

import math
from collections.abc import Mapping, Sequence, Set

from counterclaim._clusters import average_link, hold_pairs
from counterclaim.records.accounts import JOINING, ReportLink
from counterclaim.records.ids import RevisionId

#: Mean score, after what is usual is taken off, between two groups of reports that makes them one story.
THRESHOLD = 0.5
#: So many of the strongest links of a report tell what it is linked by anyway: how far their log-odds lie above
#: `NOTHING` on average. This share of it is taken off. Set on 2026-11-23 (docs/decisions/0028; rerun
#: `python -m benchmarks group`).
USUAL_LINKS, USUAL_SHARE, NOTHING = 15, 0.6, -2.0
#: Scores below this count as nothing, so that time grows with what is alike.
LEAST_SCORE = 0.1
#: Log-odds of scores that are 0 or 1 to the last digit.
FARTHEST = 30.0


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
    own = {(index[link.a], index[link.b]): link.score for link in links if link.a in index and link.b in index}
    scores = _stand_out(len(order), own)
    position = {revision: i for i, revision in reversed(list(enumerate(revisions)))}
    judged = [[order[i] for i in group] for group in average_link(len(order), scores, threshold=THRESHOLD)]
    by_report = {(link.a, link.b): link.score for link in links}
    held = hold_pairs(judged, together=together, apart=apart, scores=by_report)
    groups = [sorted(group, key=position.__getitem__) for group in held]
    return sorted(groups, key=lambda group: position[group[0]])


def _stand_out(size: int, scores: Mapping[tuple[int, int], float]) -> dict[tuple[int, int], float]:
    """The scores with the usual strength of the links of both reports taken off.

    Only reports that links of at least `JOINING` connect count, directly or through others: what is so connected can be
    grouped without the rest of the ledger.
    """
    part = _connect(size, [pair for pair, score in scores.items() if score >= JOINING])
    above = {pair: _log_odds(score) - NOTHING for pair, score in scores.items() if part[pair[0]] == part[pair[1]]}
    of_report: list[list[float]] = [[] for _ in range(size)]
    for (a, b), value in above.items():
        of_report[a].append(max(0.0, value))
        of_report[b].append(max(0.0, value))
    usual = [math.fsum(sorted(values, reverse=True)[:USUAL_LINKS]) / USUAL_LINKS for values in of_report]
    found = {}
    for (a, b), value in above.items():
        score = 1 / (1 + math.exp(USUAL_SHARE * (usual[a] + usual[b]) / 2 - value))
        if score >= LEAST_SCORE:
            found[a, b] = score
    return found


def _connect(size: int, pairs: Sequence[tuple[int, int]]) -> list[int]:
    """For each of the items the lowest one that it is connected with."""
    above = list(range(size))

    def root(item: int) -> int:
        while above[item] != item:
            above[item] = item = above[above[item]]
        return item

    for a, b in pairs:
        low, high = sorted((root(a), root(b)))
        above[high] = low
    return [root(item) for item in range(size)]


def _log_odds(score: float) -> float:
    if not 0 < score < 1:
        return FARTHEST if score >= 1 else -FARTHEST
    return max(-FARTHEST, min(FARTHEST, math.log(score / (1 - score))))
