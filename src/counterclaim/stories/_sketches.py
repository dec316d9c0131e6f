"""What of a report is compared: its telling words, the pairs of neighbours among them, and its names."""

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from counterclaim.lexicons.calendar_names import MONTHS, WEEKDAYS
from counterclaim.lexicons.word_ranks import word_weight
from counterclaim.records.analyses import Analysis
from counterclaim.records.ids import RevisionId

#: A word; a number with its points and commas is one.
WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
#: What may stand between a sentence's end and the next one's first word.
SENTENCE_START = re.compile(r"(?:[.!?:]|[“\"‘]|``|'')\s*$")
#: Characters read for words, of the opening (the encoder reads no more), and of its top, which names who and where.
READ_CHARS, OPENING_CHARS, TOP_CHARS = 6_000, 400, 250
OPENING_FACTOR = 1.5
#: A word that stands in more than a fifth of all reports tells nothing; beside another it may.
LEAST_WEIGHT, LEAST_PAIR_WEIGHT = 1.5, 1.2

#: A word of this weight is a name even where a sentence starts: it stands in less than one report of 200.
RARE = 5.5
CALENDAR = frozenset((*WEEKDAYS, *MONTHS))

#: Weights by term, of unit length.
Terms = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Sketch:
    """A report as it is compared with others.

    `present` has 1 for every word; `chief` holds the names at the top with their shares of the weight, which add up to
    1. `day` is the first day that the text names (“on Friday”).
    """

    id: RevisionId
    opening: str
    words: Terms
    pairs: Terms
    present: Terms
    chief: Terms
    published: datetime | None
    day: datetime | None


def sketch_report(analysis: Analysis) -> Sketch:
    """The parts of a report that are compared."""
    text = _body(analysis)
    published = analysis.revision.published
    return Sketch(
        id=analysis.revision.id,
        opening=text[:OPENING_CHARS],
        words=_words(text),
        pairs=_pairs(text),
        present=dict.fromkeys((word.lower() for word in WORD.findall(text)), 1.0),
        chief=_chief(_names(text), text[:TOP_CHARS]),
        published=published.earliest if published else None,
        day=next((timex.first for timex in analysis.timexes if timex.granularity == "day" and timex.first), None),
    )


def likeness(a: Terms, b: Terms) -> float:
    """The sum of the products of the weights in common, in [0, 1], the same whatever the order of the terms."""
    return min(1.0, math.fsum(weight * b[term] for term, weight in a.items() if term in b))


def _body(analysis: Analysis) -> str:
    """The dateline, a post's author, and the words of the blocks that are read, as far as they are looked at."""
    revision, length = analysis.revision, 0
    # who posts is a party of what the post is about, and often the only one that it need not name
    parts = [text for text in (revision.dateline, revision.speaker) if text]
    for span in revision.read_spans:
        parts.append(revision.text[span.start : min(span.end, span.start + READ_CHARS - length)])
        length += len(parts[-1]) + 1
        if length >= READ_CHARS:
            break
    return "\n".join(parts)


def _words(text: str) -> Terms:
    """The telling words; rare ones and those of the opening weigh more.

    How often a word stands there does not count: what a report repeats is its topic, which other events share.
    """
    words = {word.lower() for word in WORD.findall(text)}
    opening = {word.lower() for word in WORD.findall(text[:OPENING_CHARS])}
    return _unit(
        {
            word: word_weight(word) * (OPENING_FACTOR if word in opening else 1)
            for word in sorted(words)
            if len(word) > 1 and word_weight(word) > LEAST_WEIGHT
        }
    )


def _pairs(text: str) -> Terms:
    """Two telling words in a row: “suspension bridge”, “Harrow Front”, “12 miners”."""
    words = [word.lower() for word in WORD.findall(text)]
    weights = [word_weight(word) for word in words]
    counts: Counter[str] = Counter()
    weight_of: dict[str, float] = {}
    for i in range(len(words) - 1):
        if weights[i] > LEAST_PAIR_WEIGHT and weights[i + 1] > LEAST_PAIR_WEIGHT:
            pair = f"{words[i]} {words[i + 1]}"
            counts[pair] += 1
            weight_of[pair] = weights[i] + weights[i + 1]
    return _unit({pair: (1 + math.log(count)) * weight_of[pair] for pair, count in counts.items()})


def _names(text: str) -> Terms:
    """The words that are written with a capital more often than not, by weight.

    Where a sentence starts only rare words count, days and months nowhere.
    """
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for line in text.split("\n"):
        last = 0
        for match in WORD.finditer(line):
            word = match.group()
            if word[0].islower():
                small[word] += 1
            elif word[0].isupper():
                first = not last or SENTENCE_START.search(line[last : match.start()])
                if not first or word_weight(word.lower()) > RARE:
                    capital[word.lower()] += 1
            last = match.end()
    return {
        word: (1 + math.log(count)) * word_weight(word)
        for word, count in capital.items()
        if count > small[word] and len(word) > 1 and word_weight(word) > 0 and word not in CALENDAR
    }


def _chief(names: Terms, top: str) -> Terms:
    """The names that stand at the top, with their shares of the weight."""
    chief = {name: names[name] for name in sorted({word.lower() for word in WORD.findall(top)}) if name in names}
    total = math.fsum(chief.values()) or 1.0
    return {name: weight / total for name, weight in chief.items()}


def _unit(weights: Mapping[str, float]) -> Terms:
    length = math.sqrt(math.fsum(weight * weight for weight in weights.values())) or 1.0
    return {term: weight / length for term, weight in weights.items()}
