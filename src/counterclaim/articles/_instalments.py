"""Parts of a report under a time of their own: the instalments of a live blog.

A page says so in its data (`LiveBlogPosting`), by a `<time>` or a bare clock above each part, or by lines that are, or
begin with, a clock. One such time is a stamp of the page; only several make instalments. What they say is shown as it
is written and proves nothing: what a report said at a moment is known from texts that are held.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from lxml import etree

from counterclaim._shown import shown_lines
from counterclaim.articles._stamps import LABEL, read_clock, read_moment
from counterclaim.records.spans import Span

#: A page of more parts, or a text of more lines, is not looked through to its end.
_MOST, _MOST_LINES = 1_000, 4_000
#: Lines of fewer letters are found by the whole line alone, or go with what is before them.
_LEAST = 20
#: More characters than this are no time of day.
_LONGEST = 120
_MARKS = ("time", "span", "div", "p", "strong", "b", "a", "h2", "h3", "h4", "h5")
_BEGINS = re.compile(r"\s*(?:\d|(?:last|first|originally|posted|published|updated?|modified|edited)\b)", re.I)
_LETTERS = re.compile(r"[\W_]+")
_TAG = re.compile(r"<[^<>]{0,500}>")
_HEADING = re.compile(r"[\s:.–—|-]{1,4}[“\"'‘]?(?P<letter>[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Told:
    """One part: the words of its time, the time as the page's data have it, how it was found, and what stands in it."""

    words: str
    value: str
    method: str
    lines: tuple[str, ...] = ()


def parts_in_data(updates: Sequence[object]) -> list[Told]:
    """The parts that a page's JSON-LD lists."""
    found: list[Told] = []
    for update in updates[:_MOST]:
        if isinstance(update, dict) and isinstance(value := update.get("datePublished"), str):
            texts = [update.get(name) for name in ("headline", "articleBody")]
            lines = [
                line for text in texts if isinstance(text, str) for line in unescape(_TAG.sub("\n", text)).splitlines()
            ]
            found.append(Told(value.strip(), value.strip(), "json-ld", tuple(lines)))
    return found


def parts_on_page(page: etree._Element) -> list[Told]:
    """The parts of a page that hold, or stand below, one `<time>` or bare clock alone."""
    marks: list[tuple[etree._Element, Told]] = []
    for element in page.iter(*_MARKS):
        before = marks[-1][0] if marks else None
        if len(marks) == _MOST or len(element) > 1 or (told := _told_by(element)) is None:
            continue
        if before is not None and before in element.iterancestors():
            marks.pop()  # this one stands in it and says the same
        elif before is not None and before.getparent() is element.getparent() and not _between(before, element):
            continue  # “posted … updated …”: the first counts
        marks.append((element, told))
    holds = Counter(around for element, _ in marks for around in (element, *element.iterancestors()))
    return [Told(told.words, told.value, told.method, _below(element, holds)) for element, told in marks]


def _told_by(element: etree._Element) -> Told | None:
    """The time that an element is: all its words are a clock, or it is a `<time>` with a date."""
    told = ""
    for piece in element.itertext():
        told += piece
        if len(told) > _LONGEST or (element.tag != "time" and told[:60].strip() and not _BEGINS.match(told)):
            return None
    words = " ".join(told.split())
    value = " ".join((element.get("datetime") or "").split()) if element.tag == "time" else ""
    if value and (moment := read_moment(value)) and moment.precision != "day":
        return Told(words or value, value, "time-element")
    return Told(words, words, "furniture") if clock_of(words) == words else None


def _between(one: etree._Element, other: etree._Element) -> bool:
    """Whether words stand between two neighbours."""
    parts = []
    for sibling in one.itersiblings():
        if sibling is other:
            break
        parts += sibling.itertext()
    return len("".join(parts).strip()) >= _LEAST


def _below(mark: etree._Element, holds: Counter[etree._Element]) -> tuple[str, ...]:
    """The lines of the largest part of a page that holds one mark alone, or what follows it up to the next."""
    part = mark
    while (around := part.getparent()) is not None and holds[around] == 1:
        part = around
    lines = list(shown_lines(part))
    if sum(map(len, lines)) < len("".join(mark.itertext())) + _LEAST:
        for following in part.itersiblings():
            if holds[following] or len(lines) > 200:
                break
            lines += shown_lines(following)
    return tuple(lines)


def clock_of(line: str) -> str | None:
    """The clock that a line is, or that stands as a heading before its words: “09.02”, “Updated 11.32 GMT”,
    “10:10am – Police say …”."""
    label = LABEL.match(line)
    clock = read_clock(line, label.end() if label else 0)
    if clock is None:
        return None
    heading = _HEADING.match(line, clock.end)
    if line[clock.end :].strip(" .:") and not (heading and heading["letter"].isupper()):
        return None
    return line[: clock.end].strip()


def place_lines(told: Sequence[Told], lines: Sequence[str]) -> list[int | None]:
    """Of each line of a text the part that it stands in; of several the one that goes on or comes next."""
    homes: defaultdict[str, list[int]] = defaultdict(list)
    for i, part in enumerate(told):
        for key in dict.fromkeys(map(_key, part.lines)):
            homes[key].append(i)
    bodies = ["".join(map(_key, part.lines)) for part in told[:100]]
    found: list[int | None] = [None] * len(lines)
    last: int | None = None
    for at, line in enumerate(lines[:_MOST_LINES]):
        key = _key(line)
        is_long = len(key) >= _LEAST
        among = homes.get(key) or ([i for i, body in enumerate(bodies) if key in body] if is_long else [])
        if among and last not in among:
            last = next((i for i in among if last is None or i > last), among[0])
        elif not among and is_long:
            last = None
        found[at] = last
    return found


def parts_in_lines(lines: Sequence[str]) -> tuple[list[Told], list[int | None]]:
    """The parts that lines with clocks head, and of each line the part that it stands in."""
    told: list[Told] = []
    found: list[int | None] = []
    for line in lines:
        if clock := clock_of(line):
            told.append(Told(clock, clock, "furniture"))
        found.append(len(told) - 1 if told else None)
    return told, found


def runs(spans: Sequence[Span], homes: Sequence[int | None]) -> Iterator[tuple[Span, int]]:
    """The paragraphs of each part, as far as they follow one another."""
    start = 0
    for i, home in enumerate(homes):
        if i == 0 or homes[i - 1] != home:
            start = i
        if home is not None and (i + 1 == len(homes) or homes[i + 1] != home):
            yield Span(spans[start].start, spans[i].end), home


def _key(words: str) -> str:
    """Words without what a page and its data write differently."""
    return _LETTERS.sub("", words).casefold()
