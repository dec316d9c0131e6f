"""Quotations by their marks alone."""

from hypothesis import given
from hypothesis import strategies as st

from counterclaim.attributions._quotes import find_quotes
from counterclaim.records.spans import Span


def quoted(text: str) -> list[str]:
    """The quotations of a text whose lines are paragraphs."""
    paragraphs, start = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            paragraphs.append(Span(start, start + len(line.rstrip())))
        start += len(line)
    return [quote.span.of(text) for quote in find_quotes(text, paragraphs)]


def test_pairs_straight_curly_and_typewriter_marks() -> None:
    """All the marks of newspapers, in one text."""
    text = "He said \"a b\" and “c d” and ``e f'' and ''g h'' and «i j»."
    assert quoted(text) == ['"a b"', "“c d”", "``e f''", "''g h''", "«i j»"]


def test_tells_apostrophes_from_single_quotations() -> None:
    """Contractions, possessives and clipped words are no quotations."""
    assert quoted("The rebels' leader didn't say it was the soldiers' fault.") == []
    assert quoted("'The rebels' leaders didn't leave,' he said.") == ["'The rebels' leaders didn't leave,'"]


def test_ends_an_open_quotation_with_its_paragraph() -> None:
    """A stray mark takes no more than its paragraph."""
    assert quoted('He said "we hold the town.\nNext paragraph.') == ['"we hold the town.']


def test_closes_with_a_mark_typed_the_wrong_way() -> None:
    """“…,“ is a common slip."""
    assert quoted("“We hold the town,“ he said.") == ["“We hold the town,“"]


@given(st.text(alphabet="ab.,'\"“”‘’`«» \n", max_size=200))
def test_never_overlaps_and_stays_in_its_paragraph(text: str) -> None:
    """Whatever the marks, quotations are in order and apart, each within one line."""
    found = quoted(text)
    assert all("\n" not in words for words in found)
    lines = [line for line in text.splitlines() if line.strip()]
    assert sum(map(len, found)) <= sum(map(len, lines))
