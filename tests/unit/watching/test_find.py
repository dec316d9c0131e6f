"""What is worth a person's time between two views, and what is not."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from counterclaim.differences import find_differences
from counterclaim.disputes import build_accounts
from counterclaim.presentation import DocumentView, build_document
from counterclaim.records.accounts import HELD_BACK, Answer, Judgements, Match, Reason, ReportLink, Status
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Stance
from counterclaim.records.turns import Told, TurnKind
from counterclaim.watching import Span, desk_sayings, find_turns, tell
from tests.properties.test_copies import DISPATCH, OTHERS, OWN, SENTENCES, rewrite
from tests.properties.test_copies import accounts as linked
from tests.properties.test_copies import report as dispatch
from tests.watching import judge, make_report

NOW = datetime(2024, 5, 5, tzinfo=UTC)
SPAN = Span(since=datetime(2024, 5, 4, tzinfo=UTC), at=NOW)
HOLDS = ("Harrow Front", "it holds the bridge at Orsk", Stance.ASSERTS, "bridge")
FELL = ("Interior Ministry", "that the bridge at Orsk had fallen", Stance.DENIES, "bridge")


def view(reports: Sequence[Analysis]) -> DocumentView:
    links: list[ReportLink] = []
    matches: list[Match] = []
    for i, one in enumerate(reports):
        found = judge(one, reports[: i + 1])
        links += found.links
        matches += found.matches
    return build_document(reports, build_accounts(reports, Judgements(links=tuple(links), matches=tuple(matches))))


def turns(before: Sequence[Analysis], after: Sequence[Analysis], *, span: Span = SPAN) -> list[Told]:
    """The turns between two sets of current texts, told at the desk. Texts of one address are one document."""
    old = {a.revision.document_id: a for a in before}
    differences = [
        find_differences(old[a.revision.document_id], a)
        for a in after
        if a.revision.document_id in old and a.revision.id != old[a.revision.document_id].revision.id
    ]
    views = view(before), view(after)
    found = find_turns(*views, span, differences=differences)
    told = [tell(turn, desk_sayings(views)) for turn in found]
    assert all(told)
    return [one for one in told if one]


def kinds(told: Sequence[Told]) -> list[TurnKind]:
    return [one.turn.kind for one in told]


def test_nothing_turns_where_nothing_was_added() -> None:
    reports = [make_report("wire", [HOLDS, FELL])]
    assert turns(reports, reports) == []


def test_a_denial_is_told_once_with_who_claims_it_and_both_words() -> None:
    first = make_report("wire", [HOLDS])
    second = make_report("radio", [FELL], hours=2)
    (told,) = turns([first], [first, second])
    assert told.turn.kind is TurnKind.DENIED
    assert told.sentence.startswith("Interior Ministry denies")
    assert "claimed by Harrow Front" in told.sentence
    assert ("it holds the bridge" in told.before, "had fallen" in told.after) == (True, True)
    third = make_report("courier", [FELL], hours=4)
    assert turns([first, second], [first, second, third]) == []  # denied before by the same party


def test_a_second_party_that_denies_is_told() -> None:
    held = [make_report("wire", [HOLDS, FELL])]
    other = make_report("radio", [("Port Authority", "that the bridge was lost", Stance.DENIES, "bridge")], hours=1)
    assert kinds(turns(held, [*held, other])) == [TurnKind.DENIED]


def test_a_party_that_counts_anew_changes_its_toll() -> None:
    first = make_report("wire", [("Harrow Front", "12 soldiers were killed at the bridge", Stance.ASSERTS, "toll")])
    later = make_report(
        "radio", [("Harrow Front", "19 soldiers were killed at the bridge", Stance.ASSERTS, "toll")], hours=5
    )
    (told,) = [t for t in turns([first], [first, later]) if t.turn.kind is TurnKind.TOLL]
    assert ("12 soldiers" in told.before, "19 soldiers" in told.after) == (True, True)
    assert told.sentence.startswith("Harrow Front now claims")


def test_another_partys_toll_is_a_contest_and_never_a_change() -> None:
    first = make_report("wire", [("Harrow Front", "12 soldiers were killed at the bridge", Stance.ASSERTS, "toll")])
    later = make_report(
        "radio", [("Hospital", "19 soldiers were killed at the bridge", Stance.ASSERTS, "toll")], hours=5
    )
    told = turns([first], [first, later])
    assert kinds(told) == [TurnKind.CONTESTED]
    assert told[0].sentence.startswith("Whether “")


def test_a_revision_that_drops_rewords_and_adds() -> None:
    before = make_report(
        "wire",
        [
            HOLDS,
            ("Harrow Front", "40 people were held near the market", Stance.ASSERTS, "held"),
            ("Harrow Front", "12 soldiers were killed in the fighting", Stance.ASSERTS, "toll"),
        ],
    )
    after = make_report(
        "wire",
        [
            HOLDS,
            ("Harrow Front", "19 soldiers were killed in the fighting", Stance.ASSERTS, "toll"),
            ("Army", "its barracks were empty for a week", Stance.ASSERTS, "barracks"),
        ],
        updated=3,
    )
    told = turns([before], [after])
    assert kinds(told) == [TurnKind.TOLL, TurnKind.DROPPED, TurnKind.ADDED]
    toll, dropped, added = told
    assert toll.turn.figures == ("12", "19")
    assert "The Wire no longer tells the claim of Harrow Front: “40 people" in dropped.sentence
    assert dropped.sentence.endswith("it does not say why")
    assert dropped.published == toll.published  # that of the text which no longer tells it, not of the first
    assert "The Wire adds: Army claims" in added.sentence


def test_words_within_a_sentence_have_one_pair_of_double_marks() -> None:
    """Marks of the report inside become single ones; one whose partner lies behind the words is closed."""
    (told,) = turns([], [make_report("wire", [("Front", "called it “a shameless lie", Stance.DENIES, "lie")])])
    assert told.sentence.endswith("“called it ‘a shameless lie’”")


def test_other_words_for_the_same_are_no_turn() -> None:
    before = make_report("wire", [HOLDS], filler=["Rain fell on the valley."])
    after = make_report("wire", [HOLDS], filler=["Rain fell on the whole valley, all day."], updated=3)
    assert turns([before], [after]) == []


def test_one_more_origin_for_a_contested_matter_and_none_for_a_copy() -> None:
    held = [make_report("wire", [HOLDS, FELL], filler=SENTENCES[:3])]
    own = make_report("radio", [("Residents", "rebels hold the bridge at Orsk", Stance.ASSERTS, "bridge")], hours=1)
    told = turns(held, [*held, own])
    assert kinds(told) == [TurnKind.ORIGIN]
    assert told[0].turn.number == 2
    copy = make_report("mirror", [HOLDS, FELL], filler=SENTENCES[:3], hours=1)
    assert turns(held, [*held, copy]) == []


def test_a_status_that_a_known_matter_gains_is_told_with_those_before() -> None:
    held = [make_report("wire", [HOLDS])]
    silent = make_report("radio", [("Army", "the bridge at Orsk", Stance.CONFIRMS, "bridge")], hours=1)
    (told,) = turns(held, [*held, silent])
    assert told.turn.kind is TurnKind.STATUS
    assert Status.INDEPENDENT in told.turn.statuses
    assert Status.ONE_ORIGIN in told.turn.statuses_before
    assert told.sentence.startswith("Whether “")


def test_another_reading_of_the_same_texts_raises_nothing_and_a_persons_does() -> None:
    """The world did not change because a model did. What a person decides is worth telling."""
    before = make_report("wire", [HOLDS])
    assert turns([before], [make_report("wire", [HOLDS])]) == []
    text = make_report("wire", [HOLDS, FELL])
    machine = replace(text, claims=text.claims[:1])
    assert turns([machine], [text]) == []
    decided = Span(since=SPAN.since, at=NOW, decided=frozenset({text.revision.id}))
    assert kinds(turns([machine], [text], span=decided)) == [TurnKind.DENIED]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_fifty_rewrites_raise_nothing(seed: int) -> None:
    """Rule 4: copies change nothing, and nobody is told of them."""
    alone = [
        dispatch("agency", SENTENCES, DISPATCH),
        *(dispatch(f"own{i}", [OWN[i]], told) for i, told in enumerate(OTHERS)),
    ]
    both = [*alone, *(rewrite(number, seed) for number in range(50))]
    before, after = (build_document(reports, linked(reports)) for reports in (alone, both))
    assert find_turns(before, after, SPAN) == ()


def test_the_same_views_give_the_same_turns_and_ids_that_do_not_depend_on_when() -> None:
    first, second = make_report("wire", [HOLDS]), make_report("radio", [FELL], hours=2)
    once = find_turns(view([first]), view([first, second]), SPAN)
    later = find_turns(view([first]), view([first, second]), Span(since=None, at=datetime(2025, 1, 1, tzinfo=UTC)))
    assert [turn.id for turn in once] == [turn.id for turn in later]
    assert once == find_turns(view([first]), view([first, second]), SPAN)


def test_an_allegation_of_a_crime_shows_the_answer_or_that_there_is_none() -> None:
    crime = ("Harrow Front", "soldiers tortured prisoners at Orsk", Stance.ASSERTS, "crime")
    before = make_report("wire", [HOLDS])
    (added,) = [t for t in turns([before], [make_report("wire", [HOLDS, crime], updated=2)]) if "tortured" in t.after]
    assert added.answer == "no answer recorded in this ledger"
    answer = make_report("radio", [("Army", "that soldiers tortured anybody", Stance.DENIES, "crime")], hours=3)
    held = [make_report("wire", [crime])]
    (denied,) = turns(held, [*held, answer])
    assert "Army denies" in (denied.answer or "")


def test_a_denial_that_was_held_back_is_no_turn() -> None:
    """Why it raises no dispute is told with it; that a party newly stands against the matter is not."""
    first, second = make_report("wire", [HOLDS]), make_report("radio", [FELL], hours=2)
    accounts = build_accounts([first, second], judge_both(first, second))
    why = Reason(name=HELD_BACK, weight=0.0, detail="no dispute, because it only asks")
    answer = Answer(denial=second.claims[0].id, claim=first.claims[0].id, unanswered="", reasons=(why,))
    before = view([first])
    raised = build_document([first, second], accounts)
    held = build_document([first, second], replace(accounts, disputes=(), answers=(answer,)))
    assert [turn.kind for turn in find_turns(before, raised, SPAN)] == [TurnKind.DENIED]
    assert not [turn for turn in find_turns(before, held, SPAN) if turn.kind is TurnKind.DENIED]


def judge_both(first: Analysis, second: Analysis) -> Judgements:
    found = judge(second, [first, second])
    return Judgements(links=tuple(found.links), matches=tuple(found.matches))
