"""The sentence encoder: verified files, unit vectors, one vector a text."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from counterclaim.errors import ModelError
from counterclaim.taggers import load_encoder
from counterclaim.taggers._encoder import SHA256, load_from
from counterclaim.taggers._weights import WEIGHTS


def test_vectors_have_unit_length_and_stand_in_order() -> None:
    """Row i belongs to text i, also where a text stands twice."""
    vectors = load_encoder().embed(["The bridge fell.", "Talks resume on Monday.", "The bridge fell."])
    assert vectors.shape == (3, 384)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)
    assert np.array_equal(vectors[0], vectors[2])
    assert not np.array_equal(vectors[0], vectors[1])


def test_a_vector_does_not_depend_on_its_neighbours() -> None:
    """What one text gives alone it gives beside any other, to the bit: judgements must not depend on order."""
    encoder = load_encoder()
    text, long = "The army took the town.", "A long sentence about something else " * 20
    assert np.array_equal(encoder.embed([text])[0], encoder.embed([long, text])[1])


def test_paraphrases_are_nearer_than_strangers() -> None:
    """The weights are the model and not noise."""
    a, b, c = load_encoder().embed(
        ["Rebels captured the airport.", "The airport was seized by rebels.", "Wheat prices fell in March."]
    )
    assert a @ b > 0.8
    assert a @ c < 0.3


def test_nothing_and_endless_texts() -> None:
    """No text gives no row; an empty and a huge text give a vector each."""
    encoder = load_encoder()
    assert encoder.embed([]).shape == (0, 384)
    assert np.isfinite(encoder.embed(["", "word " * 200_000])).all()


@pytest.mark.parametrize("name", sorted(SHA256))
def test_changed_file_is_refused(tmp_path: Path, name: str) -> None:
    """A file that is not the recorded one stops the run, and the message names it."""
    for other in SHA256:
        shutil.copyfile(WEIGHTS / other, tmp_path / other)
    with (tmp_path / name).open("ab") as out:
        out.write(b"x")
    with pytest.raises(ModelError, match=name):
        load_from(tmp_path)


def test_missing_file_is_refused(tmp_path: Path) -> None:
    """A missing file is an error of ours, not of the operating system."""
    with pytest.raises(ModelError, match="cannot be read"):
        load_from(tmp_path)


def test_loading_reports_to_nobody(tmp_path: Path) -> None:
    """onnxruntime keeps a device id and events for its maker in the user's cache unless told not to."""
    environment = {**os.environ, "HOME": str(tmp_path)}
    for name in ("XDG_CACHE_HOME", "ORT_DISABLE_TELEMETRY"):
        environment.pop(name, None)
    code = "from counterclaim.taggers import load_encoder; load_encoder().embed(['The bridge fell.'])"
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
    assert list(tmp_path.iterdir()) == []
