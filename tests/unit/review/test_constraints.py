"""What people decided of pairs, in force together."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Frame, Stance
from counterclaim.records.decisions import Decision
from counterclaim.records.decisions import DecisionAction as Do
from counterclaim.records.spans import Spans
from counterclaim.review import find_constraints, whole_text
from tests.unit.review.decisions import decide, report

REPORTS = [report(n, f"the mill number {n} burned down") for n in range(5)]
CLAIMS = [analysis.claims[0] for analysis in REPORTS]


def on_reports(action: Do, a: Analysis, *others: Analysis, author: str = "R. Desk") -> Decision:
    whole: Spans = whole_text(a.revision)
    return decide(action, a.claims[0], *(o.claims[0] for o in others), spans=whole, claim_id=None, author=author)


def pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)


@given(data=st.data())
def test_what_is_in_force_never_contradicts_itself_and_the_last_word_always_holds(data: st.DataObject) -> None:
    drawn = data.draw(
        st.lists(st.tuples(st.booleans(), st.integers(0, 4), st.integers(0, 4), st.sampled_from("AB")), max_size=12)
    )
    decisions = [
        decide(Do.MERGE if same else Do.PART, CLAIMS[a], CLAIMS[b], author=author)
        for same, a, b, author in drawn
        if a != b
    ]
    found = find_constraints(REPORTS, decisions).claims
    home = {claim.id: claim.id for claim in CLAIMS}
    for a, b in found.together:
        home = {claim: home[a] if at == home[b] else at for claim, at in home.items()}
    assert all(home[a] != home[b] for a, b in found.apart)
    if decisions:
        last = decisions[-1]
        ends = pair(CLAIMS[[c.id for c in CLAIMS].index(last.claim_id)].id, _other(last))  # type: ignore[arg-type]
        assert ends in (found.together if last.action is Do.MERGE else found.apart)
    held = {id(d) for d in decisions} - {id(c.overruled) for c in found.conflicts}
    for decision in decisions:  # what is neither held nor reported, its own author took back
        ends = pair(str(decision.claim_id), _other(decision))
        wanted = found.together if decision.action is Do.MERGE else found.apart
        later = [d for d in decisions[decisions.index(decision) + 1 :] if pair(str(d.claim_id), _other(d)) == ends]
        if id(decision) in held and ends not in wanted:
            assert any(other.author == decision.author for other in later) or decision in [
                c.overruled for c in found.conflicts
            ]


def _other(decision: Decision) -> str:
    (words,) = decision.elsewhere
    return next(claim.id for claim in CLAIMS if claim.revision_id == words.revision_id)


def test_merging_claims_merges_their_stories_until_the_reports_are_parted() -> None:
    merge = decide(Do.MERGE, CLAIMS[0], CLAIMS[1])
    found = find_constraints(REPORTS, [merge])
    assert len(found.claims.together) == len(found.reports.together) == 1
    parted = on_reports(Do.PART_REPORTS, REPORTS[0], REPORTS[1], author="A. Night")
    found = find_constraints(REPORTS, [merge, parted])
    assert not found.claims.together
    assert len(found.reports.apart) == 1
    assert [(c.in_force, c.overruled) for c in found.conflicts] == [(parted, merge)]


def test_a_chain_that_contradicts_an_earlier_word_overrules_it_and_says_so() -> None:
    apart = decide(Do.PART, CLAIMS[0], CLAIMS[2])
    chain = [decide(Do.MERGE, CLAIMS[0], CLAIMS[1]), decide(Do.MERGE, CLAIMS[1], CLAIMS[2])]
    found = find_constraints(REPORTS, [apart, *chain])
    assert len(found.claims.together) == 2
    assert not found.claims.apart
    assert found.conflicts[0].overruled == apart
    found = find_constraints(REPORTS, [*chain, apart])
    assert len(found.claims.together) == 1
    assert found.conflicts[0].overruled == chain[0]


def test_what_is_a_dispute_asks_for_one_proposition_of_a_denial_and_for_two_of_rivals() -> None:
    denial = report(7, "the mill burned down", stance=Stance.DENIES)
    reports = [*REPORTS, denial]
    found = find_constraints(reports, [decide(Do.DISPUTE, CLAIMS[0], denial.claims[0])])
    assert found.claims.together == found.disputes.together
    found = find_constraints(reports, [decide(Do.DISPUTE, CLAIMS[0], CLAIMS[1])])
    assert found.claims.apart == found.disputes.together
    found = find_constraints(
        reports, [decide(Do.DISPUTE, CLAIMS[0], CLAIMS[1]), decide(Do.NO_DISPUTE, CLAIMS[1], CLAIMS[0], author="B")]
    )
    assert not found.claims.apart
    assert not found.disputes.together
    assert len(found.conflicts) == 1


def test_a_not_of_its_own_shares_the_matter_that_it_disputes() -> None:
    """“The mill did not burn down”, asserted, is no second matter beside “the mill burned down”."""
    own = report(7, "the mill did not burn down")
    own = replace(own, claims=tuple(replace(c, frame=Frame(predicate="burn", negated=True)) for c in own.claims))
    found = find_constraints([*REPORTS, own], [decide(Do.DISPUTE, CLAIMS[0], own.claims[0])])
    assert found.claims.together == found.disputes.together
    assert not found.claims.apart


def test_words_that_no_claim_holds_wait_for_a_person() -> None:
    gone = decide(Do.MERGE, CLAIMS[0], CLAIMS[1])
    silent = [REPORTS[0], report(1)]
    assert find_constraints([silent[0], REPORTS[2]], [gone]).lost == ()  # the report is not among these

    emptied = replace(REPORTS[1], claims=())
    assert find_constraints([REPORTS[0], emptied], [gone]).lost == (gone,)
