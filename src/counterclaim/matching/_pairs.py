"""Judgements on pairs of claims: compare whole reports at once, then judge and explain the pairs that come near."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from counterclaim.lexicons.opposites import load_kindred, load_opposites
from counterclaim.matching._figures import figures_relation
from counterclaim.matching._views import View, view_claims
from counterclaim.records.accounts import Match, MatchLabel, Reason, ReportLink
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Polarity
from counterclaim.records.figure_relations import FigureRelation
from counterclaim.records.ids import RevisionId
from counterclaim.records.mentions import PlacePrecision
from counterclaim.records.spans import covered
from counterclaim.taggers import Encoder

Floats = npt.NDArray[np.float32]

#: Reports are compared claim by claim when they are judged to be about one event with at least this score.
LINKED = 0.5
#: Judgements under which two claims are one proposition with a lower score are not worth an entry.
LEAST_SCORE = 0.2

# Log-odds of “the same matter”, set by hand on 2026-11-23 (docs/decisions/0011 says how and on what).
BIAS = -4.5
MEANING = 3.0
TERMS = 4.0
#: Between two reports: how far each claim is what the other report has nearest to the other.
NEAREST = 1.5
PREDICATE = 1.0
#: Likeness of two predicates that tells neither for nor against one matter.
STRANGE_DEEDS = 0.4
#: The predicate of one stands in the other.
TAKEN_UP = 0.9
SUBJECT, OTHER_SUBJECT = 0.3, -0.3
OBJECT = 1.0
FIGURES, OTHER_FIGURES = 0.7, -2.0
PLACES, OTHER_PLACES = 0.2, -0.3
TIME, OTHER_TIME = 0.3, -1.0
ONE_BREATH = -2.0
NESTED = -3.0
#: The reader of the report found that the words of one point to the other.
POINTS_BACK = 2.0
#: Reports tell the matter that they are about at the top, and each its own further down.
OPENING = 1.5
#: A claim that one report denies or leaves open is one that others make.
ONE_OPEN = 0.4
#: A party that denies one deed twice in one report means one matter.
DENIED_AGAIN = 2.0
SAME = 0.5
#: Two claims are rivals only where they are surely about one matter.
RIVAL = 0.9
#: A denial that tells of another deed answers a claim from this score of sameness on; the second is the most that it
#: then counts for their being one.
ANSWERS, ANSWERED = 0.3, 0.45
OTHER_DEEDS = 0.4
#: A denial answers a claim only where they share this much of their telling words.
ANSWER_TERMS = 0.4
#: Contents that overlap by this share of the longer one are the same words.
SAME_WORDS = 0.8

#: What the parts of a score that are compared pair by pair are taken to add to it at most, between two reports.
SLACK = OBJECT
#: Places of this precision are one place where they share a name.
EXACT = frozenset({PlacePrecision.POINT, PlacePrecision.TOWN, PlacePrecision.DISTRICT, PlacePrecision.PROVINCE})
#: Length of the encoder's vectors.
DIMENSIONS = 384


def match_claims(
    new: Sequence[Analysis], known: Sequence[Analysis], links: Sequence[ReportLink], encoder: Encoder
) -> tuple[Match, ...]:
    """The judgements that the claims of `new` reports add: on pairs within one report and between linked ones.

    Pairs that are not given are unrelated. By ids.
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
    vectors = _embed([view for group in views.values() for view in group], encoder)
    found = (
        match
        for revision in sorted(others)
        for match in _match_report(views, revision, sorted(others[revision]), vectors)
    )
    return tuple(sorted(found, key=lambda match: (match.a, match.b)))


def _embed(views: Sequence[View], encoder: Encoder) -> Mapping[str, Floats]:
    words = sorted({words for view in views for words in (view.said, view.deed) if words})
    return dict(zip(words, encoder.embed(words), strict=True))


def _match_report(
    views: Mapping[RevisionId, Sequence[View]],
    revision: RevisionId,
    others: Sequence[RevisionId],
    vectors: Mapping[str, Floats],
) -> Iterator[Match]:
    """The judgements on the claims of one report against those of `others`, which may hold the report itself."""
    left = views[revision]
    others = [other for other in others if views[other]]
    right = [view for other in others for view in views[other]]
    if not left or not right:
        return
    cosines = _cosines([view.said for view in left], [view.said for view in right], vectors)
    deeds = _cosines([view.deed for view in left], [view.deed for view in right], vectors)
    shares, taken = _common_words(left, right)
    own = np.array([view.claim.revision_id == revision for view in right])
    starts = np.cumsum([0, *(len(views[other]) for other in others)])[:-1]
    nearest = np.where(own, 0, _nearest(cosines, starts))
    odds = BIAS + MEANING * np.maximum(0, cosines) + TERMS * shares + NEAREST * nearest
    odds += np.where(np.isnan(deeds), 0, _predicate_weight(deeds) + TAKEN_UP * taken)
    depths = np.array([view.depth for view in left])[:, None] + np.array([view.depth for view in right])
    odds += np.where(own, 0, OPENING * (1 - depths) + ONE_OPEN)
    worth = own | (odds + SLACK >= math.log(LEAST_SCORE / (1 - LEAST_SCORE)))
    for i, x in enumerate(left):
        pointed = {x.claim.refers_to, x.stands_for}
        for j, y in enumerate(right):
            if own[j] and x.claim.id >= y.claim.id:
                continue  # the pair stands the other way round too
            if not (worth[i, j] or y.claim.id in pointed or x.claim.id in (y.claim.refers_to, y.stands_for)):
                continue
            match = judge(
                *sorted((x, y), key=lambda view: view.claim.id),
                cosine=float(cosines[i, j]),
                deeds=None if np.isnan(deeds[i, j]) else float(deeds[i, j]),
                share=float(shares[i, j]),
                nearest=float(nearest[i, j]),
            )
            if match is not None:
                yield match


def _cosines(left: Sequence[str | None], right: Sequence[str | None], vectors: Mapping[str, Floats]) -> Floats:
    """The likeness of all pairs; not a number where one has no words."""
    one, other = (
        np.stack([vectors[words] if words else np.full(DIMENSIONS, np.nan, dtype=np.float32) for words in side])
        for side in (left, right)
    )
    found: Floats = one @ other.T
    return found


def _common_words(left: Sequence[View], right: Sequence[View]) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Which share of the telling words of the claim that has fewer stands in the other, in [0, 1], and whether the
    predicate of one is the other's or stands in it; for all pairs."""
    rows: dict[str, int] = {}
    for view in left:
        for word in (*view.terms, *((view.deed,) if view.deed else ())):
            rows.setdefault(word, len(rows))

    def table(views: Sequence[View]) -> tuple[Floats, Floats]:
        weights, deeds = (np.zeros((len(rows), len(views)), dtype=np.float32) for _ in range(2))
        for j, view in enumerate(views):
            for word, weight in view.terms.items():
                if word in rows:
                    weights[rows[word], j] = weight
            if view.deed in rows:
                deeds[rows[view.deed], j] = 1
        return weights, deeds

    (one, one_deeds), (other, other_deeds) = table(left), table(right)
    one_has, other_has = (one > 0).astype(np.float32), (other > 0).astype(np.float32)
    shared = np.minimum(one.T @ other_has, one_has.T @ other)
    totals = [np.array([sum(view.terms.values()) for view in side], dtype=np.float32) for side in (left, right)]
    least = np.minimum(totals[0][:, None], totals[1])
    shares = np.clip(np.divide(shared, least, out=np.zeros_like(shared), where=least > 0), 0, 1)
    taken = one_deeds.T @ other_has + one_has.T @ other_deeds + one_deeds.T @ other_deeds > 0
    return shares, taken


def _nearest(cosines: Floats, starts: npt.NDArray[np.intp]) -> Floats:
    """For each pair 1 where each is what the other's report has nearest to it, one half where only one is.

    `starts` are the columns at which the other reports start.
    """
    best = np.maximum.reduceat(cosines, starts, axis=1)
    lengths = np.diff([*starts, cosines.shape[1]])
    found: Floats = 0.5 * (cosines >= np.repeat(best, lengths, axis=1)) + 0.5 * (cosines >= cosines.max(axis=0))
    return found


def _predicate_weight(deeds: Any) -> Any:
    return PREDICATE * (deeds - STRANGE_DEEDS) / (1 - STRANGE_DEEDS)


def judge(a: View, b: View, *, cosine: float, deeds: float | None, share: float, nearest: float) -> Match | None:
    """The judgement on two claims; None where they are plainly unrelated.

    `cosine` is that of the vectors of their words, `deeds` that of their predicates', in [-1, 1]; `share` and
    `nearest` as `_common_words` and `_nearest` give them.
    """
    found = list(_reasons(a, b, cosine, deeds, share, nearest))
    same = 1 / (1 + math.exp(-sum(weight for _, weight, _ in found)))

    def match(label: MatchLabel, score: float, *more: Reason) -> Match:
        reasons = (Reason(name=name, weight=weight, detail=detail) for name, weight, detail in found)
        return Match(a=a.claim.id, b=b.claim.id, label=label, score=score, reasons=(*reasons, *more))

    if {a.claim.polarity, b.claim.polarity} == {Polarity.FOR}:
        relation, words = figures_relation(a.claim, b.claim)
        if relation is FigureRelation.CONFLICT and same >= SAME:
            clash = Reason(name="figures", weight=0.0, detail=f"cannot both hold: {words}")
            # Counts of two matters may differ: only where the matter is surely one are they rivals.
            return match(MatchLabel.FIGURES, same, clash) if same >= RIVAL else None
        opposite = _opposite(a, b)
        if opposite and (same >= RIVAL or _meet(a, b)):
            return match(MatchLabel.CONTRADICTS, max(same, SAME), Reason(name="opposite", weight=0.0, detail=opposite))
    answers = _answers(a, b, deeds, share)
    # Two writers choose two words for one deed; one writer who sets a denial beside a claim means the difference.
    if same >= SAME and not (answers and a.claim.revision_id == b.claim.revision_id):
        return match(MatchLabel.SAME, same)
    if same >= ANSWERS and answers:
        return match(MatchLabel.ANSWERS, min(same, ANSWERED), Reason(name="answers", weight=0.0, detail=answers))
    return match(MatchLabel.UNRELATED, 1 - same) if same >= LEAST_SCORE else None


def _reasons(
    a: View, b: View, cosine: float, deeds: float | None, share: float, nearest: float
) -> Iterator[tuple[str, float, str]]:
    yield "base", BIAS, "most pairs of claims have nothing to do with each other"
    pointed = _points(a, b) or _points(b, a)
    if pointed:
        yield "points back", POINTS_BACK, "the words of one stand for the other"
    yield "meaning", MEANING * max(0.0, cosine), f"the words are alike ({cosine:.2f})"
    shared = sorted(a.terms.keys() & b.terms.keys(), key=lambda term: (-a.terms[term], term))
    if shared:
        yield "words", TERMS * share, "both have " + ", ".join(shared)
    if pointed:
        return
    if a.claim.revision_id == b.claim.revision_id:
        if _denied_again(a, b):
            yield "denied again", DENIED_AGAIN, "one party denies both in one report"
    else:
        if nearest:
            who = "neither report has" if nearest == 1 else "one report does not have"
            yield "nearest", NEAREST * nearest, f"{who} anything nearer to the other's"
        weight = OPENING * (1 - a.depth - b.depth)
        yield "opening", weight, "how near the top of their reports they stand"
        if Polarity.FOR not in (a.claim.polarity, b.claim.polarity) or a.claim.polarity is not b.claim.polarity:
            yield "stance", ONE_OPEN, "what one report calls contested, others claim"
    one, other = a.claim.frame, b.claim.frame
    if deeds is not None:
        yield "predicate", _predicate_weight(deeds), f"“{a.deed}” and “{b.deed}” ({deeds:.2f})"
        if a.deed == b.deed or a.deed in b.terms or b.deed in a.terms:
            yield "taken up", TAKEN_UP, "one takes up the other's predicate"
        elif _kindred(a, b):
            yield "taken up", TAKEN_UP, "the predicates are two words for one deed"
    if one.subject and other.subject:
        alike = _alike(one.subject, other.subject)
        yield "subject", SUBJECT if alike else OTHER_SUBJECT, f"“{one.subject}” and “{other.subject}”"
    if one.object and other.object and _alike(one.object, other.object):
        yield "object", OBJECT, f"“{one.object}” and “{other.object}”"
    relation, words = figures_relation(a.claim, b.claim)
    if words:
        weight = OTHER_FIGURES if relation is FigureRelation.NOT_COMPARABLE else FIGURES
        yield "figures", weight, words
    here, there = {place.name for place in a.claim.places}, {place.name for place in b.claim.places}
    if here and there:
        yield (
            "place",
            PLACES if here & there else OTHER_PLACES,
            ", ".join(sorted(here)) + " and " + ", ".join(sorted(there)),
        )
    x, y = a.claim.event_time, b.claim.event_time
    if x and y and x.first and x.last and y.first and y.last:
        meet = x.first < y.last and y.first < x.last
        yield "time", TIME if meet else OTHER_TIME, f"{x.value} and {y.value}"
    if _nested(a, b):
        yield "nested", NESTED, "one stands inside the other and shares its words for that"
    if a.claim.utterance.id == b.claim.utterance.id and a.claim.content != b.claim.content:
        yield "one breath", ONE_BREATH, "two parts of one statement say two things"


def _denied_again(a: View, b: View) -> bool:
    """Whether one party denies one deed twice."""
    denied = a.claim.polarity is b.claim.polarity is Polarity.AGAINST and a.claim.actor.name == b.claim.actor.name
    return denied and (a.deed == b.deed or _kindred(a, b))


def _kindred(a: View, b: View) -> bool:
    return a.deed is not None and b.deed in load_kindred().get(a.deed, ())


def _points(a: View, b: View) -> bool:
    return b.claim.id in (a.claim.refers_to, a.stands_for)


def _nested(a: View, b: View) -> bool:
    """Whether the contents overlap in one report, tell of two deeds and are not the same words."""
    if a.claim.revision_id != b.claim.revision_id or a.deed is None or b.deed is None or a.deed == b.deed:
        return False
    shared = covered(a.claim.content, b.claim.content)
    return 0 < shared < SAME_WORDS * max(sum(map(len, a.claim.content)), sum(map(len, b.claim.content)))


def _alike(a: str, b: str) -> bool:
    """Whether one phrase has all words of the other."""
    one, other = set(a.lower().split()), set(b.lower().split())
    return one <= other or other <= one


def _opposite(a: View, b: View) -> str:
    """Why the two contents cannot both hold; empty where they can."""
    if a.negated != b.negated:
        return "one has a “not” that the other lacks"
    one, other = a.claim.frame.predicate, b.claim.frame.predicate
    if one and other and other in load_opposites().get(one, frozenset()):
        return f"“{one}” against “{other}”"
    return ""


def _meet(a: View, b: View) -> bool:
    """Whether two parties tell of one deed at one place, one with a “not”: “they have taken the port”, “the port has
    not fallen to them”."""
    if a.claim.actor.name == b.claim.actor.name or a.negated == b.negated or not (a.deed == b.deed or _kindred(a, b)):
        return False
    one, other = ({place.name: place for place in view.claim.places} for view in (a, b))
    if not (one.keys() <= other.keys() or other.keys() <= one.keys()):
        return False  # that a village has fallen does not mean that the province has
    exact = any(one[name].precision in EXACT for name in one.keys() & other.keys())
    return exact and not a.terms.keys().isdisjoint(b.terms)


def _answers(a: View, b: View, deeds: float | None, share: float) -> str:
    """Why a denial answers another party's claim without denying its words; empty where it denies them or tells of
    other things."""
    if {a.claim.polarity, b.claim.polarity} != {Polarity.FOR, Polarity.AGAINST} or share < ANSWER_TERMS:
        return ""
    if a.claim.actor.name == b.claim.actor.name or a.stands_for or b.stands_for or _points(a, b) or _points(b, a):
        return ""  # “that is false” has no words that could differ
    if deeds is None or deeds >= OTHER_DEEDS or a.deed in b.terms or b.deed in a.terms:
        return ""
    return f"one tells of “{a.deed}”, the other of “{b.deed}”"
