"""What the figures of two claims say of each other."""

from counterclaim.records.claims import Claim
from counterclaim.records.figure_conventions import apply_convention
from counterclaim.records.figure_relations import FigureRelation, compare_figures
from counterclaim.records.mentions import Figure, FigureUnit

#: Roles in which people are counted: two counts in one of them are of the same people or of different ones.
ROLES = frozenset(
    {FigureUnit.KILLED, FigureUnit.INJURED, FigureUnit.MISSING, FigureUnit.DETAINED, FigureUnit.DISPLACED}
)
TOLLS = frozenset({FigureUnit.KILLED, FigureUnit.INJURED})

#: How many times one number is the other from which a denial of one is none of the other.
FAR = 2


def tolls(claim: Claim) -> frozenset[FigureUnit]:
    """What befell the people whom the claim counts."""
    return frozenset(figure.unit for figure in claim.figures) & TOLLS


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


def far_apart(a: Claim, b: Claim) -> bool:
    """Whether all that two claims count of one thing lies far apart at the top. “Up to 8,000” may hold 300, but
    who denies the one says nothing of the other."""
    pairs = [
        (apply_convention(one), apply_convention(other))
        for one in a.figures
        for other in b.figures
        if compare_figures(one, other) is not FigureRelation.NOT_COMPARABLE
    ]
    return bool(pairs) and all(
        one.high is not None and other.high is not None and FAR * min(one.high, other.high) < max(one.high, other.high)
        for one, other in pairs
    )


def _counted(figure: Figure) -> str:
    return f" ({figure.counted or figure.unit.value})"
