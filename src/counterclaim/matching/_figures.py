"""What the figures of two claims say of each other."""

from counterclaim.records.claims import Claim
from counterclaim.records.figure_relations import FigureRelation, compare_figures
from counterclaim.records.mentions import Figure


def figures_relation(a: Claim, b: Claim) -> tuple[FigureRelation, str]:
    """How the figures of two claims stand to each other, and the words that show it.

    A conflict between figures of one thing counts unless other figures of theirs agree: two claims with one toll and
    two different counts of houses still tell of one toll.
    """
    found: dict[FigureRelation, str] = {}
    for one in a.figures:
        for other in b.figures:
            relation = compare_figures(one, other)
            found.setdefault(relation, f"“{one.words}” and “{other.words}”{_counted(one)}")
    for relation in (FigureRelation.COMPATIBLE, FigureRelation.CONFLICT):
        if relation in found:
            return relation, found[relation]
    return FigureRelation.NOT_COMPARABLE, ""


def _counted(figure: Figure) -> str:
    return f" ({figure.counted or figure.unit.value})"
