"""The marks of certainty that stand with one word: negation, modal, infinitive, “if”, adverbs, tense."""

from dataclasses import dataclass

from counterclaim.records.parses import Parse

_NEGATIONS = frozenset(
    "not n't n’t no never neither nor none nobody nothing without hardly scarcely nowhere cannot".split()
)
_MODALS = {
    "will": "will", "wo": "will", "shall": "will", "'ll": "will", "’ll": "will", "would": "would", "'d": "would",
    "’d": "would", "may": "may", "might": "may", "could": "could", "can": "can", "ca": "can", "should": "should",
    "ought": "should", "must": "must", "need": "need",
}  # fmt: skip
_ADVERBS = frozenset(
    "almost nearly probably possibly perhaps maybe likely allegedly reportedly apparently supposedly potentially "
    "definitely certainly surely already still yet ever just always ago finally once soon again actually really "
    "recently hopefully eventually longer simply only rarely seldom otherwise instead".split()
)
_PERSONS = {"i": "1", "we": "1", "you": "2", "he": "3", "she": "3", "they": "3", "it": "it"}
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "expl"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
#: Joined words that are looked through for marks they share: bounds the time on very long lists.
_LONGEST_LIST = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """What stands with a word itself. `negated_arguments` are its subjects and objects with “no”, “neither”, …"""

    negated: bool
    negated_arguments: tuple[int, ...]
    modal: str
    infinitive: bool
    perfect: bool
    auxiliary_do: bool
    passive: bool
    finite: bool
    tense: str
    subject: int | None
    person: str
    objects: tuple[int, ...]
    mark: str
    adverbs: tuple[str, ...]

    def negation(self, besides: int | None = None) -> str:
        """“word”, “argument” or nothing; an argument named in `besides` does not count."""
        if self.negated:
            return "word"
        return "argument" if any(t != besides for t in self.negated_arguments) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What bears on a word: its own clause's marks, or those that it shares with the word it is joined to.

    `anchor` is the word whose place in the sentence it takes.
    """

    anchor: int
    negation: str
    modal: str
    infinitive: bool
    mark: str
    adverbs: tuple[str, ...]


class Clauses:
    """The clauses of one parse, each read once."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self._read: dict[int, Clause] = {}

    def at(self, token: int) -> Clause:
        """What stands with `token`."""
        if token not in self._read:
            self._read[token] = _read_clause(self.parse, token)
        return self._read[token]

    def marks(self, token: int, below: int | None = None) -> Marks:
        """What bears on `token`; `below` is a word that hangs on it and speaks for itself."""
        parse, clause = self.parse, self.at(token)
        anchor, negation, modal = token, clause.negation(below), clause.modal
        infinitive, mark, adverbs = clause.infinitive, clause.mark, clause.adverbs
        subject = clause.subject is not None
        for _ in range(_LONGEST_LIST):
            if parse.deps[anchor] != "conj" or modal or subject or negation or infinitive:
                break
            anchor = parse.heads[anchor]
            other = self.at(anchor)
            if clause.finite and not other.infinitive:
                continue
            if clause.finite:  # “failed to rise and fell”: joined to what stands above the infinitive
                while parse.deps[anchor] in ("xcomp", "conj") and parse.tags[anchor] == "VB":
                    anchor = parse.heads[anchor]
                break
            modal, infinitive, mark = other.modal, infinitive or other.infinitive, mark or other.mark
            subject = subject or other.subject is not None
            if other.infinitive or other.modal or other.auxiliary_do:
                negation = other.negation()
        return Marks(anchor=anchor, negation=negation, modal=modal, infinitive=infinitive, mark=mark, adverbs=adverbs)


def _read_clause(parse: Parse, token: int) -> Clause:
    negated = infinitive = perfect = auxiliary_do = passive = False
    finite = parse.tags[token] in _FINITE
    modal = mark = ""
    tense = parse.tags[token]
    subject: int | None = None
    negated_arguments, objects, adverbs = [], [], []
    for child in parse.children[token]:
        dep, lemma, word = parse.deps[child], parse.lemmas[child], parse.words[child].lower()
        if dep == "neg" or (lemma in _NEGATIONS and dep in ("advmod", "det", "preconj", "cc")):
            negated = True
        elif dep in ("aux", "auxpass"):
            if parse.tags[child] in _FINITE and not finite:
                finite, tense = True, parse.tags[child]
            if dep == "auxpass":
                passive = True
            elif parse.tags[child] == "MD" and word in _MODALS:
                modal = _MODALS[word]
            elif parse.tags[child] == "TO":
                infinitive = True
            elif lemma == "have":
                perfect = True
            elif lemma == "do":
                auxiliary_do = True
        elif dep == "advmod":
            if lemma in _ADVERBS:
                adverbs.append(lemma)
            negated = negated or any(parse.lemmas[c] in _NEGATIONS for c in parse.children[child])
        elif dep == "mark":
            mark = lemma
        if dep in _SUBJECTS and subject is None:
            subject = child
        if dep in ("dobj", "dative"):
            objects.append(child)
        if dep in _ARGUMENTS and (
            lemma in _NEGATIONS
            or any(
                parse.lemmas[c] in _NEGATIONS and parse.deps[c] in ("det", "neg", "preconj")
                for c in parse.children[child]
            )
        ):
            negated_arguments.append(child)
    return Clause(
        negated=negated,
        negated_arguments=tuple(negated_arguments),
        modal=modal,
        infinitive=infinitive,
        perfect=perfect,
        auxiliary_do=auxiliary_do,
        passive=passive,
        finite=finite,
        tense=tense,
        subject=subject,
        person="0" if subject is None else _PERSONS.get(parse.lemmas[subject], "x"),
        objects=tuple(objects),
        mark=mark,
        adverbs=tuple(adverbs),
    )
