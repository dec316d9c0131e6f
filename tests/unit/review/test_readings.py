"""The reading of one report as people left it."""

from dataclasses import replace
from typing import Any

from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim, Stance
from counterclaim.records.decisions import DecisionAction as Do
from counterclaim.records.ids import ClaimId
from counterclaim.records.mentions import Actor, ActorKind
from counterclaim.review import REVIEW, review_reading
from tests.factories import TEXT, make_analysis, make_claim, span_of
from tests.unit.review.decisions import BRIDGE, decide


def read_again(analysis: Analysis, words: str, index: int = 0, **changed: object) -> Analysis:
    """The reading of another tagger, which drew the borders of one claim elsewhere and gave it another id."""
    claims = list(analysis.claims)
    other = make_claim(analysis.revision, words, actor=claims[index].actor, stance=claims[index].stance)
    claims[index] = replace(other, id=ClaimId("other"), **changed)  # type: ignore[arg-type]
    return replace(analysis, claims=tuple(claims))


def said(claim: Claim) -> list[str]:
    return [evidence.rule for evidence in claim.evidence if evidence.field == REVIEW]


def test_nothing_decided_nothing_changed() -> None:
    analysis = make_analysis()
    assert review_reading(analysis, ()).analysis is analysis


def test_what_was_accepted_stays_as_it_was_accepted_when_a_later_reading_differs() -> None:
    """The words move and the stance turns round: the accepted claim keeps both, and the claim of the new reading."""
    analysis = make_analysis()
    accepted = analysis.claims[0]
    decision = decide(Do.ACCEPT, accepted, claims=(accepted,))
    again = read_again(analysis, "had seized the bridge at Orsk", stance=Stance.DENIES)
    reviewed = review_reading(again, [decision])
    (claim,) = [c for c in reviewed.analysis.claims if c.id == "other"]
    assert (claim.content, claim.stance) == (accepted.content, Stance.ASSERTS)
    assert said(claim) == ["accept"]
    assert len(reviewed.analysis.claims) == 2
    assert not reviewed.lost


def test_a_decision_whose_words_no_claim_holds_is_kept_for_somebody_to_look_at_and_stays_in_force() -> None:
    analysis = make_analysis()
    accepted = analysis.claims[0]
    decision = decide(Do.ACCEPT, accepted, claims=(accepted,))
    again = read_again(analysis, "at least 12 soldiers")
    reviewed = review_reading(again, [decision])
    assert reviewed.lost == (decision,)
    assert {c.id for c in reviewed.analysis.claims} == {"other", accepted.id, analysis.claims[1].id}
    gone = review_reading(again, [decide(Do.WITHDRAW, accepted)])
    assert len(gone.lost) == 1
    assert gone.analysis.claims == again.claims


def test_a_correction_takes_the_claims_place_under_its_id() -> None:
    analysis = make_analysis()
    claim = analysis.claims[0]
    right = replace(claim, actor=Actor(name="Orsk council", kind=ActorKind.ORGANISATION), stance=Stance.DOUBTS)
    reviewed = review_reading(analysis, [decide(Do.CORRECT, claim, claims=(right,))])
    assert reviewed.analysis.claims[0].actor.name == "Orsk council"
    assert reviewed.analysis.claims[0].id == claim.id
    assert analysis.claims[0].actor.name == "Harrow Front"


def test_a_claim_falls_into_parts_each_of_which_can_be_decided_on() -> None:
    analysis = make_analysis()
    claim = analysis.claims[0]
    words = ("had seized the bridge", "killed at least 12 soldiers")
    parts = tuple(replace(claim, content=(span_of(TEXT, part),)) for part in words)
    split = decide(Do.SPLIT, claim, claims=parts)
    first, second, other = review_reading(analysis, [split]).analysis.claims
    assert len({first.id, second.id, other.id, claim.id}) == 4
    again = review_reading(analysis, [split, decide(Do.WITHDRAW, second)])
    assert [c.id for c in again.analysis.claims] == [first.id, other.id]
    whole = review_reading(analysis, [split, decide(Do.ACCEPT, claim, claims=(claim,), author="A. Night")])
    assert [c.content for c in whole.analysis.claims] == [c.content for c in analysis.claims]


def test_of_two_people_the_later_is_in_force_and_both_are_shown() -> None:
    analysis = make_analysis()
    claim = analysis.claims[0]
    first = decide(Do.ACCEPT, claim, claims=(claim,))
    later = decide(Do.WITHDRAW, claim, author="A. Night")
    reviewed = review_reading(analysis, [first, later])
    assert claim.id not in {c.id for c in reviewed.analysis.claims}
    assert [(c.in_force, c.overruled) for c in reviewed.conflicts] == [(later, first)]
    back = review_reading(analysis, [later, first])
    assert said(back.analysis.claims[0]) == ["withdraw", "accept", "conflict"]


def test_who_agrees_or_changes_their_own_mind_contradicts_nobody() -> None:
    analysis = make_analysis()
    claim = analysis.claims[0]
    accept = decide(Do.ACCEPT, claim, claims=(claim,))
    same = decide(Do.CORRECT, claim, claims=(replace(claim, score=None),), author="A. Night")
    assert not review_reading(analysis, [accept, same]).conflicts
    assert not review_reading(analysis, [decide(Do.WITHDRAW, claim), accept]).conflicts


def test_of_two_claims_in_the_same_words_the_one_of_that_speaker_is_meant() -> None:
    """“Two parties said so”: withdrawing one's claim leaves the other's, also after a new reading."""
    analysis = make_analysis()
    one = analysis.claims[0]
    two = replace(one, id=ClaimId("two"), actor=Actor(name="Orsk council", kind=ActorKind.ORGANISATION))
    again = replace(analysis, claims=(replace(one, id=ClaimId("new one")), replace(two, id=ClaimId("new two"))))
    kept = review_reading(again, [decide(Do.WITHDRAW, two)])
    assert [c.id for c in kept.analysis.claims] == ["new one"]
    nobody = decide(Do.WITHDRAW, two, speaker=None)
    assert review_reading(again, [nobody]).lost == (nobody,)


def test_a_comment_is_shown_with_the_claim_and_decides_nothing() -> None:
    analysis = make_analysis()
    claim = analysis.claims[0]
    reviewed = review_reading(analysis, [decide(Do.COMMENT, claim, reason="ask the council")])
    assert [e.detail for e in reviewed.analysis.claims[0].evidence] == ["R. Desk: ask the council"]
    assert not said(reviewed.analysis.claims[0])


def test_a_claim_that_others_point_to_can_go() -> None:
    analysis = make_analysis()
    one, two = analysis.claims
    pointing = replace(analysis, claims=(one, replace(two, refers_to=one.id, withheld=one.id)))
    (left,) = review_reading(pointing, [decide(Do.WITHDRAW, one)]).analysis.claims
    assert left.refers_to is None
    assert left.withheld is None


def test_two_claims_that_a_reading_draws_together_keep_their_own_decisions() -> None:
    """What was said of the second is not taken for a word on the first: it stands by itself and waits for somebody."""
    analysis = make_analysis()
    whole = make_claim(analysis.revision, "it had seized the bridge at Orsk")
    inner = make_claim(analysis.revision, "had seized the bridge at Orsk", actor="ministry")
    accepted = decide(Do.ACCEPT, whole, claims=(whole,))
    withdrawn = decide(Do.WITHDRAW, inner, author="A. Night")
    again = replace(analysis, claims=(replace(whole, id=ClaimId("drawn together")),))
    for said in ([accepted, withdrawn], [withdrawn, accepted]):
        reviewed = review_reading(again, said)
        assert [c.id for c in reviewed.analysis.claims] == ["drawn together"]
        assert reviewed.lost == (withdrawn,)
        assert not reviewed.conflicts


def test_a_decision_on_a_claim_as_somebody_left_it_follows_that_claim() -> None:
    analysis = make_analysis()
    claim = analysis.claims[0]
    right = replace(claim, content=(span_of(TEXT, "killed at least 12 soldiers"),))
    corrected = decide(Do.CORRECT, claim, claims=(right,))
    seen = replace(right, id=ClaimId("seen after a new reading"))
    later = decide(Do.WITHDRAW, seen, author="A. Night")
    again = read_again(analysis, "had seized the bridge at Orsk")
    reviewed = review_reading(again, [corrected, later])
    assert [c.id for c in reviewed.analysis.claims] == [analysis.claims[1].id]
    assert len(reviewed.conflicts) == 1


def test_a_claim_added_in_the_words_of_another_speaker_leaves_that_one_alone_in_every_reading() -> None:
    """Who adds one where nothing is read means whatever a later reading finds there."""
    analysis = make_analysis()
    held = analysis.claims[0]
    new = replace(make_claim(analysis.revision, BRIDGE, actor="Harbour Board"), id=ClaimId("added"))
    given: dict[str, Any] = {"claims": (new,), "claim_id": None, "speaker": "Harbour Board", "spans": new.content}
    joint = decide(Do.ADD, new, **{**given, "others": (held.id,)})
    for reading in (analysis, read_again(analysis, "had seized the bridge at Orsk")):
        claims = review_reading(reading, [joint]).analysis.claims
        assert [c.actor.name for c in claims[:2]].count("Harbour Board") == 1
        assert len(claims) == len(reading.claims) + 1
    alone = review_reading(analysis, [decide(Do.ADD, new, **given)]).analysis.claims
    assert len(alone) == len(analysis.claims)
