"""How place names are compared: one key for all spellings that differ in case, accents or punctuation."""

import re
import unicodedata
from functools import lru_cache

_PLAIN = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_APART = re.compile(r"[^\w]+")
_DROPPED = re.compile(r"[.'’‘ʼ`ʻʿʾ]+")
# One form for words that names abbreviate.
_SHORT = {"saint": "st", "mount": "mt", "fort": "ft", "county": "co", "township": "twp", "and": ""}


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """The key of a name: lower case, without accents, apostrophes and full stops, other punctuation as one space.

    “St. John's” and “Saint Johns” share a key, and so do “Guinea-Bissau” and “Guinea Bissau”. May be empty.
    """
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name)
        name = "".join(c for c in name if not unicodedata.combining(c))
    plain = _DROPPED.sub("", name.lower().translate(_PLAIN))
    return " ".join(short for word in _APART.split(plain) if word and (short := _SHORT.get(word, word)))


LONGEST_NAME = 60  # characters


def in_latin(name: str) -> bool:
    """Whether a name is written in Latin script, and neither empty nor a sentence."""
    if name.isascii():
        return 2 <= len(name) <= LONGEST_NAME and any(map(str.isalpha, name))
    return 2 <= len(name) <= LONGEST_NAME and all(not c.isalpha() or "LATIN" in unicodedata.name(c, "") for c in name)
