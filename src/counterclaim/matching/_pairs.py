"""Judgements on pairs of claims: block, compare, add up."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from counterclaim.lexicons.opposites import load_opposites
from counterclaim.matching._figures import figures_relation
from counterclaim.matching._views import View, view_claims
from counterclaim.records.accounts import Match, MatchLabel, Reason, ReportLink
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Polarity
from counterclaim.records.figure_relations import FigureRelation
from counterclaim.records.ids import ClaimId, RevisionId
from counterclaim.records.spans import covered
from counterclaim.taggers import Encoder

#: Reports are compared claim by claim when they are judged to be about one event with at least this score.
LINKED = 0.5
#: Pairs of claims whose vectors are farther apart than this, and which share no telling word, are not judged.
LEAST_COSINE = 0.25
#: Judgements under which two claims are one proposition with a lower score are not worth an entry.
LEAST_SCORE = 0.2

# Log-odds of “the same matter”, set by hand on 2026-11-23 (docs/decisions/0011 says how and on what).
BIAS = -4.5
MEANING = 4.0
TERMS = 4.5
PREDICATE = 1.5
#: Likeness of two predicates that tells neither for nor against one matter.
STRANGE_DEEDS = 0.4
SUBJECT, OTHER_SUBJECT = 0.3, -0.3
OBJECT = 1.2
FIGURES = 0.7
PLACES, OTHER_PLACES = 0.2, -0.3
TIME, OTHER_TIME = 0.3, -1.0
ONE_BREATH = -2.0
NESTED = -3.0
#: One of two claims is denied or left open, or both are: what is contested in an event is mostly one matter.
ONE_OPEN, BOTH_OPEN = 0.5, 2.0
#: Reports tell the matter that they are about at the top, and each its own further down.
OPENING = 1.8
SAME = 0.5
#: Two claims are rivals only where they are surely about one matter.
RIVAL = 0.9
#: A denial that tells of another deed answers a claim from this score of sameness on; the second is the most that it
#: then counts for their being one.
ANSWERS, ANSWERED = 0.3, 0.45
OTHER_DEEDS = 0.4
#: Contents that overlap by this share of the longer one are the same words.
SAME_WORDS = 0.8


def match_claims(
    new: Sequence[Analysis], known: Sequence[Analysis], links: Sequence[ReportLink], encoder: Encoder
) -> tuple[Match, ...]:
    """The judgements that the claims of `new` reports add: on pairs within one report and between linked ones.

    Pairs that are not given are unrelated. By ids.
    """
    analyses = {analysis.revision.id: analysis for analysis in (*known, *new)}
    fresh = {analysis.revision.id for analysis in new}
    pairs = {(revision, revision) for revision in fresh}
    pairs |= {
        (link.a, link.b)
        for link in links
        if link.score >= LINKED and link.a in analyses and link.b in analyses and not fresh.isdisjoint((link.a, link.b))
    }
    views = {revision: view_claims(analyses[revision]) for pair in pairs for revision in pair}
    said = sorted({words for group in views.values() for view in group for words in (view.said, view.deed) if words})
    vectors = dict(zip(said, encoder.embed(said), strict=True))
    found = (match for a, b in sorted(pairs) for match in _match_reports(views, a, b, vectors))
    return tuple(sorted(found, key=lambda match: (match.a, match.b)))


def _match_reports(
    views: Mapping[RevisionId, Sequence[View]],
    a: RevisionId,
    b: RevisionId,
    vectors: Mapping[str, npt.NDArray[np.float32]],
) -> Iterator[Match]:
    left, right = views[a], views[b]
    if not left or not right:
        return
    cosines = np.stack([vectors[v.said] for v in left]) @ np.stack([vectors[v.said] for v in right]).T
    holders: dict[str, set[int]] = defaultdict(set)
    for j, view in enumerate(right):
        for term in view.terms:
            holders[term].add(j)
    for i, x in enumerate(left):
        near = set(np.flatnonzero(cosines[i] >= LEAST_COSINE).tolist())
        near.update(j for term in x.terms for j in holders[term])
        for j in sorted(near):
            if a == b and j <= i:
                continue
            first, second = sorted((x, right[j]), key=lambda view: view.claim.id)
            deeds = None
            if first.deed and second.deed:
                deeds = float(vectors[first.deed] @ vectors[second.deed])
            match = judge(first, second, float(cosines[i, j]), deeds)
            if match is not None:
                yield match


def judge(a: View, b: View, cosine: float, deeds: float | None) -> Match | None:
    """The judgement on two claims; None where they are plainly unrelated.

    `cosine` is that of the vectors of their words, `deeds` that of their predicates', in [-1, 1].
    """
    reasons = list(_reasons(a, b, cosine, deeds))
    same = 1 / (1 + math.exp(-sum(reason.weight for reason in reasons)))

    def match(label: MatchLabel, score: float, *more: Reason) -> Match:
        return Match(a=a.claim.id, b=b.claim.id, label=label, score=score, reasons=(*reasons, *more))

    rivals = {a.claim.polarity, b.claim.polarity} == {Polarity.FOR}
    if same >= RIVAL and rivals:
        relation, words = figures_relation(a.claim, b.claim)
        if relation is FigureRelation.CONFLICT:
            return match(MatchLabel.FIGURES, same, Reason(name="figures", weight=0.0, detail=words))
        opposite = _opposite(a, b)
        if opposite:
            return match(MatchLabel.CONTRADICTS, same, Reason(name="opposite", weight=0.0, detail=opposite))
    answers = _answers(a, b, deeds)
    # Two writers choose two words for one deed; one writer who sets a denial beside a claim means the difference.
    if same >= SAME and not (answers and a.claim.revision_id == b.claim.revision_id):
        return match(MatchLabel.SAME, same)
    if same >= ANSWERS and answers:
        return match(MatchLabel.ANSWERS, min(same, ANSWERED), Reason(name="answers", weight=0.0, detail=answers))
    return match(MatchLabel.UNRELATED, 1 - same) if same >= LEAST_SCORE else None


def _reasons(a: View, b: View, cosine: float, deeds: float | None) -> Iterator[Reason]:
    yield Reason(name="base", weight=BIAS, detail="most pairs of claims have nothing to do with each other")
    pointed = ClaimId(a.claim.id) == b.stands_for or ClaimId(b.claim.id) == a.stands_for
    if pointed:
        yield Reason(name="points back", weight=1.0, detail="the words of one stand for the other")
    yield Reason(name="meaning", weight=MEANING * max(0.0, cosine), detail=f"the words are alike ({cosine:.2f})")
    shared = sorted(a.terms.keys() & b.terms.keys(), key=lambda term: (-a.terms[term], term))
    if shared:
        yield Reason(name="words", weight=TERMS * _overlap(a.terms, b.terms), detail="both have " + ", ".join(shared))
    if pointed:
        return
    if a.claim.revision_id != b.claim.revision_id:
        weight = OPENING * (1 - a.depth - b.depth)
        yield Reason(name="opening", weight=weight, detail="how near the top of their reports they stand")
        unclaimed = (a.claim.polarity is not Polarity.FOR) + (b.claim.polarity is not Polarity.FOR)
        if unclaimed:
            weight = BOTH_OPEN if unclaimed == 2 else ONE_OPEN
            yield Reason(name="stance", weight=weight, detail="what two reports call contested is mostly one matter")
    one, other = a.claim.frame, b.claim.frame
    if deeds is not None:
        weight = PREDICATE * (deeds - STRANGE_DEEDS) / (1 - STRANGE_DEEDS)
        yield Reason(name="predicate", weight=weight, detail=f"“{a.deed}” and “{b.deed}” ({deeds:.2f})")
    if one.subject and other.subject:
        alike = _alike(one.subject, other.subject)
        yield Reason(
            name="subject",
            weight=SUBJECT if alike else OTHER_SUBJECT,
            detail=f"“{one.subject}” and “{other.subject}”",
        )
    if one.object and other.object and _alike(one.object, other.object):
        yield Reason(name="object", weight=OBJECT, detail=f"“{one.object}” and “{other.object}”")
    relation, words = figures_relation(a.claim, b.claim)
    if relation is not FigureRelation.NOT_COMPARABLE:
        yield Reason(name="figures", weight=FIGURES, detail=words)
    here, there = {place.name for place in a.claim.places}, {place.name for place in b.claim.places}
    if here and there:
        yield Reason(
            name="place",
            weight=PLACES if here & there else OTHER_PLACES,
            detail=", ".join(sorted(here)) + " and " + ", ".join(sorted(there)),
        )
    x, y = a.claim.event_time, b.claim.event_time
    if x and y and x.first and x.last and y.first and y.last:
        meet = x.first < y.last and y.first < x.last
        yield Reason(name="time", weight=TIME if meet else OTHER_TIME, detail=f"{x.value} and {y.value}")
    if _nested(a, b):
        yield Reason(name="nested", weight=NESTED, detail="one stands inside the other and shares its words for that")
    if a.claim.utterance.id == b.claim.utterance.id and a.claim.content != b.claim.content:
        yield Reason(name="one breath", weight=ONE_BREATH, detail="two parts of one statement say two things")


def _nested(a: View, b: View) -> bool:
    """Whether the contents overlap in one report, tell of two deeds and are not the same words."""
    if a.claim.revision_id != b.claim.revision_id or a.deed is None or b.deed is None or a.deed == b.deed:
        return False
    shared = covered(a.claim.content, b.claim.content)
    return 0 < shared < SAME_WORDS * max(sum(map(len, a.claim.content)), sum(map(len, b.claim.content)))


def _overlap(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """Which share of the telling words of the claim that has fewer stands in the other, in [0, 1]."""
    shared = a.keys() & b.keys()
    least = min(sum(a.values()), sum(b.values()))
    return min(1.0, min(sum(a[t] for t in shared), sum(b[t] for t in shared)) / least) if shared else 0.0


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


def _answers(a: View, b: View, deeds: float | None) -> str:
    """Why a denial answers a claim without denying its words; empty where it denies them or tells of other things."""
    if {a.claim.polarity, b.claim.polarity} != {Polarity.FOR, Polarity.AGAINST} or not a.terms.keys() & b.terms.keys():
        return ""
    if a.stands_for or b.stands_for:
        return ""  # “that is false” has no words that could differ
    if deeds is None or deeds >= OTHER_DEEDS or a.deed in b.terms or b.deed in a.terms:
        return ""
    return f"one tells of “{a.deed}”, the other of “{b.deed}”"
