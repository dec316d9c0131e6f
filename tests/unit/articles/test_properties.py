"""What holds for any text: nothing crashes, nothing is lost, blocks lie in order."""

from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.articles._blocks import find_paragraphs, mark_blocks
from counterclaim.articles._stamps import read_stamp_line

PIECES = st.sampled_from(
    [
        "KOTA (AP) —", "Kota:", "By Jos Ek", "Published : Mar 9, 2021", "IST", "10:15", "“We stay,” she said.",
        "Photo:", "(Reporting by Jos Ek)", "(READ: More news here)",
        "The council denied it on Monday and closed the bridge.",
        "Read more", "...", "Toral's post", "— Jos (@jos) March 9, 2021", "•", "|", "\u2028", "\x0b", "\t", "  ",
        "\r\n", "\n", "\n\n", "é", "漢字", "😀", "A-B-C", "ALL CAPS HERE", "17/10/2014", "©", "?", "—", "--",
    ]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=25).map(" ".join)


@settings(max_examples=150)
@given(TEXTS)
def test_blocks_hold_every_word_once(text: str) -> None:
    """In order, apart, without white space at their edges; what is outside all of them is white space."""
    marked = mark_blocks(text, find_paragraphs(text), country_of={"Kota": "IN"}.get)
    at = 0
    for block in marked.blocks:
        assert not text[at : block.span.start].strip().strip("#").strip()
        words = block.span.of(text)
        assert words == words.strip()
        at = block.span.end
    assert not text[at:].strip()


@settings(max_examples=150)
@given(TEXTS)
def test_moments_lie_in_their_line(line: str) -> None:
    """Offsets of a stamp line's moments hold its words."""
    for moment in read_stamp_line(line) or ():
        assert line[moment.start : moment.end].strip() == moment.words
