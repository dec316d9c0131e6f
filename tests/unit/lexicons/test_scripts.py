"""Words that may look like another are found; words of other scripts and languages are left in peace."""

import pytest

from counterclaim.lexicons.scripts import odd_words
from tests.costs import assert_linear


@pytest.mark.parametrize(
    ("word", "letters"),
    [
        ("\u0410na", "Cyrillic and Latin"),
        ("Br\u03bfok", "Greek and Latin"),
        ("\u0421\u043e\u0440\u0430", "Cyrillic letters"),
        ("Ａna", "Fullwidth and Latin"),
        ("\U0001d400\U0001d427\U0001d41a", "Mathematical letters"),
        ("An\u200ba", "unseen U+200B"),
        ("An\u200da", "unseen U+200D"),
        ("Kuo\u00adpio", "unseen U+00AD"),
        ("A\U000e0041na", "unseen U+E0041"),
    ],
    ids=ascii,
)
def test_an_odd_word_is_found_where_it_stands(word: str, letters: str) -> None:
    text = f"The guild, {word}’s guild, said so."
    (odd,) = odd_words(text)
    assert (text[odd.start : odd.end], odd.letters) == (word, letters)


@pytest.mark.parametrize(
    "words",
    [
        "Plain words, 12 of them.", "Šaňo Þór İzmir naïve Dvořák Łódź", "Анна сказала", "Ἀθήνα", "東京タワー", "T恤",
        "日本テレビ", "5 µm and 3 Ω", "می‌خواهم", "α decay", "👩\u200d🚀 flew", "ʻOkina", "№ 5", "e\u0301", "½", "",
    ],
)  # fmt: skip
def test_other_words_are_not_odd(words: str) -> None:
    assert not list(odd_words(words))


@pytest.mark.parametrize("unit", ["a", "а", "aа", "\u200b", "a\u0301", "а ", "漢a", "\u202e"], ids=ascii)
def test_time_is_linear(unit: str) -> None:
    """Letters of one word take no longer than those of many."""
    assert_linear(lambda n: list(odd_words("a" * n + unit * 2 * n + "а")), 25_000)
