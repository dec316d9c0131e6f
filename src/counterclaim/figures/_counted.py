"""What a number counts: the noun, the phrase around it, and what “20 others” goes back to."""

from collections.abc import Sequence

from counterclaim.figures._roles import NOUNS, NUMBER_DEPS, children, under
from counterclaim.records.figure_relations import kind_of
from counterclaim.records.mentions import Figure
from counterclaim.records.parses import Parse
from counterclaim.records.spans import Span

#: What stands between a number and the words for what it counts.
SKIPPED = frozenset("of the these those its his her their our - and more additional further".split())
#: Nouns that count people by what befell them; others of another lot are not more of these.
EVENTS_COUNTED = frozenset("body death corpse fatality injury arrest casualty".split())


def noun_of(parse: Parse, top: int, tokens: range) -> int | None:
    """The noun that the number counts: the one it modifies, or the one after “of”."""
    last = tokens[-1]
    if parse.words[last].lower() in ("dollars",):
        return last
    for child in (*children(parse, top), *range(last + 1, min(last + 2, len(parse)))):
        # right behind the number “of” is its own, whatever the parse says (“visited 12 of 40 stations”)
        if child > last and parse.deps[child] == "prep" and parse.lemmas[child] == "of":
            for inner in children(parse, child):
                if parse.deps[inner] == "pobj":
                    return inner
    head = parse.heads[top]
    for _ in range(3):
        if parse.deps[top] not in NUMBER_DEPS or head == top:
            break
        if head > last and (parse.pos[head] in NOUNS or parse.tags[head] in ("NNS", "NNP")):
            return head
        top, head = head, parse.heads[head]
    after = last + 1
    # The tagger errs most in headlines: a plural noun right behind the number is what it counts.
    for index in range(after, min(after + 3, len(parse))):
        if parse.sentence_index(index) != parse.sentence_index(last):
            break
        if parse.tags[index] in ("NNS", "NNPS") or parse.words[index].lower() == "people":
            return index
        if parse.pos[index] not in ("ADJ", "PROPN", "NOUN") and parse.tags[index] not in ("VBN", "VBG"):
            break
    return None


def counted_span(parse: Parse, noun: int | None, last: int, end: int) -> Span | None:
    """The counted phrase behind the number: the noun with what stands before it and its of-phrase."""
    if noun is None or noun <= last:
        return None
    if parse.ends[noun] <= end:
        return parse.span(noun, noun + 1)  # the measure of “three metres and a half”
    close = noun
    for child in children(parse, noun):
        if child > noun and parse.deps[child] == "prep" and parse.lemmas[child] in ("of", "from"):
            clauses = {n for i in under(parse, child) if parse.deps[i] in ("relcl", "acl") for n in under(parse, i)}
            for inner in under(parse, child):
                if inner in clauses or parse.deps[inner] in ("cc", "punct") or inner > close + 1:
                    break
                close = max(close, inner)
    first = last + 1
    while first < noun and (parse.words[first].lower() in SKIPPED or parse.pos[first] == "NUM"):
        first += 1
    return Span(max(parse.starts[first], end), parse.ends[close]) if first <= noun else None


def antecedent(parse: Parse, noun: int | None, earlier: Sequence[Figure]) -> Span | None:
    """What “20 others”, “30 injured” and “three of them children” count: the words right behind, or what the last
    figure counts that is no part of another."""
    if noun is not None and parse.tags[noun] == "PRP":
        after = noun + 1
        if after < len(parse) and parse.pos[after] == "NOUN":
            return parse.span(after, after + 1)
    whole = next((figure for figure in reversed(earlier) if figure.part_of is None), earlier[-1])
    return None if kind_of(whole.counted) in EVENTS_COUNTED else whole.counted_span
