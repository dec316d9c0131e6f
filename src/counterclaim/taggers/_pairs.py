"""Whether two statements say the same, contradict each other, or have nothing to do with each other: the pair reader,
bundled with 8-bit weights (docs/cards/pairs.md)."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from counterclaim.records.analyses import ModelDigest
from counterclaim.taggers._encoder import SHA256 as ENCODER_SHA256
from counterclaim.taggers._pair_pieces import LABELS, cut_pair
from counterclaim.taggers._weights import WEIGHTS, open_session, read_verified

Floats = npt.NDArray[np.float32]

#: SHA-256 of `weights/pairs.int8.onnx`, made by training/export_pairs.py.
SHA256 = "cd6f6bfc1f8cdfcbfde58987625dff54efb392af64d261cd76b4c75653b1268d"
VERSION = "2026.11"
FILE, TOKENIZER = "pairs.int8.onnx", "minilm-l6.tokenizer.json"


class PairReader(Protocol):
    """What comparing claims needs of a model of pairs."""

    @property
    def digests(self) -> tuple[ModelDigest, ...]:
        """The files inside."""

    def read(self, pairs: Sequence[tuple[str, str]]) -> Floats:
        """Probabilities `(len(pairs), 3)` of same, contradicts and unrelated; of one pair always the same, whatever
        stands beside it and whichever of the two comes first."""


class MiniLMPairs:
    """The bundled pair reader on onnxruntime."""

    def __init__(self, session: Any, tokenizer: Any, digests: tuple[ModelDigest, ...]) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self.digests = digests

    def read(self, pairs: Sequence[tuple[str, str]]) -> Floats:
        # One pair a run, for the reason that the encoder reads one text a run.
        found: dict[tuple[str, str], Floats] = {}
        for a, b in pairs:
            key = (a, b) if a <= b else (b, a)
            if key not in found:
                found[key] = np.float32(0.5) * (self._one(*key) + self._one(*reversed(key)))
        if not pairs:
            return np.zeros((0, len(LABELS)), dtype=np.float32)
        return np.stack([found[(a, b) if a <= b else (b, a)] for a, b in pairs])

    def _one(self, a: str, b: str) -> Floats:
        ids, values = cut_pair(self._tokenizer, a, b)
        scores = self._session.run(["labels"], {"ids": ids[None], "values": values[None]})[0][0]
        odds = np.exp(scores - scores.max())
        found: Floats = odds / odds.sum()
        return found


@lru_cache(maxsize=2)
def load_pairs(threads: int = 1) -> MiniLMPairs:
    """The bundled pair reader, verified.

    Raises:
        ModelError: a file is missing, or is not the one whose digest is recorded here.
    """
    content = read_verified(WEIGHTS / FILE, SHA256)
    words = read_verified(WEIGHTS / TOKENIZER, ENCODER_SHA256[TOKENIZER])
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str(words.decode("utf-8"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    digests = (
        ModelDigest(name=FILE, version=VERSION, sha256=SHA256),
        ModelDigest(name=TOKENIZER, version=VERSION, sha256=ENCODER_SHA256[TOKENIZER]),
    )
    return MiniLMPairs(open_session(content, threads), tokenizer, digests)
