"""Where a sentence ends in who says it (“…, the paper reported on Monday”, “…, reports Xxx”), that is its root.

Parsers tend to hang such an end on a verb inside the statement, or to take its verb for a noun, most of all where the
statement is itself somebody's word: “Officials said the bridge had fallen, the paper reported.”
"""

from collections.abc import Mapping
from dataclasses import replace

from counterclaim.lexicons import Cue
from counterclaim.records.parses import Parse

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
#: Third persons that parsers take for plural nouns after a name.
_AS_NOUNS = {"reports": "report", "says": "say", "writes": "write", "claims": "claim"}
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_NAME = frozenset({"NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM", "ADP", "PART", "X", "PUNCT", "CCONJ"})
_NOT_FIRST = frozenset({"CCONJ", "SCONJ", "ADP", "ADV", "PUNCT"})
_RELATIVE = frozenset({"WDT", "WP", "WP$", "WRB"})
_SAYING = frozenset({"say", "report"})
_END = frozenset({".", "!", "?", "”", '"', "''", "’", "'", ")"})
#: Who says it and when takes no more tokens than this.
_LONGEST = 16
#: What is said takes at least as many.
_SHORTEST = 4


def lift_trailing(parse: Parse, cues: Mapping[tuple[str, str], tuple[Cue, ...]]) -> Parse:
    """`parse` with the verb of saying at the end of each sentence as its root. Linear."""
    heads, deps = list(parse.heads), list(parse.deps)
    pos, tags, lemmas = list(parse.pos), list(parse.tags), list(parse.lemmas)
    lifted = False
    for first, last in parse.sentences:
        end = last
        while end > first and parse.words[end - 1] in _END:
            end -= 1
        commas = [t for t in range(max(first + _SHORTEST, end - _LONGEST), end) if parse.words[t] == ","]
        root = next((t for t in range(first, last) if heads[t] == t), None)
        if not commas or root is None or root >= commas[0]:
            continue
        found = next((f for c in reversed(commas[-2:]) if (f := _saying(parse, cues, c + 1, end)) is not None), None)
        if found is None:
            continue
        comma, verb, subject = found
        if verb == root or root > comma or parse.pos[root] not in {"VERB", "AUX"}:
            continue
        lifted = True
        above, dep = heads[verb], deps[verb]
        for child in parse.children[verb]:
            if child < comma and deps[child] != "punct":  # what the parser took for the verb's own complement
                heads[child] = above
                deps[child] = dep if parse.pos[child] in {"VERB", "AUX"} else deps[child]
        heads[verb], deps[verb] = verb, "ROOT"
        heads[root], deps[root] = verb, "ccomp"
        for token in range(comma, last):  # the end of the sentence goes with its new root
            if token != verb and not comma <= heads[token] < last:
                heads[token] = verb
        heads[subject], deps[subject] = verb, "nsubj"
        if parse.tags[verb] == "NNS":
            pos[verb], tags[verb], lemmas[verb] = "VERB", "VBZ", _AS_NOUNS[parse.words[verb].lower()]
    if not lifted:
        return parse
    children: list[list[int]] = [[] for _ in heads]
    for token, head in enumerate(heads):
        if head != token:
            children[head].append(token)
    return replace(
        parse,
        heads=tuple(heads),
        deps=tuple(deps),
        pos=tuple(pos),
        tags=tuple(tags),
        lemmas=tuple(lemmas),
        children=tuple(map(tuple, children)),
    )


def _saying(
    parse: Parse, cues: Mapping[tuple[str, str], tuple[Cue, ...]], start: int, end: int
) -> tuple[int, int, int] | None:
    """The comma before `[start, end)`, its verb of saying and the head of its subject, where the range says who says
    what stands before it, and no more."""
    if start >= end or parse.pos[start] in _NOT_FIRST or parse.tags[start] in _RELATIVE:
        return None
    verb = next((t for t in range(start, end) if _is_saying(parse, cues, t, start)), None)
    if verb is None or any(parse.tags[t][:2] in {"VB", "MD"} for t in range(start, end) if t != verb):
        return None
    if any(parse.pos[t] not in _NAME or parse.words[t] in {",", ";", ":"} for t in range(start, verb)):
        return None
    if verb > start:  # “the paper said on Monday”
        subject = next((t for t in range(verb - 1, start - 1, -1) if _is_nominal(parse, t)), None)
        addressed = any("recipient" in cue.patterns for cue in cues.get((parse.lemmas[verb], "verb"), ()))
        objects = [c for c in parse.children[verb] if c > verb and parse.deps[c] in {"dobj", "attr", "acomp"}]
        if objects and not addressed:
            return None  # “the paper reported heavy losses”
    else:  # “reports the paper”
        subject = next((c for c in parse.children[verb] if verb < c < end and _is_nominal(parse, c)), None)
        if subject is None:
            subject = next((t for t in range(end - 1, verb, -1) if _is_nominal(parse, t)), None)
    return None if subject is None else (start - 1, verb, subject)


def _is_nominal(parse: Parse, token: int) -> bool:
    """Whether a token can head a name: parsers take unusual names for adjectives."""
    return parse.pos[token] in _NOMINAL or (parse.pos[token] == "ADJ" and parse.words[token][:1].isupper())


def _is_saying(parse: Parse, cues: Mapping[tuple[str, str], tuple[Cue, ...]], token: int, start: int) -> bool:
    lemma = parse.lemmas[token]
    if parse.tags[token] == "NNS" and token > start and parse.pos[token - 1] in {"PROPN", "ADJ"}:
        lemma = _AS_NOUNS.get(parse.words[token], "") if parse.words[token - 1][:1].isupper() else ""
    elif parse.tags[token] not in _FINITE:
        return False
    return any(cue.family in _SAYING for cue in cues.get((lemma, "verb"), ()))
