"""One turn as an item of a feed: the parts that every form of feed is written from."""

import html
import re
from dataclasses import dataclass

from counterclaim.records.turns import Told

#: Characters that XML cannot hold.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item in words; `lines` are pairs of a label and what it labels."""

    title: str
    lines: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        return "\n".join([self.title, *(f"{label}: {words}" for label, words in self.lines)])

    @property
    def html(self) -> str:
        """The same as HTML of paragraphs and one list, with everything in it escaped."""
        rows = "".join(f"<li><b>{html.escape(label)}:</b> {html.escape(words)}</li>" for label, words in self.lines)
        return f"<p>{html.escape(self.title)}</p><ul>{rows}</ul>"


def make_item(told: Told) -> Item:
    """A turn for a reader who sees nothing else of it."""
    turn = told.turn
    lines = [("Before", told.before), ("Now", told.after)]
    if told.answer is not None:
        lines.append(("Answer to the allegation", told.answer))
    if told.outlets:
        lines.append(("In", ", ".join(told.outlets)))
    if told.published is not None:
        lines.append(("Published", told.published.isoformat(timespec="minutes")))
    lines += [
        ("Recorded", turn.at.isoformat(timespec="seconds")),
        ("Why this is told", f"{turn.kind.value}: {turn.reason}"),
        ("Reading", told.review),
    ]
    return Item(title=writable(told.sentence), lines=tuple((label, writable(words)) for label, words in lines if words))


def writable(words: str) -> str:
    """`words` on one line, without what XML cannot hold."""
    return " ".join(_UNWRITABLE.sub("\ufffd", words).split())
