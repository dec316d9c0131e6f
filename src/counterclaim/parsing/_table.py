"""spaCy's tokens as the columns of a Parse. White space is no token here, as it is in spaCy."""

from typing import Any

import numpy as np

from counterclaim.parsing._forms import Form, Word
from counterclaim.records.parses import Entity, Parse

#: A sentence of more tokens is cut: no person says so much in one breath, and clauses within clauses would cost time
#: that grows with the square of their number. The longest that a newspaper prints have some 150.
LONGEST_SENTENCE = 400

# Read of all tokens at once: one object of spaCy's for each would cost a tenth of the parse.
_ATTRIBUTES = ("ORTH", "TAG", "DEP", "HEAD", "SENT_START", "IS_SPACE", "LENGTH", "SPACY")

#: Adverbs that a sentence opens with, and that spaCy takes for part of the name behind them (“Earlier Radio Nova …”).
_OPENING = frozenset({"Earlier", "Later", "Meanwhile", "Previously", "Separately", "Subsequently", "Afterwards"})


class Rows:
    """What spaCy says of the tokens of one piece of text, a value each."""

    def __init__(self, doc: Any) -> None:
        forms, tags, deps, heads, first, space, length, spaced = doc.to_array(_ATTRIBUTES).T
        self.words: list[Word] = list(zip(forms.tolist(), tags.tolist(), deps.tolist(), strict=True))
        self.heads: list[int] = (np.arange(len(doc)) + heads.view(np.int64)).tolist()
        self.first: list[bool] = (first.view(np.int64) == 1).tolist()  # of a sentence
        self.space: list[bool] = (space != 0).tolist()
        ends = np.cumsum(length + spaced)
        self.starts: list[int] = (ends - length - spaced).tolist()
        self.lengths: list[int] = length.tolist()
        self.entities: list[tuple[int, int, str]] = [(e.start, e.end, e.label_) for e in doc.ents]


class Table:
    """Tokens, sentences and names of a text, added piece by piece. `strings` are spaCy's, by their numbers."""

    def __init__(self, text: str, strings: Any) -> None:
        self._text = text
        self._strings = strings
        self._names: dict[int, str] = {}
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._lemmas: list[str] = []
        self._pos: list[str] = []
        self._tags: list[str] = []
        self._deps: list[str] = []
        self._heads: list[int] = []
        self._sentences: list[tuple[int, int]] = []
        self._entities: list[Entity] = []

    def add(self, start: int, rows: Rows, forms: list[Form]) -> None:
        """Adds the piece that begins at `start` of the text."""
        base = len(self._starts)
        kept = [i for i, space in enumerate(rows.space) if not space]
        index = dict(zip(kept, range(base, base + len(kept)), strict=True))  # spaCy's number of a token to ours
        for i in kept:
            _, tag, dep = rows.words[i]
            pos, lemma = forms[i]
            first = start + rows.starts[i]
            self._starts.append(first)
            self._ends.append(first + rows.lengths[i])
            self._lemmas.append(lemma)
            self._pos.append(pos)
            self._tags.append(self._name(tag))
            self._deps.append(self._name(dep))
            head = rows.heads[i]
            while head not in index and rows.heads[head] != head:
                head = rows.heads[head]
            self._heads.append(index.get(head, index[i]))
        self._add_sentences(rows, index)
        for first, end, label in rows.entities:
            named = [index[i] for i in range(first, end) if i in index]
            if len(named) > 1 and self._text[self._starts[named[0]] : self._ends[named[0]]] in _OPENING:
                del named[0]
            if named:
                self._entities.append(Entity(start=named[0], end=named[-1] + 1, label=label))

    def parse(self) -> Parse:
        """All of it."""
        self._cut_heads()
        children: list[list[int]] = [[] for _ in self._heads]
        for token, head in enumerate(self._heads):
            if head != token:
                children[head].append(token)
        return Parse(
            text=self._text,
            starts=tuple(self._starts),
            ends=tuple(self._ends),
            words=tuple(self._text[start:end] for start, end in zip(self._starts, self._ends, strict=True)),
            lemmas=tuple(self._lemmas),
            pos=tuple(self._pos),
            tags=tuple(self._tags),
            deps=tuple(self._deps),
            heads=tuple(self._heads),
            sentences=tuple(self._sentences),
            entities=tuple(self._entities),
            children=tuple(map(tuple, children)),
        )

    def _name(self, number: int) -> str:
        name = self._names.get(number)
        if name is None:
            name = self._names[number] = self._strings[number]
        return name

    def _add_sentences(self, rows: Rows, index: dict[int, int]) -> None:
        firsts = [i for i, first in enumerate(rows.first) if first or i == 0]
        for begin, end in zip(firsts, [*firsts[1:], len(rows.first)], strict=True):
            kept = [index[i] for i in range(begin, end) if i in index]
            for at in range(0, len(kept), LONGEST_SENTENCE):
                part = kept[at : at + LONGEST_SENTENCE]
                self._sentences.append((part[0], part[-1] + 1))

    def _cut_heads(self) -> None:
        """Makes a root of each token whose head stands beyond the end of a sentence that was cut."""
        for first, end in self._sentences:
            for token in range(first, end):
                if not first <= self._heads[token] < end:
                    self._heads[token], self._deps[token] = token, "ROOT"
