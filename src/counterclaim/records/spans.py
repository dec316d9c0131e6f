"""Spans: where words stand in the text of one revision."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open `[start, end)` in code points of one revision's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words at this span."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end


Spans = tuple[Span, ...]


def words_at(text: str, spans: Iterable[Span]) -> str:
    """The words at the spans, in text order, ` … ` between parts that stand apart."""
    return " … ".join(span.of(text) for span in sorted(spans))


def hull(spans: Iterable[Span]) -> Span:
    """The smallest span that holds all of `spans` (at least one)."""
    ordered = list(spans)
    return Span(min(s.start for s in ordered), max(s.end for s in ordered))


def covered(a: Iterable[Span], b: Iterable[Span]) -> int:
    """How many code points stand in both (the parts of each do not overlap one another)."""
    right = list(b)
    return sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in a for y in right)
