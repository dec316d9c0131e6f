"""Which attributions agree: words, edges, quotation marks, one-to-one matching."""

import gzip
import json
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.relations import (
    Article,
    Form,
    _heaviest_matching,
    exact_matches,
    make_article,
    quoted_regions,
    read_articles,
    soft_matches,
)
from tests.unit.benchmarks.marking import marked

TEXT = (
    "The ferry guild said the lock is closed for repairs. “We lost a day,” Ana Brook told passengers.\n"
    'Critics called it "a scandal" for the town. Tolls will rise, according to the bank.'
)
GUILD = marked(TEXT, "The ferry guild", "said", "the lock is closed for repairs")
BROOK = marked(TEXT, "Ana Brook", "told passengers", "“We lost a day,”")
CRITICS = marked(TEXT, "Critics", "called", 'it "a scandal" for the town')
BANK = marked(TEXT, "the bank", "according to", "Tolls will rise")
GOLD = [GUILD, BROOK, CRITICS, BANK]


def article(gold: list[dict[str, Any]], found: list[dict[str, Any]], text: str = TEXT) -> Article:
    return make_article("a", text, gold, found)


def soft(gold: list[dict[str, Any]], found: list[dict[str, Any]]) -> list[tuple[int, int]]:
    read = article(gold, found)
    return soft_matches(read.gold, read.found)


def exact(gold: list[dict[str, Any]], found: list[dict[str, Any]]) -> set[int]:
    read = article(gold, found)
    return exact_matches(read.gold, read.found)


def test_gold_against_itself_matches_in_any_order() -> None:
    """Every relation its own twin, softly and exactly."""
    assert soft(GOLD, GOLD[::-1]) == [(0, 3), (1, 2), (2, 1), (3, 0)]
    assert exact(GOLD, GOLD[::-1]) == {0, 1, 2, 3}


def test_forms_by_double_quotation_marks() -> None:
    """Straight and curly marks; what is said by a cue within marks is embedded."""
    inner = marked(TEXT, "", "scandal", "Tolls will rise")
    forms = [relation.form for relation in article([*GOLD, inner], []).gold]
    assert forms == [Form.INDIRECT, Form.DIRECT, Form.MIXED, Form.INDIRECT, Form.EMBEDDED]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("He said “a b” and left", ["a b"]),
        ("He said ''a b'' and left", ["a b"]),
        ("He said ``a b'' and left", ["a b"]),
        ('("a b") x', ["a b"]),
        ('He said "a b\nnext', ["a b"]),
        ('"A b," he said. "C d."', ["A b,", "C d."]),
        ("He said ''a b,'' and 'c'", ["a b,"]),
        ("“a “b” c", ["a “b"]),
    ],
)
def test_regions_between_marks(text: str, inside: list[str]) -> None:
    """A mark left open closes with its line; a second opening mark is part of what is quoted."""
    assert [text[start:end] for start, end in quoted_regions(text)] == inside


def test_edges_forgive_marks_spaces_and_cut_words_only() -> None:
    """Not a determiner, and not a word."""
    start, end = GUILD["content"][0]
    assert exact([GUILD], [{**GUILD, "content": [[start - 1, end + 2]]}]) == {0}
    assert exact([GUILD], [{**GUILD, "content": [[start + 1, end - 2]]}]) == {0}, "“he” and “repai” are widened"
    assert exact([GUILD], [{**GUILD, "content": [[start + 4, end]]}]) == set()
    parts = marked(TEXT, "Critics", "called", 'it "a | scandal" | for the town')
    assert exact([CRITICS], [parts]) == {0}, "fragments that touch are one"


def test_half_the_content_is_enough_and_less_is_not() -> None:
    """Dice over words: two of six words give exactly one half, one gives 2 / 7."""
    assert soft([GUILD], [marked(TEXT, "guild", "", "the lock")]) == [(0, 0)]
    assert soft([GUILD], [marked(TEXT, "guild", "", "lock")]) == []


def test_sources_must_share_a_word_or_both_be_absent() -> None:
    """A source where gold has none is as wrong as none where gold has one."""
    none = {**GUILD, "source": []}
    assert soft([GUILD], [{**GUILD, "source": BANK["source"]}]) == []
    assert soft([GUILD], [none]) == []
    assert soft([none], [GUILD]) == []
    assert soft([none], [none]) == [(0, 0)]


def test_a_prediction_counts_once() -> None:
    """Copies of a prediction and halves of a content are wrong all but one."""
    assert len(soft([GUILD], [GUILD, GUILD])) == 1
    halves = [marked(TEXT, "guild", "said", "the lock is"), marked(TEXT, "guild", "said", "closed for repairs")]
    assert len(soft([GUILD], halves)) == 1
    assert exact([GUILD, GUILD], [GUILD]) == {0}


def test_of_equal_contents_the_one_with_the_cue_is_matched() -> None:
    """Cues break ties and decide nothing else."""
    stranger = {**GUILD, "cue": BANK["cue"]}
    assert soft([GUILD], [stranger, GUILD]) == [(0, 1)]
    assert soft([GUILD], [stranger]) == [(0, 0)]


def test_what_was_set_aside_is_not_counted() -> None:
    """A prediction half in a discarded region is dropped; gold without content too."""
    start = TEXT.index("Critics")
    read = make_article("a", TEXT, [*GOLD, marked(TEXT, "Critics", "called", "")], GOLD, discard=[[start, start + 45]])
    assert len(read.gold) == 4
    assert [relation.spans for relation in read.found] == [read.gold[i].spans for i in (0, 1, 3)]


def test_spans_outside_the_text_do_no_harm() -> None:
    """They are clipped, and an absent role is an empty one."""
    read = article([], [{"content": [[-5, 3], [10**6, 10**6 + 3], [5, 5]]}, {}])
    assert [relation.spans[2] for relation in read.found] == [((0, 3),), ()]


@given(st.dictionaries(st.tuples(st.integers(0, 3), st.integers(0, 3)), st.integers(1, 9), max_size=12))
def test_matching_is_largest_then_heaviest(edges: dict[tuple[int, int], int]) -> None:
    """As good as the best of all permutations."""
    weights: dict[int, dict[int, float]] = {}
    for (i, j), weight in edges.items():
        weights.setdefault(i, {})[j] = float(weight)
    found = _heaviest_matching(weights)
    assert len({i for i, _ in found}) == len({j for _, j in found}) == len(found)
    value = (len(found), sum(edges[pair] for pair in found))
    ways = ([(i, j) for i, j in enumerate(order) if (i, j) in edges] for order in permutations(range(4)))
    assert value == max((len(way), sum(edges[pair] for pair in way)) for way in ways)


def test_reads_files_plain_and_compressed(tmp_path: Path) -> None:
    """The first annotator is the gold; an article without a line has no predictions."""
    gold, found = tmp_path / "gold.jsonl.gz", tmp_path / "found.jsonl"
    rows = [
        {"id": "a", "text": TEXT, "annotators": [{"attributions": GOLD}, {"attributions": []}]},
        {"id": "b", "text": TEXT, "attributions": GOLD[:1], "discard": None},
    ]
    with gzip.open(gold, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in rows)
    found.write_text(json.dumps({"id": "a", "attributions": [{**GUILD, "score": 0.5, "found_by": "x"}]}) + "\n\n")
    first, second = read_articles(gold, found)
    assert (len(first.gold), len(first.found), len(second.gold), len(second.found)) == (4, 1, 1, 0)
    assert (first.found[0].score, first.found[0].found_by, first.gold[0].score) == (0.5, "x", None)
