"""Turns from two views of a ledger, as it was and as it is. Pure functions: the same views give the same turns. Each
kind has a module of its own.

A turn needs something new: a text that the ledger did not hold, a person's decision, or a page that is gone. What
another reading of held texts, another grouping, a copy or a rewrite changes raises none.
"""

from collections.abc import Sequence

from counterclaim.presentation import DocumentView, ReportView
from counterclaim.records.differences import RevisionDifference
from counterclaim.records.turns import Turn, TurnId, TurnKind
from counterclaim.watching.finding._denials import find_denials
from counterclaim.watching.finding._disputes import find_contests
from counterclaim.watching.finding._origins import find_origins
from counterclaim.watching.finding._revisions import find_revisions
from counterclaim.watching.finding._statuses import find_statuses
from counterclaim.watching.finding._tolls import find_tolls
from counterclaim.watching.finding._vanished import find_vanished
from counterclaim.watching.finding._views import Span, TwoViews

__all__ = ["Span", "find_turns"]

#: In this order: what one kind has told, the next ones need not tell.
SEARCHES = (
    find_denials,
    find_tolls,
    find_contests,
    find_revisions,
    find_origins,
    find_statuses,
    find_vanished,
)


def find_turns(
    before: DocumentView,
    after: DocumentView,
    span: Span,
    *,
    differences: Sequence[RevisionDifference] = (),
    passing: Sequence[ReportView] = (),
) -> tuple[Turn, ...]:
    """The turns between two views, by kind and story.

    `differences` are those that new texts make to the texts before them; `passing` are texts that came and were
    replaced between the two views.
    """
    both = TwoViews(before, after, span, differences, passing)
    found: dict[TurnId, Turn] = {}
    for search in SEARCHES:
        for turn in search(both):
            found.setdefault(turn.id, turn)
    order = list(TurnKind)
    return tuple(sorted(found.values(), key=lambda turn: (order.index(turn.kind), turn.story or "", turn.id)))
