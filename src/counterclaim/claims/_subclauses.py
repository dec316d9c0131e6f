"""Subordinate clauses that say something of their own: where a sentence counts, each claim keeps its own count.

“Hundreds fled after the army opened the dam”, “the fire closed the road, leaving 20 drivers stranded”, “the ring, which
cheated 300 pensioners, …”: two matters, of which one can be so and the other not. They are cut apart only where a
figure stands in one of them, since a toll must not pass for what another clause says.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from counterclaim.claims._context import SUBJECTS, Context, touching
from counterclaim.records.spans import Span

_CLAUSAL = ("VERB", "AUX")
_RELATIVE = frozenset({"WDT", "WP", "WRB", "IN"})
#: Words on either side of a cut: below it the cut would part a phrase, not two propositions.
_SHORTEST_BEFORE, _SHORTEST = 3, 4
#: No content has more that matter, and hostile text must not cost more.
_MOST = 12


def find_subclause_cuts(context: Context, tokens: Sequence[int], verbs: set[int]) -> Iterator[tuple[int, int]]:
    """Where a subordinate clause follows in a content whose main verbs are `verbs`, as (end of the one part, start of
    the other)."""
    parse, inside = context.parse, set(tokens)
    for clause in islice(_clauses(context, tokens, verbs), _MOST):
        own = [t for t in parse.subtree(clause) if t in inside and parse.pos[t] != "PUNCT"]
        first = parse.sentence_of(own[0])[0]
        before = [t for t in range(first, own[0]) if t in inside and parse.pos[t] != "PUNCT"]
        own = own[1:] if parse.lemmas[own[0]] == "after" else own
        if len(before) < _SHORTEST_BEFORE or len(own) < _SHORTEST:
            continue
        if touching(context.figures, [Span(parse.starts[before[0]], parse.ends[own[-1]])]):
            yield parse.ends[before[-1]], parse.starts[own[0]]


def _clauses(context: Context, tokens: Sequence[int], verbs: set[int]) -> Iterator[int]:
    """The verbs of the clauses that tell of something else: what came before, what came of it, what is added."""
    parse = context.parse
    for token in tokens:
        if parse.pos[token] not in _CLAUSAL or parse.heads[token] >= token:
            continue
        if parse.deps[token] == "relcl":
            first = _first(context, token)
            relative = any(parse.tags[t] in _RELATIVE for t in range(first, min(first + 2, token)))
            if relative and parse.words[first - 1] == ",":
                yield token
        elif parse.deps[token] == "advcl" and parse.heads[token] in verbs:
            below = parse.children[token]
            marks = {parse.lemmas[c] for c in below if parse.deps[c] in ("mark", "advmod", "prep")}
            has_subject = any(parse.deps[c] in SUBJECTS for c in below)
            came_of_it = parse.tags[token] == "VBG" and not marks and not has_subject
            if "after" in marks and has_subject:
                yield token
            elif came_of_it and parse.words[_first(context, token) - 1] == ",":
                yield token


def _first(context: Context, clause: int) -> int:
    """The first token of a clause that stands behind its head."""
    return max(1, context.parse.subtree(clause)[0])
