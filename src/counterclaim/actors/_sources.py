"""Who is responsible for each attribution, and through whom the report has it."""

import re
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from counterclaim.actors import _words as words
from counterclaim.actors._mentions import Form, Mention, lemma_of
from counterclaim.actors._parties import Party, written
from counterclaim.actors._resolve import FIRST, Sweep
from counterclaim.lexicons import load_cues
from counterclaim.records.attributions import Attribution
from counterclaim.records.ids import AttributionId
from counterclaim.records.mentions import ARTICLE, UNNAMED, Actor, ActorKind
from counterclaim.records.parses import Parse
from counterclaim.records.spans import Span, hull

#: What may stand before “sources” or “people” without telling who they are.
UNTYPED = frozenset(
    "qualified reliable informed anonymous unnamed unidentified undisclosed various multiple numerous few".split()
)
FULLER = re.compile(r"\b(?:(?:local|foreign|international|state|social) )?(?:media|news|press) reports\b")
#: Families of cues whose user hands on the words of another.
CARRYING = frozenset({"say", "report", "cite", "hearsay", "evidence", "confirm", "topic"})
#: No chain of carriers is longer.
DEEPEST = 8
#: Farther from its cue no outlet is looked for, so that a sentence of any length takes linear time.
FAR = 60
ISSUING = frozenset("issue make release give publish post send reiterate repeat".split())
HEARSAY = frozenset("report rumor rumour allegation claim account".split())
QUOTES = '"“”„«»'
NOT_KNOWN = re.compile(
    r"\bun(?:confirmed|verified|verifiable|clear|certain|known|substantiated|corroborated)\b"
    r"|(?:\b(?:not|no|neither|nor|never|yet|without|cannot|unable|impossible)\b|n[’']t\b).*?"
    r"(?:confirm|verif|corroborat|clear|evidence|known|certain|comment|proof|authenticat|establish)",
    re.I | re.S,
)
SPEAKING = frozenset(
    "say speak talk deny confirm comment reveal explain insist admit reply respond complain announce disclose".split()
)
INTERVIEWS = frozenset(
    "interview conversation statement email letter telephone phone call remark comment briefing".split()
)


@dataclass(frozen=True, slots=True)
class Heads:
    """The head tokens of one attribution's source spans, with the span that each stands in."""

    tokens: tuple[tuple[int, Span], ...]


def source_heads(parse: Parse, attribution: Attribution) -> tuple[tuple[int, Span], ...]:
    """The head token of each source, coordinated names apart: “Xxx and Yyy said” has two."""
    found: list[tuple[int, Span]] = []
    for span in attribution.source:
        inside = [t for t in parse.tokens_in(span) if any(c.isalnum() for c in parse.words[t])]
        if not inside:
            continue
        within = set(inside)
        tops = [t for t in inside if parse.heads[t] not in within or parse.heads[t] == t]
        nominal = {"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"}
        tops = [t for t in tops if parse.pos[t] in nominal] or [t for t in inside if parse.pos[t] in nominal] or tops
        if not tops:
            continue
        head = tops[0]
        if parse.deps[head] == "compound" and parse.heads[head] not in within:  # a parse that ran two phrases together
            head = tops[-1]
        if parse.tags[head] in {"NNS", "NNPS"}:  # “ministers Xxx and Yyy”
            named = [
                c for c in parse.children[head] if c in within and parse.deps[c] == "appos" and parse.pos[c] == "PROPN"
            ]
            if named and _coordinated(parse, named[0], within):
                head = named[0]
        found.append((head, span))
        found.extend((t, span) for t in _coordinated(parse, head, within))
    if len(found) > 1:  # “Xxx, which said”: the pronoun adds no source
        found = [(t, span) for t, span in found if parse.tags[t] not in {"WDT", "WP"}] or found
    return tuple(dict.fromkeys(found))


def _coordinated(parse: Parse, head: int, within: set[int]) -> list[int]:
    found, stack = [], [head]
    while stack:
        here = stack.pop()
        for child in parse.children[here]:
            if child in within and parse.deps[child] == "conj" and parse.pos[child] in {"NOUN", "PROPN"}:
                found.append(child)
                stack.append(child)
    return found


class Speakers:
    """The actors of each attribution of one report, after the sweep over its mentions."""

    def __init__(
        self,
        sweep: Sweep,
        attributions: Sequence[Attribution],
        heads: Mapping[AttributionId, tuple[tuple[int, Span], ...]],
    ) -> None:
        self.sweep = sweep
        self.parse = sweep.parse
        self.text = sweep.parse.text
        self.attributions = attributions
        self.heads = heads
        self.sources: dict[AttributionId, tuple[Actor, ...]] = {}
        self.via: dict[AttributionId, tuple[str, ...]] = {}
        self.by_id = {attribution.id: attribution for attribution in attributions}
        self.at_start = {mention.start: mention for mention in reversed(sweep.mentions)}
        self.at_start.update({m.start: m for m in sweep.mentions if m.form is Form.NAME})

    def read(self) -> None:
        """Fills `sources` and `via`: stated sources first, then quotations that the context gives to a speaker."""
        self._name_descriptions()
        waiting = []
        for attribution in sorted(self.attributions, key=lambda a: -len(hull((*a.content, *a.source)))):
            if attribution.source:
                self.sources[attribution.id] = self._stated(attribution)
            else:
                waiting.append(attribution)
        spoken = sorted(
            (a for a in self.attributions if a.id in self.sources), key=lambda a: (a.content[0].start, a.id)
        )
        for attribution in sorted(waiting, key=lambda a: (a.content[0].start, a.id)):
            actor = self._unstated(attribution, spoken)
            self.sources[attribution.id] = (actor,)
            if actor.name not in {ARTICLE, UNNAMED}:
                insort(spoken, attribution, key=lambda a: (a.content[0].start, a.id))
        for attribution in self.attributions:
            self.via[attribution.id] = self._carriers(attribution)

    def _name_descriptions(self) -> None:
        """Names a described party by its source in full, “elders in Xxx” rather than “elders”."""
        for attribution in self.attributions:
            heads = self.heads[attribution.id]
            if len(heads) != 1:
                continue
            mention = self._mention(heads[0][0])
            if mention is None or mention.form is not Form.DESCRIPTION or mention.antecedent is not None:
                continue
            if mention.party is not None and not self.sweep.party(mention.party).named:
                name = self._clean(heads[0][1])
                if name:
                    self.sweep.party(mention.party).forms = Counter({name: 1})

    # Stated sources

    def _stated(self, attribution: Attribution) -> tuple[Actor, ...]:
        heads = self.heads[attribution.id]
        if not heads:
            return (self._as_written(attribution.source[0]),)
        if self._is_thing(heads[0][0]):
            # Tests and figures are not responsible for what they show: who tells of them is.
            outer = self._outer(attribution)
            if outer is not None and outer.id in self.sources:
                return self.sources[outer.id]
        actors = [(self._actor(attribution, head, span), head) for head, span in heads]
        first = actors[0][0]
        named = [actor for actor, head in actors if self._stands_alone(head)]
        if len({span for _, span in heads}) > 1 or len(named) == len(actors):
            chosen = [actor for actor, _ in actors]
        else:
            chosen = [first]
        if len(chosen) == 1 and len(heads) > 1 and first.kind in {ActorKind.DESCRIPTION, ActorKind.GROUP}:
            words_ = self._clean(heads[0][1])
            chosen = [Actor(name=words_, kind=ActorKind.DESCRIPTION, mention=heads[0][1], resolution=first.resolution)]
        for head, span in heads:
            mention = self._mention(head)
            if mention is not None:
                chosen.extend(
                    self._of_party(self.sweep.party(m.party or 0), m, span) for m in self._joined(mention, span)
                )
                chosen.extend(self._of_party(self.sweep.party(n), mention, span) for n in mention.others)
        unique = {actor.name: actor for actor in reversed(chosen)}
        return tuple(reversed(unique.values()))

    def _joined(self, mention: Mention, span: Span) -> list[Mention]:
        """Names that follow a name in its source by “and” alone, where the parse did not see the coordination."""
        found: list[Mention] = []
        end = self.parse.tokens_in(span).stop
        while mention.form is Form.NAME and mention.end < end:
            after = mention.end
            linked = False
            while after < end and self.parse.words[after].lower() in {"and", ",", "the"}:
                linked = linked or self.parse.words[after] == "and"
                after += 1
            beside = self.at_start.get(after)
            if not linked or beside is None or beside.form is not Form.NAME or beside.party is None or beside.end > end:
                break
            found.append(beside)
            mention = beside
        return found

    def _is_thing(self, head: int) -> bool:
        """Whether a source is a thing that shows something: “tests”, “figures”."""
        mention = self._mention(head)
        return mention is not None and mention.form is Form.DESCRIPTION and mention.noun in words.THINGS

    def _stands_alone(self, head: int) -> bool:
        mention = self._mention(head)
        if mention is None or mention.party is None:
            return False
        return self.sweep.party(mention.party).named or mention.form is Form.NAME

    def _mention(self, head: int) -> Mention | None:
        return self.sweep.by_head.get(head)

    def _actor(self, attribution: Attribution, head: int, span: Span) -> Actor:
        mention = self._mention(head)
        if mention is None:
            names = [
                m
                for t in self.parse.tokens_in(span)
                if (m := self._mention(t)) is not None and m.form is Form.NAME and m.party is not None
            ]
            if names and names[-1].end >= self.parse.tokens_in(span).stop - 1:
                mention = names[-1]
        if mention is None:
            return self._as_written(span)
        word = self.parse.words[mention.start].lower()
        if mention.form is Form.PRONOUN and word in FIRST:
            return self._first_person(attribution, mention, span)
        noun = words.noun_of(mention.noun)
        if mention.form is Form.DESCRIPTION and noun is not None and noun.kind == "nobody":
            return self._nobody(mention, span)
        if mention.form is Form.DESCRIPTION and noun is not None and noun.kind == "document":
            return self._author(mention, span)
        if mention.form is Form.DESCRIPTION and mention.noun in words.SPOKESPERSONS and not mention.candidates:
            body = self._body_behind(mention, span)
            if body is not None:
                return body
        if mention.party is None:
            if mention.form is Form.PRONOUN:
                return Actor(name=UNNAMED, kind=ActorKind.UNNAMED, mention=span, resolution="none")
            return self._as_written(span)
        party = self.sweep.party(mention.party)
        return self._of_party(party, mention, span)

    def _of_party(self, party: Party, mention: Mention, span: Span) -> Actor:
        resolution = mention.resolution
        if resolution == "name" and party.place:
            resolution = "metonym"
        antecedent = mention.antecedent
        return Actor(
            name=party.name,
            kind=kind_of(party),
            mention=span,
            resolution=resolution,
            antecedent=self.parse.span(antecedent.start, antecedent.end) if antecedent is not None else None,
            candidates=tuple(dict.fromkeys(self.sweep.party(n).name for n in mention.candidates)),
            aliases=party.aliases if party.named else (),
        )

    def _first_person(self, attribution: Attribution, mention: Mention, span: Span) -> Actor:
        """“I”, “we”: the speaker of the words around it, else the narrator."""
        for number in self.sweep.content_at.get(mention.start, ()):
            outer = self.attributions[number]
            actors = self.sources.get(outer.id)
            if outer.id != attribution.id and actors:
                actor = actors[0]
                return Actor(
                    name=actor.name,
                    kind=actor.kind,
                    mention=span,
                    resolution="pronoun",
                    antecedent=actor.mention,
                    aliases=actor.aliases,
                )
        return Actor(name=ARTICLE, kind=ActorKind.ARTICLE, mention=span, resolution="pronoun")

    def _nobody(self, mention: Mention, span: Span) -> Actor:
        """“sources”, “some people”: nobody, unless a modifier types them (“security sources”)."""
        if mention.antecedent is not None and mention.party is not None:
            return self._of_party(self.sweep.party(mention.party), mention, span)
        if mention.modifiers - UNTYPED or self._goes_on(mention, span):
            return self._as_written(span)
        return Actor(name=UNNAMED, kind=ActorKind.UNNAMED, mention=span, resolution="none")

    def _goes_on(self, mention: Mention, span: Span) -> bool:
        """Whether the source says more behind its noun: “a source close to the Xxx”."""
        behind = range(mention.end, self.parse.tokens_in(span).stop)
        return any(c.isalnum() for t in behind for c in self.parse.words[t])

    def _author(self, mention: Mention, span: Span) -> Actor:
        """Who speaks through a statement, a report, a video: by its modifiers, else by its earlier mention."""
        if mention.party is not None and mention.resolution == "description":
            party = self.sweep.party(mention.party)
            if party.named:
                return self._of_party(party, mention, span)
        typed = {m for m in mention.modifiers if m in words.countries().values() or m in words.nouns()} or any(
            self.parse.pos[t] == "PROPN" for t in range(mention.start, mention.head)
        )
        if mention.noun in HEARSAY and not typed and not self._goes_on(mention, span):
            if mention.plural or not mention.definite:
                return Actor(name=UNNAMED, kind=ActorKind.UNNAMED, mention=span, resolution="none")
        author = self._issuer(mention) if mention.definite and not typed else None
        return author or self._as_written(span)

    def _issuer(self, mention: Mention) -> Actor | None:
        """The party that issued the document last mentioned by the same noun: “Xxx said in a statement”."""
        for token in range(mention.start - 1, max(-1, mention.start - 250), -1):
            if lemma_of(self.parse, token) != mention.noun or self.parse.tags[token] != self.parse.tags[mention.head]:
                continue
            earlier = self._mention(token)
            if earlier is not None and earlier.party is not None:
                party = self.sweep.party(earlier.party)
                if party.named:
                    return self._of_party(party, mention, self.parse.span(mention.start, mention.end))
            verb = self.sweep.verb_above(token)
            subject = self.sweep.subject_of(verb)
            by = self._mention(subject) if subject is not None else None
            if by is not None and by.party is not None:
                party = self.sweep.party(by.party)
                return Actor(
                    name=party.name,
                    kind=kind_of(party),
                    mention=self.parse.span(mention.start, mention.end),
                    resolution="description",
                    antecedent=self.parse.span(by.start, by.end),
                )
            return None
        return None

    def _body_behind(self, mention: Mention, span: Span) -> Actor | None:
        """The body an unnamed spokesperson speaks for, in words: “a Xxx ministry spokesman” is the Xxx ministry."""
        if mention.party is not None and mention.antecedent is not None:
            return None
        before = range(mention.start, mention.head)
        named = [t for t in before if parse_is_body(self.parse, t)]
        if named:
            first = mention.start
            while first < mention.head and self.parse.words[first].lower() in words.DETERMINERS:
                first += 1
            name = written(self.parse, first, named[-1] + 1)
            return Actor(
                name=name,
                kind=ActorKind.ORGANISATION,
                mention=span,
                resolution="spokesperson",
                person=self._clean(span),
            )
        return None

    def _clean(self, span: Span) -> str:
        """The words of a source as a name: without determiner and relative pronoun, at most twelve words."""
        parts = span.of(self.text).split()
        while len(parts) > 1 and parts[0].lower() in words.DETERMINERS:
            parts.pop(0)
        while len(parts) > 1 and parts[-1].lower() in {"who", "which", "that"}:
            parts.pop()
        return " ".join(parts[:12]).strip(" ,;:")

    def _as_written(self, span: Span) -> Actor:
        return Actor(
            name=self._clean(span) or UNNAMED, kind=ActorKind.DESCRIPTION, mention=span, resolution="description"
        )

    # No stated source

    def _unstated(self, attribution: Attribution, spoken: Sequence[Attribution]) -> Actor:
        cue = " ".join(span.of(self.text) for span in attribution.cue)
        speaker = self._of_clause(attribution)
        if speaker is not None:
            return speaker
        within = self._around(attribution)
        if within is not None:
            return within
        if self._is_quotation(attribution):
            speaker = self._speaker_near(attribution, spoken)
            if speaker is not None:
                return speaker
        if not cue and not self._is_quotation(attribution):
            return Actor(name=ARTICLE, kind=ActorKind.ARTICLE, resolution="none")
        if NOT_KNOWN.search(cue):
            return Actor(name=ARTICLE, kind=ActorKind.ARTICLE, resolution="none")
        return Actor(name=UNNAMED, kind=ActorKind.UNNAMED, resolution="none")

    def _around(self, attribution: Attribution) -> Actor | None:
        """Who says the words that a passive or an adverb stands in: “Xxx said she was believed to be …” is Xxx's
        statement. Hearsay by noun (“investigates reports that”) stays nobody's."""
        cue = [t for span in attribution.cue for t in self.parse.tokens_in(span)]
        outer = self._outer(attribution)
        if not cue or any(self.parse.pos[t] == "NOUN" for t in cue) or outer is None or not self._carries(outer):
            return None
        said = self.sources.get(outer.id, ())
        return said[0] if said and said[0].kind not in {ActorKind.ARTICLE, ActorKind.UNNAMED} else None

    def _of_clause(self, attribution: Attribution) -> Actor | None:
        """Whom the clause of the cue names: “its denial”, “the denial by Xxx”, “Xxx said in a statement”."""
        for span in attribution.cue:
            for token in self.parse.tokens_in(span):
                if self.parse.pos[token] != "NOUN":
                    continue
                mention = self._mention(token) or Mention(start=token, end=token + 1, head=token, form=Form.DESCRIPTION)
                owner = self.sweep.owner(mention)
                if owner is None:
                    head = self.parse.heads[token]
                    if self.parse.lemmas[head] == "in":
                        head = self.parse.heads[head]
                    elif self.parse.deps[token] != "dobj" or self.parse.lemmas[head] not in ISSUING:
                        continue
                    subject = self.sweep.subject_of(head) if self.parse.pos[head] == "VERB" else None
                    owner = self._mention(subject) if subject is not None else None
                if owner is not None and owner.party is not None:
                    party = self.sweep.party(owner.party)
                    at = self.parse.span(owner.start, owner.end)
                    told_of = any(part.overlaps(at) for part in attribution.content)  # “rumours of Xxx's death”
                    if party.kind is not ActorKind.DESCRIPTION and not told_of:
                        return self._of_party(party, owner, at)
        return None

    def _is_quotation(self, attribution: Attribution) -> bool:
        """Whether the content is quoted: it starts or ends with a mark, or an open mark stands before it."""
        words_ = attribution.content[0].of(self.text)
        if words_[0] in QUOTES + "'‘" or words_[-1] in QUOTES:
            return True
        start = attribution.content[0].start
        line = self.text.rfind("\n", 0, start) + 1
        before = self.text[max(line, start - 1000) : start]
        return before.count('"') % 2 == 1 or before.rfind("“") > before.rfind("”")

    def _speaker_near(self, attribution: Attribution, spoken: Sequence[Attribution]) -> Actor | None:
        """The speaker of a quotation without a source of its own: who is quoted before it in the paragraph, else who
        is quoted next in it, else who spoke last in the paragraph before."""
        here = self._paragraph(attribution.content[0].start)
        at = bisect_left(spoken, attribution.content[0].start, key=lambda a: a.content[0].start)
        before, after = spoken[max(0, at - 8) : at], spoken[at : at + 3]
        chosen = None
        for candidate in reversed(before):
            if self._paragraph(candidate.content[0].start) == here:
                chosen = candidate
                break
        if chosen is None:
            for candidate in after:
                if self._paragraph(candidate.content[0].start) == here and self._is_quotation(candidate):
                    chosen = candidate
                    break
        if chosen is None and before:
            latest = max(before, key=lambda a: max(s.end for s in (*a.content, *a.source, *a.cue)))
            if here - self._paragraph(latest.content[-1].start) <= 1:
                chosen = latest
        if chosen is None:
            return None
        actor = self.sources[chosen.id][0]
        if actor.kind in {ActorKind.ARTICLE, ActorKind.UNNAMED}:
            return None
        return Actor(
            name=actor.name,
            kind=actor.kind,
            mention=None,
            resolution="context",
            antecedent=actor.mention,
            person=actor.person,
            aliases=actor.aliases,
        )

    def _paragraph(self, offset: int) -> int:
        token = min(self.parse.tokens_in(Span(offset, offset + 1)).start, len(self.parse) - 1)
        return self.sweep.paragraphs[token] if token >= 0 else 0

    # Carriers

    def _carriers(self, attribution: Attribution) -> tuple[str, ...]:
        """The sources of the attributions around this one, outermost first, each behind the outlet that its clause
        names (“told Xxx”)."""
        found = self._outlets(attribution)
        # Words without a source are nobody's, whoever mentions them: “Xxx refuted reports that …”.
        outer, steps = (self._outer(attribution) if attribution.source else None), 0
        while outer is not None and steps < DEEPEST:
            if self._carries(outer):
                found[:0] = [*self._outlets(outer), *(self._carrier(outer, a) for a in self.sources[outer.id])]
            outer, steps = self._outer(outer), steps + 1
        own = {actor.name for actor in self.sources[attribution.id]}
        return tuple(name for name in dict.fromkeys(found) if name and name not in own)

    def _outer(self, attribution: Attribution) -> Attribution | None:
        """The attribution in whose content this one stands: its parent, else the smallest that holds all of it."""
        if attribution.parent is not None:
            return self.by_id.get(attribution.parent)
        parts = (*attribution.source, *attribution.cue)
        if not parts:
            return None
        whole = hull((*parts, *attribution.content))
        for number in self.sweep.content_at.get(self.parse.tokens_in(parts[0]).start, ()):
            other = self.attributions[number]
            if other.source and other.id != attribution.id and hull(other.content).contains(whole):
                return other
        return None

    def _carries(self, outer: Attribution) -> bool:
        """Whether an attribution hands on what is in it: who refutes or fears what another says, does not."""
        cue = [t for span in outer.cue for t in self.parse.tokens_in(span)]
        senses = [
            sense.family
            for token in cue
            for pos in ("verb", "noun", "adv", "prep")
            for sense in load_cues().get((self.parse.lemmas[token], pos), ())
        ]
        return not senses or not CARRYING.isdisjoint(senses)

    def _carrier(self, outer: Attribution, actor: Actor) -> str:
        heads = self.heads[outer.id]
        mention = self._mention(heads[0][0]) if heads else None
        thing = mention is not None and mention.form is Form.DESCRIPTION and words.noun_of(mention.noun) is None
        if actor.kind is ActorKind.ARTICLE or (thing and actor.kind is ActorKind.DESCRIPTION):
            return ""
        if actor.kind is ActorKind.UNNAMED:
            return self._fuller(self._clean(outer.source[0])) if outer.source else ""
        return actor.name

    def _fuller(self, carrier: str) -> str:
        """“reports” as “media reports” where the report has said so."""
        if carrier.lower() != "reports":
            return carrier
        fuller = FULLER.search(self.text)
        return fuller[0] if fuller else carrier

    def _outlets(self, attribution: Attribution) -> list[str]:
        """“told Xxx”, “in an interview with Xxx”, “in a statement to Xxx”, “speaking to Xxx”."""
        if not attribution.cue:
            return []
        starts: list[int] = []
        cue = [t for span in attribution.cue for t in self.parse.tokens_in(span)]
        for token in cue:
            if self.parse.lemmas[token] in {"tell", "inform"}:
                starts.append(token + 1)
            elif self.parse.lemmas[token] in SPEAKING:
                for child in self.parse.children[token]:
                    if self.parse.deps[child] in {"prep", "dative"} and self.parse.lemmas[child] == "to":
                        starts.append(child + 1)
        first, end = self.parse.sentence_of(cue[0]) if cue else (0, 0)
        if cue:
            first, end = max(first, cue[0] - FAR), min(end, cue[-1] + FAR)
        for token in range(first, end - 2):
            if self.parse.lemmas[token] in INTERVIEWS and not self._in_content(attribution, token):
                for after in range(token + 1, min(token + 5, end - 1)):
                    if self.parse.lemmas[after] in {"with", "to"} and self.parse.pos[after] == "ADP":
                        starts.append(after + 1)
                    elif self.parse.pos[after] not in {"ADP", "PROPN", "NOUN", "NUM"}:
                        break
        return [name for start in starts if (name := self._outlet(attribution, start))]

    def _in_content(self, attribution: Attribution, token: int) -> bool:
        at = Span(self.parse.starts[token], self.parse.ends[token])
        return any(span.contains(at) for span in attribution.content)

    def _outlet(self, attribution: Attribution, token: int) -> str:
        """The name that starts at `token`, behind modifiers, if it can be an outlet: a named body that is no state
        organ and no armed group, or a described one of the media."""
        own = {head for head, _ in self.heads[attribution.id]}
        for here in range(token, min(token + 6, len(self.parse))):
            if self._in_content(attribution, here):
                return ""
            mention = self.at_start.get(here)
            if mention is not None and mention.party is not None and mention.head not in own:
                party = self.sweep.party(mention.party)
                noun = words.noun_of(mention.noun)
                if mention.form is Form.NAME:
                    after = (
                        words.nouns().get(lemma_of(self.parse, mention.end)) if mention.end < len(self.parse) else None
                    )
                    if self.parse.tags[min(mention.end, len(self.parse) - 1)] in {"NN", "NNS"} and (
                        after is None or after.subclass != "media"
                    ):
                        return ""  # “told a Xxx briefing”
                    if party.kind is ActorKind.ORGANISATION and not party.place:
                        closed = party.subclasses & {"armed", "state"} and "media" not in party.subclasses
                        return "" if closed else party.name
                elif mention.form is Form.DESCRIPTION:
                    media = noun is not None and noun.subclass == "media" and noun.kind == "organisation"
                    return party.name if media else ""
                else:
                    return ""
            if self.parse.pos[here] not in {"DET", "ADJ", "PROPN", "PART", "NOUN"} and self.parse.tags[here] != "PRP$":
                return ""
        return ""


def parse_is_body(parse: Parse, token: int) -> bool:
    """Whether the word at `token` names a body that can have a spokesperson."""
    noun = words.nouns().get(lemma_of(parse, token))
    return noun is not None and noun.kind == "organisation"


def kind_of(party: Party) -> ActorKind:
    """The kind of a party for its record: people who are only described are a DESCRIPTION."""
    if party.named or party.kind is ActorKind.ORGANISATION:
        return party.kind
    return ActorKind.DESCRIPTION
