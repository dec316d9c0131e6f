"""Judgements on the pairs of claims that come near each other, each with its reasons."""

from collections.abc import Sequence

from counterclaim.lexicons.opposites import load_opposites
from counterclaim.matching._circumstances import find_clash, of_two_owners
from counterclaim.matching._compare import compare_report, embed_views
from counterclaim.matching._evidence import (
    EACH_OTHER,
    WEIGHTS,
    Likeness,
    alike,
    kindred,
    one_deed,
    probability,
    takes_up,
    weigh,
)
from counterclaim.matching._figures import figures_relation, tolls
from counterclaim.matching._reading import read_again
from counterclaim.matching._view import View
from counterclaim.matching._views import view_claims
from counterclaim.records.accounts import Match, MatchLabel, Reason, ReportLink
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Polarity
from counterclaim.records.figure_relations import FigureRelation
from counterclaim.records.ids import RevisionId
from counterclaim.records.mentions import PlacePrecision
from counterclaim.taggers import Encoder, PairReader

#: Reports are compared claim by claim when they are judged to be about one event with at least this score.
LINKED = 0.5
#: Pairs less probably about one matter than this are not worth an entry: most are.
LEAST_SCORE = 0.05
#: Two claims are judged the same from this probability on. Below it their score still counts in grouping.
SAME = 0.5
#: Two claims are rivals only where they are surely about one matter.
RIVAL = 0.75
#: A denial that tells of another deed answers a claim from this score of sameness on; the second is the most that it
#: then counts for their being one.
ANSWERS, ANSWERED = 0.15, 0.45
OTHER_DEEDS = 0.4
#: A denial answers a claim only where they share this much of their telling words.
ANSWER_TERMS = 0.4

#: How somebody is said to be where others say that something befell them; words of a name are longer than that.
STATES, SHORT = frozenset({"alive", "safe", "secure"}), 2
#: Share of the telling words by which two claims of one deed at two places or times tell of one event.
ONE_EVENT = 0.5
APART = {"places": MatchLabel.PLACES, "times": MatchLabel.TIMES}
#: Places of this precision are one place where they share a name.
EXACT = frozenset({PlacePrecision.POINT, PlacePrecision.TOWN, PlacePrecision.DISTRICT, PlacePrecision.PROVINCE})


def match_claims(
    new: Sequence[Analysis],
    known: Sequence[Analysis],
    links: Sequence[ReportLink],
    encoder: Encoder,
    reader: PairReader | None = None,
) -> tuple[Match, ...]:
    """The judgements that the claims of `new` reports add: on pairs within one report and between linked ones.

    Pairs that are not given are unrelated. By ids. Where `reader` is given, what a dispute would rest on is read once
    more: claims against denials in words of their own, and contradictions.
    """
    analyses = {analysis.revision.id: analysis for analysis in (*known, *new)}
    fresh = {analysis.revision.id for analysis in new}
    others: dict[RevisionId, set[RevisionId]] = {revision: {revision} for revision in fresh}
    for link in links:
        if (
            link.score >= LINKED
            and link.a in analyses
            and link.b in analyses
            and not fresh.isdisjoint((link.a, link.b))
        ):
            others.setdefault(min(link.a, link.b), set()).add(max(link.a, link.b))
    compared = set(others).union(*others.values()) if others else set()
    views = {revision: view_claims(analyses[revision]) for revision in sorted(compared)}
    vectors = embed_views([view for group in views.values() for view in group], encoder)
    judged = (
        judge(a, b, likeness)
        for revision in sorted(others)
        for a, b, likeness in compare_report(views, revision, sorted(others[revision]), vectors, least=LEAST_SCORE)
    )
    found = sorted((match for match in judged if match is not None), key=lambda match: (match.a, match.b))
    if reader is None:
        return tuple(found)
    return tuple(read_again(found, {view.claim.id: view for group in views.values() for view in group}, reader))


def judge(a: View, b: View, likeness: Likeness) -> Match | None:
    """The judgement on two claims; None where they are plainly unrelated."""
    reasons = [
        Reason(name=name, weight=WEIGHTS[name] * value, detail=detail) for name, value, detail in weigh(a, b, likeness)
    ]
    same = probability(sum(reason.weight for reason in reasons))

    def match(label: MatchLabel, score: float, *more: Reason) -> Match:
        return Match(a=a.claim.id, b=b.claim.id, label=label, score=score, reasons=(*reasons, *more))

    if {a.claim.polarity, b.claim.polarity} == {Polarity.FOR}:
        relation, words = figures_relation(a.claim, b.claim)
        if relation is FigureRelation.CONFLICT and same >= SAME:
            clash = Reason(name="figures", weight=0.0, detail=f"cannot both hold: {words}")
            # Counts of two matters may differ: only where the matter is surely one are they rivals. What befell people
            # is mostly counted once in a story; the reader looks at such pairs again.
            counted = tolls(a.claim) & tolls(b.claim)
            rival = bool(counted) or (same >= RIVAL and not of_two_owners(a, b))
            return match(MatchLabel.FIGURES if rival else MatchLabel.UNRELATED, same if rival else 1 - same, clash)
        if a.negated != b.negated:  # one matter, and two sides of it
            if same >= SAME or _meet(a, b):
                differ = Reason(name="negation", weight=0.0, detail="one has a “not” that the other lacks")
                return match(MatchLabel.SAME, max(same, SAME), differ)
        elif (opposite := _opposite(a, b)) and (same >= RIVAL or _one_state(a, b)):
            name = "state" if _one_state(a, b) else "opposite"
            return match(MatchLabel.CONTRADICTS, max(same, SAME), Reason(name=name, weight=0.0, detail=opposite))
        elif same >= SAME and one_deed(a, b) and (a.thing & b.thing or likeness.share >= ONE_EVENT):
            apart, words = find_clash(a, b)
            if apart and not of_two_owners(a, b):
                return match(APART[apart], same, Reason(name=apart, weight=0.0, detail=f"cannot both hold: {words}"))
    rows = {reason.name for reason in reasons}
    answers = "" if "one blamed" in rows else _answers(a, b, likeness)
    # Two writers choose two words for one deed; one writer who sets a denial beside a claim means the difference.
    if same >= SAME and not (answers and a.claim.revision_id == b.claim.revision_id):
        return match(MatchLabel.SAME, same)
    if answers and (same >= ANSWERS or _one_doer(a, b)):
        return match(MatchLabel.ANSWERS, min(same, ANSWERED), Reason(name="answers", weight=0.0, detail=answers))
    told = same >= LEAST_SCORE or EACH_OTHER in rows  # who blame each other stay apart whatever else joins
    return match(MatchLabel.UNRELATED, 1 - same) if told else None


def _points(a: View, b: View) -> bool:
    return b.claim.id in (a.claim.refers_to, a.stands_for)


def _opposite(a: View, b: View) -> str:
    """Why the two contents cannot both hold; empty where they can."""
    one, other = a.claim.frame.predicate, b.claim.frame.predicate
    if one and other and other in load_opposites().get(one, frozenset()):
        return f"“{one}” against “{other}”"
    return ""


def _one_state(a: View, b: View) -> bool:
    """Whether one says that somebody lives or is safe, and the other tells of that same one, by name."""
    if not STATES & {a.deed, b.deed}:
        return False
    one, other = (
        {word for part in (view.claim.frame.subject, view.claim.frame.object) for word in _names_in(part or "")}
        for view in (a, b)
    )
    return not one.isdisjoint(other)


def _names_in(phrase: str) -> set[str]:
    return {word for word in phrase.split() if word[:1].isupper() and len(word) > SHORT}


def _meet(a: View, b: View) -> bool:
    """Whether two parties tell of one deed at one place, one with a “not”: “we hold the mill”, “they have never
    held the mill”."""
    if a.claim.actor.name == b.claim.actor.name or a.negated == b.negated or not (a.deed == b.deed or kindred(a, b)):
        return False
    one, other = ({place.name: place for place in view.claim.places} for view in (a, b))
    if not (one.keys() <= other.keys() or other.keys() <= one.keys()):
        return False  # that a village has fallen does not mean that the province has
    exact = any(one[name].precision in EXACT for name in one.keys() & other.keys())
    return exact and not a.terms.keys().isdisjoint(b.terms)


def _one_doer(a: View, b: View) -> bool:
    """Whether both tell what one party did at one place: it “took the centre”, it “laid siege”."""
    one, other = a.claim.frame.subject, b.claim.frame.subject
    places = [{place.name for place in view.claim.places} for view in (a, b)]
    return bool(one and other and alike(one, other) and places[0] & places[1])


def _answers(a: View, b: View, likeness: Likeness) -> str:
    """Why a denial answers another party's claim without denying its words; empty where it denies them or tells of
    other things."""
    if {a.claim.polarity, b.claim.polarity} != {Polarity.FOR, Polarity.AGAINST}:
        return ""
    if likeness.share < ANSWER_TERMS and not _one_doer(a, b):
        return ""
    if a.claim.actor.name == b.claim.actor.name or a.stands_for or b.stands_for or _points(a, b) or _points(b, a):
        return ""  # “that is false” has no words that could differ
    if likeness.deeds is None or likeness.deeds >= OTHER_DEEDS or takes_up(a, b):
        return ""
    return f"one tells of “{a.deed}”, the other of “{b.deed}”"
