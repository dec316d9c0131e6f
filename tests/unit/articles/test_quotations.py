"""Paragraphs that a page sets off as quotations."""

import pytest

from counterclaim.records.revisions import BlockKind
from tests.unit.articles._captures import words
from tests.unit.articles.test_pages import PROSE, html, read

AFTER = "<p>Nobody in the valley believed it, and many of them left for the coast before the night.</p>"
SAID = "We have the keys of the bridge. I will not open it."


def quotations(body: str) -> list[str]:
    return words(read(html(body=body)), BlockKind.QUOTATION)


@pytest.mark.parametrize(
    "block", [f"<blockquote><p>{SAID}</p></blockquote>", f"<blockquote>{SAID}</blockquote>"], ids=["paragraph", "bare"]
)
def test_what_is_set_off_is_a_quotation(block: str) -> None:
    revision = read(html(body=f"{PROSE}{block}{AFTER}"))
    assert words(revision, BlockKind.QUOTATION) == [SAID]
    assert SAID in [span.of(revision.text) for span in revision.read_spans]
    assert [span.of(revision.text) for span in revision.quotation_spans] == [SAID]


def test_a_quotation_of_several_paragraphs_is_several_blocks() -> None:
    block = "<blockquote><p>The gate is shut for the winter.</p><p>The keys are in the river.</p></blockquote>"
    assert quotations(f"{PROSE}{block}{AFTER}") == ["The gate is shut for the winter.", "The keys are in the river."]


@pytest.mark.parametrize(
    "body",
    [
        f"{PROSE}<blockquote><p>The dam holds.</p>&mdash; Orrel Water (@orrelwater) <a href='#'>May 3</a></blockquote>",
        f"{PROSE}<blockquote><p>“The gate is shut for the winter,” she said.</p></blockquote>",
        f"{PROSE}<blockquote><p>I shall walk across it myself</p></blockquote>",
        f"<blockquote>{PROSE}</blockquote>",
    ],
    ids=["post", "marks", "pulled out of the report", "all of it"],
)
def test_other_blocks_are_not_told_apart(body: str) -> None:
    """A signed post, a paragraph with marks of its own, words the report says again, a page that is all quotation."""
    assert quotations(f"{body}{AFTER}") == []
