"""Turns of a ledger between moments of recording, watches, enquiries and the sheet, on both engines."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from counterclaim.deciding import Bench
from counterclaim.disputes import build_accounts
from counterclaim.errors import LedgerError
from counterclaim.ledger import AsOf, EntryKind, Ledger
from counterclaim.locations import Location
from counterclaim.records.absences import Absence, AbsenceReason
from counterclaim.records.accounts import Accounts, Judgements
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Stance
from counterclaim.records.decisions import Decision, DecisionAction
from counterclaim.records.enquiries import Enquiry, Reply
from counterclaim.records.turns import TurnKind
from counterclaim.records.watches import Query, Watch
from counterclaim.watching import (
    details_of,
    enquiries_about,
    follow_and_notice,
    hand_over,
    make_enquiry,
    notice,
    release_turns,
    tell_enquiry,
    to_html,
    to_markdown,
    turns_between,
)
from tests.factories import make_capture
from tests.unit.ledger.conftest import Clock
from tests.watching import add, judge, make_report

HOLDS = ("Harrow Front", "it holds the bridge at Orsk", Stance.ASSERTS, "bridge")
FELL = ("Interior Ministry", "that the bridge at Orsk had fallen", Stance.DENIES, "bridge")
TOLL = ("Harrow Front", "12 soldiers were killed there", Stance.ASSERTS, "toll")
MORE = ("Harrow Front", "19 soldiers were killed there", Stance.ASSERTS, "toll")


def kinds(told: tuple[object, ...]) -> list[TurnKind]:
    return [one.turn.kind for one in told]  # type: ignore[attr-defined]


def test_turns_between_two_moments_stay_what_they_were(ledger: Ledger) -> None:
    """As it stood: what was recorded later, or is decided later, changes nothing of the answer."""
    start = add(ledger, make_report("wire", [HOLDS]))
    middle = add(ledger, make_report("radio", [FELL], hours=1))
    then = turns_between(ledger, start, middle)
    assert kinds(then) == [TurnKind.DENIED]
    add(ledger, make_report("courier", [("Port Authority", "it was lost", Stance.DENIES, "bridge")], hours=2))
    assert turns_between(ledger, start, middle) == then
    assert turns_between(ledger, middle, middle) == ()


def test_what_is_noticed_step_by_step_does_not_depend_on_when_somebody_looks(
    path: Location, ledger: Ledger, clock: Clock
) -> None:
    reports = [
        make_report("wire", [HOLDS, TOLL]),
        make_report("radio", [FELL], hours=1),
        make_report("wire", [HOLDS, MORE], updated=3),
    ]
    for report in reports:
        add(ledger, report)
        notice(ledger)
    often = ledger.turns()
    assert {one.turn.kind for one in often} == {TurnKind.DENIED, TurnKind.TOLL}
    ledger.rebuild(build_accounts)
    assert ledger.turns() == ()
    notice(ledger)
    assert ledger.turns() == often
    assert notice(ledger) == 0


def test_following_and_noticing_in_one_finds_the_same_and_computes_accounts_once(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    computed = []

    def counted(analyses: Sequence[Analysis], judgements: Judgements) -> Accounts:
        computed.append(len(analyses))
        return build_accounts(analyses, judgements)

    monkeypatch.setattr("counterclaim.watching._notice.build_accounts", counted)
    reports = [
        make_report("wire", [HOLDS, TOLL]),
        make_report("radio", [FELL], hours=1),
        make_report("wire", [HOLDS, MORE], updated=3),
        make_report("courier", [("Port Authority", "it was lost", Stance.DENIES, "bridge")], hours=4),
    ]
    for report in reports:
        add(ledger, report)
        follow_and_notice(ledger)
    assert len(computed) == len(reports)  # by following; how the story stood before and stands now is kept
    once = ledger.turns()
    assert {one.turn.kind for one in once} >= {TurnKind.DENIED, TurnKind.TOLL}
    ledger.rebuild(build_accounts)
    notice(ledger)
    assert ledger.turns() == once


def test_a_decision_between_two_looks_is_told_by_one_that_follows_too(ledger: Ledger) -> None:
    add(ledger, make_report("wire", [HOLDS]))
    add(ledger, make_report("radio", [FELL], hours=1))
    follow_and_notice(ledger)
    Bench(ledger, "Ada Reviewer", "nobody said so").withdraw([ledger.analyses()[0].claims[0].id])
    add(ledger, make_report("courier", [("Port Authority", "it was lost", Stance.DENIES, "bridge")], hours=2))
    follow_and_notice(ledger)
    once = ledger.turns()
    ledger.rebuild(build_accounts)
    notice(ledger)
    assert ledger.turns() == once


def test_a_report_that_was_not_yet_compared_is_waited_for(ledger: Ledger) -> None:
    """Between adding and comparing a report stands alone: nothing is told of that state."""
    add(ledger, make_report("wire", [HOLDS]))
    notice(ledger)
    late = make_report("radio", [FELL], hours=1)
    ledger.add(
        make_capture(late.revision.text, address=late.revision.address, captured_at=late.revision.captured_at), late
    )
    before = ledger.settled()
    assert notice(ledger) == 0
    ledger.add_judgements(judge(late, ledger.analyses(current=False)), judged=[late.revision.id])
    assert len(ledger.settled()) == len(before) + 1
    assert notice(ledger) == 1


def gone(ledger: Ledger, name: str, clock: Clock) -> None:
    told = Absence(
        address=f"https://{name}.example/1", reason=AbsenceReason.NOT_FOUND, since=clock.now, last_visit=clock.now,
        visits=3, exchanges=(),
    )  # fmt: skip
    assert ledger.add_absence(told) is not None


def test_a_page_that_is_gone_is_told_if_it_told_what_is_contested(ledger: Ledger, clock: Clock) -> None:
    """With the claimant, and once; by sheet and feed as by anybody who asks between two moments."""
    clock.now += timedelta(days=400)
    add(ledger, make_report("wire", [HOLDS]))
    add(ledger, make_report("port", [("Port Authority", "that it rained there", Stance.ASSERTS, "rain")], hours=1))
    start = add(ledger, make_report("radio", [FELL], hours=2))
    notice(ledger)
    gone(ledger, "port", clock)
    assert notice(ledger) == 0
    gone(ledger, "wire", clock)
    assert notice(ledger) == 1
    end = ledger.last_recorded()
    assert end is not None
    (told,) = turns_between(ledger, start, end)
    assert told.turn.kind is TurnKind.VANISHED
    assert told.sentence == (
        "The page on which The Wire told the claim of Harrow Front: “it holds the bridge at Orsk” is no longer there"
    )
    assert [one.sentence for one in ledger.turns(after=start)] == [told.sentence]
    (free,) = release_turns(ledger, [told.turn], now=clock.now + timedelta(days=30)).turns
    assert "Harrow Front" in free.sentence
    assert hand_over(ledger, start, end).removals == (told,)


def test_a_decision_of_a_person_is_told_and_takes_no_part_before_it(ledger: Ledger) -> None:
    report = make_report("wire", [HOLDS, FELL])
    start = add(ledger, report)
    denial = report.claims[1]
    ledger.add_decision(
        Decision(
            action=DecisionAction.WITHDRAW,
            revision_id=report.revision.id,
            spans=denial.content,
            author="R. Desk",
            reason="it is a quotation of somebody else",
            claim_id=denial.id,
        )
    )
    end = ledger.last_recorded()
    assert end is not None
    told = turns_between(ledger, start, end)
    assert kinds(told) == [TurnKind.STATUS]
    assert told[0].turn.decided


def test_what_may_leave_is_told_by_the_protections_of_today(ledger: Ledger, clock: Clock) -> None:
    report = make_report("wire", [HOLDS])
    start = add(ledger, report)
    named = ("Mira Tolland", "that she had seen soldiers at the bridge", Stance.DENIES, "bridge")
    witness = make_report("radio", [named], hours=1)
    end = add(ledger, witness)
    turns = [told.turn for told in turns_between(ledger, start, end)]
    now = clock.now + timedelta(days=30)
    (free,) = release_turns(ledger, turns, now=now).turns
    assert "Mira Tolland" in free.sentence
    ledger.add_decision(
        Decision(
            action=DecisionAction.PROTECT,
            revision_id=witness.revision.id,
            spans=witness.claims[0].source,
            author="R. Desk",
            reason="asked to be left out",
            value="witness",
        )
    )
    released = release_turns(ledger, turns, now=now)
    assert all("Tolland" not in f"{one.sentence} {one.actors}" for one in released.turns)


def test_watches_are_entries_that_an_entry_ends(ledger: Ledger) -> None:
    kept = ledger.add_watch(Watch(name="bridge", query=Query(words="bridge"), author="R. Desk"))
    other = ledger.add_watch(Watch(name="tolls", query=Query(kinds=(TurnKind.TOLL,)), author="R. Desk"))
    moment = ledger.last_recorded()
    assert [held.id for held in ledger.watches()] == [kept, other]
    with pytest.raises(LedgerError, match="is no watch"):
        ledger.remove_watch("harbour", author="R. Desk")
    ledger.remove_watch("bridge", author="A. Other")
    assert [held.id for held in ledger.watches()] == [other]
    assert [held.id for held in ledger.watches(AsOf(recorded=moment))] == [kept, other]
    assert [entry.kind for entry in ledger.entries()] == [EntryKind.WATCH] * 3
    assert all("bridge" not in str(entry.body) for entry in ledger.entries())  # no words in the log
    assert ledger.verify(project=build_accounts).faults == ()


def test_an_enquiry_is_open_until_it_is_answered_and_stands_with_the_claim(ledger: Ledger, clock: Clock) -> None:
    report = make_report("wire", [HOLDS])
    add(ledger, report)
    ledger.follow(build_accounts)
    claim = report.claims[0]
    made = make_enquiry(
        ledger, claim.id[:12], asked="Interior Ministry", question="Is it so?", asked_at=clock(), author="R. Desk"
    )
    name = ledger.add_enquiry(made)
    asked = ledger.last_recorded()
    (held,) = enquiries_about(ledger, claims=[claim.id])
    assert tell_enquiry(held).endswith("no answer recorded in this ledger")
    assert enquiries_about(ledger, claims=["c0"]) == ()
    ledger.answer_enquiry(name[:10], Reply(answer="No comment.", answered_at=clock(), author="R. Desk"))
    assert ledger.enquiries(only_open=True) == ()
    assert "“No comment.”" in tell_enquiry(ledger.enquiries()[0])
    assert len(ledger.enquiries(AsOf(recorded=asked), only_open=True)) == 1
    with pytest.raises(LedgerError, match="was answered"):
        ledger.answer_enquiry(name, Reply(answer="Yes.", answered_at=clock(), author="R. Desk"))
    assert ledger.verify(project=build_accounts).ok


def test_an_enquiry_about_a_story_or_a_proposition_holds_what_it_held(ledger: Ledger, clock: Clock) -> None:
    report = make_report("wire", [HOLDS])
    add(ledger, report)
    ledger.follow(build_accounts)
    (story,) = ledger.accounts(build_accounts).stories
    ask = {"asked": "A driver", "question": "What did you see?", "asked_at": clock(), "author": "R. Desk"}
    ledger.add_enquiry(make_enquiry(ledger, story.id, **ask))  # type: ignore[arg-type]
    assert len(enquiries_about(ledger, revisions=[report.revision.id])) == 1
    with pytest.raises(LedgerError, match="is about a claim, a proposition or a story"):
        make_enquiry(ledger, report.revision.id, **ask)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="who asked whom"):
        Enquiry(
            asked=" ",
            question="?",
            asked_at=clock(),
            about_kind="claim",
            about="c",
            claims=(),
            revisions=(),
            author="R. Desk",
        )


def test_a_turn_says_by_when_it_was_recorded_not_when(ledger: Ledger, clock: Clock) -> None:
    """Its moment is the end of the span asked for: what was recorded came no later."""
    start = add(ledger, make_report("wire", [HOLDS]))
    recorded = add(ledger, make_report("radio", [FELL], hours=2))
    end = recorded + timedelta(days=3)
    (told,) = turns_between(ledger, start, end)
    assert f"; recorded by {end:%Y-%m-%d %H:%M:%S} UTC; " in " ".join(details_of(told, recorded=True))
    assert "recorded by" not in " ".join(details_of(told))


def test_the_sheet_has_everything_in_its_part_and_words_stay_words(ledger: Ledger, clock: Clock) -> None:
    hostile = ("<script>alert(1)</script>", "the *bridge* [is](http://x.example) `ours`", Stance.DENIES, "bridge")
    start = add(ledger, make_report("wire", [HOLDS, TOLL]))
    add(ledger, make_report("wire", [HOLDS], updated=2), make_report("radio", [hostile], hours=3))
    ledger.follow(build_accounts)
    claim = ledger.analyses()[0].claims[0]
    ledger.add_enquiry(
        make_enquiry(ledger, claim.id, asked="<b>", question="# what", asked_at=clock(), author="R. Desk")
    )
    end: datetime = clock() + timedelta(hours=1)
    sheet = hand_over(ledger, start, end)
    assert (len(sheet.denials), len(sheet.removals), len(sheet.enquiries)) == (1, 1, 1)
    page = to_html(sheet)
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "<b>" not in page
    text = to_markdown(sheet)
    assert r"\<script\>" in text
    assert r"\[is\]\(http" in text
    assert "no answer recorded in this ledger" in text
    assert sheet == hand_over(ledger, start, end)


def test_a_count_that_the_outlet_corrects_stands_under_its_corrections(ledger: Ledger) -> None:
    """It is no new count of the party that is said to have counted."""
    start = add(ledger, make_report("wire", [HOLDS, TOLL]))
    note = "Correction: an earlier version of this report said that 12 soldiers were killed. It was 19."
    add(ledger, make_report("wire", [HOLDS, MORE], updated=2, filler=[note]))
    ledger.follow(build_accounts)
    sheet = hand_over(ledger, start, start + timedelta(days=3650))
    assert [one.turn.kind for one in sheet.corrections] == [TurnKind.TOLL]
    assert not sheet.tolls
