"""Neural models behind small protocols. The only stage that imports onnxruntime."""

from counterclaim.taggers._encoder import Encoder, MiniLM, load_encoder
from counterclaim.taggers._marker import Marker, load_marker, load_markers

__all__ = ["Encoder", "Marker", "MiniLM", "load_encoder", "load_marker", "load_markers"]
