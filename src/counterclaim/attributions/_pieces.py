"""What the learned tagger sees of a revision: word pieces, and beside each what parse, quotation marks and rules say.

Training and reading both build their input here, so that they cannot drift apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from counterclaim.attributions._quotes import Quote
from counterclaim.records.attributions import Attribution
from counterclaim.records.parses import Parse
from counterclaim.records.spans import Span

Ints = npt.NDArray[np.int64]

#: Piece that stands before each paragraph ([unused0] of the BERT vocabulary).
PARAGRAPH_PIECE = 1

_POS = tuple("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split())
_DEPS = tuple(
    "ROOT acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp compound conj csubj csubjpass dative"
    " det dobj expl intj mark meta neg nmod npadvmod nsubj nsubjpass nummod oprd parataxis pcomp pobj poss preconj"
    " predet prep prt punct quantmod relcl xcomp".split()
)
_ENTITIES = ("PERSON", "ORG", "GPE", "NORP")


class _Column(NamedTuple):
    """One property of a piece: its values are `offset` (unknown or absent) up to `offset + size`."""

    offset: int
    size: int


def _columns(sizes: dict[str, int]) -> dict[str, _Column]:
    columns, offset = {}, 0
    for name, size in sizes.items():
        columns[name] = _Column(offset, size)
        offset += size + 1
    return columns


#: The properties in their order. Changing them makes older weights useless: they name what they were trained with.
COLUMNS = _columns(
    {
        "pos": len(_POS),
        "dep": len(_DEPS),
        "head_pos": len(_POS),
        "head_side": 8,
        "entity": len(_ENTITIES),
        "sentence": 1,
        "case": 3,
        "quote": 2,
        "rule_source": 2,
        "rule_cue": 2,
        "rule_content": 3,
        "inner_cue": 1,
        "line": 3,
    }
)
VALUES = sum(column.size + 1 for column in COLUMNS.values())
_POS_INDEX = {name: i + 1 for i, name in enumerate(_POS)}
_DEP_INDEX = {name: i + 1 for i, name in enumerate(_DEPS)}
_ENTITY_INDEX = {name: i + 1 for i, name in enumerate(_ENTITIES)}


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of a text. `ids` has shape `(n,)`; `values` `(n, len(COLUMNS))`, rows of the table of properties;
    the other arrays have one value a word: its first piece, its characters, its paragraph."""

    ids: Ints
    values: Ints
    first: Ints
    starts: Ints
    ends: Ints
    paragraphs: Ints


def cut_pieces(
    tokenizer: Any,
    text: str,
    paragraphs: Sequence[Span],
    quotes: Sequence[Quote],
    parse: Parse,
    ruled: Sequence[Attribution],
) -> Pieces:
    """The pieces of the paragraphs. `ruled` are the rule tagger's attributions of the same parse."""
    ids: list[Ints] = []
    starts: list[Ints] = []
    ends: list[Ints] = []
    first: list[Ints] = []
    word_starts: list[Ints] = []
    word_ends: list[Ints] = []
    word_paragraphs: list[Ints] = []
    count = 0
    encodings = tokenizer.encode_batch([p.of(text) for p in paragraphs], add_special_tokens=False)
    for number, (paragraph, encoding) in enumerate(zip(paragraphs, encodings, strict=True)):
        if not encoding.ids:
            continue
        offsets = np.array(encoding.offsets, dtype=np.int64) + paragraph.start
        words = np.array(encoding.word_ids, dtype=np.int64)
        opens = np.flatnonzero(np.diff(words, prepend=-1))
        closes = np.append(opens[1:], len(words)) - 1
        ids.append(np.array([PARAGRAPH_PIECE, *encoding.ids], dtype=np.int64))
        starts.append(np.concatenate([[paragraph.start], offsets[:, 0]]))
        ends.append(np.concatenate([[paragraph.start], offsets[:, 1]]))
        first.append(opens + count + 1)
        word_starts.append(offsets[opens, 0])
        word_ends.append(offsets[closes, 1])
        word_paragraphs.append(np.full(len(opens), number, dtype=np.int64))
        count += len(encoding.ids) + 1
    if not ids:
        none = np.zeros(0, dtype=np.int64)
        return Pieces(none, np.zeros((0, len(COLUMNS)), dtype=np.int64), none, none, none, none)
    at, until = np.concatenate(starts), np.concatenate(ends)
    return Pieces(
        ids=np.concatenate(ids),
        values=_values(text, at, until, paragraphs, quotes, parse, ruled),
        first=np.concatenate(first),
        starts=np.concatenate(word_starts),
        ends=np.concatenate(word_ends),
        paragraphs=np.concatenate(word_paragraphs),
    )


def _values(
    text: str,
    starts: Ints,
    ends: Ints,
    paragraphs: Sequence[Span],
    quotes: Sequence[Quote],
    parse: Parse,
    ruled: Sequence[Attribution],
) -> Ints:
    found = {name: np.zeros(len(starts), dtype=np.int64) for name in COLUMNS}
    real = ends > starts  # all but the pieces that open a paragraph
    if len(parse):
        token = np.clip(np.searchsorted(np.array(parse.starts), starts, side="right") - 1, 0, None)
        inside = real & (starts < np.array(parse.ends)[token])
        for name, column in _of_tokens(parse).items():
            found[name] = np.where(inside, column[token], 0)
    found["case"] = np.where(real, _cases(text, starts, ends), 0)
    _mark(found["quote"], starts, real, ((q.span, 2 if q.single else 1) for q in quotes))
    outer = [a for a in ruled if a.parent is None]
    _mark(found["rule_content"], starts, real, ((span, 2) for a in outer for span in a.content))
    _edges(found["rule_content"], starts, real, [span for a in outer for span in a.content])
    for name in ("source", "cue"):
        spans = [span for a in outer for span in getattr(a, name)]
        _mark(found[f"rule_{name}"], starts, real, ((span, 2) for span in spans))
        _mark(found[f"rule_{name}"], starts, real, ((Span(span.start, span.start + 1), 1) for span in spans))
    _mark(found["inner_cue"], starts, real, ((span, 1) for a in ruled if a.parent is not None for span in a.cue))
    # The first paragraph is the headline as a rule; a short one without a full stop reads like a heading.
    short = [len(p) < 80 and text[p.end - 1] not in ".!?”\"'’" for p in paragraphs]
    kinds = [1, *(2 if is_short else 3 for is_short in short[1:])][: len(paragraphs)]
    _mark(found["line"], starts, np.ones_like(real), zip(paragraphs, kinds, strict=True))
    return np.stack([found[name] + column.offset for name, column in COLUMNS.items()], axis=1)


def _of_tokens(parse: Parse) -> dict[str, Ints]:
    """The columns that the parse fills, one value a token."""
    count = len(parse)
    pos = np.array([_POS_INDEX.get(name, 0) for name in parse.pos], dtype=np.int64)
    heads = np.array(parse.heads, dtype=np.int64)
    distance = heads - np.arange(count)
    far = np.digitize(np.abs(distance), [1, 2, 4, 8])  # 0 itself, then next, near, off, far
    entity, sentence = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    for found in parse.entities:
        entity[found.start : found.end] = _ENTITY_INDEX.get(found.label, 0)
    sentence[[start for start, _ in parse.sentences]] = 1
    return {
        "pos": pos,
        "dep": np.array([_DEP_INDEX.get(name, 0) for name in parse.deps], dtype=np.int64),
        "head_pos": pos[heads],
        "head_side": np.where(far == 0, 0, far + 4 * (distance > 0)),
        "entity": entity,
        "sentence": sentence,
    }


def _cases(text: str, starts: Ints, ends: Ints) -> Ints:
    """1 small letters, 2 a capital first, 3 all capitals, 0 no letter. The vocabulary knows small letters only."""
    found = np.zeros(len(starts), dtype=np.int64)
    for i, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        first = text[start : start + 1]
        if first.isupper():
            found[i] = 3 if end - start > 1 and text[start:end].isupper() else 2
        elif first.isalpha():
            found[i] = 1
    return found


def _mark(column: Ints, starts: Ints, real: npt.NDArray[np.bool_], spans: Any) -> None:
    """Set the value of the pieces that start inside each span."""
    for span, value in spans:
        low, high = np.searchsorted(starts, [span.start, span.end])
        column[low:high] = np.where(real[low:high], value, column[low:high])


def _edges(column: Ints, starts: Ints, real: npt.NDArray[np.bool_], spans: Sequence[Span]) -> None:
    """1 on the first piece of each span, 3 on its last."""
    for span in spans:
        low, high = (int(i) for i in np.searchsorted(starts, [span.start, span.end]))
        low += int(low < high and not real[low])
        if low < high:
            column[high - 1], column[low] = 3, 1
