"""Text of unknown origin on a terminal: whatever could act there is shown instead.

Titles, words, names and addresses come from pages that anybody may have written. An escape sequence in one could clear
the screen, set the window's title or fake a line of output; a bidirectional override could turn a denial round. A
word whose letters are not what they look like (a Cyrillic А in a Latin name) is followed by what they are; it is never
changed.
"""

import click

from counterclaim.lexicons.scripts import odd_words

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
    """`words` with every character that acts on a terminal, but tabs and line breaks, shown as another one."""
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


def say(line: str, *, err: bool = False) -> None:
    """Prints a line for a person."""
    click.echo(marked(line), err=err)
