"""What befell the counted or what they did: the words of the clause that say so, as participles.

The role (`killed`, `detained`) is what disputes compare; the deed keeps what the text says of it (“kidnapped”,
“released”, “rescued”), and says something where no role fits.
"""

from collections.abc import Iterator

from counterclaim.figures._lexicon import deeds, participle
from counterclaim.figures._roles import CLIMB, CONTAINERS, NOUNS, NUMBER_DEPS, children
from counterclaim.records.parses import Parse
from counterclaim.records.spans import Span

#: Verbs that say little of the counted themselves: the one below, or nothing, does.
LIGHT = frozenset(
    "be have do get need want try begin start continue force manage able fail seem appear set use go come "
    "report claim say tell confirm believe put bring count estimate reach see cause make include involve total "
    "number leave help let suffer record know think".split()
)
#: At most so many deeds of one figure are kept.
MOST = 3


def deeds_of(parse: Parse, top: int, noun: int | None, phrase: range, counted: Span | None) -> tuple[str, ...]:
    """The deeds of a figure whose number is `top` and whose counted noun is `noun`: the words that modify the noun
    first, those right behind the `counted` phrase, then its clause."""
    node = top if noun is None else noun
    found = list(_beside(parse, node))
    if node != top:
        found.extend(_beside(parse, top))
    behind = parse.tokens_in(counted)[-1] + 1 if counted is not None and noun is not None else len(parse)
    if behind < len(parse) and parse.tags[behind] == "VBN" and parse.deps[behind] == "acl":
        found.append(_said(parse, behind))  # “members of the guard held by …”
    above = _above(parse, node, phrase)
    if above is None and noun is not None and noun != top and parse.heads[noun] != top:
        above = _above(parse, top, phrase)
    if above:
        found.append(above)
    return tuple(dict.fromkeys(found))[:MOST]


def _beside(parse: Parse, node: int) -> Iterator[str]:
    """“kidnapped miners”, “miners kidnapped by …”, “miners who were kidnapped”, “miners whose kidnapping …”."""
    for child in children(parse, node):
        dep, tag = parse.deps[child], parse.tags[child]
        if (dep in ("amod", "acl", "appos", "oprd", "advcl", "compound") and tag == "VBN") or (
            dep in ("amod", "acomp", "oprd") and (parse.lemmas[child], "state") in deeds()
        ):
            said = _of_object(parse, child) if parse.lemmas[child] in LIGHT else _said(parse, child)
            if said:
                yield said
        elif dep == "relcl":
            subject = next((c for c in children(parse, child) if parse.deps[c] in ("nsubj", "nsubjpass")), None)
            if subject is not None and any(parse.tags[c] == "WP$" for c in children(parse, subject)):
                event = deeds().get((parse.lemmas[subject], "event"))
                if event:
                    yield event
            elif subject is None or parse.tags[subject] in ("WP", "WDT") or tag == "VBN":
                said = _clause(parse, child)
                if said:
                    yield said


def _above(parse: Parse, node: int, phrase: range) -> str | None:
    """What the words above say, nearest first."""
    for _ in range(CLIMB):
        head, dep = parse.heads[node], parse.deps[node]
        if head == node:
            return None
        if dep == "pobj" and head in phrase:  # “up to 40” has the form of a preposition
            while head in phrase and parse.heads[head] != head:
                head = parse.heads[head]
            dep = "dobj"
        lemma = parse.lemmas[head]
        if dep in ("nsubj", "nsubjpass"):
            return _clause(parse, head) if parse.pos[head] in ("VERB", "AUX") else _state(parse, head)
        if dep in ("dobj", "obj", "dative"):
            return _of_object(parse, head)
        if dep == "pobj":
            above = parse.heads[head]
            event = deeds().get((parse.lemmas[above], "event"))
            if event:
                return event
            if lemma == "with":
                above = parse.heads[above] if parse.lemmas[above] in ("along", "together") else above
                return _said(parse, above) if parse.pos[above] == "VERB" and parse.lemmas[above] not in LIGHT else None
            if parse.lemmas[above] not in CONTAINERS:
                return None
            node = above
            continue
        if dep in ("compound", "nmod", "poss") and (lemma, "event") in deeds():
            return deeds()[lemma, "event"]
        if dep not in NUMBER_DEPS and dep not in ("conj", "appos", "prep"):
            return None
        if dep in ("conj", "appos") and parse.pos[head] not in NOUNS and parse.pos[head] != "NUM":
            return None
        node = head
    return None


def _clause(parse: Parse, verb: int) -> str | None:
    """The deed of a clause whose subject is counted: its verb, or the complement that a light verb leaves it to."""
    for _ in range(3):
        if parse.lemmas[verb] not in LIGHT and parse.pos[verb] == "VERB":
            states = (deeds().get((parse.lemmas[c], "state")) for c in children(parse, verb) if parse.deps[c] == "oprd")
            return next((state for state in states if state), None) or _said(parse, verb)
        below = [c for c in children(parse, verb) if parse.deps[c] in ("acomp", "attr", "oprd", "xcomp", "ccomp")]
        for child in below:
            state = _state(parse, child)
            if state:
                return state
        below = [c for c in below if parse.pos[c] in ("VERB", "AUX") and parse.deps[c] in ("xcomp", "ccomp")]
        if not below:
            return None
        verb = below[0]
    return None


def _of_object(parse: Parse, verb: int) -> str | None:
    """The deed of a verb whose object is counted: “rescued 12”, “left 12 trapped”, “took 12 hostage”."""
    for child in children(parse, verb):
        if parse.deps[child] in ("oprd", "acomp", "xcomp", "ccomp"):
            state = _state(parse, child)
            if state:
                return state
            if parse.deps[child] in ("xcomp", "ccomp") and parse.lemmas[verb] in LIGHT:
                return _clause(parse, child)
    return None if parse.lemmas[verb] in LIGHT else _said(parse, verb)


def _state(parse: Parse, token: int) -> str | None:
    for word in (parse.words[token].lower(), parse.lemmas[token]):
        state = deeds().get((word, "state"))
        if state:
            return state
    return _said(parse, token) if parse.tags[token] == "VBN" and parse.lemmas[token] not in LIGHT else None


def _said(parse: Parse, token: int) -> str:
    """The participle of a verb, or what a state is called."""
    lemma, word = parse.lemmas[token], parse.words[token].lower()
    if parse.tags[token] == "VBG" and not any(parse.deps[c] in ("dobj", "obj") for c in children(parse, token)):
        return word  # “two nurses travelling with …” is what they did
    particle = next((parse.words[c].lower() for c in children(parse, token) if parse.deps[c] == "prt"), None)
    if particle:
        return f"{participle(lemma)} {particle}"  # “shot down”
    state = deeds().get((word, "state")) or deeds().get((lemma, "state"))
    if state and (lemma, "verb") not in deeds():
        return state
    if (lemma, "verb") not in deeds() and parse.tags[token] == "VBN":
        return word
    return participle(lemma)
