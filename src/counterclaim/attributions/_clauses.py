"""Complement clauses: of which kind one is, and which of its words are what is reported."""

from counterclaim.attributions._tree import Ranges, Tree

_FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})
_WH = frozenset({"what", "who", "whom", "whose", "which", "where", "when", "why", "how", "whether", "if"})


def clause_pattern(tree: Tree, verb: int, clause: int, object_: int | None) -> str | None:
    """What kind of complement a clause is: that, wh, inf, ing, obj-inf, obj-pred, or None."""
    parse = tree.parse
    dep, tag = parse.deps[clause], parse.tags[clause]
    if dep == "oprd":
        return "obj-pred" if object_ is not None else None
    to = any(parse.tags[c] == "TO" for c in tree.kids(clause, "aux"))
    subject = tree.kid(clause, "nsubj", "nsubjpass", "expl", "csubj")
    first = parse.words[tree.left[clause]].lower()
    finite = tag in _FINITE_TAGS or any(parse.tags[c] in _FINITE_TAGS for c in tree.kids(clause, "aux", "auxpass"))
    if dep == "advcl":
        return "wh" if first in {"whether", "if", "why", "how"} and clause > verb else None
    if first in _WH and tree.left[clause] > verb:
        return "wh"
    if to:
        return "obj-inf" if subject is not None else "inf"
    if finite:
        return "that"
    if tag == "VBG":
        return "obj-ing" if subject is not None and parse.deps[subject] != "poss" else "ing"
    if dep == "ccomp":
        return "that" if subject is None or clause < verb or tag[:2] == "VB" else "obj-pred"
    return "obj-pred" if subject is not None or object_ is not None else None


def clause_content(tree: Tree, verb: int, clause: int) -> Ranges:
    """The words of a complement clause, without the words of the cue's own clause that stand inside its reach."""
    start, end = tree.reach(clause)
    if end <= verb:
        return tree.without(start, end, [])
    if not start <= verb < end:
        return tree.without(start, end, [])
    own = [tree.left[c] for c in tree.parse.children[verb] if c != clause and start < tree.left[c] < verb]
    return tree.without(start, end, [(min(own, default=verb), verb + 1)])  # “which | he said | was false”
