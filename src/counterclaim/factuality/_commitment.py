"""How far a sentence commits itself to an event, by rule: from the outermost word that governs it inwards.

Commitment runs from -1 (it is not so) over 0 (open) to 1 (it is so). Each governing word hands some of it on, by its
group in the lexicon and the way the event hangs on it; each clause's own marks then scale it. The points on the scale
are those of Saurí and Pustejovsky (2009): certain 1, probable two thirds, possible one third, and between them where
usage is.
"""

from dataclasses import dataclass

from counterclaim.factuality._clauses import Clauses, Marks
from counterclaim.factuality._words import groups

_OWN_MODAL = {"will": 0.8, "would": 0.5, "may": 0.38, "could": 0.38, "can": 0.5, "should": 0.45, "must": 0.6}
_NEED = 0.45
_HEDGES = frozenset(
    "perhaps maybe possibly probably likely allegedly reportedly apparently supposedly potentially hopefully".split()
)
_CONDITIONS = frozenset({"if", "unless", "whether", "lest"})
_DEFINITE = frozenset({"the", "this", "that", "its", "his", "her", "their", "these", "those"})
_OCCURRING = frozenset({"happen", "occur", "begin", "start", "take", "place", "materialize", "materialise"})
#: Relations through which an event stands on its own: what is said of the head does not touch it.
_FREE = frozenset(
    "relcl nsubj nsubjpass poss compound amod appos parataxis ROOT conj advmod dative agent npadvmod nmod".split()
)
COMPLEMENT = frozenset({"ccomp", "xcomp", "acl", "pcomp", "csubj", "csubjpass", "oprd"})
_NOMINAL = frozenset({"dobj", "attr", "acomp", "oprd"})
_QUESTION, _COMMAND = 0.3, 0.4
#: Governing words that are followed outwards.
_DEPTH = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One word on the way from the event outwards, and how it hangs on the next: `preposition` stands between."""

    token: int
    marks: Marks
    relation: str
    preposition: str

    @property
    def own(self) -> float:
        """What the word's own marks make of certainty: a factor in [-1, 1]."""
        factor = 1.0
        if self.marks.modal:
            factor *= _OWN_MODAL.get(self.marks.modal, _NEED)
        if self.marks.mark in _CONDITIONS:
            factor *= 0.3
        if not {"almost", "nearly"}.isdisjoint(self.marks.adverbs):
            factor *= -0.5
        if not _HEDGES.isdisjoint(self.marks.adverbs):
            factor *= 0.6
        if self.marks.negation:
            factor *= -0.9 if self.marks.negation == "word" else -0.7
        return factor


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """The rule's reading: `value` in [-1, 1], the steps it took (the event first), and the mood of the sentence."""

    value: float
    steps: tuple[Step, ...]
    mood: float


def read_commitment(clauses: Clauses, event: int) -> Commitment:
    """How far the sentence of `event` commits itself to it."""
    steps = _steps(clauses, event)
    value = 1.0
    for number in range(len(steps) - 1, -1, -1):
        step = steps[number]
        if number + 1 < len(steps):
            handed = _handed_on(clauses, step, steps[number + 1].token, value)
        else:
            handed = 0.5 if step.marks.infinitive else 1.0
        value = handed * step.own * _not_yet(clauses, step)
    mood = _mood(clauses, event)
    return Commitment(value=value * mood, steps=steps, mood=mood)


def _steps(clauses: Clauses, event: int) -> tuple[Step, ...]:
    parse = clauses.parse
    steps: list[Step] = []
    here, below = event, None
    while len(steps) < _DEPTH:
        marks = clauses.marks(here, below)
        below = marks.anchor
        head, relation, preposition = parse.heads[below], parse.deps[below], ""
        at_root = head == below
        while (
            parse.pos[head] in ("ADP", "SCONJ")
            and parse.heads[head] != head
            and parse.deps[head] in ("prep", "agent", "pcomp")
        ):
            relation, preposition, below, head = "prep", parse.lemmas[head], None, parse.heads[head]
        steps.append(Step(token=here, marks=marks, relation=relation, preposition=preposition))
        if at_root:
            break
        here = head
    return tuple(steps)


def _not_yet(clauses: Clauses, step: Step) -> float:
    """“has yet to find”: not so."""
    parse, head = clauses.parse, clauses.parse.heads[step.marks.anchor]
    if step.marks.infinitive and parse.lemmas[head] == "have" and "yet" in clauses.at(head).adverbs:
        return -1.3
    return 1.0


def _mood(clauses: Clauses, event: int) -> float:
    """Questions and commands leave open what they name."""
    parse = clauses.parse
    mood = 1.0
    if parse.words[parse.sentence_of(event)[1] - 1] == "?":
        mood *= _QUESTION
    if is_command(clauses, event):
        mood *= _COMMAND
    return mood


def is_command(clauses: Clauses, token: int) -> bool:
    """Whether `token` is the bare verb that a sentence starts from."""
    parse, clause = clauses.parse, clauses.at(token)
    bare = parse.tags[token] == "VB" and parse.deps[token] == "ROOT" and clause.subject is None
    return bare and not (clause.modal or clause.infinitive or clause.auxiliary_do or clause.perfect)


def _handed_on(clauses: Clauses, step: Step, governor: int, held: float) -> float:
    """What of the commitment to `governor`, `held`, reaches the word of `step`."""
    parse, relation, infinitive = clauses.parse, step.relation, step.marks.infinitive
    verbal = parse.pos[step.token] in ("VERB", "AUX")
    lemma = parse.lemmas[governor]
    if relation in _FREE or (relation == "acl" and not infinitive):
        if relation in ("nsubj", "nsubjpass") and not verbal:
            if held < 0 and lemma in _OCCURRING:
                return held
            if 0 < held < 0.6:
                return max(held, 0.4)
        return 1.0
    if relation == "advcl":
        if infinitive:
            return 0.45
        opener = next((parse.lemmas[c] for c in parse.children[step.token] if parse.deps[c] in ("mark", "advmod")), "")
        return 0.3 if opener in ("if", "unless") else 1.0
    if step.preposition in ("without", "instead"):
        return -0.7
    if step.preposition == "about" and infinitive and lemma == "be":
        return 0.8 * held
    if step.preposition == "for" and not verbal and held < 0 and parse.pos[governor] == "VERB":
        return 0.7 * held
    if relation in COMPLEMENT or (relation == "prep" and verbal) or relation in _NOMINAL or relation == "prep":
        if relation in (*_NOMINAL, "prep") and not verbal:
            return _to_noun(clauses, step, lemma, held)
        return _to_clause(relation, lemma, held, infinitive=infinitive)
    return 1.0


def _to_noun(clauses: Clauses, step: Step, lemma: str, held: float) -> float:
    parse, relation, group = clauses.parse, step.relation, groups().get(lemma)
    if group == "negative":
        return -0.8 * held
    if group == "irrealis":
        if relation != "dobj" and step.preposition not in ("for", "of", "to", "on"):
            return 1.0
        return 0.45 if held > 0 else 0.32
    if group == "doubt":
        return 0.2
    if group == "belief":
        return 0.6
    if relation in ("attr", "acomp", "oprd"):
        return held
    if relation == "dobj" and held < 0:
        if group not in ("implicative", None):
            return 1.0
        definite = any(parse.lemmas[c] in _DEFINITE for c in parse.children[step.token])
        return 0.8 if definite else 0.7 * held
    if relation == "dobj":
        return 1.0 if group == "factive" else max(held, 0.35)
    return max(held, 0.6)


def _to_clause(relation: str, lemma: str, held: float, *, infinitive: bool) -> float:
    group = groups().get(lemma)
    if group == "factive" and not infinitive:
        return 1.0
    if group == "negative":
        return -0.8 * held
    if group == "implicative":
        return held
    if group == "report" and not infinitive:
        return 0.8 if held > 0 else 0.35
    if group == "belief":
        return 0.5 if held > 0 else -0.15
    if group == "doubt":
        return -0.4 * held
    if group == "unreal":
        return -0.8 * held
    if group == "irrealis" or infinitive:
        return 0.42 if held > 0 else 0.1
    if relation in ("xcomp", "oprd"):
        return held
    return 0.8 if held > 0 else 0.5
