"""Sides are suggested from disputes, with reasons, and never for those whom a side would endanger."""

from datetime import datetime

import pytest

from counterclaim.disputes import build_accounts, suggest_sides
from counterclaim.records.accounts import Judgements, Match, MatchLabel, ReportLink
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Frame, Stance
from counterclaim.records.decisions import Decision, DecisionAction
from counterclaim.records.mentions import Actor, ActorKind
from counterclaim.records.sides import NoSide, SuggestedSides
from counterclaim.review import find_standings
from tests.factories import make_analysis, make_claim, make_revision

MATTERS = {
    "bridge": "the bridge at Orsk had fallen to the rebels",
    "clinic": "the clinic at Vell was shelled from the hill",
    "road": "the road to Marn had been mined by soldiers",
}


def tell(number: int, who: str | Actor, matter: str, *, against: bool = False, confirms: bool = False) -> Analysis:
    words = MATTERS[matter]
    name = who if isinstance(who, str) else who.name
    stance = Stance.DENIES if against else Stance.CONFIRMS if confirms else Stance.ASSERTS
    revision = make_revision(
        f"Report {number}\n\n{name} spoke: {words}.", address=f"https://o{number}.example/{number}"
    )
    claim = make_claim(revision, words, actor=who, source=name, stance=stance, frame=Frame(terms=tuple(words.split())))
    return make_analysis(revision, (claim,))


def suggest(told: list[Analysis], decisions: tuple[Decision, ...] = ()) -> SuggestedSides:
    """The suggestion for reports that are one story, in which claims in the same words are about one matter."""
    ids = sorted(analysis.revision.id for analysis in told)
    words = {a.claims[0].id: a.claims[0].frame.terms for a in told}
    claims = sorted(words)
    judgements = Judgements(
        links=tuple(ReportLink(a=a, b=b, score=0.9) for i, a in enumerate(ids) for b in ids[i + 1 :]),
        matches=tuple(
            Match(a=a, b=b, label=MatchLabel.SAME, score=0.9)
            for i, a in enumerate(claims)
            for b in claims[i + 1 :]
            if words[a] == words[b]
        ),
        decisions=decisions,
    )
    accounts = build_accounts(told, judgements)
    names = {c: position.actor for p in accounts.propositions for position in p.positions for c in position.claims}
    standings = find_standings(told, decisions, names)[0]
    (story,) = accounts.stories
    return suggest_sides(story, accounts, told, standings)


def test_a_claim_and_a_denial_make_two_sides() -> None:
    found = suggest([tell(1, "Harrow Front", "bridge"), tell(2, "Interior Ministry", "bridge", against=True)])
    assert set(found.sides) == {("Harrow Front",), ("Interior Ministry",)}
    assert found.balance == 1.0
    (tie,) = found.ties
    assert tie.weight < 0
    assert "bridge" in tie.reasons[0]
    assert len(tie.claims) == 2
    assert isinstance(found.first, datetime)


def test_who_backs_one_account_is_one_side_and_a_common_opponent_is_weak_evidence() -> None:
    found = suggest(
        [
            tell(1, "Harrow Front", "bridge"),
            tell(2, "Interior Ministry", "bridge", against=True),
            tell(3, "Velka Army", "bridge", against=True),
            tell(4, "Harrow Front", "road"),
            tell(5, "Orsk Council", "road", against=True),
        ]
    )
    assert ("Interior Ministry", "Orsk Council", "Velka Army") in found.sides
    assert ("Harrow Front",) in found.sides
    weak = [tie for tie in found.ties if "Orsk Council" in (tie.a, tie.b) and tie.weight > 0]
    assert weak
    assert all("both dispute with Harrow Front" in tie.reasons for tie in weak)


def test_three_parties_that_all_dispute_are_three_sides() -> None:
    """The enemy of an enemy is no friend where they dispute too."""
    found = suggest(
        [
            tell(1, "Harrow Front", "bridge"),
            tell(2, "Velka Army", "bridge", against=True),
            tell(3, "Marn Guard", "clinic"),
            tell(4, "Harrow Front", "clinic", against=True),
            tell(5, "Velka Army", "road"),
            tell(6, "Marn Guard", "road", against=True),
        ]
    )
    assert len(found.sides) == 3


def test_a_concession_makes_no_ally() -> None:
    """Who confirms what its opponent says has not changed sides."""
    found = suggest(
        [
            tell(1, "Harrow Front", "bridge"),
            tell(2, "Velka Army", "bridge", confirms=True),
            tell(3, "Interior Ministry", "bridge", against=True),
        ]
    )
    assert not any({"Harrow Front", "Velka Army"} <= set(side) for side in found.sides)


@pytest.mark.parametrize(
    ("who", "why"),
    [
        (Actor(name="Lena Farr", kind=ActorKind.PERSON), NoSide.PRIVATE),
        (Actor(name="residents of Vell", kind=ActorKind.GROUP), NoSide.PRIVATE),
        (Actor(name="Orsk Regional Hospital", kind=ActorKind.ORGANISATION), NoSide.MEDIC),
        (Actor(name="doctor at the clinic", kind=ActorKind.DESCRIPTION), NoSide.MEDIC),
        (Actor(name="River Relief", kind=ActorKind.ORGANISATION), NoSide.AID),
        (Actor(name="Vell Radio", kind=ActorKind.ORGANISATION), NoSide.MEDIA),
        (Actor(name="o9.example", kind=ActorKind.ORGANISATION), None),
    ],
)
def test_no_side_is_suggested_for_whom_it_would_endanger(who: Actor, why: NoSide | None) -> None:
    found = suggest([tell(1, "Harrow Front", "bridge"), tell(2, who, "bridge", against=True)])
    assert dict(found.withheld).get(who.name) is why
    assert (found.sides == ()) is (why is not None)
    assert all(who.name not in (tie.a, tie.b) for tie in found.ties) or why is None


def test_an_office_makes_a_person_a_public_one_and_a_name_makes_no_body_private() -> None:
    mayor = Actor(name="Ilan Deru", kind=ActorKind.PERSON, aliases=("the mayor of Orsk",))
    front = Actor(name="Orsk People Front", kind=ActorKind.ORGANISATION)
    found = suggest([tell(1, front, "bridge"), tell(2, mayor, "bridge", against=True)])
    assert set(found.sides) == {("Ilan Deru",), ("Orsk People Front",)}


def test_an_observer_takes_no_side() -> None:
    told = [tell(1, "Harrow Front", "bridge"), tell(2, "Velka Mission", "bridge", against=True)]
    claim = told[1].claims[0]
    decision = Decision(
        action=DecisionAction.OBSERVER,
        revision_id=claim.revision_id,
        spans=claim.content,
        author="desk",
        reason="a monitoring mission",
        claim_id=claim.id,
    )
    assert suggest(told, (decision,)).withheld == (("Velka Mission", NoSide.OBSERVER),)


def test_copies_change_nothing() -> None:
    told = [tell(1, "Harrow Front", "bridge"), tell(2, "Velka Army", "bridge", against=True)]
    copies = [tell(number, "Harrow Front", "bridge") for number in range(3, 30)]
    before, after = suggest(told), suggest([*told, *copies])
    assert before.sides == after.sides
    assert [tie.weight for tie in before.ties] == [tie.weight for tie in after.ties]


def test_no_dispute_suggests_nothing() -> None:
    assert suggest([tell(1, "Harrow Front", "bridge"), tell(2, "Velka Army", "clinic")]).sides == ()
