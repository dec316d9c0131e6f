"""Untagged news text for self-training, less every text that overlaps what is evaluated on.

    python -m training.silver_texts --data $DATA --out silver.jsonl.gz

Bodies of FNC-1 and the texts of the geographic sets. A text that shares a run of eight words with a development story,
the seed, or a text of an evaluation part of FNC-1 or Emergent is left out, and so is a copy of one already taken.
"""

import argparse
import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

RUN = 8
GEO = ("lgl", "trnews", "gwn", "geovirus")


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def runs(text: str) -> set[int]:
    words = re.findall(r"\w+", text.lower())
    return {hash(tuple(words[i : i + RUN])) for i in range(max(1, len(words) - RUN + 1))}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    claims: Path = asked.data / "claims"
    bodies = {row["body_id"]: row["text"] for row in rows(claims / "fnc1.bodies.jsonl.gz")}
    kept_back = [(asked.data / "seed" / "panjshir.txt").read_text(encoding="utf-8")]
    for story in sorted((asked.data / "stories").glob("*.texts.json")):
        kept_back += json.loads(story.read_text(encoding="utf-8")).values()
    evaluated = {row["body_id"] for row in rows(claims / "fnc1.dev.jsonl.gz")}
    for row in rows(claims / "fnc1_dispute.dev.jsonl.gz"):
        evaluated |= {row["body_a"], row["body_b"]}
    kept_back += [bodies[id_] for id_ in sorted(evaluated)]
    for name in ("emergent", "emergent_dispute"):
        texts = (value for row in rows(claims / f"{name}.dev.jsonl.gz") for value in row.values())
        kept_back += [text for text in texts if isinstance(text, str)]
    seen = {run for text in kept_back for run in runs(text)}
    found = [(f"fnc-{id_}", text) for id_, text in bodies.items()]
    found += [(row["id"], row["text"]) for name in GEO for row in rows(asked.data / "geo" / f"{name}.dev.jsonl.gz")]
    taken = words = 0
    with gzip.open(asked.out, "wt", encoding="utf-8") as out:
        for id_, text in found:
            mine = runs(text)
            if seen.isdisjoint(mine) and len(text.split()) >= 60:
                seen |= mine
                taken += 1
                words += len(text.split())
                out.write(json.dumps({"id": id_, "text": text}) + "\n")
    print(f"{taken} of {len(found)} texts, {words} words")


if __name__ == "__main__":
    main()
