"""Sentences to vectors with all-MiniLM-L6-v2, 8-bit weights, bundled (docs/cards/minilm-l6.md)."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from counterclaim.records.analyses import ModelDigest
from counterclaim.taggers._weights import WEIGHTS, open_session, read_verified

Vectors = npt.NDArray[np.float32]

#: SHA-256 of the files in `weights/`, made 2026-11-23 by training/export_encoder.py.
SHA256 = {
    "minilm-l6.int8.onnx": "6b55fb969cc883f43e62dc7884d2d82b54d40fcdaf9cc53bd2104ffbb0487d26",
    "minilm-l6.tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
VERSION = "2026.11"
DIMENSIONS = 384
#: Word pieces that are read of a text; the model was trained on no more.
LONGEST_PIECES = 256
#: Characters handed to the tokenizer, which would otherwise read a whole page only to drop most of it.
LONGEST_CHARS = 4_000


class Encoder(Protocol):
    """What comparing claims and reports needs of a sentence encoder."""

    @property
    def digests(self) -> tuple[ModelDigest, ...]:
        """The files inside."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of shape `(len(texts), 384)`; one text always gives the same vector, whatever stands
        beside it."""


class MiniLM:
    """The bundled encoder on onnxruntime."""

    def __init__(self, session: Any, tokenizer: Any, digests: tuple[ModelDigest, ...]) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self.digests = digests

    def embed(self, texts: Sequence[str]) -> Vectors:
        # One text a run: the scale of 8-bit activations is taken over a whole batch, so in a batch the vector of a
        # text would depend on its neighbours (cosine as low as 0.976, measured 2026-11-23). Batches of 16 saved 6 %.
        found: dict[str, Vectors] = {}
        for text in texts:
            if text not in found:
                ids = np.array([self._tokenizer.encode(text[:LONGEST_CHARS]).ids], dtype=np.int64)
                found[text] = self._session.run(["sentence"], {"input_ids": ids, "attention_mask": np.ones_like(ids)})[
                    0
                ][0]
        if not texts:
            return np.zeros((0, DIMENSIONS), dtype=np.float32)
        return np.stack([found[text] for text in texts])


@lru_cache(maxsize=2)
def load_encoder(threads: int = 1) -> MiniLM:
    """The bundled encoder, verified. `threads` are used inside one run; one is the fairest to other processes.

    Raises:
        ModelError: a file is missing, or is not the one whose digest is recorded here.
    """
    return load_from(WEIGHTS, threads=threads)


def load_from(folder: Path, *, threads: int = 1) -> MiniLM:
    """The encoder from the files in `folder`, which must be those recorded in SHA256."""
    content = {name: read_verified(folder / name, sha256) for name, sha256 in SHA256.items()}
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str(content["minilm-l6.tokenizer.json"].decode("utf-8"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST_PIECES)
    digests = tuple(ModelDigest(name=name, version=VERSION, sha256=sha256) for name, sha256 in SHA256.items())
    return MiniLM(open_session(content["minilm-l6.int8.onnx"], threads), tokenizer, digests)
