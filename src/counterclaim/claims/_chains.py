"""Chains of attributions (“reports quoted officials as saying …”): which of them are read as claims, and of what."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from counterclaim.claims._admission import is_claim
from counterclaim.claims._context import Context, trimmed
from counterclaim.claims._forms import read_form
from counterclaim.claims._stances import NOT_SHOWN, read_stance
from counterclaim.claims._words import has, intends
from counterclaim.records.attributions import Attribution
from counterclaim.records.claims import Form, Stance
from counterclaim.records.ids import AttributionId
from counterclaim.records.mentions import Carrier
from counterclaim.records.spans import Span, covered

#: An outer attribution gives way to the inner ones where they hold this share of its content.
_NESTED = 0.6
_ASIDE = frozenset({"amid", "amidst", "despite", "as", "while", "after", "although", "though"})
#: What stays of a content without its aside has at least this many tokens.
_SHORTEST = 2


def unchain(context: Context, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions that are claims of their own, in order: of a chain the innermost speaker's.

    An outer one stays where it takes a stance of its own (“denied that they had said”). What stands behind an inner
    cue in the outer content is the inner party's. An attribution inside a direct quotation is part of what is quoted.
    """
    attributions = [a for a in attributions if is_claim(context, a) and not _hedges_another(context, a)]
    by_id = {attribution.id: attribution for attribution in attributions}
    attributions = [
        a for a in attributions if not (a.parent in by_id and (_only_plans(context, a) or _was_asked(context, a)))
    ]
    nested: dict[AttributionId, list[Attribution]] = {}
    for attribution in attributions:
        outer = by_id.get(attribution.parent) if attribution.parent else None
        if outer is not None and not _quoted_within(context, attribution, outer):
            nested.setdefault(outer.id, []).append(attribution)
    kept = []
    for attribution in attributions:
        outer = by_id.get(attribution.parent) if attribution.parent else None
        if outer is not None and _quoted_within(context, attribution, outer):
            continue
        if outer is not None and (_denied_saying(context, outer, attribution) or _judged(context, outer, attribution)):
            continue
        if not _gives_way(context, attribution, nested.get(attribution.id, ())):
            beside = nested.get(outer.id, ()) if outer is not None else ()
            alone = outer is None or not _gives_way(context, outer, beside)
            whole = attribution if alone or outer is None else _with_rest(context, attribution, outer, beside)
            whole = _without_aside(context, whole, _below(attribution, nested))
            if outer is not None and _shown_by_another(context, whole):
                whole = replace(whole, id=outer.id, source=outer.source, parent=outer.parent)
            kept.append(whole)
    return tuple(kept)


def _gives_way(context: Context, attribution: Attribution, nested: Sequence[Attribution]) -> bool:
    """Whether an outer attribution says nothing of its own: its inner ones hold what it says."""
    if not nested:
        return False
    stance = read_stance(context, context.tokens(attribution.cue), [])
    if stance.stance in (Stance.DENIES, Stance.DOUBTS, Stance.UNKNOWN):
        return False
    judged = read_stance(context, context.tokens(attribution.cue), context.tokens(attribution.content))
    if judged.rule.startswith("content:report called"):  # “describing reports of a leak as a hoax”
        return False
    if any(_turns_on(context, attribution, inner) for inner in nested):
        return True
    content = context.tokens(attribution.content)
    inside = {t for inner in nested for t in context.tokens((*inner.source, *inner.cue, *inner.content))}
    main = context.main(content)
    if main is not None and context.parse.pos[main] in ("VERB", "AUX") and main not in inside:
        return False  # “said that reports of a coup were baseless” says something of the reports
    return len(inside.intersection(content)) >= _NESTED * len(content)


def _turns_on(context: Context, outer: Attribution, inner: Attribution) -> bool:
    """Whether all that the outer one says is that the inner party says something (“reports say they claimed …”)."""
    return context.main(context.tokens(outer.content)) in context.tokens(inner.cue)


def _with_rest(context: Context, inner: Attribution, outer: Attribution, beside: Sequence[Attribution]) -> Attribution:
    """`inner` with what follows its content in `outer`, where all that `outer` says is what the inner party says, and
    nothing of it is said once more by an attribution `beside`."""
    end = inner.content[-1].end
    if any(other.cue and other.cue[0].start >= end for other in beside):
        return inner
    rest = [Span(max(span.start, end), span.end) for span in outer.content if span.end > end]
    if not rest or not inner.cue or inner.cue[-1].end > end or not _turns_on(context, outer, inner):
        return inner
    content = list(inner.content)
    if not context.revision.text[end : rest[0].start].strip():
        content[-1] = Span(content[-1].start, rest.pop(0).end)
    return replace(inner, content=(*content, *rest))


def _below(outer: Attribution, nested: Mapping[AttributionId, Sequence[Attribution]]) -> list[Attribution]:
    """The attributions inside `outer`, and those inside them."""
    inner = list(nested.get(outer.id, ()))
    inner += [a for child in inner for a in nested.get(child.id, ())]
    return inner


def _without_aside(context: Context, outer: Attribution, nested: Sequence[Attribution]) -> Attribution:
    """`outer` without a circumstance at its end that is another's claim (“…, amid the army claiming gains”)."""
    content = set(context.tokens(outer.content))
    for inner in nested:
        first = min(context.tokens((*inner.source, *inner.cue)), default=0)
        if first - 1 in content and context.parse.lemmas[first - 1] in _ASIDE:
            end = context.parse.starts[first - 1]
            kept = [Span(span.start, min(span.end, end)) for span in outer.content if span.start < end]
            spans = tuple(part for span in kept if (part := trimmed(context.revision.text, span)))
            if len(context.tokens(spans)) >= _SHORTEST:
                return replace(outer, content=spans)
    return outer


def _denied_saying(context: Context, outer: Attribution, inner: Attribution) -> bool:
    """“denied agreeing to a truce”, “denied saying that …”: what somebody denies to have said, nobody says."""
    main = context.main(context.tokens(outer.content))
    if main is None or main not in context.tokens(inner.cue) or context.parse.tags[main] != "VBG":
        return False
    return read_stance(context, context.tokens(outer.cue), []).stance is Stance.DENIES


def _judged(context: Context, outer: Attribution, inner: Attribution) -> bool:
    """“could not confirm reports of …”, “said reports of … were baseless”: nobody’s claim, named only to be answered.
    All that “rejected claims that …” says is that there are such claims and who denies them: both are told."""
    cue = context.tokens(inner.cue)
    if inner.source or not cue or any(context.parse.pos[t] not in ("NOUN", "ADP", "DET", "ADJ") for t in cue):
        return False
    stance = read_stance(context, context.tokens(outer.cue), context.tokens(outer.content)).stance
    if stance is Stance.DENIES and _turns_on(context, outer, inner):
        return False
    return stance in (Stance.DENIES, Stance.DOUBTS, Stance.UNKNOWN)


def carriers_of(context: Context, attribution: Attribution, content: Sequence[Span]) -> tuple[Carrier, ...]:
    """The carriers of that part of an attribution which stands at `content`: what the clause of the cue names (“told
    Xxx”) is not carried over to another paragraph."""
    carriers = context.actors.via.get(attribution.id, ())
    named = (*attribution.cue, *attribution.source)
    if not named or {context.block_of(span) for span in content} & {context.block_of(span) for span in named}:
        return carriers
    return ()


def _only_plans(context: Context, inner: Attribution) -> bool:
    """“Officials said the rebels had agreed to a truce”: that somebody agrees or plans is the outer party's word."""
    if not inner.source or inner.found_by not in ("verb.to", "verb.inf"):
        return False
    verbs = [t for t in context.tokens(inner.cue) if context.parse.pos[t] == "VERB"]
    return bool(verbs) and intends(context.parse.lemmas[verbs[-1]])


def _was_asked(context: Context, inner: Attribution) -> bool:
    """“Clerks said they had been ordered to sign”: that somebody was ordered is what the outer party alleges."""
    cue = context.tokens(inner.cue)
    passive = any(context.parse.deps[c] == "auxpass" for t in cue for c in context.parse.children[t])
    return not inner.source and inner.found_by == "verb.passive" and passive and _is_told_to(context, cue)


def _is_told_to(context: Context, cue: Sequence[int]) -> bool:
    lemmas = context.lemmas(cue)
    return has("request", lemmas) or "tell" in lemmas


def _shown_by_another(context: Context, inner: Attribution) -> bool:
    """“The court said that the petitioners had not shown that …”: it is the court that is not convinced."""
    cue, content = context.tokens(inner.cue), context.tokens(inner.content)
    return read_stance(context, cue, content).rule == NOT_SHOWN


def _hedges_another(context: Context, attribution: Attribution) -> bool:
    """Whether an adverb (“reportedly”) weakens what another party says: a hedge there, no claim of its own."""
    cue = context.tokens(attribution.cue)
    return attribution.parent is not None and bool(cue) and all(context.parse.pos[t] == "ADV" for t in cue)


def _quoted_within(context: Context, inner: Attribution, outer: Attribution) -> bool:
    """Whether the inner cue stands in quoted words that say more: what is told of others is part of what is quoted."""
    return (
        bool(inner.cue)
        and read_form(context, outer.content) is Form.DIRECT
        and covered(inner.content, outer.content) < _NESTED * sum(map(len, outer.content))
    )
