"""Acts of saying that several reports tell of, and the words in which their quotations differ."""

from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.disputes import _utterances
from counterclaim.records.accounts import Accounts
from counterclaim.records.claims import Form, Utterance
from counterclaim.records.ids import UtteranceId
from tests.unit.disputes.test_accounts import accounts, report

SAID = "“We hold the bridge at Orsk and we shall never give it back to the army”"
NOON = datetime(2024, 5, 3, 12, tzinfo=UTC)


def utterance(name: str, *, hours: int | None = None, **fields: object) -> Utterance:
    """An utterance, said within the hour that starts `hours` after noon."""
    first = None if hours is None else NOON + timedelta(hours=hours)
    last = None if first is None else first + timedelta(hours=1)
    return Utterance(id=UtteranceId(f"u{name}"), said_first=first, said_last=last, **fields)  # type: ignore[arg-type]


def told(one: Utterance, other: Utterance, words: str = SAID) -> Accounts:
    """The accounts of two reports that quote the same words, each of an utterance of its own."""
    return accounts(
        [
            report(1, SAID, form=Form.DIRECT, utterance=one),
            report(2, words, form=Form.DIRECT, utterance=other),
        ]
    )


def test_the_same_words_in_two_reports_are_one_utterance() -> None:
    """It has the channel, recipient and time that either tells; positions count it once."""
    found = told(utterance("1", channel="interview"), utterance("2", recipient="Radio Orsk", hours=0))
    (shared,) = found.utterances
    assert set(shared.mentions) == {"u1", "u2"}
    assert (shared.channel, shared.recipient, shared.said_first) == ("interview", "Radio Orsk", NOON)
    assert shared.reasons[0].name == "quoted words"
    assert found.propositions[0].positions[0].utterances == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (utterance("1", channel="tweet"), utterance("2", channel="interview")),
        (utterance("1", recipient="Radio Orsk"), utterance("2", recipient="the Lund Courier")),
        (utterance("1", hours=0), utterance("2", hours=5)),
    ],
)
def test_another_channel_recipient_or_time_keeps_them_apart(one: Utterance, other: Utterance) -> None:
    assert told(one, other).utterances == ()


def test_a_third_report_does_not_join_what_differs() -> None:
    """One report names no time; it goes with one of the two that do, never with both."""
    given = [
        report(i, SAID, form=Form.DIRECT, utterance=u)
        for i, u in enumerate((utterance("1", hours=0), utterance("2"), utterance("3", hours=5)), start=1)
    ]
    assert all(not {"u1", "u3"} <= set(shared.mentions) for shared in accounts(given).utterances)


def test_a_letter_to_one_is_a_statement_to_another() -> None:
    assert len(told(utterance("1", channel="letter"), utterance("2", channel="statement")).utterances) == 1


def test_other_words_are_another_utterance() -> None:
    other = "“Nobody has told me where the mayor went or when the school will open”"
    assert told(utterance("1"), utterance("2"), other).utterances == ()


@pytest.mark.parametrize(
    "words",
    [
        SAID.upper(),
        SAID.replace("“", '"').replace("”", '"'),
        "“… hold the bridge at Orsk and we shall never give it back …”",
        "“We hold the bridge at Orsk … shall never give it back to the army”",
        "“We hold the [old] bridge at Orsk and we shall never give it back to the army”",
        "“[The fighters] hold the bridge at Orsk and we shall never give it back to the army”",
        "“we shall never give it back to the army”",
    ],
)
def test_typography_ellipses_brackets_and_shorter_quotations_are_no_difference(words: str) -> None:
    assert told(utterance("1"), utterance("2"), words).quotations == ()


@pytest.mark.parametrize(
    ("words", "difference"),
    [
        ("“We hold the bridge at Orsk and we will never give it back to the army”", ("shall", "will")),
        ("“They hold the bridge at Orsk and we shall never give it back to the army”", ("We", "They")),
        ("“We hold the bridge at Orsk and we shall never give it back to the enemy”", ("army", "enemy")),
        ("“We hold the bridge at Orsk and we shall give it back to the army”", ("never", "")),
    ],
)
def test_words_that_differ_inside_quotation_marks_are_shown(words: str, difference: tuple[str, str]) -> None:
    """Also where a word is dropped in the middle and nothing marks it."""
    (pair,) = told(utterance("1"), utterance("2"), words).quotations
    assert pair.differences in ((difference,), (difference[::-1],))
    assert not pair.translated


def test_a_spelling_of_the_house_is_no_difference() -> None:
    one = "“The defence of the harbour was organised in six days by our neighbours”"
    other = "“The defense of the harbor was organized in 6 days by our neighbors”"
    given = [report(1, one, form=Form.DIRECT), report(2, other, form=Form.DIRECT)]
    assert accounts(given).quotations == ()


def test_a_difference_of_translations_is_marked_as_such() -> None:
    words = SAID.replace("shall never", "are never going to")
    (pair,) = told(utterance("1"), utterance("2", language="ha", translated=True), words).quotations
    assert pair.translated


def test_copies_of_two_wordings_show_one_difference() -> None:
    changed = SAID.replace("shall", "will")
    given = [report(i, words, form=Form.DIRECT) for i, words in enumerate((SAID, changed, SAID, changed), start=1)]
    assert len(accounts(given).quotations) == 1


@given(st.lists(st.frozensets(st.sampled_from("abcdefgh"), min_size=1), max_size=30), st.integers(1, 200))
def test_shared_terms_are_counted_in_blocks_as_one_by_one(contents: list[frozenset[str]], block: int) -> None:
    """In the order in which terms lead to earlier contents; what too many hold leads to none."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_utterances, "COMMON", 5)
        patch.setattr(_utterances, "BLOCK", block)
        found = [
            pair
            for columns in _utterances._count_shared(contents)
            for pair in zip(*(column.tolist() for column in columns), strict=True)
        ]
    holding: dict[str, list[int]] = defaultdict(list)
    expected: list[tuple[int, ...]] = []
    for number, terms in enumerate(contents):
        near: Counter[int] = Counter()
        for term in sorted(terms):
            if len(holding[term]) < 5:
                near.update(holding[term])
        expected += [(number, other, count) for other, count in near.items()]
        for term in terms:
            holding[term].append(number)
    assert found == expected
