"""Where a statement ends and whose it is, by marks that a model overlooks: relative clauses, semicolons, headlines.

“The union to which Dolan belongs said …” is the union's word; “Dorn, who had said that nobody was armed, was suspended,
the ministry announced” parts what Dorn said from what the ministry did; “Man dies after fire; owner admits …” tells of
the death in nobody's words.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from counterclaim.attributions._lookup import ByCue, shares
from counterclaim.records.attributions import Attribution
from counterclaim.records.parses import Parse
from counterclaim.records.revisions import BlockKind, Revision
from counterclaim.records.spans import Span, Spans

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_RELATIVE = frozenset({"WP", "WDT", "WP$"})
#: A relative clause, or what a headline says, is no longer than so many words.
_LONGEST = 40
#: A headline has no more characters.
_HEADLINE = 300
_QUOTED = '“”"«»'
_LOOSE = " \t\n\r\xa0,;–—-"
_CONTRADICTING = re.compile(
    r"(?:\A|[,;–—-]\s*)(?:thus\s|thereby\s|directly\s)?contradicting\s[^.;]{1,300}\Z", re.IGNORECASE
)
_REST = re.compile(r"[ \t:,]*(?P<words>[^\n;.!?]{3,300}(?<=\w))[.!?;]?")
_MEANWHILE = re.compile(r"[,;]?\s+(?:as|while|but|whereas)\s+\Z")


def bound(
    revision: Revision, parse: Parse, found: Iterable[Attribution], ruled: Sequence[Attribution]
) -> list[Attribution]:
    """`found`, outermost attributions, with their speakers and contents inside the clauses that are theirs. `ruled`:
    those of the rule tagger. Linear in the text."""
    rules = ByCue(ruled)
    kept = [_of_main_clause(parse, attribution) for attribution in found]
    kept = _on_own_sides(parse.text, kept, rules)
    kept = [cut for attribution in kept if (cut := _without_contrast(parse.text, attribution)) is not None]
    return _headlines_apart(revision, _relatives_apart(parse, kept), ruled)


def _of_main_clause(parse: Parse, attribution: Attribution) -> Attribution:
    """“The union to which Dolan belongs said …”: the subject in front of the relative clause, not that in it."""
    if len(attribution.source) != 1 or not attribution.cue or attribution.source[0].start > attribution.cue[0].start:
        return attribution
    inside, cue = parse.tokens_in(attribution.source[0]), parse.tokens_in(attribution.cue[0])
    if not inside or not cue or inside[0] == 0 or cue[0] - inside[0] > _LONGEST:
        return attribution
    relative = inside[0] - 1
    first, _ = parse.sentence_of(inside[0])
    clause = range(inside[0], cue[0])
    if relative <= first or not (parse.tags[relative] in _RELATIVE or parse.words[relative].lower() == "that"):
        return attribution
    verbs = [t for t in clause if parse.tags[t] in _FINITE]
    if not verbs or any(parse.tags[t] in _RELATIVE for t in clause) or parse.text[_gap(parse, clause)].strip(_LOOSE):
        return attribution
    end = relative - 1 if parse.tags[relative - 1] == "IN" else relative
    start = next((t + 1 for t in range(end - 1, first - 1, -1) if parse.words[t] in ';:“"'), first)
    comma = next((t for t in range(start + 1, end) if parse.words[t] == ","), end)
    while start < comma and parse.tags[start] in {"CC", "RB", "IN"}:
        start += 1
    named = [t for t in range(start, comma) if parse.pos[t] in {"NOUN", "PROPN", "PRON"}]
    if not named or any(parse.tags[t] in _FINITE for t in range(start, comma)):
        return attribution
    source = parse.span(start, named[-1] + 1)
    content = tuple(span for span in attribution.content if span.start >= attribution.cue[-1].end)
    return replace(attribution, source=(source,), content=content) if content else attribution


def _gap(parse: Parse, clause: range) -> slice:
    """The characters behind the last word of a clause up to the next one."""
    return slice(parse.ends[clause[-1]], parse.starts[clause[-1] + 1] if clause[-1] + 1 < len(parse) else None)


def _on_own_sides(text: str, found: Sequence[Attribution], rules: ByCue) -> list[Attribution]:
    """Without the pieces that a semicolon in the same line parts from speaker and cue, unless they are quoted; where
    nothing is left, with what the rule with the same cue has on this side, else with the rest of the line."""
    kept: list[Attribution] = []
    regained: list[Span] = []
    for attribution in found:
        said = [*attribution.source, *attribution.cue]
        if not attribution.cue:
            kept.append(attribution)
            continue
        first, last = min(said).start, max(span.end for span in said)
        own = tuple(span for span in attribution.content if not _beyond(text, span, first, last))
        if not own:
            rule = rules.beside(attribution.cue)
            own = tuple(span for span in (rule.content if rule else ()) if not _beyond(text, span, first, last))
            own = own or _rest_of_line(text, attribution.cue[-1].end)
            regained += own
        kept.append(attribution if own in ((), attribution.content) else replace(attribution, content=own))
    if regained:  # what a model made of those words without a speaker is the regained statement's
        kept = [
            a for a in kept if a.source or not all(any(r.contains(s) for r in regained) for s in (*a.cue, *a.content))
        ]
    return kept


def _rest_of_line(text: str, start: int) -> Spans:
    """The words from `start` to the end of their line or clause, if there are two or more."""
    rest = _REST.match(text, start)
    return (Span(*rest.span("words")),) if rest is not None and " " in rest["words"] else ()


def _beyond(text: str, piece: Span, first: int, last: int) -> bool:
    """Whether a piece lies on the far side of a semicolon from `[first, last)`, in nobody's quotation marks."""
    if piece.end <= first:
        between = text[piece.end : first]
    else:
        between = text[last : piece.start] if piece.start >= last else ""
    quoted = text[piece.start] in _QUOTED or text[piece.end - 1] in _QUOTED or any(m in between for m in _QUOTED)
    return ";" in between and "\n" not in between and not quoted


def _without_contrast(text: str, attribution: Attribution) -> Attribution | None:
    """Without “, contradicting the police”, which is the report's own word; None where nothing else is left."""
    content: list[Span] = []
    for span in attribution.content:
        words = span.of(text)
        aside = _CONTRADICTING.search(words) if words[0] not in _QUOTED else None
        if aside is None:
            content.append(span)
        elif kept := words[: aside.start()].rstrip(_LOOSE):
            content.append(Span(span.start, span.start + len(kept)))
    if content == list(attribution.content):
        return attribution
    return replace(attribution, content=tuple(content)) if content else None


def _relatives_apart(parse: Parse, found: Sequence[Attribution]) -> list[Attribution]:
    """“Dorn, who had said that nobody was armed, was suspended, the ministry announced”: what “who” said ends at the
    comma in front of the next verb, and what follows goes on with what stands before “who”."""
    cut: dict[int, Spans] = {}
    rests: dict[int, Span] = {}  # by where the words before “, who” end
    for i, attribution in enumerate(found):
        parted = _parted(parse, attribution)
        if parted is not None:
            content, rest, before = parted
            cut[i] = content
            rests[before] = rest
    if not cut:
        return list(found)
    kept = []
    for i, attribution in enumerate(found):
        content = cut.get(i, attribution.content)
        last = content[-1]
        rest_ = rests.get(last.end)
        if i not in cut and rest_ is not None and attribution.cue and attribution.cue[0].start >= rest_.end:
            content = (*content, rest_)
        kept.append(attribution if content == attribution.content else replace(attribution, content=content))
    return kept


def _parted(parse: Parse, attribution: Attribution) -> tuple[Spans, Span, int] | None:
    """The content of a relative clause's verb up to the clause's end, the words behind that it has too much, and where
    those before the clause end."""
    if not attribution.source or not attribution.cue or attribution.content[-1].start < attribution.cue[-1].end:
        return None
    who = parse.tokens_in(attribution.source[-1])
    if not who or who[-1] < 2 or parse.tags[who[-1]] not in _RELATIVE or parse.words[who[-1] - 1] != ",":
        return None
    piece = attribution.content[-1]
    tokens = parse.tokens_in(piece)
    for token in tokens[1 : min(len(tokens) - 2, 5 * _LONGEST)]:
        if parse.words[token] != "," or parse.tags[token + 1] not in _FINITE:
            continue
        before = parse.span(tokens[0], token)
        if sum(mark in '“”"' for mark in before.of(parse.text)) % 2:
            continue
        words = parse.text[parse.starts[token + 1] : piece.end].rstrip(_LOOSE)
        rest = Span(parse.starts[token + 1], parse.starts[token + 1] + len(words))
        return (*attribution.content[:-1], before), rest, parse.ends[who[-1] - 2]
    return None


def _headlines_apart(
    revision: Revision, found: Sequence[Attribution], ruled: Sequence[Attribution]
) -> list[Attribution]:
    """“Union says guard was pushed as police deny hitting student”: in a headline “as” parts two statements."""
    lines = [b.span for b in revision.blocks if b.kind is BlockKind.HEADLINE and len(b.span) <= _HEADLINE]
    text = revision.text
    kept, beside = list(found), []
    for rule in ruled:
        line = next((line for line in lines if rule.cue and rule.source and line.contains(rule.cue[0])), None)
        if line is None or rule.source[0].start > rule.cue[0].start or rule.content[0].start < rule.cue[0].start:
            continue
        joint = _MEANWHILE.search(text, line.start, rule.source[0].start)
        if joint is None:
            continue
        for i, outer in enumerate(kept):
            swallowed = all(shares(outer.content, part) for part in (rule.source, rule.cue))
            content = tuple(Span(s.start, min(s.end, joint.start())) for s in outer.content if s.start < joint.start())
            if swallowed and content and outer.cue and outer.cue[-1].end <= joint.start():
                kept[i] = replace(outer, content=content)
                beside.append(replace(rule, parent=None))
                break
    return [*kept, *beside]
