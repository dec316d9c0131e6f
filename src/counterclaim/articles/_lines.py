"""What the form of a line says: prose, a title, a caption, one of the phrases of `lexicons/furniture.tsv`."""

import re
from functools import cache
from importlib import resources

OPENING, CLOSING = "\"“”«'‘’([", "\"”’'»)]"
SENTENCE_END = re.compile(r"[.!?…:;][\"”’'»)\]\s]*$")
INNER_END = re.compile(r"[a-z\d\"”’')]{2}[.!?][\"”’'»)\]]*\s+[\"“‘'(\[]*[A-Z]")
#: The number of a numbered paragraph.
ITEM = re.compile(r"\(?(?P<number>\d{1,3})[.)]\s+(?=[^\s\d])")
WORD = re.compile(r"[^\W\d_][\w'’\-]*")
UPPER = "A-ZÀ-ÞĀČĆĐĘĞİĪŁŃŌŐŘŚŞŠŤŪŮŹŻŽ"
#: A capitalised word.
NAME = rf"[{UPPER}][\w.'’\-]*"
SAYING = re.compile(
    r"\b(?:said|says|told|tells|added|adds|tweeted|wrote|writes|claimed|claims|denied|denies|according to|reported|"
    r"announced|warned|insisted|confirmed|stated|explained|continued|replied|asked)\b",
    re.I,
)
CAPTION_WORDS = re.compile(
    r"\b(?:seen here|pictured(?: here| above| below| left| right)?|(?:above|below|left|right) ?:|file photo|"
    r"in this (?:file|undated|handout|image|photo|photograph|picture|frame|still|combination)|screengrab|"
    r"image (?:from|shows|taken)|photo (?:from|shows|taken)|picture (?:shows|taken))",
    re.I,
)
#: A full date straight after a name: “…, in Tripoli October 17, 2014.” Prose says “on October 17”.
CAPTION_DATE = re.compile(
    rf"(?:{NAME}|,)\s(?:[A-Z][a-z]{{2,8}}\.?\s\d{{1,2}},?|\d{{1,2}}\s[A-Z][a-z]{{2,8}}\.?)\s\d{{4}}\.?$"
)
POSSESSIVE = re.compile(r"\w['’]s\s\w|\ws['’]\s\w")
FINITE = frozenset(
    "is are was were be been am has have had do does did will would can could may might must shall should "
    "isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't can't said says told tells came went "
    "took made got gave saw knew found left kept held began led met ran sent set hit fell rose won lost put brought "
    "built broke chose cut drew drove fought flew forgot froze grew heard hid kept laid lay let meant paid read rode "
    "sang sat shot showed shut slept sold spent spoke spread stood stole struck swore swept taught thought threw wore "
    "wrote became bore beat bought caught dealt fled led sought shook sank".split()
)
DETERMINERS = frozenset("a an the its his her their this that these those".split())
NOT_PARTICIPLES = frozenset(
    "following including according king ring thing nothing anything something everything during morning evening spring "
    "string wing beijing".split()
)


@cache
def furniture() -> dict[str, re.Pattern[str]]:
    """What lines that are no part of a report begin with, or are, by kind: credit, caption, furniture."""
    parts: dict[str, list[str]] = {}
    lines = resources.files("counterclaim.lexicons").joinpath("furniture.tsv").read_text("utf-8").splitlines()
    for line in lines:
        if line and not line.startswith("#"):
            kind, where, pattern = line.split("\t")
            parts.setdefault(kind, []).append(f"(?:{pattern})\\.?\\s*$" if where == "whole" else f"(?:{pattern})")
    return {kind: re.compile("|".join(patterns), re.I) for kind, patterns in parts.items()}


def words_of(line: str) -> list[str]:
    return WORD.findall(line)


def is_sentence(line: str) -> bool:
    """Whether a line ends as prose does: with a stop, or with the quotation that it opened."""
    return bool(SENTENCE_END.search(line)) or (line[:1] in OPENING and line[-1:] in CLOSING and len(line) > 60)


def has_title_case(line: str) -> bool:
    long_words = [word for word in words_of(line) if len(word) > 3]
    return len(long_words) >= 3 and sum(word[0].isupper() for word in long_words) >= 0.75 * len(long_words)


def looks_like_a_caption(line: str) -> bool:
    """Whether a one-sentence line with a full stop has the form of a caption: a participle where a verb should be,
    “seen here”, or a bare date at its end."""
    words = words_of(line)
    if not 3 <= len(words) <= 45 or line.endswith(":") or INNER_END.search(line) or SAYING.search(line):
        return False
    if CAPTION_WORDS.search(line):
        return True
    if CAPTION_DATE.search(line[-60:]):
        return True
    lower = [word.lower() for word in words]
    # “the closed bridge” and “a changing town” hold no verb.
    free = [word for before, word in zip(["", *lower], lower, strict=False) if before not in DETERMINERS]
    finite = any(word.endswith("ed") for word in free) or any(
        word in FINITE or "'s" in word or "’s" in word for word in lower
    )
    acting = any(
        len(word) > 5 and word.endswith("ing") and word in free and word not in NOT_PARTICIPLES for word in lower[1:6]
    )
    return len(words) <= 14 and acting and not finite and not any(mark in line for mark in '"“”')
