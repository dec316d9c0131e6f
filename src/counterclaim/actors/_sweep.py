"""What resolution knows of one report, and where a mention stands in it: subjects, prominence, candidates."""

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from counterclaim.actors import _words as words
from counterclaim.actors._mentions import Form, Mention, lemma_of
from counterclaim.actors._party import Party
from counterclaim.lexicons import load_cues
from counterclaim.records.parses import Parse
from counterclaim.records.spans import Span

#: How many sentences back a pronoun, a description by class and a spokesperson without a body may look.
PRONOUN_WINDOW, CLASS_WINDOW, SPOKESPERSON_WINDOW = 4, 3, 2
#: At most so many mentions are weighed for one: the sweep stays linear.
WIDEST = 60
MALE = frozenset("he him his himself".split())
FEMALE = frozenset("she her hers herself".split())
THING = frozenset("it its itself".split())
MANY = frozenset("they them their theirs themselves".split())
FIRST = frozenset("i me my mine myself we us our ours ourselves".split())

RELATIVE = frozenset("who whom whose which that".split())
#: Families of cues whose subject makes a statement, and verbs whose subject issues one.
SAYING = frozenset({"say", "report", "confirm", "denial"})
ISSUING = frozenset("issue make release give publish post send reiterate repeat".split())
#: What the recogniser calls a product, a work, an event or a building seldom speaks.
MUTE = frozenset({"PRODUCT", "WORK_OF_ART", "EVENT", "LAW", "FAC", "LOC"})


@dataclass(slots=True)
class Quoted:
    """The contents of one attribution in tokens, with the head tokens of its sources."""

    tokens: tuple[range, ...]
    sources: frozenset[int]


@dataclass(slots=True)
class Sweep:
    """What resolution knows of one report."""

    parse: Parse
    paragraphs: Sequence[int]
    mentions: Sequence[Mention]
    parties: list[Party]
    contents: Sequence[Quoted]
    quoted: Sequence[bool]  # whether a token stands inside quotation marks
    content_at: Mapping[int, Sequence[int]]  # token to the contents that hold it, innermost first
    source_of: Mapping[int, Sequence[int]]  # source head token to its attributions
    by_head: dict[int, Mention] = field(default_factory=dict)
    by_noun: dict[str, list[Mention]] = field(default_factory=dict)
    seen: list[Mention] = field(default_factory=list)

    def party(self, number: int) -> Party:
        """The party with that number, or the one it was found to be."""
        party = self.parties[number]
        while party.same_as is not None:
            party = self.parties[party.same_as]
        return party

    def sentence(self, mention: Mention) -> int:
        return self.parse.sentence_index(mention.start)

    def verb_above(self, token: int) -> int:
        """The nearest verb above `token`, or the root."""
        for above in self.parse.ancestors(token):
            if self.parse.pos[above] in {"VERB", "AUX"}:
                return above
        return token

    def is_subject(self, mention: Mention) -> bool:
        return self.parse.deps[mention.head] in {"nsubj", "nsubjpass", "csubj"}

    def governs(self, other: Mention, mention: Mention) -> bool:
        """Whether `other` is the subject of a clause that `mention` stands further inside of: “Xxx left after he …”."""
        if self.parse.deps[other.head] not in {"nsubj", "nsubjpass"}:
            return False
        verb = self.parse.heads[other.head]
        return verb != self.parse.heads[mention.head] and verb in set(self.parse.ancestors(mention.head))

    def governor(self, mention: Mention) -> int | None:
        """The head token of the nearest subject whose clause `mention` stands further inside of."""
        own = self.parse.heads[mention.head]
        for above in self.parse.ancestors(mention.head):
            if above != own and self.parse.pos[above] in {"VERB", "AUX"}:
                for child in self.parse.children[above]:
                    if self.parse.deps[child] in {"nsubj", "nsubjpass"}:
                        return child
        return None

    def subject_of(self, verb: int) -> int | None:
        """The subject's head token of a clause, shared with the clause above where it has none of its own."""
        for _ in range(6):
            for child in self.parse.children[verb]:
                if self.parse.deps[child] in {"nsubj", "nsubjpass"}:
                    return child
            if self.parse.deps[verb] not in {"conj", "xcomp", "advcl", "ccomp", "pcomp"}:
                return None
            above = self.parse.heads[verb]
            if self.parse.pos[above] not in {"VERB", "AUX"}:
                above = self.verb_above(above)
            if above == verb:
                return None
            verb = above
        return None

    def prominence(self, mention: Mention) -> float:
        """How much a mention stands out: speakers and subjects of main clauses most."""
        weight = 0.0
        dep = self.parse.deps[mention.head]
        verb = self.parse.heads[mention.head]
        clause = self._clause_of(mention)
        if clause is not None:
            weight += 2.0 if self.parse.deps[clause] in {"ROOT", "conj"} else 1.5
        elif dep in {"dobj", "dative", "agent", "appos"}:
            weight += 0.7
        elif dep == "poss":
            weight += 0.4
        elif dep == "attr" or (dep == "pobj" and self.parse.lemmas[self.parse.heads[mention.head]] == "as"):
            weight -= 1.5  # says what somebody is, names nobody
        elif dep in {"compound", "nmod", "amod"}:
            weight -= 1.0
        if mention.head in self.source_of:
            weight += 0.0 if self._keeps_silent(verb) else 1.5
        elif clause is not None and dep != "nsubjpass" and self.speaks(clause):
            weight += 1.0
        return weight

    def _clause_of(self, mention: Mention) -> int | None:
        """The verb that a mention is the subject of, also where the parse does not say so: “…, warned Xxx”, and
        “but Xxx, despite …, issued”, which is read as coordinated with the verb before."""
        verb, dep = self.parse.heads[mention.head], self.parse.deps[mention.head]
        if dep in {"nsubj", "nsubjpass"}:
            return verb
        if mention.form is not Form.NAME or self.parse.pos[verb] not in {"VERB", "AUX"}:
            return None
        if dep == "dobj" and self.parse.words[verb - 1] in {",", "”", '"'} and self.speaks(verb):
            return verb
        if dep == "conj" and self.parse.lemmas[mention.start - 1] in {"but", "and"}:
            behind = (c for c in self.parse.children[verb] if c > mention.head and self.parse.deps[c] == "conj")
            return next(behind, None)
        return None

    def _keeps_silent(self, verb: int) -> bool:
        """Whether the clause of `verb` tells that nothing was said: “has yet to comment”, “did not respond”."""
        if self.parse.lemmas[verb] in {"decline", "refuse"}:
            return True
        return any(self.parse.deps[c] == "neg" or self.parse.lemmas[c] in {"yet", "never"} for c in self._inside(verb))

    def _inside(self, verb: int) -> list[int]:
        """The children of a verb and of the infinitive below it."""
        children = list(self.parse.children[verb])
        return children + [c for x in children if self.parse.deps[x] == "xcomp" for c in self.parse.children[x]]

    def speaks(self, verb: int) -> bool:
        """Whether the subject of `verb` makes a statement: by a verb of saying, or by one that issues a document."""
        lemma = self.parse.lemmas[verb]
        if any(sense.family in SAYING for sense in load_cues().get((lemma, "verb"), ())):
            return True
        return lemma in ISSUING and any(
            self.parse.deps[child] == "dobj"
            and (words.noun_of(lemma_of(self.parse, child)) or words.OTHER).kind == "document"
            for child in self.parse.children[verb]
        )

    def holding(self, token: int) -> Sequence[int]:
        return self.content_at.get(token, ())

    def speakers_of(self, token: int) -> list[Mention]:
        """The sources of the words around `token`, as far as they are mentions."""
        heads = (head for attribution in self.holding(token)[:1] for head in self.contents[attribution].sources)
        return [self.by_head[head] for head in heads if head in self.by_head]

    def recent(self, mention: Mention, window: int) -> list[tuple[float, Mention]]:
        """Earlier mentions within `window` sentences with their weights, before any test of agreement."""
        here = self.sentence(mention)
        inside = set(self.holding(mention.start))
        own = set(self.source_of.get(mention.head, ()))
        found = []
        for other in reversed(self.seen[-WIDEST:]):
            distance = here - self.sentence(other)
            if distance > window:
                break
            if other.party is None or other.start == mention.start:
                continue
            held = set(self.holding(other.start))
            weight = -2.0 if held & own else 0.0  # what one says rarely names the speaker: “Xxx will …, it said” does
            weight += other.salience - 1.0 * distance - min(1.5, (mention.start - other.start) / 40)
            if self.paragraphs[other.start] != self.paragraphs[mention.start]:
                weight -= 0.3
            if held - inside or (self.quoted[other.start] and not self.quoted[mention.start]):
                weight -= 1.2  # named inside words of another
            found.append((weight, other))
        return found

    def ahead(self, mention: Mention) -> list[tuple[float, Mention]]:
        """The named speaker behind a pronoun in fronted words: “…, he said” is not one, “As he left, Xxx said” is."""
        found = []
        for attribution in self.holding(mention.start):
            for token in self.contents[attribution].sources:
                other = self.by_head.get(token)
                if other is not None and other.start > mention.start and other.form is Form.NAME:
                    found.append((other.salience + 1.0, other))
        return found

    def excluded(self, mention: Mention, reflexive: bool) -> set[int]:
        """Parties that the clause itself rules out: the other arguments of the same verb."""
        if reflexive:
            return set()
        head = mention.head
        verb = self.verb_above(head)
        possessive = self.parse.deps[head] == "poss"
        found: set[int] = set()
        for child in self.parse.children[verb]:
            other = self.by_head.get(child)
            if other is not None and other is not mention and other.party is not None and not possessive:
                if self.parse.deps[child] in {"nsubj", "nsubjpass", "dobj", "dative"}:
                    found.add(self.party(other.party).number)
        if possessive and mention.form is Form.PRONOUN:
            # “Xxx lost his men”: its subject may well be the possessor, but “Xxx, her deputy,” is not “her”
            other = self.by_head.get(self._described_by(self.parse.heads[head]))
            return found | (
                {self.party(other.party).number} if other is not None and other.party is not None else set()
            )
        if not self.is_subject(mention):
            subject = self.subject_of(verb)
            other = self.by_head.get(subject) if subject is not None else None
            if other is not None and other is not mention and other.party is not None:
                found.add(self.party(other.party).number)
        return found

    def _described_by(self, noun: int) -> int:
        """The head token of whom `noun` describes (“Xxx, her deputy”, “Xxx is her deputy”); -1 where it does not."""
        dep, above = self.parse.deps[noun], self.parse.heads[noun]
        if dep == "appos":
            return above
        if dep == "attr" and self.parse.lemmas[above] in {"be", "become", "remain"}:
            return next((c for c in self.parse.children[above] if self.parse.deps[c] == "nsubj"), -1)
        return -1

    def take_best(
        self,
        mention: Mention,
        weighed: Sequence[tuple[float, Mention]],
        resolution: str,
        *,
        margin: float = 0.0,
        floor: float = -9.0,
    ) -> bool:
        """Takes the party whose mentions weigh most; keeps the order of the rest as candidates."""
        scores: dict[int, float] = {}
        nearest: dict[int, Mention] = {}
        for weight, other in weighed:
            number = self.party(other.party or 0).number
            if number not in scores or weight > scores[number]:
                scores[number] = weight
            nearest.setdefault(number, other)
        for number in scores:
            scores[number] += min(0.8, 0.1 * len(self.parties[number].mentions))
        order = sorted(scores, key=lambda number: (-scores[number], -nearest[number].start))
        mention.candidates = tuple(order[:5])
        if not order or scores[order[0]] < floor or (len(order) > 1 and scores[order[0]] - scores[order[1]] < margin):
            return False
        mention.party = order[0]
        mention.antecedent = nearest[order[0]]
        mention.resolution = resolution
        if len(order) > 1:
            mention.score = round(1 / (1 + math.exp(scores[order[1]] - scores[order[0]])), 3)
        self.parties[order[0]].mentions.append(mention)
        return True

    def take(self, mention: Mention, other: Mention, resolution: str) -> bool:
        if other.party is None:
            return False
        mention.party = self.party(other.party).number
        mention.antecedent = other
        mention.resolution = resolution
        self.parties[mention.party].mentions.append(mention)
        return True


def quoted_tokens(parse: Parse, paragraphs: Sequence[int]) -> list[bool]:
    """Whether each token stands inside double quotation marks; a paragraph starts afresh."""
    found, inside = [], False
    for token, word in enumerate(parse.words):
        if token and paragraphs[token] != paragraphs[token - 1]:
            inside = False
        if word in {"“", "„", "«"}:
            inside = True
        elif word in {"”", "»"}:
            inside = False
        elif word in {'"', "''", "``"}:
            inside = not inside
        found.append(inside)
    return found


def paragraph_numbers(parse: Parse, blocks: Sequence[Span]) -> list[int]:
    """The paragraph of each token: blocks of the revision, cut again at line breaks."""
    numbers, number = [], 0
    starts = [block.start for block in blocks]
    for token in range(len(parse)):
        if token:
            gap = parse.text[parse.ends[token - 1] : parse.starts[token]]
            crossed = bisect_right(starts, parse.starts[token]) != bisect_right(starts, parse.starts[token - 1])
            number += "\n" in gap or crossed
        numbers.append(number)
    return numbers
