"""Texts and annotation to the learned tagger's input: pieces with their properties, one pickle a part.

    python -m training.tagger_data --data $DATA/polnear/train.jsonl.gz --out train.pickle --varied 1
    python -m training.tagger_data --data $DATA/polnear/dev.jsonl.gz --out dev.pickle

Runs in the project's own environment, because it parses. Rows are `id, text` and, where annotated, `annotators`. With
`--varied N` each annotated article is also written N times with other people's and places' names, other quotation
marks and now and then a headline in capitals, so that one election's names and one country's typography are not all
that the tagger knows.
"""

import argparse
import gzip
import json
import pickle
import random
import re
import sqlite3
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from benchmarks.attribution import revision_of_lines
from counterclaim.attributions import RuleTagger
from counterclaim.attributions._edges import paragraphs_of
from counterclaim.attributions._pieces import cut_pieces
from counterclaim.attributions._quotes import find_quotes
from counterclaim.parsing import load_parser
from counterclaim.records.parses import Parse

SEED = 20261123
PACKAGE = Path("src/counterclaim")
ROLES = ("source", "cue", "content")
MARKS = (('"', '"'), ("“", "”"), ("‘", "’"), ("«", "»"), ("„", "“"), ("``", "''"))

Edit = tuple[int, int, str]


def name_pools() -> tuple[list[str], list[str]]:
    """First names and names of towns the world over; a town's name serves as a family name as well."""
    lines = (PACKAGE / "lexicons/actors_first_names.tsv").read_text(encoding="utf-8").splitlines()
    firsts = [line.split("\t")[0].capitalize() for line in lines if line and not line.startswith("#")]
    with sqlite3.connect(PACKAGE / "places/gazetteer.sqlite") as database:
        rows = database.execute("SELECT name FROM place WHERE population > 20000 ORDER BY id")
        towns = [name for (name,) in rows if re.fullmatch(r"[A-Z][a-zé’'-]+", name)]
    return firsts, towns


def varied(text: str, spans: Iterable[tuple[int, int]], parse: Parse, pools: Any, rng: random.Random) -> Iterator[Edit]:
    """Edits in text order: names replaced alike throughout, quotation marks of one other kind, a loud headline."""
    firsts, towns = pools
    borders = {offset for span in spans for offset in span}
    people: dict[str, str] = {}
    places: dict[str, str] = {}
    first_line = text.find("\n")
    loud = rng.random() < 0.2
    edits: list[Edit] = []
    for entity in parse.entities:
        start, end = parse.starts[entity.start], parse.ends[entity.end - 1]
        end -= 2 * text[start:end].endswith(("’s", "'s"))
        name = text[start:end]
        if entity.label not in ("PERSON", "GPE") or any(start < b < end for b in borders) or not name[:1].isupper():
            continue
        words = re.findall(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*", name)
        if not words or "".join(words) != re.sub(r"\s", "", name):
            continue
        if entity.label == "PERSON":
            family = people.setdefault(words[-1], rng.choice(towns))
            given = [people.setdefault(word, rng.choice(firsts)) for word in words[:-1]]
            edits.append((start, end, " ".join([*given, family])))
        else:
            edits.append((start, end, places.setdefault(name, rng.choice(towns))))
    left, right = rng.choice(MARKS)
    paragraphs = paragraphs_of(revision_of_lines("", text))
    for quote in find_quotes(text, paragraphs):
        if not quote.single and text[quote.span.start] in '“"' and not quote.continues:
            edits.append((quote.span.start, quote.span.start + 1, left))
            if quote.closed:
                edits.append((quote.span.end - 1, quote.span.end, right))
    edits.sort()
    at = 0
    for start, end, new in edits:
        if start < at:
            continue
        if loud and start > first_line >= at:
            yield from ((i, i + 1, text[i].upper()) for i in range(at, first_line) if len(text[i].upper()) == 1)
            at = first_line
        yield start, end, new.upper() if loud and end <= first_line else new
        at = end


def apply(text: str, edits: Iterable[Edit]) -> tuple[str, Callable[[int], int]]:
    """The edited text, and where an offset of the old one went."""
    parts, at, moved, starts, shifts = [], 0, 0, [0], [0]
    for start, end, new in edits:
        parts += [text[at:start], new]
        at = end
        moved += len(new) - (end - start)
        starts.append(end)
        shifts.append(moved)
    parts.append(text[at:])

    def to(offset: int) -> int:
        return offset + shifts[bisect_right(starts, offset) - 1]

    return "".join(parts), to


def moved(annotator: dict[str, Any], to: Callable[[int], int]) -> dict[str, Any]:
    def spans(found: Any) -> list[list[int]]:
        return [[to(start), to(end)] for start, end in found]

    return {
        "attributions": [{role: spans(a[role]) for role in ROLES} for a in annotator["attributions"]],
        "discard": spans(annotator.get("discard") or []),
    }


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--varied", type=int, default=0)
    asked = options.parse_args()
    tokenizer = Tokenizer.from_file(str(PACKAGE / "weights/minilm-l6.tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    parser, rules, pools = load_parser(), RuleTagger(), name_pools()
    rows: list[dict[str, Any]] = []
    with gzip.open(asked.data, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            text = row["text"]
            annotators = [moved(a, lambda offset: offset) for a in row.get("annotators") or []]
            for variant in range(1 + (asked.varied if annotators else 0)):
                if variant:
                    rng = random.Random(f"{SEED}-{row['id']}-{variant}")
                    spans = [s for a in annotators for x in a["attributions"] for role in ROLES for s in x[role]]
                    text, to = apply(row["text"], varied(row["text"], spans, original, pools, rng))  # noqa: F821
                    marks = [moved(a, to) for a in annotators]
                else:
                    marks = annotators
                revision = revision_of_lines(row["id"], text)
                parse = parser.parse(revision)
                if not variant:
                    original = parse  # noqa: F841
                paragraphs = paragraphs_of(revision)
                found = rules.tag(revision, parse)
                pieces = cut_pieces(tokenizer, text, paragraphs, find_quotes(text, paragraphs), parse, found)
                rows.append({"id": row["id"], "variant": variant, "text": text, "pieces": pieces, "annotators": marks})
            print(f"\r{len(rows)}", end="", flush=True)
    asked.out.write_bytes(pickle.dumps(rows))
    print(f"\r{len(rows)} texts, {sum(len(r['pieces'].ids) for r in rows)} pieces")


if __name__ == "__main__":
    main()
