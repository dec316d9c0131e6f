"""Contents cut where they carry more than one proposition: sentences of a quotation, joined clauses."""

import itertools
import re
from collections.abc import Iterator

from counterclaim.claims._context import Context, trimmed
from counterclaim.claims._stances import calls_report_false, untrue_in_passing
from counterclaim.claims._subclauses import find_subclauses
from counterclaim.records.spans import Span, Spans

_SET_OFF = re.compile(r"\s*[,–—-]\W*\w")
_CLAUSAL = ("VERB", "AUX")
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
#: What stands between a verb and its subject.
_BEFORE_VERB = frozenset({"aux", "auxpass", "neg", "advmod"})
#: A part needs this many words to stand alone: below it the cut would part a phrase, not two propositions.
_SHORTEST = 3
#: Marks before what is told in place of something false.
_TELLS = frozenset({":", ";", "–", "—"})
#: So many denials of one content are looked at: hostile text must not cost more.
_MOST = 12


def split_content(context: Context, content: Spans, *, denied: bool = False) -> tuple[Spans, ...]:
    """The parts of one attribution's content, in text order; a single part where nothing is to be cut.

    Of what is `denied`, doubted or left open subordinate clauses stay where they are: who denies that people fell ill
    after the dam was opened does not deny that it was.
    """
    tokens = context.tokens(content)
    main, joints = _clause_cuts(context, tokens)
    cuts = sorted({*_sentence_cuts(context, tokens), *joints})
    parts: list[Spans] = []
    start = min(span.start for span in content)
    for last, first in [*cuts, (max(span.end for span in content), 0)]:
        part = _clip(context, content, start, last)
        if part:
            parts.append(part)
        start = first
    for whole, clause in () if denied else find_subclauses(context, tokens, main):
        parts = [cut for part in parts for cut in _carve(context, part, whole, clause)]
    return tuple(parts) or (content,)


def _carve(context: Context, part: Spans, whole: Span, clause: Span) -> Iterator[Spans]:
    """`part` without `whole`, a subordinate clause in it, and `clause`, its own words, with the marks that end the
    part; all of the part where it does not hold the clause."""
    start, end = part[0].start, part[-1].end
    if not any(span.contains(whole) for span in part) or whole.start == start:
        yield part
        return
    text = context.revision.text
    goes_on = _SET_OFF.match(text, clause.end, end)  # else the parser ended the clause too early
    last = clause.end if goes_on else end
    rest = (*_clip(context, part, start, whole.start), *_clip(context, part, last, end))
    yield tuple(kept for span in rest if (kept := trimmed(text, span, " \t\n\r,-–—")))
    yield _clip(context, part, clause.start, last)


def _sentence_cuts(context: Context, tokens: list[int]) -> list[tuple[int, int]]:
    """Where one sentence of the content ends and the next starts, as (end of the one, start of the next)."""
    parse, cuts = context.parse, []
    for here, following in itertools.pairwise(tokens):
        if parse.sentence_index(here) != parse.sentence_index(following):
            cuts.append((parse.ends[here], parse.starts[following]))
    return cuts


def _clause_cuts(context: Context, tokens: list[int]) -> tuple[set[int], list[tuple[int, int]]]:
    """The content's main verbs, and where a coordinated clause follows one, as (end of the one, start of the other)."""
    parse, inside = context.parse, set(tokens)
    cuts: list[tuple[int, int]] = []
    main: set[int] = set()
    for root in context.roots(tokens):
        if parse.pos[root] not in _CLAUSAL:
            continue
        joined = _coordinated(context, root, inside)
        main.update((root, *joined))
        for verb in joined:
            cc = _joint(context, verb, inside)
            if cc is None:
                continue
            sentence = range(*parse.sentence_of(cc))
            before = [t for t in sentence if t < cc and t in inside and parse.pos[t] != "PUNCT"]
            after = [t for t in sentence if t > cc and t in inside and parse.pos[t] != "PUNCT"]
            if len(before) >= _SHORTEST and len(after) >= _SHORTEST:
                cuts.append((parse.ends[before[-1]], parse.starts[after[0]]))
    cuts += _verdict_cuts(context, tokens)
    cuts += [*_instead_cuts(context, inside, main), *_that_cuts(context, tokens), *_reason_cuts(context, tokens)]
    return main, cuts


def _joint(context: Context, verb: int, inside: set[int]) -> int | None:
    """The “and” or “but” that joins `verb` to what it is hung on.

    Parsers give the joined clause's subject to the phrase before (“was a soldier and | the man | was armed”): then the
    conjunction is that phrase's, and the words from it to a finite verb without a subject are this verb's own.
    """
    parse, joint = context.parse, context.parse.heads[verb]
    between = [t for t in parse.children[joint] if joint < t < verb and parse.deps[t] == "cc" and t in inside]
    if between:
        return between[-1]
    if parse.tags[verb] not in _FINITE or not parse.words[verb].isalpha() or context.has_subject(verb):
        return None
    subject = verb - 1
    while subject > joint and parse.deps[subject] in _BEFORE_VERB:
        subject -= 1
    if parse.deps[subject] != "conj" or parse.pos[subject] not in ("NOUN", "PROPN", "PRON"):
        return None
    first = parse.subtree(subject)[0]
    return first - 1 if first - 1 in inside and parse.deps[first - 1] == "cc" else None


def _that_cuts(context: Context, tokens: list[int]) -> list[tuple[int, int]]:
    """Where “and that …” goes on after “that …”, whatever the parser hung the second clause on."""
    parse = context.parse
    cuts: list[tuple[int, int]] = []
    first = next((t for t in tokens if parse.pos[t] != "PUNCT"), None)
    if first is None or parse.words[first].lower() != "that" or parse.deps[first] != "mark":
        return []
    said: list[int] = []
    for here, that in itertools.pairwise(tokens):
        if parse.sentence_index(here) != parse.sentence_index(that):
            said = []
        elif parse.deps[here] == "cc" and parse.words[that].lower() == "that" and parse.deps[that] == "mark":
            if len(said) >= _SHORTEST and parse.pos[parse.heads[that]] in _CLAUSAL:
                cuts.append((parse.ends[said[-1]], parse.starts[that]))
        elif parse.pos[here] != "PUNCT":
            said.append(here)
    return cuts


def _verdict_cuts(context: Context, tokens: list[int]) -> list[tuple[int, int]]:
    """Where “the accusation was false: …” goes on with what is so instead."""
    parse, cuts = context.parse, []
    for mark in [t for t in tokens if parse.words[t] in _TELLS][:_MOST]:
        first, last = parse.sentence_of(mark)
        before = [t for t in tokens if first <= t < mark and parse.pos[t] != "PUNCT"]
        after = [t for t in tokens if mark < t < last and parse.pos[t] != "PUNCT"]
        if len(before) >= _SHORTEST and len(after) >= _SHORTEST and calls_report_false(context, before):
            cuts.append((parse.ends[before[-1]], parse.starts[after[0]]))
    return cuts


def _reason_cuts(context: Context, tokens: list[int]) -> list[tuple[int, int]]:
    """Where the reason follows for which a report is called untrue: it is asserted, and the report denied."""
    parse, verdict = context.parse, untrue_in_passing(context, tokens)
    if verdict is None:
        return []
    cuts = []
    for clause in (t for t in tokens if t > verdict and parse.deps[t] == "advcl" and context.has_subject(t)):
        own = parse.subtree(clause)
        if "because" in (parse.lemmas[t] for t in own) and own[0] > verdict:
            before = max(t for t in tokens if t < own[0] and parse.pos[t] != "PUNCT")
            cuts.append((parse.ends[before], parse.starts[own[0]]))
    return cuts[:1]


def _coordinated(context: Context, verb: int, inside: set[int]) -> list[int]:
    """The verbs joined to `verb` by “and” or “but”."""
    parse, found, stack = context.parse, [], [verb]
    while stack:
        for child in parse.children[stack.pop()]:
            if child in inside and parse.deps[child] == "conj" and parse.pos[child] in _CLAUSAL:
                found.append(child)
                stack.append(child)
    return sorted(found)


def _instead_cuts(context: Context, inside: set[int], verbs: set[int]) -> list[tuple[int, int]]:
    """Where “was not the A, but the B” says what is so instead, whatever the parser hung B on."""
    parse, cuts = context.parse, []
    denied = (verb for verb in sorted(verbs) if any(parse.deps[c] == "neg" for c in parse.children[verb]))
    for verb in itertools.islice(denied, _MOST):
        complement = next((c for c in parse.children[verb] if parse.deps[c] in ("attr", "acomp") and c > verb), None)
        if complement is None:
            continue
        after = [t for t in range(complement, parse.sentence_of(verb)[1]) if t in inside and parse.pos[t] != "PUNCT"]
        but = next((t for t in after if parse.lemmas[t] == "but" and parse.deps[t] == "cc"), None)
        rest = [t for t in after if but is not None and t > but]
        if but is not None and but > complement and len(rest) >= _SHORTEST and verbs.isdisjoint(rest):
            cuts.append((parse.ends[max(t for t in after if t < but)], parse.starts[rest[0]]))
    return cuts


def _clip(context: Context, content: Spans, start: int, end: int) -> Spans:
    """The words of `content` within `[start, end)`."""
    parts = []
    for span in content:
        first, last = max(span.start, start), min(span.end, end)
        if first < last:
            part = trimmed(context.revision.text, Span(first, last), " \t\n\r")
            if part:
                parts.append(part)
    return tuple(parts)
