"""The parse of a revision as plain columns (docs/decisions/0004): no object of the parsing library leaves its stage."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from counterclaim.records.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A named mention: tokens `[start, end)` and its label (OntoNotes names: PERSON, ORG, GPE, NORP, LOC, …)."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parse:
    """Tokens of one revision's text, column by column; every column has one value a token.

    `starts`/`ends` are offsets into the revision's text. `heads[i]` is the index of token i's head (itself for a
    root). `deps` are ClearNLP labels (nsubj, dobj, ccomp, …), `tags` Penn Treebank, `pos` Universal POS.
    `sentences` are half-open token ranges in order, without overlap; a sentence never crosses a block of the
    revision. Text outside the read blocks has no tokens.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    words: tuple[str, ...]
    lemmas: tuple[str, ...]
    pos: tuple[str, ...]
    tags: tuple[str, ...]
    deps: tuple[str, ...]
    heads: tuple[int, ...]
    sentences: tuple[tuple[int, int], ...]
    entities: tuple[Entity, ...]
    children: tuple[tuple[int, ...], ...]  # of each token, in text order

    def __len__(self) -> int:
        return len(self.starts)

    def span(self, start: int, end: int) -> Span:
        """The characters of tokens `[start, end)`."""
        return Span(self.starts[start], self.ends[end - 1])

    def tokens_in(self, span: Span) -> range:
        """The tokens that share a character with `span`."""
        return range(bisect_right(self.ends, span.start), bisect_left(self.starts, span.end))

    def sentence_index(self, token: int) -> int:
        """Which sentence holds `token`."""
        return bisect_right(self.sentences, (token, len(self.starts))) - 1

    def sentence_of(self, token: int) -> tuple[int, int]:
        """The token range of the sentence that holds `token`."""
        return self.sentences[self.sentence_index(token)]

    def subtree(self, token: int) -> list[int]:
        """`token` and all its descendants, in text order."""
        found, stack = [], [token]
        while stack:
            here = stack.pop()
            found.append(here)
            stack.extend(self.children[here])
        return sorted(found)

    def ancestors(self, token: int) -> Iterator[int]:
        """The heads above `token`, nearest first."""
        while self.heads[token] != token:
            token = self.heads[token]
            yield token

    def entity_at(self, token: int) -> Entity | None:
        """The entity that holds `token`, if any."""
        i = bisect_right(self.entities, token, key=lambda entity: entity.start) - 1
        if i >= 0 and self.entities[i].end > token:
            return self.entities[i]
        return None
