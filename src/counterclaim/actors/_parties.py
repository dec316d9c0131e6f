"""Parties of one report: which names mean the same one, and what the report says each of them is."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from counterclaim.actors import _words as words
from counterclaim.actors._mentions import Form, Mention, lemma_of, phrase_start
from counterclaim.actors._names import Key, contains, country_key, initials_agree, is_initialism, name_key
from counterclaim.actors._party import Party, written
from counterclaim.records.mentions import ActorKind
from counterclaim.records.parses import Parse


def build_parties(parse: Parse, mentions: Sequence[Mention]) -> list[Party]:
    """Gives every name its party and returns the parties. Longer names come first, so that short forms find them."""
    names = [m for m in mentions if m.form is Form.NAME]
    for mention in names:
        if mention.label == "PERSON" and _has_article(parse, mention):
            mention.label = "ORG"
    groups: dict[Key, list[Mention]] = {}
    for mention in names:
        groups.setdefault(country_key(name_key(written(parse, mention.start, mention.end))), []).append(mention)
    groups.pop((), None)
    registry = _Registry(_introduced(parse, names))
    shouted = _headline_tokens(parse)
    for key in sorted(groups, key=lambda key: (-len(key), -sum(map(len, key)), groups[key][0].start)):
        for group, party in registry.assign(key, groups[key]):
            for mention in group:
                mention.party = party.number
                mention.resolution = "name"
                party.labels[mention.label or "other"] += 1
                party.mentions.append(mention)
                form = written(parse, mention.start, mention.end)
                (party.headlines if mention.start in shouted else party.forms)[form] += 1
                _learn(parse, party, mention)
            registry.enter(key, party)
    return registry.parties


def _has_article(parse: Parse, mention: Mention) -> bool:
    """Whether one capitalised word stands with “the” of its own (“the Observatory”): no person is called so."""
    before = mention.start - 1
    return (
        mention.end - mention.start == 1
        and before >= 0
        and parse.words[before].lower() == "the"
        and parse.heads[before] == mention.head
        and parse.tags[mention.head] == "NNP"
        and parse.deps[mention.head] not in {"compound", "nmod", "poss", "appos"}
    )


def _headline_tokens(parse: Parse) -> set[int]:
    """Tokens of sentences in title case, where capitals do not tell where a name ends."""
    found: set[int] = set()
    for start, end in parse.sentences:
        long = [parse.words[t] for t in range(start, end) if parse.words[t].isalpha() and len(parse.words[t]) > 3]
        if len(long) >= 5 and sum(word[0].isupper() for word in long) >= 0.8 * len(long):
            found.update(range(start, end))
    return found


class _Registry:
    """The parties named so far, found by the words, initials and joined words of their names."""

    #: A word shared by more parties than this (“ministry”) leads to none of them by itself: time stays linear.
    MOST = 40

    def __init__(self, acronyms: dict[Key, Key]) -> None:
        self.parties: list[Party] = []
        self._long_of = acronyms
        self._shorts_of: dict[Key, list[Key]] = {}
        for short, long in acronyms.items():
            self._shorts_of.setdefault(long, []).append(short)
        self._by_key: dict[Key, Party] = {}
        self._by_part: dict[str, list[Party]] = {}

    def enter(self, key: Key, party: Party) -> None:
        """Remembers `key` as a name of `party`."""
        party.keys.add(key)
        self._by_key.setdefault(key, party)
        initials = "".join(word[0] for word in key) if len(key) > 2 else ""
        for part in {*key, "".join(key[-2:]), initials}:
            found = self._by_part.setdefault(part, [])
            if part and party not in found[-self.MOST :]:
                found.append(party)

    def assign(self, key: Key, group: list[Mention]) -> list[tuple[list[Mention], Party]]:
        """The mentions of one short or new name with their parties: one party, but for a surname that several
        persons bear, which each mention reads for itself."""
        known = self._by_key.get(self._long_of.get(key, ())) or next(
            (self._by_key[short] for short in self._shorts_of.get(key, ()) if short in self._by_key), None
        )
        if known is not None:
            return [(group, known)]
        rarest = min((self._by_part.get(word, []) for word in key), key=lambda found: len(found) or self.MOST + 1)
        near = {party.number: party for party in rarest[: self.MOST]}
        joined = self._by_part.get("".join(key), []) if len(key) == 1 else []
        near.update({party.number: party for party in joined[: self.MOST]})
        labels = Counter(mention.label for mention in group)
        fits = [p for p in near.values() if _shortens(key, labels, p) or any(is_initialism(key, k) for k in p.keys)]
        if len(fits) == 1:
            return self._by_title(group, fits[0])
        if len(fits) > 1 and all(party.kind is ActorKind.PERSON for party in fits):
            shared: dict[int, list[Mention]] = {}
            for mention, bearer in _bearers(group, fits):
                shared.setdefault(bearer.number, []).append(mention)
            return [(mentions, self.parties[number]) for number, mentions in shared.items()]
        return [(group, self._new())]

    def _new(self) -> Party:
        party = Party(number=len(self.parties))
        self.parties.append(party)
        return party

    def _by_title(self, group: list[Mention], party: Party) -> list[tuple[list[Mention], Party]]:
        """All of `group` for `party`, but for those whose title tells another gender: “Miss Xxx” is not “Mr Xxx”."""
        other = [m for m in group if party.gender is not None and _told_gender(m) not in {None, party.gender}]
        if not other:
            return [(group, party)]
        same = [m for m in group if m not in other]
        return [*([(same, party)] if same else []), (other, self._new())]


def _told_gender(mention: Mention) -> str | None:
    """The gender that the titles of a name tell, if they agree."""
    told = {words.titles().get(title) for title in mention.titles} - {None}
    return told.pop() if len(told) == 1 else None


def _bearers(group: Sequence[Mention], fits: Sequence[Party]) -> Iterator[tuple[Mention, Party]]:
    """Whom a shared surname means at each mention: a title tells the gender; then the one named in full most often
    before, then last."""
    starts = {party.number: sorted(m.start for m in party.mentions) for party in fits}
    for mention in group:
        told = _told_gender(mention)
        agreeing = [party for party in fits if told is None or party.gender in {None, told}] or fits

        def weight(party: Party, here: int = mention.start) -> tuple[int, int]:
            before = bisect_left(starts[party.number], here)
            return before, starts[party.number][before - 1] if before else -1

        yield mention, max(agreeing, key=weight)


def _learn(parse: Parse, party: Party, mention: Mention) -> None:
    """What the words around one name tell of its party: titles, gender, roles from compounds, apposition, copula."""
    for title in mention.titles:
        if title in words.titles():
            party.labels["title"] += 1
            gender = words.titles()[title]
            if gender:
                party.genders[gender] += 3
        noun = words.nouns().get(title)
        if noun is not None:
            if noun.kind == "person":
                party.labels["title"] += 1
            if noun.gender:
                party.genders[noun.gender] += 2
            party.roles.append((title, frozenset(_left_words(parse, mention.start, mention.head))))
    party.ages.update(_ages(parse, mention))
    first = words.fold(parse.words[mention.start])
    if mention.plural and mention.end - mention.start == 1 and first in words.adjectives():
        party.labels["NORP"] += 5  # a people, not the country
    if mention.end - mention.start > 1 and first in words.first_names() and mention.label in {"PERSON", "", "ORG"}:
        party.genders[words.first_names()[first]] += 1
        party.labels["first name"] += 1
    last = lemma_of(parse, mention.head)
    noun = words.nouns().get(last)
    if noun is not None and mention.end - mention.start > 1 and noun.kind == "organisation":
        party.labels["body"] += 1
        own = {words.country_of(parse.words[t]) for t in range(mention.start, mention.end) if t != mention.head}
        party.roles.append((last, frozenset(own)))
    else:
        for token in range(mention.start, mention.end):
            lemma = lemma_of(parse, token)
            known = words.nouns().get(lemma)
            if known is not None and known.kind == "organisation":
                if mention.label != "PERSON" and mention.label != "GPE":
                    party.labels["body"] += 1
                own = {words.country_of(parse.words[t]) for t in range(mention.start, mention.end) if t != token}
                party.roles.append((lemma, frozenset(own)))
                break
    head = parse.heads[mention.head]
    for token in _described_by(parse, mention):
        lemma = lemma_of(parse, token)
        noun = words.nouns().get(lemma)
        if noun is None or noun.kind in {"document", "nobody"}:
            continue
        joined = (words.noun_of(lemma_of(parse, c)) for c in parse.children[token] if parse.deps[c] == "conj")
        if noun.kind == "organisation" and any(other is not None and other.kind == "person" for other in joined):
            party.labels["called"] += 1  # “a former army and navy chief”, read as coordinated with “army”
        elif noun.kind == "person" and parse.tags[token] != "NNS":
            party.labels["called"] += 1
        elif noun.kind == "organisation":
            party.labels["body"] += 1
        if noun.gender:
            party.genders[noun.gender] += 2
        party.roles.append((lemma, frozenset(_role_words(parse, token))))
    if parse.deps[mention.head] in {"compound", "nmod"} and head >= mention.end:
        lemma = lemma_of(parse, head)
        noun = words.nouns().get(lemma)
        if noun is not None and lemma in words.GENERAL_BODIES | words.MEMBERS:
            before = range(phrase_start(parse, head), mention.start)
            compound = frozenset(words.country_of(parse.words[t]) for t in before)
            if noun.kind == "organisation" or parse.tags[head] == "NNS":
                party.labels["body"] += mention.label == "PERSON"
                party.roles.append((lemma, compound - words.DETERMINERS))
                if noun.kind == "person":
                    party.roles.append(("group", frozenset({lemma})))


def _ages(parse: Parse, mention: Mention) -> set[int]:
    """The age told with a name: “Xxx, 41, …” and “41-year-old Xxx”."""
    after = parse.words[mention.end : mention.end + 3]
    found = {after[1]} if len(after) == 3 and after[0] == "," and after[2] in {",", ".", ")", "of"} else set()
    for token in range(max(0, mention.start - 8), mention.start):
        if parse.words[token].lower() == "old" and parse.heads[token] >= token:
            found.add(age_words(parse, token))
    return {int(word) for word in found if word.isdecimal() and 0 < int(word) < 120}


def age_words(parse: Parse, token: int) -> str:
    """The number in front of “-year-old” whose “old” is at `token`; empty where there is none."""
    return parse.words[token - 4] if token >= 4 and parse.words[token - 2].lower() == "year" else ""


def _described_by(parse: Parse, mention: Mention) -> list[int]:
    """Nouns that say what a named party is: apposition either way, copula, a common noun in front."""
    found = []
    head = mention.head
    for child in parse.children[head]:
        if parse.deps[child] == "appos" and parse.pos[child] in {"NOUN", "PROPN"}:
            found.append(child)
        elif (
            child < mention.start
            and parse.deps[child] in {"compound", "nmod", "appos"}
            and (parse.tags[child] in {"NN", "NNS"})
        ):
            found.append(child)
    above = parse.heads[head]
    if parse.deps[head] == "appos" and parse.pos[above] in {"NOUN", "PROPN"}:
        found.append(above)
    if parse.deps[head] in {"nsubj", "nsubjpass"} and parse.lemmas[above] == "be":
        found.extend(c for c in parse.children[above] if parse.deps[c] == "attr" and parse.pos[c] == "NOUN")
    return found


def _role_words(parse: Parse, token: int) -> set[str]:
    found = set(_left_words(parse, phrase_start(parse, token), token))
    for child in parse.children[token]:
        if child > token and parse.deps[child] == "prep":
            found.update(
                words.country_of(parse.words[t])
                for t in parse.subtree(child)[:12]
                if parse.pos[t] in {"NOUN", "PROPN", "ADJ"}
            )
    return found


def _left_words(parse: Parse, start: int, head: int) -> list[str]:
    """Folded words of the phrase around `head` that stand before it, determiners left out."""
    first = min(start, phrase_start(parse, head))
    return [
        words.country_of(parse.words[t])
        for t in range(first, start if start > first else head)
        if parse.pos[t] in {"NOUN", "PROPN", "ADJ"} and t != head
    ]


#: Words between two names of one party.
ALSO = (("also", "known", "as"), ("better", "known", "as"), ("known", "as"), ("formerly",), ("aka",), ("a.k.a.",))


def _also_known(parse: Parse, first: Mention, starts: Mapping[int, Mention]) -> Mention | None:
    """The other name in “Xxx, also known as Yyy”."""
    token = first.end
    while token < len(parse) and parse.words[token] in {",", "("}:
        token += 1
    for phrase in ALSO:
        after = token + len(phrase)
        if tuple(word.lower() for word in parse.words[token:after]) == phrase:
            for at in (after, after + 1):  # “known as the Yyy”, “known as “Yyy””
                if at in starts and (at == after or parse.words[after].lower() in {"the", "“", '"', "‘", "'"}):
                    return starts[at]
    return None


def _introduced(parse: Parse, names: Sequence[Mention]) -> dict[Key, Key]:
    """Other names that the report introduces, “Xxx Yyy (XY)”, “XY (Xxx Yyy)”, “Xxx, also known as Yyy”: the shorter
    key to the longer one."""
    found: dict[Key, Key] = {}
    starts = {m.start: m for m in names}
    ends = {m.end: m for m in names}
    for mention in names:
        other = _also_known(parse, mention, starts)
        if other is not None:
            keys = [country_key(name_key(written(parse, m.start, m.end))) for m in (mention, other)]
            short, long = sorted(keys, key=lambda key: (len(key), sum(map(len, key))))
            if short and short != long:
                found[short] = long
    for token, word in enumerate(parse.words):
        if word != "(":
            continue
        inner = starts.get(token + 1)
        before = ends.get(token) or (ends.get(token - 1) if token and parse.tags[token - 1] == "POS" else None)
        if inner is None or before is None or inner.end >= len(parse) or parse.words[inner.end] != ")":
            continue
        a = country_key(name_key(written(parse, before.start, before.end)))
        b = country_key(name_key(written(parse, inner.start, inner.end)))
        spelt = written(parse, inner.start, inner.end)
        own = spelt.isupper() and 2 < len(spelt) < 9 and before.label == "ORG"  # of another language, or no initials
        if len(b) == 1 and len(a) > 1 and (own or initials_agree(b[0], written(parse, before.start, before.end))):
            found[b] = a
        elif len(a) == 1 and len(b) > 1 and initials_agree(a[0], written(parse, inner.start, inner.end)):
            found[a] = b
    return found


def _shortens(key: Key, labels: Counter[str], party: Party) -> bool:
    """Whether `key` is a short form of one of the party's names."""
    if all(word in words.GENERIC or word in words.countries() or word in words.adjectives() for word in key):
        return False
    label = labels.most_common(1)[0][0]
    person = party.kind is ActorKind.PERSON
    for long in party.keys:
        if len(long) < len(key) or not contains(long, key):
            continue
        if person:
            suffix = "".join(long).endswith("".join(key))
            if label in {"GPE", "NORP", "LOC"} and not suffix:
                continue
            if suffix or (len(key) > 1 and long[: len(key)] == key) or (key == long[:1] and label == "PERSON"):
                return True
        elif label == "PERSON" and len(key) > 1:
            continue
        elif long[: len(key)] == key and words.is_other_body(long[len(key) :]):
            continue
        elif (
            len(key) > 1
            or long[0] == key[0]
            or (long[-1] == key[0] and len(long) <= 2)
            or label not in {"PERSON", "GPE"}
        ):
            known = words.nouns().get(key[0])
            state = known is not None and known.subclass == "state" and long[-1] != key[0]
            if len(key) == 1 and (label in {"GPE", "LOC"} or party.place or state):
                continue
            return True
    return False
