"""Where the parser hangs the next statement inside the content of the last one, it is hung on the statement's verb.

“The army said it had won, adding that …”, “He said the town was safe and accused rebels of lying”: parsers tend to
attach “adding” and “accused” to the content's verb, which would make them the army's words.
"""

from collections.abc import Mapping
from dataclasses import replace

from counterclaim.attributions._trailing import lift_trailing
from counterclaim.lexicons import Cue
from counterclaim.records.parses import Parse

#: Families whose verbs open a new statement of the same speaker.
_NEXT = frozenset({"say", "denial", "confirm", "cite", "judge", "request", "refusal", "doubt"})
_PARTICIPLES = frozenset(
    "add say note cite call warn claim insist argue describe deny stress accuse blame urge vow quote tell assert "
    "declare conclude explain point suggest allege refer announce acknowledge admit promise dismiss".split()
)


def mend(parse: Parse, cues: Mapping[tuple[str, str], tuple[Cue, ...]]) -> Parse:
    """`parse` with participles and conjuncts that carry on the report moved up to the verb of saying. Linear."""
    parse = lift_trailing(parse, cues)
    moves: dict[int, tuple[int, str]] = {}
    for token, dep in enumerate(parse.deps):
        if dep == "advcl" and parse.tags[token] == "VBG" and parse.lemmas[token] in _PARTICIPLES:
            above = _verb_of_saying(parse, cues, parse.heads[token])
            if (
                above is not None
                and parse.words[token - 1] == ","
                and above < token
                and not _is_act(parse, cues, token)
            ):
                moves[token] = (above, "advcl")
        elif dep == "conj" and parse.tags[token] in {"VBD", "VBZ", "VBP", "VBN"} and _opens(parse, cues, token):
            above = _verb_of_saying(parse, cues, parse.heads[token])
            if above is not None and above < token and _same_tense(parse, above, token):
                moves[token] = (above, "conj")
        elif dep == "ccomp" and parse.deps[parse.heads[token]] == "advmod":  # “denied once more that …”
            verb = parse.heads[parse.heads[token]]
            if any("that" in cue.patterns for cue in cues.get((parse.lemmas[verb], "verb"), ())) and verb < token:
                moves[token] = (verb, "ccomp")
        elif dep in {"relcl", "acl"} and parse.words[_first(parse, token)].lower() == "that":
            above = _told_to(parse, cues, token)
            if above is not None:
                moves[token] = (above, "ccomp")
    if not moves:
        return parse
    heads, deps = list(parse.heads), list(parse.deps)
    children = [list(kids) for kids in parse.children]
    for token, (head, dep) in moves.items():
        old = heads[token]
        # The comma and the conjunction before it come along.
        joint = [c for c in children[old] if deps[c] in {"cc", "punct"} and 0 < _first(parse, token) - c <= 2]
        for moved in (*joint, token):
            children[old].remove(moved)
            children[head].append(moved)
            heads[moved] = head
        children[head].sort()
        deps[token] = dep
    return replace(parse, heads=tuple(heads), deps=tuple(deps), children=tuple(tuple(kids) for kids in children))


def _is_act(parse: Parse, cues: Mapping[tuple[str, str], tuple[Cue, ...]], token: int) -> bool:
    """Whether a participle hangs on another that already is somebody else's word: “officials denying it, saying …”."""
    head = parse.heads[token]
    subject = any(parse.deps[c] == "nsubj" for c in parse.children[head])
    return (
        parse.tags[head] == "VBG"
        and subject
        and any(cue.family in _NEXT for cue in cues.get((parse.lemmas[head], "verb"), ()))
    )


def _told_to(parse: Parse, cues: Mapping[tuple[str, str], tuple[Cue, ...]], token: int) -> int | None:
    """The verb of “denied to reporters that the road was closed”, where the clause was hung on the reporters."""
    if not any(parse.deps[c] in {"nsubj", "nsubjpass"} and parse.lemmas[c] != "that" for c in parse.children[token]):
        return None
    noun = parse.heads[token]
    while parse.deps[noun] in {"conj", "appos"}:
        noun = parse.heads[noun]
    preposition = parse.heads[noun]
    verb = parse.heads[preposition]
    if parse.deps[noun] != "pobj" or parse.words[preposition].lower() != "to" or verb > token:
        return None
    return verb if any("that" in cue.patterns for cue in cues.get((parse.lemmas[verb], "verb"), ())) else None


def _same_tense(parse: Parse, above: int, token: int) -> bool:
    """Whether two verbs have one tense. A past form in -ed may pass for a participle (“had fled and accused”)."""
    return _tense(parse, above) == _tense(parse, token)


def _tense(parse: Parse, token: int) -> str:
    tag = parse.tags[token]
    return "VBD" if tag == "VBN" and parse.words[token].lower().endswith("ed") else tag


def _first(parse: Parse, token: int) -> int:
    """The first token of a verb group: adverbs and auxiliaries stand before the verb."""
    while parse.children[token] and parse.children[token][0] < token:
        token = parse.children[token][0]
    return token


def _opens(parse: Parse, cues: Mapping[tuple[str, str], tuple[Cue, ...]], token: int) -> bool:
    """Whether a conjunct is a cue without a subject of its own."""
    if any(parse.deps[c] in {"nsubj", "nsubjpass", "auxpass", "aux"} for c in parse.children[token]):
        return False
    return any(cue.family in _NEXT for cue in cues.get((parse.lemmas[token], "verb"), ()))


def _verb_of_saying(parse: Parse, cues: Mapping[tuple[str, str], tuple[Cue, ...]], token: int) -> int | None:
    """The verb of saying whose complement clause `token` heads, through conjuncts."""
    for _ in range(6):
        head = parse.heads[token]
        if parse.deps[token] == "ccomp" and head < token:
            senses = cues.get((parse.lemmas[head], "verb"), ())
            return head if any("quote" in cue.patterns for cue in senses) else None
        if parse.deps[token] in {"acl", "relcl"} and parse.deps[head] == "dobj":  # “rejected the claim that …, and …”
            head = parse.heads[head]
            senses = cues.get((parse.lemmas[head], "verb"), ())
            return head if any(cue.family in _NEXT for cue in senses) else None
        if parse.deps[token] not in {"conj", "advcl"}:
            return None
        token = head
    return None
