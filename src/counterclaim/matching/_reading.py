"""What a dispute would rest on, read once more: the pair reader on claims against denials, and on contradictions."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from counterclaim.matching._evidence import one_deed, takes_up
from counterclaim.matching._view import View
from counterclaim.records.accounts import Match, MatchLabel, Reason
from counterclaim.records.claims import Polarity
from counterclaim.records.ids import ClaimId
from counterclaim.taggers import PairReader

#: A claim and a denial say nothing of each other where the reader is this sure that they are unrelated; two claims
#: contradict each other where it holds that for at least this probable (docs/decisions/0021).
FAR, CLASH = 0.6, 0.5
#: A “not” of a claim's own is against what tells of another deed only where the reader is this sure.
OTHER_DEED = 0.8
#: Two places or times are those of one event where it is at least this probable that the two tell of one.
ONE_EVENT = 0.6
SOMEWHERE = "the town"
COUNTED = frozenset({MatchLabel.PLACES, MatchLabel.TIMES, MatchLabel.FIGURES})
#: Figures of claims that are one matter with this probability are not read again.
SURE = 0.75
#: Pairs less probably about one matter carry no dispute, and are not read; nor does what the reader objects to.
NEAR, LEFT = 0.3, 0.19
#: The most that the reader's finding of a denial counts for.
SUREST = 0.95


def read_again(matches: Sequence[Match], views: Mapping[ClaimId, View], reader: PairReader) -> Iterator[Match]:
    """The judgements, where what the reader finds to be no contradiction, or about two matters, is unrelated."""
    asked = [match for match in matches if _is_asked(match, views[match.a], views[match.b])]
    answers = reader.read([_words(match, views[match.a], views[match.b]) for match in asked])
    told = {(match.a, match.b): answer for match, answer in zip(asked, answers, strict=True)}
    for match in matches:
        if (match.a, match.b) not in told:
            yield match
            continue
        same, clash, far = map(float, told[match.a, match.b])
        a, b = views[match.a], views[match.b]
        if match.label is MatchLabel.CONTRADICTS:
            yield match if clash >= CLASH else _unrelated(match, f"no contradiction ({clash:.2f})")
        elif match.label in COUNTED:
            yield match if same + clash >= ONE_EVENT else _unrelated(match, f"two events ({far:.2f})")
        elif a.claim.frame.negated != b.claim.frame.negated and not (a.denied or b.denied):
            holds = clash >= (CLASH if takes_up(a, b) else OTHER_DEED)
            if clash >= CLASH and one_deed(a, b) and a.thing & b.thing:
                yield _denied(match, clash)
            else:
                yield match if holds else _unrelated(match, f"that the “not” of one is not of the other ({clash:.2f})")
        else:
            yield match if far <= FAR else _unrelated(match, f"that the two say nothing of each other ({far:.2f})")


def _words(match: Match, a: View, b: View) -> tuple[str, str]:
    """What is read of two claims: without the places where these are what cannot both hold."""
    if match.label is not MatchLabel.PLACES:
        return _denied_words(a), _denied_words(b)
    return _somewhere(a), _somewhere(b)


def _denied_words(view: View) -> str:
    """What is read of a claim: of “saw no stuffing” the stuffing, as its “not” is plain, and whether it is of the other
    is all that is asked."""
    return view.told if view.denied else view.said


def _somewhere(view: View) -> str:
    said = view.said
    for place in view.claim.places:
        said = said.replace(place.name, SOMEWHERE)
    return said


def _unrelated(match: Match, found: str) -> Match:
    # Of what is unrelated the heaviest reasons are kept: this one decided.
    odds = math.log(LEFT / (1 - LEFT)) - math.fsum(reason.weight for reason in match.reasons)
    reason = Reason(name="reader", weight=odds, detail=f"the pair reader finds {found}")
    return replace(match, label=MatchLabel.UNRELATED, score=1 - LEFT, reasons=(*match.reasons, reason))


def _denied(match: Match, clash: float) -> Match:
    """The judgement, where it fell short of that, as that the two are one matter as surely as one denies the other."""
    score = min(clash, SUREST)
    if match.label is MatchLabel.SAME and match.score >= score:
        return match
    odds = math.log(score / (1 - score)) - math.fsum(reason.weight for reason in match.reasons)
    reason = Reason(name="reader", weight=odds, detail=f"the pair reader finds that one denies the other ({clash:.2f})")
    return replace(match, label=MatchLabel.SAME, score=score, reasons=(*match.reasons, reason))


def _is_asked(match: Match, a: View, b: View) -> bool:
    """Whether the judgement is a contradiction, or is on one party's claim and another's denial, or “not”, that are
    near each other, each in words of its own."""
    if match.label is MatchLabel.FIGURES:
        return match.score < SURE
    if match.label is MatchLabel.CONTRADICTS or match.label in COUNTED:
        return match.reasons[-1:] == () or match.reasons[-1].name != "state"
    if match.label is MatchLabel.ANSWERS:
        return False  # tells of another deed, as an answer does: no dispute rests on it
    told = {reason.name for reason in match.reasons}
    if "one blamed" in told and "other words" not in told:
        return False  # who is blamed, and for what, may stand around the words that the reader would see
    near = match.label is not MatchLabel.UNRELATED or match.score <= 1 - NEAR
    sides = {a.claim.polarity, b.claim.polarity}
    opposed = sides == {Polarity.FOR, Polarity.AGAINST} or (sides == {Polarity.FOR} and a.negated != b.negated)
    return near and opposed and a.claim.actor.name != b.claim.actor.name and not a.stands_for and not b.stands_for
