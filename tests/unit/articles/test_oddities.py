"""Characters that a person would not see, or take for others, are noted with their place and never changed."""

from counterclaim.articles import read_article
from tests.unit.articles._captures import capture

LEAD = "The council said on Monday that the old bridge was not to be used by the people of the town."


def notes(text: str, title: str = "", outlet: str = "") -> dict[str, list[str | None]]:
    """The words that each kind of note points at; None where it points at nothing in the text."""
    revision = read_article(capture(text, title=title, outlet=outlet))
    assert revision.text == text
    found: dict[str, list[str | None]] = {}
    for note in revision.notes:
        if note.code.startswith("text."):
            found.setdefault(note.code, []).append(note.span.of(text) if note.span else None)
    return found


def test_plain_words_have_no_note() -> None:
    assert notes(f"{LEAD} Šaňa Þór said “no” — twice, and Анна agreed.\n") == {}


def test_a_lookalike_is_noted_once_where_it_stands() -> None:
    assert notes(f"{LEAD} \u0410na said so. \u0410na left.\n") == {"text.lookalike": ["\u0410na"]}


def test_turned_and_control_characters_are_counted() -> None:
    found = notes(f"{LEAD} It was\u202e denied\u202c by\x1b[31m all.\n")
    assert found == {"text.control": ["\x1b"], "text.direction": ["\u202e"]}


def test_what_stands_beside_the_text_is_looked_at() -> None:
    """A title or an outlet with a borrowed letter."""
    assert notes(f"{LEAD}\n", title="Bridge \u0455hut", outlet="\u0410lpha Post") == {"text.lookalike": [None, None]}


def test_many_odd_words_are_summed_up() -> None:
    odd = " ".join(f"\u0410{'abcdefghij'[i // 10]}{'abcdefghij'[i % 10]}" for i in range(50))
    found = notes(f"{LEAD} {odd}\n")["text.lookalike"]
    assert len(found) == 21
    assert found[-1] is None
