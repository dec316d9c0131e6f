"""Train the pair reader on what training/pair_data.py wrote: two statements are the same, contradict or unrelated.

    python training/train_pairs.py --pairs pairs.jsonl.gz --out FOLDER [--epochs 3] [--seed 1] [--hold SET,…]

Needs training/requirements.txt (PyTorch), with `src` and `training` on the path. all-MiniLM-L6-v2 reads both texts at
once; each piece also bears whether its word stands in the other text, whether it is a figure, and its case, since small
models see little of what two texts share. The weights kept are a moving average over the steps.
"""

import argparse
import gzip
import json
import math
import random
import time
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional as F
from train_tagger import load_body

from counterclaim.taggers._pair_pieces import LABELS, VALUES, cut_pair

#: How often the rows of a set are seen in an epoch, and at most how many of them.
SHARE = {
    "BREAKING": (1.0, 1_200),
    "CLIMATE": (1.0, 1_500),
    "headlines": (1.5, 9_000),
    "denied": (2.0, 2_000),
    "made": (1.0, 4_500),
}
#: Sets in which the first text is the one that bears out the second.
DIRECTED = frozenset({"CLIMATE", "HEALTHVER", "NEGNLI"})
PIECES = 2_048


class PairModel(nn.Module):
    """Two texts' pieces with properties to the scores of LABELS."""

    def __init__(self, body: nn.Module) -> None:
        super().__init__()
        width = body.config.hidden_size
        self.body = body
        self.properties = nn.Embedding(VALUES, width)
        nn.init.normal_(self.properties.weight, std=0.002)
        self.labels = nn.Linear(width, len(LABELS))

    def forward(self, ids: torch.Tensor, values: torch.Tensor, real: torch.Tensor) -> torch.Tensor:
        """Scores (b, labels) of `ids` and `real` (b, n), `values` (b, n, columns)."""
        words = self.body.embeddings.word_embeddings(ids) + self.properties(values).sum(dim=2)
        states = self.body(inputs_embeds=words, attention_mask=real).last_hidden_state
        weights = real[..., None].to(states.dtype)
        return self.labels((states * weights).sum(1) / weights.sum(1))


def batches(rows: list[Any], rng: random.Random, shuffled: bool = True):
    """Rows of like length together, of about PIECES pieces with the padding."""
    order = sorted(range(len(rows)), key=lambda i: len(rows[i][0]) + (rng.random() * 8 if shuffled else 0))
    groups: list[list[int]] = []
    longest = 0
    for i in order:
        longest = max(longest, len(rows[i][0]))
        if not groups or longest * (len(groups[-1]) + 1) > PIECES:
            groups.append([])
            longest = len(rows[i][0])
        groups[-1].append(i)
    if shuffled:
        rng.shuffle(groups)
    for group in groups:
        n = max(len(rows[i][0]) for i in group)
        ids = np.zeros((len(group), n), np.int64)
        values = np.zeros((len(group), n, rows[0][1].shape[1]), np.int64)
        real = np.zeros((len(group), n), bool)
        for k, i in enumerate(group):
            a, v = rows[i][:2]
            ids[k, : len(a)], values[k, : len(a)], real[k, : len(a)] = a, v, True
        yield group, torch.from_numpy(ids), torch.from_numpy(values), torch.from_numpy(real)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pairs", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--tokenizer", type=Path, default=Path("src/counterclaim/weights/minilm-l6.tokenizer.json"))
    options.add_argument("--epochs", type=int, default=3)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--rate", type=float, default=1e-4)
    options.add_argument("--smoothing", type=float, default=0.05)
    options.add_argument("--without", default="")
    asked = options.parse_args()
    torch.manual_seed(asked.seed)
    rng = random.Random(asked.seed)
    tokenizer = Tokenizer.from_file(str(asked.tokenizer))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    sets: dict[str, list[Any]] = {}
    with gzip.open(asked.pairs, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["set"] not in asked.without.split(","):
                a, b = row["a"], row["b"]
                if row["set"] not in DIRECTED and rng.random() < 0.5:
                    a, b = b, a
                ids, values = cut_pair(tokenizer, a, b)
                sets.setdefault(row["set"], []).append((ids, values, LABELS.index(row["label"])))
    model = PairModel(load_body())
    slow = [p for n, p in model.named_parameters() if n.startswith("body") and p.requires_grad]
    fast = [p for n, p in model.named_parameters() if not n.startswith("body")]
    optimizer = torch.optim.AdamW(
        [{"params": slow, "lr": asked.rate}, {"params": fast, "lr": asked.rate * 8}], weight_decay=0.01, fused=True
    )
    average = {k: v.detach().clone() for k, v in model.state_dict().items() if "word_embeddings" not in k}

    def epoch() -> list[Any]:
        rows = []
        for name, own in sets.items():
            share, most = SHARE.get(name, (1.0, 10**9))
            count = min(most, int(share * len(own)))
            rows += [own[i] for _ in range(count // len(own)) for i in range(len(own))]
            rows += rng.sample(own, count % len(own))
        return rows

    sample = epoch()
    steps = asked.epochs * sum(1 for _ in batches(sample, random.Random(0)))
    print(f"{len(sample)} pairs an epoch {Counter(LABELS[r[2]] for r in sample)}, about {steps} steps", flush=True)
    step, begun, losses = 0, time.time(), []
    asked.out.mkdir(parents=True, exist_ok=True)
    for number in range(asked.epochs):
        rows = epoch()
        for group, ids, values, real in batches(rows, rng):
            scale = min(1.0, (step + 1) / 150) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1, step / steps))))
            for part, rate in zip(optimizer.param_groups, (asked.rate, asked.rate * 8), strict=True):
                part["lr"] = rate * scale
            with torch.autocast("cpu", torch.bfloat16):
                scores = model(ids, values, real)
            target = torch.tensor([rows[i][2] for i in group])
            loss = F.cross_entropy(scores.float(), target, label_smoothing=asked.smoothing)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(slow + fast, 1.0)
            optimizer.step()
            step += 1
            losses.append(loss.item())
            keep = min(0.995, (step + 1) / (step + 10))
            with torch.no_grad():
                for name, value in model.state_dict().items():
                    if name in average and value.is_floating_point():
                        average[name].lerp_(value, 1 - keep)
            if step % 100 == 0:
                print(f"{step} {np.mean(losses[-100:]):.4f} {time.time() - begun:.0f} s", flush=True)
        torch.save(average, asked.out / "model.pt")
        print(f"epoch {number + 1} kept after {time.time() - begun:.0f} s", flush=True)


if __name__ == "__main__":
    main()
