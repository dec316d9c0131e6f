"""Who is blamed, with the deed: “shells hit the market, officials said, blaming the rebels” blames them for that."""

from collections.abc import Sequence
from dataclasses import replace

from counterclaim.claims._context import Context
from counterclaim.records.attributions import Attribution
from counterclaim.records.spans import Spans

_BLAMES = frozenset({"blame", "accuse", "responsible"})
_WHEN = frozenset({"when", "after", "as"})
_NAMES = frozenset({"NOUN", "PROPN", "PRON"})


def with_deeds(context: Context, attributions: Sequence[Attribution]) -> list[Attribution]:
    """`attributions` in which blame that names a party alone holds the deed too, where the same speaker tells it before
    in the same sentence."""
    by_sentence: dict[int, list[Attribution]] = {}
    found = []
    for attribution in attributions:
        cue = context.tokens(attribution.cue)
        if not cue or not attribution.content:
            found.append(attribution)
            continue
        beside = by_sentence.setdefault(context.parse.sentence_index(cue[0]), [])
        told = next((a for a in reversed(beside) if _tells(attribution, a)), None)
        if told is not None and _blames_alone(context, attribution, cue):
            deed = _deed(context, told.content)
            found.append(replace(attribution, content=(*deed, *attribution.content)))
        else:
            beside.append(attribution)
            found.append(attribution)
    return found


def _tells(blame: Attribution, other: Attribution) -> bool:
    """Whether `other` is the same speaker's, told before the blame."""
    same = any(a.overlaps(b) for a in blame.source for b in other.source)
    return same and other.content[-1].end <= blame.cue[0].start


def _blames_alone(context: Context, attribution: Attribution, cue: Sequence[int]) -> bool:
    """Whether all that the content of a word of blame names is who."""
    content = context.tokens(attribution.content)
    main = context.main(content)
    if main is None or _BLAMES.isdisjoint(context.lemmas(cue)) or attribution.content[0].start < attribution.cue[0].end:
        return False
    parse = context.parse
    preps = {parse.lemmas[t] for t in content if parse.deps[t] == "prep"}
    return parse.pos[main] in _NAMES and "for" not in preps and all(parse.pos[t] != "VERB" for t in content)


def _deed(context: Context, told: Spans) -> Spans:
    """What happened, in what was told: the clause of “17 died when shells hit the market” that tells it, else all."""
    parse, tokens = context.parse, context.tokens(told)
    main = context.main(tokens)
    clauses = [] if main is None else [c for c in parse.children[main] if parse.deps[c] == "advcl" and c > main]
    for clause in clauses:
        own = parse.subtree(clause)
        if parse.lemmas[own[0]] in _WHEN and context.has_subject(clause) and set(own) <= set(tokens):
            own = [t for t in own if parse.pos[t] != "PUNCT"]
            return (parse.span(own[1], own[-1] + 1),)
    return told
