"""Judgements on pairs of claims: compare whole reports at once, then judge and explain the pairs that come near."""

import math
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from counterclaim.lexicons.opposites import load_opposites
from counterclaim.matching._evidence import WEIGHTS, Likeness, kindred, probability, weigh
from counterclaim.matching._figures import figures_relation
from counterclaim.matching._views import View, view_claims
from counterclaim.records.accounts import Match, MatchLabel, Reason, ReportLink
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Polarity
from counterclaim.records.figure_relations import FigureRelation
from counterclaim.records.ids import RevisionId
from counterclaim.records.mentions import PlacePrecision
from counterclaim.taggers import Encoder

Floats = npt.NDArray[np.float32]

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

#: What the evidence that is only looked at pair by pair adds to a score at most.
SLACK = WEIGHTS["object"] + WEIGHTS["figures"] + WEIGHTS["taken up"] + WEIGHTS["stands for"]
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
    words = sorted({words for view in views for words in (view.said, view.nameless, view.deed) if words})
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
    meaning = _cosines([view.said for view in left], [view.said for view in right], vectors)
    nameless = _cosines([view.nameless for view in left], [view.nameless for view in right], vectors)
    deeds = _cosines([view.deed for view in left], [view.deed for view in right], vectors)
    shares = _common_words(left, right)
    own = np.array([view.claim.revision_id == revision for view in right])
    starts = np.cumsum([0, *(len(views[other]) for other in others)])[:-1]
    nearest = np.where(own, 0, _nearest(meaning, starts))
    odds = _first_look(left, right, own, meaning, nameless, nearest)
    worth = odds + SLACK >= math.log(LEAST_SCORE / (1 - LEAST_SCORE))
    for i, x in enumerate(left):
        for j, y in enumerate(right):
            if not worth[i, j] or (own[j] and x.claim.id >= y.claim.id):
                continue  # within one report the pair stands the other way round too
            likeness = Likeness(
                meaning=float(meaning[i, j]),
                nameless=float(nameless[i, j]),
                deeds=None if np.isnan(deeds[i, j]) else float(deeds[i, j]),
                share=float(shares[i, j]),
                nearest=float(nearest[i, j]),
            )
            a, b = sorted((x, y), key=lambda view: view.claim.id)
            match = judge(a, b, likeness)
            if match is not None:
                yield match


def _first_look(
    left: Sequence[View],
    right: Sequence[View],
    own: npt.NDArray[np.bool_],
    meaning: Floats,
    nameless: Floats,
    nearest: Floats,
) -> Floats:
    """The evidence that is had for all pairs at once, as log-odds."""
    contested = [np.array([view.claim.polarity is not Polarity.FOR for view in side]) for side in (left, right)]
    both = contested[0][:, None] & contested[1]
    either = contested[0][:, None] | contested[1]
    depths = np.array([view.depth for view in left])[:, None] + np.array([view.depth for view in right])
    alike = WEIGHTS["meaning"] * np.maximum(0, meaning) + WEIGHTS["nameless"] * np.maximum(0, nameless)
    odds = WEIGHTS["base"] + alike + WEIGHTS["both contested"] * both
    across = WEIGHTS["nearest"] * nearest + WEIGHTS["opening"] * (1 - depths) + WEIGHTS["contested"] * either
    found: Floats = odds + np.where(own, WEIGHTS["one report"], across)
    return found


def _cosines(left: Sequence[str | None], right: Sequence[str | None], vectors: Mapping[str, Floats]) -> Floats:
    """The likeness of all pairs; not a number where one has no words."""
    one, other = (
        np.stack([vectors[words] if words else np.full(DIMENSIONS, np.nan, dtype=np.float32) for words in side])
        for side in (left, right)
    )
    found: Floats = one @ other.T
    return found


def _common_words(left: Sequence[View], right: Sequence[View]) -> Floats:
    """Which share of the telling words of the claim that has fewer stands in the other, for all pairs, in [0, 1]."""
    rows: dict[str, int] = {}
    for view in left:
        for word in view.terms:
            rows.setdefault(word, len(rows))

    def table(views: Sequence[View]) -> Floats:
        weights = np.zeros((len(rows), len(views)), dtype=np.float32)
        for j, view in enumerate(views):
            for word, weight in view.terms.items():
                if word in rows:
                    weights[rows[word], j] = weight
        return weights

    one, other = table(left), table(right)
    shared = np.minimum(one.T @ (other > 0).astype(np.float32), (one > 0).astype(np.float32).T @ other)
    totals = [np.array([sum(view.terms.values()) for view in side], dtype=np.float32) for side in (left, right)]
    least = np.minimum(totals[0][:, None], totals[1])
    found: Floats = np.clip(np.divide(shared, least, out=np.zeros_like(shared), where=least > 0), 0, 1)
    return found


def _nearest(cosines: Floats, starts: npt.NDArray[np.intp]) -> Floats:
    """For each pair 1 where each is what the other's report has nearest to it, one half where only one is.

    `starts` are the columns at which the other reports start.
    """
    best = np.maximum.reduceat(cosines, starts, axis=1)
    lengths = np.diff([*starts, cosines.shape[1]])
    found: Floats = 0.5 * (cosines >= np.repeat(best, lengths, axis=1)) + 0.5 * (cosines >= cosines.max(axis=0))
    return found


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
            # Counts of two matters may differ: only where the matter is surely one are they rivals.
            return match(MatchLabel.FIGURES, same, clash) if same >= RIVAL else None
        opposite = _opposite(a, b)
        if opposite and (same >= RIVAL or _meet(a, b)):
            return match(MatchLabel.CONTRADICTS, max(same, SAME), Reason(name="opposite", weight=0.0, detail=opposite))
    answers = _answers(a, b, likeness)
    # Two writers choose two words for one deed; one writer who sets a denial beside a claim means the difference.
    if same >= SAME and not (answers and a.claim.revision_id == b.claim.revision_id):
        return match(MatchLabel.SAME, same)
    if same >= ANSWERS and answers:
        return match(MatchLabel.ANSWERS, min(same, ANSWERED), Reason(name="answers", weight=0.0, detail=answers))
    return match(MatchLabel.UNRELATED, 1 - same) if same >= LEAST_SCORE else None


def _points(a: View, b: View) -> bool:
    return b.claim.id in (a.claim.refers_to, a.stands_for)


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
    if a.claim.actor.name == b.claim.actor.name or a.negated == b.negated or not (a.deed == b.deed or kindred(a, b)):
        return False
    one, other = ({place.name: place for place in view.claim.places} for view in (a, b))
    if not (one.keys() <= other.keys() or other.keys() <= one.keys()):
        return False  # that a village has fallen does not mean that the province has
    exact = any(one[name].precision in EXACT for name in one.keys() & other.keys())
    return exact and not a.terms.keys().isdisjoint(b.terms)


def _answers(a: View, b: View, likeness: Likeness) -> str:
    """Why a denial answers another party's claim without denying its words; empty where it denies them or tells of
    other things."""
    if {a.claim.polarity, b.claim.polarity} != {Polarity.FOR, Polarity.AGAINST} or likeness.share < ANSWER_TERMS:
        return ""
    if a.claim.actor.name == b.claim.actor.name or a.stands_for or b.stands_for or _points(a, b) or _points(b, a):
        return ""  # “that is false” has no words that could differ
    if likeness.deeds is None or likeness.deeds >= OTHER_DEEDS or a.deed in b.terms or b.deed in a.terms:
        return ""
    return f"one tells of “{a.deed}”, the other of “{b.deed}”"
