"""Neural models behind small protocols. The only stage that imports onnxruntime."""

from counterclaim.taggers._encoder import Encoder, MiniLM, load_encoder
from counterclaim.taggers._marker import Marker, load_marker, load_markers
from counterclaim.taggers._pairs import PairReader, load_pairs
from counterclaim.taggers._weights import load_runtime

__all__ = [
    "Encoder",
    "Marker",
    "MiniLM",
    "PairReader",
    "load_encoder",
    "load_marker",
    "load_markers",
    "load_pairs",
    "load_runtime",
]
