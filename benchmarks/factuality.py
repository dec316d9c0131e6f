"""How certain a text makes an event: rows {id, text, span, target} in, numbers from -3 to 3 out.

The rows are lists of words with spaces between them; a report has its marks where a writer puts them. So the text is
written out again (“was n't over .” as “wasn't over.”), and `span`, which counts words, follows.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from counterclaim.factuality import rate_event
from counterclaim.parsing import load_parser
from counterclaim.records.parses import Parse
from counterclaim.records.spans import Span

_CLOSING = re.compile(r"(?:[,.;:?!)\]}%”’]|\.\.\.|n['’]t|['’](?:s|re|ve|ll|d|m))$", re.IGNORECASE)
_OPENING = frozenset("([{$“")
_MARKS = {"``": "“", "''": "”", "-LRB-": "(", "-RRB-": ")"}


def run(rows: Iterator[dict[str, Any]], options: object) -> Iterator[dict[str, Any]]:
    """The factuality of the event that each row points at."""
    parser = load_parser()
    known, parse = None, None
    spans: list[Span] = []
    for row in rows:
        if row["text"] != known or parse is None:
            known = row["text"]
            text, spans = report_of(known)
            parse = parser.parse_text(text)
        event = event_of(parse, spans, row["span"])
        yield {"id": row["id"], "label": 0.0 if event is None else round(rate_event(parse, event).value, 3)}


def report_of(words: str) -> tuple[str, list[Span]]:
    """The text that `words` were cut from, as far as it can be told, and where each word stands in it."""
    text, spans, open_mark = "", [], True
    for word in words.split():
        word = _MARKS.get(word, word)
        if not open_mark and not _CLOSING.match(word):
            text += " "
        spans.append(Span(len(text), len(text) + len(word)))
        text += word
        open_mark = word in _OPENING
    return text, spans


def event_of(parse: Parse, spans: Sequence[Span], words: Sequence[int]) -> int | None:
    """The token that tells of the event at `words`, a half-open range: of a whole clause, its verb."""
    tokens = parse.tokens_in(Span(spans[words[0]].start, spans[words[1] - 1].end))
    roots = [t for t in tokens if parse.heads[t] == t or parse.heads[t] not in tokens]
    verbs = [t for t in roots if parse.pos[t] in ("VERB", "AUX")]
    rest = [t for t in roots if parse.pos[t] != "PUNCT"]
    return next(iter(verbs or rest or roots), None)
