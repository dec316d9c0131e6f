"""How words and moments of reports are shown on a page: escaped, isolated, nothing hidden in them.

Whatever a report, a name or an address holds goes through `shown` (in a page) or `plain` (in a title or a label):
characters that act are made visible, direction stays inside, and a word of deceptive letters is followed by what they
are.
"""

from datetime import datetime, timedelta
from functools import lru_cache
from urllib.parse import quote, urlsplit

from markupsafe import Markup, escape

from counterclaim.lexicons.scripts import marked, marks, visible
from counterclaim.records.figure_conventions import vague_bounds
from counterclaim.records.mentions import Figure
from counterclaim.records.tallies import Count
from counterclaim.views import bare, change_label, many, nested, stance_words, zone_words

SHORT = 9  # characters of an id that are shown


@lru_cache(maxsize=4096)
def shown(words: str) -> Markup:
    """Words of a report as markup: isolated, escaped, odd letters named. Pages repeat names often."""
    clear = visible(words)
    parts, at = ["<bdi>"], 0
    for end, mark in marks(clear):
        parts += [escape(clear[at:end]), '<span class="odd">', escape(mark), "</span>"]
        at = end
    return Markup("".join([*parts, escape(clear[at:]), "</bdi>"]))


def plain(words: str) -> str:
    """Words of a report where no markup can stand; whoever shows them escapes them."""
    return marked(" ".join(words.split()))


def outward(address: str) -> str | None:
    """An address that a page may link to; None for what is no page of the web (a file, `javascript:`)."""
    if any(ord(letter) <= 0x20 for letter in address):
        return None
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018  # raises where the port is none
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.hostname else None


def when(moment: datetime | str | None) -> Markup:
    """A moment as its page or clock states it, with its zone: `12 Mar 2026, 14:05 UTC+1`."""
    if moment is None:
        return Markup("date unknown")
    found = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return Markup(f'<time datetime="{found.isoformat()}">{moment_words(found)}</time>')


def day(moment: datetime | str | None) -> Markup:
    """The day of a moment: `12 Mar 2026`."""
    if moment is None:
        return Markup("date unknown")
    found = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return Markup(f'<time datetime="{found.date().isoformat()}">{day_words(found)}</time>')


def days(first: datetime | str, last: datetime | str | None) -> Markup:
    """The days of a time `[first, last)`: `12 Mar 2026`, or `1 Jan 2026 to 31 Dec 2026` where it is as wide as that."""
    start, end = (datetime.fromisoformat(m) if isinstance(m, str) else m for m in (first, last or first))
    end -= timedelta(microseconds=1)
    return day(start) if end.date() <= start.date() else Markup("{} to {}").format(day(start), day(end))


def day_words(moment: datetime) -> str:
    return f"{moment.day} {moment:%b %Y}"


def moment_words(moment: datetime) -> str:
    return f"{day_words(moment)}, {moment:%H:%M} {zone_words(moment)}".rstrip()


def path_part(words: str) -> str:
    """Words as the last part of a path."""
    return quote(words, safe="")


def limits(figure: Figure | Count, convention: str) -> tuple[float | None, float | None]:
    """The bounds of a figure, those of a vague word by the convention."""
    return vague_bounds(figure.convention, convention) or (figure.low, figure.high)


FILTERS = {
    "shown": shown,
    "plain": plain,
    "clear": visible,
    "outward": outward,
    "when": when,
    "day": day,
    "days": days,
    "bare": bare,
    "nested": nested,
    "saying": stance_words,
    "change_label": change_label,
    "moment": lambda stamp: moment_words(datetime.fromisoformat(stamp)),
    "many": many,
    "path_part": path_part,
    "short": lambda id_: id_[:SHORT],
}
