"""Words that weaken what is said (“reportedly”, “may have”)."""

from collections.abc import Sequence

from counterclaim.claims._context import Context
from counterclaim.claims._words import words
from counterclaim.records.spans import Spans

_MODAL = frozenset({"may", "might", "could"})


def find_hedges(context: Context, cue: Sequence[int], content: Sequence[int]) -> Spans:
    """The hedges of the content's main clause, and adverbs of the cue that speak about the content."""
    parse, inside, found = context.parse, set(content), []
    main = context.main(list(content))
    for token in content:
        if parse.lemmas[token] not in words("hedge"):
            continue
        clause = _clause_of(context, token, inside)
        if clause == main or parse.heads[token] == main or token == main:
            if parse.lemmas[token] in _MODAL and parse.pos[token] != "AUX":
                continue
            if parse.lemmas[token] == "likely" and parse.deps[token] == "amod":
                continue
            if parse.lemmas[token] == "could" and any(parse.deps[c] == "neg" for c in parse.children[clause]):
                continue
            found.append(parse.span(token, token + 1))
    for token in cue:
        adverb = parse.pos[token] == "ADV" and parse.lemmas[token] in words("hedge")  # “Supposedly, the dam …”
        if adverb or parse.lemmas[token] in words("reported") or parse.lemmas[token] in ("suspect", "rumour", "rumor"):
            found.append(parse.span(token, token + 1))
        found.extend(
            parse.span(c, c + 1)
            for c in parse.children[token]
            if parse.deps[c] == "advmod" and parse.lemmas[c] in words("reported") and c not in cue
        )
    return tuple(sorted(set(found)))


def _clause_of(context: Context, token: int, inside: set[int]) -> int:
    """The verb whose clause holds `token`."""
    parse = context.parse
    for head in parse.ancestors(token):
        if head in inside and parse.pos[head] in ("VERB", "AUX"):
            return head
    return token
