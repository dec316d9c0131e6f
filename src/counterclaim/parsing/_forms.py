"""Parts of speech and lemmas of tagged words, worked out once for each word and remembered.

spaCy's attribute ruler and lemmatiser look at one word with its tag and its relation, but for a few patterns of two
words (“gon na”, “let 's”). Run over every token they cost as much as the parser itself, so they run here on a list of
the words that were not met before, and the answer is the one that they would have given in the text.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

#: How many words are remembered; then the memory is begun afresh, so that an archive does not fill it.
MOST = 200_000

#: A word as the components see it: its form, tag and relation, each as spaCy's number for the string.
Word = tuple[int, int, int]
#: Part of speech and lemma.
Form = tuple[str, str]

# A mark between two words that do not follow each other, so that no pattern of two words sees them as a pair.
_BETWEEN = "\u2063"


class WordForms:
    """The answers of a pipeline's attribute ruler and lemmatiser, remembered.

    Raises:
        ValueError: the ruler has patterns of another kind than those that are understood here.
    """

    def __init__(self, nlp: Any) -> None:
        self._vocab = nlp.vocab
        self._ruler = nlp.get_pipe("attribute_ruler")
        self._lemmatizer = nlp.get_pipe("lemmatizer")
        self._seconds = _seconds(self._ruler.patterns)
        self._words: dict[Word, Form] = {}
        self._pairs: dict[tuple[Word, Word], tuple[Form, Form]] = {}
        self._second: dict[int, bool] = {}

    def of(self, texts: Sequence[Sequence[Word]]) -> list[list[Form]]:
        """The form of each of the words of several texts."""
        pairs = [[i for i in range(1, len(words)) if self._may_be_second(words[i][0])] for words in texts]
        self._learn(
            {word for words in texts for word in words},
            {(words[i - 1], words[i]) for words, seconds in zip(texts, pairs, strict=True) for i in seconds},
        )
        known = self._words
        forms = [[known[word] for word in words] for words in texts]
        for words, found, seconds in zip(texts, forms, pairs, strict=True):
            for i in seconds:
                for at, form in zip((i - 1, i), self._pairs[words[i - 1], words[i]], strict=True):
                    if form != known[words[at]]:
                        found[at] = form
        return forms

    def _may_be_second(self, word: int) -> bool:
        """Whether a pattern of two words could end with the word."""
        known = self._second.get(word)
        if known is None:
            known = self._second[word] = self._seconds.fullmatch(self._vocab[word].lower_) is not None
        return known

    def _learn(self, words: Iterable[Word], pairs: Iterable[tuple[Word, Word]]) -> None:
        if len(self._words) + len(self._pairs) > MOST:
            self._words.clear()
            self._pairs.clear()
            self._second.clear()
        new = [word for word in words if word not in self._words]
        new_pairs = [pair for pair in pairs if pair not in self._pairs]
        if new or new_pairs:
            forms = self._run([*((word,) for word in new), *new_pairs])
            self._words.update((word, form) for word, (form,) in zip(new, forms, strict=False))
            self._pairs.update(
                (pair, (one, two)) for pair, (one, two) in zip(new_pairs, forms[len(new) :], strict=True)
            )

    def _run(self, groups: Sequence[tuple[Word, ...]]) -> list[list[Form]]:
        """What the two components say of words that stand alone or in pairs."""
        from spacy.tokens import Doc

        strings = self._vocab.strings
        words, tags, deps = [], [], []
        for group in groups:
            for word, tag, dep in group:
                words.append(strings[word])
                tags.append(strings[tag])
                deps.append(strings[dep])
            words.append(_BETWEEN)
            tags.append(".")
            deps.append("punct")
        doc = Doc(self._vocab, words=words, tags=tags, deps=deps, heads=list(range(len(words))))
        self._lemmatizer(self._ruler(doc))
        forms, at = [], 0
        for group in groups:
            forms.append([(doc[i].pos_, doc[i].lemma_.lower()) for i in range(at, at + len(group))])
            at += len(group) + 1
        return forms


def _seconds(patterns: Iterable[dict[str, Any]]) -> re.Pattern[str]:
    """What the second word of a pattern may be, in small letters."""
    ends = []
    for rule in patterns:
        for pattern in rule["patterns"]:
            known = {"LOWER", "TAG", "DEP", "IS_SPACE"}
            if len(pattern) > 2 or any(set(token) - known for token in pattern):
                raise ValueError(f"the attribute ruler has a pattern that is not understood here: {pattern}")
            if len(pattern) == 2:
                ends.append(_expression(pattern[1]["LOWER"]))
    return re.compile("|".join(f"(?:{end})" for end in ends))


def _expression(lower: Any) -> str:
    """A pattern's condition on a word in small letters as an expression."""
    if isinstance(lower, str):
        return re.escape(lower)
    if "IN" in lower:
        return "|".join(map(re.escape, lower["IN"]))
    return str(lower["REGEX"])
