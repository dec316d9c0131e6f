"""Make the pair reader's weights: a model of training/train_pairs.py as an ONNX graph with 8-bit weights, checked.

    python training/export_pairs.py --model FOLDER/model.pt --pairs pairs.jsonl.gz --out src/counterclaim/weights

Needs training/requirements.txt, with `src` and `training` on the path. Prints how far the graph is from PyTorch over
every 50th pair, and the SHA-256 to record in `counterclaim.taggers`.
"""

import argparse
import gzip
import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from tagger_graph import build_pairs
from tokenizers import Tokenizer
from train_pairs import PairModel
from train_tagger import load_body

from counterclaim.taggers._pair_pieces import cut_pair
from counterclaim.taggers._weights import open_session


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--model", type=Path, required=True)
    options.add_argument("--pairs", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--tokenizer", type=Path, default=Path("src/counterclaim/weights/minilm-l6.tokenizer.json"))
    asked = options.parse_args()
    tokenizer = Tokenizer.from_file(str(asked.tokenizer))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    model = PairModel(load_body("eager"))
    missing = model.load_state_dict(torch.load(asked.model), strict=False)
    if missing.unexpected_keys or set(missing.missing_keys) != {"body.embeddings.word_embeddings.weight"}:
        raise SystemExit(f"{asked.model} does not fit the model: {missing}")
    model.eval()
    with gzip.open(asked.pairs, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for number, line in enumerate(lines) if number % 50 == 0]
    pieces = [cut_pair(tokenizer, row["a"], row["b"]) for row in rows]
    asked.out.mkdir(parents=True, exist_ok=True)
    path = asked.out / "pairs.int8.onnx"
    onnx.save(build_pairs({name: value.numpy() for name, value in model.state_dict().items()}), path)
    session = open_session(path.read_bytes(), 1)
    found = np.stack([session.run(["labels"], {"ids": i[None], "values": v[None]})[0][0] for i, v in pieces])
    with torch.no_grad():
        expected = np.stack(
            [
                model(torch.from_numpy(i[None]), torch.from_numpy(v[None]), torch.ones(1, len(i), dtype=torch.bool))[0]
                for i, v in pieces
            ]
        )
    same = float(np.mean(found.argmax(1) == expected.argmax(1)))
    print(f"{100 * same:.1f} % of {len(rows)} pairs get PyTorch's label; off by {np.abs(found - expected).mean():.4f}")
    if same < 0.95:
        raise SystemExit("too much was lost with 8-bit weights")
    print(path.name, path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest())


if __name__ == "__main__":
    main()
