"""Attributions whose content runs on past what their cue governs: parted, or cut there."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from counterclaim.claims._context import Context, trimmed
from counterclaim.records.attributions import Attribution
from counterclaim.records.spans import Span, Spans

#: A part needs this many words to stand alone.
_SHORTEST = 3


def part_joined(
    context: Context, attributions: Sequence[Attribution], tagged: Sequence[Attribution]
) -> list[Attribution]:
    """`attributions`, each with what its own cue governs alone. `tagged` are all those of the report.

    “Said that there was no evidence of fraud and that turnout was high” says the second of itself; and in “the colonel,
    who had said that nobody fired, was suspended”, what is said ends at the comma.
    """
    by_id = {attribution.id: attribution for attribution in tagged}
    found: list[Attribution] = []
    for attribution in attributions:
        outer = by_id.get(attribution.parent, attribution) if attribution.parent else attribution
        found.extend(_parted(context, _within_relative(context, attribution), outer))
    return found


def _parted(context: Context, attribution: Attribution, outer: Attribution) -> Iterator[Attribution]:
    cue, content = context.tokens(attribution.cue), context.tokens(attribution.content)
    parse = context.parse
    clause = _said_clause(context, cue)
    that = next((t for t in content[1:] if clause is not None and _goes_on(context, t, content, clause)), None)
    if clause is None or that is None:
        yield attribution
        return
    above = parse.heads[clause]
    yield replace(attribution, content=_clip(context, attribution.content, 0, parse.starts[that - 1]))
    rest = _clip(context, attribution.content, parse.starts[that], len(parse.text))
    yield replace(outer, cue=(parse.span(above, above + 1),), content=rest)


def _said_clause(context: Context, cue: Sequence[int]) -> int | None:
    """The verb of “(said that) there was no evidence”, where the cue is of that kind and somebody says it."""
    parse = context.parse
    nouns = [t for t in cue if parse.lemmas[t] in ("evidence", "proof", "sign", "indication")]
    if not nouns:
        return None
    clause = next((t for t in (*cue, *parse.ancestors(nouns[0])) if parse.deps[t] == "ccomp"), None)
    return clause if clause is not None and parse.pos[parse.heads[clause]] == "VERB" else None


def _goes_on(context: Context, that: int, content: Sequence[int], clause: int) -> bool:
    """Whether “and that” opens a clause behind words that are no clause of that kind."""
    parse = context.parse
    if parse.words[that].lower() != "that" or that - 1 not in content or parse.deps[that - 1] != "cc":
        return False
    if parse.deps[that] != "mark" and parse.heads[that - 1] != clause:
        return False
    clausal = any(parse.words[t].lower() == "that" and parse.deps[t] == "mark" for t in content if t < that)
    behind = sum(parse.pos[t] != "PUNCT" for t in content if t > that)
    return not clausal and behind >= _SHORTEST


def _within_relative(context: Context, attribution: Attribution) -> Attribution:
    """`attribution` without what its sentence goes on with behind the relative clause that its cue heads."""
    cue, content = context.tokens(attribution.cue), context.tokens(attribution.content)
    parse = context.parse
    verb = next((t for t in cue if parse.deps[t] == "relcl" and parse.pos[t] == "VERB"), None)
    if verb is None or not content or content[0] < verb:
        return attribution
    above = set(parse.ancestors(verb))
    first = next((t for t in content if t in above), None)
    if first is None:
        return attribution
    inside = set(parse.subtree(verb))
    last = max((t for t in content if t < first and t in inside and parse.pos[t] != "PUNCT"), default=None)
    if last is None or last - content[0] < _SHORTEST:
        return attribution
    return replace(attribution, content=_clip(context, attribution.content, 0, parse.ends[last]))


def _clip(context: Context, content: Spans, start: int, end: int) -> Spans:
    kept = (Span(max(s.start, start), min(s.end, end)) for s in content if s.start < end and s.end > start)
    return tuple(part for span in kept if (part := trimmed(context.revision.text, span)) is not None)
