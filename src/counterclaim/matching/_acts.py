"""What was done, as far as the words of a claim and those around it tell, and whether two claims tell of one act."""

import re
from collections.abc import Set
from dataclasses import dataclass
from functools import cache

from counterclaim.lexicons.events import load_events
from counterclaim.lexicons.opposites import STEM, load_anaphors
from counterclaim.lexicons.word_ranks import word_weight
from counterclaim.matching._deeds import of_one_deed
from counterclaim.records.claims import Claim
from counterclaim.records.events import EventKind
from counterclaim.records.ids import RevisionId
from counterclaim.records.revisions import Revision

WORD = re.compile(r"[^\W\d_]+")
#: Words of this weight or less tell nothing.
LEAST_WEIGHT = 1.3
#: Lemmas that tell nothing of what was done.
EMPTY = (
    "accuse accusation allegation anything attribute be behind blame carry claim commit denial deny do have hand "
    "involve involvement it link make nothing part people perpetrator person position reject responsibility "
    "responsible role say side spokesman spokeswoman take tell use"
).split()
#: Characters before a claim, and after it in its paragraph, that tell what it is about; of a headline, of the report.
BEFORE, AFTER, OPENING = 260, 160, 400
#: Events that are somebody's doing, and somebody's fault.
DONE = frozenset({EventKind.ASSAULT, EventKind.COERCE})
#: What any act of violence is called.
GENERIC = frozenset({"assault", "atrocity", "attack", "crime", "killing", "violence"})
#: Modes of an event: any, as of an “attack”, and one that the words leave open, as of a “raid”.
ANY, UNTOLD = "any", "untold"
#: Endings of the forms of a word, and letters that must be left of it.
ENDINGS, SHORTEST = ("ings", "ing", "ers", "ors", "eurs", "eur", "ed", "es", "er", "or", "s", "e"), 3

Kind = tuple[EventKind, str]


@dataclass(frozen=True, slots=True)
class Act:
    """`told` are the stems of the claim's own telling words, none where it only names who; `verb` is its predicate and
    `deed` that one's stem; `around` are the stems of the words around it, and `kinds` the events that they name."""

    revision: RevisionId
    verb: str = ""
    deed: str = ""
    told: frozenset[str] = frozenset()
    around: frozenset[str] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    headline: bool = False

    def is_one_kind(self, other: "Act") -> bool:
        """Whether both are of one kind of event."""
        return any(_of_one_kind(a, b) for a in self.kinds for b in other.kinds)

    def is_one_deed(self, other: "Act") -> bool:
        """Whether the verbs, or the nouns for what was done, tell of one deed."""
        shared = self.told & other.told & {self.deed, other.deed}
        verbs = bool(self.verb and other.verb) and of_one_deed(self.verb, other.verb)
        return verbs or bool(shared) or self.is_one_kind(other)

    def is_one_act(self, other: "Act") -> bool:
        """Whether both tell of one deed, and of one thing that it was done to, as far as both name one.

        Two things are two acts (“kidnapped the priest”, “kidnapped the drivers”), unless another report has the one
        beside the other, or this one whose headline denies it.
        """
        if not self.is_one_deed(other):
            return False
        mine, theirs = self.things(other), other.things(self)
        if not mine or not theirs or mine & theirs:
            return True
        apart = self.revision == other.revision and not (self.headline or other.headline)
        return not apart and bool(mine & other.around or theirs & self.around)

    def things(self, other: "Act") -> frozenset[str]:
        """What is told beside the deeds of both."""
        return self.told - {self.deed, other.deed}


def act_in(claim: Claim, revision: Revision, idle: Set[str], *, told: bool, alone: bool) -> Act:
    """The act that a claim tells of: by its own words, where it has words for that (`told`), and by those around it,
    where its own do not stand `alone`. `idle` are words that say who or where."""
    lemmas = [lemma for lemma in claim.frame.terms if _tells(lemma, idle)] if told else []
    around = [word for word in _words_around(claim, revision.text) if _tells(word, idle)]
    stems = frozenset(map(stem, lemmas))
    verb = claim.frame.predicate or ""
    deed = stem(verb) if stem(verb) in stems else ""
    kinds = {kind for word in (*lemmas, *(() if alone and lemmas else around)) for kind in _kinds(word)}
    if claim.event and claim.event.event in DONE and lemmas:
        kinds.add((claim.event.event, claim.event.mode or UNTOLD))
    return Act(
        revision=revision.id,
        verb=verb if deed else "",
        deed=deed,
        told=stems,
        around=frozenset(map(stem, around)),
        kinds=frozenset(kinds),
        headline=_heads(claim, revision.text),
    )


@cache
def _kinds(noun: str) -> frozenset[Kind]:
    """The kinds of event that a noun names: a “blast” and a “bombing” are one, and each is an “attack”."""
    word = noun.removesuffix("s")
    senses = load_events().senses.get((word, "noun"), ())
    kinds = {(sense.event, sense.mode) for sense in senses if sense.event in DONE and sense.mode}
    return frozenset(kinds | {(EventKind.ASSAULT, ANY)} if word in GENERIC else kinds)


def _of_one_kind(kind: Kind, other: Kind) -> bool:
    return kind[0] is other[0] and (ANY in (kind[1], other[1]) or kind[1] == other[1] != UNTOLD)


def stem(word: str) -> str:
    """What the forms of a word have in common: “fired”, “firing”, “fire”; “sabotage”, “saboteurs”."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            word = word.removesuffix(ending)
            break
    return word[:STEM]


_EMPTY_STEMS = frozenset(map(stem, EMPTY))


def _tells(word: str, idle: Set[str]) -> bool:
    singular = word.removesuffix("s")
    return (
        len(word) >= SHORTEST
        and stem(word) not in _EMPTY_STEMS
        and idle.isdisjoint((word, singular))
        and singular not in load_anaphors()
        and word_weight(word) > LEAST_WEIGHT
    )


def _words_around(claim: Claim, text: str) -> list[str]:
    """The words before the claim, and after it in its paragraph; of a headline those of the paragraph below it too."""
    start, end = claim.content[0].start, claim.content[-1].end
    first, last = max(0, start - BEFORE), end + AFTER
    if _heads(claim, text):
        first, last = 0, min(len(text), OPENING)
        below = re.search(r"\S", text[end:last].partition("\n")[2])
        end = last if below is None else text.index("\n", end) + 1 + below.start()
    line = text.find("\n", end, last)
    return [word.lower() for word in WORD.findall(text[first : line if line >= 0 else last])]


def _heads(claim: Claim, text: str) -> bool:
    """Whether the claim stands in the report's first line."""
    start = claim.content[0].start
    return start < OPENING and "\n" not in text[:start].lstrip()
