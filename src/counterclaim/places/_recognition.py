"""Recognition: which words of a report name a place.

The parser's names and whatever the gazetteer knows are proposed; a proposal stays if enough words around it speak for a
place. Proposals that say of themselves what holds them (“Town, Region”) or of what kind they are keep that.
"""

from counterclaim.places._evidence import accept
from counterclaim.places._gazetteer import Candidate, Gazetteer, holds
from counterclaim.places._keys import name_key
from counterclaim.places._mentions import PLACE_LABELS, Mention, fame, stands_after
from counterclaim.places._words import (
    BEARINGS,
    CIVIC_WORDS,
    CLEAR_DIVISIONS,
    CLEAR_PREPOSITIONS,
    DIVISIONS,
    FACILITY_HEADS,
    INSTITUTIONS,
    OPEN_DIVISIONS,
    SIDES,
    SITE_TAILS,
    TITLES,
    TOWN_SITES,
)
from counterclaim.records.parses import Parse

LONGEST_NAME = 6  # tokens
#: Labels whose spans are never places nor hold any.
OTHER_LABELS = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL", "LANGUAGE"})


#: Lower-case words allowed inside a name (“Republic of the Congo”, “Stratford upon Avon”).
INNER_WORDS = frozenset(
    "'s ’s of the and de del la las los les al au aux el le du des da do dos sur upon on under am an der".split()
) | frozenset("&-–'’")
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})


def recognise(parse: Parse, gazetteer: Gazetteer) -> list[Mention]:
    """The mentions of places in text order, without overlap, each with its candidates."""
    mentions = _propose(parse, gazetteer)
    _link_holders(parse, mentions)
    return accept(parse, mentions)


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
    qualifies = parse.tags[start] == "JJ" or (start + 1 < end and parse.words[start + 1].islower())
    peoples = labels[start] == "NORP" or (qualifies and labels[start] in {None, "GPE"})
    if peoples and (candidates := _regular_demonym(gazetteer, word)):
        return Mention(start, start + 1, word, candidates, labels[start], attributive=True)
    coded = word.isupper() or (start > 0 and parse.words[start - 1] == ",")
    if labels[start] in PLACE_LABELS and coded and (candidates := gazetteer.lookup_code(word)):
        return Mention(start, start + 1, word, candidates, labels[start], code=True)
    return _before_division(parse, labels, start, end)


def _regular_demonym(gazetteer: Gazetteer, word: str) -> tuple[Candidate, ...]:
    """The well known places whose people are regularly called so: “Gazan”, “Parisian”, “Aleppine”."""
    for ending in ("n", "an", "ian", "ese", "i", "ite", "er", "ine"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= 4:
            for name in (stem, stem + "a", stem + "o"):
                found = gazetteer.lookup(name)
                if found and name_key(found[0].name) == name_key(name) and fame(found[0]) >= 0.5:
                    return found
    return ()


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


def _written_as_name(parse: Parse, start: int, stop: int, candidates: tuple[Candidate, ...]) -> bool:
    """False for words that only say a kind or a side (“North”, “Hall”) and for short words not in capitals."""
    words = parse.words[start:stop]
    if all(w.lower().rstrip(".") in NO_NAMES for w in words):
        return False
    letters = sum(c.isalpha() for w in words for c in w)
    return letters > 2 or (words[0].isupper() and candidates[0].kind in {"country", "region"})


#: Last words of names whose first words are a town or division near by; those of streets and parks mean nothing.
CALLED_AFTER = INSTITUTIONS | TOWN_SITES | {word for word, kind in DIVISIONS.items() if kind == "region"}
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
        and not stands_after(parse, start, CLEAR_PREPOSITIONS | {"at"})
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
        if start == end:
            continue
        name = parse.span(start, end).of(parse.text)
        known = gazetteer.lookup(name) if end - start > 1 else ()
        bare = all(parse.words[i].lower() in NO_NAMES or not parse.words[i][0].isupper() for i in range(start, end))
        if bare and not known:
            continue
        inside = {taken[i].start: taken[i] for i in range(start, end) if i in taken}
        left = [i for i in range(start, end) if i not in taken]
        if inside:
            strangers = [i for i in left if parse.words[i][0].isupper() and parse.words[i].lower() not in NO_NAMES]
            joined = all(parse.words[i][0].isupper() for i in left)
            weak = all(m.candidates and fame(m.candidates[0]) < 0.5 and not m.attributive for m in inside.values())
            if not (strangers and joined and weak and len(inside) == 1):
                continue
            replaced.update(inside)
        candidates = known or (gazetteer.lookup(name.partition("-")[0]) if "-" in name else ())
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
