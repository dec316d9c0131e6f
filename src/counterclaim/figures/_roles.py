"""What a figure counts and what happens to the counted, from the words around it in the dependency parse."""

from counterclaim.figures._lexicon import roles
from counterclaim.records.figure_relations import CIVILIANS, FIGHTERS, GENERAL_CIVILIANS, PEOPLE, singular
from counterclaim.records.mentions import FigureUnit
from counterclaim.records.parses import Parse

NUMBER_DEPS = frozenset(
    {"nummod", "quantmod", "compound", "number", "amod", "nmod", "det", "npadvmod", "advmod", "poss"}
)
NOUNS = frozenset({"NOUN", "PROPN"})
PERSONS = (
    PEOPLE
    | FIGHTERS
    | CIVILIANS
    | GENERAL_CIVILIANS
    | {"member", "family", "son", "daughter", "brother", "sister", "wife", "relative", "suspect", "hostage", "prisoner"}
)
#: Nouns that hold what is counted: a role is looked for above them.
CONTAINERS = frozenset("total group number estimate crowd list batch team force toll figure minimum maximum".split())
#: Verbs that make the counted do or leave something, and the prepositions of being somewhere and leaving it.
FORCING = frozenset({"force", "cause", "drive", "chase", "throw"})
PLACED = {"place": frozenset({"in", "behind", "into"}), "left": frozenset({"from", "of", "off"})}
#: What falls by being taken; shells, prices and people that fall ill do not.
TAKEN = frozenset(
    "place town village city district province region county area neighbourhood neighborhood suburb settlement camp "
    "position post outpost base barracks garrison checkpoint checkpost hill height ridge bridge port airport airfield "
    "airstrip fort fortress stronghold bastion headquarters front trench capital station".split()
)
#: Animals: what befalls them is told with the words for people, and is no toll of people.
ANIMALS = frozenset(
    "animal fish cattle livestock cow goat sheep pig horse donkey camel chicken hen poultry bird dog cat bee whale "
    "dolphin seal turtle elephant buffalo calf lamb".split()
)
#: Verbs that a toll takes with a number.
REACHING = frozenset({"reach", "pass", "exceed", "hit", "top", "near", "approach", "surpass"})
#: How far above the figure a role is looked for.
CLIMB = 8
#: How many children of a token, or tokens below it, are looked at.
MOST = 40


def children(parse: Parse, node: int) -> tuple[int, ...]:
    """The first children of a token: no English sentence has more, and hostile text must not cost more."""
    return parse.children[node][:MOST]


def under(parse: Parse, root: int) -> list[int]:
    """`root` and the tokens right below it in reading order, at most a few dozen."""
    found: list[int] = []
    stack = [root]
    while stack and len(found) < MOST:
        here = stack.pop()
        found.append(here)
        stack.extend(reversed(children(parse, here)))
    return sorted(found)


def role_of(parse: Parse, top: int, noun: int | None, phrase: range) -> FigureUnit | None:
    """The role of a figure, if any word gives one: its number is `top`, its counted noun `noun`, and `phrase` holds
    the tokens of hedge and number (“up to” has the form of a preposition and is none)."""
    node = top if noun is None else noun
    unit = _own(parse, noun) if noun is not None else None
    unit = unit or _below(parse, node) or _above(parse, node, phrase)
    if unit is None and noun is not None and noun != top and parse.heads[noun] != top:
        unit = _above(parse, top, phrase)
    if unit is None and not _is_whole(parse, node):
        unit = _beside(parse, phrase, node)
    if noun is not None and singular(parse.lemmas[noun]) in ANIMALS:
        return None
    if unit is FigureUnit.CAPTURED and noun is not None and singular(parse.lemmas[noun]) in PERSONS:
        return FigureUnit.DETAINED
    return unit


def _is_whole(parse: Parse, noun: int) -> bool:
    """Whether the noun holds all of whom a number before counts some (“3 of 12 soldiers were killed”)."""
    of = parse.heads[noun]
    return parse.deps[noun] == "pobj" and parse.lemmas[of] == "of" and of > 0 and parse.tags[of - 1] == "CD"


def _own(parse: Parse, noun: int) -> FigureUnit | None:
    """“12 deaths”, “200 hostages”."""
    found = roles().get((parse.lemmas[noun], "state")) or roles().get((parse.words[noun].lower(), "state"))
    return found if parse.pos[noun] in ("NOUN", "ADJ", "VERB", "PROPN") else None


def _below(parse: Parse, node: int) -> FigureUnit | None:
    """“12 dead civilians”, “nine people kidnapped by …”, “miners who were abducted”, “12 dead”."""
    for child in children(parse, node):
        lemma, dep, tag = parse.lemmas[child], parse.deps[child], parse.tags[child]
        if dep in ("amod", "acl", "oprd", "acomp", "appos", "advcl") or (dep == "advmod" and child > node):
            state = roles().get((lemma, "state")) or roles().get((parse.words[child].lower(), "state"))
            if state:
                return state
            if lemma == "leave" and tag in ("VBN", "VBD"):
                return _state_beside(parse, child)  # “families left homeless”
            if tag == "VBN" and (lemma, "object") in roles():
                return roles()[lemma, "object"]
            if dep == "acl" and tag == "VBG" and (lemma, "subject") in roles():
                return roles()[lemma, "subject"]
        if dep == "relcl":
            passive = any(parse.deps[c] == "nsubjpass" for c in children(parse, child))
            unit = _clause(parse, child, passive=passive, subject=node)
            if unit:
                return unit
    after = node + 1
    if parse.pos[node] == "NUM" and after < len(parse) and parse.heads[after] != after:
        return roles().get((parse.words[after].lower(), "state"))
    return None


def _clause(parse: Parse, verb: int, *, passive: bool, subject: int | None = None) -> FigureUnit | None:
    """The role that a verb gives to its subject, its complements (“were forced to flee”, “had to be evacuated”)
    included."""
    if parse.lemmas[verb] == "fall":
        taken = subject is not None and any(singular(parse.lemmas[i]) in TAKEN for i in under(parse, subject))
        return FigureUnit.CAPTURED if taken else None
    node, seen = verb, 0
    while seen < 3:
        lemma = parse.lemmas[node]
        has_passive = passive or any(parse.deps[c] == "auxpass" for c in children(parse, node))
        unit = roles().get((lemma, "object" if has_passive else "subject"))
        perfect = any(parse.deps[c] == "aux" and parse.lemmas[c] == "have" for c in children(parse, node))
        if unit is None and parse.tags[node] == "VBN" and not perfect:
            unit = roles().get((lemma, "object"))
        unit = unit or roles().get((parse.words[node].lower(), "state"))
        if unit:
            return unit
        if lemma == "leave" and any(parse.lemmas[c] == "home" for c in children(parse, node)):
            return FigureUnit.DISPLACED
        for child in children(parse, node):
            if parse.deps[child] in ("acomp", "attr", "oprd"):
                found = roles().get((parse.lemmas[child], "state")) or roles().get(
                    (parse.words[child].lower(), "state")
                )
                if found:
                    return found
            if lemma == "be" and parse.deps[child] == "prep":  # “among the dead”
                for inner in children(parse, child):
                    if (parse.lemmas[inner], "state") in roles():
                        return roles()[parse.lemmas[inner], "state"]
                found = _at_place(parse, child, "place")
                if found:
                    return found
        following = [c for c in children(parse, node) if parse.deps[c] == "xcomp"]
        if not following:
            return None
        node, passive, seen = following[0], False, seen + 1
    return None


def _beside(parse: Parse, phrase: range, node: int) -> FigureUnit | None:
    """The role that a verb right before or right behind gives, whatever the parse says (“12 soldiers killed”)."""
    before, after = phrase[0] - 1, max(node, phrase[-1]) + 1
    if (
        before >= 0
        and parse.tags[before].startswith("VB")
        and parse.sentence_index(before) == parse.sentence_index(node)
    ):
        unit = roles().get((parse.lemmas[before], "object"))
        if unit:
            return unit
    for index in range(after, min(after + 4, len(parse))):
        if parse.tags[index] == "VBN":
            if parse.lemmas[index - 1] == "have":
                return None  # “have taken” is what they did, not what befell them
            return roles().get((parse.lemmas[index], "object"))
        if parse.pos[index] not in ("AUX", "ADV"):
            break
    return None


def _above(parse: Parse, node: int, phrase: range) -> FigureUnit | None:
    """The role that the words above give, nearest first."""
    for _ in range(CLIMB):
        head, dep = parse.heads[node], parse.deps[node]
        if dep == "pobj" and head in phrase:
            while head in phrase and parse.heads[head] != head:
                head = parse.heads[head]
            dep = "dobj"
        if head == node:
            return None
        lemma = parse.lemmas[head]
        if dep in ("conj", "appos"):
            unit = _below(parse, head) if parse.pos[head] in NOUNS or parse.pos[head] == "NUM" else None
            if unit:
                return unit
        elif dep in ("nsubjpass", "nsubj"):
            state = roles().get((parse.words[head].lower(), "state")) or roles().get((lemma, "state"))
            return state or _clause(parse, head, passive=dep == "nsubjpass", subject=node)
        elif dep in ("dobj", "obj", "dative"):
            unit = roles().get((lemma, "object"))
            if unit:
                return unit
            if lemma == "leave":
                return _state_beside(parse, head)
            if lemma in REACHING:
                return _toll(parse, head)
            if lemma in ("see", "claim", "cause", "report", "confirm", "record", "suffer"):
                return None
            if lemma in FORCING:
                return _clause(parse, head, passive=False) or _out_of_place(parse, head)
            return _clause_of_object(parse, head)
        elif dep == "ccomp" and parse.lemmas[head] == "leave":
            return None
        elif dep == "pobj":
            above = parse.heads[head]
            if lemma == "to" and parse.pos[above] == "ADP" and parse.heads[above] != above:
                above = parse.heads[above]  # “down to 14”
            if lemma == "with" and parse.lemmas[above] in ("along", "together"):
                # “took the bridge along with 11 posts”: what befell the one befell the other
                above = parse.heads[above]
                if parse.pos[above] == "VERB":
                    return roles().get((parse.lemmas[above], "object"))
                node = above
                continue
            if parse.pos[above] in NOUNS:
                unit = roles().get((parse.lemmas[above], "event")) or roles().get((parse.lemmas[above], "state"))
                if unit:
                    return unit
                if parse.lemmas[above] not in CONTAINERS:
                    return None
                node = above
                continue
            if parse.pos[above] in ("VERB", "AUX"):
                return _toll(parse, above)
            return None
        elif dep == "attr":
            return _toll(parse, head)
        elif dep in ("compound", "nmod", "poss") and (lemma, "event") in roles():
            return roles()[lemma, "event"]
        elif dep not in NUMBER_DEPS:
            return None
        node = head
    return None


def _at_place(parse: Parse, preposition: int, kind: str) -> FigureUnit | None:
    """“in custody”, “behind bars” (place), “from their homes” (left): what being there, or out of it, comes to."""
    if parse.lemmas[preposition] not in PLACED[kind]:
        return None
    return next((unit for c in children(parse, preposition) if (unit := roles().get((parse.lemmas[c], kind)))), None)


def _out_of_place(parse: Parse, verb: int) -> FigureUnit | None:
    """“forced 60 families from their homes”, “drove 60 families out of the village”."""
    found = (_at_place(parse, child, "left") for child in under(parse, verb) if parse.deps[child] == "prep")
    return next((unit for unit in found if unit), None)


def _state_beside(parse: Parse, verb: int) -> FigureUnit | None:
    """“left 12 dead”."""
    for child in children(parse, verb):
        found = roles().get((parse.words[child].lower(), "state"))
        if found:
            return found
    return None


def _clause_of_object(parse: Parse, verb: int) -> FigureUnit | None:
    """“forced 60 traders to flee”, “held two men hostage”."""
    for child in children(parse, verb):
        if parse.deps[child] in ("xcomp", "oprd", "ccomp", "acomp"):
            found = roles().get((parse.words[child].lower(), "state")) or roles().get((parse.lemmas[child], "subject"))
            if found:
                return found
    return None


def _toll(parse: Parse, verb: int) -> FigureUnit | None:
    """“the death toll rose to 12”, “put the toll at 12”, “the number of injured was 30”."""
    for child in children(parse, verb):
        if parse.deps[child] in ("nsubj", "nsubjpass", "dobj"):
            for node in under(parse, child):
                lemma = parse.lemmas[node]
                unit = roles().get((lemma, "state")) or roles().get((parse.words[node].lower(), "state"))
                unit = unit or roles().get((lemma, "event"))
                if unit:
                    return unit
    return None
