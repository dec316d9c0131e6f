"""What is compared of a word that tells of an event: what happened, to whom, by whom, where and when."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from counterclaim.events._types import event_type_of
from counterclaim.lexicons.events import load_events
from counterclaim.lexicons.opposites import load_kindred, load_opposites
from counterclaim.records.ids import RevisionId
from counterclaim.records.parses import Parse
from counterclaim.records.spans import Span

Words = frozenset[str]

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_TIMES = frozenset({"DATE", "TIME"})
_NAMES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "WORK_OF_ART"})
_SUBJECTS = frozenset({"nsubj", "csubj", "agent", "poss"})
_OBJECTS = frozenset({"dobj", "nsubjpass", "attr", "oprd", "dative", "compound"})
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
#: Endings that make one word of another, longest first: “acquisition”, “acquired” and “acquires” share “acqui”.
_ENDINGS = (
    "ication", "ization", "isition", "ation", "ition", "ement", "ction", "ssion", "sion", "tion", "ment", "ance",
    "ence", "ures", "ing", "ion", "ure", "als", "ers", "ors", "age", "ies", "ied", "ed", "es", "er", "or", "al", "ty",
    "th", "s", "e", "y",
)  # fmt: skip
#: What is left of a word when its ending is taken off has at least so many letters.
_LEAST_STEM = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMention:
    """A mention of an event as it is compared with others.

    `clause` is the event with who and what, in words, `sentence` the words around it; `order` is the number of the
    sentence in its report. `kindred` and `opposed` are other words for the deed and for what undoes it.
    """

    revision_id: RevisionId
    span: Span
    head: str
    lemma: str
    stem: str
    kindred: Words
    opposed: Words
    event: str | None
    nominal: bool
    subject: Words
    object: Words
    around: Words
    names: Words
    places: Words
    times: Words
    numbers: Words
    clause: str
    sentence: str
    order: int


def read_mention(parse: Parse, span: Span, revision_id: RevisionId) -> EventMention:
    """The mention that the words at `span` make. The span must hold a token."""
    tokens = list(parse.tokens_in(span))
    head = _head(parse, tokens)
    first, last = parse.sentence_of(head)
    sentence = range(first, last)
    subject, object_ = _arguments(parse, head)
    event = event_type_of(parse, (span,))
    lemma = _lemma(parse, head)
    return EventMention(
        revision_id=revision_id,
        span=span,
        head=parse.words[head].lower(),
        lemma=lemma,
        stem=stem_of(lemma),
        kindred=load_kindred().get(lemma, frozenset()),
        opposed=load_opposites().get(lemma, frozenset()),
        event=event.event.value if event else None,
        nominal=parse.pos[head] in ("NOUN", "PROPN"),
        subject=frozenset(word for token in subject for word in _phrase(parse, token)),
        object=frozenset(word for token in object_ for word in _phrase(parse, token)),
        around=frozenset(parse.lemmas[t] for t in sentence if t not in tokens and parse.pos[t] in _CONTENT),
        names=_named(parse, sentence, _NAMES),
        places=_named(parse, sentence, _PLACES),
        times=_named(parse, sentence, _TIMES),
        numbers=frozenset(parse.words[t].lower() for t in sentence if parse.pos[t] == "NUM"),
        clause=_clause(parse, tokens, [*subject, *object_]),
        sentence=parse.span(first, last).of(parse.text),
        order=parse.sentence_index(head),
    )


@cache
def stem_of(lemma: str) -> str:
    """What nouns and verbs of one root share, roughly: the word without its ending."""
    for ending in _ENDINGS:
        if lemma.endswith(ending) and len(lemma) - len(ending) >= _LEAST_STEM:
            return lemma[: -len(ending)]
    return lemma


def _head(parse: Parse, tokens: list[int]) -> int:
    """The token on which the others hang; of “made an offer” the noun."""
    inside = set(tokens)
    top = next((t for t in tokens if parse.heads[t] not in inside or parse.heads[t] == t), tokens[0])
    if parse.lemmas[top] in load_events().light:
        return next((t for t in tokens if t != top and parse.pos[t] == "NOUN"), top)
    if parse.pos[top] not in _CONTENT:
        return next((t for t in tokens if parse.pos[t] in _CONTENT), top)
    return top


def _lemma(parse: Parse, token: int) -> str:
    """The lemma; what the parser took for a name, as in headlines, loses the endings of verbs and plurals."""
    lemma, word = parse.lemmas[token].lower(), parse.words[token].lower()
    if lemma != word or parse.pos[token] not in ("PROPN", "NOUN"):
        return lemma
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("ed", ""), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) > _LEAST_STEM and not word.endswith("ss"):
            return word[: -len(ending)] + instead
    return lemma


def _arguments(parse: Parse, head: int) -> tuple[list[int], list[int]]:
    """The heads of what acts and of what is acted on."""
    subjects: list[int] = []
    objects: list[int] = []
    for role, token in _dependents(parse, head):
        (subjects if role in _SUBJECTS else objects).append(token)
    if not subjects and parse.deps[head] in ("xcomp", "conj", "advcl"):
        above = parse.heads[head]
        subjects = [token for role, token in _dependents(parse, above) if role in ("nsubj", "agent")]
        if parse.tags[head] == "VBN" and not objects:
            objects = [token for role, token in _dependents(parse, above) if role == "nsubjpass"]
    if parse.deps[head] in ("relcl", "acl"):
        (objects if parse.tags[head] == "VBN" else subjects).append(parse.heads[head])
    if parse.deps[head] == "amod":
        objects.append(parse.heads[head])
    return subjects, objects


def _dependents(parse: Parse, head: int) -> Iterator[tuple[str, int]]:
    nominal = parse.pos[head] in ("NOUN", "PROPN")
    for child in parse.children[head]:
        dep = parse.deps[child]
        if dep in ("prep", "agent"):
            role = "agent" if parse.lemmas[child] == "by" else "dobj" if parse.lemmas[child] == "of" and nominal else ""
            for token in parse.children[child]:
                if role and parse.deps[token] == "pobj":
                    yield role, token
        elif dep in _SUBJECTS or (dep in _OBJECTS and (nominal or dep != "compound")):
            yield dep, child


def _phrase(parse: Parse, token: int) -> Iterator[str]:
    """The lemmas that name what a phrase is about: its head, names and nouns before it, and what it is joined with."""
    if parse.pos[token] == "PRON":
        return
    yield parse.lemmas[token]
    for child in parse.children[token]:
        if parse.deps[child] in ("compound", "nmod", "appos", "poss") and parse.pos[child] != "PRON":
            yield parse.lemmas[child]
        elif parse.deps[child] == "conj" or (parse.deps[child] == "amod" and parse.pos[child] == "PROPN"):
            yield parse.lemmas[child]


def _named(parse: Parse, tokens: range, labels: frozenset[str]) -> Words:
    found = set()
    for token in tokens:
        entity = parse.entity_at(token)
        if entity is not None and entity.label in labels and parse.pos[token] in _CONTENT:
            found.add(parse.words[token].lower())
    return frozenset(found)


def _clause(parse: Parse, tokens: list[int], arguments: list[int]) -> str:
    """The event with the nearer words of who and what, in their order."""
    kept = set(tokens)
    for token in arguments:
        kept.add(token)
        kept.update(c for c in parse.children[token] if parse.deps[c] in ("compound", "amod", "nummod", "poss"))
    return " ".join(parse.words[token] for token in sorted(kept))
