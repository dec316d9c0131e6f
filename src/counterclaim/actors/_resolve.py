"""Pronouns and descriptions to parties: one sweep in text order over the mentions of a report.

Each mention looks back over a bounded window for parties that agree with it, weighs them by how prominent they stand,
and takes the best. Nothing is guessed from the world: what a party is called, and whether it is a man or a woman, is
read from the report and from lists of words.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from counterclaim.actors import _words as words
from counterclaim.actors._mentions import Form, Mention, lemma_of
from counterclaim.actors._parties import Party, Role, written
from counterclaim.records.mentions import ActorKind
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
OTHER = words.Noun("other", None, None)
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

    def run(self) -> None:
        """Gives each mention its party where one is found; descriptions without one become parties of their own."""
        self.by_head = {m.head: m for m in self.mentions}
        for mention in self.mentions:
            if mention.form is Form.PRONOUN:
                self._pronoun(mention)
            elif mention.form is Form.DESCRIPTION:
                self._description(mention)
            if mention.party is not None:
                party = self.party(mention.party)
                mention.party = party.number
                mention.salience = self._prominence(mention)
                self.seen.append(mention)
                if mention.form is Form.PRONOUN:
                    word = self.parse.words[mention.start].lower()
                    if word in MALE or word in FEMALE:
                        party.genders["m" if word in MALE else "f"] += 1
                        party.labels["called"] += 1

    def party(self, number: int) -> Party:
        """The party with that number, or the one it was found to be."""
        party = self.parties[number]
        while party.same_as is not None:
            party = self.parties[party.same_as]
        return party

    # Where a mention stands

    def _sentence(self, mention: Mention) -> int:
        return self.parse.sentence_index(mention.start)

    def verb_above(self, token: int) -> int:
        """The nearest verb above `token`, or the root."""
        for above in self.parse.ancestors(token):
            if self.parse.pos[above] in {"VERB", "AUX"}:
                return above
        return token

    def _is_subject(self, mention: Mention) -> bool:
        return self.parse.deps[mention.head] in {"nsubj", "nsubjpass", "csubj"}

    def _governs(self, other: Mention, mention: Mention) -> bool:
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

    def _prominence(self, mention: Mention) -> float:
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

    def _holding(self, token: int) -> Sequence[int]:
        return self.content_at.get(token, ())

    # Candidates

    def _recent(self, mention: Mention, window: int) -> list[tuple[float, Mention]]:
        """Earlier mentions within `window` sentences with their weights, before any test of agreement."""
        here = self._sentence(mention)
        inside = set(self._holding(mention.start))
        own = set(self.source_of.get(mention.head, ()))
        found = []
        for other in reversed(self.seen[-WIDEST:]):
            distance = here - self._sentence(other)
            if distance > window:
                break
            if other.party is None or other.start == mention.start:
                continue
            held = set(self._holding(other.start))
            if held & own:
                continue  # what one says rarely names the speaker
            weight = other.salience - 1.0 * distance - min(1.5, (mention.start - other.start) / 40)
            if self.paragraphs[other.start] != self.paragraphs[mention.start]:
                weight -= 0.3
            if held - inside or (self.quoted[other.start] and not self.quoted[mention.start]):
                weight -= 1.2  # named inside words of another
            found.append((weight, other))
        return found

    def _ahead(self, mention: Mention) -> list[tuple[float, Mention]]:
        """The named speaker behind a pronoun in fronted words: “…, he said” is not one, “As he left, Xxx said” is."""
        found = []
        for attribution in self._holding(mention.start):
            for token in self.contents[attribution].sources:
                other = self.by_head.get(token)
                if other is not None and other.start > mention.start and other.form is Form.NAME:
                    found.append((other.salience + 1.0, other))
        return found

    def _excluded(self, mention: Mention, reflexive: bool) -> set[int]:
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
        if not self._is_subject(mention):
            subject = self.subject_of(verb)
            other = self.by_head.get(subject) if subject is not None else None
            if other is not None and other is not mention and other.party is not None:
                found.add(self.party(other.party).number)
        return found

    def _best(
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

    # Pronouns

    def _pronoun(self, mention: Mention) -> None:
        word = self.parse.words[mention.start].lower()
        if word in RELATIVE:
            self._relative(mention)
            return
        if word in FIRST:
            return  # the speaker of the quotation: known after the sources are
        if word in THING and not self._refers(mention):
            return
        excluded = self._excluded(mention, word.endswith(("self", "selves")))
        speaker = self._speakers(mention.start)
        weighed = []
        for weight, other in [*self._recent(mention, PRONOUN_WINDOW), *self._ahead(mention)]:
            party = self.party(other.party or 0)
            if party.number in excluded or not self._agrees(word, party, other):
                continue
            said_by = party.number in speaker
            if said_by and self.quoted[mention.start]:
                continue  # quoted words call their speaker “I”; reported words, “he”
            if said_by:
                weight += 1.5
            if self._is_subject(mention) and self.parse.deps[other.head] in {"nsubj", "nsubjpass"}:
                weight += 0.5
            if mention.head in self.source_of and other.head in self.source_of:
                weight += 0.5
            if word in MANY and self._named_beside(other):
                weight += 1.5  # “Xxx and Yyy … they”
            elif word in MANY and party.kind is ActorKind.PERSON:
                weight -= 3.0
            if self._governs(other, mention):
                weight += 2.0
            if word in MALE | FEMALE and party.kind is not ActorKind.PERSON:
                weight -= 2.5  # taken for a body by the recogniser, without other evidence
            if word in MALE | FEMALE and party.gender is not None:
                weight += 0.7
            weighed.append((weight, other))
        if self._best(mention, weighed, "pronoun") and word in MANY and mention.antecedent is not None:
            mention.others = tuple(n for n in self._named_beside(mention.antecedent) if n not in excluded)

    def _named_beside(self, other: Mention) -> tuple[int, ...]:
        """The named parties coordinated with a named one."""
        if other.others:
            return other.others
        if other.form is not Form.NAME:
            return ()
        found = []
        for child in self.parse.children[other.head]:
            if self.parse.deps[child] == "conj" and (beside := self.by_head.get(child)) is not None:
                if beside.form is Form.NAME and beside.party is not None and beside.party != other.party:
                    found.append(self.party(beside.party).number)
        return tuple(found)

    def _refers(self, mention: Mention) -> bool:
        """Whether “it” can be a party here: possessive, or the subject of a verb that is not “be” or weather."""
        if mention.head in self.source_of or self.parse.tags[mention.head] == "PRP$":
            return True
        verb = self.parse.heads[mention.head]
        return self._is_subject(mention) and self.parse.lemmas[verb] not in {
            "be",
            "seem",
            "appear",
            "happen",
            "remain",
            "become",
            "take",
            "rain",
            "mean",
        }

    def _speakers(self, token: int) -> set[int]:
        """The parties, as far as they are known, that say the words around `token`."""
        found: set[int] = set()
        for attribution in self._holding(token)[:1]:
            for head in self.contents[attribution].sources:
                other = self.by_head.get(head)
                if other is not None and other.party is not None:
                    found.add(self.party(other.party).number)
        return found

    def _relative(self, mention: Mention) -> None:
        """“Xxx, who …”: the noun that the relative clause hangs on."""
        for above in self.parse.ancestors(mention.head):
            if self.parse.deps[above] == "relcl":
                noun = self.parse.heads[above]
                other = self.by_head.get(noun)
                if other is not None and other.party is not None and other.start < mention.start:
                    mention.party = other.party
                    mention.antecedent = other
                    mention.resolution = "pronoun"
                    self.parties[other.party].mentions.append(mention)
                return

    def _agrees(self, word: str, party: Party, mention: Mention) -> bool:
        kind = party.kind
        if word in MALE | FEMALE:
            person = kind is ActorKind.PERSON or (party.named and not party.labels["body"] and not party.place)
            if not person or mention.plural:
                return False
            return party.gender in {None, "m" if word in MALE else "f"}
        if word in THING:
            return kind in {ActorKind.ORGANISATION, ActorKind.GROUP} and not (mention.plural and not party.named)
        if word in MANY:
            if self._named_beside(mention):
                return True
            return kind is not ActorKind.DESCRIPTION and (kind is not ActorKind.PERSON or party.gender is None)
        return False

    # Descriptions

    def _description(self, mention: Mention) -> None:
        noun = words.noun_of(mention.noun)
        if self._by_apposition(mention, noun) or self._by_owner(mention, noun) or self._by_noun(mention, noun):
            self._called(mention)
            return
        if self._by_class(mention, noun):
            self._called(mention)
            return
        self._new(mention, noun)

    def _called(self, mention: Mention) -> None:
        """Notes that the party of `mention` is called so, for later mentions by the same noun."""
        if mention.party is not None:
            self.by_noun.setdefault(words.alike(mention.noun), []).append(mention)

    def _take(self, mention: Mention, other: Mention, resolution: str) -> bool:
        if other.party is None:
            return False
        mention.party = self.party(other.party).number
        mention.antecedent = other
        mention.resolution = resolution
        self.parties[mention.party].mentions.append(mention)
        return True

    def _by_apposition(self, mention: Mention, noun: words.Noun | None) -> bool:
        """“the minister, Xxx”, “Xxx, the minister”, “Xxx is the minister”."""
        if noun is not None and noun.kind in {"document", "nobody"}:
            return False
        head = mention.head
        beside = self.by_head.get(self.parse.heads[head])
        if beside is not None and beside.form is Form.NAME and beside.start == mention.end:
            return self._take(mention, beside, "apposition")  # “the Xxx-ish group Xxx”
        near = [c for c in self.parse.children[head] if self.parse.deps[c] == "appos"]
        above = self.parse.heads[head]
        if self.parse.deps[head] == "appos":
            near.append(above)
        elif self.parse.deps[head] == "attr" and self.parse.lemmas[above] == "be":
            near.extend(c for c in self.parse.children[above] if self.parse.deps[c] == "nsubj")
        for token in near:
            other = self.by_head.get(token)
            if other is None or other is mention or other.form is Form.DESCRIPTION or other.party is None:
                continue
            party = self.party(other.party)
            if noun is None or (noun.kind == "person") == (party.kind is ActorKind.PERSON):
                role: Role = (mention.noun, mention.modifiers)
                if role not in party.roles:
                    party.roles.append(role)
                return self._take(mention, other, "apposition")
        return False

    def _by_owner(self, mention: Mention, noun: words.Noun | None) -> bool:
        """“Xxx leaders”, “members of the Xxx”, “the Xxx group”, “a spokesman for Xxx”, “the statement by Xxx”."""
        owner = self.owner(mention)
        if noun is None:  # a thing of somebody's speaks for its owner: “its website”, “his account”
            owned = owner is not None and self.parse.deps[owner.head] == "poss" and owner.form is not Form.DESCRIPTION
            return owned and owner is not None and self._take(mention, owner, "description")
        spokesperson = mention.noun in words.SPOKESPERSONS
        if owner is None:
            return False
        party = self.party(owner.party or 0)
        body = party.kind is not ActorKind.PERSON
        if spokesperson:
            return body and self._take(mention, owner, "spokesperson")
        if noun.kind == "document":
            return self._take(mention, owner, "description")
        if mention.noun in words.MEMBERS and mention.plural:
            return body and not party.place and self._take(mention, owner, "description")
        if noun.kind == "organisation" and mention.noun in words.GENERAL_BODIES:
            name = self.parse.deps[owner.head] in {"compound", "nmod"} and not party.place
            return name and body and self._take(mention, owner, "description")
        return False

    def owner(self, mention: Mention) -> Mention | None:
        """The party in front of the noun or in its of-, for-, by- or from-phrase."""
        best = None
        for child in self.parse.children[mention.head]:
            if child < mention.head and self.parse.deps[child] in {"compound", "nmod", "poss", "amod"}:
                other = self.by_head.get(child)
                if other is not None and other.party is not None:
                    best = other
            elif child > mention.head and best is None:
                for token in self._behind(child):
                    other = self.by_head.get(token)
                    if other is None or other.form is Form.PRONOUN:
                        continue
                    if other.party is None and other.form is Form.DESCRIPTION:
                        self._description(other)
                    if other.party is not None:
                        return other
        return best

    def _behind(self, child: int) -> list[int]:
        """Nouns that a phrase behind a noun ties to it: “for the Xxx”, “at the Xxx desk”, “attributed to the Xxx”."""
        if self.parse.deps[child] == "acl":
            wanted = {"attribute": "to", "post": "by", "issue": "by", "release": "by", "send": "by", "publish": "by"}
            carrier = wanted.get(self.parse.lemmas[child])
            phrases = [c for c in self.parse.children[child] if self.parse.lemmas[c] == carrier]
        else:
            # A report of something is not by it.
            document = (words.noun_of(lemma_of(self.parse, self.parse.heads[child])) or OTHER).kind == "document"
            ties = {"by", "from"} if document else {"of", "for", "by", "from", "at"}
            phrases = [child] if self.parse.lemmas[child] in ties else []
        found = []
        for phrase in phrases:
            for noun in self.parse.children[phrase]:
                if self.parse.deps[noun] == "pobj":
                    found.append(noun)
                    found.extend(c for c in self.parse.children[noun] if self.parse.deps[c] in {"compound", "poss"})
        return found

    def _by_noun(self, mention: Mention, noun: words.Noun | None) -> bool:
        """An earlier party called by the same noun, with no modifier that the report has not given it."""
        if not mention.definite:
            return False
        # “leaders said” may go on about leaders met before, but not about a party that was called so once.
        bare = mention.plural and self.parse.words[mention.start].lower() not in words.DEFINITE
        if bare and noun is not None and noun.kind == "nobody":
            return False
        weighed: list[tuple[float, Mention]] = []
        excluded = self._excluded(mention, False)
        here = self._sentence(mention)
        known = self.by_noun.get(words.alike(mention.noun), [])[-12:]
        for other in known:
            if other.party is None or other.plural != mention.plural:
                continue
            party = self.party(other.party)
            if party.number in excluded:
                continue
            own = other.modifiers | (frozenset(w for key in party.keys for w in key))
            if mention.modifiers <= own or (mention.modifiers == other.modifiers):
                weighed.append((2.0 + len(mention.modifiers & own) - 0.2 * (here - self._sentence(other)), other))
        for other in self.seen[-WIDEST:]:
            party = self.party(other.party or 0)
            if not party.named or party.number in excluded or bare:
                continue
            if mention.plural and party.kind is ActorKind.PERSON:
                continue
            for role, modifiers in party.roles[:24]:
                if words.alike(role) != words.alike(mention.noun):
                    continue
                own = modifiers | frozenset(w for key in party.keys for w in key)
                own = own | {words.country_of(w) for w in own}
                if mention.modifiers <= own:
                    distance = here - self._sentence(other)
                    weighed.append((2.0 + len(mention.modifiers) - 0.2 * distance + 0.2 * other.salience, other))
                    break
        if noun is not None and noun.kind == "document" and not weighed:
            return False
        if not weighed:
            return False
        if self._best(mention, weighed, "description"):
            party = self.party(mention.party or 0)
            if not party.named and noun is not None and noun.subclass is not None:
                self._named_after_all(mention, party, noun)
            return True
        return False

    def _named_after_all(self, mention: Mention, party: Party, noun: words.Noun) -> None:
        """A party so far only described may now stand for the prominent named one: it is looked up again."""
        trial = Mention(
            start=mention.start,
            end=mention.end,
            head=mention.head,
            form=mention.form,
            noun=mention.noun,
            modifiers=mention.modifiers,
            definite=mention.definite,
            plural=mention.plural,
        )
        if self._by_class(trial, noun) and trial.party is not None:
            target = self.parties[trial.party]
            if any(self._clash(m, target) for m in party.mentions):
                target.mentions.remove(trial)
                return
            target.mentions.remove(trial)
            party.same_as = target.number
            mention.party, mention.antecedent = target.number, trial.antecedent
            mention.candidates = trial.candidates
            target.mentions.extend(party.mentions)

    def _clash(self, mention: Mention, party: Party) -> bool:
        return party.number in self._excluded(mention, False)

    def _by_class(self, mention: Mention, noun: words.Noun | None) -> bool:
        """“the group”, “the leader”: the most prominent named party of that class, unless the clause rules it out."""
        if noun is None or mention.plural or self.parse.words[mention.start].lower() not in {"the", "this"}:
            return False
        people = mention.noun in words.GENERAL_PEOPLE
        bodies = mention.noun in words.GENERAL_BODIES
        if not people and not bodies:
            return False
        if any(
            self.parse.deps[c] in {"prep", "relcl", "acl"} and c > mention.head
            for c in self.parse.children[mention.head]
        ):
            return False  # “the group that …”, “the leader of …” says itself which one
        excluded = self._excluded(mention, False) | self._opponents(mention)
        weighed = []
        for weight, other in self._recent(mention, CLASS_WINDOW):
            party = self.party(other.party or 0)
            if not party.named or party.number in excluded or party.place:
                continue
            if people:
                if party.kind is not ActorKind.PERSON or (noun.gender and party.gender not in {None, noun.gender}):
                    continue
            else:
                if party.kind is ActorKind.PERSON or not _same_class(noun, party):
                    continue
                if mention.modifiers & {words.country_of(w) for k in party.keys for w in k}:
                    weight += 1.0
            weighed.append((weight, other))
        if people and len({self.party(other.party or 0).number for _, other in weighed}) != 1:
            return False
        return self._best(mention, weighed, "description", margin=0.3, floor=-0.5)

    def _opponents(self, mention: Mention) -> set[int]:
        """Parties that the clause sets against the subject: named among what the subject is said to do."""
        if not self._is_subject(mention):
            return set()
        verb = self.parse.heads[mention.head]
        return {
            self.party(other.party).number
            for token in self.parse.subtree(verb)[:60]
            if token > mention.end
            and (other := self.by_head.get(token)) is not None
            and other.form is Form.NAME
            and other.party is not None
        }

    def _new(self, mention: Mention, noun: words.Noun | None) -> None:
        """A party of its own, known by its description."""
        kinds = {"person": ActorKind.PERSON, "organisation": ActorKind.ORGANISATION, "group": ActorKind.GROUP}
        kind = kinds.get(noun.kind) if noun is not None else None
        party = Party(number=len(self.parties), named=False, plural=mention.plural)
        party.text_kind = ActorKind.DESCRIPTION if kind is None else ActorKind.GROUP if mention.plural else kind
        if noun is not None and noun.gender:
            party.genders[noun.gender] += 2
        party.roles.append((mention.noun, mention.modifiers))
        party.forms[_without_determiner(self.parse, mention)] += 1
        party.mentions.append(mention)
        self.parties.append(party)
        mention.party = party.number
        mention.resolution = "description"
        self.by_noun.setdefault(words.alike(mention.noun), []).append(mention)


def _same_class(noun: words.Noun, party: Party) -> bool:
    classes = party.subclasses
    if noun.subclass is None:
        return not classes & {"state", "media"} or bool(classes & {"armed"})
    return not classes or noun.subclass in classes


def _without_determiner(parse: Parse, mention: Mention) -> str:
    start = mention.start
    while start < mention.head and parse.words[start].lower() in words.DETERMINERS | {"two", "one"}:
        start += 1
    return written(parse, start, mention.end)


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
