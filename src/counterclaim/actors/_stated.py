"""Who is responsible for an attribution that states its source."""

from collections import Counter
from itertools import product

from counterclaim.actors import _words as words
from counterclaim.actors._first_person import first_person
from counterclaim.actors._mentions import Form, Mention, lemma_of, phrase_start
from counterclaim.actors._party import written
from counterclaim.actors._speakers import Speakers, kind_of
from counterclaim.actors._sweep import FIRST, RELATIVE
from counterclaim.records.attributions import Attribution
from counterclaim.records.mentions import UNNAMED, Actor, ActorKind
from counterclaim.records.parses import Parse
from counterclaim.records.spans import Span

#: What may stand before “sources” or “people” without telling who they are.
UNTYPED = frozenset(
    "qualified reliable informed anonymous unnamed unidentified undisclosed various multiple numerous few".split()
)
#: “Both camps say so”: the report sums up what several said, and none of them is a party of that name.
AGGREGATES = frozenset(
    product(("both", "each", "either", "all", "neither"), ("camp", "side", "party", "faction", "account", "rival"))
)
HEARSAY = frozenset("report rumor rumour allegation claim account".split())


def stated_actors(speakers: Speakers, attribution: Attribution) -> tuple[Actor, ...]:
    heads = speakers.heads[attribution.id]
    if not heads:
        return (speakers.as_written(attribution.source[0]),)
    if _is_thing(speakers, heads[0][0]):
        # Tests and figures are not responsible for what they show: who tells of them is.
        outer = speakers.outer(attribution)
        if outer is not None and outer.id in speakers.sources:
            return speakers.sources[outer.id]
    actors = [(_actor(speakers, attribution, head, span), head) for head, span in heads]
    first = actors[0][0]
    named = [actor for actor, head in actors if _stands_alone(speakers, head)]
    if len({span for _, span in heads}) > 1 or len(named) == len(actors):
        chosen = [actor for actor, _ in actors]
    else:
        chosen = [first]
    if len(chosen) == 1 and len(heads) > 1 and first.kind in {ActorKind.DESCRIPTION, ActorKind.GROUP}:
        words_ = speakers.clean(heads[0][1])
        chosen = [Actor(name=words_, kind=ActorKind.DESCRIPTION, mention=heads[0][1], resolution=first.resolution)]
    for head, span in heads:
        mention = speakers.mention(head)
        if mention is not None:
            chosen.extend(
                speakers.of_party(speakers.sweep.party(m.party or 0), m, span) for m in _joined(speakers, mention, span)
            )
            chosen.extend(speakers.of_party(speakers.sweep.party(n), mention, span) for n in mention.others)
    unique = {actor.name: actor for actor in reversed(chosen)}
    return tuple(reversed(unique.values()))


def _joined(speakers: Speakers, mention: Mention, span: Span) -> list[Mention]:
    """Names that follow a name in its source by “and” alone, where the parse did not see the coordination."""
    found: list[Mention] = []
    end = speakers.parse.tokens_in(span).stop
    while mention.form is Form.NAME and mention.end < end:
        after = mention.end
        linked = False
        while after < end and speakers.parse.words[after].lower() in {"and", ",", "the"}:
            linked = linked or speakers.parse.words[after] == "and"
            after += 1
        beside = speakers.at_start.get(after)
        if not linked or beside is None or beside.form is not Form.NAME or beside.party is None or beside.end > end:
            break
        found.append(beside)
        mention = beside
    return found


def _is_thing(speakers: Speakers, head: int) -> bool:
    """Whether a source is a thing that shows something: “tests”, “figures”."""
    mention = speakers.mention(head)
    return mention is not None and mention.form is Form.DESCRIPTION and mention.noun in words.THINGS


def _stands_alone(speakers: Speakers, head: int) -> bool:
    mention = speakers.mention(head)
    if mention is None or mention.party is None:
        return False
    return speakers.sweep.party(mention.party).named or mention.form is Form.NAME


def _actor(speakers: Speakers, attribution: Attribution, head: int, span: Span) -> Actor:
    mention = speakers.mention(head)
    if mention is None:
        names = [
            m
            for t in speakers.parse.tokens_in(span)
            if (m := speakers.mention(t)) is not None and m.form is Form.NAME and m.party is not None
        ]
        if names and names[-1].end >= speakers.parse.tokens_in(span).stop - 1:
            mention = names[-1]
    if mention is None:
        return speakers.as_written(span)
    word = speakers.parse.words[mention.start].lower()
    if mention.form is Form.PRONOUN and word in FIRST:
        return first_person(speakers, attribution, mention, span)
    noun = words.noun_of(mention.noun)
    if mention.form is Form.DESCRIPTION and (word, mention.noun) in AGGREGATES:
        return Actor(name=UNNAMED, kind=ActorKind.UNNAMED, resolution="none")
    if mention.form is Form.DESCRIPTION and noun is not None and noun.kind == "nobody":
        return _nobody(speakers, mention, span)
    if mention.form is Form.DESCRIPTION and noun is not None and noun.kind == "document":
        return _author(speakers, mention, span)
    if mention.form is Form.DESCRIPTION and mention.noun in words.SPOKESPERSONS and not mention.candidates:
        body = _body_behind(speakers, mention, span)
        if body is not None:
            return body
    if mention.party is None:
        if mention.form is Form.PRONOUN:
            behind = _relative(speakers, mention) if word in RELATIVE else None
            if behind is not None:
                return speakers.as_written(behind)
            return Actor(name=UNNAMED, kind=ActorKind.UNNAMED, mention=span, resolution="none")
        return speakers.as_written(span)
    party = speakers.sweep.party(mention.party)
    return speakers.of_party(party, mention, span)


def _relative(speakers: Speakers, mention: Mention) -> Span | None:
    """The phrase that a relative pronoun hangs on where it is no mention: “clips circulated online that show”."""
    parse = speakers.parse
    for above in parse.ancestors(mention.head):
        if parse.deps[above] == "relcl":
            noun = parse.heads[above]
            kind = (words.noun_of(lemma_of(parse, noun)) or words.OTHER).kind
            start = phrase_start(parse, noun)
            return parse.span(start, noun + 1) if noun < mention.start and kind != "nobody" else None
    return None


def _nobody(speakers: Speakers, mention: Mention, span: Span) -> Actor:
    """“sources”, “some people”: nobody, unless a modifier types them (“security sources”)."""
    if mention.antecedent is not None and mention.party is not None:
        return speakers.of_party(speakers.sweep.party(mention.party), mention, span)
    if mention.modifiers - UNTYPED or _goes_on(speakers, mention, span):
        return speakers.as_written(span)
    return Actor(name=UNNAMED, kind=ActorKind.UNNAMED, mention=span, resolution="none")


def _goes_on(speakers: Speakers, mention: Mention, span: Span) -> bool:
    """Whether the source says more behind its noun: “a source close to the Xxx”."""
    behind = range(mention.end, speakers.parse.tokens_in(span).stop)
    return any(c.isalnum() for t in behind for c in speakers.parse.words[t])


def _author(speakers: Speakers, mention: Mention, span: Span) -> Actor:
    """Who speaks through a statement, a report, a video: by its modifiers, else by its earlier mention."""
    if mention.party is not None and mention.resolution == "description":
        party = speakers.sweep.party(mention.party)
        if party.named:
            return speakers.of_party(party, mention, span)
    typed = {m for m in mention.modifiers if m in words.countries().values() or m in words.nouns()} or any(
        speakers.parse.pos[t] == "PROPN" for t in range(mention.start, mention.head)
    )
    if mention.noun in HEARSAY and not typed and not _goes_on(speakers, mention, span):
        if mention.plural or not mention.definite:
            return Actor(name=UNNAMED, kind=ActorKind.UNNAMED, mention=span, resolution="none")
    author = _issuer(speakers, mention) if mention.definite and not typed else None
    return author or speakers.as_written(span)


def _issuer(speakers: Speakers, mention: Mention) -> Actor | None:
    """The party that issued the document last mentioned by the same noun: “Xxx said in a statement”."""
    for token in range(mention.start - 1, max(-1, mention.start - 250), -1):
        if (
            lemma_of(speakers.parse, token) != mention.noun
            or speakers.parse.tags[token] != speakers.parse.tags[mention.head]
        ):
            continue
        earlier = speakers.mention(token)
        if earlier is not None and earlier.party is not None:
            party = speakers.sweep.party(earlier.party)
            if party.named:
                return speakers.of_party(party, mention, speakers.parse.span(mention.start, mention.end))
        verb = speakers.sweep.verb_above(token)
        subject = speakers.sweep.subject_of(verb)
        by = speakers.mention(subject) if subject is not None else None
        if by is not None and by.party is not None:
            party = speakers.sweep.party(by.party)
            return Actor(
                name=party.name,
                kind=kind_of(party),
                mention=speakers.parse.span(mention.start, mention.end),
                resolution="description",
                antecedent=speakers.parse.span(by.start, by.end),
            )
        return None
    return None


def _body_behind(speakers: Speakers, mention: Mention, span: Span) -> Actor | None:
    """The body an unnamed spokesperson speaks for, in words: “a Xxx ministry spokesman” is the Xxx ministry."""
    if mention.party is not None and mention.antecedent is not None:
        return None
    before = range(mention.start, mention.head)
    named = [t for t in before if parse_is_body(speakers.parse, t)]
    if named:
        first = mention.start
        while first < mention.head and speakers.parse.words[first].lower() in words.DETERMINERS:
            first += 1
        name = written(speakers.parse, first, named[-1] + 1)
        return Actor(
            name=name,
            kind=ActorKind.ORGANISATION,
            mention=span,
            resolution="spokesperson",
            person=speakers.clean(span),
        )
    return None


def name_descriptions(speakers: Speakers) -> None:
    """Names a described party by its source in full, “elders in Xxx” rather than “elders”."""
    for attribution in speakers.attributions:
        heads = speakers.heads[attribution.id]
        if len({span for _, span in heads}) != len(heads):
            continue
        for head, span in heads:
            mention = speakers.mention(head)
            if mention is None or mention.form is not Form.DESCRIPTION or mention.antecedent is not None:
                continue
            if mention.party is not None and not speakers.sweep.party(mention.party).named:
                name = speakers.clean(span)
                if name:
                    speakers.sweep.party(mention.party).forms = Counter({name: 1})


def parse_is_body(parse: Parse, token: int) -> bool:
    """Whether the word at `token` names a body that can have a spokesperson."""
    noun = words.nouns().get(lemma_of(parse, token))
    return noun is not None and noun.kind == "organisation"
