"""What a model and the rules found in one text, put together: the model's spans, mended where a rule is surer.

The rules see what the model was never taught: who speaks inside somebody else's words, and that a quotation which
nobody else claims goes on in the speaker's words.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from counterclaim.attributions._edges import closed_up
from counterclaim.attributions._lookup import ByCue, shares
from counterclaim.records.attributions import Attribution
from counterclaim.records.ids import AttributionId
from counterclaim.records.spans import Span, covered

#: How precise a rule must be to be believed against the model, and where the model names nobody.
_SURE, _LIKELY = 0.8, 0.55
_LOOSE = " \t\n\r\xa0,;–—-"
_JOINING = frozenset({"and", "but", "or", "while", "as"})
_ACRONYM = re.compile(r"((?:[A-Z]\.?){2,5})\s+(?=\S)")


def reconcile(text: str, marked: Sequence[Attribution], ruled: Sequence[Attribution]) -> list[Attribution]:
    """`marked`, the model's outermost attributions, mended by the rule tagger's `ruled`.

    A marked attribution whose cue a rule found inside the content of another marked one gives way to the rule's: the
    other's content then holds it. A quotation that a rule gives to a cue and that no marked content holds is added to
    the cue's words.
    """
    rules, by_id = ByCue(ruled), {a.id: a for a in ruled}
    models = ByCue(marked)
    contents: dict[AttributionId, list[Span]] = {a.id: list(a.content) for a in marked}
    inner: set[AttributionId] = set()
    for attribution in marked:
        rule = rules.beside(attribution.cue)
        parent = by_id.get(rule.parent) if rule is not None and rule.parent is not None else None
        outer = models.beside(parent.cue) if parent is not None else None
        if rule is None or parent is None or outer is None or outer.id == attribution.id:
            continue
        if rule.source and shares(outer.source, attribution.source) and not shares(rule.source, attribution.source):
            inner.add(attribution.id)
            contents[outer.id] += parent.content
    outermost = (a for a in ruled if a.parent is None and a.source and a.cue and a.score >= _SURE)
    added = [a for a in outermost if models.beside(a.cue) is None]
    kept = []
    for rule in added:
        around = next((m for m in marked if _swallows(m, rule)), None)
        if around is not None:
            contents[around.id] = _up_to(text, contents[around.id], rule.cue[0].start)
            kept.append(rule)
    held = sorted(span for id_, spans in contents.items() if id_ not in inner for span in spans)
    for attribution in marked:
        rule = rules.beside(attribution.cue)
        if rule is not None and rule.parent is None and rule.found_by.startswith("quote."):
            contents[attribution.id] += (span for span in rule.content if not covered((span,), held))
    mended = (
        replace(a, content=closed_up(text, contents[a.id])) if contents[a.id] != list(a.content) else a
        for a in marked
        if a.id not in inner and contents[a.id]
    )
    return [*(_with_source(_with_acronym(text, a), rules.beside(a.cue)) for a in mended), *kept]


def _swallows(marked: Attribution, rule: Attribution) -> bool:
    """Whether a content runs into what its own speaker, or another outside it, goes on to say: “said that it was ready,
    and denied that …”."""
    if not all(any(span.contains(cue) for span in marked.content) for cue in rule.cue):
        return False
    return not shares(rule.source, marked.content) and all(c.start > marked.content[0].start for c in rule.cue)


def _up_to(text: str, spans: Sequence[Span], end: int) -> list[Span]:
    """The spans before `end`, less a dangling “, and”."""
    found = []
    for span in sorted(spans):
        if span.start < end:
            words = text[span.start : min(span.end, end)].rstrip(_LOOSE)
            last = words[-6:].rsplit(maxsplit=1)
            if last and last[-1] in _JOINING:
                words = words.removesuffix(last[-1]).rstrip(_LOOSE)
            if words:
                found.append(Span(span.start, span.start + len(words)))
    return found


def _with_source(attribution: Attribution, rule: Attribution | None) -> Attribution:
    """The grammatical subject that a sure rule has, where the model names nobody or somebody else."""
    if rule is None or rule.parent is not None or not rule.source or shares(rule.source, attribution.source):
        return attribution
    # Beside quotations, and where it is surer than the rule, the model knows the speaker better.
    least = max(_SURE, attribution.score) if attribution.source else _LIKELY
    if rule.found_by.startswith("quote.") or rule.score < least:
        return attribution
    content = tuple(span for span in attribution.content if not any(part.contains(span) for part in rule.source))
    return replace(attribution, source=rule.source, content=content) if content else attribution


def _with_acronym(text: str, attribution: Attribution) -> Attribution:
    """“US has objected”, “IT confirmed”: the model, which reads small letters, takes the name for the word."""
    if attribution.source or len(attribution.cue) != 1:
        return attribution
    (cue,) = attribution.cue
    name = _ACRONYM.match(text, cue.start, cue.end)
    if name is None or cue.of(text).isupper():
        return attribution
    return replace(attribution, source=(Span(*name.span(1)),), cue=(Span(name.end(), cue.end),))
