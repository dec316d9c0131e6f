"""Weights as files: read, verified by digest, and run on onnxruntime."""

import hashlib
import os
from pathlib import Path
from typing import Any

from counterclaim.errors import ModelError

#: Where the weights that ship with the package lie.
WEIGHTS = Path(__file__).parent.parent / "weights"


def read_verified(path: Path, sha256: str) -> bytes:
    """The content of a file of weights.

    Raises:
        ModelError: it cannot be read, or is not the file with the recorded digest.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelError(f"the model's file {path} cannot be read ({error.strerror}): install again") from error
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise ModelError(f"{path} has SHA-256 {found}, not the recorded {sha256}: install again")
    return content


def load_runtime() -> Any:
    """The module onnxruntime.

    Loaded behind usearch it crashes the process (onnxruntime 1.32, usearch 2.26, seen 2026-11-23); the other way round
    all is well. So whoever imports usearch calls this first.
    """
    # Else the import itself writes a device id below the user's cache and reports to its maker over the network.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    return onnxruntime


def open_session(content: bytes, threads: int) -> Any:
    """An onnxruntime session over a model's bytes, on the processor."""
    onnxruntime = load_runtime()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Its one node for sum and normalisation is not vectorised: on a processor the two apart take a quarter of the time.
    slow = ["SkipLayerNormFusion"]
    return onnxruntime.InferenceSession(
        content, sess_options=options, providers=["CPUExecutionProvider"], disabled_optimizers=slow
    )
