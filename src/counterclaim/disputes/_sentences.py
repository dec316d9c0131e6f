"""Quoted sentences as words to compare: what stands inside quotation marks, sentence by sentence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from counterclaim.records.claims import Claim, Form
from counterclaim.records.spans import words_at

QUOTED = re.compile(r"“([^“”]{1,2000})”?|«([^«»]{1,2000})»|\"([^\"]{1,2000})\"?|''([^']{1,2000})''|‘([^‘’]{20,2000})’")
#: A word; an ellipsis, which stands for any words; a bracket, in which the report speaks.
TOKEN = re.compile(r"(?P<gap>…|\.\.\.+|\. \. \.)|(?P<open>[\[(])|(?P<close>[\])])|(?P<word>[^\W_]+(?:['’][^\W_]+)*)")
SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’]*\s+(?=[\"'“‘]*[A-Z])")
NUMBERS = dict(zip("one two three four five six seven eight nine ten eleven twelve".split(), range(1, 13), strict=True))
#: Spellings of one word on two sides of an ocean.
SPELLING = (
    (re.compile(r"is(e|ed|es|ing|ation|ations)$"), r"iz\1"),
    (re.compile(r"our(s|ed|ing|ite|able|hood)?$"), r"or\1"),
    (re.compile(r"(?<=[aeiou])ll(ed|ing|er|ers)$"), r"l\1"),
    (re.compile(r"ence$"), "ense"),
    (re.compile(r"(?<=t)re$"), "er"),
    (re.compile(r"ogue$"), "og"),
    (re.compile(r"mme$"), "m"),
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a quotation: `key` is what is compared, `loose` marks the report's own words in brackets."""

    text: str
    key: str
    gap_before: bool
    loose: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """One quoted sentence, or the part of one that stands in quotation marks."""

    claim: Claim
    text: str
    words: tuple[Word, ...]
    gap_at_end: bool

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(word.key for word in self.words)


def quoted_sentences(claim: Claim, text: str) -> list[Sentence]:
    """The sentences of the claim's content that stand inside quotation marks, in text order."""
    parts = []
    words = words_at(text, claim.content)
    quoted = [part for match in QUOTED.finditer(words) for part in match.groups() if part]
    if not quoted and claim.form is Form.DIRECT:  # a sentence out of the middle of a quotation has no marks of its own
        quoted = [words]
    for part in quoted:
        parts += [sentence for piece in SENTENCE.split(part) if (sentence := _sentence(claim, piece)) is not None]
    return parts


def _sentence(claim: Claim, text: str) -> Sentence | None:
    words: list[Word] = []
    gap, depth = False, 0
    for match in TOKEN.finditer(text):
        if match["gap"]:
            gap = True
        elif match["open"]:
            depth += 1
        elif match["close"]:
            depth = max(0, depth - 1)
        else:
            words.append(Word(text=match["word"], key=fold(match["word"]), gap_before=gap, loose=depth > 0))
            gap = False
    return Sentence(claim=claim, text=text.strip(), words=tuple(words), gap_at_end=gap) if words else None


@cache
def fold(word: str) -> str:
    """A word without what typography and house style change: case, the shape of an apostrophe, spelling, small
    numbers."""
    folded = word.lower().replace("’", "'")
    for pattern, spelt in SPELLING:
        if len(folded) > 4:
            folded = pattern.sub(spelt, folded)
    return str(NUMBERS[folded]) if folded in NUMBERS else folded


def join_texts(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)
