"""How a stance is told in words."""

import pytest

from counterclaim.records.claims import Stance
from counterclaim.views import stance_words


@pytest.mark.parametrize(
    ("stance", "cue", "told"),
    [
        (Stance.DENIES, "said", "denies (“said”)"),
        (Stance.DENIES, "denied", "denies (“denied”)"),
        (Stance.DENIES, "", "denies"),
        (Stance.UNKNOWN, "declined to\ncomment", "“declined to comment”"),
        (Stance.UNKNOWN, "", "unknown"),
        (Stance.ASSERTS, "said", "asserts"),
    ],
)
def test_a_denial_keeps_the_cue_that_tells_how_its_words_are_meant(stance: Stance, cue: str, told: str) -> None:
    """“He said his men never left” and “he denied that they left” are both denials: the words alone do not tell."""
    assert stance_words(stance, cue) == told
