"""Words of stance and how far they reach."""

import pytest

from counterclaim.checking._sentences import read_sentences, read_statement
from counterclaim.checking._words import load_cues, stem_of, tokens_of
from counterclaim.records.spans import Span
from tests.costs import assert_linear

MATTER = "The militia seized the port of Varn"


def sentence_of(words: str, statement: str = MATTER):  # type: ignore[no-untyped-def]
    return read_sentences(words, (Span(0, len(words)),), read_statement(statement))[0]


def test_a_shortened_not_is_a_word_of_its_own() -> None:
    assert [token.stem for token in tokens_of("it isn’t so")] == ["it", "is", "nt", "so"]


def test_forms_of_a_word_share_a_stem_and_so_does_a_hyphen() -> None:
    assert stem_of("denied") == stem_of("denies") == stem_of("deny")
    assert stem_of("cease-fire") == stem_of("ceasefire")


def test_every_phrase_of_the_lexicon_is_read_and_in_a_known_group() -> None:
    groups = set().union(*load_cues().values())
    assert groups == {
        "deny", "false", "doubt", "hedge", "report", "confirm", "pointer", "turn", "negation", "loose"
    }  # fmt: skip
    assert all(all(phrase) for phrase in load_cues())


@pytest.mark.parametrize(
    ("words", "mark"),
    [
        ("The ministry denied that the militia had seized the port.", "denied"),
        ("The story of the seized port at Varn is a hoax.", "false"),
        ("The militia has not seized the port of Varn.", "negated"),
        ("Experts doubt that the port of Varn was seized.", "doubted"),
        ("The militia reportedly seized the port of Varn.", "hedged"),
        ("The port of Varn was seized, a spokesman said.", "reported"),
    ],
)
def test_words_of_stance_are_found(words: str, mark: str) -> None:
    assert getattr(sentence_of(words), mark) == 1.0


@pytest.mark.parametrize(
    "words",
    [
        "The militia not only seized the port of Varn but burnt the mill.",
        "The militia seized the port of Varn with fake passports.",
        "The militia seized the port of Varn.",
    ],
)
def test_what_only_looks_like_a_denial_is_none(words: str) -> None:
    assert sentence_of(words).against == 0.0


def test_a_not_that_bears_on_another_word_counts_by_half() -> None:
    assert sentence_of("The militia did not burn the port.").negated == 0.5


def test_a_statement_that_says_no_has_the_matter_and_a_sign() -> None:
    statement = read_statement("The report that the militia seized Varn is a hoax")
    assert statement.sign == -1
    assert "hoax" not in statement.terms
    assert "varn" in statement.terms
    assert read_statement(MATTER).sign == 1


def test_relevance_is_the_share_of_the_statements_words() -> None:
    assert sentence_of("The militia seized the port of Varn.").relevance == pytest.approx(1.0)
    assert sentence_of("Rain fell on the hills.").relevance == 0.0


@pytest.mark.parametrize("unit", ["not ", "a-", "“", ".", "x"])
def test_hostile_lengths_take_linear_time(unit: str) -> None:
    """A page of marks or one endless word is no reason to wait."""
    assert_linear(lambda n: read_sentences(unit * n, (Span(0, len(unit) * n),), read_statement(unit * 500)), 100_000)
