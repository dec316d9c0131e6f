"""What one sentence says of a statement: how much of it it tells of, and with which words of stance about it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from counterclaim.checking._words import SENTENCE, Token, cues_in, stem_of, tokens_of, weight_of
from counterclaim.lexicons.opposites import load_kindred, load_opposites
from counterclaim.records.spans import Span

CLAUSE_ENDS = frozenset(",;:—–|…()")
#: Words between a “not” and the word it bears on, and between a denial and what it denies.
NEGATION_REACH, DENIAL_REACH = 4, 10
#: From here on a sentence tells of the statement.
RELEVANT = 0.25
LONGEST_CHARS = 1_500
NOT = "negation"
#: The words of stance that a passage is shown with, by the measures of a sentence.
MARKS = ("denied", "false", "negated", "opposed", "doubted", "hedged", "reported", "confirmed")
#: Words that may describe a thing without calling what is told untrue, unless it is a report, video, … within reach.
ATTRIBUTES = frozenset("fake false phony phoney sham spoof inaccurate".split())
TOLD_REACH = 3
Cue = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement as it is looked for: its telling words with their shares, and the words of stance it has itself.

    `sign` is -1 where it says of the matter that it is not so (“the arrest is a hoax”); what is weighed is always the
    matter. `open` says that the statement itself only reports or asks.
    """

    text: str
    terms: Mapping[str, float]
    sign: int
    open: bool
    opposites: frozenset[str]
    deeds: frozenset[str]  # of those words the ones that name a deed or state, with others for the same or the opposite


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a report beside a statement. Each measure is in [0, 1]."""

    span: Span
    relevance: float  # share of the statement's words
    denied: float
    false: float
    negated: float
    doubted: float
    opposed: float
    hedged: float
    reported: float
    confirmed: float

    @property
    def against(self) -> float:
        return max(self.denied, self.false, self.negated, self.opposed)


def read_statement(text: str) -> Statement:
    """The statement as it is looked for in reports."""
    tokens = tokens_of(text[:LONGEST_CHARS])
    cues = stances_in(tokens)
    marked = {i for first, last, group in cues if group != "loose" for i in range(first, last + 1)}
    weights: dict[str, float] = {}
    for i, token in enumerate(tokens):
        if (i not in marked) and weight_of(token):
            weights[token.stem] = max(weights.get(token.stem, 0.0), weight_of(token))
    if not weights:  # nothing but words of stance: they are the matter
        weights = {token.stem: weight_of(token) or 1.0 for token in tokens if token.stem}
    total = sum(weights.values()) or 1.0
    groups = {group for _, _, group in cues}
    words = {token.text.lower() for token in tokens}
    opposites = {stem_of(other) for word in words for other in _listed(word, load_opposites())}
    kindred = {stem_of(other) for word in words for other in _listed(word, load_kindred())}
    return Statement(
        text=text,
        terms={stem: weight / total for stem, weight in weights.items()},
        sign=-1 if groups & {"deny", "false", "doubt", NOT} else 1,
        open=bool(groups & {"hedge", "report"}) or "?" in text,
        opposites=frozenset(opposites - weights.keys()),
        deeds=frozenset(opposites | kindred),
    )


def read_sentences(text: str, spans: tuple[Span, ...], statement: Statement) -> list[Sentence]:
    """The sentences in the given parts of a report's text, in order. One that stands alone, a headline, is taken to
    tell of the statement's matter in whatever words."""
    found = [span for block in spans for span in split_sentences(text, block)]
    return [_read(text, span, statement, alone=len(found) == 1) for span in found]


def split_sentences(text: str, block: Span) -> Iterator[Span]:
    """The sentences of one part of a text."""
    start = block.start
    for mark in (*SENTENCE.finditer(text, block.start, block.end), None):
        end = mark.start() if mark else block.end
        if text[start:end].strip():
            yield Span(start, end)
        start = mark.end() if mark else block.end


def _read(text: str, span: Span, statement: Statement, *, alone: bool) -> Sentence:
    tokens = tokens_of(text[span.start : min(span.end, span.start + LONGEST_CHARS)])
    at: dict[str, list[tuple[int, int]]] = {}
    for first, last, group in stances_in(tokens):
        at.setdefault(group, []).append((first, last))
    hits = [
        i for i, token in enumerate(tokens) if token.stem in statement.terms or {*token.parts} & statement.terms.keys()
    ]
    shared = {stem for i in hits for stem in (tokens[i].stem, *tokens[i].parts) if stem in statement.terms}
    relevance = sum(statement.terms[stem] for stem in shared)
    points = bool(at.get("pointer"))
    kindred = [i for i, token in enumerate(tokens) if token.stem in statement.opposites]
    tells = alone or relevance >= RELEVANT
    return Sentence(
        span=span,
        relevance=relevance,
        denied=float(any(_reaches(cue, hits, DENIAL_REACH) for cue in at.get("deny", ()))),
        false=float(bool(at.get("false")) and (tells or points)),
        negated=max((_negates(last, statement, tokens) for _, last in at.get(NOT, ())), default=0.0),
        doubted=float(bool(at.get("doubt")) and (tells or points)),
        opposed=float(bool(kindred) and tells),
        hedged=float(bool(at.get("hedge")) or any(token.text == "?" for token in tokens)),
        reported=float(bool(at.get("report"))),
        confirmed=float(bool(at.get("confirm")) and not at.get(NOT)),
    )


def _reaches(cue: tuple[int, int], hits: list[int], reach: int) -> bool:
    """Whether a word of the statement stands within `reach` words of the cue, on either side of it."""
    first, last = cue
    return any(first - reach <= hit <= last + reach and not first <= hit <= last for hit in hits)


def _negates(last: int, statement: Statement, tokens: Sequence[Token]) -> float:
    """How far a “not” that ends at token `last` bears on the statement: wholly where the first telling word after it
    is one of the statement's, by half where another one of its clause within reach is."""
    share = 1.0
    for token in tokens[last + 1 : last + 1 + NEGATION_REACH]:
        if token.text in CLAUSE_ENDS and token.text != ",":
            break
        if token.stem in statement.terms or not statement.terms.keys().isdisjoint(token.parts):
            return share
        if weight_of(token):
            share = 0.5
    return 0.0


@lru_cache(maxsize=8_192)
def stances_in(tokens: tuple[Token, ...]) -> tuple[Cue, ...]:
    """The words of stance that have their force: no “not” of “not only”, no “fake” of “a fake passport”."""
    cues = cues_in(tokens)
    return tuple(cue for cue in cues if not _is_loose(cue, cues) and not _is_attribute(cue, cues, tokens))


def _is_loose(cue: Cue, cues: list[Cue]) -> bool:
    """Whether a “not” stands before a word that takes its force (“not only”, “not yet confirmed”)."""
    _, last, group = cue
    return group == NOT and any(g == "loose" and last < first <= last + 2 for first, _, g in cues)


def _is_attribute(cue: Cue, cues: list[Cue], tokens: Sequence[Token]) -> bool:
    """Whether “fake” and the like only describe the thing that comes next, and that is nothing told."""
    _, last, group = cue
    if group != "false" or tokens[last].text.lower() not in ATTRIBUTES or last + 1 >= len(tokens):
        return False
    told = any(g == "pointer" and last < i <= last + TOLD_REACH for i, _, g in cues)
    return not told and weight_of(tokens[last + 1]) > 0


def _listed(word: str, groups: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The lemmas that a word list gives for a word in whatever form."""
    forms = {word, word.removesuffix("s"), word.removesuffix("ed"), word.removesuffix("d"), word.removesuffix("n")}
    return frozenset().union(*(groups.get(form, frozenset()) for form in forms))
