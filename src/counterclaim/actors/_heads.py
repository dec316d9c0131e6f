"""Head tokens of the sources of attributions."""

from counterclaim.records.attributions import Attribution
from counterclaim.records.parses import Parse
from counterclaim.records.spans import Span


def source_heads(parse: Parse, attribution: Attribution) -> tuple[tuple[int, Span], ...]:
    """The head token of each source, coordinated names apart: “Xxx and Yyy said” has two."""
    found: list[tuple[int, Span]] = []
    for span in attribution.source:
        inside = [t for t in parse.tokens_in(span) if any(c.isalnum() for c in parse.words[t])]
        if not inside:
            continue
        within = set(inside)
        tops = [t for t in inside if parse.heads[t] not in within or parse.heads[t] == t]
        nominal = {"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"}
        tops = [t for t in tops if parse.pos[t] in nominal] or [t for t in inside if parse.pos[t] in nominal] or tops
        if not tops:
            continue
        head = tops[0]
        if parse.deps[head] == "compound" and parse.heads[head] not in within:  # a parse that ran two phrases together
            head = tops[-1]
        if parse.tags[head] in {"NNS", "NNPS"}:  # “ministers Xxx and Yyy”
            named = [
                c for c in parse.children[head] if c in within and parse.deps[c] == "appos" and parse.pos[c] == "PROPN"
            ]
            if named and _coordinated(parse, named[0], within):
                head = named[0]
        found.append((head, span))
        found.extend((t, span) for t in _coordinated(parse, head, within))
    if len(found) > 1:  # “Xxx, which said”: the pronoun adds no source
        found = [(t, span) for t, span in found if parse.tags[t] not in {"WDT", "WP"}] or found
    return tuple(dict.fromkeys(found))


def _coordinated(parse: Parse, head: int, within: set[int]) -> list[int]:
    found, stack = [], [head]
    while stack:
        here = stack.pop()
        for child in parse.children[here]:
            if child in within and parse.deps[child] == "conj" and parse.pos[child] in {"NOUN", "PROPN"}:
                found.append(child)
                stack.append(child)
    return found
