"""The kind of a claim: fact, opinion, intention, request or other."""

from collections.abc import Sequence

from counterclaim.claims._context import Context
from counterclaim.claims._words import has, words
from counterclaim.records.claims import Kind, Stance
from counterclaim.records.notes import Evidence
from counterclaim.records.spans import Span

_FUTURE = frozenset({"will", "'ll", "’ll", "shall", "wo"})
_SHOULD = frozenset({"should", "must", "ought"})
_WH = frozenset({"how", "where", "when", "why", "what", "who"})


def read_kind(
    context: Context, cue: Sequence[int], content: Sequence[int], *, stance: Stance, direct: bool
) -> tuple[Kind, Evidence]:
    """The kind, with the rule that found it."""
    parse = context.parse
    cue_lemmas = context.lemmas(cue)
    main = context.main(list(content))
    span = parse.span(cue[0], cue[-1] + 1) if cue else None

    def found(kind: Kind, rule: str, span: Span | None = span) -> tuple[Kind, Evidence]:
        return kind, Evidence(field="kind", rule=rule, span=span)

    if stance is Stance.UNKNOWN and content and _asks(context, content):
        return found(Kind.OTHER, "withheld detail")
    if stance in (Stance.UNKNOWN, Stance.DENIES):
        return found(Kind.FACT, "stance")
    if has("request", cue_lemmas):
        return found(Kind.REQUEST, "cue:request")
    if has("intention", cue_lemmas):
        return found(Kind.INTENTION, "cue:intention")
    if has("opinion", cue_lemmas):
        return found(Kind.OPINION, "cue:opinion")
    if main is None:
        return found(Kind.FACT, "default")
    here = parse.span(main, main + 1)
    inside = set(content)
    own = [parse.lemmas[c] for c in parse.children[main] if c in inside]
    subject = context.subject(main)
    first_person = subject is not None and parse.lemmas[subject] in ("i", "we")
    asks = parse.lemmas[main] in ("urge", "ask", "demand", "appeal") or _calls_on(context, main)
    if direct and asks and first_person:
        return found(Kind.REQUEST, "content:request", here)
    if direct and context.imperative(main):
        return found(Kind.REQUEST, "content:imperative", here)
    if direct and parse.lemmas[main] in words("think_opinion") and first_person:
        return found(Kind.OPINION, "content:attitude", here)
    modal = set(own)
    if modal & _SHOULD or (parse.lemmas[main] == "need" and first_person):
        return found(Kind.OPINION, "content:should", here)
    if modal & _FUTURE or (parse.lemmas[main] == "go" and parse.tags[main] == "VBG"):
        return (
            found(Kind.INTENTION, "content:will", here)
            if first_person
            else found(Kind.OPINION, "content:forecast", here)
        )
    if parse.lemmas[main] == "want" and first_person:
        return found(Kind.INTENTION, "content:want", here)
    if parse.lemmas[main] == "feel" and subject is not None and parse.pos[subject] == "PRON":
        return found(Kind.OPINION, "content:feeling", here)
    complements = [c for c in parse.children[main] if parse.deps[c] in ("acomp", "attr", "oprd") and c in inside]
    judged = {parse.lemmas[t] for c in complements for t in [c, *parse.children[c]]}
    if not words("opinion_content").isdisjoint(judged):
        return found(Kind.OPINION, "content:evaluation", here)
    return found(Kind.FACT, "default")


def _calls_on(context: Context, verb: int) -> bool:
    """“We call on the army”, “we are calling for a vote”, not “we called the fire brigade”."""
    parse = context.parse
    below = {parse.lemmas[c] for c in parse.children[verb] if parse.deps[c] in ("prep", "prt")}
    return parse.lemmas[verb] == "call" and not below.isdisjoint({"on", "upon", "for"})


def _asks(context: Context, content: Sequence[int]) -> bool:
    """Whether the content is an open question (“where …”) or bare details, not something that may be so."""
    lemmas = context.lemmas(content)
    return lemmas[0] in _WH or (len(lemmas) <= 6 and not {"detail", "information", "explanation"}.isdisjoint(lemmas))
