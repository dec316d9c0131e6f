"""Make the learned tagger's weights: a model of training/train_tagger.py as an ONNX graph with 8-bit weights, checked.

    python training/export_tagger.py --model FOLDER/model.pt --dev dev.pickle --out src/counterclaim/weights

Needs training/requirements.txt, with `src` and `training` on the path. Prints how far the graph is from
PyTorch over the first window of each text in `--dev`, and the SHA-256 to record in `counterclaim.taggers`.
"""

import argparse
import hashlib
import pickle
from pathlib import Path

import numpy as np
import onnx
import torch
from tagger_graph import build
from train_tagger import LENGTH, TagModel, load_body

from counterclaim.taggers._weights import open_session


def compare(name: str, path: Path, windows: list[tuple[np.ndarray, np.ndarray]], expected: list[np.ndarray]) -> float:
    session = open_session(path.read_bytes(), 1)
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
    small = asked.out / f"{asked.name}.int8.onnx"
    onnx.save(build({name: value.numpy() for name, value in model.state_dict().items()}), small)
    if compare("8-bit", small, windows, expected) < 0.97:
        raise SystemExit("too much was lost with 8-bit weights")
    print(small.name, small.stat().st_size, hashlib.sha256(small.read_bytes()).hexdigest())


if __name__ == "__main__":
    main()
