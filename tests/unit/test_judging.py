"""Comparing what is new in a ledger with its neighbours."""

from pathlib import Path

import numpy as np
import pytest

from counterclaim import judging
from counterclaim.disputes import build_accounts
from counterclaim.judging import Remembering, judge_new
from counterclaim.ledger import Ledger
from counterclaim.matching import match_claims
from counterclaim.records.accounts import JOINING, Match, MatchLabel
from counterclaim.records.analyses import Analysis
from counterclaim.records.decisions import Decision, DecisionAction
from counterclaim.stories import link_reports, pack_sketch, sketch_report, unpack_sketch
from counterclaim.stories._groups import THRESHOLD
from tests.factories import make_analysis, make_capture
from tests.properties.test_growth import WordEncoder
from tests.unit.review.decisions import decide, report
from tests.unit.stories.test_stories import BRIDGE, DAM, reports


def fill(ledger: Ledger, texts: tuple[str, ...]) -> None:
    for analysis in reports(texts):
        ledger.add(make_capture(analysis.revision.text, address=analysis.revision.address), analysis)


def test_no_story_can_reach_beyond_its_part() -> None:
    """Accounts are computed part by part: that is right as long as groups are not joined by less than ties are."""
    assert THRESHOLD >= JOINING


def test_what_the_ledger_judges_is_what_comparing_all_at_once_judges(tmp_path: Path) -> None:
    """Of the reports of one group; what is linked to them from outside it makes no difference to any account."""
    encoder = WordEncoder()
    given = reports((*BRIDGE, *DAM))
    at_once = {(link.a, link.b): link for link in link_reports(given, (), encoder)}
    with Ledger.open(tmp_path / "a.db") as ledger:
        fill(ledger, (*BRIDGE, *DAM))
        assert judge_new(ledger, encoder) == 5
        kept = {(link.a, link.b): link for link in ledger.judgements().links}
        assert kept
        assert all(at_once[pair] == link for pair, link in kept.items())
        assert {pair for pair, link in at_once.items() if link.score >= JOINING} <= kept.keys()
        assert judge_new(ledger, encoder) == 0


def test_a_run_that_was_stopped_goes_on_where_it_was(tmp_path: Path) -> None:
    class Stop(Exception):
        pass

    def stop(_: object) -> None:
        raise Stop

    with Ledger.open(tmp_path / "a.db") as ledger, Ledger.open(tmp_path / "b.db") as other:
        for one in (ledger, other):
            fill(one, BRIDGE)
        with pytest.raises(Stop):
            judge_new(ledger, WordEncoder(), done=stop)
        assert len(ledger.unjudged()) == 2
        assert judge_new(ledger, WordEncoder()) == 2
        judge_new(other, WordEncoder())
        assert ledger.judgements() == other.judgements()
        assert ledger.refresh(build_accounts) == other.refresh(build_accounts)


def test_of_what_is_unrelated_the_heaviest_reasons_are_kept(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "a.db") as ledger:
        analysis = make_analysis()
        ledger.add(make_capture(), analysis)
        judge_new(ledger, WordEncoder())
        at_once = {(m.a, m.b): m for m in match_claims([analysis], (), (), WordEncoder())}
        for match in ledger.judgements().matches:
            assert match.label is at_once[match.a, match.b].label
            reasons = at_once[match.a, match.b].reasons
            if match.label is MatchLabel.UNRELATED:
                assert len(match.reasons) == min(2, len(reasons))
                assert max(reasons, key=lambda reason: abs(reason.weight)).weight == match.reasons[0].weight
            else:
                assert match.reasons == reasons


def test_a_sketch_comes_back_as_it_was() -> None:
    sketch = sketch_report(reports(BRIDGE)[0])
    assert unpack_sketch(pack_sketch(sketch)) == sketch


def test_vectors_are_the_same_known_or_new() -> None:
    texts = ["the bridge fell", "the dam cracked", "the bridge fell"]
    first = Remembering(WordEncoder(), [])
    new = first.embed(texts)
    known = Remembering(WordEncoder(), [first.fresh()])
    assert np.array_equal(known.embed(texts[::-1]), new[::-1])
    assert known.fresh() == b""
    assert np.allclose(np.linalg.norm(new, axis=1), 1)
    assert float(np.abs(new - WordEncoder().embed(texts)).max()) < 0.01


def test_groups_too_large_to_compare_whole_are_joined_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judging, "MOST_PAIRS", 0)
    with Ledger.open(tmp_path / "a.db") as ledger:
        fill(ledger, BRIDGE)
        judge_new(ledger, WordEncoder())
        assert ledger.judgements().links


def test_reports_that_a_person_put_together_are_compared_claim_by_claim(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two reports that no judgement links: once a person merges a claim of one with a claim of the other, their other
    claims are compared too; undoing that brings back what was."""
    monkeypatch.setattr(judging, "_link", lambda *_: {})
    shared = "the road to the Tarn valley was closed by the border police on Monday morning"
    one = report(1, "the miners at the Tarn colliery stopped work", shared)
    other = report(2, "villagers saw a crack in the Velka dam", shared)
    with Ledger.open(tmp_path / "a.db") as ledger:
        for analysis in (one, other):
            ledger.add(make_capture(analysis.revision.text, address=analysis.revision.address), analysis)
        judge_new(ledger, WordEncoder())
        assert not ledger.judgements().links
        assert not _across(ledger, one, other)
        merged = ledger.add_decision(decide(DecisionAction.MERGE, one.claims[0], other.claims[0]))
        assert ledger.unjudged() == (one.revision.id,)
        judge_new(ledger, WordEncoder())
        assert {
            (m.label, {m.a, m.b} == {one.claims[-1].id, other.claims[-1].id}) for m in _across(ledger, one, other)
        } >= {(MatchLabel.SAME, True)}
        assert not ledger.judgements().links  # nobody judged that they are about one event: a person said so
        accounts = ledger.refresh(build_accounts)
        assert len(accounts.stories) == 1
        assert any({one.claims[-1].id, other.claims[-1].id} <= set(p.claims) for p in accounts.propositions)
        undone = Decision(
            action=DecisionAction.UNDO,
            revision_id=one.revision.id,
            spans=one.claims[0].content,
            author="R. Desk",
            reason="another road",
            undoes=merged,
        )
        ledger.add_decision(undone)
        judge_new(ledger, WordEncoder())
        assert len(ledger.refresh(build_accounts).stories) == 2


def _across(ledger: Ledger, one: Analysis, other: Analysis) -> list[Match]:
    home = {claim.id: analysis for analysis in (one, other) for claim in analysis.claims}
    return [match for match in ledger.judgements().matches if home[match.a] is not home[match.b]]
