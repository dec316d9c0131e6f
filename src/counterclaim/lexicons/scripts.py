"""Words whose letters are not what they look like: of several scripts, lookalikes of Latin ones, or parted unseen; and
characters that act instead of being seen.

Sources: Unicode Technical Standard 39, “Unicode Security Mechanisms” (mixed scripts, the “highly restrictive” level);
the lookalikes are chosen by hand among the letters that its confusables.txt pairs with Latin ones.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

#: What turns the direction of the text after it: “denied by A, confirmed by B” can be shown the other way round.
DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
#: What is not seen at all and still makes another name.
UNSEEN = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0\U000e0000-\U000e007f"
)
#: These two join and part letters of Arabic and Indic scripts and the parts of an emoji: odd in Latin words only.
JOINERS = "\u200c\u200d"

#: A letter or mark that a report in English has in foreign words only; Latin letters with accents are none.
_SUSPECT = re.compile(f"[^\\W\\d_\x00-\x7f\u00aa\u00b5\u00ba\u00c0-\u024f\u1e00-\u1eff]|[{JOINERS}{UNSEEN}]")
_UNSEEN = re.compile(f"[{JOINERS}{UNSEEN}]")
_PART = re.compile(f"[^\\W\\d_\u00b5]|[\u0300-\u036f{JOINERS}{UNSEEN}]")
#: Scripts that are written together (Japanese and Korean).
_TOGETHER = frozenset({"LATIN", "CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC"})
_NO_SCRIPTS = frozenset({"COMBINING", "FEMININE", "KATAKANA-HIRAGANA", "MASCULINE", "MICRO", "MODIFIER", "SUPERSCRIPT"})
#: Latin letters in other clothes: other characters, the same look.
_STYLED = frozenset({"DOUBLE-STRUCK", "FULLWIDTH", "MATHEMATICAL", "SCRIPT"})
_LOOKALIKES = frozenset(
    "аеорсухіјѕԁһԛԝӏѵАВЕКМНОРСТХУІЈЅԌԚԜӀѴ"  # Cyrillic
    "ονρυικαΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"  # Greek
    "օսոցհզԼՏՕՍ"  # Armenian
    "ᎪᏴᏟᎠᎬᎻᎫᏦᏞᎷᏢᏒᏚᎢᏙᎳᏃ"  # Cherokee
)


@dataclass(frozen=True, slots=True)
class OddWord:
    """A word that may look like another: `[start, end)` in its text, and what its letters are."""

    start: int
    end: int
    letters: str


@cache
def _script(letter: str) -> str:
    """The script of a letter, which its Unicode name begins with; empty for what is no letter of one."""
    first = unicodedata.name(letter, "").split(" ")[0] if letter.isalpha() else ""
    return "" if first in _NO_SCRIPTS else first


def odd_words(text: str) -> Iterator[OddWord]:
    """The odd words of a text, in order. Linear in its length, and at once for ASCII."""
    if text.isascii():
        return
    at = 0
    while suspect := _SUSPECT.search(text, at):
        start, end = suspect.span()
        while start > at and _PART.match(text, start - 1):
            start -= 1
        while end < len(text) and _PART.match(text, end):
            end += 1
        if letters := _letters(text[start:end]):
            yield OddWord(start, end, letters)
        at = end


def _letters(word: str) -> str:
    """What is odd in the letters of a word; empty where nothing is."""
    scripts = {script for letter in set(word) if (script := _script(letter))}
    named = " and ".join(sorted(script.capitalize() for script in scripts))
    if len(scripts) > 1 and not scripts <= _TOGETHER:
        return named
    if scripts & _STYLED:
        return f"{named} letters"
    if len(word) > 1 and set(word) <= _LOOKALIKES:
        return f"{named} letters"
    unseen = _UNSEEN.findall(word)
    if unseen and (scripts == {"LATIN"} or any(c not in JOINERS for c in unseen)):
        return f"unseen U+{ord(unseen[0]):04X}"
    return ""


#: Each character that acts, and the one character that is shown in its place, so that offsets stay what they are.
_SHOWN = (
    {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n"}  # control pictures: ␛ for escape
    | {0x7F: 0x2421}
    | dict.fromkeys((*range(0x80, 0xA0), *range(0xD800, 0xE000)), 0xFFFD)  # more controls; halves of a surrogate pair
    | dict.fromkeys((0x61C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A)), 0xFFFD)  # text direction
    | dict.fromkeys((0x180E, 0x200B, *range(0x2060, 0x2065), *range(0x206A, 0x2070), 0xFEFF), 0xFFFD)  # not seen at all
    | dict.fromkeys((0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0, *range(0xE0000, 0xE0080)), 0xFFFD)
    | {0xAD: 0x2010}  # where a word may be parted: seen as a hyphen
)


def visible(words: str) -> str:
    """`words` with every character that acts where it is shown, but tabs and line breaks, shown as another one."""
    return words.translate(_SHOWN)


def marks(words: str) -> list[tuple[int, str]]:
    """What is put after each word that may look like another one: where, in order, and the words in brackets."""
    return [(odd.end, f"⟨{odd.letters}⟩") for odd in odd_words(words)]


def marked(words: str) -> str:
    """`words` as a person should see them: what acts is shown, and odd words are marked."""
    parts, at = [], 0
    shown = visible(words)
    for end, mark in marks(shown):
        parts += [shown[at:end], mark]
        at = end
    return "".join([*parts, shown[at:]])
