"""The attribution model: word pieces with their properties to scores of tags and vectors that link words.

MiniLM fine-tuned by training/train_tagger.py, 8-bit weights (docs/cards/attribution.md). What the numbers mean is
told by `counterclaim.attributions`, which builds the input and reads the output.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from counterclaim.records.analyses import ModelDigest
from counterclaim.taggers._weights import WEIGHTS, open_session, read_verified

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

#: SHA-256 of the files, made by training/export_tagger.py.
SHA256 = {
    "attribution.int8.onnx": "",
    "minilm-l6.tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
VERSION = "2026.11"
#: Pieces the model reads at once, and how far the next window is: each piece is read where it stands most central.
LENGTH = 256
STRIDE = 208


class Marker(Protocol):
    """What the learned tagger needs of a model."""

    @property
    def digests(self) -> tuple[ModelDigest, ...]:
        """The files inside."""

    @property
    def tokenizer(self) -> Any:
        """Of the library `tokenizers`, without truncation or padding."""

    def mark(self, ids: Ints, values: Ints) -> tuple[Floats, Floats, Floats]:
        """Scores of tags `(n, tags)` and links `(n, links)` of n pieces with their properties `(n, columns)`, and what
        distance adds to the links `(2, buckets)`."""


class MiniLMMarker:
    """The fine-tuned MiniLM on onnxruntime."""

    def __init__(self, session: Any, tokenizer: Any, digests: tuple[ModelDigest, ...]) -> None:
        self._session = session
        self.tokenizer = tokenizer
        self.digests = digests

    def mark(self, ids: Ints, values: Ints) -> tuple[Floats, Floats, Floats]:
        """As `Marker`. Window by window, so that time is linear and memory the same for every length."""
        tags: list[Floats] = []
        links: list[Floats] = []
        overlap = (LENGTH - STRIDE) // 2
        for start in range(0, max(1, len(ids) - (LENGTH - STRIDE)), STRIDE):
            end = min(len(ids), start + LENGTH)
            last = end == len(ids)
            found = self._session.run(
                ["tags", "links"], {"ids": ids[None, start:end], "values": values[None, start:end]}
            )
            low, high = overlap if start else 0, end - start if last else LENGTH - overlap
            tags.append(found[0][0, low:high])
            links.append(found[1][0, low:high])
            if last:
                break
        return np.concatenate(tags), np.concatenate(links), found[2]


@lru_cache(maxsize=2)
def load_marker(threads: int = 1) -> MiniLMMarker:
    """The bundled attribution model, verified.

    Raises:
        ModelError: a file is missing, or is not the one whose digest is recorded here.
    """
    return load_marker_from(WEIGHTS, SHA256, threads=threads)


def load_marker_from(folder: Path, sha256: dict[str, str], *, threads: int = 1) -> MiniLMMarker:
    """The attribution model from the files in `folder`, which must have the digests given."""
    content = {name: read_verified(folder / name, digest) for name, digest in sha256.items()}
    from tokenizers import Tokenizer

    weights, vocabulary = content
    tokenizer = Tokenizer.from_str(content[vocabulary].decode("utf-8"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    digests = tuple(ModelDigest(name=name, version=VERSION, sha256=digest) for name, digest in sha256.items())
    return MiniLMMarker(open_session(content[weights], threads), tokenizer, digests)
