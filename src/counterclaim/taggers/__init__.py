"""Neural models behind small protocols. The only stage that imports onnxruntime."""

from counterclaim.taggers._encoder import Encoder, MiniLM, load_encoder

__all__ = ["Encoder", "MiniLM", "load_encoder"]
