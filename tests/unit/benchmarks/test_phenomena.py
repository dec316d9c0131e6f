"""Classes of attributions, decided by their words, our parse and the lexicon of cues."""

import json
from pathlib import Path

import pytest

from benchmarks.phenomena import ALL, CLASSES, classes_of, count, main, shown, summary, wilson
from benchmarks.relations import make_article
from counterclaim.parsing import load_parser
from tests.unit.benchmarks.marking import marked

CUES = (
    "say and tell", "other speech verbs", "thought and wish verbs", "judging verbs", "evidence verbs",
    "verbs not in the lexicon", "nominal cues", "adjectival cues", "according to", "other cues", "no cue",
)  # fmt: skip


def classes(text: str, source: str, cue: str, content: str) -> frozenset[str]:
    article = make_article("a", text, [marked(text, source, cue, content)], [])
    return classes_of(article.gold[0], article, load_parser().parse_text(text))


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "expected"),
    [
        ("The guild said the lock is shut.", "The guild", "said", "the lock is shut", "say and tell"),
        ("The guild told members the lock is shut.", "The guild", "told members", "the lock is shut", "say and tell"),
        ("The guild warned that it may shut the lock.", "The guild", "warned", "it may shut the lock",
         "other speech verbs"),
        ("The guild pointed out that the lock is shut.", "The guild", "pointed out", "the lock is shut",
         "other speech verbs"),
        ("The guild declined to comment on the lock.", "The guild", "declined to comment on", "the lock",
         "other speech verbs"),
        ("The guild believes that the lock is shut.", "The guild", "believes", "the lock is shut",
         "thought and wish verbs"),
        ("The guild hopes that the lock will open.", "The guild", "hopes", "the lock will open",
         "thought and wish verbs"),
        ("The guild plans to open the lock.", "The guild", "plans", "to open the lock", "thought and wish verbs"),
        ("The guild criticised the mayor for the delay.", "The guild", "criticised", "the mayor for the delay",
         "judging verbs"),
        ("The survey demonstrated that the lock is safe.", "The survey", "demonstrated", "the lock is safe",
         "evidence verbs"),
        ("The guild marched against the toll.", "The guild", "marched", "against the toll", "verbs not in the lexicon"),
        ("The guild repeated its claim that the lock is shut.", "its", "claim", "the lock is shut", "nominal cues"),
        ("The guild made the claim that the lock is shut.", "The guild", "made the claim", "the lock is shut",
         "nominal cues"),
        ("The guild is sure that the lock is shut.", "The guild", "is sure", "the lock is shut", "adjectival cues"),
        ("The lock is shut, according to the guild.", "the guild", "according to", "The lock is shut", "according to"),
        ("The lock was reportedly shut.", "", "reportedly", "The lock was | shut", "other cues"),
        ("GUILD: The lock is shut.", "GUILD", ":", "The lock is shut", "other cues"),
        ("“The lock is shut.”", "", "", "The lock is shut", "no cue"),
    ],
)  # fmt: skip
def test_an_attribution_has_one_class_of_cue(text: str, source: str, cue: str, content: str, expected: str) -> None:
    """By the highest word of the cue that the lexicon knows."""
    assert classes(text, source, cue, content) & set(CUES) == {expected}


@pytest.mark.parametrize(
    ("cue", "text", "expected"),
    [
        ("denied", "The guild denied that the lock is shut.", {"denials", "denial words"}),
        ("denial", "The guild's denial that the lock is shut came late.", {"denials", "denial words"}),
        ("rules out", "The guild rules out that the lock is shut.", {"denials", "denial words"}),
        ("did not say", "The guild did not say that the lock is shut.", {"denials", "negated cues"}),
        ("say", "The guild did not say that the lock is shut.", {"denials", "negated cues"}),
        ("never denied", "The guild never denied that the lock is shut.", {"denials", "denial words", "negated cues"}),
        ("said", "The guild said that the lock is not shut.", set()),
        ("declined", "The guild declined to say that the lock is shut.", set()),
    ],
)
def test_denials_are_denying_words_and_negated_cues(cue: str, text: str, expected: set[str]) -> None:
    """A negation in the content is no denial, a refusal neither."""
    content = "the lock is not shut" if "not shut" in text else "the lock is shut"
    assert classes(text, "The guild", cue, content) & {"denials", "denial words", "negated cues"} == expected


@pytest.mark.parametrize(
    ("text", "cue", "passive"),
    [
        ("The mayor is believed to own the lock.", "is believed", True),
        ("The mayor was accused by the guild of theft.", "was accused", True),
        ("It was reported that the lock is shut.", "was reported", True),
        ("A toll proposed by the guild would pay for the lock.", "proposed", True),
        ("The mayor said the lock was shut.", "said", False),
        ("The mayor has said the lock is shut.", "has said", False),
    ],
)
def test_passives(text: str, cue: str, passive: bool) -> None:
    """A passive in the content does not count, nor the perfect tense."""
    content = "the lock" if "the lock" in text else "theft"
    assert ("passives" in classes(text, "", cue, content)) is passive


def test_sources_are_absent_pronouns_or_other() -> None:
    """One pronoun alone; “who” beside its antecedent is a name."""
    text = "He said the lock is shut. Ana Brook, who said so, left."
    rows = {"no source", "pronoun source", "other source"}
    assert classes(text, "", "said", "the lock is shut") & rows == {"no source"}
    assert classes(text, "He", "said", "the lock is shut") & rows == {"pronoun source"}
    assert classes(text, "Ana Brook | who", "said", "so") & rows == {"other source"}


def test_contents_in_parts_over_lines_and_in_the_headline() -> None:
    """Parts with a word between them; words on two lines; words on the first of several lines."""
    text = "Guild: lock shut\n\nThe lock, the guild said, is shut.\n\n“One,” it said.\n\n“Two.”"
    rows = {"split content", "multi-paragraph content", "headline lines"}
    assert classes(text, "Guild", ":", "lock shut") & rows == {"headline lines"}
    assert classes(text, "the guild", "said", "The lock | is shut") & rows == {"split content"}
    assert classes(text, "it", "said", "“One,” | “Two.”") & rows == {"split content", "multi-paragraph content"}
    assert not classes("Lock shut, guild said.", "guild", "said", "Lock shut") & rows, "a single line is no headline"


def test_counts_recall_by_gold_and_precision_by_prediction() -> None:
    """A prediction of another class than its gold counts for the gold's recall and its own class's precision."""
    text = "The guild said the lock is shut.\nThe mayor denied the delay.\nThe mayor hopes to open it."
    gold = [
        marked(text, "The guild", "said", "the lock is shut"),
        marked(text, "The mayor", "denied", "the delay"),
    ]
    found = [
        marked(text, "The guild", "", "the lock is shut"),
        marked(text, "The mayor", "denied", "the delay"),
        marked(text, "The mayor", "hopes", "to open it"),
    ]
    table = count([(make_article("a", text, gold, found), load_parser().parse_text(text))])
    assert set(table) == {ALL, *CLASSES}
    assert table[ALL] == {"gold": 2, "recalled": 2, "exact": 1, "predicted": 3, "right": 2}
    assert table["say and tell"] == {"gold": 1, "recalled": 1, "exact": 0}
    assert table["no cue"] == {"predicted": 1, "right": 1}
    assert table["denial words"] == {"gold": 1, "recalled": 1, "exact": 1, "predicted": 1, "right": 1}
    assert table["thought and wish verbs"] == {"predicted": 1, "right": 0}
    for family in (CUES, ("direct", "mixed", "indirect", "embedded"), ("no source", "pronoun source", "other source")):
        assert sum(table[name]["gold"] for name in family) == 2
        assert sum(table[name]["predicted"] for name in family) == 3
    shares = summary(table)
    assert shares["thought and wish verbs"]["recall"] is None
    assert shares["thought and wish verbs"]["precision"] == 0
    assert "say and tell                   1  100.0 [20.7, 100.0]    0.0          0  –" in shown(table)


def test_wilson_stays_between_nothing_and_all() -> None:
    """The interval of 1 in 10, known from the literature, and its ends."""
    assert wilson(1, 10) == pytest.approx((0.0179, 0.4042), abs=1e-4)
    assert wilson(0, 5)[0] == 0
    assert wilson(5, 5)[1] == 1
    assert wilson(0, 0) == (0, 1)


def test_the_command_prints_the_table_and_keeps_parses(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second run needs no parser; a changed text is parsed again."""
    text = "The guild said the lock is shut."
    row = {"id": "a", "text": text, "attributions": [marked(text, "The guild", "said", "the lock is shut")]}
    gold, out, parses = tmp_path / "gold.jsonl", tmp_path / "out.json", tmp_path / "parses"
    gold.write_text(json.dumps(row))
    arguments = [str(gold), str(gold), "--parses", str(parses), "--json", str(out)]
    assert main(arguments) == 0
    assert json.loads(out.read_text())["say and tell"]["recall"] == 1
    first = capsys.readouterr().out
    with monkeypatch.context() as without_parser:
        without_parser.setattr("benchmarks.phenomena.load_parser", None)
        assert main(arguments) == 0
        assert capsys.readouterr().out == first
    gold.write_text(json.dumps({**row, "text": text.replace("said", "says")}))
    assert main(arguments) == 0
