"""Make the learned tagger's weights: a model of training/train_tagger.py to ONNX with 8-bit weights, checked.

    python training/export_tagger.py --model FOLDER/model.pt --dev dev.pickle --out src/counterclaim/weights

Needs training/requirements.txt, with `src` and `training` on the path. Prints how far the exported graphs (32-bit and
8-bit) are from PyTorch over some windows of the texts in `--dev`, and the SHA-256 to record in `counterclaim.taggers`.
"""

import argparse
import hashlib
import pickle
import tempfile
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from export_encoder import strip_notes
from onnx import TensorProto
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from train_tagger import LENGTH, TagModel, load_body


class Exported(nn.Module):
    """The model with what the distance adds as a third output."""

    def __init__(self, model: TagModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: torch.Tensor, values: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        tags, links = self.model(ids, values)
        return tags, links, self.model.distances + 0.0


def compare(name: str, path: Path, windows: list[tuple[np.ndarray, np.ndarray]], expected: list[np.ndarray]) -> float:
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    found = [session.run(["tags"], {"ids": ids, "values": values})[0] for ids, values in windows]
    same = np.mean([np.mean(a.argmax(-1) == b.argmax(-1)) for a, b in zip(found, expected, strict=True)])
    gap = np.mean([np.abs(a - b).mean() for a, b in zip(found, expected, strict=True)])
    print(f"{name}: {100 * same:.2f} % of pieces get PyTorch's best tag; scores are off by {gap:.4f} on average")
    return float(same)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--dev", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--name", default="attribution")
    asked = parser.parse_args()
    model = TagModel(load_body("eager"))
    missing = model.load_state_dict(torch.load(asked.model), strict=False)
    if missing.unexpected_keys or set(missing.missing_keys) != {"body.embeddings.word_embeddings.weight"}:
        raise SystemExit(f"{asked.model} does not fit the model: {missing}")
    model.eval()
    rows = pickle.loads(asked.dev.read_bytes())
    windows = [(r["pieces"].ids[None, :LENGTH], r["pieces"].values[None, :LENGTH]) for r in rows]
    with torch.no_grad():
        expected = [model(torch.from_numpy(a), torch.from_numpy(b))[0].numpy() for a, b in windows]
    asked.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        full = Path(temporary) / "full.onnx"
        pieces = torch.export.Dim("pieces", min=2, max=512)
        example = windows[0]
        torch.onnx.export(
            Exported(model),
            (torch.from_numpy(example[0]), torch.from_numpy(example[1])),
            str(full),
            input_names=["ids", "values"],
            output_names=["tags", "links", "distances"],
            dynamic_shapes=({1: pieces}, {1: pieces}),
            dynamo=True,
            external_data=False,
        )
        if compare("32-bit", full, windows, expected) < 0.9999:
            raise SystemExit("the 32-bit graph is not the model")
        small = asked.out / f"{asked.name}.int8.onnx"
        quantize_dynamic(
            full,
            small,
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
            extra_options={"DefaultTensorType": TensorProto.FLOAT},
        )
    strip_notes(small)
    if compare("8-bit", small, windows, expected) < 0.97:
        raise SystemExit("too much was lost with 8-bit weights")
    print(small.name, small.stat().st_size, hashlib.sha256(small.read_bytes()).hexdigest())


if __name__ == "__main__":
    main()
