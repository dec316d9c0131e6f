"""What is fuzzed: functions from bytes, each of which raises AssertionError where an invariant does not hold.

Only the errors that a function promises are caught; anything else is a finding. `WORDS` is what inputs are put together
from beside raw bytes: words and marks that the rules look at.
"""

import csv
import io
import json
import math
from collections.abc import Callable
from datetime import UTC, datetime

from counterclaim.articles import TextLimits, read_article
from counterclaim.articles._blocks import find_paragraphs, mark_blocks
from counterclaim.articles._stamps import read_moment, read_stamp_line
from counterclaim.errors import InputError
from counterclaim.exports import csv_line
from counterclaim.figures import apply_convention, find_figures_in
from counterclaim.lexicons.scripts import odd_words
from counterclaim.parsing import load_parser
from counterclaim.presentation import json_text
from counterclaim.records.ids import CaptureId
from counterclaim.records.revisions import Capture, Revision
from counterclaim.timexes import find_timexes_in

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
LIMITS = TextLimits(max_chars=20_000, max_tags=2_000)

WORDS = (
    "<html>", "<body>", "<p>", "</p>", "<div>", "<br>", "<h1>", "<title>", "<script>", "<time datetime=\"", "<meta ",
    "property=\"article:published_time\" content=\"", "<article>", "<blockquote>", "<!--", "-->", "<![CDATA[",
    "<!DOCTYPE html [<!ENTITY a \"b\">]>", "&a;", "&#0;", "&#x110000;", "&#147;", "charset=utf-16",
    "<?xml encoding=\"", "application/ld+json", "{\"@type\":\"NewsArticle\",\"datePublished\":\"",
    "The council said on Monday that ", "By Jos Ek", "KOTA (AP) — ", "Kota: ", "Published: ", "Updated ",
    "Read more", "(Reporting by Jos Ek)", "IST", "GMT", "10:15", "25:61", "Mar 9, 2021", "31/02/2019", "99/99/9999",
    "2021-02-30T25:00:00+99:99", "0000-00-00", "9999-12-31", "at least ", "12 ", "1,000,000", "dozens of ",
    "soldiers ", "were killed ", "million trillion ", "½", "one hundred ", "between 5 and 3 ", "-", "–", "%", "$",
    "€", "nobody ", "including ", "no ", "last ", "next ", "ago ", "Friday ", "night ", "the ", "of ", "since ",
    "year ", "century ", "1980s ", "Q3 ", "half an hour ", "3 March ", "10:30 p.m. ", "“", "”", "‘", "’", "'", "\"",
    "\n", "\n\n", "\t", "\u2028", "\u202e", "\u200b", "\x00", "\x1b", "А", "漢", "😀", "=", "@", "+", "\ud7ff",
    "\ufffe", "١٢",
)  # fmt: skip


def _capture(body: bytes, media_type: str) -> Capture:
    return Capture(id=CaptureId("c"), address="https://a.example/1", media_type=media_type, body=body, captured_at=NOW)


def _sound(revision: Revision) -> None:
    at = 0
    for block in revision.blocks:
        assert at <= block.span.start < block.span.end <= len(revision.text)
        at = block.span.end
    for note in revision.notes:
        assert note.span is None or 0 <= note.span.start < note.span.end <= len(revision.text)
    for stamp in (revision.published, revision.updated):
        assert stamp is None or stamp.earliest <= stamp.latest


def article(data: bytes) -> None:
    """Bytes as a page and as a plain text: a revision whose blocks lie in its text, or an InputError."""
    for media_type in ("text/html", "text/plain"):
        try:
            _sound(read_article(_capture(data, media_type), limits=LIMITS))
        except InputError:
            continue


def page(data: bytes) -> None:
    """The same in the middle of a page that is an article."""
    words = b"<p>The council said on Monday that the old bridge was not to be used by the people of the town.</p>" * 3
    article(b"<html><body><article>" + words + data + words + b"</article></body></html>")


def furniture(data: bytes) -> None:
    """Every word of a text is in one block, and every moment of a stamp line in its line."""
    text = data.decode("utf-8", "replace")
    at = 0
    for block in mark_blocks(text, find_paragraphs(text), country_of={"Kota": "IN"}.get).blocks:
        assert not text[at : block.span.start].strip().strip("#").strip()
        assert block.span.of(text).strip() == block.span.of(text) != ""
        at = block.span.end
    assert not text[at:].strip()
    for line in text.splitlines():
        for moment in read_stamp_line(line) or ():
            assert line[moment.start : moment.end].strip() == moment.words
        read_moment(line)


def times(data: bytes) -> None:
    """Times lie in the text, in order, and end after they start, with an anchor and without."""
    text = data.decode("utf-8", "replace")
    for anchor in (None, NOW, datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, tzinfo=UTC)):
        last = 0
        for timex in find_timexes_in(text, anchor, country="US"):
            assert last <= timex.span.start < timex.span.end <= len(text)
            last = timex.span.end
            assert (timex.first is None) == (timex.last is None)
            assert timex.first is None or timex.last is None or timex.first < timex.last


def figures(data: bytes) -> None:
    """Figures lie in the text, with finite bounds the right way round."""
    text = data.decode("utf-8", "replace")[:2_000]
    for figure in find_figures_in(load_parser().parse_text(text)):
        assert figure.words == text[figure.span.start : figure.span.end] != ""
        for bound in (figure.low, figure.high):
            assert bound is None or (math.isfinite(bound) and bound >= 0)
        assert figure.low is None or figure.high is None or figure.low <= figure.high
        apply_convention(figure)


def output(data: bytes) -> None:
    """JSON reads back as it was, and a row of CSV holds what was put in it."""
    text = data.decode("utf-8", "replace")
    assert json.loads(json_text({text: [text]})) == {text: [text]}
    at = 0
    for odd in odd_words(text):
        assert at <= odd.start < odd.end <= len(text)
        assert odd.letters
        at = odd.end
    if "\x00" not in text:
        ((cell, _),) = csv.reader(io.StringIO(csv_line([text, "x"]), newline=""))
        assert cell in (text, f"'{text}")


TARGETS: dict[str, Callable[[bytes], None]] = {
    one.__name__: one for one in (article, page, furniture, times, figures, output)
}
