"""The figures of a statement, beside those of claims about its matter."""

import re
from collections.abc import Sequence
from dataclasses import replace

from counterclaim.lexicons.figures_numbers import NUMBER, read_number
from counterclaim.records.figure_relations import ABOUT, NEAR, FigureRelation, compare_figures
from counterclaim.records.mentions import Figure, FigureUnit
from counterclaim.records.spans import Span

#: Words before a number that leave one of its ends open.
AT_LEAST = frozenset({"at least", "more than", "over", "upwards of", "not less than", "no fewer than"})
AT_MOST = frozenset({"up to", "at most", "as many as", "fewer than", "less than", "under", "no more than"})
HEDGES = "|".join(sorted(map(re.escape, AT_LEAST | AT_MOST | ABOUT | NEAR), key=len, reverse=True))
COUNT = re.compile(
    rf"\b(?:(?P<hedge>{HEDGES})\s+)?"
    rf"(?P<number>{NUMBER})\s+(?:of\s+(?:the|its|their)\s+)?(?P<counted>[a-z][a-z-]*(?:\s+[a-z][a-z-]*)?)",
    re.IGNORECASE,
)


def read_counts(text: str) -> tuple[Figure, ...]:
    """The figures of a statement with what they count; their unit is left open."""
    found = []
    for match in COUNT.finditer(text):
        value = read_number(match["number"])
        if value is None:
            continue
        hedge = (match["hedge"] or "").lower()
        found.append(
            Figure(
                span=Span(*match.span("number")),
                words=match["number"],
                low=None if hedge in AT_MOST else value,
                high=None if hedge in AT_LEAST else value,
                unit=FigureUnit.COUNT,
                counted=match["counted"].lower(),
                hedge=hedge or None,
            )
        )
    return tuple(found)


def cannot_both_hold(counts: Sequence[Figure], figures: Sequence[Figure]) -> bool:
    """Whether a claim gives another number of what the statement counts, and never its number."""
    relations = {
        compare_figures(replace(count, unit=figure.unit, currency=figure.currency, counted=noun), figure)
        for count in counts
        for noun in (count.counted or "").split()
        for figure in figures
    }
    return FigureRelation.CONFLICT in relations and FigureRelation.COMPATIBLE not in relations
