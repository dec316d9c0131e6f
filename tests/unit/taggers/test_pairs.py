"""The pair reader: verified files, probabilities that depend on the pair alone."""

from pathlib import Path

import numpy as np
import pytest

from counterclaim.errors import ModelError
from counterclaim.taggers import _pairs, load_pairs
from counterclaim.taggers._pair_pieces import CASE, FIGURE, MATCH, SIDE, cut_pair

DAM = "The dam at Orlec broke on Tuesday night"


def test_probabilities_are_those_of_the_pair_alone() -> None:
    """Each row adds up to one, and neither the order of the two nor what stands beside them changes it."""
    reader = load_pairs()
    other = ("The minister resigned.", "A dam broke.")
    alone = reader.read([(DAM, "The dam did not break")])
    beside = reader.read([other, ("The dam did not break", DAM)])
    assert alone.shape == (1, 3)
    assert np.allclose(beside.sum(axis=1), 1, atol=1e-5)
    assert np.array_equal(alone[0], beside[1])


def test_sameness_denial_and_strangers_are_told_apart() -> None:
    """The weights are the model and not noise."""
    same, denied, strange = load_pairs().read(
        [
            (DAM, "Dam at Orlec broke on Tuesday, officials say"),
            (DAM, "It is not true that the dam at Orlec broke"),
            (DAM, "Wheat prices rose by a third in the spring"),
        ]
    )
    assert same[0] == same.max()
    assert denied[1] > same[1] + 0.3
    assert strange[2] == strange.max()


def test_nothing_and_endless_texts() -> None:
    """No pair gives no row; empty and huge texts give probabilities."""
    reader = load_pairs()
    assert reader.read([]).shape == (0, 3)
    assert np.isfinite(reader.read([("", "word " * 200_000), ("", "")])).all()


def test_pieces_say_what_the_texts_share() -> None:
    """A piece bears its side, whether its word stands in the other text, its case and whether it is a figure."""
    reader = load_pairs()
    _, values = cut_pair(reader._tokenizer, "Orlec counted 12", "orlec counts")
    assert values[1].tolist() == [SIDE, MATCH + 1, CASE + 1, FIGURE]
    assert values[-2].tolist() == [SIDE + 1, MATCH + 2, CASE, FIGURE]
    figure = next(row for row in values.tolist() if row[3] == FIGURE + 1)
    assert figure[1] == MATCH + 3


def test_a_changed_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is not the recorded one stops the run, and the message names it."""
    (tmp_path / _pairs.FILE).write_bytes(b"x")
    monkeypatch.setattr(_pairs, "WEIGHTS", tmp_path)
    with pytest.raises(ModelError, match=_pairs.FILE):
        load_pairs.__wrapped__()
