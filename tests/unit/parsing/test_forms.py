"""Parts of speech and lemmas are those that spaCy's own components give in the text."""

from typing import Any

import pytest

from counterclaim.parsing import _forms
from counterclaim.parsing._forms import WordForms, _seconds
from counterclaim.parsing._spacy import load_parser

TEXTS = (
    "The guild's masters ain't gonna say that they'd shut the lock; y'all gotta wait, let's go, c'mon.",
    "There are two barges. She was told that he had gone, that it had been sealed, and that 'em others got nothin'.",
    "He did not do it. Do they have it? They have left. What's left is theirs. It's gotten worse than feared.",
    "I saw the saw. The reports report that the flies fly. Fewer were lying than lay there, which can't be.",
    "On and on it went: all of it. You all know. He let 's in. Na na. Gon na. It is. Is it? There 's more to it.",
)


@pytest.fixture(scope="module")
def nlp() -> Any:
    """The pipeline with the components that the forms stand for."""
    nlp = load_parser()._nlp
    names = ("attribute_ruler", "lemmatizer")
    for name in names:
        nlp.enable_pipe(name)
    yield nlp
    for name in names:
        nlp.disable_pipe(name)


@pytest.mark.parametrize("most", [_forms.MOST, 5])
def test_forms_are_those_of_the_components(nlp: Any, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    """Together, alone, met before or not, and with a memory that is soon full."""
    monkeypatch.setattr(_forms, "MOST", most)
    docs = [nlp(text) for text in TEXTS]
    expected = [[(token.pos_, token.lemma_.lower()) for token in doc] for doc in docs]
    words = [[(token.orth, token.tag, token.dep) for token in doc] for doc in docs]
    forms = WordForms(nlp)
    assert forms.of(words) == expected
    assert [forms.of([text])[0] for text in reversed(words)] == expected[::-1]


def test_no_pair_is_seen_between_two_texts(nlp: Any) -> None:
    doc = nlp("They gon na wait.")
    words = [(token.orth, token.tag, token.dep) for token in doc]
    together, apart = WordForms(nlp).of([words])[0], WordForms(nlp).of([words[:2], words[2:]])
    assert together[1:3] == [("VERB", "go"), ("PART", "to")]
    assert [*apart[0], *apart[1]][1:3] != together[1:3]


def test_a_pattern_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="not understood"):
        _seconds([{"patterns": [[{"LOWER": "a"}, {"LOWER": "b"}, {"LOWER": "c"}]]}])
    with pytest.raises(ValueError, match="not understood"):
        _seconds([{"patterns": [[{"ENT_TYPE": "ORG"}]]}])
