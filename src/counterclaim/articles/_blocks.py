"""What each run of a text is on its page: headline, byline, dateline, caption, furniture, or the report itself.

Works on the paragraphs of any report, plain or taken from HTML. The rules look at form and place (a short line without
a full stop between paragraphs that have one, a town and a dash in front of the first sentence, the phrases of
`lexicons/furniture.tsv`), never at particular names. What no rule takes is a paragraph and is read.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from counterclaim.articles._credits import TAIL_CREDIT, credited, names_in
from counterclaim.articles._datelines import CountryOf, dateline_end
from counterclaim.articles._lines import (
    INNER_END,
    ITEM,
    NAME,
    POSSESSIVE,
    SAYING,
    SENTENCE_END,
    furniture,
    has_title_case,
    is_sentence,
    looks_like_a_caption,
    words_of,
)
from counterclaim.articles._stamps import Moment, read_moment, read_placed_stamp, read_stamp_line
from counterclaim.records.revisions import Block, BlockKind
from counterclaim.records.spans import Span

NAMES = rf"{NAME}(?:\s(?:{NAME}|al|bin|ibn|de|da|del|der|di|du|el|la|le|of|van|von|y)){{0,5}}"
BYLINE = re.compile(
    r"(?i:(?:by|written by|story by|report by|reported by|words by)\s?:?\s|(?:author|writer|reporter)s?\s?:\s)"
    rf"(?P<names>{NAMES}(?:(?:\s?,\s?(?:and\s)?|\s(?:and|&)\s){NAMES}){{0,5}})"
    rf"(?P<rest>(?:\s(?:in|for|of|at)\s{NAMES}(?:\s?,\s?{NAMES}){{0,2}})?(?:\s?[,|/–—-]\s?.{{2,60}})?)"
)
PLACED_BYLINE = re.compile(rf"(?P<names>{NAMES}(?:(?:\s?,\s?|\sand\s){NAMES}){{0,3}})\sin\s{NAMES}(?:\s?,\s?{NAMES})?")
TITLED_BYLINE = re.compile(
    rf"(?P<names>{NAME}(?:\s{NAME}){{1,3}})\s?[,|–—-]\s?(?:the\s)?[\w' ]{{0,40}}\b"
    r"(?i:correspondent|reporter|editor|writer|staff|agency|agencies|press|reuters|afp|bureau|desk)\b.{0,30}"
)
AGENCY_NAME = re.compile(
    r"\b(?:Agency|Agencies|Bureau|Desk|Herald|Journal|Media|News|Post|Press|Radio|Reuters|Service|Staff|Telegraph|"
    r"Television|Times|Tribune|TV|Wire)$|^[A-Z]{2,5}$"
)
EMAIL = re.compile(r"(?:e-?mail:?\s?)?\S{1,60}@\S{1,60}\.\w{2,10}")
TWEET_SOURCE = re.compile(r"\s?[—–-]{1,2}\s?[^—–]{1,60}\(@\w{1,20}\)")
ASIDE = re.compile(
    r"[(\[](?:(?:Also|ALSO|Must|MUST) )?(?:Read|READ|See|SEE|Watch|WATCH|Related|RELATED|More|MORE|Video|VIDEO|Photos?|"
    r"PHOTOS?|Gallery|Listen)(?: more| also| MORE| ALSO)?\s?:[^()\[\]]{3,250}[)\]]"
    r"|[(\[][Pp]ictured(?: \w+){0,3}[)\]]"
)
#: Who wrote what a letter quotes below: “On 12 Nov 2026, the letters desk wrote:”.
WROTE = re.compile(r"(?:[>|]\s?)*(?:On|At|Am)\s[^\n]{4,200}\s(?:wrote|writes)\s?:")
GLUED = re.compile(r"(?:Related|RELATED|Read more|READ MORE|Also read|ALSO READ|See also|SEE ALSO)(?=[A-Z“\"'‘])")


@dataclass(slots=True)
class Marked:
    """The blocks of a text with what they say about the report."""

    blocks: list[Block] = field(default_factory=list)
    headline: Span | None = None
    dateline: str | None = None
    authors: list[str] = field(default_factory=list)
    credits: list[str] = field(default_factory=list)
    moments: list[tuple[Moment, Span]] = field(default_factory=list)


def find_paragraphs(text: str) -> list[Span]:
    """The paragraphs of a plain text, without the white space around them.

    Lines are paragraphs, unless a run of lines is one hard-wrapped paragraph: every line is then so long that the
    next line's first word would not have fitted the width of the run.
    """
    groups: list[list[Span]] = [[]]
    at = 0
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            start = at + line.index(stripped[0])
            if groups[-1] and line[0] in " \t" and len(line) - len(line.lstrip()) >= 2:
                groups.append([])
            groups[-1].append(Span(start, start + len(stripped)))
        elif groups[-1]:
            groups.append([])
        at += len(line)
    found: list[Span] = []
    for lines in groups:
        width = max((len(line) for line in lines), default=0)
        wrapped = len(lines) > 1 and 40 <= width <= 120
        for here, following in pairwise(lines):
            first_word = text[following.start : following.end].split(None, 1)[0]
            wrapped = wrapped and len(here) + 1 + len(first_word) > width
        found.extend([Span(lines[0].start, lines[-1].end)] if wrapped else lines)
    return found


class _Marker:
    """Marks the paragraphs of one text, in passes from the surest rule to the least sure."""

    def __init__(
        self,
        text: str,
        paragraphs: Sequence[Span],
        heads: frozenset[int],
        quoted: frozenset[int],
        country_of: CountryOf | None,
    ):
        self.text = text
        self.spans = list(paragraphs)
        self.lines = [span.of(text) for span in self.spans]
        self.heads = heads
        self.quoted = quoted
        self.country_of = country_of
        self.kinds: list[BlockKind | None] = [None] * len(self.lines)
        self.numbered: dict[int, int] = {}  # how long the number is that a paragraph begins with, by its start
        self.marked = Marked()

    def run(self, title: str | None) -> Marked:
        for i, line in enumerate(self.lines):
            self.kinds[i] = self._fixed_form(i, line)
        self._find_answered()
        body = self._body_start()
        self._find_headline(title, body)
        self._find_bylines(body)
        self._find_captions()
        dateline = self._find_dateline()
        self._find_standfirst(dateline)
        self._find_numbers()
        for i, span in enumerate(self.spans):
            prose = BlockKind.QUOTATION if self._is_quotation(i) else BlockKind.PARAGRAPH
            self._emit(span, self.kinds[i] or prose, split=i == dateline)
        return self.marked

    def _fixed_form(self, i: int, line: str) -> BlockKind | None:
        """The kind of a line that its own words settle."""
        moments = read_stamp_line(line)
        if moments is None:
            moments = read_placed_stamp(line)
        if moments is not None:
            self._keep(moments, self.spans[i].start)
            return BlockKind.FURNITURE
        if len(line) <= 200 and (kind := self._byline(i, line)):
            return kind
        if GLUED.match(line) or EMAIL.fullmatch(line):
            return BlockKind.FURNITURE
        if len(line) <= 400 and not TWEET_SOURCE.search(line):
            lexicon = furniture()
            if lexicon["credit"].match(line):
                self.marked.credits.extend(credited(line))
                return BlockKind.FURNITURE
            prose = (is_sentence(line) and SAYING.search(line)) or (len(line) > 160 and INNER_END.search(line))
            if lexicon["caption"].match(line) and not prose:
                return BlockKind.CAPTION
            if lexicon["furniture"].match(line):
                return BlockKind.FURNITURE
        return None

    def _find_answered(self) -> None:
        """What a letter quotes of the one that it answers: the line that says who wrote, and the marked lines after."""
        answered = False
        for i, line in enumerate(self.lines):
            if WROTE.fullmatch(line.split("\n")[0]):
                answered, self.kinds[i] = True, BlockKind.FURNITURE
            elif answered and line.startswith((">", "|")):
                self.kinds[i] = BlockKind.FURNITURE

    def _keep(self, moments: Sequence[Moment], start: int) -> None:
        self.marked.moments.extend((moment, Span(start + moment.start, start + moment.end)) for moment in moments)

    def _byline(self, i: int, line: str) -> BlockKind | None:
        """A byline, alone or with stamps beside it on one line."""
        parts, at = re.split(r"\s*[|•·]\s*|\s{3,}", line), 0
        names: list[str] = []
        moments: list[tuple[Moment, int]] = []
        for part in filter(None, parts):
            at = line.index(part, at)
            if (match := BYLINE.fullmatch(part)) and not SENTENCE_END.search(part) and len(words_of(part)) <= 16:
                found = names_in(match["names"])
                names.extend(name for i, name in enumerate(found) if not i or not AGENCY_NAME.search(name))
                self.marked.credits.extend(name for name in found[1:] if AGENCY_NAME.search(name))
                if agency := re.match(r"\s?[,|/–—-]\s?(?:the\s)?([A-Z][\w .]{1,30})$", match["rest"] or ""):
                    if not read_moment(agency[1]):
                        self.marked.credits.append(agency[1].strip())
            elif (stamps := read_stamp_line(part)) is not None:
                moments.extend((stamp, at) for stamp in stamps)
            elif not (names and (EMAIL.fullmatch(part) or len(words_of(part)) <= 4)):
                return None
            at += len(part)
        if not names or not names[0][0].isupper():
            return None
        self.marked.authors.extend(names)
        for moment, offset in moments:
            self._keep([moment], self.spans[i].start + offset)
        return BlockKind.BYLINE

    def _body_start(self) -> int:
        """The first line that reads as prose (everything before it is head matter)."""
        for i, line in enumerate(self.lines):
            if self.kinds[i] is None and i not in self.heads and is_sentence(line) and len(words_of(line)) >= 8:
                if not (i == 0 and has_title_case(line) and len(self.lines) > 1):
                    return i
        return len(self.lines)

    def _find_headline(self, title: str | None, body: int) -> None:
        """The declared title where the text starts with it, else the first line of the head matter that has words."""
        wanted = " ".join(title.split()).casefold() if title else None
        free = [i for i in range(min(body + 1, len(self.lines))) if self.kinds[i] is None]
        chosen = next((i for i in free if wanted and " ".join(self.lines[i].split()).casefold() == wanted), None)
        if chosen is None and body < len(self.lines):
            fit = [i for i in free if i < body and len(self.lines[i]) <= 220 and not self._tweet(i)]
            chosen = next((i for i in fit if len(words_of(self.lines[i])) >= 4), fit[0] if fit else None)
        if chosen is None:
            return
        line = self.lines[chosen]
        if body >= len(self.lines) and chosen not in self.heads and wanted is None:
            return
        hashes = len(line) - len(line.lstrip("# "))
        if hashes:
            self.spans[chosen] = Span(self.spans[chosen].start + hashes, self.spans[chosen].end)
            self.lines[chosen] = line[hashes:]
        self.kinds[chosen] = BlockKind.HEADLINE
        self.marked.headline = self.spans[chosen]

    def _find_bylines(self, body: int) -> None:
        """“Jane Doe in Cairo” and “Jane Doe, Correspondent” above the body."""
        for i in range(min(body, len(self.lines))):
            line = self.lines[i]
            if self.kinds[i] is None and len(line) <= 120:
                match = PLACED_BYLINE.fullmatch(line) or TITLED_BYLINE.fullmatch(line)
                if match:
                    self.kinds[i] = BlockKind.BYLINE
                    self.marked.authors.extend(names_in(match["names"]))

    def _tweet(self, i: int) -> bool:
        """Whether a line is an embedded post or the line that names its author."""
        following = self.lines[i + 1] if i + 1 < len(self.lines) else ""
        return bool(TWEET_SOURCE.search(self.lines[i]) or TWEET_SOURCE.match(following))

    def _under_headline(self, i: int) -> bool:
        """Whether a line stands right below the headline."""
        return i > 0 and self.kinds[i - 1] is BlockKind.HEADLINE

    def _is_quotation(self, i: int) -> bool:
        """Whether a line is set off as what somebody says: no embedded post, no line in quotation marks, and nothing
        pulled out of the report, which says it once more where it belongs."""
        line = self.lines[i]
        if i not in self.quoted or 2 * len(self.quoted) > len(self.lines) or self._tweet(i) or line[0] in "“\"«'‘":
            return False
        first = self.text.find(line)
        return first == self.spans[i].start and self.text.find(line, first + 1) < 0

    def _find_captions(self) -> None:
        """Lines between paragraphs that do not read as prose: subheadings, captions, links to other reports."""
        long_lines = [line for i, line in enumerate(self.lines) if self.kinds[i] is None and len(words_of(line)) >= 10]
        # Where the author ends no paragraph with a stop, a missing stop says nothing.
        stops_count = sum(map(is_sentence, long_lines)) >= 0.6 * len(long_lines)
        previous = ""
        for i, line in enumerate(self.lines):
            kind = self.kinds[i]
            if kind is None:
                count = len(words_of(line))
                if i in self.heads:
                    kind = BlockKind.FURNITURE
                elif previous and len(line) > 20 and count <= 45 and (previous.startswith(line) or line in previous):
                    kind = BlockKind.CAPTION
                elif self._tweet(i):
                    kind = None
                elif self._under_headline(i) and count >= 6 and not is_sentence(line) and not has_title_case(line):
                    kind = BlockKind.STANDFIRST
                elif not is_sentence(line) and count <= 45 and not INNER_END.search(line):
                    spoken = SAYING.search(line) and any(mark in line for mark in '"“”')
                    bullet = line[0] in "•*-–·" and count >= 6
                    if count <= 4 or (stops_count and not spoken and not bullet):
                        captioned = POSSESSIVE.search(line) or (count > 4 and not has_title_case(line))
                        kind = BlockKind.CAPTION if captioned else BlockKind.FURNITURE
                elif line.endswith("?") and count <= 16 and has_title_case(line):
                    kind = BlockKind.FURNITURE
                elif len(self.lines) > 2 and looks_like_a_caption(line):
                    kind = BlockKind.CAPTION
                self.kinds[i] = kind
            previous = line if kind in (BlockKind.CAPTION, BlockKind.FURNITURE) else ""
        if not any(kind in (None, BlockKind.PARAGRAPH) for kind in self.kinds):
            # A text of unpunctuated lines alone is the report.
            for i, kind in enumerate(self.kinds):
                if kind is BlockKind.CAPTION or (kind is BlockKind.FURNITURE and i not in self.heads):
                    if read_stamp_line(self.lines[i]) is None and not furniture()["furniture"].match(self.lines[i]):
                        self.kinds[i] = None

    def _find_dateline(self) -> int | None:
        """The paragraph that opens with a dateline, among the first four of the body."""
        body = [i for i, kind in enumerate(self.kinds) if kind is None][:4]
        for rank, i in enumerate(body):
            # “UPDATE:” and the like start later paragraphs: a colon after capitals counts in the first two alone.
            if found := dateline_end(self.lines[i], self.country_of, opening=rank < 2):
                _, match = found
                if match["place"]:
                    self.marked.dateline = re.sub(r"\s?,\s?", ", ", " ".join(match["place"].split()))
                if match["agency"]:
                    self.marked.credits.extend(names_in(match["agency"]))
                return i
        return None

    def _find_standfirst(self, dateline: int | None) -> None:
        """The summary above the report: the one paragraph before the dateline, or before the byline and stamps."""
        if self.marked.headline is None or BlockKind.STANDFIRST in self.kinds:
            return
        body = [i for i, kind in enumerate(self.kinds) if kind is None]
        if dateline is not None and body[:2][1:] == [dateline]:
            self.kinds[body[0]] = BlockKind.STANDFIRST
        elif len(body) > 1 and any(
            kind is BlockKind.BYLINE or (kind is BlockKind.FURNITURE and read_stamp_line(self.lines[i]))
            for i, kind in enumerate(self.kinds[body[0] : body[1]], start=body[0])
        ):
            self.kinds[body[0]] = BlockKind.STANDFIRST

    def _find_numbers(self) -> None:
        """The numbers of numbered paragraphs, which are no part of their sentences: “2. Voting was calm.”"""
        found: list[tuple[int, int]] = []
        for i, line in enumerate(self.lines):
            item = ITEM.match(line) if self.kinds[i] is None else None
            if item is not None and int(item["number"]) == len(found) + 1:
                found.append((self.spans[i].start, item.end()))
        self.numbered = dict(found) if len(found) > 1 else {}

    def _emit(self, span: Span, kind: BlockKind, *, split: bool) -> None:
        """Adds the blocks of one paragraph: its dateline, its prose, and asides that are furniture."""
        blocks = self.marked.blocks
        if kind is not BlockKind.PARAGRAPH:
            blocks.append(Block(span=span, kind=kind))
            return
        line, at = span.of(self.text), self.numbered.get(span.start, 0)
        if at:
            blocks.append(Block(span=_trimmed(self.text, span.start, span.start + at), kind=BlockKind.FURNITURE))
        if split and (found := dateline_end(line, self.country_of)):
            at = found[0]
            blocks.append(Block(span=_trimmed(self.text, span.start, span.start + at), kind=BlockKind.DATELINE))
        asides = [*ASIDE.finditer(line)]
        if tail := TAIL_CREDIT.search(line):
            asides.append(tail)
            self.marked.credits.extend(credited(tail.group()))
        for aside in sorted(asides, key=lambda match: match.start()):
            if aside.start() >= at:
                self._prose(span.start + at, span.start + aside.start())
                end = _trimmed(self.text, span.start + aside.start(), span.start + aside.end())
                blocks.append(Block(span=end, kind=BlockKind.FURNITURE))
                at = aside.end()
        self._prose(span.start + at, span.end)

    def _prose(self, start: int, end: int) -> None:
        if self.text[start:end].strip():
            self.marked.blocks.append(Block(span=_trimmed(self.text, start, end), kind=BlockKind.PARAGRAPH))


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def mark_blocks(
    text: str,
    paragraphs: Sequence[Span],
    *,
    title: str | None = None,
    heads: frozenset[int] = frozenset(),
    quoted: frozenset[int] = frozenset(),
    country_of: CountryOf | None = None,
) -> Marked:
    """The blocks of `text`, in order, and what they say about the report.

    `title` is the declared title; `heads` are the indices of paragraphs that a page marks up as subheadings, `quoted`
    of those that it sets off as quotations;
    `country_of` gives the ISO code of the country of a town, or None.
    """
    marked = _Marker(text, paragraphs, heads, quoted, country_of).run(title)
    marked.authors = list(dict.fromkeys(marked.authors))
    marked.credits = list(dict.fromkeys(marked.credits))
    return marked
