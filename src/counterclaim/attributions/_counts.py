"""Counts that somebody makes or corrects: “counted 12 dead”, “raised the toll to 41”, “revised its estimate to 12”."""

from counterclaim.attributions._cues import Found, cue_range, is_verb, source_of
from counterclaim.attributions._tree import Tree

RULE = "verb.count"
#: Of “counted 12 dead” and “raised its count from 9 to 12”: read since the models were trained, which are not shown it.
UNSHOWN = "verb.tally"
_CORRECTS = frozenset("raise revise lower update increase reduce cut adjust correct upgrade downgrade".split())
_COUNTS = frozenset("toll estimate figure number count tally total forecast projection".split())


def read_count(tree: Tree, verb: int) -> Found | None:
    """The attribution of a verb whose object is a count that it takes to another number, or what it has counted."""
    parse = tree.parse
    lemma = parse.lemmas[verb]
    if lemma not in _CORRECTS | {"count"} or not is_verb(tree, verb) or tree.kid(verb, "auxpass") is not None:
        return None
    object_ = next((c for c in tree.kids(verb, "dobj") if c > verb), None)
    source = source_of(tree, verb) if object_ is not None else []
    if object_ is None or not source:
        return None
    start, end = tree.left[object_], tree.right[object_] + 1
    rule = UNSHOWN
    if lemma == "count":
        has = parse.tags[verb] in {"VBZ", "VBP"} and parse.pos[object_] in {"NOUN", "PROPN"}
        if parse.tags[start] != "CD" or has:
            return None  # “counts friends among them”, “the town counts 12 schools”
    else:
        if parse.lemmas[object_] not in _COUNTS:
            return None
        preps = (*tree.kids(verb, "prep", "dative"), *tree.kids(object_, "prep"))
        reached = next((e for prep in preps if (e := _new_number(tree, prep))), None)
        if reached is not None:
            rule = RULE
        else:
            reached = next((e for t in range(object_ + 1, tree.right[verb] + 1) if (e := _new_number(tree, t))), None)
        if reached is None:
            return None
        end = max(end, reached)
    return Found(rule, verb, source, [cue_range(tree, verb)], tree.without(start, end, []), "say")


def _new_number(tree: Tree, prep: int) -> int | None:
    """Where “to 41” ends whose first word is `prep`; None where it is something else."""
    start, end = tree.reach(prep)
    counted = any(tree.parse.tags[t] == "CD" for t in range(start, end))
    return end if tree.parse.words[prep].lower() == "to" and counted else None
