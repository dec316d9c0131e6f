"""Verbs in the active: “said that …”, “denied …”, “put the losses at …”, “X, he said, …”."""

from collections.abc import Mapping

from counterclaim.attributions._clauses import clause_content, clause_pattern
from counterclaim.attributions._cues import (
    ANSWERS,
    Cues,
    Found,
    cue_range,
    is_verb,
    phrase_before,
    senses_of_verb,
    source_of,
)
from counterclaim.attributions._passives import passive_subject, read_passive
from counterclaim.attributions._tree import Ranges, Tree
from counterclaim.lexicons import Cue

_EMPTY_OBJECTS = frozenset({"it", "that", "this", "so", "something", "anything", "nothing", "what", "which", "who"})
_GOES_ON = frozenset({"for", "with", "over", "as", "against", "between", "among", "of", "about", "into", "from", "to"})


def read_verb(tree: Tree, cues: Cues, verb: int) -> Found | None:
    """The attribution of a verb that is a cue and has a complement, if any."""
    parse = tree.parse
    if not is_verb(tree, verb):
        return None
    senses, particle = senses_of_verb(tree, cues, verb)
    if not senses:
        return None
    if tree.kid(verb, "auxpass") is not None and passive_subject(tree, verb) is not None:
        return read_passive(tree, senses, verb, particle)
    if parse.tags[verb] == "VBN" and parse.deps[verb] in {"acl", "relcl"} and tree.kid(verb, "aux") is None:
        return None  # “troops expected to leave”: nobody is named who expects
    patterns = {pattern: sense for sense in reversed(senses) for pattern in sense.patterns}
    found = _complement(tree, patterns, verb)
    if found is None:
        return _read_answer(tree, patterns, verb) or _read_aside(tree, patterns, verb)
    pattern, content, link = found
    asked = parse.tags[verb] == "VBN" and parse.deps[verb] == "advcl" and "recipient" in patterns
    source = [] if asked else source_of(tree, verb)  # “asked whether …, he said”: nobody is named who asks
    cue = cue_range(tree, verb, particle, link)
    return Found(f"verb.{_family(pattern)}", verb, source, [cue], content, patterns[pattern].family)


def _family(pattern: str) -> str:
    return "to" if "+" in pattern else pattern


def _complement(tree: Tree, patterns: Mapping[str, Cue], verb: int) -> tuple[str, Ranges, int | None] | None:
    """The pattern that holds, the content, and the preposition that belongs to the cue."""
    parse = tree.parse
    clauses = [c for c in parse.children[verb] if parse.deps[c] in {"ccomp", "xcomp", "advcl", "csubj", "oprd"}]
    clauses.sort(key=lambda c: c < verb)  # those after the verb first
    object_ = next((c for c in parse.children[verb] if parse.deps[c] in {"dobj", "dative"} and c > verb), None)
    asked = next((c for c in tree.kids(verb, "dobj") if c < verb and parse.tags[c] in {"WP", "WDT"}), None)
    predicate = tree.kid(verb, "oprd")
    if asked is not None and predicate is not None and "obj-pred" in patterns:  # “what he called a betrayal”
        return "obj-pred", [(asked, asked + 1), *tree.without(*tree.reach(predicate), [])], None
    for clause in clauses:
        if clause < verb and tree.kid(verb, "nsubj", "nsubjpass") is None and tree.kid(clause, "nsubj") is not None:
            rest = tree.without(verb + 1, tree.right[verb] + 1, [])  # “Front denies defeat, says army in retreat”
            return ("that", rest, None) if rest and "that" in patterns else None
        if clause < verb and "quote" not in patterns:
            continue  # only verbs of saying follow what they report
        pattern = clause_pattern(tree, verb, clause, object_)
        between = object_ is not None and verb < object_ < clause
        if pattern in {"inf", "ing"} and between and f"obj-{pattern}" in patterns:
            pattern = f"obj-{pattern}"
        if pattern == "obj-ing" and pattern not in patterns and parse.deps[clause] == "ccomp":
            pattern = "that"  # a headline's clause: “says talks continuing”
        if pattern is None or pattern not in patterns:
            continue
        if pattern.startswith("obj-") and object_ is not None and object_ < clause:
            start = tree.left[object_]
            return pattern, tree.without(start, tree.right[clause] + 1, []), None
        content = clause_content(tree, verb, clause)
        if content:
            return pattern, content, None
    preps = [c for c in parse.children[verb] if parse.deps[c] in {"prep", "dative"} and c > verb]
    for prep in preps:
        word = parse.words[prep].lower()
        inner = tree.kid(prep, "pobj", "pcomp", "amod", "advmod")  # “as baseless”
        if inner is None:
            continue
        if f"obj-{word}" in patterns and object_ is not None and object_ < prep and _is_estimate(tree, word, prep):
            end = _end_of_counts(tree, tree.right[prep] + 1)
            return f"obj-{word}", tree.without(tree.left[object_], end, []), None
        if f"not+{word}" in patterns and tree.is_negated(verb):
            return f"not+{word}", tree.without(*tree.reach(inner), []), prep
        if f"+{word}" in patterns:
            return f"+{word}", tree.without(tree.left[inner], _end_of_object(tree, verb, inner), []), prep
    if object_ is not None and parse.deps[object_] == "dobj":
        for prep in tree.kids(object_, "prep"):
            word = parse.words[prep].lower()
            if f"obj-{word}" in patterns and _is_estimate(tree, word, prep):
                return f"obj-{word}", tree.without(*tree.reach(object_), []), None
        if "obj" in patterns and _is_content(tree, patterns["obj"], object_):
            return "obj", tree.without(tree.left[object_], _end_of_object(tree, verb, object_), []), None
    return None


def _is_estimate(tree: Tree, word: str, prep: int) -> bool:
    """Whether “at” leads to a number: “put the losses at twelve”, not “put guards at the gate”."""
    return word != "at" or any(tree.parse.tags[t] == "CD" for t in range(prep, tree.right[prep] + 1))


def _end_of_counts(tree: Tree, end: int) -> int:
    """Where a row of counts ends that begins before `end`: “12 dead | and 30 injured”."""
    parse = tree.parse
    while end + 2 < len(parse) and parse.words[end].lower() in {"and", ","} and parse.tags[end + 1] == "CD":
        end += 3 if parse.words[end + 2].isalpha() else 2
    return end


def _end_of_object(tree: Tree, verb: int, object_: int) -> int:
    """Where the object ends, with what the parser hung on the verb though it says more of the object: “criticised the
    army for shelling the town”, “called on rebels to leave”."""
    parse = tree.parse
    end = tree.right[object_] + 1
    for child in parse.children[verb]:
        if child < end:
            continue
        clause = {"xcomp", "ccomp", "acl", "relcl"}
        if parse.heads[object_] != verb and parse.words[tree.left[child]].lower() == "to":
            clause.add("advcl")  # “called on both sides to stop”
        goes_on = (parse.deps[child] == "prep" and parse.words[child].lower() in _GOES_ON) or (
            parse.deps[child] in clause and tree.left[child] == end
        )
        if tree.left[child] != end or not goes_on:
            break
        end = tree.right[child] + 1
    return end


def _is_content(tree: Tree, sense: Cue, object_: int) -> bool:
    word = tree.parse.words[object_].lower()
    if sense.family in ANSWERS or sense.family == "judge":  # “confirmed this”, “denied it”
        return word not in {"what", "which", "who"}
    return word not in _EMPTY_OBJECTS


def _read_answer(tree: Tree, patterns: Mapping[str, Cue], verb: int) -> Found | None:
    """“…, a claim the rebels denied”: what is denied, confirmed or doubted is the noun before the clause."""
    parse = tree.parse
    sense = patterns.get("obj")
    if sense is None or sense.family not in ANSWERS or parse.deps[verb] != "relcl" or tree.kid(verb, "nsubj") is None:
        return None
    if parse.pos[parse.heads[verb]] not in {"NOUN", "PROPN"}:
        return None
    content = [phrase_before(tree, parse.heads[verb], tree.left[verb])]
    return Found("verb.obj", verb, source_of(tree, verb), [cue_range(tree, verb)], content, sense.family)


def _read_aside(tree: Tree, patterns: Mapping[str, Cue], verb: int) -> Found | None:
    """“X, he said, Y” and “as he said”: the content is the clause that the verb is set into."""
    parse = tree.parse
    sense = patterns.get("quote") or patterns.get("that")
    if sense is None or sense.family not in {"say", "thought", "confirm"}:
        return None
    dep, head = parse.deps[verb], parse.heads[verb]
    if head == verb or tree.kid(verb, "nsubj") is None:
        return None
    as_ = dep == "advcl" and parse.words[tree.left[verb]].lower() == "as"
    if (not as_ and dep != "parataxis") or (as_ and (sense.family == "thought" or parse.lemmas[verb] == "continue")):
        return None
    if parse.pos[head] not in {"VERB", "AUX"} and not as_:
        return None
    if as_ and any(0 < tree.left[verb] - negation <= 2 for negation in tree.kids(head, "neg")):
        return None  # “it is not, as he claimed, a school”: he claimed that it is
    start, end = tree.reach(head)
    content = tree.without(start, end, [tree.reach(verb)])
    if not content:
        return None
    return Found("verb.aside", verb, source_of(tree, verb), [cue_range(tree, verb)], content, sense.family)
