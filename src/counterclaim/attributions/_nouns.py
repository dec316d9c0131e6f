"""Nouns: “its claim that …”, “the denial of …”, “reports of …”, and “no official confirmation of …”."""

from counterclaim.attributions._cues import GIVING, Cues, Found, cue_range, source_of
from counterclaim.attributions._tree import Ranges, Tree
from counterclaim.lexicons import Cue

_OFFICES = frozenset({"ministry", "department", "government", "office", "head", "minister", "secretary", "leader"})
_RUMOURS = frozenset({"report", "rumour", "rumor", "allegation"})  # “reports of shelling” need no source


def read_noun(tree: Tree, cues: Cues, noun: int) -> Found | None:
    """“its claim that …”, “the denial of …”, “the hope is that …”, “no official confirmation of …”."""
    parse = tree.parse
    senses = cues.get((parse.lemmas[noun], "noun"))
    if parse.pos[noun] != "NOUN" or not senses:
        return None
    absence = next((sense for sense in senses if sense.family == "absence"), None)
    denier = _denied(tree, noun) if absence is not None else None
    if absence is not None and denier is not None:
        return _read_absence(tree, absence, noun, denier)
    sense = next((sense for sense in senses if sense.family != "absence"), None)
    if sense is None:
        return None
    pattern, content, source, cue_end = _noun_parts(tree, sense, noun)
    source = source or _holder(tree, noun)
    rumoured = parse.tags[noun] == "NNS" and parse.lemmas[noun] in _RUMOURS
    if not content or (pattern not in {"that", "wh"} and not source and not rumoured):
        return None
    rule = pattern if pattern in {"that", "wh", "inf"} else "of"
    return Found(f"noun.{rule}", noun, source, [(noun, cue_end)], content, sense.family)


def _noun_parts(tree: Tree, sense: Cue, noun: int) -> tuple[str, Ranges, Ranges, int]:
    """Pattern, content, source and the end of the cue of a noun, from what hangs on it."""
    parse = tree.parse
    pattern = ""
    content: Ranges = []
    source: Ranges = []
    cue_end = noun + 1
    for child in parse.children[noun]:
        dep, word = parse.deps[child], parse.words[child].lower()
        if dep in {"acl", "relcl", "ccomp"} and child > noun and not content:
            mark = parse.words[tree.left[child]].lower()
            found = (
                "that"
                if mark == "that" and _is_whole(tree, child)
                else "inf"
                if mark == "to" and parse.tags[child] == "VB"
                else "wh"
                if mark in {"whether", "if"}
                else ""
            )
            if found in sense.patterns:
                pattern, content = found, tree.without(*tree.reach(child), [])
        elif dep == "poss":
            source = [tree.trimmed(tree.left[child], _without_case(tree, child))]
        elif dep == "prep" and child > noun:
            inner = tree.kid(child, "pobj", "pcomp")
            if inner is None:
                continue
            if word in {"by", "from"}:
                source = [tree.trimmed(*tree.noun_phrase(inner))]
            elif f"+{word}" in sense.patterns and not content:
                pattern, content = f"+{word}", tree.without(*tree.reach(inner), [])
                cue_end = child + 1 if child == noun + 1 else cue_end
    verb = parse.heads[noun]
    if not content and parse.lemmas[verb] == "be" and parse.deps[noun] == "nsubj" and "that" in sense.patterns:
        clause = tree.kid(verb, "ccomp")
        if clause is not None and clause > verb and parse.words[tree.left[clause]].lower() == "that":
            pattern, content, cue_end = "that", tree.without(*tree.reach(clause), []), noun + 1
    return pattern, content, source, cue_end


def _is_whole(tree: Tree, clause: int) -> bool:
    """Whether a clause after “that” is complete, so that “that” is no relative pronoun standing in it."""
    parse = tree.parse
    first = tree.left[clause]
    return parse.deps[first] == "mark" or (
        parse.deps[first] not in {"nsubj", "nsubjpass"} and tree.kid(clause, "nsubj", "nsubjpass", "expl") is not None
    )


def _without_case(tree: Tree, possessor: int) -> int:
    case = tree.kid(possessor, "case")
    return case if case is not None else tree.right[possessor] + 1


def _holder(tree: Tree, noun: int) -> Ranges:
    """Who makes the claim in “they made the claim that …”."""
    parse = tree.parse
    verb = parse.heads[noun]
    if parse.deps[noun] == "dobj" and parse.lemmas[verb] in {
        "make", "issue", "have", "express", "voice", "raise", "release", "publish", "repeat", "give", "hold", "share",
        "send", "post", "put",
    }:  # fmt: skip
        return source_of(tree, verb)
    return []


def _denied(tree: Tree, noun: int) -> int | None:
    """The token that says that there is none: “no” before the noun, or “not” at its verb."""
    parse = tree.parse
    no = next((c for c in tree.kids(noun, "det") if parse.words[c].lower() in {"no", "any", "neither"}), None)
    if no is not None and parse.words[no].lower() == "no":
        return no
    verb = parse.heads[noun]
    if parse.deps[noun] == "dobj" and parse.lemmas[verb] in GIVING and noun > verb:
        negated = tree.kid(verb, "neg")
        if (
            negated is None
            and parse.deps[verb] == "xcomp"
            and "yet" in map(str.lower, parse.words[max(0, verb - 3) : verb])
        ):
            negated = parse.heads[verb]
        return negated
    return None


def _read_absence(tree: Tree, sense: Cue, noun: int, denier: int) -> Found | None:
    """“there was no confirmation from X of Y”, “X gave no details of Y”, “no word on whether Y”."""
    parse = tree.parse
    verb = parse.heads[noun]
    _, content, source, _ = _noun_parts(tree, sense, noun)
    start = denier
    governed = parse.pos[verb] in {"VERB", "AUX"} and verb < noun
    if governed:
        there = tree.kid(verb, "expl")
        if there is not None and noun - there < 10:
            start = there
        elif parse.lemmas[verb] in GIVING:
            start = cue_range(tree, verb)[0]
            source = source or source_of(tree, verb)
    if not content:
        last = (tree.right[verb] if governed else tree.right[noun]) + 1
        content, limit = _thing_absent(tree, sense, noun, last)
        source = [tree.trimmed(low, min(high, limit)) for low, high in source if low < limit]
    for token in range(noun + 1, min(noun + 8, len(parse))):
        if not source and parse.words[token].lower() in {"from", "by"} and parse.deps[token] == "prep":
            inner = tree.kid(token, "pobj")
            if inner is not None:
                source = [tree.trimmed(*tree.noun_phrase(inner))]
    source = [part for part in source if part[0] < part[1]]
    return Found("noun.absent", noun, source, [(start, noun + 1)], content, sense.family)


def _thing_absent(tree: Tree, sense: Cue, noun: int, last: int) -> tuple[Ranges, int]:
    """What there is no word of, wherever the parser hung it after the noun, and where the words for it begin."""
    parse = tree.parse
    for token in range(noun + 1, last):
        word = parse.words[token].lower()
        if word in {"whether", "that", "if", "how", "when"} and parse.deps[token] in {"mark", "advmod"}:
            clause = parse.heads[token]
            return tree.without(token, tree.right[clause] + 1, []), token
        if f"+{word}" in sense.patterns and parse.deps[token] == "prep" and word != "for":
            inner = tree.kid(token, "pobj", "pcomp")
            near = parse.heads[token]
            if inner is not None and (near <= noun or parse.lemmas[near] not in _OFFICES):
                return tree.without(*tree.reach(inner), []), token
    return [], last
