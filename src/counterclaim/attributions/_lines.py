"""Lines whose shape names the speaker: transcripts (“NAME: …”), headlines (“Ministry: no casualties”, “…: police”)."""

import re
from collections import Counter
from collections.abc import Sequence

from counterclaim.attributions._cues import Found
from counterclaim.attributions._speech import LABELLED
from counterclaim.attributions._tree import Tree
from counterclaim.records.spans import Span

_LABEL = re.compile(r"[^\W\d_][^:.!?;\n“”\"]{1,59}?(?=:\s+\S)")
_SMALL = frozenset({"of", "the", "and", "for", "in", "to", "de", "al", "a", "an", "on"})
#: Labels that are no speakers.
_FURNITURE = frozenset(
    "breaking exclusive updated update published photo photos video watch read related note source sources analysis "
    "opinion editorial correction clarification live caption image images story category tags topics date time place "
    "where when what why how who contributing reporting editing more see also warning spoiler location rating score "
    "result results total fact claim verdict question answer".split()
)
_HEADLINE_WORDS = 22
#: No label has more.
_LABEL_WORDS = 7
_SPEAKERS = frozenset(
    "report reports official officials police army military ministry minister president source sources witness "
    "witnesses expert experts study poll survey un media analyst analysts rebels activists lawyer spokesman "
    "spokeswoman spokesperson monitor observatory".split()
)


def read_lines(tree: Tree, paragraphs: Sequence[Span], taken: Sequence[Span]) -> list[Found]:
    """The attributions of labelled lines. `taken` are quotations that have a speaker already."""
    parse = tree.parse
    starts = [span.start + bool(LABELLED.match(parse.text, span.start, span.end)) for span in paragraphs]
    labels = [_LABEL.match(parse.text, start, span.end) for start, span in zip(starts, paragraphs, strict=True)]
    counts = Counter(label.group() for label in labels if label)
    mostly = counts.total() >= 3 and 2 * counts.total() >= len(paragraphs) and len(counts) < counts.total()
    transcript = {name for name, count in counts.items() if count > 1 or mostly}
    found: list[Found] = []
    for number, (paragraph, label) in enumerate(zip(paragraphs, labels, strict=True)):
        tokens = parse.tokens_in(Span(starts[number], paragraph.end))
        if len(tokens) < 4:
            continue
        headline = number == 0 or (len(tokens) <= _HEADLINE_WORDS and parse.words[tokens[-1]] not in {".", "!", "?"})
        if label is not None:
            colon = parse.tokens_in(Span(label.end(), label.end() + 1))
            if not colon:
                continue
            name, rest = range(tokens[0], colon[0]), range(colon[0] + 1, tokens[-1] + 1)
            told = len(name) <= _LABEL_WORDS and len(rest) > 2
            if told and any(span.start <= parse.starts[rest[0]] < span.end for span in taken):
                continue
            if told and _is_name(tree, name) and (label.group() in transcript or _says(tree, name, headline)):
                content = [tree.trimmed(rest[0], rest[-1] + 1)]
                found.append(Found("line.colon", colon[0], [tree.trimmed(name[0], name[-1] + 1)],
                                   [(colon[0], colon[0] + 1)], content, "say"))  # fmt: skip
                continue
        if headline:
            ending = _ending(tree, tokens)
            if ending is not None:
                found.append(ending)
    return found


def _is_name(tree: Tree, name: range) -> bool:
    words = [tree.parse.words[t] for t in name]
    return (
        bool(words)
        and words[0].lower() not in _FURNITURE
        and not any(tree.parse.tags[t] in {"VBD", "VBZ", "VBP", "MD"} and words[t - name[0]].islower() for t in name)
        and all(w[:1].isupper() or not w[:1].isalpha() or w in _SMALL for w in words)
    )


def _says(tree: Tree, name: range, headline: bool) -> bool:
    """Whether a label that stands once is a party: a person, or in a headline any name, or a word for speakers."""
    parse = tree.parse
    labels = {entity.label for t in name if (entity := parse.entity_at(t)) is not None}
    if parse.lemmas[name[-1]] in _SPEAKERS or ("PERSON" in labels and len(name) <= 4):
        return True
    return headline and bool(labels & {"ORG", "GPE", "NORP", "PERSON"})


def _ending(tree: Tree, tokens: range) -> Found | None:
    """“Town falls to rebels: army”."""
    parse = tree.parse
    colon = next((t for t in reversed(tokens[-6:]) if parse.words[t] == ":"), None)
    if colon is None or colon - tokens[0] < 3:
        return None
    first, last = tree.trimmed(colon + 1, tokens[-1] + 1)
    if first >= last or parse.words[last - 1].lower() not in _SPEAKERS:
        return None
    content = [tree.trimmed(tokens[0], colon)]
    return Found("line.ending", colon, [(first, last)], [(colon, colon + 1)], content, "say")
