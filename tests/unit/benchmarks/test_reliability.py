"""Whether scores mean what they say, on invented predictions whose numbers can be worked out by hand."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path
from random import Random

import pytest

from benchmarks.relations import Article, make_article
from benchmarks.reliability import Scored, bins_of, brier, calibration_error, main, plot, scored, thresholds
from tests.unit.benchmarks.marking import marked

TEXT = "The guild said the lock is shut. The mayor denied the delay. The mayor opened a bridge."
GOLD = [
    marked(TEXT, "The guild", "said", "the lock is shut"),
    marked(TEXT, "The mayor", "denied", "the delay"),
]


def article(*scores: float) -> Article:
    """Two right predictions and a wrong one, with these scores."""
    rows = [*GOLD, marked(TEXT, "The mayor", "opened", "a bridge")]
    found = [{**row, "score": score} for row, score in zip(rows, scores, strict=True)]
    return make_article("a", TEXT, GOLD, found)


def test_predictions_are_right_where_they_match() -> None:
    """With the score that the file gives."""
    assert scored([article(0.9, 0.6, 0.2)]) == [Scored(0.9, True), Scored(0.6, True), Scored(0.2, False)]


@pytest.mark.parametrize("score", [None, -0.1, 1.5])
def test_a_missing_or_impossible_score_is_refused(score: float | None) -> None:
    """With the name of the article."""
    with pytest.raises(ValueError, match=r"^a: .*score"):
        scored([make_article("a", TEXT, [], [{**GOLD[0], "score": score}])])


def test_bins_have_equal_mass() -> None:
    """A hundred different scores in tens."""
    bins = bins_of([Scored(i / 100, i % 2 == 0) for i in range(100)])
    assert [b.predicted for b in bins] == [10] * 10
    assert (bins[0].low, bins[0].high, bins[0].right) == (0.0, 0.09, 5)
    assert bins[-1].mean == pytest.approx(0.945)


def test_equal_scores_stay_together() -> None:
    """However many they are; no prediction is lost and no bin is empty."""
    predictions = [Scored(0.3, False)] * 55 + [Scored(0.9, True)] * 3 + [Scored(0.95, True)] * 42
    bins = bins_of(predictions)
    assert [(b.low, b.high, b.predicted) for b in bins] == [(0.3, 0.3, 55), (0.9, 0.95, 45)]
    assert bins_of([]) == []
    assert [b.predicted for b in bins_of(predictions[:1])] == [1]


def test_calibration_error_and_brier_score() -> None:
    """Nothing where scores are shares, the whole distance where they are not."""
    honest = [Scored(0.8, True)] * 8 + [Scored(0.8, False)] * 2
    assert calibration_error(bins_of(honest)) == pytest.approx(0)
    assert brier(honest) == pytest.approx(0.16)
    boastful = [Scored(1.0, i < 5) for i in range(10)] + [Scored(0.0, False)] * 10
    assert calibration_error(bins_of(boastful)) == pytest.approx(0.25), "half of the mass is off by one half"
    assert brier(boastful) == pytest.approx(0.25)
    assert calibration_error([]) == brier([]) == 0


def test_scores_drawn_as_they_say_are_reliable() -> None:
    """Ten thousand predictions each right with the probability of its score."""
    random = Random(7)
    predictions = [Scored(p, random.random() < p) for p in (random.random() for _ in range(10_000))]
    assert calibration_error(bins_of(predictions)) < 0.02
    assert brier(predictions) == pytest.approx(1 / 6, abs=0.01)


def test_thresholds_match_what_is_left() -> None:
    """The lower of two copies is right once the higher one's score is asked of it no more."""
    copies = make_article("a", TEXT, GOLD, [{**GOLD[0], "score": 0.4}, {**GOLD[0], "score": 0.8}])
    levels = thresholds([copies, article(0.9, 0.6, 0.2)], (0.0, 0.5, 0.7, 1.0))
    assert [(t.predicted, t.precision, t.recall) for t in levels] == [
        (5, 3 / 5, 3 / 4),
        (3, 1, 3 / 4),
        (2, 1, 2 / 4),
        (0, 0, 0),
    ]
    assert [t.f1 for t in levels] == pytest.approx([2 / 3, 6 / 7, 2 / 3, 0])


def test_the_plot_is_a_drawing_with_a_circle_a_bin() -> None:
    """Well-formed, and with its points inside the frame."""
    bins = bins_of([Scored(i / 100, i > 40) for i in range(100)])
    drawing = ET.fromstring(plot(bins))
    circles = drawing.findall("{http://www.w3.org/2000/svg}circle")
    assert len(circles) == len(bins)
    assert all(70 <= float(c.attrib["cx"]) <= 470 and 20 <= float(c.attrib["cy"]) <= 420 for c in circles)
    assert circles[0].attrib["cy"] == "420.0", "nothing right in the lowest bin"
    assert "NaN" not in plot([])


def test_the_command_writes_what_it_prints(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Table on stdout, numbers as JSON, plot as SVG."""
    gold, found = tmp_path / "gold.jsonl", tmp_path / "found.jsonl"
    gold.write_text(json.dumps({"id": "a", "text": TEXT, "attributions": GOLD}))
    found.write_text(json.dumps({"id": "a", "attributions": [{**GOLD[0], "score": 0.75}]}))
    assert main([str(gold), str(found), "--json", str(tmp_path / "o"), "--plot", str(tmp_path / "p.svg")]) == 0
    assert "expected calibration error 0.250" in capsys.readouterr().out
    assert json.loads((tmp_path / "o").read_text())["calibration_error"] == 0.25
    assert (tmp_path / "p.svg").read_text().startswith("<svg")
