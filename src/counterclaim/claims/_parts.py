"""The parts of an attribution's content that stand alone as claims."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from counterclaim.claims._conditions import conditions_of
from counterclaim.claims._context import Context, touching, trimmed
from counterclaim.claims._forms import read_form
from counterclaim.claims._kinds import read_kind
from counterclaim.claims._questions import is_wh
from counterclaim.claims._splitting import split_content
from counterclaim.claims._stances import StanceReading, read_stance, stance_of_cue
from counterclaim.records.claims import Form, Kind, Stance
from counterclaim.records.notes import Evidence
from counterclaim.records.spans import Span, Spans

#: Fewer words than this are no claim of their own.
_FRAGMENT = 4

#: What a speaker does by saying something, told behind it: “contradicting the inspectorate”, “citing two tests”.
_BESIDES = frozenset({"contradict", "cite", "quote", "echo"})

#: “No.”, “Well, yes”: an answer whose matter stands elsewhere.
_EMPTY = frozenset({"INTJ", "PUNCT", "SPACE", "DET", "ADV"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a content with what decides whether it stands alone.

    `content` holds the conditions that the part hangs on, wherever they stand; `tokens` are those of the part itself.
    """

    content: Spans
    tokens: list[int]
    stance: StanceReading
    form: Form
    kind: Kind
    kind_evidence: Evidence
    conditions: Spans = ()


def read_parts(context: Context, whole: Spans, cue: Sequence[int]) -> list[Part]:
    """The parts of the content `whole` that stand alone, in text order.

    Fragments and runs of opinions stay with what they follow, and so do quoted verbs that share its subject.
    """
    parts: list[Part] = []
    denied = stance_of_cue(context, cue, context.tokens(whole)) not in (None, Stance.CONFIRMS)
    for content in split_content(context, whole, denied=denied):
        part = _part(context, content, cue)
        if part is None:
            continue
        if parts and _belongs(context, parts[-1], part):
            joined = _part(context, _join(context, whole, parts[-1].content, part.content), cue)
            if joined is not None:
                parts[-1] = joined
                continue
        parts.append(part)
    return [_with_conditions(context, part, whole, cue) for part in parts]


def _with_conditions(context: Context, part: Part, whole: Spans, cue: Sequence[int]) -> Part:
    content, conditions = conditions_of(context, part.content, whole, cue)
    return replace(part, content=content, conditions=conditions) if conditions else part


def _part(context: Context, content: Spans, cue: Sequence[int]) -> Part | None:
    tokens = context.tokens(content)
    if all(context.parse.pos[t] in _EMPTY for t in tokens):
        return None
    main = context.main(tokens)
    if main is not None and context.parse.tags[main] == "VBG" and context.parse.lemmas[main] in _BESIDES:
        if context.parse.deps[main] == "advcl" and not context.has_subject(main):
            return None
    content = _without_not(context, content, tokens)
    stance = read_stance(context, cue, tokens)
    form = read_form(context, content)
    kind, evidence = read_kind(context, cue, tokens, stance=stance.stance, direct=form is Form.DIRECT)
    return Part(content=content, tokens=tokens, stance=stance, form=form, kind=kind, kind_evidence=evidence)


def _without_not(context: Context, content: Spans, tokens: Sequence[int]) -> Spans:
    """The question alone of “(confirmed that …,) but not what it said”."""
    if not is_wh(context, tokens):
        return content
    first = next(t for t in tokens if context.parse.pos[t] != "PUNCT")
    start = context.parse.starts[first + 1]
    return tuple(Span(max(span.start, start), span.end) for span in content if span.end > start)


def _belongs(context: Context, before: Part, part: Part) -> bool:
    words = [t for t in part.tokens if context.parse.pos[t] != "PUNCT"]
    if len(words) < _FRAGMENT and not _counts(context, part):
        return True
    if before.kind is not part.kind or before.stance.stance is not part.stance.stance:
        return False
    if part.kind is not Kind.FACT:
        return True
    main = context.main(part.tokens)
    quoted = before.form is part.form is Form.DIRECT
    return quoted and main is not None and context.parse.deps[main] == "conj" and not context.has_subject(main)


def _counts(context: Context, part: Part) -> bool:
    """“…, and arrested ten men”: a deed with its own count, however short."""
    main = context.main(part.tokens)
    return main is not None and context.parse.pos[main] == "VERB" and bool(touching(context.figures, part.content))


def _join(context: Context, whole: Spans, before: Spans, after: Spans) -> Spans:
    """The words of `whole` from the first of `before` to the last of `after`."""
    first, last = min(before[0].start, after[0].start), max(before[-1].end, after[-1].end)
    cut = (Span(max(s.start, first), min(s.end, last)) for s in whole if s.start < last and s.end > first)
    return tuple(part for span in cut if (part := trimmed(context.revision.text, span, " \t\n\r")))
