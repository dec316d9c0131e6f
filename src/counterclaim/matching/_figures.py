"""What the figures of two claims say of each other."""

from counterclaim.records.claims import Claim
from counterclaim.records.figure_relations import FigureRelation, compare_figures
from counterclaim.records.mentions import Figure, FigureUnit

#: Roles in which people are counted: two counts in one of them are of the same people or of different ones.
ROLES = frozenset(
    {FigureUnit.KILLED, FigureUnit.INJURED, FigureUnit.MISSING, FigureUnit.DETAINED, FigureUnit.DISPLACED}
)


def figures_relation(a: Claim, b: Claim) -> tuple[FigureRelation, str]:
    """How the figures of two claims stand to each other, and the words that show it.

    A conflict between figures of one thing counts unless other figures of theirs agree: two claims with one toll and
    two different counts of houses still tell of one toll. Where they count different people in one role (soldiers and
    civilians killed), they are not comparable, and the words say so; else the words are empty.
    """
    found: dict[FigureRelation, str] = {}
    for one in a.figures:
        for other in b.figures:
            relation = compare_figures(one, other)
            if relation is FigureRelation.NOT_COMPARABLE and not (one.unit is other.unit and one.unit in ROLES):
                continue  # dead and injured, houses and hours say nothing of each other
            found.setdefault(relation, f"“{one.words}”{_counted(one)} and “{other.words}”{_counted(other)}")
    for relation in (FigureRelation.COMPATIBLE, FigureRelation.CONFLICT):
        if relation in found:
            return relation, found[relation]
    return FigureRelation.NOT_COMPARABLE, found.get(FigureRelation.NOT_COMPARABLE, "")


def _counted(figure: Figure) -> str:
    return f" ({figure.counted or figure.unit.value})"
