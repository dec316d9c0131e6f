"""A terminal: how wide it is, its colours, and that nothing in the words of a page acts on it."""

import os
import sys
from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Text

from counterclaim.cli._visible import marked, marks, visible
from counterclaim.records.claims import Stance

SHORT = 9  # characters of an id that are shown
STYLES = {
    Stance.ASSERTS: "",
    Stance.CONFIRMS: "green",
    Stance.DENIES: "bold red",
    Stance.DOUBTS: "yellow",
    Stance.UNKNOWN: "yellow",
}


class SafeConsole(Console):
    """A console that shows the words of a page as they are: nothing in them acts as markup or as a control."""

    def __init__(self, *, width: int | None = None, stderr: bool = False) -> None:
        super().__init__(width=width, stderr=stderr, highlight=False, markup=False, emoji=False)

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        if isinstance(renderable, str):
            renderable = marked(renderable)
        elif isinstance(renderable, Text):
            renderable = renderable.copy()
            renderable.plain = visible(renderable.plain)
            for end, mark in reversed(marks(renderable.plain)):
                renderable = Text.assemble(renderable[:end], (mark, "reverse"), renderable[end:])
        return super().render(renderable, options)


def make_console() -> Console:
    """A console on stdout: as wide as the terminal, 100 columns where there is none."""
    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else 100
    return SafeConsole(width=width)
