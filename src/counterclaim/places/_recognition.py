"""Recognition: which words of a report name a place.

The parser's names and whatever the gazetteer knows are proposed; a proposal stays if enough words around it speak for a
place. Proposals that say of themselves what holds them (“Town, Region”) or of what kind they are keep that.
"""

import itertools
import math
from dataclasses import dataclass

from counterclaim.places._gazetteer import Candidate, Gazetteer, holds
from counterclaim.places._keys import name_key
from counterclaim.places._words import (
    BEARINGS,
    CIVIC_WORDS,
    CLEAR_DIVISIONS,
    CLEAR_PREPOSITIONS,
    DIVISIONS,
    FACILITIES,
    FACILITY_HEADS,
    INSTITUTIONS,
    OPEN_DIVISIONS,
    PLACE_PREPOSITIONS,
    SIDES,
    TITLES,
    TOWN_SITES,
)
from counterclaim.records.parses import Parse

LONGEST_NAME = 6  # tokens
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
#: Labels whose spans are never places nor hold any.
OTHER_LABELS = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL", "LANGUAGE"})


@dataclass(slots=True)
class Mention:
    """Tokens `[start, end)` that may name a place. `holder` indexes the mention that is said to hold it
    (“Town, Region”, “X in Y province”); `wanted` is the kind that a noun beside it asks for (“province”), `around`
    what its first words name (“Kabul” of “Kabul Airport”)."""

    start: int
    end: int
    name: str
    candidates: tuple[Candidate, ...]
    label: str | None
    attributive: bool = False
    code: bool = False
    wanted: str | None = None
    towns_first: bool = False  # “north of X” is measured from the town, not from the province of its name
    holder: int | None = None
    around: tuple[Candidate, ...] = ()
    chosen: Candidate | None = None
    score: float = 0.0


#: Lower-case words allowed inside a name (“Republic of the Congo”, “Stratford upon Avon”).
INNER_WORDS = frozenset(
    "'s ’s of the and de del la las los al el le du des da do dos upon on under am an der & - – ' ’".split()
)
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
ACCEPTED = 1.0


def recognise(parse: Parse, gazetteer: Gazetteer) -> list[Mention]:
    """The mentions of places in text order, without overlap, each with its candidates."""
    mentions = _propose(parse, gazetteer)
    _link_holders(parse, mentions)
    mentions = _accept(parse, mentions)
    _mark_attributive(parse, mentions)
    return mentions


def _propose(parse: Parse, gazetteer: Gazetteer) -> list[Mention]:
    """Every mention that may be a place."""
    labels: list[str | None] = [None] * len(parse)
    for entity in parse.entities:
        labels[entity.start : entity.end] = [entity.label] * (entity.end - entity.start)
    found: list[Mention] = []
    for start, end in parse.sentences:
        i = start
        while i < end:
            mention = _mention_at(parse, gazetteer, labels, i, end) if parse.words[i][0].isupper() else None
            if mention is None:
                i += 1
            else:
                found.append(mention)
                i = mention.end
    return _with_entities(parse, gazetteer, found)


def _mention_at(parse: Parse, gazetteer: Gazetteer, labels: list[str | None], start: int, end: int) -> Mention | None:
    """The longest name at `start` that the gazetteer knows as a place or a demonym, or that ends as a site does."""
    if labels[start] in OTHER_LABELS and not _is_adjective(parse, labels, start):
        return None
    last = start + 1
    while last < min(end, start + LONGEST_NAME) and (
        parse.words[last][0].isupper() or parse.words[last] in INNER_WORDS or parse.words[last][0].isdigit()
    ):
        last += 1
    for stop in range(last, start, -1):
        if not (parse.words[stop - 1][0].isupper() or parse.words[stop - 1][0].isdigit()):
            continue
        name = parse.span(start, stop).of(parse.text)
        label = labels[start] if labels[start] == labels[stop - 1] else labels[start] or labels[stop - 1]
        if stop <= start + 2 and label != "PERSON" and (candidates := gazetteer.lookup_demonym(name)):
            return Mention(start, stop, name, candidates, label, attributive=True)
        candidates = gazetteer.lookup(name)
        if stop <= start + 2 and (codes := _dotted_code(gazetteer, name, candidates)):
            return Mention(start, stop, name, codes, label, code=True)
        if candidates and _written_as_name(parse, start, stop, candidates):
            return Mention(start, stop, name, candidates, label)
        if label != "PERSON" and _is_site(parse, start, stop, label):
            site = _site(parse, gazetteer, start, stop, label)
            if site.candidates or parse.words[stop - 1].lower() not in OPEN_DIVISIONS:
                return site
    word = parse.words[start]
    coded = word.isupper() or (start > 0 and parse.words[start - 1] == ",")
    if labels[start] in PLACE_LABELS and coded and (candidates := gazetteer.lookup_code(word)):
        return Mention(start, start + 1, word, candidates, labels[start], code=True)
    return _before_division(parse, labels, start, end)


def _before_division(parse: Parse, labels: list[str | None], start: int, end: int) -> Mention | None:
    """An unknown name in front of a noun that only divisions and settlements have (“Qala district”)."""
    stop = start
    while stop < end and parse.pos[stop] == "PROPN" and parse.words[stop][0].isupper() and labels[stop] is None:
        stop += 1
    if stop == start or stop == end or parse.words[stop] not in CLEAR_DIVISIONS:
        return None
    return Mention(start, stop, parse.span(start, stop).of(parse.text), (), "LOC", wanted=DIVISIONS[parse.words[stop]])


def _dotted_code(gazetteer: Gazetteer, name: str, named: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """What an abbreviation with its full stop means (“Calif.”, “N.Y.”), unless it is a title or a country's name."""
    if not name.endswith(".") or name.lower()[:-1] in TITLES or (named and named[0].kind == "country"):
        return ()
    return gazetteer.lookup_code(name)


def _site(parse: Parse, gazetteer: Gazetteer, start: int, stop: int, label: str | None) -> Mention:
    """A mention that the gazetteer does not know as a whole: “Ghor Province” is Ghor, “Herat Airport” is by Herat."""
    name = parse.span(start, stop).of(parse.text)
    tail = parse.words[stop - 1].lower().rstrip(".")
    if DIVISIONS.get(tail) in {"province", "district", "town"}:
        head = gazetteer.lookup(parse.span(start, stop - 1).of(parse.text))
        return Mention(start, stop, name, head, label or "LOC", wanted=DIVISIONS[tail])
    around = _known_head(parse, gazetteer, start, stop) if tail in CALLED_AFTER else ()
    return Mention(start, stop, name, (), label or "FAC", around=around)


def _known_head(parse: Parse, gazetteer: Gazetteer, start: int, stop: int) -> tuple[Candidate, ...]:
    """What the longest known beginning of a site's name may mean: “Kabul” of “Kabul Central Hospital”."""
    for end in range(stop - 1, start, -1):
        if found := gazetteer.lookup(parse.span(start, end).of(parse.text)):
            return found
    return ()


def _is_adjective(parse: Parse, labels: list[str | None], i: int) -> bool:
    """Whether a word labelled as a language qualifies a noun (“Spanish workers”)."""
    return labels[i] == "LANGUAGE" and parse.tags[i] == "JJ" and parse.deps[i] == "amod"


def _after(parse: Parse, start: int, words: frozenset[str]) -> bool:
    """Whether the mention at `start` stands after one of `words`, an article between them or not."""
    before = [w.lower() for w in parse.words[max(0, start - 2) : start]]
    return bool(before) and (before[-1] in words or (before[-1] in {"the", "a", "an"} and before[0] in words))


def _written_as_name(parse: Parse, start: int, stop: int, candidates: tuple[Candidate, ...]) -> bool:
    """False for words that only say a kind or a side (“North”, “Hall”) and for short words not in capitals."""
    words = parse.words[start:stop]
    if all(w.lower().rstrip(".") in NO_NAMES for w in words):
        return False
    letters = sum(c.isalpha() for w in words for c in w)
    return letters > 2 or (words[0].isupper() and candidates[0].kind in {"country", "region"})


#: Last words of names whose first words are a town or division near by; those of streets and parks mean nothing.
CALLED_AFTER = INSTITUTIONS | TOWN_SITES | {word for word, kind in DIVISIONS.items() if kind == "region"}
SITE_TAILS = FACILITIES | TOWN_SITES | INSTITUTIONS | frozenset(DIVISIONS)
#: Words that alone name nothing.
NO_NAMES = SITE_TAILS | FACILITY_HEADS | TITLES | SIDES | CIVIC_WORDS | frozenset(BEARINGS)


def _is_site(parse: Parse, start: int, stop: int, label: str | None) -> bool:
    """Whether `[start, stop)` is capitalised throughout and ends (or begins) as streets, sites and divisions do; an
    institution counts only where the parser or a preposition says that a place is meant."""
    words = [word.lower().rstrip(".") for word in parse.words[start:stop]]
    if len(words) < 2 or not all(w[0].isupper() or w[0].isdigit() for w in parse.words[start:stop]):
        return False
    if (
        words[-1] in INSTITUTIONS
        and label not in PLACE_LABELS
        and not _after(parse, start, CLEAR_PREPOSITIONS | {"at"})
    ):
        return False
    if words[-1] in SITE_TAILS:
        named = any(word not in NO_NAMES for word in words[:-1])
        return named and words[0] not in ARTICLES and parse.pos[start] in {"PROPN", "NOUN", "ADJ"}
    return len(words) == 2 and words[0] in FACILITY_HEADS and parse.pos[stop - 1] in {"PROPN", "NUM"}


ARTICLES = frozenset({"the", "this", "that", "a", "an", "our", "my", "his", "her", "their", "its"})


def _with_entities(parse: Parse, gazetteer: Gazetteer, found: list[Mention]) -> list[Mention]:
    """`found` and the parser's places: a place of many words is not the small town that one of them names."""
    taken: dict[int, Mention] = {i: m for m in found for i in range(m.start, m.end)}
    replaced: set[int] = set()
    whole: list[Mention] = []
    for entity in parse.entities:
        if entity.label not in PLACE_LABELS:
            continue
        start, end = entity.start, entity.end
        while end > start and (parse.words[end - 1] in POSSESSIVES or not parse.words[end - 1][0].isalnum()):
            end -= 1
        while start < end and not (parse.words[start][0].isupper() or parse.words[start][0].isdigit()):
            start += 1
        if all(parse.words[i].lower() in NO_NAMES or not parse.words[i][0].isupper() for i in range(start, end)):
            continue
        inside = {taken[i].start: taken[i] for i in range(start, end) if i in taken}
        left = [i for i in range(start, end) if i not in taken]
        if inside:
            strangers = [i for i in left if parse.words[i][0].isupper() and parse.words[i].lower() not in NO_NAMES]
            joined = all(parse.words[i][0].isupper() for i in left)
            weak = all(m.candidates and _fame(m.candidates[0]) < 0.5 and not m.attributive for m in inside.values())
            if not (strangers and joined and weak and len(inside) == 1):
                continue
            replaced.update(inside)
        name = parse.span(start, end).of(parse.text)
        candidates = gazetteer.lookup(name.partition("-")[0]) if "-" in name else ()
        whole.append(Mention(start, end, name, candidates, entity.label))
    kept = [mention for mention in found if mention.start not in replaced]
    return sorted(kept + whole, key=lambda mention: mention.start)


def _link_holders(parse: Parse, mentions: list[Mention]) -> None:
    """Read “Town, Region”, “X district in Y province” and “Y's X district”; note nouns that tell a mention's kind."""
    for i, mention in enumerate(mentions):
        following = parse.words[mention.end].lower() if mention.end < len(parse) else ""
        before = [w.lower() for w in parse.words[max(0, mention.start - 2) : mention.start]]
        if mention.wanted is None and not mention.attributive:
            if following in DIVISIONS:
                mention.wanted = DIVISIONS[following]
            elif len(before) == 2 and before[1] == "of" and before[0] in DIVISIONS:
                mention.wanted = DIVISIONS[before[0]]
            elif len(before) == 2 and before[1] == "of" and before[0] in BEARINGS:
                mention.towns_first = True
        if i + 1 < len(mentions):
            holder = mentions[i + 1]
            gap = [w.lower() for w in parse.words[mention.end : holder.start]]
            unknown = not mention.candidates and len(gap) <= 6 and _says_near(gap)
            if gap == [","] or unknown or (len(gap) <= 5 and _says_inside(gap)):
                if not mention.candidates or _held(mention, holder):
                    if not holder.attributive:
                        mention.holder = i + 1
            elif gap and gap[0] in POSSESSIVES and len(gap) <= 3 and (not holder.candidates or _held(holder, mention)):
                holder.holder = i


def _says_inside(gap: list[str]) -> bool:
    """Whether the words between two mentions say that the first lies in the second."""
    return ("in" in gap or gap[:2] == [",", "in"] or gap == ["of"]) and all(
        w in DIVISIONS or w in SIDES or w in {"in", "of", "the", ",", "'s", "’s", "area", "countryside"} for w in gap
    )


def _says_near(gap: list[str]) -> bool:
    """Whether the words between two mentions place the first by the second: “X, the gate of Y”, “X, north of Y”."""
    return len(gap) > 1 and "," in gap[:2] and gap[-1] in {"of", "in", "near"} and gap.count(",") == 1


def _held(mention: Mention, holder: Mention) -> bool:
    return any(holds(h, c) for h in holder.candidates[:20] for c in mention.candidates)


def _accept(parse: Parse, mentions: list[Mention]) -> list[Mention]:
    """The mentions whose evidence suffices, given what the rest of the report calls a place or a person."""
    places = {name_key(m.name) for m in mentions if m.label in PLACE_LABELS and not m.attributive}
    people: set[str] = set()
    for entity in parse.entities:
        if entity.label == "PERSON" and entity.end - entity.start > 1:
            people.update(name_key(parse.words[i]) for i in range(entity.start, entity.end))
    lower = {w for w in parse.words if w.islower()}
    listed = _listed(parse, mentions)
    kept = [
        i
        for i, mention in enumerate(mentions)
        if mention.attributive or _evidence(parse, mention, places, people, lower) + 0.6 * (i in listed) >= ACCEPTED
    ]
    number = {old: new for new, old in enumerate(kept)}
    for mention in mentions:
        mention.holder = number.get(mention.holder) if mention.holder is not None else None
    return [mentions[i] for i in kept]


def _listed(parse: Parse, mentions: list[Mention]) -> set[int]:
    """The mentions joined by a comma or “and” to one that the parser calls a place."""
    listed = set()
    for i, (left, right) in enumerate(itertools.pairwise(mentions)):
        gap = [w.lower() for w in parse.words[left.end : right.start]]
        if gap in ([","], ["and"], ["or"], [",", "and"], [",", "or"], ["&"]):
            if left.label in PLACE_LABELS or i in listed:
                listed.add(i + 1)
            if right.label in PLACE_LABELS:
                listed.add(i)
    return listed


def _evidence(parse: Parse, mention: Mention, places: set[str], people: set[str], lower: set[str]) -> float:
    """How much speaks for a place; the weights were set by hand on public sets."""
    key = name_key(mention.name)
    single = mention.end - mention.start == 1
    before = parse.words[mention.start - 1] if mention.start else ""
    after = parse.words[mention.end] if mention.end < len(parse) else ""
    entity = parse.entity_at(mention.start)
    placed = mention.label in PLACE_LABELS
    score = _fame(mention.candidates[0]) if mention.candidates else 0.0
    if mention.candidates and not placed and not mention.code and name_key(mention.candidates[0].name) != key:
        score *= 0.6 if mention.candidates[0].kind == "town" else 1.0
    if placed:
        score += 1.2 if mention.candidates or not single else 0.8
    if not single:
        score += 0.3
    if _after(parse, mention.start, CLEAR_PREPOSITIONS):
        score += 0.9
    elif _after(parse, mention.start, PLACE_PREPOSITIONS):
        score += 0.5
    if mention.holder is not None:
        score += 1.2
    if mention.wanted is not None:
        score += 0.6
    if after.lower() in CIVIC_WORDS:
        score += 0.5
    if key in places and not placed:
        score += 0.8
    if mention.name.isupper() and (mention.start == 0 or after in {"—", "–", "-", "--", "("}):
        score += 0.6
    if mention.name.isupper() and key.isalpha() and len(key) == 2:
        score += 0.3
    if mention.code:
        score += 0.6 if before == "," or mention.name.count(".") > 1 else -0.5
    if single and key in people:
        score -= 1.0
    if before.lower().rstrip(".") in TITLES:
        score -= 1.0
    if single and parse.words[mention.start].lower() in lower:
        score -= 0.8
    if single and parse.pos[mention.start] not in {"PROPN", "ADJ"}:
        score -= 0.6
    if mention.label == "NORP":
        score -= 0.4  # a people or a faith whose name some town bears
    if single and not mention.candidates and parse.deps[mention.start] == "nsubj":
        score -= 0.4
    if entity is None:
        if after[:1].isupper() or before[:1].isupper():
            score -= 0.3
    elif entity.label == "PERSON":
        whole = entity.start == mention.start and entity.end <= mention.end
        score -= 0.3 if whole else 1.2
    return score


def _mark_attributive(parse: Parse, mentions: list[Mention]) -> None:
    """Mark the places that stand inside the name of something else: “the Kabul Times”."""
    named = {i for mention in mentions for i in range(mention.start, mention.end)}
    for mention in mentions:
        entity = parse.entity_at(mention.start)
        if entity is not None and entity.label not in PLACE_LABELS:
            rest = [i for i in range(entity.start, entity.end) if i not in named and parse.words[i][0].isupper()]
            mention.attributive = mention.attributive or bool(rest)


def _fame(candidate: Candidate) -> float:
    """How likely a capitalised word of this name is the place, from its kind and size: 0 to 1."""
    if candidate.kind == "town":
        return min(1.0, max(0.0, (math.log10(candidate.population + 1) - 3.5) / 2.5))
    if candidate.kind in {"region", "water"} and not candidate.population:
        return 0.2  # of a layer: any wood or brook
    return {"country": 1.0, "region": 0.8, "province": 0.9, "water": 0.6}.get(candidate.kind, 0.2)
