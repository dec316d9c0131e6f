"""What speaks for and against two claims being about one matter, as log-odds that add up.

The weights are fitted by training/fit_matches.py, cross-validated by story (docs/decisions/0021).
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from counterclaim.lexicons.opposites import load_inquiries, load_kindred
from counterclaim.matching._blame import Side, blame_each_other, one_blamed
from counterclaim.matching._figures import figures_relation, tolls
from counterclaim.matching._inner import form_of
from counterclaim.matching._view import View
from counterclaim.records.claims import Polarity
from counterclaim.records.figure_relations import FigureRelation
from counterclaim.records.ids import ClaimId

#: The evidence that one party is blamed by one claim, and blames another in the other.
EACH_OTHER = "each other"
#: What one unit of each piece of evidence adds to the log-odds of “one matter”.
WEIGHTS = {
    "base": -5.2,
    "meaning": 1.65,
    "nameless": 2.6,
    "nearest": 0.75,
    "taken up": 1.05,
    "one thing": 0.5,
    "all denied": 2.0,
    "one blamed": 3.0,
    "outright": 2.0,
    "other words": -0.5,
    "only asks": -3.0,
    "only happened": -2.0,
    "another act": -1.5,
    "only counts": -2.0,
    "no inference": -4.0,
    EACH_OTHER: -3.0,
    "inquiry": -1.7,
    "contested": 0.5,
    "both contested": 1.0,
    "both open": 0.65,
    "opening": 1.5,
    "one report": 0.5,
    "one breath": -0.35,
    "object": 0.6,
    "figures": 1.0,
    "other figures": -2.0,
    "stands for": 0.55,
    "both stand for": 1.2,
    "picture": -1.6,
    "guess": 0.0,  # changes no judgement; whoever rests a dispute on it has to know
}


PICTURES = frozenset("film footage image imagery photo photograph picture video".split())
#: What one thing says of another: “that does not mean that they fired”.
INFERRING = frozenset({"mean", "imply", "prove", "follow"})
#: Predicates of which anything can be the object.
LIGHT = frozenset({None, "be", "have", "do", "make", "get", "give", "come", "go", "see", "show"})


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
        if befell := (a.thing & b.thing if one_deed(a, b) else frozenset()):
            yield "one thing", 1.0, f"“{a.deed}” and “{b.deed}” of one thing: {', '.join(sorted(befell))}"
    if denied := _all_denied(a, b):
        yield "all denied", 1.0, f"all that one says was not seen, or never was, the other tells: {denied}"
    if blamed := one_blamed(a.blame, b.blame):
        yield "one blamed", 1.0, f"both tell whether {blamed} did it"
        if (a.blame and a.blame.outright) or (b.blame and b.blame.outright):
            yield "outright", 1.0, "one accuses, or denies all part in it, and its words need not be those of the deed"
        elif a.blame and b.blame and not a.blame.act.is_one_deed(b.blame.act):
            yield "other words", 1.0, "they say in other words what was done"
    elif blame_each_other(a.blame, b.blame):
        yield EACH_OTHER, 1.0, "one party is blamed by one, and blames another in the other"
    elif _blames(a) != _blames(b) and None in (a.blame, b.blame):
        yield "only happened", 1.0, "one says who did it, the other only that it happened"
    elif _of_another_act(a, b):
        yield "another act", 1.0, "one party is said to have done one thing, and denies another"
    elif _only_counts(a, b) or _only_counts(b, a):
        yield "only counts", 1.0, "one counts whom something befell, the other denies a deed and no count"
    elif a.asks != b.asks:
        yield "only asks", 1.0, "one only asks who did it, and not whether it happened"
    if _infers_not(a) != _infers_not(b):
        yield "no inference", 1.0, "one only says what does not follow"
    if _inquires(a) != _inquires(b):
        yield "inquiry", 1.0, "one only says that somebody looks into it"
    contested = sum(view.claim.polarity is not Polarity.FOR for view in (a, b))
    # Where a report tells which of its claims is meant, what that says alone decides whether another is about it.
    told = a.claim.revision_id == b.claim.revision_id and _meant(a) != _meant(b) and bool(a.stands_for or b.stands_for)
    if contested == 2 and not told:
        yield "both contested", 1.0, "both deny it or leave it open"
        if a.claim.polarity is b.claim.polarity is Polarity.OPEN:
            yield "both open", 1.0, "what one leaves open, others do"
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
    if (a.stands_for or b.stands_for) and not told:
        yield "stands for", 1.0, "the words of one only point to a matter"
        if a.stands_for and b.stands_for:
            yield "both stand for", 1.0, "both only point: reports point to what they are about"
    if not told and any(view.guessed and view.claim.polarity is Polarity.AGAINST for view in (a, b)):
        yield "guess", 1.0, "which claim is meant is not said"
    if _pictures(a) != _pictures(b):
        yield "picture", 1.0, "one tells of a picture, and what it shows is another matter"


def probability(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))


def takes_up(a: View, b: View) -> bool:
    """Whether the predicate of one is the other's, stands in it, in whatever form, or is another word for its deed."""
    return a.deed == b.deed or a.deed in b.terms or b.deed in a.terms or kindred(a, b) or _in_form(a, b)


def _in_form(a: View, b: View) -> bool:
    """Whether the deed of one stands in the other in another form: “stuffed boxes”, “no stuffing”."""
    return any(x.deed and x.deed not in LIGHT and form_of(x.deed) in y.forms for x, y in ((a, b), (b, a)))


def _all_denied(a: View, b: View) -> str:
    """What one says was not seen, or never was, where the other tells all of that: as its deed, where it is one word.
    Whom it befell, a toll, can be so all the same."""
    for one, other in ((a, b), (b, a)):
        if one.denied and one.denied <= other.forms and not tolls(other.claim):
            if len(one.denied) > 1 or (other.deed and form_of(other.deed) in one.denied):
                return " ".join(sorted(one.denied))
    return ""


def one_deed(a: View, b: View) -> bool:
    """Whether both tell of one deed, in one word, its forms or two: that somebody has something is none."""
    if a.deed in LIGHT or b.deed in LIGHT or a.deed is None or b.deed is None:
        return False
    return a.deed == b.deed or kindred(a, b) or form_of(a.deed) == form_of(b.deed)


def _blames(view: View) -> bool:
    """Whether it says in so many words who did it."""
    return view.blame is not None and view.blame.side is Side.ACCUSES and view.blame.outright


def _of_another_act(a: View, b: View) -> bool:
    """Whether one says what a party did, and in the other that party denies another deed, each in words of its own."""
    one, other = a.blame, b.blame
    if one is None or other is None or {one.side, other.side} != {Side.ACCUSES, Side.DENIES}:
        return False
    told = one.stated and other.stated and one.party.is_same(other.party)
    return told and not takes_up(a, b) and not one.is_one_act(other)


def _only_counts(counts: View, denies: View) -> bool:
    """Whether one is a toll of something else than the deed that the other's speaker denies: that they fired denies
    nobody's count of the dead."""
    if counts.claim.polarity is not Polarity.FOR or denies.blame is None or denies.blame.side is not Side.DENIES:
        return False
    return bool(tolls(counts.claim)) and denies.blame.stated and not one_deed(counts, denies)


def _infers_not(view: View) -> bool:
    return view.claim.frame.negated and view.claim.frame.predicate in INFERRING


def _inquires(view: View) -> bool:
    return view.claim.polarity is Polarity.FOR and view.claim.frame.predicate in load_inquiries()


def _meant(view: View) -> ClaimId:
    return view.stands_for or view.claim.id


def _pictures(view: View) -> bool:
    return not PICTURES.isdisjoint((view.deed, *view.thing))


def kindred(a: View, b: View) -> bool:
    return a.deed is not None and b.deed in load_kindred().get(a.deed, ())


def alike(a: str, b: str) -> bool:
    """Whether one phrase has all words of the other."""
    one, other = set(a.lower().split()), set(b.lower().split())
    return one <= other or other <= one
