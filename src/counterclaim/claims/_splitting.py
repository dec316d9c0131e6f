"""Contents cut where they carry more than one proposition: sentences of a quotation, joined clauses."""

import itertools

from counterclaim.claims._context import Context, trimmed
from counterclaim.claims._stances import untrue_in_passing
from counterclaim.claims._subclauses import find_subclause_cuts
from counterclaim.records.spans import Span, Spans

_CLAUSAL = ("VERB", "AUX")
#: A part needs this many words to stand alone: below it the cut would part a phrase, not two propositions.
_SHORTEST = 3


def split_content(context: Context, content: Spans) -> tuple[Spans, ...]:
    """The parts of one attribution's content, in text order; a single part where nothing is to be cut."""
    tokens = context.tokens(content)
    cuts = sorted({*_sentence_cuts(context, tokens), *_clause_cuts(context, tokens)})
    parts: list[Spans] = []
    start = min(span.start for span in content)
    for last, first in [*cuts, (max(span.end for span in content), 0)]:
        part = _clip(context, content, start, last)
        if part:
            parts.append(part)
        start = first
    return tuple(parts) or (content,)


def _sentence_cuts(context: Context, tokens: list[int]) -> list[tuple[int, int]]:
    """Where one sentence of the content ends and the next starts, as (end of the one, start of the next)."""
    parse, cuts = context.parse, []
    for here, following in itertools.pairwise(tokens):
        if parse.sentence_index(here) != parse.sentence_index(following):
            cuts.append((parse.ends[here], parse.starts[following]))
    return cuts


def _clause_cuts(context: Context, tokens: list[int]) -> list[tuple[int, int]]:
    """Where a coordinated clause follows the content's main verb, or a subordinate one that counts, as (end of the
    one, start of the other)."""
    parse, inside, cuts = context.parse, set(tokens), []
    main: set[int] = set()
    for root in context.roots(tokens):
        if parse.pos[root] not in _CLAUSAL:
            continue
        joined = _coordinated(context, root, inside)
        main.update((root, *joined))
        for verb in joined:
            joint = parse.heads[verb]
            between = [t for t in parse.children[joint] if joint < t < verb and parse.deps[t] == "cc" and t in inside]
            if not between:
                continue
            cc = between[-1]
            sentence = range(*parse.sentence_of(cc))
            before = [t for t in sentence if t < cc and t in inside and parse.pos[t] != "PUNCT"]
            after = [t for t in sentence if t > cc and t in inside and parse.pos[t] != "PUNCT"]
            if len(before) >= _SHORTEST and len(after) >= _SHORTEST:
                cuts.append((parse.ends[before[-1]], parse.starts[after[0]]))
    return [*cuts, *_reason_cuts(context, tokens), *find_subclause_cuts(context, tokens, main)]


def _reason_cuts(context: Context, tokens: list[int]) -> list[tuple[int, int]]:
    """Where the reason follows for which a report is called untrue: it is asserted, and the report denied."""
    parse, verdict = context.parse, untrue_in_passing(context, tokens)
    if verdict is None:
        return []
    cuts = []
    for clause in (t for t in tokens if t > verdict and parse.deps[t] == "advcl" and context.has_subject(t)):
        own = parse.subtree(clause)
        if "because" in (parse.lemmas[t] for t in own) and own[0] > verdict:
            before = max(t for t in tokens if t < own[0] and parse.pos[t] != "PUNCT")
            cuts.append((parse.ends[before], parse.starts[own[0]]))
    return cuts[:1]


def _coordinated(context: Context, verb: int, inside: set[int]) -> list[int]:
    """The verbs joined to `verb` by “and” or “but”, and what “not …, but …” puts in the place of its complement."""
    parse, found, stack = context.parse, [], [verb]
    while stack:
        for child in parse.children[stack.pop()]:
            if child in inside and parse.deps[child] == "conj" and parse.pos[child] in _CLAUSAL:
                found.append(child)
                stack.append(child)
    for complement in parse.children[verb]:
        if parse.deps[complement] in ("attr", "acomp") and any(parse.deps[c] == "neg" for c in parse.children[verb]):
            below = [c for c in parse.children[complement] if c in inside]
            if any(parse.lemmas[c] == "but" for c in below):
                found += [c for c in below if parse.deps[c] == "conj"]
    return sorted(found)


def _clip(context: Context, content: Spans, start: int, end: int) -> Spans:
    """The words of `content` within `[start, end)`."""
    parts = []
    for span in content:
        first, last = max(span.start, start), min(span.end, end)
        if first < last:
            part = trimmed(context.revision.text, Span(first, last), " \t\n\r")
            if part:
                parts.append(part)
    return tuple(parts)
