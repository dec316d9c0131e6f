"""Train the learned tagger on what training/tagger_data.py wrote, and look at how well it does as it learns.

    python training/train_tagger.py --train train.pickle --dev dev.pickle --gold $DATA/polnear/dev.jsonl.gz \
        --scorer score_attribution.py --out FOLDER [--epochs 5] [--seed 1] [--without parse,rules]

Needs training/requirements.txt (PyTorch), with `src` and `training` on the path. all-MiniLM-L6-v2 is fine-tuned to tag
words with begin, inside, end and single of source, cue and content, and to point from content to cue and from cue to
source. The weights kept are a moving average over the steps. `--without` leaves out groups of properties, to compare.
"""

import argparse
import importlib.util
import json
import math
import pickle
import random
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from export_encoder import find_model
from torch import nn
from torch.nn import functional as F
from transformers import AutoModel

from counterclaim.attributions._decode import BUCKETS, ROLES, TAGS, Linked, Reading, buckets, decode
from counterclaim.attributions._pieces import COLUMNS, VALUES, Pieces

SEPARATOR = 102
LENGTH = 256
STRIDE = 192
LINKS = 64
GROUPS = {
    "parse": ("pos", "dep", "head_pos", "head_side", "entity", "sentence"),
    "rules": ("rule_source", "rule_cue", "rule_content", "inner_cue"),
    "shape": ("case", "quote", "line"),
}
NAMES = list(COLUMNS)
#: Of each pair of pieces of a window: from the row's to the column's.
BUCKETS_OF_WINDOW = torch.from_numpy(buckets(np.arange(LENGTH)[None, :] - np.arange(LENGTH)[:, None]))
BLANK = np.array([column.offset for column in COLUMNS.values()])


class TagModel(nn.Module):
    """Pieces with properties to tag scores and the vectors that link content to cue and cue to source."""

    def __init__(self, body: nn.Module) -> None:
        super().__init__()
        width = body.config.hidden_size
        self.body = body
        self.properties = nn.Embedding(VALUES, width)
        nn.init.normal_(self.properties.weight, std=0.002)
        self.tags = nn.Linear(width, len(TAGS))
        self.links = nn.Linear(width, 4 * LINKS + 1)
        nn.init.normal_(self.links.weight, std=0.05)
        # To begin with, the odds fall with the distance; training says how much, and to which side.
        far = torch.linspace(-1, 1, BUCKETS).abs() * math.log(2) * (BUCKETS - 1) / 4
        self.distances = nn.Parameter(torch.stack([-far, -far]))

    def forward(self, ids: torch.Tensor, values: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Of `ids` (b, n) and `values` (b, n, columns): tag scores (b, n, tags) and links (b, n, 4 * LINKS + 1)."""
        words = self.body.embeddings.word_embeddings(ids) + self.properties(values).sum(dim=2)
        states = self.body(inputs_embeds=words).last_hidden_state
        return self.tags(states), self.links(states)


def load_body(attention: str = "sdpa") -> nn.Module:
    # Without dropout in the attention, PyTorch takes its fast path; on a processor that halves the time of a step.
    body = AutoModel.from_pretrained(
        find_model(), attn_implementation=attention, add_pooling_layer=False, attention_probs_dropout_prob=0.0
    )
    # Rare names keep the vectors they had: half of all weights, learned from far more text than this.
    body.embeddings.word_embeddings.weight.requires_grad_(False)
    return body


@dataclass
class Labelled:
    """One text's pieces with the labels of one annotator, by piece: tag (-100: not scored), and by attribution the
    pieces that open the words of source, cue and content."""

    ids: np.ndarray
    values: np.ndarray
    tags: np.ndarray
    parts: list[tuple[np.ndarray, np.ndarray, np.ndarray]]


def label(pieces: Pieces, annotator: dict[str, Any]) -> Labelled:
    starts, ends, first = pieces.starts, pieces.ends, pieces.first
    word_tags = np.zeros(len(first), dtype=np.int64)
    parts = []

    def words(spans: Any) -> list[int]:
        found: set[int] = set()
        for start, end in spans:
            low, high = np.searchsorted(ends, start, side="right"), np.searchsorted(starts, end)
            found.update(range(int(low), int(high)))
        return sorted(found)

    for attribution in annotator["attributions"]:
        mine = []
        for r, role in enumerate(ROLES):
            at = words(attribution[role])
            mine.append(first[at] if at else np.zeros(0, dtype=np.int64))
            runs = np.split(np.array(at), np.flatnonzero(np.diff(at) > 1) + 1) if at else []
            for run in runs:
                base = 1 + 4 * r
                if len(run) == 1:
                    word_tags[run] = base + 3
                else:
                    word_tags[run] = base + 1
                    word_tags[run[0]], word_tags[run[-1]] = base, base + 2
        parts.append(tuple(mine))
    for start, end in annotator["discard"]:
        word_tags[words([(start, end)])] = -100
    tags = np.full(len(pieces.ids), -100, dtype=np.int64)
    tags[first] = word_tags
    return Labelled(pieces.ids, pieces.values, tags, parts)


class Batches:
    """The training texts one behind the other, in new order and with new cuts each epoch, in windows of LENGTH."""

    def __init__(self, rows: list[dict[str, Any]], size: int, seed: int, varied: float, without: list[str]) -> None:
        self.size, self.varied, self.random = size, varied, random.Random(seed)
        self.blank = [NAMES.index(name) for group in without for name in GROUPS[group]]
        self.articles: dict[str, dict[int, list[Labelled]]] = {}
        for row in rows:
            labelled = [label(row["pieces"], annotator) for annotator in row["annotators"]]
            self.articles.setdefault(row["id"], {})[row["variant"]] = labelled

    def __len__(self) -> int:
        return sum(len(v[0][0].ids) + 1 for v in self.articles.values()) // (LENGTH * self.size)

    def epoch(self):
        order = list(self.articles.values())
        self.random.shuffle(order)
        ids, values, tags, parts, base = [], [], [], [], 0
        for variants in order:
            others = [v for v in variants if v]
            chosen = self.random.choice(others) if others and self.random.random() < self.varied else 0
            one = self.random.choice(variants[chosen])
            ids += [one.ids, [SEPARATOR]]
            values += [one.values, BLANK[None]]
            tags += [one.tags, [-100]]
            parts += [tuple(p + base for p in part) for part in one.parts]
            base += len(one.ids) + 1
        shift = self.random.randrange(LENGTH)
        ids, values, tags = (np.concatenate(x)[shift:] for x in (ids, values, tags))
        count = len(ids) // LENGTH
        windows: list[list[tuple[np.ndarray, ...]]] = [[] for _ in range(count)]
        for part in parts:
            cue = part[1] - shift
            if len(cue) and 0 <= cue[0] // LENGTH < count:
                w = int(cue[0] // LENGTH)
                windows[w].append(tuple(p - shift - w * LENGTH for p in part))
        order = list(range(count))
        self.random.shuffle(order)
        for at in range(0, count - self.size + 1, self.size):
            chosen = order[at : at + self.size]
            rows = [slice(w * LENGTH, (w + 1) * LENGTH) for w in chosen]
            v = np.stack([values[r] for r in rows])
            for b in range(len(chosen)):
                for group in ("parse", "rules"):
                    if self.random.random() < 0.1:
                        for name in GROUPS[group]:
                            v[b, :, NAMES.index(name)] = COLUMNS[name].offset
            for i in self.blank:
                v[:, :, i] = BLANK[i]
            yield np.stack([ids[r] for r in rows]), v, np.stack([tags[r] for r in rows]), [windows[w] for w in chosen]


def link_targets(tags: np.ndarray, windows: list[Any]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Which piece may be pointed at by which: content to cue (b, n, n), cue to source (b, n, n + 1; the last column
    is “nobody”), and the pieces that are words (b, n)."""
    b, n = tags.shape
    to_cue = np.zeros((b, n, n), dtype=bool)
    to_source = np.zeros((b, n, n + 1), dtype=bool)
    for w, parts in enumerate(windows):
        for source, cue, content in parts:
            cue = cue[(cue >= 0) & (cue < n)]
            inside = content[(content >= 0) & (content < n)]
            to_cue[w, inside[:, None], cue[None]] = True
            if not len(source):
                to_source[w, cue, n] = True
            else:
                source = source[(source >= 0) & (source < n)]
                to_source[w, cue[:, None], source[None]] = True
    return torch.from_numpy(to_cue), torch.from_numpy(to_source), torch.from_numpy(tags != -100)


def link_loss(scores: torch.Tensor, targets: torch.Tensor, allowed: torch.Tensor) -> torch.Tensor:
    """Minus the mean log-probability of the targets, over the rows that have one."""
    rows = targets.any(dim=-1)
    if not rows.any():
        return scores.sum() * 0
    scores = scores.float().masked_fill(~allowed, -1e4)[rows]
    right = scores.masked_fill(~targets[rows], -1e4)
    return (scores.logsumexp(-1) - right.logsumexp(-1)).mean()


def loss_of(model: TagModel, batch: Any) -> tuple[torch.Tensor, torch.Tensor]:
    ids, values, tags, windows = batch
    with torch.autocast("cpu", torch.bfloat16):
        scores, links = model(torch.from_numpy(ids), torch.from_numpy(values))
    to_cue, to_source, words = link_targets(tags, windows)
    tagging = F.cross_entropy(scores.float().flatten(0, 1), torch.from_numpy(tags).flatten(), ignore_index=-100)
    content_asks, cue_answers, cue_asks, source_answers = links[..., :-1].float().split(LINKS, dim=-1)
    allowed = words[:, None, :].expand(to_cue.shape)
    to_content_cue, to_cue_source = model.distances[:, BUCKETS_OF_WINDOW]
    linking = link_loss(content_asks @ cue_answers.mT + to_content_cue, to_cue, allowed)
    nobody = links[..., -1:].float()
    sources = torch.cat([cue_asks @ source_answers.mT + to_cue_source, nobody], dim=-1)
    allowed = torch.cat([allowed, torch.ones_like(allowed[..., :1])], dim=-1)
    return tagging, linking + link_loss(sources, to_source, allowed)


@torch.no_grad()
def read(model: TagModel, pieces: Pieces, without: list[str], length: int = LENGTH, stride: int = STRIDE) -> Reading:
    """The model's numbers for a whole text: overlapping windows, each piece from where it stands most central."""
    n = len(pieces.ids)
    starts = list(range(0, max(1, n - (length - stride)), stride))
    values = pieces.values.copy()
    for group in without:
        for name in GROUPS[group]:
            values[:, NAMES.index(name)] = COLUMNS[name].offset
    tags, links = np.zeros((n, len(TAGS)), np.float32), np.zeros((n, 4 * LINKS + 1), np.float32)
    overlap = (length - stride) // 2
    for start in starts:
        end = min(n, start + length)
        with torch.autocast("cpu", torch.bfloat16):
            a, b = model(torch.from_numpy(pieces.ids[None, start:end]), torch.from_numpy(values[None, start:end]))
        low = start + overlap if start else 0
        tags[low:end] = a.float().log_softmax(-1)[0, low - start :].numpy()
        links[low:end] = b.float()[0, low - start :].numpy()
    tags, links = tags[pieces.first], links[pieces.first]
    distances = model.distances.detach().numpy()
    return Reading(tags, *np.split(links[:, :-1], 4, axis=1), links[:, -1], distances, pieces.first)


def as_spans(pieces: Pieces, linked: Linked) -> dict[str, Any]:
    def spans(chunks: Any) -> list[list[int]]:
        return [[int(pieces.starts[c.start]), int(pieces.ends[c.end - 1])] for c in chunks if c]

    return {"source": spans([linked.source]), "cue": spans([linked.cue]), "content": spans(linked.contents)}


def evaluate(model: TagModel, rows: list[dict[str, Any]], gold: Any, scorer: Any, without: list[str]) -> dict[str, Any]:
    model.eval()
    readings = [(row, read(model, row["pieces"], without)) for row in rows]
    model.train()
    report = {}
    for caution in (0.0, -0.5, -1.0, -1.5):
        predictions = {
            row["id"]: [as_spans(row["pieces"], x) for x in decode(reading, row["pieces"].paragraphs, caution=caution)]
            for row, reading in readings
        }
        summary = scorer.score(gold, predictions)[0]
        report[caution] = {
            "soft": summary["relation"]["soft"],
            "strict": summary["relation"]["strict"]["f1"],
            **{role: summary["roles"][role]["exact"]["f1"] for role in ROLES},
            **{t: summary["by_type"][t]["r"] for t in ("direct", "mixed", "indirect")},
            "none": summary["by_source"]["none"]["r"],
        }
    return report


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("train", "dev", "gold", "scorer", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--epochs", type=float, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=2.5e-4)
    parser.add_argument("--size", type=int, default=4, help="windows a step")
    parser.add_argument("--varied", type=float, default=0.35, help="share of texts with other names and marks")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--share", type=float, default=1.0, help="share of the training texts, for learning curves")
    parser.add_argument("--hold", type=int, default=20, help="leave every n-th text out, to fit the calibration on")
    parser.add_argument("--looks", type=float, default=1.0, help="evaluations an epoch")
    parser.add_argument("--frozen", action="store_true", help="train what is new alone, the trunk as it is")
    parser.add_argument("--without", default="", help="groups of properties to leave out")
    asked = parser.parse_args()
    without = [name for name in asked.without.split(",") if name]
    torch.set_num_threads(asked.threads)
    torch.manual_seed(asked.seed)
    asked.out.mkdir(parents=True, exist_ok=True)
    spec = importlib.util.spec_from_file_location("scorer", asked.scorer)
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    gold = scorer.load_gold(str(asked.gold))
    train, dev = (pickle.loads(path.read_bytes()) for path in (asked.train, asked.dev))
    names = sorted({row["id"] for row in train})
    held_out = set(names[:: asked.hold]) if asked.hold else set()
    train = [row for row in train if row["id"] not in held_out]
    if asked.share < 1:
        names = [name for name in names if name not in held_out]
        kept = set(random.Random(0).sample(names, int(asked.share * len(names))))
        train = [row for row in train if row["id"] in kept]
    model = TagModel(load_body())
    if asked.frozen:
        model.body.requires_grad_(False)
    moving = {name: p for name, p in model.named_parameters() if p.requires_grad}
    average = {name: p.detach().clone() for name, p in moving.items()}
    batches = Batches(train, asked.size, asked.seed, asked.varied, without)
    steps = int(asked.epochs * len(batches))
    new = [*model.properties.parameters(), *model.tags.parameters(), *model.links.parameters(), model.distances]
    held = {id(p) for p in new}
    body = [p for p in model.parameters() if p.requires_grad and id(p) not in held]
    optimiser = torch.optim.AdamW(
        [*({"params": part, "lr": asked.rate} for part in [body] if part), {"params": new, "lr": 4 * asked.rate}],
        weight_decay=0.01,
        betas=(0.9, 0.98),
        fused=True,
    )
    warm = max(1, steps // 16)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm)))
    )
    print(f"{len(batches.articles)} texts, {len(batches)} steps an epoch, {steps} in all", flush=True)
    model.train()
    step, began, sums = 0, time.time(), np.zeros(2)
    every = max(1, int(len(batches) / asked.looks))
    while step < steps:
        for batch in batches.epoch():
            if step >= steps:
                break
            tagging, linking = loss_of(model, batch)
            (tagging + 0.2 * linking).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad(set_to_none=True)
            step += 1
            decay = min(0.999, (1 + step) / (10 + step))
            with torch.no_grad():
                for name, value in moving.items():
                    average[name].lerp_(value, 1 - decay)
            sums += tagging.item(), linking.item()
            if step % 50 == 0:
                a, b = sums / 50
                rate = step * asked.size * LENGTH / (time.time() - began)
                print(f"{step} tags {a:.4f} links {b:.4f} {rate:.0f} pieces/s", flush=True)
                sums[:] = 0
            if step % every == 0 or step == steps:
                raw = {name: value.detach().clone() for name, value in moving.items()}
                model.load_state_dict(average, strict=False)
                report = evaluate(model, dev, gold, scorer, without)
                torch.save(average, asked.out / "model.pt")
                model.load_state_dict(raw, strict=False)
                for caution, numbers in report.items():
                    soft = numbers.pop("soft")
                    rest = " ".join(f"{k} {100 * v:.1f}" for k, v in numbers.items())
                    print(
                        f"  step {step} epoch {step / len(batches):.2f} caution {caution}: "
                        f"soft p {100 * soft['p']:.1f} r {100 * soft['r']:.1f} f {100 * soft['f1']:.1f} {rest}",
                        flush=True,
                    )
    math.isfinite(tagging.item()) or print("diverged")
    (asked.out / "settings.json").write_text(json.dumps({k: str(v) for k, v in vars(asked).items()}, indent=1))


if __name__ == "__main__":
    main()
