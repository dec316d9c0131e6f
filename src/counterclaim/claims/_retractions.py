"""Claims that somebody takes back, or says that they never made: a denial of the claim, no claim of it."""

from collections.abc import Sequence

from counterclaim.claims._context import Context
from counterclaim.claims._words import has, words

#: The rules of the two stances.
TAKEN_BACK = "cue:taken back"
NEVER_SAID = "cue:never said"

_OWN = frozenset({"my", "our", "his", "her", "its", "their"})
_FORMER = frozenset({"earlier", "previous", "initial", "original", "former"})
_REGRETS = frozenset({"apologise", "apologize", "regret"})
_OPENERS = frozenset({"whether", "if", "how", "who", "what", "why", "when", "where", "which"})
#: How far above the noun for what was said the verb of taking back stands: “walked back on its claim”.
_ABOVE = 3


def takes_back(context: Context, cue: Sequence[int], content: Sequence[int]) -> bool:
    """“Withdrew his claim that …”, “took back their statement that …”, “apologised for having said that …”."""
    parse = context.parse
    main = context.main(list(content))
    lemmas = context.lemmas(cue)
    if main is not None and not _REGRETS.isdisjoint(lemmas) and parse.lemmas[main] in words("said_verb"):
        return parse.tags[main] == "VBG" or any(
            parse.deps[c] == "aux" and parse.tags[c] == "VBG" for c in parse.children[main]
        )
    statements = [t for t in (*cue, *(content if main is not None else ())) if _own_statement(context, t)]
    return any(_is_taken_back(context, t) for t in statements if t in cue or t == main)


def _own_statement(context: Context, noun: int) -> bool:
    """“His claim”, “an earlier report”."""
    parse = context.parse
    if parse.pos[noun] != "NOUN" or parse.lemmas[noun] not in words("reference_head"):
        return False
    return any(parse.words[c].lower() in _OWN | _FORMER for c in parse.children[noun] if c < noun)


def _is_taken_back(context: Context, noun: int) -> bool:
    parse = context.parse
    for _, verb in zip(range(_ABOVE), parse.ancestors(noun), strict=False):
        if parse.pos[verb] == "VERB":
            particles = [c for c in parse.children[verb] if parse.deps[c] in ("prt", "advmod", "prep") and c < noun]
            said = [parse.lemmas[verb], *(parse.lemmas[c] for c in particles)]
            return has("take_back", said) and all(parse.deps[c] != "neg" for c in parse.children[verb])
    return False


def never_said(context: Context, cue: Sequence[int], content: Sequence[int]) -> bool:
    """“Had never claimed that …”, “did not say that …”: of what is said to be so, not of an open question."""
    parse = context.parse
    opener = next((t for t in content if parse.pos[t] != "PUNCT"), None)
    said = [t for t in cue if parse.pos[t] == "VERB" and parse.lemmas[t] in words("said_verb")]
    negated = any(parse.deps[c] == "neg" for t in said for c in parse.children[t])
    future = any(parse.tags[c] == "MD" for t in said for c in parse.children[t])
    return negated and not future and opener is not None and parse.lemmas[opener] not in _OPENERS
