"""Whatever the text, times and figures lie in it, in order, apart, with sound bounds."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.figures import apply_convention, compare_figures, find_figures_in
from counterclaim.parsing import load_parser
from counterclaim.timexes import find_timexes_in

WORDS = st.sampled_from(
    "at least 12 soldiers were killed on Friday night dozens of the past two years 3 March 2019 10:30 p.m. between "
    "and 30 % $ 1,000 million one hundred last week nobody including three children . , ( ) - – Q3 1980s 99/99/99 "
    "up to fled destroyed every from to overnight half an hour ago \n\n ’ “ ”".split(" ")
)
TEXTS = st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=80)
ANCHORS = st.none() | st.datetimes(timezones=st.just(UTC))


@settings(max_examples=200)
@given(TEXTS, ANCHORS)
def test_times_lie_in_the_text_and_end_after_they_start(text: str, anchor: datetime | None) -> None:
    last = 0
    for timex in find_timexes_in(text, anchor):
        assert last <= timex.span.start < timex.span.end <= len(text)
        last = timex.span.end
        assert (timex.first is None) == (timex.last is None)
        if timex.first and timex.last:
            assert timex.first < timex.last
            assert timex.first.tzinfo is not None


@settings(max_examples=60)
@given(TEXTS)
def test_figures_lie_in_the_text_and_compare_symmetrically(text: str) -> None:
    figures = find_figures_in(load_parser().parse_text(text))
    for figure in figures:
        assert figure.words == text[figure.span.start : figure.span.end]
        assert figure.low is None or figure.high is None or figure.low <= figure.high
        assert (figure.low is None and figure.high is None) == (figure.convention is not None)
        for other in figures:
            assert compare_figures(figure, other) is compare_figures(other, figure)
        assert apply_convention(figure).low is not None or figure.high is not None
