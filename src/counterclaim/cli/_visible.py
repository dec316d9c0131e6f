"""Text of unknown origin on a terminal: whatever could act there is shown instead (`counterclaim.lexicons.scripts`).

Titles, words, names and addresses come from pages that anybody may have written. An escape sequence in one could clear
the screen, set the window's title or fake a line of output; a bidirectional override could turn a denial round. A
word whose letters are not what they look like (a Cyrillic А in a Latin name) is followed by what they are; it is never
changed.
"""

import click

from counterclaim.lexicons.scripts import marked, marks, visible

__all__ = ["marked", "marks", "say", "visible"]


def say(line: str, *, err: bool = False) -> None:
    """Prints a line for a person."""
    click.echo(marked(line), err=err)
