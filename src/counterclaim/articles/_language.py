"""Whether a text is English, by the shares of its most frequent function words and of other languages'."""

import re
from collections.abc import Sequence

from counterclaim.errors import InputError

WORD = re.compile(r"[^\W\d_]+")
#: Frequent in English, rare or absent in its neighbours (so no “in”, “is”, “was”, “die”, “on”, “me”).
FUNCTION_WORDS = frozenset(
    "the of and to that with by from this are were been have has had not they their which who would there its about "
    "said his her it as at be but for".split()
)
#: Frequent in languages written in Latin letters and no words of English: what tells a short report full of names
#: in English from one in another language.
FOREIGN_WORDS = frozenset(
    "der das und ist nicht ein eine mit den dem von zu auf für sich auch dass wurde le la les des et est une du dans "
    "que qui pour pas sur au aux el los las del en por con una se su il di che per della nel è um uma os da do para em "
    "não ao het een van dat niet op aan zijn som är på av att det og til af ikke på ei ja että oli on w nie na się z "
    "jest že i ve bir bu ile için yang dan ini itu untuk dengan tidak ni si și nu az és egy hogy nem và của là je u da "
    "ya wa kwa ng mga sa".split()
) - frozenset("do on a i per w".split())
#: English news has .28 to .45, other languages below .08. Between the two a text is declined where it has as many
#: words of other languages; below the least it is in any case.
THRESHOLD, LEAST = 0.12, 0.04
#: Fewer words are too few to tell.
ENOUGH = 25
#: A page's paragraphs, before it is taken apart: bytes that are looked at, and words that are enough to tell.
PAGE_BYTES, PAGE_WORDS = 400_000, 60
TAG = re.compile(rb"<[^<>]*>")


def require_english(text: str, declared: str | None, subject: str) -> None:
    """Raises InputError for a text that is not English; texts too short to tell pass."""
    words = [match.group().lower() for match in WORD.finditer(text[:20_000])]
    if _is_foreign(words):
        says = f" (the page says it is {declared})" if declared and not declared.lower().startswith("en") else ""
        message = f"{subject}: not English{says}; only English is read: give a translation of it"
        raise InputError(message, subject=subject)


def is_foreign_page(body: bytes) -> bool:
    """Whether the paragraphs of an HTML page are plainly not English, at a hundredth of what taking it apart costs.

    False where that is open: the page has few paragraphs, or is not in UTF-8. `require_english` decides in the end.
    """
    words: list[str] = []
    for piece in body[:PAGE_BYTES].split(b"<p")[1:]:
        if piece[:1] in (b">", b" ", b"\n", b"\t"):
            text = TAG.sub(b" ", b"<p" + piece.partition(b"</p")[0])
            words += [match.group().lower() for match in WORD.finditer(text.decode("utf-8", errors="ignore"))]
        if len(words) > 20 * PAGE_WORDS:
            break
    return len(words) >= PAGE_WORDS and _is_foreign(words)


def _is_foreign(words: Sequence[str]) -> bool:
    if len(words) < ENOUGH:
        # Scripts without spaces make few words of many letters.
        letters = sum(map(len, words))
        latin = sum(character.isascii() for word in words for character in word)
        return letters >= 60 and latin < letters / 2
    share = sum(word in FUNCTION_WORDS for word in words) / len(words)
    foreign = sum(word in FOREIGN_WORDS for word in words) / len(words)
    return share < LEAST or (share < THRESHOLD and foreign >= share)
