"""The attribution model: verified files, linear windows, several models as one."""

from pathlib import Path

import numpy as np
import pytest

from counterclaim.attributions._decode import BUCKETS, TAGS
from counterclaim.attributions._pieces import COLUMNS
from counterclaim.errors import ModelError
from counterclaim.taggers import load_marker, load_markers
from counterclaim.taggers._marker import AROUND, CORE, FURTHER, Ensemble, _window_end
from counterclaim.taggers._weights import WEIGHTS, read_verified

NOWHERE = np.zeros(0, dtype=np.int64)


def pieces(count: int) -> tuple[np.ndarray, np.ndarray]:
    """Pieces of no text: any ids, every property absent."""
    ids = np.random.default_rng(1).integers(1000, 20_000, count)
    blank = np.array([column.offset for column in COLUMNS.values()])
    return ids, np.tile(blank, (count, 1))


@pytest.mark.parametrize("count", [1, CORE, CORE + 1, 3 * CORE + AROUND])
def test_every_piece_is_read_once(count: int) -> None:
    """Whatever the length, there is one row a piece."""
    tags, links, distances = load_marker().mark(*pieces(count), NOWHERE)
    assert tags.shape == (count, len(TAGS))
    assert links.shape[0] == count
    assert distances.shape == (2, BUCKETS)
    assert np.isfinite(tags).all()


def test_windows_end_with_a_paragraph() -> None:
    """The last break in reach is taken, unless it is so near that time would be lost."""
    assert _window_end(0, 1000, np.array([0, 100, 200, 300])) == 200
    assert _window_end(0, 1000, np.array([0, 20, 900])) == CORE
    assert _window_end(900, 1000, NOWHERE) == 1000


def test_models_together_give_their_mean() -> None:
    """Twice the same model is that model; the links' products are the mean of the products."""
    one = load_marker()
    ids, values = pieces(40)
    tags, links, _ = one.mark(ids, values, NOWHERE)
    both_tags, both_links, _ = Ensemble([one, one]).mark(ids, values, NOWHERE)
    assert np.array_equal(both_tags.argmax(axis=1), tags.argmax(axis=1))
    asks, answers = np.split(links[:, :-1], 4, axis=1)[:2]
    both_asks, both_answers = np.split(both_links[:, :-1], 4, axis=1)[:2]
    assert np.allclose(both_asks @ both_answers.T, asks @ answers.T, atol=1e-2)
    assert np.allclose(both_links[:, -1], links[:, -1], atol=1e-5)


def test_missing_weights_say_what_to_do(tmp_path: Path) -> None:
    """The profile that does not ship names the file, the folder and the way out."""
    with pytest.raises(ModelError, match=r"docs/cards/attribution\.md") as error:
        load_markers(tmp_path)
    assert str(tmp_path) in str(error.value)


def test_other_weights_are_refused(tmp_path: Path) -> None:
    """A file that is not the recorded one is never run."""
    (name,) = FURTHER
    (tmp_path / name).write_bytes((WEIGHTS / "attribution.int8.onnx").read_bytes() + b"x")
    with pytest.raises(ModelError, match="SHA-256"):
        load_markers(tmp_path)
    with pytest.raises(ModelError, match="cannot be read"):
        read_verified(tmp_path / "none.onnx", "0")
