"""What a model and the rules found in one text, put together: the model's spans, mended where a rule is surer.

The rules see what the model was never taught: who speaks inside somebody else's words, and that a quotation which
nobody else claims goes on in the speaker's words.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from counterclaim.attributions._edges import closed_up, joined
from counterclaim.attributions._lookup import ByCue, shares
from counterclaim.records.attributions import Attribution
from counterclaim.records.ids import AttributionId
from counterclaim.records.spans import Span

#: How precise a rule must be to be believed against the model, and where the model names nobody.
_SURE, _LIKELY = 0.8, 0.55
_Contents = dict[AttributionId, list[Span]]
_LOOSE = " \t\n\r\xa0,;–—-"
_JOINING = frozenset({"and", "but", "or", "while", "as"})
#: “The pilot, whom the militia”: two parties.
_RELATIVE = re.compile(r"(\S.*?),?\s+(?:who|whom|which)\s+(?=(?:an?|the|its|their)\s|[A-Z])", re.DOTALL)
#: Whom something was told: “the paper and others” in front of “that the bridge was taken”.
_TOLD = re.compile(r"(?:[^\W\d_][\w’'.&-]*,?\s+){1,8}?(?=that\s)")
#: Nouns of which “that” tells more: “pointed to the fact that”.
_SAID = re.compile(
    r"\b(?:claim|fact|idea|notion|possibility|report|rumou?r|statement|suggestion)s?\s+\Z", re.IGNORECASE
)
_DUMMY = re.compile(r"\w[,;–—-]\s{1,3}it\Z", re.IGNORECASE)
_PASSIVE = re.compile(r"(?:is|was|has|had|have|would|could)\b")
_TO_SHOW = re.compile(r"to\s+(?:show|depict|indicate|suggest|reveal|confirm|portray|document|prove)\s+(?=\S)")
_SEEMS = re.compile(r"\b(?:appear|seem|purport)(?:s|ed|ing)?\Z", re.IGNORECASE)
_COUNTS = frozenset({"verb.obj-at", "verb.count", "verb.tally"})
_DEED = re.compile(
    r"\b(?P<answer>den(?:y|ie[sd]|ying)|admit(?:s|ted|ting)?|confess(?:es|ed|ing)?(?:\sto)?|acknowledg(?:es?|ed|ing))"
    r"\s+(?P<deed>\w+ing)\Z",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"((?:[A-Z]\.?){2,5})\s+(?=\S)")


def reconcile(text: str, marked: Sequence[Attribution], ruled: Sequence[Attribution]) -> list[Attribution]:
    """`marked`, the model's outermost attributions, mended by the rule tagger's `ruled`.

    What a rule gives to an inner party is left to it; a content ends before what a rule knows as the next statement,
    which then stands beside; a quotation that a rule gives to a cue, and that nobody else holds, is added to its words;
    a sure rule names the speaker where the model is unsure or names nobody. Linear in the number of attributions.
    """
    rules, models = ByCue(ruled), ByCue(marked)
    contents: _Contents = {a.id: list(a.content) for a in marked}
    _leave_to_inner_parties(marked, ruled, rules, models, contents)
    beside = _end_before_next(text, marked, ruled, models, contents)
    beside += _counts_of_nobody(ruled, models, contents)
    _go_on_with_quotations(marked, rules, contents)
    mended = (
        replace(a, content=closed_up(text, contents[a.id])) if contents[a.id] != list(a.content) else a
        for a in marked
        if contents[a.id]
    )
    parted = (_without_recipient(text, _with_antecedent(text, a)) for a in mended)
    showing = (_with_gerund(text, _with_infinitive(text, a)) for a in parted)
    settled = (_without_dummy(text, _with_acronym(text, a), rules.beside(a.cue)) for a in showing)
    lines = _lines_of_nobody(marked, ruled)
    return [*(_with_source(a, rules.beside(a.cue)) for a in settled), *beside, *lines]


def _leave_to_inner_parties(
    marked: Sequence[Attribution], ruled: Sequence[Attribution], rules: ByCue, models: ByCue, contents: _Contents
) -> None:
    """Where the model gives an inner party's cue to the outer one (“reported villagers denying …, saying …”), the outer
    content takes it in and the model's is emptied."""
    by_id = {a.id: a for a in ruled}
    for attribution in marked:
        rule = rules.beside(attribution.cue)
        parent = by_id.get(rule.parent) if rule is not None and rule.parent is not None else None
        outer = models.beside(parent.cue) if parent is not None else None
        if rule is None or parent is None or outer is None or outer.id == attribution.id:
            continue
        if rule.source and shares(outer.source, attribution.source) and not shares(rule.source, attribution.source):
            contents[attribution.id] = []
            contents[outer.id] += parent.content


def _end_before_next(
    text: str, marked: Sequence[Attribution], ruled: Sequence[Attribution], models: ByCue, contents: _Contents
) -> list[Attribution]:
    """Ends contents that run into what their own speaker, or another outside them, goes on to say (“said that it was
    ready, and denied that …”), and returns the rules' attributions of that."""
    pieces = sorted((span.start, i) for i, a in enumerate(marked) for span in a.content)
    found = []
    for rule in ruled:
        if rule.parent is not None or not rule.source or not rule.cue or rule.score < _SURE or models.beside(rule.cue):
            continue
        at = bisect_right(pieces, (rule.cue[0].start, len(marked)))
        near = dict.fromkeys(i for _, i in reversed(pieces[max(0, at - 4) : at]))
        around = next((marked[i] for i in near if _swallows(marked[i], rule)), None)
        if around is not None:
            contents[around.id] = _up_to(text, contents[around.id], rule.cue[0].start)
            found.append(rule)
    return found


def _counts_of_nobody(ruled: Sequence[Attribution], models: ByCue, contents: _Contents) -> list[Attribution]:
    """The counts (“put the toll at nine”) that the model gave to nobody, or to a cue elsewhere in the sentence."""
    pieces = sorted((span, id_) for id_, spans in contents.items() for span in spans)
    found = []
    for rule in ruled:
        if rule.found_by not in _COUNTS or rule.parent is not None or not rule.source or models.beside(rule.cue):
            continue
        at = bisect_left(pieces, rule.content[0].end, key=lambda piece: piece[0].start)
        held = [piece for piece in pieces[max(0, at - 4) : at] if piece[0].overlaps(rule.content[0])]
        if any(span.start < rule.cue[0].start for span, _ in held):
            continue  # in somebody's words
        for span, id_ in held:
            contents[id_] = [piece for piece in contents[id_] if piece != span]
        found.append(rule)
    return found


def _lines_of_nobody(marked: Sequence[Attribution], ruled: Sequence[Attribution]) -> list[Attribution]:
    """The headlines that end in their source (“Town falls to rebels: army”) in which the model saw nothing."""
    held = joined(span for a in marked for span in (*a.source, *a.cue, *a.content))
    found = []
    for rule in ruled:
        if rule.found_by == "line.ending" and rule.parent is None:
            line = Span(rule.content[0].start, rule.source[-1].end)
            i = bisect_right(held, line.end, key=lambda other: other.start)
            if not any(other.overlaps(line) for other in held[max(0, i - 1) : i]):
                found.append(rule)
    return found


def _swallows(marked: Attribution, rule: Attribution) -> bool:
    """Whether the rule's cue stands inside a content that begins before it, and its speaker outside."""
    if not all(any(span.contains(cue) for span in marked.content) for cue in rule.cue):
        return False
    return not shares(rule.source, marked.content) and all(c.start > marked.content[0].start for c in rule.cue)


def _go_on_with_quotations(marked: Sequence[Attribution], rules: ByCue, contents: _Contents) -> None:
    """Adds the quotations that a rule gives to a cue and that no content holds."""
    held = joined(span for spans in contents.values() for span in spans)
    for attribution in marked:
        rule = rules.beside(attribution.cue)
        if contents[attribution.id] and rule and rule.parent is None and rule.found_by.startswith("quote."):
            for span in rule.content:
                i = bisect_right(held, span.end, key=lambda other: other.start)
                if not any(other.overlaps(span) for other in held[max(0, i - 1) : i]):
                    contents[attribution.id].append(span)


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


def _without_dummy(text: str, attribution: Attribution, rule: Attribution | None) -> Attribution:
    """“The road has been mined, it is feared”: the “it” of the passive is nothing that is feared."""
    if not attribution.cue or _PASSIVE.match(text, attribution.cue[0].start) is None:
        return attribution
    *others, last = attribution.content
    if text[last.end : attribution.cue[0].start].strip():
        return attribution
    dummy = _DUMMY.search(text, max(last.start, last.end - 8), last.end)
    if dummy is not None:
        return replace(attribution, content=(*others, Span(last.start, dummy.start() + 1)))
    alone = not others and last.of(text).lower() == "it"
    if alone and rule is not None and rule.found_by == "verb.passive" and not rule.source:
        return replace(attribution, content=rule.content)
    return attribution


def _with_antecedent(text: str, attribution: Attribution) -> Attribution:
    """“The pilot, whom the militia claimed to have abducted, said …”: where the model takes all of that for the source,
    the militia speaks in what follows at once, of the pilot, and the pilot in what follows later."""
    if len(attribution.source) != 1 or not attribution.cue or not attribution.content:
        return attribution
    (source,), cue = attribution.source, attribution.cue[0]
    about = _RELATIVE.match(text, source.start, source.end)
    if about is None or cue.start < source.end or attribution.content[0].start < attribution.cue[-1].end:
        return attribution
    if text[source.end : cue.start].strip():
        return replace(attribution, source=(Span(*about.span(1)),))
    content = (Span(*about.span(1)), *attribution.content)
    return replace(attribution, source=(Span(about.end(), source.end),), content=content)


def _with_infinitive(text: str, attribution: Attribution) -> Attribution:
    """“The film appears to show a wreck”: “to show” is how it is told, not what."""
    if len(attribution.cue) != 1 or not attribution.content:
        return attribution
    (cue,), (first, *rest) = attribution.cue, attribution.content
    shown = _TO_SHOW.match(text, first.start, first.end)
    if shown is None or _SEEMS.search(cue.of(text)) is None or text[cue.end : first.start].strip():
        return attribution
    content = (Span(shown.end(), first.end), *rest)
    return replace(attribution, cue=(Span(cue.start, first.start + len(shown.group().rstrip())),), content=content)


def _with_gerund(text: str, attribution: Attribution) -> Attribution:
    """“Denied demanding a ransom”, “admitted ordering the raid”: what is denied is the demanding."""
    if len(attribution.cue) != 1 or not attribution.content:
        return attribution
    (cue,), (first, *rest) = attribution.cue, attribution.content
    deed = _DEED.search(text, cue.start, cue.end)
    if deed is None or first.start < cue.end or text[cue.end : first.start].strip():
        return attribution
    content = (Span(deed.start("deed"), first.end), *rest)
    return replace(attribution, cue=(Span(cue.start, deed.end("answer")),), content=content)


def _without_recipient(text: str, attribution: Attribution) -> Attribution:
    """“Denied to the paper and others that …”: whom it was told is no part of it."""
    if not attribution.cue or not attribution.content or not attribution.cue[-1].of(text).endswith(" to"):
        return attribution
    first, *rest = attribution.content
    told = _TOLD.match(text, first.start, first.end)
    if told is None or _SAID.search(told.group()):
        return attribution
    return replace(attribution, content=(Span(told.end(), first.end), *rest))
