"""Place mentions: proposed by the parser's names and by the gazetteer, then resolved together.

`_recognise` proposes mentions, each with the words around it that count; `_resolve` gives every name of the report one
sense, by importance and by what else the report speaks of; `_place` writes the record.
"""

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from counterclaim.places._gazetteer import Candidate, Gazetteer, distance_km, holds
from counterclaim.places._keys import name_key
from counterclaim.places._words import (
    BEARINGS,
    CIVIC_WORDS,
    CLEAR_PREPOSITIONS,
    DIVISIONS,
    FACILITIES,
    FACILITY_HEADS,
    INSTITUTIONS,
    PLACE_PREPOSITIONS,
    SIDES,
    TITLES,
    UNITS_KM,
)
from counterclaim.records.mentions import Place, PlacePrecision
from counterclaim.records.parses import Parse
from counterclaim.records.revisions import Revision

LONGEST_NAME = 6  # tokens
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
#: Labels whose spans are never places nor hold any.
OTHER_LABELS = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL", "LANGUAGE"})
PRECISIONS = {
    "country": PlacePrecision.COUNTRY,
    "province": PlacePrecision.PROVINCE,
    "district": PlacePrecision.DISTRICT,
    "town": PlacePrecision.TOWN,
    "region": PlacePrecision.REGION,
    "water": PlacePrecision.REGION,
}


@dataclass(slots=True)
class _Mention:
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


def find_places(revision: Revision, parse: Parse, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """The place mentions of a revision in text order, resolved where the gazetteer knows them."""
    mentions = _recognise(parse, gazetteer)
    _link_holders(parse, mentions, gazetteer)
    mentions = _consistent(parse, mentions)
    _mark_attributive(parse, mentions)
    _resolve(mentions, _homes(revision, gazetteer))
    _share_holders(mentions)
    return tuple(_place(parse, mentions, mention) for mention in mentions)


# --- recognition ---------------------------------------------------------------------------------------------------

#: Lower-case words allowed inside a name (“Republic of the Congo”, “Stratford upon Avon”).
INNER_WORDS = frozenset(
    "'s ’s of the and de del la las los al el le du des da do dos upon on under am an der & - – ' ’".split()
)
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
ACCEPTED = 1.0


def _recognise(parse: Parse, gazetteer: Gazetteer) -> list[_Mention]:
    """Every mention that may be a place, in text order, without overlap."""
    labels: list[str | None] = [None] * len(parse)
    for entity in parse.entities:
        labels[entity.start : entity.end] = [entity.label] * (entity.end - entity.start)
    found: list[_Mention] = []
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


def _mention_at(parse: Parse, gazetteer: Gazetteer, labels: list[str | None], start: int, end: int) -> _Mention | None:
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
            return _Mention(start, stop, name, candidates, label, attributive=True)
        candidates = gazetteer.lookup(name)
        if (
            stop <= start + 2
            and name.endswith(".")
            and name.lower()[:-1] not in TITLES
            and not (candidates and candidates[0].kind == "country")
        ):
            if codes := gazetteer.lookup_code(name):
                return _Mention(start, stop, name, codes, label, code=True)
        if candidates and _written_as_name(parse, start, stop, candidates):
            return _Mention(start, stop, name, candidates, label)
        if stop > start + 1 and _is_site(parse, start, stop) and label != "PERSON":
            tail = parse.words[stop - 1].lower().rstrip(".")
            if (
                tail in INSTITUTIONS
                and label not in PLACE_LABELS
                and not _after(parse, start, CLEAR_PREPOSITIONS | {"at"})
            ):
                continue
            if DIVISIONS.get(tail) in {"province", "district", "town"}:
                head = gazetteer.lookup(parse.span(start, stop - 1).of(parse.text))
                return _Mention(start, stop, name, head, label or "LOC", wanted=DIVISIONS[tail])
            around = _known_head(parse, gazetteer, start, stop) if tail not in FACILITIES else ()
            return _Mention(start, stop, name, (), label or "FAC", around=around)
    if labels[start] in PLACE_LABELS and (candidates := gazetteer.lookup_code(parse.words[start])):
        return _Mention(start, start + 1, parse.words[start], candidates, labels[start], code=True)
    return None


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


NO_NAMES = TITLES | FACILITIES | INSTITUTIONS | SIDES | frozenset(DIVISIONS) | frozenset(BEARINGS) | CIVIC_WORDS


def _is_site(parse: Parse, start: int, stop: int) -> bool:
    """Whether `[start, stop)` is capitalised throughout and ends (or begins) as streets, sites and divisions do."""
    if not all(parse.words[i][0].isupper() or parse.words[i][0].isdigit() for i in range(start, stop)):
        return False
    tail, head = parse.words[stop - 1].lower().rstrip("."), parse.words[start].lower().rstrip(".")
    if tail in DIVISIONS or tail in FACILITIES or tail in INSTITUTIONS:
        named = any(parse.words[i].lower().rstrip(".") not in NO_NAMES for i in range(start, stop - 1))
        return named and head not in ARTICLES and parse.pos[start] in {"PROPN", "NOUN", "ADJ"}
    return stop == start + 2 and head in FACILITY_HEADS and parse.pos[stop - 1] in {"PROPN", "NUM"}


ARTICLES = frozenset({"the", "this", "that", "a", "an", "our", "my", "his", "her", "their", "its"})


def _with_entities(parse: Parse, gazetteer: Gazetteer, found: list[_Mention]) -> list[_Mention]:
    """`found` and the parser's places: a place of many words is not the small town that one of them names."""
    taken: dict[int, _Mention] = {i: m for m in found for i in range(m.start, m.end)}
    replaced: set[int] = set()
    whole: list[_Mention] = []
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
        whole.append(_Mention(start, end, name, candidates, entity.label))
    kept = [mention for mention in found if mention.start not in replaced]
    return sorted(kept + whole, key=lambda mention: mention.start)


def _link_holders(parse: Parse, mentions: list[_Mention], gazetteer: Gazetteer) -> None:
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


def _held(mention: _Mention, holder: _Mention) -> bool:
    return any(holds(h, c) for h in holder.candidates[:20] for c in mention.candidates)


def _consistent(parse: Parse, mentions: list[_Mention]) -> list[_Mention]:
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


def _listed(parse: Parse, mentions: list[_Mention]) -> set[int]:
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


def _evidence(parse: Parse, mention: _Mention, places: set[str], people: set[str], lower: set[str]) -> float:
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


def _mark_attributive(parse: Parse, mentions: list[_Mention]) -> None:
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
    return {"country": 1.0, "region": 0.8, "province": 0.9, "water": 0.6}.get(candidate.kind, 0.2)


# --- resolution ----------------------------------------------------------------------------------------------------

#: Candidates of one name that are weighed, and names of the report that they are weighed against.
MOST_CANDIDATES, MOST_CONTEXT = 40, 40
# Weights on a scale where a factor of ten in population counts 1; set by hand on public sets of annotated places.
SAID_HOLDER, SAME_COUNTRY, SAME_DIVISION = 4.0, 3.0, 5.0
NEAR_KM, NEAR_MOST = 80.0, 2.0


def _homes(revision: Revision, gazetteer: Gazetteer) -> tuple[str | None, Candidate | None]:
    """The outlet's country and the dateline's place, where the revision has them."""
    if not revision.dateline:
        return revision.outlet_country, None
    country = gazetteer.country_of(revision.dateline)
    found = [c for c in gazetteer.lookup(revision.dateline.partition(",")[0]) if c.country == country]
    return revision.outlet_country, found[0] if found else None


def _resolve(mentions: list[_Mention], homes: tuple[str | None, Candidate | None]) -> None:
    """Choose a candidate for every mention: one sense a name, unless a mention names its own holder."""
    groups: dict[str, list[int]] = defaultdict(list)
    for i, mention in enumerate(mentions):
        if mention.candidates:
            groups[name_key(mention.name)].append(i)
    pools = {key: _pool(mentions, members) for key, members in groups.items()}
    chosen = {key: max(pool, key=lambda c: pool[c]) for key, pool in pools.items()}
    weights = {key: math.log2(1 + len(members)) for key, members in groups.items()}
    for _ in range(2):
        context = sorted(chosen, key=lambda key: (-weights[key], key))[:MOST_CONTEXT]
        scored = {
            key: {c: base + _fit(c, key, context, chosen, weights, homes) for c, base in pool.items()}
            for key, pool in pools.items()
        }
        chosen = {key: max(pool, key=lambda c: pool[c]) for key, pool in scored.items()}
    for key, members in groups.items():
        total = sum(math.exp(value - scored[key][chosen[key]]) for value in scored[key].values())
        for i in members:
            mentions[i].chosen, mentions[i].score = chosen[key], 1 / total
    for mention in mentions:
        if mention.around:
            known = [c for c in mention.around if c in chosen.values()]
            mention.chosen = None
            mention.around = tuple(known or mention.around)[:1]
    for mention in mentions:  # a mention with a holder of its own may differ from its namesakes
        holder = mentions[mention.holder].chosen if mention.holder is not None else None
        if holder and mention.chosen and not holds(holder, mention.chosen):
            inside = [c for c in mention.candidates if holds(holder, c)]
            if inside:
                mention.chosen = inside[0]


def _pool(mentions: list[_Mention], members: list[int]) -> dict[Candidate, float]:
    """The candidates of one name with what speaks for each apart from the rest of the report."""
    first = mentions[members[0]]
    key = name_key(first.name)
    held = {
        c
        for i in members
        if (h := mentions[i].holder) is not None
        for c in first.candidates
        if any(holds(holder, c) for holder in mentions[h].candidates[:5])
    }
    wanted = Counter(w for i in members if (w := mentions[i].wanted))
    pool: dict[Candidate, float] = {}
    for rank, candidate in enumerate(first.candidates):
        if rank >= MOST_CANDIDATES and candidate not in held:
            continue
        score = _importance(candidate) + (0.7 if rank == 0 else 0.0) + (SAID_HOLDER if candidate in held else 0.0)
        if candidate.kind == "town" and not first.attributive and name_key(candidate.name) != key:
            score -= 1.0
        if candidate.kind == "town" and any(mentions[i].towns_first for i in members):
            score += 1.0
        if wanted:
            score += 2.5 if wanted[candidate.kind] else -1.0
        pool[candidate] = score
    return pool


def _importance(candidate: Candidate) -> float:
    people = math.log10(candidate.population + 100)
    return {"country": 8.0, "region": 7.5, "water": 6.0, "province": 5.8, "district": 0.6 * people}.get(
        candidate.kind, people
    )


def _fit(
    candidate: Candidate,
    key: str,
    context: Iterable[str],
    chosen: dict[str, Candidate],
    weights: dict[str, float],
    homes: tuple[str | None, Candidate | None],
) -> float:
    """How well a candidate fits the other places of the report, its dateline and its outlet."""
    total = same_country = same_division = near = 0.0
    for other_key in context:
        if other_key == key:
            continue
        other, weight = chosen[other_key], weights[other_key]
        total += weight
        if candidate.country and other.country == candidate.country:
            same_country += weight
            division = candidate.id if candidate.kind == "province" else candidate.admin1_id
            if division and division in {other.admin1_id, other.id}:
                same_division += weight
        if other.kind in {"town", "district"} and candidate.kind in {"town", "district"}:
            near += weight * math.exp(-distance_km(candidate, other) / NEAR_KM)
    outlet, dateline = homes
    score = 1.0 if outlet and candidate.country == outlet else 0.0
    if dateline is not None and candidate.country == dateline.country:
        score += 1.0 + (1.0 if candidate.admin1_id == dateline.admin1_id else 0.0)
        score += math.exp(-distance_km(candidate, dateline) / NEAR_KM)
    if total:
        score += SAME_COUNTRY * same_country / total + SAME_DIVISION * same_division / total + min(NEAR_MOST, near)
    return score


# --- the record ----------------------------------------------------------------------------------------------------


def _share_holders(mentions: list[_Mention]) -> None:
    """Give an unknown name without a holder the one that its namesake was said to have."""
    said = {m.name: m.holder for m in reversed(mentions) if not m.candidates and m.holder is not None}
    for mention in mentions:
        if not mention.candidates and not mention.around and mention.holder is None:
            mention.holder = said.get(mention.name)


def _place(parse: Parse, mentions: list[_Mention], mention: _Mention) -> Place:
    """The record of one mention; a mention that is not in the gazetteer stands relative to what is said to hold it."""
    span = parse.span(mention.start, mention.end)
    found = mention.chosen
    precision = PRECISIONS[found.kind] if found else PlacePrecision.UNKNOWN
    holder = mention
    seen = {mention.start}
    while found is None and holder.holder is not None and mentions[holder.holder].start not in seen:
        holder = mentions[holder.holder]
        seen.add(holder.start)
        found, precision = holder.chosen, PlacePrecision.RELATIVE
    if found is None and mention.around:
        found, precision = mention.around[0], PlacePrecision.RELATIVE
    if found is None:
        return Place(span=span, name=mention.name, precision=PlacePrecision.UNKNOWN, attributive=mention.attributive)
    lat, lon, radius = found.lat, found.lon, found.radius_km
    if precision is not PlacePrecision.RELATIVE and not mention.attributive:
        moved = _relative(parse, mention, found)
        if moved:
            precision, (lat, lon, radius) = PlacePrecision.RELATIVE, moved
    resolved = mention.chosen is not None
    return Place(
        span=span,
        name=found.name if resolved else mention.name,
        precision=precision,
        lat=round(lat, 5),
        lon=round(lon, 5),
        radius_km=radius,
        country=found.country,
        admin1=found.name if found.kind == "province" else found.admin1,
        gazetteer_id=found.id if resolved else None,
        score=round(mention.score, 3) if resolved else None,
        candidates=tuple(_described(c) for c in mention.candidates[:5]),
        attributive=mention.attributive,
    )


def _described(candidate: Candidate) -> str:
    where = ", ".join(part for part in (candidate.name, candidate.admin1, candidate.country) if part)
    return f"{candidate.id} {where}"


def _relative(parse: Parse, mention: _Mention, found: Candidate) -> tuple[float, float, float] | None:
    """Point and radius of “20 km north of X”, “outside X” or “northern X”; None where the place itself is meant."""
    before = [w.lower() for w in parse.words[max(0, mention.start - 5) : mention.start]]
    before = before[:-1] if before[-1:] == ["the"] else before
    if len(before) >= 2 and before[-1] == "of" and before[-2] in BEARINGS:
        stated = before[:-2]
        if len(stated) >= 2 and stated[-1] in UNITS_KM and (number := _number(stated[-2])) is not None:
            distance = number * UNITS_KM[stated[-1]]
            bearing = math.radians(BEARINGS[before[-2]])
            lat = found.lat + distance * math.cos(bearing) / 111.2
            east = distance * math.sin(bearing) / (111.2 * max(0.05, math.cos(math.radians(found.lat))))
            lat = max(-90.0, min(90.0, lat))
            return lat, (found.lon + east + 180) % 360 - 180, round(found.radius_km + 0.3 * distance, 1)
        return found.lat, found.lon, round(max(30.0, 3 * found.radius_km), 1)
    if before and before[-1] in {"near", "outside"} and found.kind in {"town", "district"}:
        return found.lat, found.lon, round(max(20.0, 2 * found.radius_km), 1)
    if before and before[-1] in SIDES and found.kind in {"country", "province", "region"}:
        return found.lat, found.lon, found.radius_km
    return None


def _number(word: str) -> float | None:
    try:
        number = float(word.replace(",", ""))
    except ValueError:
        return None
    return number if 0 < number < 5_000 else None
