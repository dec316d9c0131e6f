"""Disputes, origins and standings as people decided."""

from dataclasses import replace
from datetime import UTC, datetime

from counterclaim.disputes import build_accounts
from counterclaim.records.accounts import Judgements, Match, MatchLabel, Origin, OriginKind, ReportLink
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim, Stance
from counterclaim.records.decisions import Decision
from counterclaim.records.decisions import DecisionAction as Do
from counterclaim.records.ids import OriginId, RevisionId
from counterclaim.records.mentions import Actor, ActorKind
from counterclaim.records.spans import Span
from counterclaim.review import Pairs, find_protected, find_standings, hold_origins
from tests.unit.review.decisions import decide, report

FRONT = report(0, "the Harrow Front holds the bridge at Orsk", actor="Harrow Front")
DENIAL = report(1, "the Harrow Front holds the bridge at Orsk", actor="Orsk council", stance=Stance.DENIES)
LATER = report(2, "the Harrow Front holds the bridge at Orsk", actor="Dock union", stance=Stance.DENIES)


def judged(*reports: Analysis, decisions: tuple[Decision, ...] = ()) -> Judgements:
    """All about one matter."""
    links, matches = [], []
    for i, a in enumerate(reports):
        for b in reports[i + 1 :]:
            one, other = sorted((a.revision.id, b.revision.id))
            links.append(ReportLink(a=one, b=other, score=0.9))
            first, second = sorted((a.claims[0].id, b.claims[0].id))
            matches.append(Match(a=first, b=second, label=MatchLabel.SAME, score=0.9))
    return Judgements(links=tuple(links), matches=tuple(matches), decisions=decisions)


def claim_of(analysis: Analysis) -> Claim:
    return analysis.claims[0]


def test_what_is_no_dispute_stays_none_until_another_party_joins_in() -> None:
    none = (decide(Do.NO_DISPUTE, claim_of(FRONT), claim_of(DENIAL)),)
    both = [FRONT, DENIAL]
    assert len(build_accounts(both, judged(*both)).disputes) == 1
    assert build_accounts(both, judged(*both, decisions=none)).disputes == ()
    three = [*both, LATER]
    assert len(build_accounts(three, judged(*three, decisions=none)).disputes) == 1


def test_what_people_see_as_a_dispute_is_raised_between_two_propositions() -> None:
    rival = report(3, "not a soul stands on the bridge at Orsk", actor="Orsk council")
    both = [FRONT, rival]
    raised = (decide(Do.DISPUTE, claim_of(FRONT), claim_of(rival)),)
    links = replace(judged(*both, decisions=raised), matches=())
    (dispute,) = build_accounts(both, links).disputes
    assert dispute.b is not None
    assert dispute.reasons[0].name == "decision"
    merged = judged(*both, decisions=raised)  # the machine takes them for one matter: a person says they are rivals
    (dispute,) = build_accounts(both, merged).disputes
    assert dispute.b is not None


def test_a_merger_across_stories_makes_them_one_and_a_party_is_who_people_say() -> None:
    apart = Judgements()
    two = [FRONT, report(4, "the Front has the bridge", actor="Front of Harrow hills")]
    assert len(build_accounts(two, apart).stories) == 2
    merge = decide(Do.MERGE, claim_of(two[0]), claim_of(two[1]))
    accounts = build_accounts(two, Judgements(decisions=(merge,)))
    assert len(accounts.stories) == len(accounts.propositions) == 1
    assert len(accounts.propositions[0].positions) == 2
    join = decide(Do.JOIN_ACTORS, claim_of(two[0]), claim_of(two[1]))
    accounts = build_accounts(two, Judgements(decisions=(merge, join)))
    assert len(accounts.propositions[0].positions) == 1


def test_origins_are_joined_and_parted() -> None:
    a, b, c, d = (RevisionId(f"r{n}") for n in "abcd")
    copies = Origin(id=OriginId("o1"), kind=OriginKind.COPY, revisions=(a, b, c))
    (held,) = hold_origins([copies], Pairs(apart=frozenset({(a, c)})))
    assert held.kind is OriginKind.COPY
    assert len(held.revisions) == 2
    assert not {a, c} <= set(held.revisions)
    (held,) = hold_origins([copies], Pairs(together=frozenset({(a, d)})))
    assert held.revisions == (a, b, c, d)
    assert held.reasons[0].name == "decision"
    (made,) = hold_origins([], Pairs(together=frozenset({(a, b)})))
    assert made.revisions == (a, b)
    assert hold_origins([copies], Pairs()) == (copies,)


def test_a_side_has_a_time_and_the_last_word_on_it_holds() -> None:
    claim = claim_of(FRONT)
    names = {claim.id: "Harrow Front"}
    march = datetime(2026, 3, 1, tzinfo=UTC)
    before = decide(Do.SIDE, claim, value="valley", last=march)
    after = decide(Do.SIDE, claim, value="plain", first=march)
    (first, second), conflicts = find_standings([FRONT], [before, after], names)
    assert not conflicts
    assert {s.side for s in (first, second) if s.at(march)} == {"plain"}
    over = decide(Do.OBSERVER, claim, author="A. Night")
    (left,), conflicts = find_standings([FRONT], [before, after, over], names)
    assert left.side is None
    assert len(conflicts) == 2
    narrator = replace(claim, actor=Actor(name="(article)", kind=ActorKind.ARTICLE))
    told = replace(FRONT, claims=(narrator,))
    assert find_standings([told], [decide(Do.SIDE, narrator, value="x")], {narrator.id: "(article)"}) == ((), ())


def test_who_is_flagged_is_protected_under_every_name_the_reading_has() -> None:
    text = FRONT.revision.text
    start = text.index("Harrow Front")
    flagged = decide(Do.PROTECT, claim_of(FRONT), claim_id=None, spans=(Span(start, start + 12),), value="minor")
    named = replace(FRONT, actors=(Actor(name="Harrow Front", kind=ActorKind.GROUP, aliases=("the Front",)),))
    (found,) = find_protected([named], [flagged])
    assert set(found.names) == {"Harrow Front", "the Front"}
    assert found.why == "minor"
