"""What is printed in capitals, in small letters: the parser takes “NOT” for a name and “WE DID” for two."""

import re
from itertools import groupby

#: A text with so many capitals and few small letters is in capitals. On 60 articles in capitals (PolNeAR train,
#: 2026-11-23) small letters lift the rule tagger from 48 to 66 soft F1 (68 as printed), equal tags from 78 to 95 %.
CAPITALS = 20
#: So many words in capitals in a row, one of them plain, are a sentence that somebody shouts, and no row of acronyms.
_SENTENCE = 3
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
#: Words that are shouted alone and that no body is named by (“IS”, “IT”, “US” and “WHO” are names more often).
_SHOUTED = frozenset(
    "absolutely all always any anything are aren't been completely cannot couldn't did didn't does doesn't do don't "
    "even ever every fake false haven't has hasn't have hoax isn't liar liars lie lied lies lying must neither never "
    "no nobody none not nothing only our real really shouldn't stop still that the these they this those totally true "
    "untrue very was wasn't we were weren't will won't wouldn't wrong yes you your zero".split()
)
_PLAIN = _SHOUTED | frozenset("a and as at be by for from he her his i in is it of on she their to us who with".split())


def in_small_letters(text: str) -> str:
    """`text` with what is printed in capitals in small letters, offsets unchanged: all of it where hardly a letter is
    small, else sentences and single words that are shouted (“We did NOT”)."""
    capitals, small = sum(map(str.isupper, text)), sum(map(str.islower, text))
    if capitals >= CAPITALS and small * 10 < capitals:
        return _lowered(text)
    if capitals < 2:
        return text
    parts, done = [], 0
    for loud, run in groupby(_WORD.finditer(text), key=_is_loud):
        words = list(run)
        if not loud:
            continue
        plain = [_plain(word) for word in words]
        long = sum(len(word.group()) > 1 for word in words)
        if long >= _SENTENCE and not _PLAIN.isdisjoint(plain):
            spans = [(words[0].start(), words[-1].end())]
        else:
            spans = [word.span() for word, form in zip(words, plain, strict=True) if form in _SHOUTED and len(form) > 1]
        for start, end in spans:
            parts += [text[done:start], _lowered(text[start:end])]
            done = end
    return "".join([*parts, text[done:]])


def _is_loud(word: re.Match[str]) -> bool:
    """Whether a word is in capitals; one letter is in either."""
    return word.group().isupper()


def _plain(word: re.Match[str]) -> str:
    return word.group().lower().replace("’", "'")


def _lowered(text: str) -> str:
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
