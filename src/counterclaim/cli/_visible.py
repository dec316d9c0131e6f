"""Text of unknown origin on a terminal: whatever could act there is shown instead.

Titles, words, names and addresses come from pages that anybody may have written. An escape sequence in one could clear
the screen, set the window's title or fake a line of output; a bidirectional override could turn a denial round.
"""

import click

#: Each character that acts, and the one character that is shown in its place, so that offsets stay what they are.
_SHOWN = (
    {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n"}  # control pictures: ␛ for escape
    | {0x7F: 0x2421}
    | dict.fromkeys((*range(0x80, 0xA0), *range(0xD800, 0xE000)), 0xFFFD)  # more controls; halves of a surrogate pair
    | dict.fromkeys((0x61C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A)), 0xFFFD)  # text direction
)


def visible(words: str) -> str:
    """`words` with every character that acts on a terminal, but tabs and line breaks, shown as another one."""
    return words.translate(_SHOWN)


def say(line: str, *, err: bool = False) -> None:
    """Prints a line for a person."""
    click.echo(visible(line), err=err)
