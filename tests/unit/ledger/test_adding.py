"""Adding: each addition is whole, the same thing adds nothing, and everything comes back as it went."""

from dataclasses import replace

import pytest

from counterclaim.errors import InputError, LedgerError
from counterclaim.ledger import AddOutcome, EntryKind, Ledger
from counterclaim.records.accounts import Judgements, Match, MatchLabel, Reason, ReportLink
from counterclaim.records.analyses import Analysis, ModelDigest
from counterclaim.records.claims import Basis, Certainty, DenialTarget, Utterance
from counterclaim.records.decisions import Decision, DecisionAction
from counterclaim.records.ids import ClaimId, EntryId, RevisionId, UtteranceId
from counterclaim.records.mentions import Exhibit
from counterclaim.records.revisions import Capture, Revision
from counterclaim.records.spans import Span
from tests.factories import make_analysis, make_capture, make_claim, make_revision

OTHER = "Bridge report\n\nResidents of Orsk said that the bridge still stood."


def report(text: str, *, address: str = "https://outlet.example/front-claims-bridge") -> tuple[Capture, Analysis]:
    return make_capture(text, address=address), make_analysis(make_revision(text, address=address))


def judge(a: Analysis, b: Analysis, *, label: MatchLabel = MatchLabel.SAME, score: float = 0.5) -> Judgements:
    """A link between two reports and a match between their first claims."""
    low, high = sorted((a.revision.id, b.revision.id))
    one, two = sorted((a.claims[0].id, b.claims[0].id))
    reasons = (Reason(name="words", weight=0.5, detail="both say “bridge”"),)
    return Judgements(
        links=(ReportLink(a=low, b=high, score=0.75, reasons=reasons),),
        matches=(Match(a=one, b=two, label=label, score=score, reasons=reasons),),
    )


def test_a_report_comes_back_as_it_went_with_its_bytes(ledger: Ledger) -> None:
    capture, analysis = make_capture(), make_analysis()
    result = ledger.add(capture, analysis)
    assert (result.outcome, result.revision_id) == (AddOutcome.NEW, analysis.revision.id)
    assert ledger.analyses() == (analysis,)
    assert ledger.capture(analysis.revision.id) == capture


def test_what_nothing_reads_yet_is_kept_from_day_one(ledger: Ledger) -> None:
    """Utterance, certainty, basis, denial target and exhibits survive the ledger."""
    revision = make_revision()
    claim = replace(
        make_claim(revision, "it had seized the bridge at Orsk"),
        utterance=Utterance(id=UtteranceId("u1"), capacity="for the Front", channel="video", recipient="a newspaper"),
        certainty=Certainty.PURPORTED,
        basis=Basis.OWN_ACTION,
        denial_target=DenialTarget.CHARACTERISATION,
        exhibits=(Exhibit(kind="video", mention=Span(0, 5), sha256="0" * 64),),
    )
    analysis = make_analysis(revision, (claim,))
    ledger.add(make_capture(), analysis)
    assert ledger.analyses()[0].claims == (claim,)


def test_the_same_bytes_or_the_same_text_of_a_document_add_nothing(ledger: Ledger) -> None:
    capture, analysis = make_capture(), make_analysis()
    ledger.add(capture, analysis)
    before = list(ledger.entries())
    assert ledger.add(capture, analysis).outcome is AddOutcome.UNCHANGED
    other_text = replace(analysis.revision, text=OTHER, id=RevisionId("r-new-extractor"), blocks=())
    assert ledger.add(capture, make_analysis(other_text, ())).outcome is AddOutcome.UNCHANGED
    other_bytes = replace(capture, body=b"<p>the same text in another page</p>")
    result = ledger.add(other_bytes, analysis)
    assert (result.outcome, result.revision_id) == (AddOutcome.UNCHANGED, analysis.revision.id)
    assert list(ledger.entries()) == before


def test_the_same_bytes_at_another_address_are_another_document(ledger: Ledger) -> None:
    """A copy in another outlet is a report of its own: that it is a copy is for `origins` to say."""
    ledger.add(*report(OTHER, address="https://a.example/1"))
    assert ledger.add(*report(OTHER, address="https://b.example/1")).outcome is AddOutcome.NEW
    assert ledger.stats().documents == 2


def test_bytes_that_are_held_need_not_be_read_again(ledger: Ledger) -> None:
    capture, analysis = report(OTHER)
    assert ledger.held(capture) is None
    ledger.add(capture, analysis)
    assert ledger.held(capture) == analysis.revision.id
    assert ledger.held(replace(capture, address="https://b.example/1")) is None


def test_a_new_text_of_a_document_is_kept_beside_the_old_one(ledger: Ledger) -> None:
    first, second = make_analysis(), report(OTHER)
    ledger.add(make_capture(), first)
    assert ledger.add(*second).outcome is AddOutcome.REVISED
    assert {analysis.revision.id for analysis in ledger.analyses(current=False)} == {
        first.revision.id,
        second[1].revision.id,
    }
    assert ledger.stats().documents == 1


def test_an_addition_that_fails_leaves_nothing_behind(ledger: Ledger) -> None:
    """The reading is refused after the capture and the revision were written: none of the three is there."""
    capture, analysis = make_capture(), make_analysis()
    broken = replace(analysis, claims=(*analysis.claims, replace(analysis.claims[0], found_by="\ud800")))
    with pytest.raises(InputError, match=r"claims\[2\]\.found_by.*surrogate"):
        ledger.add(capture, broken)
    assert ledger.stats().entries == 0
    assert ledger.stats().content_bytes == 0
    assert ledger.held(capture) is None
    assert ledger.add(capture, analysis).outcome is AddOutcome.NEW


def test_many_at_once_are_all_kept_or_none(ledger: Ledger) -> None:
    good, bad = report(OTHER), make_analysis()
    with pytest.raises(InputError):
        ledger.add_all([good, (make_capture(), replace(bad, code_version="\ud800"))])
    assert ledger.analyses() == ()
    outcomes = [result.outcome for result in ledger.add_all([good, report(OTHER), report("Third\n\nIt rained.")])]
    assert outcomes == [AddOutcome.NEW, AddOutcome.UNCHANGED, AddOutcome.REVISED]


def test_records_that_do_not_belong_together_are_refused(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="another capture"):
        ledger.add(make_capture(OTHER), make_analysis())
    capture, analysis = report(OTHER, address="https://a.example/1")
    ledger.add(capture, analysis)
    stolen: Revision = replace(make_revision(), id=analysis.revision.id)
    with pytest.raises(LedgerError, match="that of another document"):
        ledger.add(make_capture(), make_analysis(stolen, ()))


def test_a_new_reading_takes_the_place_of_the_old_one_which_stays_in_the_log(ledger: Ledger) -> None:
    old = make_analysis()
    ledger.add(make_capture(), old)
    new = make_analysis(claims=old.claims[:1], code_version="9.9.9")
    assert ledger.add_reading(new) is True
    assert ledger.add_reading(new) is False
    assert ledger.analyses() == (new,)
    readings = [entry for entry in ledger.entries() if entry.kind is EntryKind.READING]
    assert [entry.supersedes for entry in readings] == [None, readings[0].id]
    assert ledger.search("fallen") == ()


def test_a_reading_of_a_text_that_is_not_held_is_refused(ledger: Ledger) -> None:
    ledger.add(make_capture(), make_analysis())
    with pytest.raises(LedgerError, match="holds no revision"):
        ledger.add_reading(report(OTHER)[1])
    with pytest.raises(LedgerError, match="another text"):
        ledger.add_reading(make_analysis(replace(make_revision(), text=OTHER), ()))


def test_judgements_come_back_and_the_same_again_add_nothing(ledger: Ledger) -> None:
    (one, a), (two, b) = report(OTHER, address="https://a.example/1"), (make_capture(), make_analysis())
    ledger.add_all([(one, a), (two, b)])
    judgements = judge(a, b)
    assert ledger.add_judgements(judgements) == 1
    assert ledger.add_judgements(judgements) == 0
    assert ledger.judgements() == judgements


def test_a_later_judgement_on_two_reports_replaces_the_earlier_one_which_stays_in_the_log(ledger: Ledger) -> None:
    (one, a), (two, b) = report(OTHER, address="https://a.example/1"), (make_capture(), make_analysis())
    ledger.add_all([(one, a), (two, b)])
    ledger.add_judgements(judge(a, b))
    ledger.add_judgements(judge(a, b, label=MatchLabel.CONTRADICTS, score=0.9))
    assert [match.label for match in ledger.judgements().matches] == [MatchLabel.CONTRADICTS]
    kept = [entry for entry in ledger.entries() if entry.kind is EntryKind.JUDGEMENT]
    assert kept[1].supersedes == kept[0].id


def test_what_was_compared_is_known_even_where_nothing_came_of_it(ledger: Ledger) -> None:
    """A run that was stopped before it compared its reports can go on; a new reading is to be compared again."""
    (one, a), (two, b) = report(OTHER, address="https://a.example/1"), (make_capture(), make_analysis())
    ledger.add_all([(one, a), (two, b)])
    assert ledger.judged() == frozenset()
    judgements = replace(judge(a, b), models=(ModelDigest(name="encoder", version="1", sha256="f" * 64),))
    assert ledger.add_judgements(judgements, judged=[a.revision.id]) == 2
    assert ledger.judged() == {a.revision.id}
    assert ledger.judgements() == judgements
    assert {model.name for model in ledger.stats().models} == {"test-model", "encoder"}
    assert ledger.add_judgements(judgements, judged=[a.revision.id]) == 0
    ledger.add_reading(replace(a, code_version="9.9.9"))
    assert ledger.judged() == frozenset()
    assert ledger.add_judgements(judgements, judged=[a.revision.id]) == 2
    assert ledger.judged() == {a.revision.id}


def test_a_judgement_on_a_claim_that_is_not_held_is_refused_whole(ledger: Ledger) -> None:
    (one, a), (two, b) = report(OTHER, address="https://a.example/1"), (make_capture(), make_analysis())
    ledger.add(one, a)
    with pytest.raises(LedgerError, match=r"holds no (claim|revision)"):
        ledger.add_judgements(judge(a, b))
    ledger.add(two, b)
    stray = Match(a=ClaimId("c0"), b=a.claims[0].id, label=MatchLabel.SAME, score=1.0)
    whole = judge(a, b)
    with pytest.raises(LedgerError, match="holds no claim c0"):
        ledger.add_judgements(replace(whole, matches=(*whole.matches, stray)))
    assert ledger.judgements() == Judgements()


def test_a_judgement_on_claims_that_a_new_reading_dropped_is_not_shown(ledger: Ledger) -> None:
    (one, a), (two, b) = report(OTHER, address="https://a.example/1"), (make_capture(), make_analysis())
    ledger.add_all([(one, a), (two, b)])
    ledger.add_judgements(judge(a, b))
    ledger.add_reading(make_analysis(claims=b.claims[1:], code_version="9.9.9"))
    assert ledger.judgements().matches == ()
    assert len(ledger.judgements().links) == 1


def decision(analysis: Analysis, action: DecisionAction, **other: object) -> Decision:
    claim = analysis.claims[0]
    return Decision(
        action=action,
        revision_id=analysis.revision.id,
        spans=claim.content,
        author="Ada Reviewer",
        reason="read with care",
        claim_id=claim.id,
        **other,  # type: ignore[arg-type]
    )


def test_a_decision_stands_beside_the_reading_with_its_author(ledger: Ledger) -> None:
    analysis = make_analysis()
    ledger.add(make_capture(), analysis)
    corrected = replace(analysis.claims[0], hedged=True)
    decisions = [
        decision(analysis, DecisionAction.ACCEPT),
        decision(analysis, DecisionAction.CORRECT, claims=(corrected,)),
        decision(analysis, DecisionAction.MERGE, others=(analysis.claims[1].id,)),
    ]
    for made in decisions:
        ledger.add_decision(made)
    assert [held.decision for held in ledger.decisions()] == decisions
    assert ledger.analyses(machine=True) == (analysis,)
    assert ledger.analyses()[0].claims[0].hedged
    authors = {entry.recorded_by for entry in ledger.entries() if entry.kind is EntryKind.DECISION}
    assert len(authors) == 1
    assert next(iter(authors)).startswith("person:")


def test_undoing_a_decision_is_a_new_entry(ledger: Ledger) -> None:
    analysis = make_analysis()
    ledger.add(make_capture(), analysis)
    first = ledger.add_decision(decision(analysis, DecisionAction.WITHDRAW))
    ledger.add_decision(decision(analysis, DecisionAction.COMMENT, undoes=first))
    assert [held.decision.action for held in ledger.decisions()] == [DecisionAction.COMMENT]
    assert ledger.stats().entries == 5


def test_a_decision_on_what_is_not_held_is_refused(ledger: Ledger) -> None:
    analysis = make_analysis()
    made = decision(analysis, DecisionAction.ACCEPT)
    with pytest.raises(LedgerError, match="holds no revision"):
        ledger.add_decision(made)
    ledger.add(make_capture(), analysis)
    for wrong, message in (
        (replace(made, spans=(Span(0, 9999),)), "beyond the end"),
        (replace(made, claim_id=ClaimId("c0")), "holds no claim c0"),
        (replace(made, undoes=EntryId("e0")), "holds no decision e0"),
    ):
        with pytest.raises(LedgerError, match=message):
            ledger.add_decision(wrong)
    assert ledger.decisions() == ()


def test_a_decision_says_what_it_is_about() -> None:
    analysis = make_analysis()
    with pytest.raises(ValueError, match="how the claims should read"):
        decision(analysis, DecisionAction.CORRECT)
    with pytest.raises(ValueError, match="has an author"):
        replace(decision(analysis, DecisionAction.ACCEPT), author=" ")
    with pytest.raises(ValueError, match="binds to words"):
        replace(decision(analysis, DecisionAction.ACCEPT), spans=())
