"""Questions that somebody leaves open: “is in no position to say who …”, “it is too early to tell whether …”."""

from collections.abc import Sequence

from counterclaim.claims._context import SUBJECTS, Context
from counterclaim.lexicons.open_questions import ABLE, FIND_OUT, TOO_SOON

#: What opens a question, and what stands before it in “but not why it fell”, “nor who did it”.
_WH = frozenset({"whether", "how", "who", "whom", "whose", "what", "why", "when", "where", "which"})
_NOT = frozenset({"not", "n't", "n’t", "nor"})
_CAN = frozenset({"can", "ca", "could", "able"})


def is_wh(context: Context, content: Sequence[int]) -> bool:
    """Whether a content is a question that its speaker does not answer: “(confirmed that …,) but not what it said”."""
    kept = [t for t in content if context.parse.pos[t] != "PUNCT"][:2]
    return len(kept) == 2 and context.parse.lemmas[kept[0]] in _NOT and context.parse.lemmas[kept[1]] in _WH


def asked(context: Context, verb: int) -> int | None:
    """The question that somebody cannot answer: the clause of “could not say who fired”."""
    parse = context.parse
    above = parse.heads[verb] if parse.deps[verb] == "xcomp" else verb
    top = parse.heads[above] if parse.deps[above] == "acomp" else above
    near = {parse.lemmas[t] for holder in {verb, above, top} for t in (holder, *parse.children[holder])}
    unable = not near.isdisjoint({"unable", "fail"}) or (not near.isdisjoint(_CAN) and not near.isdisjoint(_NOT))
    finds = parse.lemmas[verb] in FIND_OUT or _stands_with(context, verb, "find", "out")
    if not (unable and finds and parse.tags[verb] == "VB"):
        return None
    clauses = (c for c in parse.children[verb] if parse.deps[c] in ("ccomp", "advcl", "acl", "relcl") and c > verb)
    return next((c for c in clauses if _opens_question(context, c, verb)), None)


def asks_below(context: Context, main: int) -> bool:
    """Whether the clause of `main` is such a statement: “could not say who …”, “were unable to find out why …”."""
    parse = context.parse
    below = [c for c in parse.children[main] if parse.deps[c] in ("xcomp", "acomp")]
    verbs = [main, *below, *(c for t in below for c in parse.children[t] if parse.deps[c] == "xcomp")]
    return any(asked(context, verb) is not None for verb in verbs)


def _opens_question(context: Context, clause: int, verb: int) -> bool:
    parse = context.parse
    first = next((t for t in parse.subtree(clause) if t > verb), clause)
    return not _WH.isdisjoint(parse.lemmas[first : first + 2]) or parse.lemmas[first] == "if"


def _stands_with(context: Context, verb: int, lemma: str, particle: str) -> bool:
    parse = context.parse
    return parse.lemmas[verb] == lemma and any(parse.lemmas[c] == particle for c in parse.children[verb])


def enabling(context: Context, verb: int) -> int | None:
    """The “is” of “is in a position to say” and “is at liberty to discuss”, for the infinitive `verb`."""
    parse, above = context.parse, context.parse.heads[verb]
    if not any(parse.tags[c] == "TO" for c in parse.children[verb]):
        return None
    if parse.lemmas[above] in ABLE and parse.deps[above] == "pobj":  # the parser hangs it on the noun or on the verb
        above = parse.heads[parse.heads[above]]
    return above if above < verb and _able(context, above) is not None else None


def too_soon(context: Context, word: int) -> int | None:
    """The infinitive that “it is too early” leads to."""
    parse, be = context.parse, context.parse.heads[word]
    if parse.words[word].lower() not in TOO_SOON or parse.lemmas[be] != "be":
        return None
    below = (v for holder in (word, be) for v in parse.children[holder] if v > word and parse.tags[v] == "VB")
    return next((v for v in below if parse.lemmas[v] in FIND_OUT), None)


def leaves_open(context: Context, main: int, inside: set[int]) -> bool:
    """Whether the clause of `main` says that something cannot be said, by its speaker or by anybody yet."""
    parse = context.parse
    children = [c for c in parse.children[main] if c in inside]
    negated = any(parse.deps[c] == "neg" for c in children)
    able = _able(context, main)
    if able is not None and able in inside:
        told = next(
            (v for holder in (able, main) for v in parse.children[holder] if parse.tags[v] == "VB" and v > able), able
        )
        if parse.lemmas[told] not in FIND_OUT | {"confirm", "discuss", "answer"} or _to_somebody(context, told):
            return False  # “we are in no position to tell you how to vote”
        return negated or any(parse.lemmas[c] == "no" for c in parse.children[able])
    it = any(parse.deps[c] in SUBJECTS and parse.lemmas[c] == "it" for c in children)
    return it and not negated and any(too_soon(context, c) in inside for c in children)


def _to_somebody(context: Context, verb: int) -> bool:
    parse = context.parse
    return parse.lemmas[verb] == "tell" and any(parse.deps[c] in ("dobj", "dative") for c in parse.children[verb])


def _able(context: Context, be: int) -> int | None:
    """The “position” of “is in a position”."""
    parse = context.parse
    if parse.lemmas[be] != "be":
        return None
    held = (n for prep in parse.children[be] if parse.deps[prep] == "prep" for n in parse.children[prep])
    return next((n for n in held if parse.lemmas[n] in ABLE and parse.deps[n] == "pobj"), None)
