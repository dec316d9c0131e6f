"""What resolution knows of one report, and where a mention stands in it: subjects, prominence, candidates."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from counterclaim.actors._mentions import Form, Mention
from counterclaim.actors._parties import Party
from counterclaim.records.parses import Parse
from counterclaim.records.spans import Span

#: How many sentences back a pronoun, a description by class and a description by its own noun may look.
PRONOUN_WINDOW, CLASS_WINDOW = 4, 3
#: At most so many mentions are weighed for one: the sweep stays linear.
WIDEST = 60
MALE = frozenset("he him his himself".split())
FEMALE = frozenset("she her hers herself".split())
THING = frozenset("it its itself".split())
MANY = frozenset("they them their theirs themselves".split())
FIRST = frozenset("i me my mine myself we us our ours ourselves".split())

RELATIVE = frozenset("who whom whose which that".split())


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
        if dep in {"nsubj", "nsubjpass"}:
            verb = self.parse.heads[mention.head]
            weight += 2.0 if self.parse.deps[verb] in {"ROOT", "conj"} else 1.5
        elif dep in {"dobj", "dative", "agent", "appos"}:
            weight += 0.7
        elif dep == "poss":
            weight += 0.4
        elif dep == "attr" or (dep == "pobj" and self.parse.lemmas[self.parse.heads[mention.head]] == "as"):
            weight -= 1.5  # says what somebody is, names nobody
        elif dep in {"compound", "nmod", "amod"}:
            weight -= 1.0
        if mention.head in self.source_of:
            weight += 1.5
        return weight

    def holding(self, token: int) -> Sequence[int]:
        return self.content_at.get(token, ())

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
            if held & own:
                continue  # what one says rarely names the speaker
            weight = other.salience - 1.0 * distance - min(1.5, (mention.start - other.start) / 40)
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
            return found  # “Xxx lost his men”: its subject may well be the possessor
        if not self.is_subject(mention):
            subject = self.subject_of(verb)
            other = self.by_head.get(subject) if subject is not None else None
            if other is not None and other is not mention and other.party is not None:
                found.add(self.party(other.party).number)
        return found

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
