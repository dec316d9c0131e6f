"""How often each rule of the rule tagger is right, written to src/counterclaim/attributions/scores.tsv.

    python -m training.measure_rules --data $DATA/polnear/train.jsonl.gz

A prediction is right when it shares half its content with a gold attribution (Dice over words) and a word of its
source, or neither has a source; one to one, best overlap first. Outermost attributions only, as the corpus marks.
"""

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.attribution import revision_of_lines
from counterclaim.attributions import RuleTagger
from counterclaim.parsing import load_parser
from counterclaim.records.attributions import Attribution

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
OUT = Path("src/counterclaim/attributions/scores.tsv")


def words_in(words: list[tuple[int, int]], spans: Iterable[Any]) -> frozenset[int]:
    parts = [(s.start, s.end) if hasattr(s, "start") else (s[0], s[1]) for s in spans]
    return frozenset(i for i, (a, b) in enumerate(words) if any(a < end and start < b for start, end in parts))


def right_ones(words: list[tuple[int, int]], tags: list[Attribution], gold: list[dict[str, Any]]) -> set[int]:
    """Which of `tags` are right, by number. `gold` has lists of offsets for source, cue and content."""
    parts = [(words_in(words, g["source"]), words_in(words, g["content"])) for g in gold]
    pairs = []
    for j, a in enumerate(tags):
        source, content = words_in(words, a.source), words_in(words, a.content)
        for i, (g_source, g_content) in enumerate(parts):
            shared = 2 * len(content & g_content) / max(1, len(content) + len(g_content))
            if shared >= 0.5 and (source & g_source or (not source and not g_source)):
                pairs.append((shared, i, j))
    used: set[int] = set()
    right: set[int] = set()
    for _, i, j in sorted(pairs, reverse=True):
        if i not in used and j not in right:
            used.add(i)
            right.add(j)
    return right


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, required=True)
    data: Path = options.parse_args().data
    parser, tagger = load_parser(), RuleTagger()
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    with gzip.open(data, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            revision = revision_of_lines(row["id"], row["text"])
            words = [m.span() for m in WORD.finditer(row["text"])]
            tags = [a for a in tagger.tag(revision, parser.parse(revision)) if a.parent is None]
            found.update(a.found_by for a in tags)
            right.update(tags[j].found_by for j in right_ones(words, tags, row["annotators"][0]["attributions"]))
    head = (
        f"# Precision of each rule: right / found. Measured {datetime.now(tz=UTC):%Y-%m-%d} on the training part of\n"
        "# PolNeAR (outermost attributions; content Dice >= .5 and sources overlap). Measure again after changing\n"
        "# a rule or the lexicon: python -m training.measure_rules --data $DATA/polnear/train.jsonl.gz\n"
        "# rule\tright\tfound\n"
    )
    rows = [f"{rule}\t{right[rule]}\t{n}\n" for rule, n in sorted(found.items())]
    OUT.write_text(head + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
