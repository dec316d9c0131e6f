"""Whether a text is English, by the share of its most frequent function words."""

import re

from counterclaim.errors import InputError

WORD = re.compile(r"[^\W\d_]+")
#: Frequent in English, rare or absent in its neighbours (so no “in”, “is”, “was”, “die”, “on”, “me”).
FUNCTION_WORDS = frozenset(
    "the of and to that with by from this are were been have has had not they their which who would there its about "
    "said his her it as at be but for".split()
)
#: Below this share a text of `ENOUGH` words is declined. English news has .28 to .45, other languages below .08.
THRESHOLD, ENOUGH = 0.12, 25


def require_english(text: str, declared: str | None, subject: str) -> None:
    """Raises InputError for a text that is not English; texts too short to tell pass."""
    words = [match.group().lower() for match in WORD.finditer(text[:20_000])]
    if len(words) < ENOUGH:
        # Scripts without spaces make few words of many letters.
        letters = sum(map(len, words))
        latin = sum(character.isascii() for word in words for character in word)
        if letters < 60 or latin >= letters / 2:
            return
        share = 0.0
    else:
        share = sum(word in FUNCTION_WORDS for word in words) / len(words)
    if share < THRESHOLD:
        says = f" (the page says it is {declared})" if declared and not declared.lower().startswith("en") else ""
        message = f"{subject}: not English{says}; only English is read: give a translation of it"
        raise InputError(message, subject=subject)
