"""Marks that nest or overlap, in one line of text."""

from hypothesis import given
from hypothesis import strategies as st

from counterclaim.desk.pages._marks import ROLES, Mark, cut

TEXT = "The Front said the ministry denied that the bridge fell."


def mark(words: str, role: str, claim: str) -> Mark:
    start = TEXT.index(words)
    return Mark(start=start, end=start + len(words), role=role, claim=claim)


def test_the_innermost_mark_shows_and_all_are_named() -> None:
    """“the ministry” is the source of the denial inside what the Front says."""
    marks = [
        mark("The Front", "source", "outer"),
        mark("said", "cue", "outer"),
        mark("the ministry denied that the bridge fell", "content", "outer"),
        mark("the ministry", "source", "inner"),
        mark("denied", "cue", "inner"),
        mark("that the bridge fell", "content", "inner"),
    ]
    pieces = {piece.words: piece for piece in cut(TEXT, 0, len(TEXT), marks)}
    assert pieces["the ministry"].role == "source"
    assert pieces["the ministry"].claims == ("inner", "outer")
    assert pieces["the ministry"].first == ("inner",)
    assert pieces["that the bridge fell"].depth == 2
    assert pieces["."].claims == ()


def test_marks_that_overlap_are_cut_where_they_do() -> None:
    marks = [mark("said the ministry", "content", "a"), mark("ministry denied", "content", "b")]
    pieces = cut(TEXT, 0, len(TEXT), marks)
    assert [(p.words, p.claims) for p in pieces if p.claims] == [
        ("said the ", ("a",)),
        ("ministry", ("b", "a")),
        (" denied", ("b",)),
    ]


def test_a_claim_begins_once() -> None:
    marks = [mark("denied", "cue", "a"), mark("The Front", "source", "a"), mark("that the bridge fell", "content", "a")]
    assert [p.words for p in cut(TEXT, 0, len(TEXT), marks) if p.first] == ["The Front"]


@given(
    st.lists(
        st.builds(
            lambda a, length, role, claim: Mark(start=a, end=a + length, role=role, claim=claim),
            st.integers(0, 54),
            st.integers(1, 30),
            st.sampled_from(ROLES),
            st.sampled_from("abc"),
        ),
        max_size=12,
    ),
    st.integers(0, 20),
    st.integers(21, len(TEXT)),
)
def test_no_letter_is_lost_and_each_knows_its_marks(marks: list[Mark], start: int, end: int) -> None:
    at = start
    for piece in cut(TEXT, start, end, marks):
        assert piece.words == TEXT[at : at + len(piece.words)]
        assert piece.words
        over = {m.claim for m in marks if m.start < at + len(piece.words) and at < m.end}
        assert set(piece.claims) == over
        at += len(piece.words)
    assert at == end
