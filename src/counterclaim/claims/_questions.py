"""Questions that somebody leaves open: “is in no position to say who …”, “it is too early to tell whether …”."""

from counterclaim.claims._context import SUBJECTS, Context
from counterclaim.lexicons.open_questions import ABLE, FIND_OUT, TOO_SOON


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
            return False  # “we are not in a position to tell her what to do”
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
