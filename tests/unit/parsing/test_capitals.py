"""What is shouted is read as it would be said."""

import pytest

from counterclaim.parsing import load_parser
from counterclaim.parsing._capitals import in_small_letters
from tests.costs import assert_linear


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("We did NOT open the sluice.", "We did not open the sluice."),
        ("There were NO guns on the ferry, said the BBC.", "There were no guns on the ferry, said the BBC."),
        ("He DIDN’T pay.", "He didn’t pay."),
        ("THIS IS A LIE. The mayor never met her.", "this is a lie. The mayor never met her."),
        ("She wrote: WE HAVE NEVER SOLD THE MINE! It is ours.", "She wrote: we have never sold the mine! It is ours."),
        ("MAYOR DENIES SELLING THE CITY HALL", "mayor denies selling the city hall"),
    ],
)
def test_what_is_shouted_is_read_in_small_letters(printed: str, read: str) -> None:
    assert in_small_letters(printed) == read


@pytest.mark.parametrize(
    "text",
    [
        "The US and the UN met at the WHO.",
        "IS said it had shot the men; the BBC, AFP and CNN reported it.",
        "The USA, UK and EU agreed.",
        "NATO HQ SHAPE",
        "I saw a B52.",
        "",
    ],
)
def test_names_in_capitals_stay(text: str) -> None:
    """“IS”, “US”, “IT” and “WHO” are names more often than shouts."""
    assert in_small_letters(text) == text


@pytest.mark.parametrize(
    ("shouted", "said"),
    [
        ("We did NOT shell the village.", "We did not shell the village."),
        ("The fund NEVER lent a penny to the bank.", "The fund never lent a penny to the bank."),
        ("The paper was asked. THE STORY WAS NOT TRUE.", "The paper was asked. the story was not true."),
    ],
)
def test_a_shouted_sentence_has_the_tree_of_the_same_sentence_said(shouted: str, said: str) -> None:
    loud, low = load_parser().parse_text(shouted), load_parser().parse_text(said)
    assert (loud.heads, loud.deps, loud.lemmas) == (low.heads, low.deps, low.lemmas)
    assert "".join(loud.words) == shouted.replace(" ", "")


def test_time_grows_with_the_length_alone() -> None:
    assert_linear(lambda n: in_small_letters("A B NOT a " * n), 20_000)
