"""How a stance is told in words."""

import pytest

from counterclaim.records.claims import Stance
from counterclaim.views import bare, nested, stance_words


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


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("“We took it.”", "We took it."),
        ('"We took it,"', "We took it"),
        ("'two years old'", "two years old"),
        ('"a smaller quantity" of solvent had left', '"a smaller quantity" of solvent had left'),
        ("a quantity that was “small”", "a quantity that was “small”"),
        ("“Not one” and “not two”", "“Not one” and “not two”"),
        ('"Not one" and "not two"', '"Not one" and "not two"'),
        ("“unpaired words", "unpaired words"),
        ("words unpaired”", "words unpaired"),
        ("“He said ‘never’”", "He said ‘never’"),
        ("“'", ""),
        ("", ""),
    ],
)
def test_only_marks_that_belong_around_all_words_are_taken_off(words: str, told: str) -> None:
    """A mark whose partner stands inside would else leave it alone."""
    assert bare(words) == told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ('"a smaller quantity" of solvent', "‘a smaller quantity’ of solvent"),
        ("“a” and “b”", "‘a’ and ‘b’"),
        ('5" of rain', '5" of rain'),
        ("the soldiers’ camp", "the soldiers’ camp"),
        ("she was “safe and secure", "she was ‘safe and secure’"),
        ("small” amounts", "small” amounts"),
    ],
)
def test_marks_within_our_own_are_single(words: str, told: str) -> None:
    assert nested(words) == told
