"""Counts that somebody corrects: “raised the death toll to 41”, “has revised its estimate down to 12”."""

from counterclaim.attributions._cues import Found, cue_range, is_verb, source_of
from counterclaim.attributions._tree import Tree

RULE = "verb.count"
_CORRECTS = frozenset("raise revise lower update increase reduce cut adjust correct upgrade downgrade".split())
_COUNTS = frozenset("toll estimate figure number count tally total forecast projection".split())


def read_count(tree: Tree, verb: int) -> Found | None:
    """The attribution of a verb whose object is a count that it takes to another number."""
    parse = tree.parse
    if parse.lemmas[verb] not in _CORRECTS or not is_verb(tree, verb) or tree.kid(verb, "auxpass") is not None:
        return None
    object_ = next((c for c in tree.kids(verb, "dobj") if c > verb and parse.lemmas[c] in _COUNTS), None)
    source = source_of(tree, verb) if object_ is not None else []
    if object_ is None or not source:
        return None
    for prep in (*tree.kids(verb, "prep", "dative"), *tree.kids(object_, "prep")):
        start, end = tree.reach(prep)
        if parse.words[prep].lower() == "to" and any(parse.tags[t] == "CD" for t in range(start, end)):
            content = tree.without(tree.left[object_], max(end, tree.right[object_] + 1), [])
            return Found(RULE, verb, source, [cue_range(tree, verb)], content, "say")
    return None
