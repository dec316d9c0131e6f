"""Which figures of one matter that cannot both hold raise no dispute, and why."""

from dataclasses import replace

import pytest

from counterclaim.disputes._rival_figures import counts_part, why_no_rivals
from counterclaim.records.claims import Claim
from counterclaim.records.mentions import Figure, FigureUnit
from counterclaim.records.spans import Span
from tests.factories import make_claim, make_revision, span_of


def counted(words: str, figure: str, low: float, unit: FigureUnit, kind: str) -> Claim:
    """A claim of these words that holds one figure, in a report of its own."""
    revision = make_revision(f"They say {words}.", address=f"https://{low:.0f}-{kind}.example/")
    found = Figure(
        span=span_of(revision.text, figure),
        words=f"{figure} {kind}",
        low=low,
        high=low,
        unit=unit,
        counted=kind,
    )
    return make_claim(revision, words, actor="Council", cue="say", figures=(found,))


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (("the pit is 19 feet deep", "19", 19), ("the stone is 60 feet wide", "60", 60), "measures"),
        (("the pit is 19 feet deep", "19", 19), ("the pit is 5 feet deep", "5", 5), ""),
        (("a depth of 16 feet was reached", "16", 16), ("it is 60 feet across", "60", 60), "measures"),
        (("the pit is 19 feet deep", "19", 19), ("the pit measures 5 feet", "5", 5), ""),  # of what is not said
        (("the road is 40 feet wide", "40", 40), ("the road is 39 feet wide", "39", 39), "rounded"),
    ],
)
def test_measures_of_two_extents_and_rounded_ones(
    one: tuple[str, str, float], other: tuple[str, str, float], reason: str
) -> None:
    """A depth and a width are two measures; what lies within a tenth is one, rounded or turned into other units."""
    claims = [counted(words, figure, low, FigureUnit.DISTANCE, "feet") for words, figure, low in (one, other)]
    found = why_no_rivals(claims[0], claims[1], (f"They say {one[0]}.", f"They say {other[0]}."))
    assert reason in found if reason else not found


def test_feet_and_metres_are_compared() -> None:
    """40 feet are 12 metres, as reports round them."""
    feet = counted("the pit is 40 feet wide", "40", 40, FigureUnit.DISTANCE, "feet")
    metres = counted("the pit is 12 metres wide", "12", 12, FigureUnit.DISTANCE, "metres")
    texts = "They say the pit is 40 feet wide.", "They say the pit is 12 metres wide."
    assert "rounded" in why_no_rivals(feet, metres, texts)


@pytest.mark.parametrize(("low", "high", "reason"), [(1, 46, "single case"), (1, 4, ""), (12, 46, "")])
def test_a_single_case_is_no_count(low: float, high: float, reason: str) -> None:
    """Who tells of one arrest does not say that there were no more."""
    words = [f"{number:.0f} people were held" for number in (low, high)]
    one, other = (
        counted(w, w.split()[0], n, FigureUnit.DETAINED, "people") for w, n in zip(words, (low, high), strict=True)
    )
    found = why_no_rivals(one, other, (f"They say {words[0]}.", f"They say {words[1]}."))
    assert reason in found if reason else not found


def test_counts_of_a_part_and_of_others() -> None:
    """Six of them, four other men and a share apiece rival no count of the whole."""
    figure = Figure(words="four", span=Span(9, 13), unit=FigureUnit.DETAINED, low=4, high=4)
    for words, part in (
        ("four other men were seized", True),
        ("ten men were seized, four of them at the ford", True),
        ("each man was paid four pounds", True),
        ("four men were seized", False),
        ("more than four men were seized", False),
    ):
        claim = make_claim(make_revision(f"They say {words}."), words, actor="Council", cue="say")
        assert not counts_part(claim, words)  # without a figure there is nothing to be a part
        assert counts_part(replace(claim, figures=(figure,)), words) is part
