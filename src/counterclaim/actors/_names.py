"""Names as keys: what matters of a name when two are compared."""

import re

from counterclaim.actors import _words as words

Key = tuple[str, ...]


def name_key(text: str) -> Key:
    """The words of a name that matter for comparison: folded, without particles, linking words and marks."""
    text = re.sub(r"['’]s\b", "", text)
    parts = [words.fold(part) for part in re.findall(r"[^\W_]+(?:[.'’`][^\W_]+)*\.?", text)]
    return tuple(p for p in parts if p and p not in words.LINKING and p not in words.PARTICLES and p != "s")


def country_key(key: Key) -> Key:
    """The key of the country that `key` is another form of (“UK”), else `key`; peoples are not countries."""
    country = words.countries().get(" ".join(key))
    return (country,) if country is not None and (len(key) > 1 or key[0] not in words.adjectives()) else key


def contains(long: Key, short: Key) -> bool:
    """Whether the words of `short` stand side by side in `long`, also where one of them is written apart."""
    width = len(short)
    if any(long[i : i + width] == short for i in range(len(long) - width + 1)):
        return True
    return "".join(long).endswith("".join(short)) and any("".join(short) == "".join(long[i:]) for i in range(len(long)))


def initials_agree(short: str, long: str) -> bool:
    """Whether the letters of `short` stand in order at or after starts of words of `long`, the first at its start."""
    parts = [words.fold(part) for part in re.findall(r"[^\W_]+", long)]
    if not parts or not short or short[0] not in {part[0] for part in parts[:2]}:
        return False
    initials = "".join(part[0] for part in parts)
    rest = iter(initials)
    hits = sum(1 for letter in short if letter in rest)
    return hits >= max(2, len(short) - 1) and len(short) <= 2 * len(parts)


def is_initialism(short: Key, long: Key) -> bool:
    """Whether `short` is exactly the initials of the words of `long`, three or more."""
    return len(short) == 1 and len(short[0]) >= 3 and short[0] == "".join(word[0] for word in long)
