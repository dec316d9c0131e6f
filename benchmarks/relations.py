"""Gold and predicted attributions of the same articles, and which of them agree.

What the scorers of attributions share. The rules are those of the scorer that docs/benchmarks.md names, so that numbers
can be put beside its own; a test on invented text holds each rule.

    word        letters and digits in a row, apostrophes inside included; a span owns each word that it touches
    exact       same edges after marks and spaces are trimmed, cut words widened, fragments joined that only marks part
    soft match  half of the contents' words (Dice) and a word of the sources, or neither has a source; one to one, the
                largest total overlap
    discarded   a prediction half of whose words stand where the annotator was told to set text aside: it is not counted
"""

import gzip
import json
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

ROLES = ("source", "cue", "content")
HALF = 0.5
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_MARK = re.compile(r"[“”\"]|''|``|’’|‘‘")
_OPENS, _BEFORE, _AFTER = frozenset({"“", "``", "‘‘"}), frozenset("([{—–-/:'‘“"), frozenset(".,;:!?)]}—–-/'’”")

Pairs = tuple[tuple[int, int], ...]


class Form(StrEnum):
    """Where the content stands: nine tenths of its words between double quotation marks, some, or none. `EMBEDDED` is
    an attribution whose cue stands in somebody's quoted words."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"
    EMBEDDED = "embedded"


@dataclass(frozen=True, slots=True)
class Relation:
    """One attribution against its text: word numbers of each role, and the edges that `exact` compares."""

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]
    spans: tuple[Pairs, Pairs, Pairs]
    edges: tuple[Pairs, Pairs, Pairs]
    form: Form
    score: float | None = None
    found_by: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One text with its gold and predicted relations; what is discarded is left out."""

    id: str
    text: str
    words: tuple[tuple[int, int], ...]
    gold: tuple[Relation, ...]
    found: tuple[Relation, ...]


def read_articles(gold: Path, predicted: Path) -> Iterator[Article]:
    """The articles of GOLD with the predictions for each; an article without predictions has none.

    The first annotator is the gold. Gold without content is left out.
    """
    predictions = {row["id"]: row["attributions"] for row in _rows(predicted)}
    for row in _rows(gold):
        marked = row["annotators"][0] if "annotators" in row else row
        yield make_article(
            row["id"], row["text"], marked["attributions"], predictions.get(row["id"], ()), marked.get("discard") or ()
        )


def make_article(
    id_: str,
    text: str,
    gold: Iterable[Mapping[str, Any]],
    found: Iterable[Mapping[str, Any]],
    discard: Iterable[Sequence[int]] = (),
) -> Article:
    """An article from rows `{source, cue, content}` of `[start, end)` pairs, with `score` and `found_by` if known."""
    reader = _Reader(text)
    aside = reader.words_at(discard)
    relations = [reader.relation(row) for row in found]
    kept = [r for r in relations if 2 * len(aside & _place(r)) < max(1, len(_place(r)))] if aside else relations
    marked = [r for r in map(reader.relation, gold) if r.content]
    return Article(id_, text, tuple(reader.words), tuple(marked), tuple(kept))


def _place(relation: Relation) -> frozenset[int]:
    return relation.content or relation.cue or relation.source


def quoted_regions(text: str) -> list[tuple[int, int]]:
    """What stands between double quotation marks; a mark left open closes with its line."""
    regions = []
    for line in re.finditer(r"[^\n]+", text):
        opened: int | None = None
        for mark in _MARK.finditer(text, line.start(), line.end()):
            sign, start, end = mark.group(), mark.start(), mark.end()
            before = text[start - 1] if start > line.start() else " "
            after = text[end] if end < line.end() else " "
            if _opens(sign, before, after, opened is not None):
                if opened is None:
                    opened = end
                elif sign not in _OPENS:  # a straight mark that opens again
                    regions.append((opened, start))
                    opened = end
            elif opened is not None:
                regions.append((opened, start))
                opened = None
        if opened is not None:
            regions.append((opened, line.end()))
    return regions


def _opens(sign: str, before: str, after: str, is_open: bool) -> bool:
    if sign in _OPENS or sign == "”":
        return sign in _OPENS
    free_before, free_after = before.isspace() or before in _BEFORE, after.isspace() or after in _AFTER
    return free_before if free_before != free_after else not is_open


class _Reader:
    """Reads spans against one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = [m.span() for m in _WORD.finditer(text)]
        self._starts, self._ends = [a for a, _ in self.words], [b for _, b in self.words]
        self._quoted = self.words_at(quoted_regions(text))

    def words_at(self, spans: Iterable[Sequence[int]]) -> frozenset[int]:
        """The numbers of the words that share a character with the spans."""
        return frozenset(
            word
            for start, end in self._clipped(spans)
            for word in range(bisect_right(self._ends, start), bisect_left(self._starts, end))
        )

    def _clipped(self, spans: Iterable[Sequence[int]]) -> list[tuple[int, int]]:
        cut = ((max(0, span[0]), min(len(self.text), span[1])) for span in spans)
        return sorted((start, end) for start, end in cut if start < end)

    def relation(self, row: Mapping[str, Any]) -> Relation:
        spans = tuple(tuple(self._clipped(row.get(role) or ())) for role in ROLES)
        source, cue, content = map(self.words_at, spans)
        inside = len(content & self._quoted)
        if 2 * len(cue & self._quoted) > len(cue):
            form = Form.EMBEDDED
        elif not inside:
            form = Form.INDIRECT
        else:
            form = Form.DIRECT if inside >= 0.9 * len(content) else Form.MIXED
        edges = tuple(map(self._edges, spans))
        return Relation(
            source, cue, content, (spans[0], spans[1], spans[2]), (edges[0], edges[1], edges[2]), form,
            row.get("score"), row.get("found_by"),
        )  # fmt: skip

    def _edges(self, spans: Pairs) -> Pairs:
        text, joined = self.text, list[tuple[int, int]]()
        for start, end in spans:
            while start < end and not text[start].isalnum():
                start += 1
            while end > start and not text[end - 1].isalnum():
                end -= 1
            if start == end:
                continue
            while start and text[start - 1].isalnum():
                start -= 1
            while end < len(text) and text[end].isalnum():
                end += 1
            if joined and not any(c.isalnum() for c in text[joined[-1][1] : start]):
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        return tuple(joined)


def soft_matches(gold: Sequence[Relation], found: Sequence[Relation]) -> list[tuple[int, int]]:
    """The pairs (number in gold, number in found) that match softly, one to one."""
    weights: dict[int, dict[int, float]] = {}
    holders: dict[int, list[int]] = {}
    for j, b in enumerate(found):
        for word in b.content:
            holders.setdefault(word, []).append(j)
    for i, a in enumerate(gold):
        for j in sorted({j for word in a.content for j in holders.get(word, ())}):
            b = found[j]
            dice = 2 * len(a.content & b.content) / (len(a.content) + len(b.content))
            if dice >= HALF and _share(a.source, b.source):
                cue = 1e-4 if _share(a.cue, b.cue) else 0.0  # between equal contents the one with the same cue
                weights.setdefault(i, {})[j] = dice + cue
    return _heaviest_matching(weights)


def _share(a: frozenset[int], b: frozenset[int]) -> bool:
    return bool(a & b) or not (a or b)


def _heaviest_matching(weights: Mapping[int, Mapping[int, float]]) -> list[tuple[int, int]]:
    """The largest one-to-one matching, and of those of its size the heaviest: grown by the best augmenting path, found
    by relaxation, until there is none. Groups that compete are small, so this need not be fast."""
    of_left: dict[int, int] = {}
    of_right: dict[int, int] = {}
    while True:
        gain = {i: 0.0 for i in weights if i not in of_left}
        came: dict[int, int] = {}  # to each right node, from which left one
        best: dict[int, float] = {}
        fresh = list(gain)
        while fresh:
            nodes, fresh = fresh, []
            for i in nodes:
                for j, weight in weights[i].items():
                    if of_left.get(i) == j or best.get(j, float("-inf")) >= gain[i] + weight - 1e-12:
                        continue
                    best[j], came[j] = gain[i] + weight, i
                    other = of_right.get(j)
                    if other is not None:
                        gain[other] = best[j] - weights[other][j]
                        fresh.append(other)
        ends = [j for j in best if j not in of_right]
        if not ends:
            return sorted(of_left.items())
        at: int | None = max(ends, key=lambda j: (best[j], -j))
        while at is not None:  # turn the path round
            i = came[at]
            of_right[at] = i
            of_left[i], at = at, of_left.get(i)


def exact_matches(gold: Sequence[Relation], found: Sequence[Relation]) -> set[int]:
    """The gold relations whose source, cue and content are all predicted exactly, each by a prediction of its own."""
    left = Counter(relation.edges for relation in found)
    matched = set()
    for i, relation in enumerate(gold):
        if left[relation.edges]:
            left[relation.edges] -= 1
            matched.add(i)
    return matched


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)
