"""Where a report mentions parties: names, pronouns and descriptions, read from the parse."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum

from counterclaim.actors import _words as words
from counterclaim.lexicons import load_cues
from counterclaim.records.parses import Parse


class Form(Enum):
    NAME = "name"
    PRONOUN = "pronoun"
    DESCRIPTION = "description"


@dataclass(slots=True, eq=False)
class Mention:
    """Tokens `[start, end)` with their head. `noun` and `modifiers` (folded, countries for their adjectives) are those
    of a description; `title` holds the words cut from a name; `party` is filled in by resolution."""

    start: int
    end: int
    head: int
    form: Form
    label: str = ""
    noun: str = ""
    modifiers: frozenset[str] = frozenset()
    titles: tuple[str, ...] = ()
    definite: bool = False
    plural: bool = False
    party: int | None = None
    others: tuple[int, ...] = ()  # further parties that “they” stands for
    resolution: str = "none"
    antecedent: "Mention | None" = None
    candidates: tuple[int, ...] = ()
    score: float | None = None  # how far the party leads the next candidate, in [0, 1]
    salience: float = field(default=0.0)


PRONOUNS = frozenset(
    "he him his himself she her hers herself it its itself they them their theirs themselves "
    "i me my mine myself we us our ours ourselves you your yours yourself yourselves "
    "who whom whose which that".split()
)
NAME_LABELS = frozenset({"PERSON", "ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW"})
OTHER_LABELS = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL", "LANGUAGE"})
LEFT_DEPS = frozenset({"det", "amod", "compound", "nmod", "poss", "nummod", "predet", "quantmod", "npadvmod", "case"})

#: Plurals without “s”, and the marks of possession: the “Women's League” and the “Farmers' Party” are one name each.
PLURALS = frozenset("people women men children".split())
POSSESSIVE = frozenset({"'", "’", "'s", "’s"})
MARKS = frozenset("' ‘ ’ \" “ ” `` '' -".split())


def read_mentions(parse: Parse, sources: Iterable[int], listed: Iterable[tuple[int, int, str]] = ()) -> list[Mention]:
    """Every mention of a possible party, in text order. `sources` are head tokens of attribution sources: a noun
    there is read as a description whatever the noun. `listed` are names known beforehand, with their label."""
    wanted = set(sources)
    found = _names(parse, listed)
    taken = {token for mention in found for token in range(mention.start, mention.end)}
    for token, word in enumerate(parse.words):
        if token in taken:
            continue
        if parse.tags[token] in {"PRP", "PRP$", "WP", "WP$", "WDT"} and word.lower() in PRONOUNS:
            found.append(Mention(start=token, end=token + 1, head=token, form=Form.PRONOUN))
        elif parse.pos[token] in {"NOUN", "PROPN", "ADJ", "DET", "PRON", "NUM"}:
            noun = lemma_of(parse, token)
            known = noun in words.nouns() and (parse.pos[token] in {"NOUN", "PROPN"} or noun == "year-old")
            if token in wanted or (known and parse.deps[token] not in {"compound", "nmod", "amod"}):
                found.append(_description(parse, token, noun))
    found.sort(key=lambda mention: mention.head)  # a possessor comes before what it possesses
    return found


def lemma_of(parse: Parse, token: int) -> str:
    """The singular of a noun in lower case, also of nouns that the tagger took for names."""
    word = words.fold(parse.words[token])
    lemma = words.fold(parse.lemmas[token])
    if lemma in words.nouns():
        return lemma
    if word in words.nouns():  # “media”, which the lemmatiser takes for the plural of “medium”
        return word
    if lemma == "old" and token > 1 and parse.words[token - 1] == "-" and parse.lemmas[token - 2] == "year":
        return "year-old"
    for ending, singular in (("ies", "y"), ("men", "man"), ("s", "")):
        if word.endswith(ending) and word[: -len(ending)] + singular in words.nouns():
            return word[: -len(ending)] + singular
    return lemma or word


def phrase_start(parse: Parse, head: int) -> int:
    """The first token of the noun phrase that ends at `head`: its modifiers to the left, across nothing but quotation
    marks and hyphens inside words."""
    start = head
    for child in reversed(parse.children[head]):
        if child >= start:
            continue
        first = last = child
        while parse.children[first] and parse.children[first][0] < first:
            first = parse.children[first][0]
        while parse.children[last] and parse.children[last][-1] > last:
            last = parse.children[last][-1]
        if any(parse.words[t] not in MARKS for t in range(last + 1, start)):
            break
        if parse.deps[child] in LEFT_DEPS or (parse.deps[child] == "advmod" and last + 1 == start):
            start = first
        elif parse.words[child] not in MARKS:
            break
    return start


def _description(parse: Parse, head: int, noun: str) -> Mention:
    start = phrase_start(parse, head)
    inside = range(start, head)
    first = parse.words[start].lower() if start < head else ""
    modifiers = {
        words.country_of(parse.words[t])
        for t in inside
        if (parse.pos[t] in {"NOUN", "PROPN", "ADJ", "VERB"} and parse.words[t].isascii()) or parse.pos[t] == "PROPN"
    }
    for child in parse.children[head]:
        if child > head and parse.deps[child] == "prep" and parse.lemmas[child] in {"of", "for", "in", "from", "at"}:
            for t in parse.subtree(child)[:12]:
                if parse.pos[t] in {"NOUN", "PROPN", "ADJ"}:
                    modifiers.add(words.country_of(parse.words[t]))
    possessed = any(parse.deps[t] == "poss" and parse.heads[t] == head for t in inside)
    plural = parse.tags[head] in {"NNS", "NNPS"}
    return Mention(
        start=start,
        end=head + 1,
        head=head,
        form=Form.DESCRIPTION,
        noun=noun,
        modifiers=frozenset(m for m in modifiers if m not in words.DETERMINERS and m not in words.INDEFINITE),
        definite=first in words.DEFINITE or possessed or (plural and first not in words.INDEFINITE),
        plural=plural,
    )


def _names(parse: Parse, listed: Iterable[tuple[int, int, str]]) -> list[Mention]:
    """Names: entities with their borders cleaned, and runs of proper nouns that the recogniser missed."""
    found: list[Mention] = []
    taken = [False] * len(parse)
    wider = {token: piece for piece in _entity_pieces(parse) for token in range(*piece)}
    for start, end, label in listed:
        known = _name(parse, start, end, label) or _as_listed(parse, start, end, label)
        around = wider.get(start, (start, end))
        if around[0] >= start and around[1] <= end:  # “Xxx” is not the “Xxx Council”
            found.append(known)
            taken[known.start : known.end] = [True] * (known.end - known.start)
    for start, end in _bodies_of_many(parse):
        body = None if any(taken[start:end]) else _name(parse, start, end, "ORG")
        if body is not None:
            found.append(body)
            taken[body.start : body.end] = [True] * (body.end - body.start)
    for entity in parse.entities:
        if entity.label in OTHER_LABELS:
            taken[entity.start : entity.end] = [True] * (entity.end - entity.start)
    for entity in parse.entities:
        if entity.label not in NAME_LABELS:
            continue
        for start, end in _pieces(parse, entity.start, entity.end):
            mention = _name(parse, start, end, entity.label)
            if mention is not None and not any(taken[mention.start : mention.end]):
                found.append(mention)
                taken[mention.start : mention.end] = [True] * (mention.end - mention.start)
    start = 0
    while start < len(parse):
        end = start
        while end < len(parse) and not taken[end] and (_is_part(parse, end) or (end > start and _links(parse, end))):
            end += 1
        if end > start:
            mention = _name(parse, start, end, "")
            if mention is not None:
                found.append(mention)
        start = max(end, start + 1)
    return found


def _bodies_of_many(parse: Parse) -> Iterator[tuple[int, int]]:
    """Bodies named after those who make them up, which the recogniser misses or cuts: the “Women's League”, the
    “National Police Officers' Union”, the “Lawyers' Collective of the South”."""
    last = 0
    for mark in range(1, len(parse) - 1):
        if parse.words[mark] not in POSSESSIVE or not _capital(parse, mark + 1):
            continue
        many, before = parse.words[mark - 1].lower(), mark - 1
        plural = many in PLURALS if len(parse.words[mark]) > 1 else many.endswith("s")
        if not plural or not _capital(parse, before) or before < last:
            continue
        end = mark + 1
        while end < len(parse) and _capital(parse, end):
            end += 1
        if not any(_is_body(parse, token) for token in range(mark + 1, end)):
            continue
        start = before
        while start > last and _capital(parse, start - 1) and parse.pos[start - 1] in {"PROPN", "ADJ", "NOUN"}:
            start -= 1
        of = end + (end + 1 < len(parse) and parse.words[end + 1].lower() == "the")
        if end < len(parse) and parse.words[end] == "of" and of + 1 < len(parse) and _capital(parse, of + 1):
            end = of + 1
            while end < len(parse) and _capital(parse, end):
                end += 1
        yield start, end
        last = end


def _capital(parse: Parse, token: int) -> bool:
    return parse.words[token][0].isupper() and parse.words[token].lower() not in words.DETERMINERS


def _is_body(parse: Parse, token: int) -> bool:
    noun = words.nouns().get(lemma_of(parse, token))
    return noun is not None and noun.kind == "organisation"


def _as_listed(parse: Parse, start: int, end: int, label: str) -> Mention:
    """A listed name that does not look like one: “the highlanders”."""
    tops = [t for t in range(start, end) if not start <= parse.heads[t] < end or parse.heads[t] == t]
    return Mention(start=start, end=end, head=tops[-1] if tops else end - 1, form=Form.NAME, label=label, definite=True)


def _entity_pieces(parse: Parse) -> Iterator[tuple[int, int]]:
    """The names that the recogniser sees, cleaned at their edges."""
    for entity in parse.entities:
        if entity.label in NAME_LABELS:
            for start, end in _pieces(parse, entity.start, entity.end):
                mention = _name(parse, start, end, entity.label)
                if mention is not None:
                    yield mention.start, mention.end


def _is_part(parse: Parse, token: int) -> bool:
    return parse.pos[token] == "PROPN" and parse.words[token][0].isupper()


def _links(parse: Parse, token: int) -> bool:
    """Whether a particle inside a name stands at `token`: the “de” of “Xxx de Yyy”."""
    return parse.words[token] in words.PARTICLES and token + 1 < len(parse) and _is_part(parse, token + 1)


def _pieces(parse: Parse, start: int, end: int) -> list[tuple[int, int]]:
    """The entity `[start, end)` cut at brackets, commas, quotation marks, possessive marks, and whose body it is."""
    pieces, first = [], start
    for token in range(start, end):
        if parse.words[token] in {"(", ")", "[", "]", ",", ";", ":", "/", '"', "“", "”", "-", "–", "—"} or (
            parse.tags[token] == "POS"
        ):
            hyphen = parse.words[token] == "-" and first < token and parse.starts[token] == parse.ends[token - 1]
            if hyphen:
                continue
            pieces.append((first, token))
            first = token + 1
        elif parse.words[token] == "of" and _names_body(parse, first, token) and _is_person(parse, token + 1, end):
            pieces.append((first, token))  # “the Anchor Movement of Xxx Yyy”: whose it is, no part of its name
            first = token + 1
        elif parse.words[token] == "and" and _names_body(parse, first, token) and _names_body(parse, token + 1, end):
            pieces.append((first, token))
            first = token + 1
    pieces.append((first, end))
    return [(s, e) for s, e in pieces if s < e]


def _names_body(parse: Parse, start: int, end: int) -> bool:
    """Whether two or more words name a body of their own: “Xxx Council”."""
    return end - start > 1 and any(_is_body(parse, token) for token in range(start, end))


def _name(parse: Parse, start: int, end: int, label: str) -> Mention | None:
    """The name in `[start, end)` without determiners, titles and marks at its edges; None where none is left."""
    while start >= 2 and _joined_left(parse, start):
        start -= 2
    while end + 1 < len(parse) and parse.words[end] == "-" and _joined_right(parse, end):
        end += 2
    titles: list[str] = []
    while start < end:
        word = words.fold(parse.words[start])
        noun = words.nouns().get(lemma_of(parse, start))
        if word in words.DETERMINERS or not any(c.isalnum() for c in word) or word == "s":
            start += 1
        elif start + 1 < end and word in words.titles() and label in {"PERSON", ""}:
            titles.append(word)
            start += 1
        elif start + 1 < end and parse.words[start].islower() and noun is not None and label == "PERSON":
            titles.append(lemma_of(parse, start))
            start += 1
        elif start + 2 < end and noun is not None and noun.kind == "person" and _is_first_name(parse, start + 1):
            titles.append(lemma_of(parse, start))  # “Nurse Xxx Yyy”, at the head of a sentence
            start += 1
            label = "PERSON"
        else:
            break
    if end - start > 1 and _is_headline_verb(parse.words[end - 1]):
        end -= 1
    while end > start and (not any(c.isalnum() for c in parse.words[end - 1]) or parse.tags[end - 1] == "POS"):
        end -= 1
    if start >= end or not any(w[0].isupper() or w[0] == "@" or w[0] == "#" for w in parse.words[start:end]):
        return None
    if all(not c.isalpha() for w in parse.words[start:end] for c in w):
        return None
    inner = [t for t in range(start, end) if not start <= parse.heads[t] < end or parse.heads[t] == t]
    head = inner[-1] if inner else end - 1
    only = words.fold(parse.words[start]) if end - start == 1 else ""
    modifies = parse.deps[head] in {"amod", "compound", "nmod", "advmod", "npadvmod"} and parse.heads[head] >= end
    if modifies and (only in words.adjectives() or parse.tags[head] in {"JJ", "JJR", "JJS"}):
        return None
    noun = words.nouns().get(lemma_of(parse, start))
    if only and not label and (only in words.titles() or (noun is not None and noun.kind == "person")):
        return None  # a capitalised “President” is a description
    # Titles may also stand before the entity: “Foreign Minister Xxx”.
    before = start - 1
    while before >= 0 and parse.heads[before] == head and parse.deps[before] in {"compound", "amod", "nmod"}:
        word = words.fold(parse.words[before])
        if word in words.titles() or lemma_of(parse, before) in words.nouns():
            titles.append(lemma_of(parse, before) if lemma_of(parse, before) in words.nouns() else word)
        before -= 1
    return Mention(
        start=start,
        end=end,
        head=head,
        form=Form.NAME,
        label=label,
        titles=tuple(titles),
        plural=parse.tags[head] in {"NNPS", "NNS"},
        definite=True,
    )


def _is_first_name(parse: Parse, token: int) -> bool:
    return words.fold(parse.words[token]) in words.first_names()


def _is_person(parse: Parse, start: int, end: int) -> bool:
    """Whether the tokens are the full name of a person, as far as the first name tells."""
    return end - start > 1 and _is_first_name(parse, start)


def _is_headline_verb(word: str) -> bool:
    """Whether a capitalised word at the end of a name is the verb of a headline: “Xxx Says”."""
    word = word.lower()
    if not word.endswith("s") or word.endswith("ss"):  # “Red Cross” does not cry
        return False
    stems = (word[:-3] + "y",) if word.endswith("ies") else (word[:-1], word[:-2])
    return any((stem, "verb") in load_cues() for stem in stems)


def _joined_left(parse: Parse, start: int) -> bool:
    """Whether “al-” or another part of the name hangs before `start` by a hyphen."""
    if parse.words[start - 1] != "-" or parse.starts[start] != parse.ends[start - 1]:
        return False
    if parse.starts[start - 1] != parse.ends[start - 2]:
        return False
    part = parse.words[start - 2]
    return part.lower() in words.PARTICLES or part[0].isupper()


def _joined_right(parse: Parse, end: int) -> bool:
    """Whether a further capitalised part of the name hangs on the hyphen at `end`."""
    touching = parse.starts[end] == parse.ends[end - 1] and parse.starts[end + 1] == parse.ends[end]
    return touching and parse.words[end + 1][0].isupper()
