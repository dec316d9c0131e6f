"""The attribution model: word pieces with their properties to scores of tags and vectors that link words.

MiniLM fine-tuned by training/train_tagger.py, 8-bit weights (docs/cards/attribution.md). What the numbers mean is
told by `counterclaim.attributions`, which builds the input and reads the output.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from counterclaim.errors import ModelError
from counterclaim.records.analyses import ModelDigest
from counterclaim.taggers._weights import WEIGHTS, open_session, read_verified

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

#: SHA-256 of the files, made by training/export_tagger.py.
SHA256 = {
    "attribution.int8.onnx": "5ee50a2bddbe3d7e5216e61bfe08f090685acb82778f8e3c5b120a25caf73b55",
    "minilm-l6.tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
#: Of the further models of the profile “accurate”.
FURTHER = {"attribution-2.int8.onnx": "7f9489e48aa3f3e49427659107c811439d4532d6a7c3f90ca4d4af658c6dd2b7"}
VERSION = "2026.11"
#: Pieces that a window is read for, and those before and after them that it sees beside: 256 in all, as in training.
CORE = 224
AROUND = 16


class Marker(Protocol):
    """What the learned tagger needs of a model."""

    @property
    def digests(self) -> tuple[ModelDigest, ...]:
        """The files inside."""

    @property
    def tokenizer(self) -> Any:
        """Of the library `tokenizers`, without truncation or padding."""

    def mark(self, ids: Ints, values: Ints, breaks: Ints) -> tuple[Floats, Floats, Floats]:
        """Scores of tags `(n, tags)` and links `(n, links)` of n pieces with their properties `(n, columns)`, and what
        distance adds to the links `(2, buckets)`. `breaks` are the pieces that open a paragraph, in order."""


class MiniLMMarker:
    """The fine-tuned MiniLM on onnxruntime."""

    def __init__(self, session: Any, tokenizer: Any, digests: tuple[ModelDigest, ...]) -> None:
        self._session = session
        self.tokenizer = tokenizer
        self.digests = digests

    def mark(self, ids: Ints, values: Ints, breaks: Ints) -> tuple[Floats, Floats, Floats]:
        """As `Marker`. Window by window, so that time is linear and memory the same for every length. A window ends
        with a paragraph where it can: cut through a sentence, three points of F1 are lost."""
        tags: list[Floats] = []
        links: list[Floats] = []
        start = 0
        while start < len(ids):
            end = _window_end(start, len(ids), breaks)
            low, high = max(0, start - AROUND), min(len(ids), end + AROUND)
            window = {"ids": ids[None, low:high], "values": values[None, low:high]}
            found = self._session.run(["tags", "links", "distances"], window)
            tags.append(found[0][0, start - low : end - low])
            links.append(found[1][0, start - low : end - low])
            start = end
        return np.concatenate(tags), np.concatenate(links), found[2]


def _window_end(start: int, count: int, breaks: Ints) -> int:
    """Where the window that starts at a piece ends: at the last break in reach, unless that is too near."""
    if start + CORE >= count:
        return count
    last = int(breaks[np.searchsorted(breaks, start + CORE, side="right") - 1]) if len(breaks) else 0
    return last if last > start + CORE // 3 else start + CORE


class Ensemble:
    """Several markers as one: scores and links are their means."""

    def __init__(self, markers: Sequence[MiniLMMarker]) -> None:
        self._markers = markers
        self.tokenizer = markers[0].tokenizer
        self.digests = tuple(dict.fromkeys(digest for marker in markers for digest in marker.digests))

    def mark(self, ids: Ints, values: Ints, breaks: Ints) -> tuple[Floats, Floats, Floats]:
        """As `Marker`. A link's odds are products of two vectors: side by side, and scaled, they give the mean."""
        found = [marker.mark(ids, values, breaks) for marker in self._markers]
        count = len(found)
        shares = [np.exp(tags - np.logaddexp.reduce(tags, axis=1, keepdims=True)) for tags, _, _ in found]
        split = [np.split(links[:, :-1] / np.sqrt(count), 4, axis=1) for _, links, _ in found]
        vectors = [np.concatenate(of_one_kind, axis=1) for of_one_kind in zip(*split, strict=True)]
        sourceless = np.mean([links[:, -1:] for _, links, _ in found], axis=0)
        distances = np.mean([distances for _, _, distances in found], axis=0)
        tags = np.log(np.maximum(np.mean(shares, axis=0), 1e-9))
        return tags, np.concatenate([*vectors, sourceless], axis=1), distances


@lru_cache(maxsize=2)
def load_marker(threads: int = 1) -> MiniLMMarker:
    """The bundled attribution model, verified.

    Raises:
        ModelError: a file is missing, or is not the one whose digest is recorded here.
    """
    return _load(WEIGHTS / "attribution.int8.onnx", SHA256["attribution.int8.onnx"], threads)


def load_markers(folder: Path, threads: int = 1) -> Ensemble:
    """The bundled model and the further ones of the profile `accurate`, whose files lie in `folder`.

    Raises:
        ModelError: a file is missing, or is not the one whose digest is recorded here.
    """
    for name in FURTHER:
        if not (folder / name).is_file():
            raise ModelError(
                f"the profile “accurate” needs {name} in {folder}, which does not ship with the package: make it as "
                "docs/cards/attribution.md says, or use --profile fast"
            )
    further = [_load(folder / name, sha256, threads) for name, sha256 in FURTHER.items()]
    return Ensemble([load_marker(threads), *further])


def _load(path: Path, sha256: str, threads: int) -> MiniLMMarker:
    vocabulary = "minilm-l6.tokenizer.json"
    weights, words = read_verified(path, sha256), read_verified(WEIGHTS / vocabulary, SHA256[vocabulary])
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str(words.decode("utf-8"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    files = {path.name: sha256, vocabulary: SHA256[vocabulary]}
    digests = tuple(ModelDigest(name=name, version=VERSION, sha256=digest) for name, digest in files.items())
    return MiniLMMarker(open_session(weights, threads), tokenizer, digests)
