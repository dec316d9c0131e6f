"""Head tokens of the sources of attributions."""

from itertools import pairwise

from counterclaim.actors import _words as words
from counterclaim.actors._mentions import lemma_of
from counterclaim.records.attributions import Attribution
from counterclaim.records.parses import Parse
from counterclaim.records.spans import Span

#: What gives a noun of several its own phrase.
_OWN = frozenset({"det", "poss", "nummod"})
#: People who are named in one breath.
_KIN = frozenset("man woman child boy girl friend family relative parent son daughter brother sister".split())


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
        elif tops == inside and len(tops) > 1 and parse.pos[tops[-1]] == "NOUN":  # headlines: “Xxx opposition claims”
            head = tops[-1]
        if parse.tags[head] in {"NNS", "NNPS"}:  # “ministers Xxx and Yyy”
            named = [
                c for c in parse.children[head] if c in within and parse.deps[c] == "appos" and parse.pos[c] == "PROPN"
            ]
            if named and _coordinated(parse, named[0], within):
                head = named[0]
        heads = [head, *sorted(_coordinated(parse, head, within))]
        found.extend(_each_alone(parse, heads, inside) or ((token, span) for token in heads))
    if len(found) > 1:  # “Xxx, which said”: the pronoun adds no source
        found = [(t, span) for t, span in found if parse.tags[t] not in {"WDT", "WP"}] or found
    return tuple(dict.fromkeys(found))


def _each_alone(parse: Parse, heads: list[int], inside: list[int]) -> list[tuple[int, Span]]:
    """Each of several described sources with its own words: “police and a teacher”, “officials in the ministry and
    residents”. Empty where they share words (“friends and relatives of the pilot”), may be one (“the journalist and
    activist”), are said in one breath (“men and women”), or all have names, which stand alone anyway."""
    if len(heads) < 2 or heads != sorted(heads) or all(parse.pos[head] == "PROPN" for head in heads):
        return []
    if any(parse.lemmas[head] == "other" for head in heads):
        return []
    below = {head: [c for c in parse.children[head] if inside[0] <= c <= inside[-1]] for head in heads}
    own = {head: any(parse.deps[c] in _OWN for c in below[head]) for head in heads}
    if not all(own[head] or _is_many(parse, head) for head in heads):
        return []
    last = heads[-1]
    if not own[last] and any(parse.lemmas[c] == "of" and c > last for c in below[last]):
        return []
    if all(parse.lemmas[head] in _KIN and not own[head] for head in heads):
        return []
    starts = [inside[0], *(max(before + 1, min((head, *parse.subtree(head)))) for before, head in pairwise(heads))]
    ends = [*starts[1:], inside[-1] + 1]
    found = []
    for head, start, end in zip(heads, starts, ends, strict=True):
        while head != last and end > head + 1 and (parse.pos[end - 1] in ("CCONJ", "PUNCT")):
            end -= 1
        found.append((head, parse.span(start, end)))
    return found


def _is_many(parse: Parse, head: int) -> bool:
    """Whether a noun without a determiner is a source: a name, a plural, or a body (“police”)."""
    noun = words.nouns().get(lemma_of(parse, head))
    body = noun is not None and noun.kind == "organisation"
    return parse.pos[head] == "PROPN" or parse.tags[head] == "NNS" or body


def _coordinated(parse: Parse, head: int, within: set[int]) -> list[int]:
    found, stack = [], [head]
    while stack:
        here = stack.pop()
        for child in parse.children[here]:
            if child in within and parse.deps[child] == "conj" and parse.pos[child] in {"NOUN", "PROPN"}:
                found.append(child)
                stack.append(child)
    return found
