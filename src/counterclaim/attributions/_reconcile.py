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
    held = sorted(span for id_, spans in contents.items() if id_ not in inner for span in spans)
    for attribution in marked:
        rule = rules.beside(attribution.cue)
        if rule is not None and rule.parent is None and rule.found_by.startswith("quote."):
            contents[attribution.id] += (span for span in rule.content if not covered((span,), held))
    mended = (
        replace(a, content=closed_up(text, contents[a.id])) if len(contents[a.id]) > len(a.content) else a
        for a in marked
        if a.id not in inner
    )
    return [_with_acronym(text, a) for a in mended]


def _with_acronym(text: str, attribution: Attribution) -> Attribution:
    """“IS has not commented”, “WHO confirmed”: the model, which reads small letters, takes the name for the word."""
    if attribution.source or len(attribution.cue) != 1:
        return attribution
    (cue,) = attribution.cue
    name = _ACRONYM.match(text, cue.start, cue.end)
    if name is None or cue.of(text).isupper():
        return attribution
    return replace(attribution, source=(Span(*name.span(1)),), cue=(Span(name.end(), cue.end),))
