"""What speaks for and against two claims being about one matter, as log-odds that add up.

The weights are fitted by training/fit_matches.py, cross-validated by story (docs/decisions/0021).
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from counterclaim.lexicons.opposites import load_kindred
from counterclaim.matching._figures import figures_relation
from counterclaim.matching._views import View
from counterclaim.records.claims import Polarity
from counterclaim.records.figure_relations import FigureRelation

#: What one unit of each piece of evidence adds to the log-odds of “one matter”.
WEIGHTS = {
    "base": -5.3,
    "meaning": 1.7,
    "nameless": 2.7,
    "nearest": 0.8,
    "taken up": 1.1,
    "contested": 0.5,
    "both contested": 1.35,
    "opening": 1.35,
    "one report": 0.5,
    "one breath": -0.5,
    "object": 0.9,
    "figures": 1.0,
    "other figures": -2.0,
    "stands for": 0.55,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How near two claims are by what is compared for whole reports at once.

    `meaning` and `nameless` are cosines of the vectors of their words, with and without names, `deeds` that of their
    predicates (None where one has none), in [-1, 1]. `share` in [0, 1] is which part of the telling words of the claim
    that has fewer stands in the other. `nearest` is 1 where each is what the other's report has nearest to it, one half
    where only one is, 0 within one report.
    """

    meaning: float
    nameless: float
    deeds: float | None
    share: float
    nearest: float


def weigh(a: View, b: View, likeness: Likeness) -> Iterator[tuple[str, float, str]]:
    """The pieces of evidence on two claims: name, value, and what it rests on in words."""
    yield "base", 1.0, "most pairs of claims have nothing to do with each other"
    yield "meaning", max(0.0, likeness.meaning), f"the words are alike ({likeness.meaning:.2f})"
    yield "nameless", max(0.0, likeness.nameless), f"without the names too ({likeness.nameless:.2f})"
    if a.deed is not None and b.deed is not None and takes_up(a, b):
        yield "taken up", 1.0, f"one takes up the other's “{a.deed}”"
    contested = sum(view.claim.polarity is not Polarity.FOR for view in (a, b))
    if contested == 2:
        yield "both contested", 1.0, "both deny it or leave it open"
    if a.claim.revision_id == b.claim.revision_id:
        yield "one report", 1.0, "one report tells both"
        if a.claim.utterance.id == b.claim.utterance.id and a.claim.content != b.claim.content:
            yield "one breath", 1.0, "two parts of one statement mostly say two things"
    else:
        if likeness.nearest:
            who = "neither report has" if likeness.nearest == 1 else "one report does not have"
            yield "nearest", likeness.nearest, f"{who} anything nearer to the other's"
        yield "opening", 1 - a.depth - b.depth, "how near the top of their reports they stand"
        if contested:
            yield "contested", 1.0, "what one report calls contested, others claim"
    if a.claim.frame.object and b.claim.frame.object and alike(a.claim.frame.object, b.claim.frame.object):
        yield "object", 1.0, f"“{a.claim.frame.object}” and “{b.claim.frame.object}”"
    relation, words = figures_relation(a.claim, b.claim)
    if relation is not FigureRelation.NOT_COMPARABLE:  # one quantity, whether the numbers agree or not
        yield "figures", 1.0, words
    elif words:
        yield "other figures", 1.0, f"counts of different people: {words}"
    if a.stands_for or b.stands_for:
        yield "stands for", 1.0, "the words of one only point to a matter"


def probability(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))


def takes_up(a: View, b: View) -> bool:
    """Whether the predicate of one is the other's, stands in it, or is another word for its deed."""
    return a.deed == b.deed or a.deed in b.terms or b.deed in a.terms or kindred(a, b)


def kindred(a: View, b: View) -> bool:
    return a.deed is not None and b.deed in load_kindred().get(a.deed, ())


def alike(a: str, b: str) -> bool:
    """Whether one phrase has all words of the other."""
    one, other = set(a.lower().split()), set(b.lower().split())
    return one <= other or other <= one
