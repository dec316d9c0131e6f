"""How certain a sentence makes the event that one of its words tells of."""

import pytest

from benchmarks.factuality import event_of, report_of, run
from counterclaim.errors import ModelError
from counterclaim.factuality import _rate as rating
from counterclaim.factuality import rate_event, rate_verbs
from counterclaim.parsing import load_parser
from tests.costs import assert_linear


def factuality(text: str, word: str) -> float:
    parse = load_parser().parse_text(text)
    return rate_event(parse, parse.words.index(word)).value


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The front seized the bridge.", "seized"),
        ("The mayor regretted that the bridge had fallen.", "fallen"),
        ("The mayor did not know that the bridge had fallen.", "fallen"),
        ("The front managed to seize the bridge.", "seize"),
        ("The troops advanced after the bridge fell.", "fell"),
    ],
)
def test_certain(text: str, word: str) -> None:
    assert factuality(text, word) >= 1.5


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The front did not seize the bridge.", "seize"),
        ("The front never seized the bridge.", "seized"),
        ("No soldiers were killed on Monday.", "killed"),
        ("The front failed to seize the bridge.", "seize"),
        ("The front refused to leave the town.", "leave"),
        ("The army has yet to find the boat.", "find"),
        ("The troops left without crossing the river.", "crossing"),
    ],
)
def test_certain_that_not(text: str, word: str) -> None:
    assert factuality(text, word) <= -1.0


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The front wants to seize the bridge.", "seize"),
        ("The front may have seized the bridge.", "seized"),
        ("If the front seizes the bridge, the town will starve.", "seizes"),
        ("Did the front seize the bridge?", "seize"),
        ("The army plans to cross the river.", "cross"),
    ],
)
def test_left_open(text: str, word: str) -> None:
    assert -1.5 < factuality(text, word) < 1.5


def test_two_negatives_cancel() -> None:
    """Not to fail is to succeed, and what is denied not to be so is so."""
    assert factuality("The front did not fail to seize the bridge.", "seize") > 0
    assert factuality("The front failed to seize the bridge.", "seize") < 0


def test_the_degrees_of_a_modal() -> None:
    """Certain, probable, possible, not so: in this order."""
    sentences = ["The bridge fell.", "The bridge will fall.", "The bridge may fall.", "The bridge will not fall."]
    words = ["fell", "fall", "fall", "fall"]
    values = [factuality(text, word) for text, word in zip(sentences, words, strict=True)]
    assert values == sorted(values, reverse=True)


def test_joined_verbs_share_modal_and_negation() -> None:
    text = "The front did not shell or loot the town, but the army withdrew."
    assert factuality(text, "loot") < 0
    assert factuality(text, "withdrew") >= 1.5


def test_the_reasons_add_up() -> None:
    parse = load_parser().parse_text("Residents feared that the dam would break before the spring.")
    event = rate_event(parse, parse.words.index("break"))
    assert sum(points for _, points in event.reasons) == pytest.approx(event.value)
    assert event.reasons[0][0] == "would that break < fear"


def test_every_verb_is_an_event_in_order() -> None:
    parse = load_parser().parse_text("The front said it had taken the town and would hold it.")
    events = rate_verbs(parse)
    assert [parse.words[e.token] for e in events] == ["said", "taken", "hold"]
    assert all(-3 <= e.value <= 3 for e in events)
    assert all(e.span == parse.span(e.token, e.token + 1) for e in events)


def test_long_lists_take_linear_time() -> None:
    """A sentence of thousands of joined verbs is read like any other."""
    parses = {n: load_parser().parse_text("They " + ", ".join(["ran and hid"] * n) + ".") for n in (1, 375, 1500)}
    assert len(rate_verbs(parses[1500])) > 1000
    assert_linear(lambda n: rate_verbs(parses[n]), 375)


def test_other_weights_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rating, "SHA256", "0" * 64)
    rating.load_weights.cache_clear()
    try:
        with pytest.raises(ModelError, match="install counterclaim again"):
            rating.load_weights()
    finally:
        rating.load_weights.cache_clear()


def test_a_row_of_the_benchmark() -> None:
    """Words are put together as a report has them, and the span still points at the word."""
    words = "`` The bridge was n't taken , '' he said ."
    text, spans = report_of(words)
    assert text == "“The bridge wasn't taken,” he said."
    assert [spans[i].of(text) for i in (3, 4, 5)] == ["was", "n't", "taken"]
    (row,) = run(iter([{"id": "r", "text": words, "span": [5, 6], "target": "taken"}]), None)
    assert row["id"] == "r"
    assert row["label"] < -1


def test_a_clause_stands_for_its_verb() -> None:
    text, spans = report_of("She saw that the whole bridge had fallen .")
    parse = load_parser().parse_text(text)
    event = event_of(parse, spans, [3, 8])
    assert event is not None
    assert parse.words[event] == "fallen"
