"""Through whom the report has each attribution: the sources around it, and the outlets that its clause names."""

import re
from collections.abc import Iterator

from counterclaim.actors import _words as words
from counterclaim.actors._mentions import Form, Mention, lemma_of
from counterclaim.actors._party import Party
from counterclaim.actors._speakers import DEEPEST, Speakers
from counterclaim.records.attributions import Attribution
from counterclaim.records.mentions import ActorKind, Carrier
from counterclaim.records.spans import Span

FULLER = re.compile(r"\b(?:(?:local|foreign|international|state|social) )?(?:media|news|press) reports\b")
#: “a number of newspapers” are newspapers.
QUANTITY = re.compile(
    r"(?:an? )?(?:\w+ )?(?:number|series|handful|couple|variety|range|host) of "
    r"|(?:several|various|multiple|some|many|numerous|other|few) ",
    re.I,
)
#: Farther from its cue no outlet is looked for, so that a sentence of any length takes linear time.
FAR = 60
#: Sites that carry whatever anybody posts are channels, no outlets.
SITES = frozenset("facebook twitter telegram instagram youtube whatsapp tiktok".split())
ADDRESSING = frozenset("tell inform".split())
INTERVIEWS = frozenset(
    "interview conversation statement email letter telephone phone call remark comment briefing".split()
)
#: “carried by Xxx”, “asked by Xxx”: participles behind which the outlet stands that has the words.
PASSING_ON = frozenset(
    "carry publish broadcast air quote cite release post print report obtain distribute transmit interview ask "
    "question contact reach see hear receive relay".split()
)


def carriers_of(speakers: Speakers, attribution: Attribution) -> tuple[Carrier, ...]:
    """The carriers of one attribution, outermost first: the sources of the attributions around it that hand its words
    on, each behind the outlet that its own clause names (“told Xxx”)."""
    found = list(_outlets(speakers, attribution))
    outer, steps = speakers.outer(attribution), 0
    said = speakers.sources[attribution.id]
    if not attribution.source and outer is not None:
        if not _same_voice(speakers, attribution, outer):
            outer = None  # words without a source are nobody's, whoever mentions them: “Xxx refuted reports that …”
        while outer is not None and steps < DEEPEST and _same_voice(speakers, attribution, outer):
            # What stands in somebody's words without a source of its own is theirs, and came the same way.
            found[:0] = _outlets(speakers, outer)
            outer, steps = speakers.outer(outer), steps + 1
    while outer is not None and steps < DEEPEST:
        if speakers.carries(outer):
            found[:0] = [*_outlets(speakers, outer), *_sources(speakers, outer)]
        outer, steps = speakers.outer(outer), steps + 1
    own = {actor.name for actor in said}
    unique = {carrier.name: carrier for carrier in reversed(found) if carrier.name and carrier.name not in own}
    return tuple(reversed(unique.values()))


def _same_voice(speakers: Speakers, attribution: Attribution, outer: Attribution) -> bool:
    """Whether words without a source stand in those of their own speaker, or of somebody cited without a name."""
    said, around = speakers.sources[attribution.id], speakers.sources[outer.id]
    if [actor.name for actor in said] != [actor.name for actor in around] or not speakers.carries(outer):
        return False
    return said[0].kind is not ActorKind.ARTICLE and (said[0].kind is not ActorKind.UNNAMED or bool(outer.source))


def _sources(speakers: Speakers, outer: Attribution) -> Iterator[Carrier]:
    """Who says the attribution around: parties, and reports that nobody signs in their own words."""
    heads = speakers.heads[outer.id]
    mention = speakers.mention(heads[0][0]) if heads else None
    thing = mention is not None and mention.form is Form.DESCRIPTION and words.noun_of(mention.noun) is None
    thing = thing and not speakers.parse.words[heads[0][0]][:1].isupper()  # a name that the tagger does not know
    actors = speakers.sources[outer.id]
    if len(actors) > 1 and len(outer.source) == 1 and not _coordinated(speakers, outer.source[0]):
        actors = actors[-1:]  # “the news agency Xxx” is one
    for actor in actors:
        if actor.kind is ActorKind.ARTICLE or (thing and actor.kind is ActorKind.DESCRIPTION):
            continue
        span = actor.mention or (outer.source[0] if outer.source else outer.content[0])
        if actor.kind is not ActorKind.UNNAMED:
            name = QUANTITY.sub("", actor.name, count=1) if actor.kind is ActorKind.DESCRIPTION else actor.name
            yield Carrier(name=name, span=span, rule="source around")
        elif outer.source:
            written = speakers.clean(outer.source[0])
            yield Carrier(name=_fuller(speakers.text, written), span=outer.source[0], rule="source around")


def _coordinated(speakers: Speakers, source: Span) -> bool:
    return any(
        speakers.parse.tags[t] == "CC" or speakers.parse.words[t] == "," for t in speakers.parse.tokens_in(source)
    )


def _fuller(text: str, carrier: str) -> str:
    """“reports” as “media reports” where the report has said so."""
    if carrier.lower() != "reports":
        return carrier
    fuller = FULLER.search(text)
    return fuller[0] if fuller else carrier


def _outlets(speakers: Speakers, attribution: Attribution) -> list[Carrier]:
    """“told Xxx”, “denied to Xxx”, “in an interview with Xxx”, “in a statement carried by Xxx”, “asked by Xxx”."""
    parse = speakers.parse
    cue = [t for span in attribution.cue for t in parse.tokens_in(span)]
    if not cue:
        return []
    starts: list[tuple[int, str]] = []
    for token in cue:
        if parse.lemmas[token] in ADDRESSING:
            starts.append((token + 1, "told"))
        elif parse.pos[token] == "VERB":
            to = {c for c in parse.children[token] if parse.deps[c] in {"prep", "dative"} and c > token}
            starts.extend((t + 1, "said to") for t in sorted(to | {token + 1}) if _is(speakers, t, {"to"}))
    first, end = parse.sentence_of(cue[0])
    first, end = max(first, cue[0] - FAR), min(end, cue[-1] + FAR)
    for token in range(first, end - 2):
        if speakers.in_content(attribution, token):
            continue
        lemma = parse.lemmas[token]
        if lemma in INTERVIEWS:
            for after in range(token + 1, min(token + 5, end - 1)):
                if parse.lemmas[after] in {"with", "to"} and parse.pos[after] == "ADP":
                    starts.append((after + 1, "interview"))
                elif parse.pos[after] not in {"ADP", "PROPN", "NOUN", "NUM"}:
                    break
        elif lemma in PASSING_ON and parse.tags[token] == "VBN" and _is(speakers, token + 1, {"by"}):
            starts.append((token + 2, "passed on by"))
        elif lemma in {"speak", "talk"} and parse.tags[token] == "VBG" and _is(speakers, token + 1, {"to", "with"}):
            starts.append((token + 2, "speaking to"))
    return [carrier for start, rule in starts if (carrier := _outlet(speakers, attribution, start, rule)) is not None]


def _is(speakers: Speakers, token: int, forms: set[str]) -> bool:
    return token < len(speakers.parse) and speakers.parse.words[token].lower() in forms


def _outlet(speakers: Speakers, attribution: Attribution, token: int, rule: str) -> Carrier | None:
    """The name that starts at `token`, behind modifiers, if it can be an outlet: a named body that is no state organ
    and no armed group, or a described one of the media."""
    parse = speakers.parse
    own = {head for head, _ in speakers.heads[attribution.id]}
    for here in range(token, min(token + 6, len(parse))):
        if speakers.in_content(attribution, here):
            return None
        mention = speakers.at_start.get(here)
        if mention is not None and mention.form is Form.PRONOUN and parse.tags[here] == "PRP$":
            continue  # “told her local newspaper”
        if mention is None and (headed := speakers.mention(here)) is not None and headed.start >= token:
            mention = headed if headed.form is Form.DESCRIPTION else None
        if mention is not None and mention.party is not None and mention.head not in own:
            party = speakers.sweep.party(mention.party)
            if mention.form is Form.PRONOUN:
                return None
            if mention.form is Form.DESCRIPTION:
                if parse.tags[min(mention.end, len(parse) - 1)] == "POS":
                    continue  # “told her town's newspaper”
                if not _is_media(speakers, mention):
                    return None
                return _carrier(speakers, mention, _named_in(speakers, mention) or party.name, rule)
            if _modifies(speakers, mention) or words.fold(party.name) in SITES:
                return None  # “told a Xxx briefing”
            if _may_be_outlet(party):
                closed = party.subclasses & {"armed", "state"} and "media" not in party.subclasses
                return None if closed else _carrier(speakers, mention, party.name, rule)
        if parse.pos[here] not in {"DET", "ADJ", "PROPN", "PART", "NOUN"} and parse.tags[here] != "PRP$":
            return None
    return None


def _may_be_outlet(party: Party) -> bool:
    """Whether a named party may be a body that reports: also a single word that nothing but the recogniser takes for
    a person, and an acronym that it takes for a place."""
    if party.kind is ActorKind.ORGANISATION:
        return not party.place or (party.name.isupper() and words.fold(party.name) not in words.countries())
    told = party.labels["title"] + party.labels["called"] + party.labels["first name"]
    single = all(len(key) == 1 for key in party.keys)
    return party.kind is ActorKind.PERSON and single and party.gender is None and not told


def _is_media(speakers: Speakers, mention: Mention) -> bool:
    """“the paper”, “the Xxx news agency”."""
    noun = words.noun_of(mention.noun)
    if noun is None or noun.kind != "organisation":
        return False
    before = {speakers.parse.words[t].lower() for t in range(mention.start, mention.head)}
    return noun.subclass == "media" or not before.isdisjoint({"news", "press", "media"})


def _named_in(speakers: Speakers, mention: Mention) -> str | None:
    """The name in a description or beside it: “the local Xxx channel”, “the local newspaper, Xxx”."""
    beside = [c for c in speakers.parse.children[mention.head] if speakers.parse.deps[c] == "appos"]
    for here in (*range(mention.start, mention.head), *beside):
        inner = speakers.at_start.get(here) if here < mention.head else speakers.mention(here)
        if inner is not None and inner.form is Form.NAME and inner.party is not None:
            party = speakers.sweep.party(inner.party)
            adjective = words.fold(party.name) in words.countries()
            if party.kind is ActorKind.ORGANISATION and not adjective:
                return party.name
    return None


def _modifies(speakers: Speakers, mention: Mention) -> bool:
    """Whether a noun that is no word for media follows the name, so that the name only modifies it."""
    parse = speakers.parse
    if mention.end >= len(parse) or parse.tags[mention.end] not in {"NN", "NNS"}:
        return False
    after = words.nouns().get(lemma_of(parse, mention.end))
    return after is None or after.subclass != "media"


def _carrier(speakers: Speakers, mention: Mention, name: str, rule: str) -> Carrier:
    return Carrier(name=name, span=speakers.parse.span(mention.start, mention.end), rule=rule)
