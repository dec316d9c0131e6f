"""Whether a figure is a new total, one that takes the place of another, or comes on top: read from the words."""

import re
from itertools import islice

from counterclaim.figures._numbers import NumberPhrase
from counterclaim.figures._roles import CLIMB, REACHING, children, under
from counterclaim.records.mentions import FigureChange
from counterclaim.records.parses import Parse

RISING = frozenset("rise climb increase grow jump soar reach swell surge mount bring raise pass exceed".split())
FALLING = frozenset("fall drop decrease shrink lower reduce cut".split())
#: Verbs that say a total anew without telling which way it went.
REVISING = frozenset("revise correct update".split())
ADDING = frozenset({"another", "a further", "an additional"})
MORE_AFTER = re.compile(r" (?:more|additional|further|new|fresh)\b(?! than)", re.IGNORECASE)
MARKER = re.compile(r"\b(to|from|by) $", re.IGNORECASE)
#: A number of such words is a toll or a count, so that what “reached 19” is one.
COUNTS = frozenset("toll number total count tally figure death casualty fatality dead".split())
#: Verbs whose bare number is a count: “the union says 900”.
TELLING = frozenset({"say", "count"})
#: Prepositions between a count and the number that it is.
TIED = frozenset({"at", "to", "from", "of"})


def change_of(parse: Parse, text: str, number: NumberPhrase, top: int) -> FigureChange | None:
    """How the figure stands to an earlier count, None where nothing says so."""
    if number.hedge in ADDING or MORE_AFTER.match(text, number.number_end):
        return FigureChange.ADDED
    marker = MARKER.search(text, max(0, number.start - 8), number.start)
    verb = next((t for t in islice(parse.ancestors(top), CLIMB) if parse.pos[t] == "VERB"), None)
    reached = marker is None and parse.deps[top] in ("dobj", "attr")
    if verb is None or (marker is None and not reached) or not _of_a_count(parse, verb):
        return None
    preposition = marker[1].lower() if marker else ""
    lemma = parse.lemmas[verb]
    ways = {parse.words[c].lower() for c in children(parse, verb) if parse.deps[c] in ("advmod", "prt", "prep")}
    falls = lemma in FALLING or (lemma in REVISING and bool(ways & {"down", "downward", "downwards"}))
    rises = lemma in RISING or (lemma in REVISING and bool(ways & {"up", "upward", "upwards"}))
    if preposition == "by" and (rises or falls):
        return FigureChange.ADDED if rises else None
    if preposition == "from" and (rises or falls or lemma in REVISING):
        return FigureChange.FORMER
    if rises and (preposition == "to" or (reached and lemma in REACHING)):
        return FigureChange.RISEN
    return FigureChange.FALLEN if falls and preposition == "to" else None


def is_told(parse: Parse, top: int) -> bool:
    """Whether a bare number is a count all the same: “put the number of strikers at 900”, “the mayor says 12”."""
    above = parse.heads[top]
    if parse.deps[top] == "pobj" and parse.lemmas[above] == "of" and parse.lemmas[parse.heads[above]] == "speak":
        return True
    said = parse.deps[top] == "dobj" and above < top and parse.lemmas[above] in TELLING
    return said or _count_beside(parse, top) is not None


def counted_in(parse: Parse, top: int) -> int | None:
    """The noun that “put the number of strikers at 900” counts."""
    count = _count_beside(parse, top)
    of = (c for c in children(parse, count) if parse.lemmas[c] == "of") if count is not None else ()
    return next((noun for c in of for noun in children(parse, c) if parse.deps[noun] == "pobj" and noun != top), None)


def _count_beside(parse: Parse, top: int) -> int | None:
    """The “number” or “toll” that a bare number behind it tells: above it, or subject or object of its verb."""
    node = top
    for above in islice(parse.ancestors(top), CLIMB):
        dep = parse.deps[node]
        if dep not in ("prep", "pobj", "dobj", "acl") or (dep == "prep" and parse.words[node].lower() not in TIED):
            return None
        if parse.lemmas[above] in COUNTS and parse.pos[above] == "NOUN" and above < top:
            return above
        if parse.pos[above] == "VERB" and parse.deps[above] != "acl":
            parts = (c for c in children(parse, above) if parse.deps[c] in ("nsubj", "nsubjpass", "dobj") and c < top)
            return next((c for c in parts if parse.lemmas[c] in COUNTS), None)
        node = above
    return None


def _of_a_count(parse: Parse, verb: int) -> bool:
    """Whether the verb's subject or object is a toll or a number of something: prices rise too."""
    for child in children(parse, verb):
        if parse.deps[child] in ("nsubj", "nsubjpass", "dobj"):
            if any(parse.lemmas[inner] in COUNTS for inner in under(parse, child)):
                return True
    return False
