"""Claims to event types: the words of the content that the lexicon knows, the nearest to its main verb first.

Words that only describe a participant (“the miners who were abducted”) or modify a noun tell of another event and are
kept as alternatives alone. A light verb (“carried out an attack”) leaves it to its arguments what happened.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from counterclaim.lexicons.events import EventSense, EventWords, Test, load_events
from counterclaim.records.claims import Claim
from counterclaim.records.events import EventType
from counterclaim.records.parses import Parse
from counterclaim.records.spans import Spans

#: How much of its weight a word keeps for each head between it and the main word, by how it hangs on that head.
STEP = 0.85
LIGHT_STEP = 0.97
CLAUSE_STEP = {"relcl": 0.45, "acl": 0.55, "advcl": 0.6, "amod": 0.45, "compound": 0.6, "poss": 0.5, "appos": 0.6}
#: Below this a word is too far from the main one to say what the claim is about. Set by hand, see docs/decisions/0018.
THRESHOLD = 0.5
_OBJECTS = frozenset({"dobj", "nsubjpass", "attr", "oprd", "dative"})
_SUBJECTS = frozenset({"nsubj", "agent", "csubj"})
_POS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "verb"}


@dataclass(frozen=True, slots=True)
class _Found:
    weight: float
    start: int
    end: int
    sense: EventSense


def type_events(parse: Parse, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims with the event that each tells of, where it tells of one."""
    return tuple(replace(claim, event=event_type_of(parse, claim.content)) for claim in claims)


def event_type_of(parse: Parse, content: Spans) -> EventType | None:
    """The event that the words at `content` tell of; None where they tell of none that the ontology knows."""
    lexicon = load_events()
    tokens = [token for span in content for token in parse.tokens_in(span)]
    found = sorted(_found(parse, tokens, lexicon), key=lambda each: (-each.weight, each.start))
    if not found or found[0].weight < THRESHOLD:
        return None
    best, *others = found
    sense = _refined(best.sense, [each.sense for each in others if each.weight >= THRESHOLD])
    labels = dict.fromkeys(_label(each.sense) for each in others)
    labels.pop(_label(sense), None)
    return EventType(
        event=sense.event,
        mode=sense.mode,
        sub_type=sense.sub_type,
        span=parse.span(best.start, best.end),
        rule="lexicon",
        score=round(best.weight, 3),
        alternatives=tuple(labels)[:3],
    )


def _refined(sense: EventSense, others: Sequence[EventSense]) -> EventSense:
    """The sense with the mode that another word gives: “killed in the air raid” tells how."""
    if sense.mode is not None:
        return sense
    return next((other for other in others if other.event == sense.event and other.mode is not None), sense)


def _label(sense: EventSense) -> str:
    return "/".join(filter(None, (sense.event.value, sense.mode)))


def _found(parse: Parse, tokens: Sequence[int], lexicon: EventWords) -> Iterator[_Found]:
    """The words of the content that the lexicon reads, with the weight of their place in it."""
    inside = set(tokens)
    weights: dict[int, float] = {}
    taken: set[int] = set()
    for token in tokens:
        if token in taken or parse.pos[token] not in _POS:
            continue
        for key, start, end in _keys(parse, token, inside):
            sense = _sense(parse, token, lexicon.senses.get(key, ()))
            if sense is not None:
                taken.update(range(start, end))
                yield _Found(_weight(parse, token, inside, lexicon, weights), start, end, sense)
                break


def _keys(parse: Parse, token: int, inside: set[int]) -> Iterator[tuple[tuple[str, str], int, int]]:
    """The entries that a word may stand under, longest first: with its particle or its modifier, then alone."""
    lemma, pos = parse.lemmas[token].lower(), _POS[parse.pos[token]]
    if pos == "verb":
        for child in parse.children[token]:
            if (
                child in inside
                and child > token
                and parse.deps[child] in ("prt", "prep", "advmod", "dobj", "acomp", "oprd")
            ):
                low, high = min(token, child), max(token, child) + 1
                yield (f"{lemma} {parse.lemmas[child].lower()}", pos), low, high if high - low < 4 else token + 1
    elif token > 0 and token - 1 in inside:
        yield (f"{parse.lemmas[token - 1].lower()} {lemma}", pos), token - 1, token + 1
    yield (lemma, pos), token, token + 1
    if parse.tags[token] in ("VBG", "VBN", "VBD", "JJ") or parse.pos[token] == "PROPN":
        word = parse.words[token].lower()
        yield (word, "noun"), token, token + 1


def _sense(parse: Parse, token: int, senses: Sequence[EventSense]) -> EventSense | None:
    if not senses:
        return None
    roles = _roles(parse, token)
    for sense in senses:
        if not sense.condition or any(all(_holds(test, roles) for test in option) for option in sense.condition):
            return sense
    return None


def _holds(test: Test, roles: dict[str, set[str]]) -> bool:
    return test.words.isdisjoint(roles[test.role]) != test.wanted


def _roles(parse: Parse, token: int) -> dict[str, set[str]]:
    """Who acts, what is acted on, and all that stands around a word: lemmas, and the labels of names as “@GPE”."""
    roles: dict[str, set[str]] = {"subj": set(), "obj": set(), "any": set()}
    for child in parse.children[token]:
        dep = parse.deps[child]
        heads = [child]
        if dep in ("prep", "agent"):
            heads = [c for c in parse.children[child] if parse.deps[c] in ("pobj", "pcomp")]
        for head in heads:
            role = "subj" if dep in _SUBJECTS else "obj" if dep in _OBJECTS else "any"
            if role == "any" and _POS.get(parse.pos[token]) == "noun" and dep in ("prep", "compound", "poss"):
                role = "obj"
            here = _words(parse, head)
            roles[role] |= here
            roles["any"] |= here
    if parse.deps[token] in ("xcomp", "conj", "relcl", "acl"):
        above = parse.heads[token]
        if parse.deps[token] in ("relcl", "acl"):
            roles["obj" if parse.tags[token] == "VBN" else "subj"] |= _words(parse, above)
        else:
            for child in parse.children[above]:
                if parse.deps[child] in _SUBJECTS:
                    roles["subj"] |= _words(parse, child)
                elif parse.deps[child] == "nsubjpass" and parse.tags[token] == "VBN":
                    roles["obj"] |= _words(parse, child)
    roles["any"] |= roles["subj"] | roles["obj"]
    return roles


def _words(parse: Parse, head: int) -> set[str]:
    """The lemmas of a phrase that name what it is: head, compounds, adjectives, what “of” adds, conjuncts."""
    found = {parse.lemmas[head].lower(), parse.words[head].lower()}
    entity = parse.entity_at(head)
    if entity is not None:
        found.add(f"@{entity.label}")
    for child in parse.children[head]:
        dep = parse.deps[child]
        if dep in ("compound", "amod", "conj", "nmod", "appos"):
            found.add(parse.lemmas[child].lower())
        elif dep == "prep" and parse.lemmas[child].lower() == "of":
            found |= {parse.lemmas[c].lower() for c in parse.children[child] if parse.deps[c] == "pobj"}
    return found


def _weight(parse: Parse, token: int, inside: set[int], lexicon: EventWords, weights: dict[int, float]) -> float:
    """One for the main word of the content, less with every head between."""
    path = []
    here = token
    while here not in weights:
        head = parse.heads[here]
        if head == here or head not in inside:
            weights[here] = 1.0
            break
        path.append(here)
        here = head
    for below in reversed(path):
        head = parse.heads[below]
        weights[below] = weights[head] * _step(parse, below, head, lexicon)
    return weights[token]


def _step(parse: Parse, token: int, head: int, lexicon: EventWords) -> float:
    dep = parse.deps[token]
    if dep in CLAUSE_STEP:
        return CLAUSE_STEP[dep]
    light = parse.lemmas[head].lower() in lexicon.light or parse.pos[head] in ("ADP", "AUX", "PART", "SCONJ")
    return LIGHT_STEP if light else STEP
