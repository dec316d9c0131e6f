"""Which named body of a story a body that is only described must be: “rebels”, “the company”, “army command”."""

from counterclaim.actors import _words as words
from counterclaim.actors._names import name_key
from counterclaim.records.mentions import Actor, ActorKind

#: A description of more words tells of somebody in particular.
MOST_WORDS = 3
#: Those who fight a state, and the last words of the names that their bodies give themselves.
REBELS = frozenset("rebels insurgents guerrillas separatists militants".split())
REBEL_BODIES = frozenset("front movement militia brigade brigades resistance insurgency".split())
#: The last words of the names of businesses.
FIRM_ENDS = frozenset("ab ag asa bv corp corporation gmbh inc limited ltd llc nv oy plc".split())
#: Nouns of so many bodies that a name which ends in one is not meant by it.
COMMON = frozenset("group organisation organization agency network body office team".split())
BODIES = frozenset({ActorKind.ORGANISATION, ActorKind.GROUP})


def is_described(actor: Actor) -> bool:
    """Whether the party goes by a noun for bodies, with nothing but what kind of one it is before it."""
    *before, noun = actor.name.split() or [""]
    known = words.nouns().get(noun.lower())
    body = noun.lower() in REBELS or (known is not None and known.kind == "organisation")
    plain = all(word.lower() in words.nouns() and (i == 0 or word.islower()) for i, word in enumerate(before))
    return body and plain and len(before) < MOST_WORDS


def may_be(described: Actor, named: Actor) -> bool:
    """Whether the name ends in the noun of the description, or in one for bodies of that kind."""
    key = name_key(named.name)
    if named.kind not in BODIES or len(key) < 2 or is_described(named):
        return False
    parts = described.name.lower().split()
    if parts[-1] in words.FIRMS:
        return key[-1] in FIRM_ENDS
    if any(part in REBELS or f"{part}s" in REBELS for part in parts):
        return key[-1] in REBEL_BODIES
    return key[-1] == parts[-1] not in COMMON
