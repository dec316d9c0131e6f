"""The same party under different names in different reports."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from counterclaim.actors import _words as words
from counterclaim.actors._described import is_branch, is_described, may_be, read_army
from counterclaim.actors._names import Key, contains, country_key, is_initialism, name_key
from counterclaim.records.accounts import Reason
from counterclaim.records.ids import RevisionId
from counterclaim.records.mentions import Actor, ActorKind

Place = tuple[RevisionId, str]
#: What says whose somebody is, for one report alone: “his movement”.
POSSESSIVES = frozenset("my our your his her its their".split())
#: Organs of which a state has one, whatever stands before the noun.
SINGLE = frozenset({"police", "parliament"})
NOT_JOINED = frozenset({ActorKind.ARTICLE, ActorKind.UNNAMED, ActorKind.DESCRIPTION})


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedActor:
    """The name a party of one report goes by across reports, and why; no reason where nothing was joined."""

    name: str
    reasons: tuple[Reason, ...] = ()


def join_actors(
    reports: Sequence[tuple[RevisionId, Iterable[Actor]]], *, decided: Sequence[tuple[Place, Place, bool]] = ()
) -> Mapping[Place, JoinedActor]:
    """A canonical name for each (revision, name) of a party.

    Two parties are joined where a name of both is the same, where one report introduces the other's acronym, or where
    one name is a part of exactly one other; a body that is only described (“rebels”, “the company”) with the one named
    that it can be; and the names of one state's army (“the army”, “the armed forces”). Persons are never joined with
    bodies on a single word, described people (“two officials”) and the narrator never with anybody. The name of a
    user's list, else the longest name of a group is its canonical one, with the exceptions of `_awkward`. `decided` are
    pairs that a person joined (true) or parted (false), the latest last: they hold whatever the names say.
    """
    places: dict[Place, Actor] = {}
    for revision_id, actors in reports:
        for actor in actors:
            places.setdefault((revision_id, actor.name), actor)
    order = sorted(places)
    last = {frozenset((a, b)): same for a, b, same in decided if a in places and b in places and a != b}
    joined = _Groups(order, [pair for pair, same in last.items() if not same])
    for a, b, _ in decided:
        if last.get(frozenset((a, b))):
            joined.join(a, b, Reason(name="decision", weight=1.0, detail=f"a person joined “{a[1]}” and “{b[1]}”"))
    listed: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in order:
        where = places[place].listed
        if where is not None:
            listed[where.list, where.id].append(place)
    for (name, row), same_row in sorted(listed.items()):
        for place in same_row[1:]:
            joined.join(same_row[0], place, Reason(name="actor list", weight=1.0, detail=f"{name}: {row}"))
    open_ = [place for place in order if places[place].kind not in NOT_JOINED and _distinct(places[place])]
    full: dict[Key, list[Place]] = defaultdict(list)
    for place in open_:
        for key in _full_keys(places[place]):
            full[key].append(place)
    for key, same in sorted(full.items()):
        for place in same[1:]:
            if _kinds_agree(places[same[0]], places[place], key):
                joined.join(same[0], place, _same_name(places[same[0]], places[place], key))
    by_word: dict[str, list[Place]] = defaultdict(list)
    initials: dict[str, list[Place]] = defaultdict(list)
    for place in open_:
        key = _key(places[place].name)
        for word in set(key):
            by_word[word].append(place)
        if len(key) > 2:
            initials["".join(word[0] for word in key)].append(place)
    fits_of: dict[tuple[str, ActorKind], list[Place]] = {}  # the same for all parties of one name and kind
    for place in open_:
        actor = places[place]
        fits = fits_of.get((actor.name, actor.kind))
        if fits is None:
            key = _key(actor.name)
            near = by_word[min(key, key=lambda word: len(by_word[word]))]
            fits = [other for other in near if _part_of(actor, key, places[other])]
            if len(key) == 1 and actor.name.isupper():
                fits += [other for other in initials[key[0]] if is_initialism(key, _key(places[other].name))]
            fits_of[actor.name, actor.kind] = fits
        groups = {joined.root(other) for other in fits}
        groups.discard(joined.root(place))
        if len(groups) == 1:
            longest = max(fits, key=lambda other: (len(places[other].name), other))
            detail = f"“{actor.name}” is short for “{places[longest].name}” alone"
            joined.join(longest, place, Reason(name="part of name", weight=0.8, detail=detail))
    bodies: dict[frozenset[str], list[Place]] = defaultdict(list)
    for place in open_:
        bodies[frozenset(_key(places[place].name))].append(place)
    for place in open_:
        roots = {joined.root(other) for other in bodies.get(_stands_for(_key(places[place].name)), ())}
        if len(roots) == 1 and places[place].kind is not ActorKind.PERSON:
            other = roots.pop()
            detail = f"“{places[place].name}” stands for “{places[other].name}”"
            joined.join(other, place, Reason(name="metonym", weight=0.7, detail=detail))
    _join_armies(order, places, joined)
    _join_organs(order, places, joined)
    full_names = [place for place in open_ if not is_described(places[place])]
    plain_names: dict[RevisionId, list[Place]] = defaultdict(list)
    for place in order:
        if places[place].kind not in NOT_JOINED and not is_described(places[place]):
            plain_names[place[0]].append(place)
    for place in order:
        if is_described(places[place]) and places[place].listed is None:
            fits = [other for other in full_names if may_be(places[place], places[other])]
            # A name too plain to be met again in other reports (“Northern Council”) can be meant in its own.
            fits = fits or [other for other in plain_names[place[0]] if may_be(places[place], places[other])]
            roots = {joined.root(other) for other in fits}
            if len(roots) == 1:
                other = roots.pop()
                detail = f"“{places[place].name}” can only be “{places[other].name}” of those named"
                joined.join(other, place, Reason(name="description", weight=0.6, detail=detail))
    result: dict[Place, JoinedActor] = {}
    for members in joined.members().values():
        named = Counter(places[place].name for place in members)
        from_list = sorted({places[place].name for place in members if places[place].listed is not None})
        name = from_list[0] if from_list else min(named, key=lambda name: _awkward(name, named))
        for place in members:
            result[place] = JoinedActor(name=name, reasons=tuple(joined.reasons[place]))
    return result


def _join_armies(order: Sequence[Place], places: Mapping[Place, Actor], joined: "_Groups") -> None:
    """Joins the names of one state's army: “the Kenyan army”, “the armed forces”, “the military”.

    Those that name no state only where all that do name one state, or within one report; and none where parts of the
    forces (“the navy”) are parties too, so that the army may be told apart from the forces.
    """
    armies = {place: state for place in order if (state := read_army(place[1])) is not None}
    named = sorted({state for state in armies.values() if state})
    if any(is_branch(place[1]) for place in order):
        return
    first: dict[tuple[str, str], Place] = {}
    for place, state in armies.items():
        if places[place].kind is ActorKind.PERSON or (not state and len(named) > 1):
            continue
        state = state or "".join(named)
        held = first.setdefault((state, "" if state else place[0]), place)
        if held != place:
            detail = f"“{place[1]}” and “{held[1]}” are names of one army" + (f": {state}" if state else "")
            joined.join(held, place, Reason(name="one army", weight=0.6, detail=detail))


def _join_organs(order: Sequence[Place], places: Mapping[Place, Actor], joined: "_Groups") -> None:
    """Joins the descriptions of one state's organ: “Peruvian police” and “Peru's police”, “the Czech health ministry”
    and “the health ministry”.

    One that names no state only where all that do name one state, and no other body (“the Lima police”) ends alike.
    """
    organs: dict[Key, dict[str, list[Place]]] = defaultdict(lambda: defaultdict(list))
    keys = {place: _key(place[1]) for place in order if places[place].kind not in (ActorKind.PERSON, ActorKind.ARTICLE)}
    for place, key in keys.items():
        state = key[0] if len(key) > 1 and key[0] in words.countries().values() else ""
        bare = key[1:] if state else key
        if bare and _is_organ(bare):
            organs[bare][state].append(place)
    for bare, states in organs.items():
        named = sorted(state for state in states if state)
        alike = any(key[-len(bare) :] == bare and key != bare and key[0] not in named for key in keys.values())
        for state in named:
            same = [*states[state], *(states.get("", ()) if len(named) == 1 and not alike else ())]
            for place in same[1:]:
                detail = f"“{place[1]}” and “{same[0][1]}” are one body of {state}"
                joined.join(same[0], place, Reason(name="one organ of state", weight=0.6, detail=detail))


def _is_organ(key: Key) -> bool:
    """Whether a name without its state is that of an organ of which a state has one: “police”, “health ministry”."""
    last = words.nouns().get(key[-1])
    organ = last is not None and last.kind == "organisation" and last.subclass == "state"
    return organ and (key[0] in SINGLE if len(key) == 1 else len(key) <= 3)


class _Groups:
    """Disjoint sets of places with the reasons for which each joined another. What is `parted` stays so."""

    def __init__(self, places: Iterable[Place], parted: Iterable[frozenset[Place]] = ()) -> None:
        self._parted = [tuple(pair) for pair in parted]
        self._above = {place: place for place in places}
        self.reasons: dict[Place, list[Reason]] = {place: [] for place in self._above}

    def root(self, place: Place) -> Place:
        while self._above[place] != place:
            self._above[place] = self._above[self._above[place]]
            place = self._above[place]
        return place

    def join(self, a: Place, b: Place, reason: Reason) -> None:
        left, right = sorted((self.root(a), self.root(b)))
        if left != right and not any({self.root(x), self.root(y)} == {left, right} for x, y in self._parted):
            self._above[right] = left
            self.reasons[b].append(reason)

    def members(self) -> dict[Place, list[Place]]:
        found: dict[Place, list[Place]] = defaultdict(list)
        for place in self._above:
            found[self.root(place)].append(place)
        return found


def _same_name(a: Actor, b: Actor, key: Key) -> Reason:
    """Why two parties share a name: both go by it, or a report calls one of them so besides."""
    if _key(a.name) == _key(b.name):
        return Reason(name="same name", weight=1.0, detail=" ".join(key))
    other = a if _key(a.name) != key else b
    name = "acronym" if len(key) == 1 and is_initialism(key, _key(other.name)) else "alias"
    return Reason(name=name, weight=0.9, detail=f"“{other.name}” is also called “{' '.join(key)}”")


def _stands_for(key: Key) -> frozenset[str]:
    """The words of the body that a country, a capital or another seat stands for; none for other names."""
    name = " ".join(key)
    if name in words.countries().values():
        return frozenset({name, "government"})
    country, body = words.seats().get(name, ("", ""))
    return frozenset({words.country_of(country), *name_key(body)}) if country else frozenset({""})


@lru_cache(maxsize=50_000)
def _key(name: str) -> Key:
    key = name_key(name)
    return tuple(words.country_of(word) for word in key) if len(key) > 1 else country_key(key)


def _awkward(name: str, named: Mapping[str, int]) -> tuple[object, ...]:
    """By what of a party's names the one to show comes first: the longest, as a rule.

    Not what one side calls an army (“the occupation army”) where most call it the army, and not a party's newspaper or
    radio (“Xxx Front Media”) where the party is named more often.
    """
    bare = _is_bare_army(name)
    noun = words.nouns().get(_key(name)[-1]) if _key(name) else None
    outlet = noun is not None and noun.subclass == "media" and named[name] < max(named.values())
    length = len(_key(name))
    return (
        _is_possessed(name),
        bare,
        outlet,
        *((-named[name], length) if bare else (-length, -named[name])),
        -len(name),
        name,
    )


def _is_possessed(name: str) -> bool:
    return name.lower().partition(" ")[0] in POSSESSIVES


def _is_bare_army(name: str) -> bool:
    return read_army(name) == "" or (name.islower() and read_army(name.split()[-1]) == "")


def _is_general(rest: Key) -> bool:
    """Whether words added to a name only say what kind of body it is: “the Xxx group”, “Xxx news agency”."""
    noun = words.nouns().get(rest[-1])
    return rest[-1] in words.GENERAL_BODIES or "news" in rest or (noun is not None and noun.subclass == "media")


def _distinct(actor: Actor) -> bool:
    """Whether a name says enough to be met again: not “ministry” or “government” alone."""
    key = _key(actor.name)
    return bool(key) and not all(word in words.nouns() or word in words.GENERIC for word in key)


def _full_keys(actor: Actor) -> set[Key]:
    """The name and those aliases that are as telling: of more words than one, or an acronym."""
    keys = {_key(actor.name)}
    for alias in actor.aliases:
        key = _key(alias)
        if len(key) > 1 or (len(key) == 1 and alias.isupper() and len(alias) > 1):
            keys.add(key)
    return {key for key in keys if key and not all(word in words.nouns() or word in words.GENERIC for word in key)}


def _kinds_agree(a: Actor, b: Actor, key: Key) -> bool:
    return len(key) > 1 or (a.kind is ActorKind.PERSON) == (b.kind is ActorKind.PERSON)


def _part_of(short: Actor, key: Key, long: Actor) -> bool:
    """Whether `short`'s name is a short form of `long`'s: a person's last name, the front of a body's name."""
    other = _key(long.name)
    if len(other) <= len(key) or (short.kind is ActorKind.PERSON) != (long.kind is ActorKind.PERSON):
        return False
    if not contains(other, key) or all(word in words.GENERIC or word in words.countries() for word in key):
        return False
    if short.kind is ActorKind.PERSON:
        return other[-len(key) :] == key
    front = other[: len(key)] == key and not words.is_other_body(other[len(key) :])
    return front and (len(key) > 1 or (key[0] not in words.nouns() and _is_general(other[len(key) :])))
