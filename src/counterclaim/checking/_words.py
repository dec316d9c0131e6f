"""Words as they are compared when a report is held against a statement: tokens, stems, and the words of stance."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from counterclaim.lexicons.word_ranks import word_weight

#: A word with what is joined to it; a mark that ends a clause; a question mark.
TOKEN = re.compile(r"[^\W_]+(?:[-'’.,][^\W_]+)*|[,;:.!?()—–|…]")
SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+(?=[\"'“‘(]*[A-Z0-9])|\n\s*")
CONTRACTED = re.compile(r"n['’]t$")
ENDINGS = ("ings", "ing", "ied", "ies", "ed", "es", "s")
#: A stem is no shorter, and no longer: what follows is an ending.
SHORTEST, LONGEST = 3, 7
#: Words of this weight or less carry no matter of their own.
LEAST_WEIGHT = 1.3


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark: where it stands, its stem (empty for a mark), and the stems of its parts."""

    start: int
    end: int
    text: str
    stem: str
    parts: tuple[str, ...] = ()


@lru_cache(maxsize=65_536)
def stem_of(word: str) -> str:
    """The word in lower case without an ending, cut to a length at which related words are mostly one."""
    word = word.lower().replace("’", "'").removesuffix("'s").replace("-", "").replace("'", "").replace(".", "")
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            word = word.removesuffix(ending) + ("y" if ending in ("ied", "ies") else "")
            break
    if len(word) > SHORTEST and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]  # “banned”
    if len(word) > SHORTEST and word.endswith("e"):
        word = word[:-1]
    return word[:LONGEST]


@lru_cache(maxsize=8_192)
def tokens_of(text: str) -> tuple[Token, ...]:
    """The words and marks of `text`; “didn't” is two: “did” and “n't”. A report is held against many statements, so
    that what was cut is kept for a while."""
    found = []
    for match in TOKEN.finditer(text):
        words, start = match.group(), match.start()
        if not words[0].isalnum():
            found.append(Token(start, start + 1, words, ""))
            continue
        negated = CONTRACTED.search(words)
        if negated and negated.start():
            verb = words[: negated.start()]
            found.append(Token(start, start + len(verb), verb, stem_of(verb)))
            found.append(Token(start + len(verb), start + len(words), "n't", "nt"))
            continue
        parts = tuple(stem_of(part) for part in words.split("-") if part) if "-" in words else ()
        found.append(Token(start, start + len(words), words, stem_of(words), parts))
    return tuple(found)


def weight_of(token: Token) -> float:
    """How telling the word is; 0 for marks and common words."""
    if not token.stem or len(token.text) < 2:
        return 0.0
    weight = word_weight(token.text.lower().replace("’", "'").removesuffix("'s"))
    return weight if weight > LEAST_WEIGHT else 0.0


@cache
def load_cues() -> Mapping[tuple[str, ...], frozenset[str]]:
    """The groups of each word or phrase of stance, by stems."""
    found: dict[tuple[str, ...], set[str]] = {}
    text = files("counterclaim.lexicons").joinpath("stance_words.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            group, phrases = line.split("\t")
            for phrase in phrases.split("; "):
                found.setdefault(tuple(token.stem for token in tokens_of(phrase)), set()).add(group)
    return {phrase: frozenset(groups) for phrase, groups in found.items()}


@cache
def longest_phrase() -> int:
    return max(map(len, load_cues()))


def cues_in(tokens: Sequence[Token]) -> list[tuple[int, int, str]]:
    """Where words of stance stand, as (first token, last token, group); a longer phrase hides what is inside it."""
    cues, found, i = load_cues(), [], 0
    while i < len(tokens):
        for length in range(min(longest_phrase(), len(tokens) - i), 0, -1):
            groups = cues.get(tuple(token.stem for token in tokens[i : i + length]))
            if groups and tokens[i].stem:
                found += [(i, i + length - 1, group) for group in sorted(groups)]
                i += length - 1
                break
        i += 1
    return found
