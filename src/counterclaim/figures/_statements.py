"""Whether the figures of two statements can both hold: figures compared pair by pair, and only for one place."""

from counterclaim.figures._find import find_figures_in
from counterclaim.records.figure_relations import FigureRelation, compare_figures
from counterclaim.records.parses import Parse

LOCATIVE = frozenset("in at near around outside inside across throughout".split())
PLACE_NOUNS = frozenset(
    "town village city district province region valley camp area neighbourhood neighborhood suburb capital border "
    "county state governorate market port hospital school base island".split()
)


def compare_statements(a: Parse, b: Parse) -> FigureRelation:
    """The relation of two parsed statements by their figures.

    Statements set in different places are not comparable. Otherwise every pair of figures is compared: one conflict
    makes a conflict, else one compatible pair makes them compatible.
    """
    here, there = _places(a), _places(b)
    if here and there and not here & there:
        return FigureRelation.NOT_COMPARABLE
    relations = {compare_figures(x, y) for x in find_figures_in(a) for y in find_figures_in(b)}
    for relation in (FigureRelation.CONFLICT, FigureRelation.COMPATIBLE):
        if relation in relations:
            return relation
    return FigureRelation.NOT_COMPARABLE


def _places(parse: Parse) -> frozenset[str]:
    """The places that locative phrases name, as lower-case words without articles."""
    found = set()
    for token, dep in enumerate(parse.deps):
        if dep != "pobj" or parse.lemmas[parse.heads[token]] not in LOCATIVE:
            continue
        if parse.pos[token] == "PROPN" or parse.lemmas[token] in PLACE_NOUNS:
            words = [parse.words[i] for i in parse.subtree(token) if i <= token and parse.pos[i] != "DET"]
            found.add(" ".join(words).lower())
    return frozenset(found)
