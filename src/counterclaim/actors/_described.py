"""Which named body of a story a body that is only described must be: “rebels”, “the company”, “army command”."""

import re

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
#: What a state's army is called, and what is only a part of its forces.
ARMIES = frozenset({("army",), ("military",), ("armed", "forces"), ("defence", "forces"), ("defense", "forces")})
BRANCHES = frozenset({("navy",), ("air", "force"), ("marines",), ("coast", "guard")})
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
    if (parts[-1],) in ARMIES:
        return bool(read_army(named.name))  # not what an armed group calls itself
    if parts[-1] in words.FIRMS:
        return key[-1] in FIRM_ENDS
    if any(part in REBELS or f"{part}s" in REBELS for part in parts):
        return key[-1] in REBEL_BODIES
    return key[-1] == parts[-1] not in COMMON


def read_army(name: str) -> str | None:
    """The state whose army a name describes (“Kenyan army”), empty where it names none (“armed forces”).

    None for other bodies and for proper names, whose nouns are written large (“Valley Army”), unless a country stands
    in front.
    """
    parts = [part for part in re.sub(r"['’]s\b", "", name).split() if part.lower() not in words.DETERMINERS]
    key = tuple(words.fold(part) for part in parts)
    for noun in ARMIES:
        front = key[: -len(noun)]
        if key[-len(noun) :] != noun or len(front) > 1:
            continue
        state = words.country_of(front[0]) if front else ""
        if not front or state in words.countries().values() or parts[-1].islower():
            return state
    return None


def is_branch(name: str) -> bool:
    """Whether a name is that of a part of a state's forces beside its army: “the navy”."""
    key = tuple(words.fold(part) for part in name.split())
    return any(key[-len(noun) :] == noun for noun in BRANCHES)
